// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Coordination
@testable import Scenarios

/// Conflicts of options, the windows and cliques that cover them, and the arc while it fills.
@Suite struct ConflictTests {
  /// A case of the table: longitudes, first channels and polarizations of two options, and the conflict expected.
  struct Case: Sendable, CustomStringConvertible {
    var what: String
    var parties = ["A", "B"]
    var organisations: [String?] = [nil, nil]
    var longitudes: [Int]
    var channels = [1, 1]
    var polarizations = [0, 0]
    var agreement: Int?
    var expected: Conflict?

    var description: String { what }
  }

  static let table: [Case] = [
    Case(what: "exactly the separation", longitudes: [0, 2_000], expected: nil),
    Case(
      what: "a thousandth less", longitudes: [0, 1_999],
      expected: .tooClose(distanceMilliDegrees: 1_999, requiredMilliDegrees: 2_000)),
    Case(
      what: "across the seam", longitudes: [179_500, -179_500],
      expected: .tooClose(distanceMilliDegrees: 1_000, requiredMilliDegrees: 2_000)),
    Case(what: "across the seam, far enough", longitudes: [179_000, -179_000], expected: nil),
    Case(
      what: "the seam itself", longitudes: [180_000, -179_999],
      expected: .tooClose(distanceMilliDegrees: 1, requiredMilliDegrees: 2_000)),
    Case(what: "other channels", longitudes: [0, 0], channels: [1, 3], expected: nil),
    Case(
      what: "channels that touch in one", longitudes: [0, 500], channels: [1, 2],
      expected: .tooClose(distanceMilliDegrees: 500, requiredMilliDegrees: 2_000)),
    Case(
      what: "another polarization of another holder", longitudes: [0, 0], polarizations: [0, 1],
      expected: .tooClose(distanceMilliDegrees: 0, requiredMilliDegrees: 2_000)),
    Case(
      what: "one holder, one position, another polarization", parties: ["A", "A"], longitudes: [0, 0],
      polarizations: [0, 1], expected: nil),
    Case(
      what: "one holder, one position, the same polarization", parties: ["A", "A"], longitudes: [0, 0],
      expected: .channelsCollide),
    Case(
      what: "one holder, one position, channels that touch", parties: ["A", "A"], longitudes: [0, 0],
      channels: [1, 2], expected: .channelsCollide),
    Case(
      what: "one holder a little apart, another polarization", parties: ["A", "A"], longitudes: [0, 500],
      polarizations: [0, 1], expected: .tooClose(distanceMilliDegrees: 500, requiredMilliDegrees: 2_000)),
    Case(
      what: "one administration for an organisation and for itself", parties: ["A", "A"], organisations: [nil, "ORG"],
      longitudes: [0, 0], polarizations: [0, 1],
      expected: .tooClose(distanceMilliDegrees: 0, requiredMilliDegrees: 2_000)),
    Case(
      what: "one organisation", parties: ["A", "A"], organisations: ["ORG", "ORG"], longitudes: [0, 0],
      polarizations: [0, 1], expected: nil),
    Case(what: "an agreement on nothing", longitudes: [0, 0], agreement: 0, expected: nil),
    Case(what: "an agreement, exactly", longitudes: [0, 500], agreement: 500, expected: nil),
    Case(
      what: "an agreement, too close", longitudes: [0, 499], agreement: 500,
      expected: .tooClose(distanceMilliDegrees: 499, requiredMilliDegrees: 500)),
    Case(
      what: "an agreement of others", parties: ["A", "C"], longitudes: [0, 500], agreement: 0,
      expected: .tooClose(distanceMilliDegrees: 500, requiredMilliDegrees: 2_000)),
    Case(
      what: "an agreement does not concern one party alone", parties: ["A", "A"], longitudes: [0, 500], agreement: 0,
      expected: .tooClose(distanceMilliDegrees: 500, requiredMilliDegrees: 2_000)),
    Case(
      what: "an agreement covers what a party files for an organisation", organisations: ["ORG", nil],
      longitudes: [0, 500], agreement: 0, expected: nil),
  ]

  @Test(arguments: table) func rules(_ example: Case) throws {
    let networks = (0..<2).map { index in
      Small.network(
        "N\(index)", example.parties[index], example.longitudes[index], organisation: example.organisations[index])
    }
    let problem = try CoordinationProblem(
      scenario: Small.scenario(
        [Small.band(channels: 4, polarizations: ["left", "right"])],
        agreements: example.agreement.map {
          [.init(administrations: ["B", "A"], bands: ["C"], separationMilliDegrees: $0)]
        } ?? [], demands: [.init(name: "2", weight: 1)]),
      register: Small.register(networks, administrations: ["A", "B", "C"].map { Small.administration($0) }))
    let options = (0..<2).map { index in
      Option(
        request: index, longitudeMilliDegrees: example.longitudes[index], displacementMilliDegrees: 0,
        firstChannel: example.channels[index], polarization: example.polarizations[index])
    }
    #expect(problem.conflict(options[0], options[1]) == example.expected)
    #expect(problem.conflict(options[1], options[0]) == example.expected)
  }

  @Test func bandsAndAgreementsOfOtherBandsAreApart() throws {
    let networks = [
      Small.network("N0", "A", 0, channels: .init(band: "C", first: 1, count: 1, polarization: nil)),
      Small.network("N1", "B", 0, channels: .init(band: "Ku", first: 1, count: 1, polarization: nil)),
      Small.network("N2", "B", 0, channels: .init(band: "C", first: 1, count: 1, polarization: nil)),
    ]
    let problem = try CoordinationProblem(
      scenario: Small.scenario(
        [Small.band("C"), Small.band("Ku")],
        agreements: [.init(administrations: ["A", "B"], bands: ["Ku"], separationMilliDegrees: 0)]),
      register: Small.register(networks))
    let options = problem.requests.indices.map { problem.options(of: $0, at: problem.places[$0][0])[0] }
    #expect(problem.conflict(options[0], options[1]) == nil)
    #expect(problem.conflict(options[0], options[2]) != nil)
    #expect(!problem.hasAgreements(band: 0) && problem.hasAgreements(band: 1))
  }

