// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Levels of a leximin lottery whose proofs can be followed on paper: three want one block, two another.
///
/// The chances must be 1/3, 1/3, 1/3, 1/2, 1/2; whoever fixes all that stand at 1/3 in one solution gets other ones.
struct LotteryLevelTests {
  private static let west = ["A", "B", "D"]
  private static let east = ["E", "F"]

  /// One channel; three requests near 10° E and two near 40° E, nobody may move.
  private static func world() -> (docket: Docket, policy: Policy) {
    var scenario = SmallWorld.scenario(bands: [SmallWorld.band("C", channels: 1, flexibility: 0)])
    scenario.bandAssignment.nonPlanned = [.init(name: "C", weight: 1)]
    let places = [("A", 10_000), ("B", 10_500), ("D", 11_000), ("E", 40_000), ("F", 40_500)]
    let register = SmallWorld.register(
      places.map { SmallWorld.administration($0.0) }, places.map { SmallWorld.network("NET-\($0.0)", $0.0, $0.1) })
    let policy = SmallWorld.policy("p", [SmallWorld.stage(.lottery(.init(kind: .leximin, seed: 4)))])
    return (Docket(scenario: scenario, register: register), policy)
  }

  private static func level(
    _ agents: [String], _ numerator: Int, window: Int, gap: Int = 0
  ) -> LotteryCertificate.Level {
    var multipliers = Multipliers()
    multipliers.windows = [.init(band: "C", from: window, channel: nil, multiplier: 1)]
    multipliers.served = agents.map { .init(name: $0, multiplier: 1) }
    return .init(
      agents: agents, numerator: numerator, denominator: 1, weights: agents.map { ($0, 1) }, bound: 1,
      gapBillionths: gap, proof: .init(word: .multipliers, columns: ["": .places], scale: 1, multipliers: multipliers))
  }

  /// What is found in a lottery over allocations that serve a pair each.
  private func findings(
    _ allocations: [(String, Int)], levels: [LotteryCertificate.Level],
    _ change: (inout LotteryCertificate) -> Void = { _ in }, journal: inout Journal
  ) -> [Finding] {
    let (docket, policy) = Self.world()
    func option(_ symbol: Character) -> Multipliers.CliqueOption {
      let request = docket.requests.first { $0.administration == String(symbol) }
      return .init(
        network: "NET-\(symbol)", position: request?.filedLongitude ?? 0, firstChannel: 1, polarization: "dual")
    }
    let denominator = allocations.reduce(0) { $0 + $1.1 }
    let ticket = Int(
      SeededDraw(purpose: "portfolio", identifier: "stage", seed: 4).number % UInt64(max(1, denominator)))
    var lottery = LotteryCertificate(
      stage: 1, method: .portfolio, seed: 4, denominator: denominator, ticket: ticket,
      chances: (Self.west + Self.east).map { symbol in
        let weight = allocations.reduce(0) { $0 + ($1.0.contains(symbol) ? $1.1 : 0) }
        return .init(administration: symbol, served: weight, holding: weight)
      }, portfolio: allocations.map { .init(weight: $0.1, grants: $0.0.map(option)) }, levels: levels)
    change(&lottery)
    var rest = ticket
    let drawn = allocations.first { entry in
      rest -= entry.1
      return rest < 0
    }
    let grants = docket.requests.enumerated().map { index, request in
      drawn?.0.contains(request.administration) == true
        ? Option(request: index, position: request.filedLongitude, firstChannel: 1, polarization: 0) : nil
    }
    LotteryChecks(
      docket: docket, rules: PolicyRules(policy: policy, docket: docket),
      outcome: PolicyOutcome(policy: policy, rows: grants.map { _ in nil }, grants: grants),
      runOfGrant: grants.map { $0 == nil ? nil : 0 }, lottery: lottery
    ).run(journal: &journal)
    return journal.findings
  }

  /// Six tickets: 2/6 for each in the west, 3/6 for each in the east.
  private static let fair = [("AE", 2), ("BE", 1), ("BF", 1), ("DF", 2)]
  private static let proofs = [level(west, 2, window: 9_500), level(east, 3, window: 39_500)]

  private func findings(_ change: (inout LotteryCertificate) -> Void) -> [Finding] {
    var journal = Journal()
    return findings(Self.fair, levels: Self.proofs, change, journal: &journal)
  }

  @Test("a third for each of three and a half for each of two is proven leximin")
  func accepted() {
    var journal = Journal()
    #expect(findings(Self.fair, levels: Self.proofs, journal: &journal).map(\.description) == [])
    let report = journal.report()
    #expect(report.count(of: .lotteryLevels) == 2)
    #expect(report.count(of: .lotteryLevelsWithinGap) == 0)
    #expect(report.count(of: .lotterySolversWord) == 0)
  }

