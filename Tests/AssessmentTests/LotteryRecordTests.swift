// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reporting
import Testing

@testable import Allocation
@testable import Assessment
@testable import Coordination
@testable import Scenarios

/// Lotteries, optima, warnings and families of the hand-made allocation.
@Suite struct LotteryRecordTests {
  /// A is served by both allocations, B by the first, C by the second; 1 of 3 tickets for the first.
  private func outcome(_ problem: CoordinationProblem) throws -> LotteryOutcome {
    func option(_ name: String) throws -> Option {
      let request = try #require(problem.requests.firstIndex { $0.identifier == name })
      return Option(
        request: request, longitudeMilliDegrees: problem.requests[request].longitudeMilliDegrees,
        displacementMilliDegrees: 0, firstChannel: 1, polarization: 0)
    }
    return LotteryOutcome(
      stage: 1, method: .portfolio, seed: 5, denominator: 3,
      chances: [
        .init(administration: 0, served: 3, holding: 3), .init(administration: 1, served: 1, holding: 2),
        .init(administration: 2, served: 2, holding: 2),
      ],
      portfolio: [
        .init(weight: 1, grants: [try option("A1"), try option("B1")]),
        .init(weight: 2, grants: [try option("A1"), try option("C1")]),
      ], ticket: 1)
  }

  private func allocation(_ problem: CoordinationProblem) throws -> Allocation {
    var allocation = HandMade.allocation(problem, policy: HandMade.policy("lot", .order(.init(queue: .lot))))
    allocation.plan = [.init(number: 1, stage: .init(name: "draw", rule: .order(.init(queue: .lot))))]
    allocation.lottery = try outcome(problem)
    allocation.idleStages = [1]
    allocation.optima = OptimaRecord(
      count: 4,
      services: [
        .init(administration: 0, extent: .all, serving: 4), .init(administration: 2, extent: .some, serving: 1),
      ])
    return allocation
  }

