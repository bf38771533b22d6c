// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

extension ScenarioChange {
  /// A scenario with its agreements changed: first agreements end, then others begin, then parties stop coordinating.
  ///
  /// Every pair of one administration of each side is concerned, once; an administration that stands on both sides has
  /// nothing to agree on with itself. An entry under `add` or `stop` takes the place of what stood between a pair.
  ///
  /// - Throws: `BadInput` where the change doesn't fit the scenario or the register.
  public func applied(to scenario: Scenario, register: Register) throws -> Scenario {
    var application = ChangeApplication(change: self, scenario: scenario, register: register)
    return try application.run()
  }
}

/// The work of applying a change, with the faults found so far.
private struct ChangeApplication {
  /// A pair of administrations in a band, by symbol in ascending order.
  struct Key: Hashable {
    var left: String
    var right: String
    var band: String

    init(_ one: String, _ other: String, _ band: String) {
      (left, right) = (min(one, other), max(one, other))
      self.band = band
    }
  }

  let change: ScenarioChange
  let scenario: Scenario
  let register: Register
  private var agreements: [Key: (separation: Int, endsCoordination: Bool)] = [:]
  private var set: Set<Key> = []
  private var faults: [Fault] = []

  init(change: ScenarioChange, scenario: Scenario, register: Register) {
    self.change = change
    self.scenario = scenario
    self.register = register
  }

  mutating func run() throws -> Scenario {
    for agreement in scenario.agreements {
      for band in agreement.bands ?? scenario.bands.map(\.identifier) {
        agreements[Key(agreement.administrations[0], agreement.administrations[1], band)] =
          (agreement.separationMilliDegrees, agreement.endsCoordination)
      }
    }
    for entry in change.remove { remove(entry) }
    for entry in change.add { put(entry, endsCoordination: false) }
    for entry in change.stop { put(entry, endsCoordination: true) }
    guard faults.isEmpty else { throw BadInput(faults) }
    var result = scenario
    result.agreements = agreements.sorted {
      ($0.key.band, $0.key.left, $0.key.right) < ($1.key.band, $1.key.left, $1.key.right)
    }.map {
      .init(
        administrations: [$0.key.left, $0.key.right], bands: [$0.key.band],
        separationMilliDegrees: $0.value.separation, endsCoordination: $0.value.endsCoordination)
    }
    return result
  }

  private mutating func report(_ entry: ScenarioChange.Pairs, _ problem: String, _ remedy: String) {
    faults.append(
      Fault(file: change.path, line: entry.line, field: entry.field, problem: problem, remedy: remedy))
  }

  private mutating func remove(_ entry: ScenarioChange.Pairs) {
    let hadFaults = faults.count
    var removed = 0
    for key in keys(of: entry) where agreements.removeValue(forKey: key) != nil { removed += 1 }
    if removed == 0, faults.count == hadFaults {
      report(entry, "no agreement stands between these parties", "name parties to an agreement of the scenario")
    }
  }

  private mutating func put(_ entry: ScenarioChange.Pairs, endsCoordination: Bool) {
    let hadFaults = faults.count
    let keys = keys(of: entry)
    if keys.isEmpty, faults.count == hadFaults {
      report(entry, "no two different administrations stand on the two sides", "name parties that differ")
    }
    for band in scenario.bands where entry.bands?.contains(band.identifier) ?? true {
      let required = Thousandths.text(band.requiredSeparationMilliDegrees)
      if endsCoordination, entry.separationMilliDegrees <= band.requiredSeparationMilliDegrees {
        report(
          entry, "the separation is not above the \(required)° of band \(band.identifier)",
          "write more than that; agreements on less stand under `add`")
      } else if !endsCoordination, entry.separationMilliDegrees > band.requiredSeparationMilliDegrees {
        report(
          entry, "the separation is above the \(required)° of band \(band.identifier)",
          "write at most that; a greater separation stands under `stop`")
      }
    }
    for key in keys {
      if !set.insert(key).inserted, faults.count == hadFaults {
        report(
          entry, "\(key.left) and \(key.right) in band \(key.band) are named by an earlier entry too",
          "name each pair once under add and stop")
      }
      agreements[key] = (entry.separationMilliDegrees, endsCoordination)
    }
  }

  /// The pairs of an entry in its bands, each once, in ascending order.
  private mutating func keys(of entry: ScenarioChange.Pairs) -> [Key] {
    let known = scenario.bands.map(\.identifier)
    for band in entry.bands ?? [] where !known.contains(band) {
      report(entry, "band `\(band)` is not in the scenario", "write one of: \(known.joined(separator: ", "))")
    }
    let left = symbols(of: entry.left, entry)
    let right = symbols(of: entry.right, entry)
    var keys: Set<Key> = []
    for band in known where entry.bands?.contains(band) ?? true {
      for one in left { for other in right where one != other { keys.insert(Key(one, other, band)) } }
    }
    return keys.sorted { ($0.band, $0.left, $0.right) < ($1.band, $1.left, $1.right) }
  }

  private mutating func symbols(of parties: [ScenarioChange.Party], _ entry: ScenarioChange.Pairs) -> [String] {
    let known = register.administrations.map(\.symbol)
    return parties.flatMap { party -> [String] in
      switch party {
      case .administration(let symbol):
        if known.contains(symbol) { return [symbol] }
        let groups = AdministrationGroup.all.map(\.identifier)
        let near = nearest(to: symbol, among: known + groups).map { "did you mean `\($0)`? " } ?? ""
        report(
          entry, "`\(symbol)` is neither an administration of the register nor a group",
          near + "write a symbol of administrations.csv, or one of: \(groups.joined(separator: ", "))")
        return []
      case .group(let group):
        let members = register.administrations.filter { group.contains($0) }.map(\.symbol)
        if members.isEmpty {
          report(entry, "the group `\(group.identifier)` has no member in the register", "name another group")
        }
        return members
      }
    }
  }
}