  @Test("whatever is changed in levels, weights or multipliers is found")
  func tampering() {
    let changes: [(inout LotteryCertificate) -> Void] = [
      { $0.levels = nil }, { $0.levels = [] }, { $0.levels?.removeLast() }, { $0.levels?.swapAt(0, 1) },
      { $0.levels?[0].agents.removeLast() }, { $0.levels?[0].agents[0] = "E" }, { $0.levels?[1].agents[1] = "D" },
      { $0.levels?[0].agents.append("A") }, { $0.levels?[1].agents.append("Z") }, { $0.levels?[0].agents = [] },
      { $0.levels?[0].numerator = 1 }, { $0.levels?[0].numerator = 3 }, { $0.levels?[0].denominator = 2 },
      { $0.levels?[1].numerator = 2 }, { $0.levels?[0].bound = 2 }, { $0.levels?[0].bound = 0 },
      { $0.levels?[0].gapBillionths = 1 }, { $0.levels?[1].gapBillionths = nil },
      { $0.levels?[0].weights[0].weight = 0 }, { $0.levels?[0].weights[0].weight = 2 },
      { $0.levels?[0].weights.removeFirst() }, { $0.levels?[0].weights[0].name = "E" },
      { $0.levels?[0].weights[0].name = "Z" }, { $0.levels?[0].weights.append(("A", 1)) },
      { $0.levels?[1].weights.append(("A", 1)) }, { $0.levels?[0].weights.append(("E", 1)) },
      { $0.levels?[0].proof.multipliers?.windows[0].multiplier = 0 },
      { $0.levels?[0].proof.multipliers?.windows[0].multiplier = 2 },
      { $0.levels?[0].proof.multipliers?.windows[0].from = 20_000 },
      { $0.levels?[0].proof.multipliers?.served[1].multiplier = 0 },
      { $0.levels?[0].proof.multipliers?.served[1].name = "E" },
      { $0.levels?[0].proof.multipliers?.served.removeLast() }, { $0.levels?[0].proof.multipliers = nil },
      { $0.levels?[0].proof.multipliers?.atLeast = [.init(claim: 0, multiplier: 1)] },
      { $0.levels?[0].proof.multipliers?.orderedWeights = [.init(name: "A", multiplier: 1)] },
      { $0.levels?[0].proof.multipliers?.kept = [.init(name: "NET-A", multiplier: 1)] },
      { $0.levels?[0].proof.columns = [:] }, { $0.levels?[0].proof.scale = 2 }, { $0.levels?[0].proof.scale = nil },
      { $0.unservable = (["A"], Self.proofs[0].proof) }, { $0.unservable = (["Z"], Self.proofs[0].proof) },
      { $0.chances[0].administration = "C" }, { $0.chances.append(.init(administration: "C", served: 0, holding: 0)) },
    ]
    for (number, change) in changes.enumerated() {
      #expect(!findings(change).isEmpty, "change \(number)")
    }
  }

  @Test("a bound by the solver's word is counted as such, and must still be no less than what is attained")
  func solversWord() {
    func count(bound: Int, gap: Int?) -> (findings: Int, words: Int) {
      var journal = Journal()
      let found = findings(
        Self.fair, levels: Self.proofs,
        {
          $0.levels?[0].proof = .init(word: .solver, columns: [:], scale: nil, multipliers: nil)
          $0.levels?[0].bound = bound
          $0.levels?[0].gapBillionths = gap
        }, journal: &journal)
      return (found.count, journal.report().count(of: .lotterySolversWord))
    }
    #expect(count(bound: 1, gap: 0) == (0, 1))
    #expect(count(bound: 1, gap: nil) == (0, 1))
    #expect(count(bound: 0, gap: 0) == (1, 1))
    #expect(count(bound: 2, gap: 0) == (1, 1))
    // One more allocation at once would leave 1 ÷ 1 for a single one of them.
    #expect(count(bound: 2, gap: 1_000_000_000) == (0, 1))
  }

  /// A has 3/10, B and D 7/20 each: with 3/10 for all three, 1/10 is left, which any of them could have.
  @Test("chances that miss the level have a gap, which must be stated in full")
  func gap() {
    let uneven = [("AE", 6), ("BE", 4), ("BF", 3), ("DF", 7)]
    func found(_ gap: Int, second: Int = 0) -> [Finding] {
      var journal = Journal()
      let levels = [
        Self.level(Self.west, 6, window: 9_500, gap: gap), Self.level(Self.east, 10, window: 39_500, gap: second),
      ]
      let found = findings(uneven, levels: levels, journal: &journal)
      #expect(journal.report().count(of: .lotteryLevelsWithinGap) == (gap > 0 ? 1 : 0) + (second > 0 ? 1 : 0))
      return found
    }
    #expect(found(100_000_000).map(\.description) == [])
    #expect(found(99_999_999).count == 1)
    #expect(found(100_000_001).count == 1)
    #expect(found(0).count == 1)
    #expect(found(100_000_000, second: 1).count == 1)
  }

  @Test("another rule has no levels")
  func otherRules() {
    let (docket, _) = Self.world()
    let policy = SmallWorld.policy("p", [SmallWorld.stage(.lottery(.init(kind: .probabilisticSerial, seed: 4)))])
    let lottery = LotteryCertificate(
      stage: 1, method: .portfolio, seed: 4, denominator: 1, ticket: 0,
      chances: (Self.west + Self.east).map { .init(administration: $0, served: 0, holding: 0) },
      portfolio: [.init(weight: 1, grants: [])], levels: Self.proofs,
      shareFactor: .init(numerator: 0, denominator: 1))
    let none = [Option?](repeating: nil, count: 5)
    var journal = Journal()
    LotteryChecks(
      docket: docket, rules: PolicyRules(policy: policy, docket: docket),
      outcome: PolicyOutcome(policy: policy, rows: none.map { _ in nil }, grants: none), runOfGrant: [0, 0, 0, 0, 0],
      lottery: lottery
    ).run(journal: &journal)
    #expect(journal.findings.map(\.problem) == ["has levels"])
  }
}
