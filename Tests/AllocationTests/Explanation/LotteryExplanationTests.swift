// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Explanations under lotteries of three networks in a row, of which the first two exclude each other.
@Suite struct LotteryExplanationTests {
  /// One channel, two degrees apart, nobody is moved: A-1 at 0°, B-1 at 1°, C-1 at 3°. D-1 asks in a band of its own.
  private func explanation(_ stages: [Policy.Stage], _ network: String) throws -> Explanation {
    let small = SmallProblem(
      bands: [
        SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0),
        SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0, identifier: "Ku"),
      ],
      networks: [
        SmallNetwork(name: "A-1", administration: "A", longitude: 0, received: "2000-01-01"),
        SmallNetwork(name: "B-1", administration: "B", longitude: 1_000, received: "2001-01-01"),
        SmallNetwork(name: "C-1", administration: "C", longitude: 3_000, received: "2002-01-01"),
        SmallNetwork(name: "D-1", administration: "D", band: 1, longitude: 0, received: "2002-01-01"),
      ])
    let explainer = try Recording.explainer(try small.problem(), [.of(stages)])
    return try #require(try explainer.explanation(policy: "test", network: network))
  }

  private static func lottery(
    _ kind: Policy.Lottery.Kind = .leximin, _ entitlement: Entitlement = .equal, seed: Int = 1
  ) -> Policy.Stage {
    Policy.Stage(name: "draw", rule: .lottery(.init(kind: kind, entitlement: entitlement, seed: seed)))
  }

  @Test func oneOfTwoIsDrawn() throws {
    let all = try ["A-1", "B-1", "C-1"].map { try explanation([Self.lottery()], $0) }
    let findings = try all.map { try #require($0.lottery) }
    let (first, second, third) = (findings[0], findings[1], findings[2])
    for (finding, symbol) in zip(findings, ["A", "B", "C"]) {
      #expect(finding.denominator == 2 && finding.entries == 2 && finding.seed == 1 && finding.stageName == "draw")
      #expect(finding.ticket == first.ticket && finding.entryDrawn == (first.ticket ?? -1) + 1)
      #expect(finding.chance?.administration == symbol && finding.chance?.intervalBillionths == nil)
    }
    #expect(findings.map { $0.chance?.served } == [1, 1, 2])
    #expect(findings.map(\.grantedWeight) == [1, 1, 2])
    #expect(Set((first.grantedBy + second.grantedBy).map(\.number)) == [1, 2])
    #expect(third.grantedBy.map(\.number) == [1, 2])
    #expect(third.grantedBy.allSatisfy { $0.longitudeMilliDegrees == 3_000 && $0.weight == 1 })
    // A and B stop at 1/2, C and D at 1, each of these two in a round of its own.
    #expect(
      first.level == .init(number: 1, count: 2, round: 1, rounds: 3, proof: "multipliers", gapBillionths: 0))
    #expect(second.level == first.level)
    #expect(
      third.level == .init(number: 2, count: 2, round: 2, rounds: 3, proof: "multipliers", gapBillionths: 0))
    // Whoever wasn't drawn lacks one degree to the other.
    let refused = try #require(all.firstIndex { $0.outcome == "refused" })
    let drawn = refused == 0 ? 1 : 0
    #expect(findings[refused].grantedBy.map(\.number) != [findings[refused].entryDrawn])
    #expect(findings[drawn].grantedBy.map(\.number) == [findings[drawn].entryDrawn])
    let place = try #require(findings[refused].places.first)
    #expect(place.verdict == .blocked && place.marginMilliDegrees == 1_000)
    #expect(place.options.flatMap(\.obstacles).map(\.network) == [all[drawn].network])
    #expect(place.options.flatMap(\.obstacles).map(\.criterion) == [.tooClose])
    #expect(findings[drawn].places.isEmpty && third.places.isEmpty)
  }

  /// A has 1 inhabitant, B has 2: the chances are 1/3 and 2/3. D has none that are known and takes no part.
  @Test func whoTakesNoPart() throws {
    let stages = [Self.lottery(.leximin, .population), Policy.Stage.order()]
    let finding = try #require(try explanation(stages, "B-1").lottery)
    #expect(finding.chance?.served == 2 && finding.denominator == 3)
    let outside = try explanation(stages, "D-1")
    #expect(outside.outcome == "granted" && outside.grant?.stage == 2)
    let none = try #require(outside.lottery)
    #expect(none.chance == nil && none.level == nil && none.grantedBy.isEmpty && none.grantedWeight == 0)
    // The lottery came first, with room for it, but it took no part.
    #expect(none.places.map(\.verdict) == [.free])
  }

  /// A and B share one place, so that each eats half of it, and C and D all of theirs: β = 1.
  @Test func sharesThatCanBeGranted() throws {
    let small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [
        SmallNetwork(name: "A-1", administration: "A", longitude: 0, received: "2000-01-01"),
        SmallNetwork(name: "B-1", administration: "B", longitude: 1_000, received: "2001-01-01"),
        SmallNetwork(name: "C-1", administration: "C", longitude: 3_000, received: "2002-01-01"),
      ])
    func lottery(_ kind: Policy.Lottery.Kind) throws -> LotteryOutcome? {
      try PolicyEngine(solver: GLPKSolver()).allocate(small.problem(), policy: .of([Self.lottery(kind)])).lottery
    }
    #expect(try lottery(.probabilisticSerial)?.shareFactor == .init(numerator: 1, denominator: 1))
    let level = try #require(try lottery(.leximin))
    #expect(level.shareFactor == nil)
    // 1/2 for A and B, 1 for C: two levels in two rounds.
    #expect(level.distinctLevelCount == 2 && level.levels.count == 2)
  }

  @Test func otherLotteriesHaveNoLevels() throws {
    let serial = try #require(try explanation([Self.lottery(.probabilisticSerial)], "A-1").lottery)
    #expect(serial.level == nil && serial.chance?.served == 1 && serial.denominator == 2)
    #expect(try explanation([.order()], "A-1").lottery == nil)
    // What an earlier stage granted the lottery doesn't look at any more.
    #expect(try explanation([.order(limit: 1), Self.lottery()], "A-1").lottery == nil)
  }

  /// A before B in three orders of six for each of the places of C and D, so half of all 24.
  @Test func ordersByLot() throws {
    let stage = Policy.Stage(name: "order", rule: .order(.init(queue: .serialDictatorship, draws: 100)))
    let finding = try #require(try explanation([stage], "A-1").lottery)
    #expect(finding.method == "exact" && finding.denominator == 24 && finding.chance?.served == 12)
    #expect(finding.ticket == nil && finding.entryDrawn == nil && finding.entries == 0 && finding.places.isEmpty)
    let lots = Policy.Stage(name: "order", rule: .order(.init(queue: .lot, draws: 100)))
    let drawn = try #require(try explanation([lots], "A-1").lottery)
    let chance = try #require(drawn.chance)
    let ends = try #require(chance.intervalBillionths)
    #expect(drawn.method == "sampled" && drawn.denominator == 100)
    #expect(ends[0] < chance.served * 10_000_000 && chance.served * 10_000_000 < ends[1])
  }
}
