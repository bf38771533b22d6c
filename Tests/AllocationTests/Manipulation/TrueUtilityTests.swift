// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// The true utility, the misreports and how they are joined.
@Suite struct TrueUtilityTests {
  private func problem(_ longitudes: [Int], demand: String = "1") throws -> CoordinationProblem {
    try SmallProblem(
      bands: [SmallProblem.band(channels: 4, separation: 2_000, flexibility: 1_000)],
      demandWeights: [.init(name: demand, weight: 1)],
      networks: longitudes.enumerated().map { number, longitude in
        SmallNetwork(name: "A-\(number + 1)", administration: "A", longitude: longitude, received: "2004-02-29")
      }
    ).problem()
  }

  private func unit(_ longitude: Int, channels: Int = 1, band: Int = 0) -> TrueUtility.Unit {
    .init(band: band, longitudeMilliDegrees: longitude, channels: channels)
  }

  /// A-1 at 2° could take either grant, A-2 at 0° only the one at 1°: taking the first that fits would serve one of them.
  @Test func matchesAsManyNeedsAsPossible() throws {
    let utility = TrueUtility(problem: try problem([2_000, 0]), administration: 0)
    #expect(utility.value(of: [unit(1_000), unit(3_000)]) == 2)
    #expect(utility.value(of: [unit(1_000)]) == 1)
    #expect(utility.value(of: [unit(1_000), unit(1_000), unit(1_000)]) == 2)
    #expect(utility.value(of: [unit(3_001), unit(-1_001)]) == 0)
    #expect(utility.value(of: [unit(1_000, band: 1)]) == 0)
    #expect(utility.value(of: []) == 0)
  }

  @Test func matchesAcrossTheSeam() throws {
    let utility = TrueUtility(problem: try problem([180_000]), administration: 0)
    #expect(utility.value(of: [unit(-179_000)]) == 1)
    #expect(utility.value(of: [unit(-178_999)]) == 0)
  }

  @Test func tooFewChannelsServeNoNeed() throws {
    let utility = TrueUtility(problem: try problem([0], demand: "2"), administration: 0)
    #expect(utility.value(of: [unit(0)]) == 0)
    #expect(utility.value(of: [unit(0), unit(0)]) == 0)
    #expect(utility.value(of: [unit(0, channels: 3)]) == 1)
  }

  @Test func piecesCountTogetherWhereTheyAreNeighbours() throws {
    let base = try problem([0], demand: "2")
    let (requests, wholes) = Misreport(changes: [.splitChannels(of: "A-1")], words: "").applied(to: base)
    #expect(requests.map(\.identifier) == ["A-1~1", "A-1~2"])
    #expect(requests.map(\.channels) == [1, 1])
    #expect(requests.map(\.holding) == [1, 1])
    let filed = try base.withRequests(requests)
    func channels(_ options: [(longitude: Int, channel: Int)?]) -> [Int] {
      let grants = options.enumerated().map { index, option in
        option.map {
          Allocation.Grant(
            option: Option(
              request: index, longitudeMilliDegrees: $0.longitude, displacementMilliDegrees: 0,
              firstChannel: $0.channel, polarization: 0), stage: 1)
        }
      }
      return TrueUtility.units(in: filed, grants: grants, administration: 0, wholes: wholes).map(\.channels)
    }
    #expect(channels([(0, 2), (0, 1)]) == [2])
    #expect(channels([(0, 1), (0, 3)]) == [1, 1])
    #expect(channels([(0, 1), (1_000, 2)]) == [1, 1])
    #expect(channels([(0, 1), nil]) == [1])
  }

  @Test func changesAreAppliedOneAfterAnother() throws {
    let base = try problem([0, 5_000])
    let misreport = Misreport(
      changes: [
        .copy(of: "A-1", number: 1, displacementMilliDegrees: -1_000), .channels(of: "A-2", count: 3),
        .splitSides(of: "A-1", displacementMilliDegrees: 500),
        .date(of: "A-1", received: SmallProblem.date("1999-01-01")),
      ], words: "")
    let (requests, _) = misreport.applied(to: base)
    let filed = try base.withRequests(requests)
    // A-1 is gone when its date is to change; the copy's name is taken when the halves are named.
    #expect(filed.requests.map(\.identifier) == ["A-1~1", "A-1~1~", "A-1~2", "A-2"])
    #expect(filed.requests.map(\.longitudeMilliDegrees) == [-1_000, -500, 500, 5_000])
    #expect(filed.requests.map(\.channels) == [1, 1, 1, 3])
    #expect(filed.requests.map(\.holding) == [1, 1, 1, 3])
  }

  @Test func leapDaysBecomeTheTwentyEighth() throws {
    let base = try problem([0])
    let space = MisreportSpace(problem: base, administration: 0, grants: [nil])
    let dates = space.misreports(.fileEarly).flatMap(\.changes).compactMap { change -> String? in
      if case .date(_, let received) = change { received.iso8601 } else { nil }
    }
    #expect(dates == ["2003-01-01", "1994-02-28", "1999-02-28", "2002-02-28", "2003-02-28"])
  }

  @Test func refusedRequestsComeFirst() throws {
    let base = try problem([0, 50_000, 100_000])
    let granted = Allocation.Grant(
      option: Option(
        request: 0, longitudeMilliDegrees: 0, displacementMilliDegrees: 0, firstChannel: 1, polarization: 0), stage: 1)
    let space = MisreportSpace(problem: base, administration: 0, grants: [granted, nil, nil])
    #expect(space.own == [1, 2, 0])
    // Three for all at once, then for each request five places and two larger numbers; 1° flexibility on a grid of 1°
    // leaves three places: itself and one step to either side.
    #expect(space.misreports(.paperSatellites).count == 3 + 3 * (3 + 2))
    #expect(space.misreports(.combined).isEmpty)
  }

  @Test func joinsWhatHelpsAndLeavesTheRest() {
    func result(_ utility: Int) -> ManipulationTrial.Result { .init(utility: utility, others: 0, isLimited: false) }
    func misreport(_ word: String) -> Misreport { Misreport(changes: [], words: word) }
    let combination = GreedyCombination([
      [(misreport("a"), result(1)), (misreport("b"), result(3))], [(misreport("c"), nil)],
      [(misreport("d"), result(2))],
      [(misreport("e"), result(3))],
    ])
    #expect(combination.start?.misreport.words == "b")
    // With e nothing is added, with d one: d joins b alone.
    let trials = combination.trials(budget: 10) { joined in result(joined.words == "b; d" ? 4 : 3) }
    #expect(trials.map(\.misreport.words) == ["b; e", "b; d"])
    #expect(combination.trials(budget: 1) { _ in nil }.count == 1)
  }
}