  // MARK: - The circle

  @Test func arithmeticOnTheCircle() {
    #expect(Circle.normalised(-180_000) == 180_000)
    #expect(Circle.normalised(180_001) == -179_999)
    #expect(Circle.normalised(540_000) == 180_000)
    #expect(Circle.normalised(-540_000) == 180_000)
    #expect(Circle.eastward(from: 179_000, to: -179_000) == 2_000)
    #expect(Circle.eastward(from: -179_000, to: 179_000) == 358_000)
    #expect(Circle.distance(-90_000, 90_000) == 180_000)
    #expect(Circle.distance(179_999, -179_999) == 2)
  }

  @Test func windowsAgreeWithBruteForce() {
    for seed in 0..<1_000 {
      var lots = Lots(seed)
      let step = lots.one(of: [500, 1_000, 30_000, 40_000, 45_000, 72_000])
      let chosen = (0..<(1 + lots.below(9))).map { _ in Circle.normalised(lots.below(360_000 / step) * step) }
      let longitudes = Set(chosen).sorted()
      let separation = min(90_000, lots.one(of: [1, step, step + 1, 2 * step, 2 * step + 1]))
      let windows = SeparationWindow.maximal(longitudes: longitudes, separationMilliDegrees: separation)
      var sets: Set<Set<Int>> = []
      for from in longitudes {
        sets.insert(Set(longitudes.filter { Circle.eastward(from: from, to: $0) < separation }))
      }
      let maximal = sets.filter { set in !sets.contains { $0 != set && set.isSubset(of: $0) } }
      #expect(Set(windows.map { Set($0.longitudes) }) == maximal, "seed \(seed)")
      #expect(windows.count == maximal.count, "seed \(seed)")
      for window in windows {
        #expect(window.longitudes.first == window.from)
        #expect(window.longitudes.allSatisfy { Circle.eastward(from: window.from, to: $0) < separation })
      }
    }
    #expect(SeparationWindow.maximal(longitudes: [], separationMilliDegrees: 1_000).isEmpty)
    let whole = SeparationWindow.maximal(longitudes: [0], separationMilliDegrees: 1_000)
    #expect(whole == [SeparationWindow(from: 0, longitudes: [0])])
  }

  // MARK: - Cliques

  private func options(of problem: CoordinationProblem) -> [Option] {
    problem.requests.indices.flatMap { request in
      problem.places[request].flatMap { problem.options(of: request, at: $0) }
    }
  }

  /// Also where some parties stopped coordinating: rows forbid exactly the pairs that conflict.
  @Test(arguments: [false, true]) func cliquesCoverEveryConflictAndNothingElse(beyond: Bool) throws {
    var (exempt, plain, conflicts) = (0, 0, 0)
    for seed in 0..<500 {
      let problem = try Small.random(seed, beyond: beyond)
      let options = options(of: problem)
      guard options.count <= 90 else { continue }
      let cliques = ConflictCliques(problem: problem, band: 0, options: options).cliques()
      var covered: Set<[Int]> = []
      for clique in cliques {
        #expect(clique.members == clique.members.sorted() && clique.members.count > 1)
        for (number, left) in clique.members.enumerated() {
          for right in clique.members[(number + 1)...] {
            covered.insert([left, right])
            let isSound =
              options[left].request == options[right].request || problem.conflict(options[left], options[right]) != nil
            if !isSound { Issue.record("seed \(seed): \(options[left]) and \(options[right]) may be granted together") }
          }
        }
        if let window = clique.channelWindow {
          let within = options.indices.filter {
            let option = options[$0]
            return Circle.eastward(from: window.from, to: option.longitudeMilliDegrees)
              < problem.scenario.bands[0].requiredSeparationMilliDegrees
              && (option.firstChannel..<option.firstChannel + problem.requests[option.request].channels)
                .contains(window.channel)
          }
          #expect(within == clique.members, "seed \(seed)")
          plain += 1
        } else {
          exempt += 1
        }
      }
      #expect(Set(cliques.map(\.members)).count == cliques.count)
      for left in options.indices {
        for right in options.indices
        where left < right && options[left].request != options[right].request
          && problem.conflict(options[left], options[right]) != nil
        {
          conflicts += 1
          if !covered.contains([left, right]) {
            Issue.record("seed \(seed): the conflict of \(options[left]) and \(options[right]) is in no clique")
          }
        }
      }
    }
    #expect(plain > (beyond ? 100 : 300) && exempt > 300 && conflicts > 5_000)
  }

  // MARK: - Occupancy

  @Test(arguments: [false, true]) func occupancyAgreesWithBruteForce(beyond: Bool) throws {
    for seed in 0..<300 {
      let problem = try Small.random(seed, beyond: beyond)
      var lots = Lots(seed)
      let options = options(of: problem)
      let granted = options.filter { _ in lots.chance(15) }
      var occupancy = Occupancy(bands: 1)
      for option in granted { occupancy.insert(option, band: 0) }
      for option in options {
        let expected = granted.filter { $0.request != option.request && problem.conflict(option, $0) != nil }
        let found = occupancy.blockers(of: option, in: problem)
        #expect(found.count == expected.count && Set(found) == Set(expected), "seed \(seed)")
        #expect(occupancy.isFree(option, in: problem) == expected.isEmpty, "seed \(seed)")
      }
    }
  }
}