  @Test func levels() throws {
    let problem = try HandMade().problem()
    var allocation = try allocation(problem)
    func level(_ gap: Int?, _ proof: Claim.Proof, at ratio: (Int, Int) = (1, 1)) -> LotteryOutcome.Level {
      .init(
        administrations: [0], weightNumerator: ratio.0, entitlementDenominator: ratio.1, weights: [], bound: 1,
        gapBillionths: gap,
        proof: proof, multipliers: nil)
    }
    allocation.lottery?.levels = [
      level(7, .multipliers), level(0, .multipliers), level(900, .solver, at: (4, 2)), level(nil, .solver, at: (2, 1)),
    ]
    allocation.lottery?.unservable = .init(administrations: [1], proof: .multipliers, multipliers: nil)
    let record = try #require(HandMade.assessment(problem, [allocation]).document().policies.first?.lottery?.levels)
    #expect(
      record
        == .init(
          rounds: 4, count: 2, proven: 1, withinGap: 1, solversWord: 2, smallest: .withinGap, gapBillionths: 7,
          unservable: ["B"],
          unservableProof: .proven))
  }

  @Test func record() throws {
    let problem = try HandMade().problem()
    let record = try #require(HandMade.assessment(problem, [try allocation(problem)]).document().policies.first)
    let lottery = try #require(record.lottery)
    #expect(record.isDecidedByLot)
    #expect(lottery.method == .portfolio && lottery.stageName == "draw" && lottery.seed == 5)
    // Ticket 1 is beyond the first allocation's one ticket, 0.
    #expect(lottery.ticket == 1 && lottery.entryDrawn == 2)
    #expect(lottery.chances.map(\.administration) == ["A", "B", "C"])
    #expect(lottery.chances.map(\.served) == [3, 1, 2])
    #expect(abs(lottery.chances[2].percent - 200.0 / 3) < 1e-12)
    #expect(
      lottery.portfolio == [
        .init(weight: 1, networks: 2, administrations: 2), .init(weight: 2, networks: 2, administrations: 2),
      ])
    #expect(lottery.shareFactor == nil && lottery.levels == nil)
    #expect(lottery.gini == .init(numerator: 2, denominator: 9))
    #expect(lottery.leastServed?.administrations == ["B"])
    #expect(record.warnings == [.init(stage: 1, stageName: "draw", text: "granted nothing")])
    let optima = try #require(record.optima)
    #expect(optima.count == 4)
    #expect(optima.services.map(\.administration) == ["A", "C"])
    #expect(optima.services.map(\.extent) == [.all, .some])
    #expect(record.family == .init(id: "practice", title: "Practice"))
  }

  /// The keys that a verification reads.
  @Test func certificate() throws {
    let problem = try HandMade().problem()
    var sampled = try allocation(problem)
    sampled.lottery?.method = .sampled
    sampled.lottery?.ticket = nil
    sampled.lottery?.portfolio = []
    sampled.lottery?.chances[1].intervalBillionths = 61_000_000...792_000_000
    sampled.lottery?.shareFactor = .init(numerator: 2, denominator: 3)
    let records = HandMade.assessment(problem, [sampled]).document().policies
    #expect(records.first?.lottery?.shareFactor == .init(numerator: 2, denominator: 3))
    let bytes = try CertificateDocument(problem: problem, allocations: [try allocation(problem), sampled]).json()
    let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let lotteries = try #require(root["policies"] as? [[String: Any]]).compactMap { $0["lottery"] as? [String: Any] }
    try #require(lotteries.count == 2)
    #expect(
      lotteries[0].keys.sorted() == ["chances", "denominator", "method", "portfolio", "seed", "stage", "ticket"])
    #expect(lotteries[1]["share_factor"] as? [String: Int] == ["numerator": 2, "denominator": 3])
    #expect(lotteries[0]["method"] as? String == "portfolio")
    let portfolio = try #require(lotteries[0]["portfolio"] as? [[String: Any]])
    #expect(portfolio.map { $0["weight"] as? Int } == [1, 2])
    let grant = try #require((portfolio[0]["grants"] as? [[Any]])?.last)
    #expect(grant[0] as? String == "B1" && grant[1] as? Int == 10_000 && grant[2] as? Int == 1)
    #expect(grant[3] as? String == "dual")
    let chances = try #require(lotteries[1]["chances"] as? [String: [String: Any]])
    #expect(chances["B"]?["interval_billionths"] as? [Int] == [61_000_000, 792_000_000])
    #expect(chances["A"]?.keys.sorted() == ["holding", "served"])
    #expect(lotteries[1]["ticket"] == nil)
  }

  /// Against ½ Σᵢⱼ |wᵢ − wⱼ| ÷ (n Σ w), in whole numbers.
  @Test func giniOfChances() {
    for weights in [[1, 2, 3], [0, 0, 5], [7, 7, 7, 7], [3, 1, 4, 1, 5, 9, 2, 6], [1_000_000_000_000, 1]] {
      let differences = weights.reduce(0) { sum, one in sum + weights.reduce(0) { $0 + abs($1 - one) } }
      let total = weights.count * weights.reduce(0, +)
      let found = LotteryRecordBuilder.gini(weights)
      #expect(
        found.map { Int128($0.numerator) * 2 * Int128(total) == Int128($0.denominator) * Int128(differences) } == true)
    }
    #expect(LotteryRecordBuilder.gini([0, 0]) == nil)
    #expect(LotteryRecordBuilder.gini([]) == nil)
  }

  /// Products that fit are those of machine numbers; 2²⁰⁰ is known.
  @Test func exactProducts() {
    #expect(WelfareWords.product([]) == "1")
    #expect(WelfareWords.product([6, 6, 4, 3, 2]) == "864")
    #expect(WelfareWords.product([1_000_000_000, 1_000_000_000]) == "1000000000000000000")
    #expect(WelfareWords.product([999_999_999, 1_000_000_001]) == String(999_999_999 * 1_000_000_001))
    #expect(
      WelfareWords.product(Array(repeating: 2, count: 200))
        == "1606938044258990275541962092341162602522202993782792835301376")
  }

  @Test func digitsAreRoundedUpwards() {
    let cases: [(Double, String)] = [
      (5.121e-7, "5.13e-7"), (0.5, "5.00e-1"), (9.991, "1.00e1"), (1, "1.00e0"), (123_456, "1.24e5"), (0, "0"),
    ]
    for (number, text) in cases { #expect(WelfareWords.threeDigitsUpwards(number) == text) }
  }

  /// The order in which reports show families is that of the policy files.
  @Test func families() {
    #expect(ResultsDocument.Policy.Family.order == Policy.Family.allCases.map(\.rawValue))
    for standing in Policy.Standing.allCases {
      #expect(ResultsDocument.Policy.RuleStanding(rawValue: standing.rawValue) != nil)
    }
  }

  @Test func whatLotsDecide() throws {
    func isDecided(_ ordering: Policy.Ordering) -> Bool {
      LotteryRecordBuilder.isDecidedByLot(HandMade.policy("p", .order(ordering)))
    }
    #expect(!isDecided(.init(queue: .dateOfReceipt)))
    #expect(!isDecided(.init(queue: .pickingSequence(.webster, entitlement: .equal))))
    #expect(isDecided(.init(queue: .lot)))
    #expect(isDecided(.init(queue: .serialDictatorship)))
    var window = Policy.Ordering(queue: .dateOfReceipt)
    let day = try #require(HandMade.day("2020-03-23"))
    window.batches = [.init(from: day, to: day)]
    #expect(isDecided(window))
    #expect(!LotteryRecordBuilder.isDecidedByLot(HandMade.most))
  }
}
