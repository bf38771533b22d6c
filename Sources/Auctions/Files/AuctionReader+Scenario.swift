// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

extension AuctionReader {
  /// Reads `lots-from`: positions of a scenario's band as lots, with the conflicts that the scenario's criteria give.
  ///
  /// Either networks of the register, each at its filed longitude with its channels, which conflict as their requests
  /// would in an allocation; or a list of positions, each with the whole band, which conflict within the band's required
  /// separation.
  func readScenarioLots(_ section: YAMLReader.Section) {
    reader.allow(["scenario", "band", "networks", "positions", "reserve", "points", "category"], in: section)
    let name = reader.text("scenario", in: section, required: true, example: "scenario.yaml")
    let bandName = reader.text("band", in: section, required: true, example: "Ku")
    var pattern = Lot(name: "")
    pattern.reserve = money("reserve", in: section) ?? 0
    pattern.points = reader.integer("points", in: section, range: AuctionLimits.points) ?? 1
    pattern.category = reader.text("category", in: section)
    pattern.band = bandName
    let networks = reader.texts("networks", in: section)
    let positions = positions(in: section)
    if networks != nil, positions != nil {
      reader.report(
        section, "positions", problem: "stands beside `networks`", remedy: "name networks or positions, not both")
      return
    }
    guard let name, let bandName, let scenario = scenario(name, section) else { return }
    guard let band = scenario.bands.firstIndex(where: { $0.identifier == bandName }) else {
      let known = scenario.bands.map(\.identifier)
      let near = nearest(to: bandName, among: known).map { "did you mean `\($0)`? " } ?? ""
      reader.report(
        section, "band", problem: "the scenario has no band `\(bandName)`",
        remedy: near + "write one of: \(known.joined(separator: ", "))")
      return
    }
    if let positions {
      takePositions(positions, pattern, scenario.bands[band], section)
    } else {
      takeNetworks(networks, pattern, scenario, band: band, section)
    }
  }

  private func positions(in section: YAMLReader.Section) -> [Int]? {
    guard let texts = reader.texts("positions", in: section) else { return nil }
    var result: [Int] = []
    for text in texts {
      guard let longitude = Thousandths.parse(text), (-179_999...180_000).contains(longitude) else {
        reader.report(
          section, "positions", problem: "`\(text)` is not a longitude",
          remedy: "write degrees above -180 and up to 180, east positive, with at most three decimals")
        continue
      }
      if result.contains(longitude) {
        reader.report(section, "positions", problem: "\(text) stands twice", remedy: "write each position once")
      } else {
        result.append(longitude)
      }
    }
    return result
  }

  private func scenario(_ name: String, _ section: YAMLReader.Section) -> Scenario? {
    do {
      return try Scenario.read(path: Scenario.resolve(name, beside: path))
    } catch let error as BadInput {
      for fault in error.faults { reader.report(fault) }
    } catch {
      reader.report(
        section, "scenario", problem: "there is no scenario `\(name)` that can be read",
        remedy: "write its path from this file's folder")
    }
    return nil
  }

  private func takePositions(
    _ positions: [Int], _ pattern: Lot, _ band: Scenario.Band, _ section: YAMLReader.Section
  ) {
    let first = lots.count
    for longitude in positions {
      var lot = pattern
      lot.name = "\(band.identifier) \(Thousandths.text(longitude))"
      lot.longitudeMilliDegrees = longitude
      append(lot, section)
    }
    let separation = PositionConflicts(standard: band.requiredSeparationMilliDegrees)
    for conflict in separation.conflicts(of: Array(lots[first...])) {
      var conflict = conflict
      conflict.lots = conflict.lots.map { $0 + first }
      conflicts.append(conflict)
    }
  }

  private func takeNetworks(
    _ networks: [String]?, _ pattern: Lot, _ scenario: Scenario, band: Int, _ section: YAMLReader.Section
  ) {
    let problem: CoordinationProblem
    do {
      problem = try CoordinationProblem(
        scenario: scenario, register: try Register.read(directory: scenario.registerPath))
    } catch let error as BadInput {
      for fault in error.faults { reader.report(fault) }
      return
    } catch {
      reader.report(
        section, "scenario", problem: "its register can't be read: \(error)", remedy: "mend the path in the scenario")
      return
    }
    let inBand = problem.requests.indices.filter { problem.requests[$0].band == band && problem.isAdmissible($0) }
    var wanted = inBand
    if let networks {
      let known = Dictionary(uniqueKeysWithValues: inBand.map { (problem.requests[$0].identifier, $0) })
      wanted = networks.compactMap { name in
        if let request = known[name] { return request }
        let near = nearest(to: name, among: known.keys.sorted()).map { "did you mean `\($0)`?" }
        reader.report(
          section, "networks", problem: "the scenario has no request `\(name)` in this band",
          remedy: near ?? "write identifiers of networks in the band `\(scenario.bands[band].identifier)`")
        return nil
      }
    }
    if wanted.isEmpty, networks?.isEmpty ?? true {
      reader.report(
        section, "band", problem: "nothing asks for this band", remedy: "write another band, or `positions:`")
    }
    let first = lots.count
    for request in wanted {
      var lot = pattern
      lot.name = problem.requests[request].identifier
      lot.longitudeMilliDegrees = problem.requests[request].longitudeMilliDegrees
      append(lot, section)
    }
    guard lots.count == first + wanted.count else { return }
    let options = wanted.map { request in
      Option(
        request: request, longitudeMilliDegrees: problem.requests[request].longitudeMilliDegrees,
        displacementMilliDegrees: 0, firstChannel: problem.firstChannels(of: request).lowerBound,
        polarization: problem.polarizations(of: request).lowerBound)
    }
    for clique in ConflictCliques(problem: problem, band: band, options: options).cliques() {
      conflicts.append(
        LotConflict(
          lots: clique.members.map { first + $0 },
          reason: "too close in \(scenario.bands[band].identifier) on common channels"))
    }
    if wanted.contains(where: { problem.requests[$0].fixedFirstChannel == nil }) {
      assumptions.append(
        "Lots of the scenario for which the register states no channel are taken to need the first channels of the band."
      )
    }
  }
}
