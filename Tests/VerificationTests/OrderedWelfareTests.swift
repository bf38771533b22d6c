// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Generalised Gini welfare: its value, its bounds and the holdings that it leaves to later objectives.
struct OrderedWelfareTests {
  @Test("what a step counts for stands for 1 ÷ entitlement")
  func worths() {
    #expect(OrderedWelfare.worths(of: [1, 1, 1]) == [1, 1, 1])
    #expect(OrderedWelfare.worths(of: [4, 6, 10]) == [15, 10, 6])
    #expect(OrderedWelfare.worths(of: [7_000_000, 3_500_000]) == [1, 2])
    // 1,000 and 1,001 have a common multiple of 1,001,000: a million × 1,000 ÷ 1,001 is 999,000.999.
    #expect(OrderedWelfare.worths(of: [1_000, 1_001]) == [1_000_000, 999_001])
    // A million × 2 ÷ 3,200,001 is 0.62, and nothing counts less than 1.
    #expect(OrderedWelfare.worths(of: [2, 3_200_001, 90_000_001]) == [1_000_000, 1, 1])
    #expect(OrderedWelfare.worths(of: [Int.max, Int.max - 1, 1]) == [1, 1, 1_000_000])
    #expect(OrderedWelfare.worths(of: []) == [])
  }

  @Test("the welfare is the sum of the smaller score over all pairs")
  func values() {
    var chance = Chance(5)
    for _ in 0..<200 {
      let scores = (0...chance.number(below: 7)).map { _ in chance.number(below: 9) }
      let asking = scores.indices.map {
        StageContext.Asking(administration: "\($0)", entitlement: 1, standing: StageContext.Standing())
      }
      let welfare = OrderedWelfare(asking: asking, step: 2).welfare { 2 * scores[Int($0) ?? 0] }
      #expect(welfare == scores.reduce(0) { sum, score in scores.reduce(sum) { $0 + min(score, $1) } })
    }
  }

  @Test("weights are taken exactly where no subset has more than its share of the total")
  func majorisation() {
    var chance = Chance(9)
    var taken = 0
    for _ in 0..<3_000 {
      let count = 1 + chance.number(below: 4)
      let scale = 1 + chance.number(below: 2)
      let weights = (0..<count).map { _ in chance.number(below: 2 * scale * count + 1) }
      let isAverage =
        weights.reduce(0, +) == scale * count * count
        && (0..<1 << count).allSatisfy { subset in
          let members = weights.indices.filter { subset >> $0 & 1 == 1 }
          // The m largest of 1, 3, …, 2n−1 are n² − (n−m)².
          let rest = count - members.count
          return members.reduce(0) { $0 + weights[$1] } <= scale * (count * count - rest * rest)
        }
      #expect(OrderedWelfare.isBound(weights, scale: scale) == isAverage, "\(weights), \(scale)")
      if isAverage { taken += 1 }
    }
    #expect(taken > 100)
    #expect(!OrderedWelfare.isBound([Int.max, Int.max, Int.max], scale: Int.max))
    #expect(!OrderedWelfare.isBound([4, -1, 6], scale: 1))
    #expect(OrderedWelfare.isBound([], scale: 1))
  }

  @Test("valid results of small worlds have no findings", arguments: 1...16)
  func validResults(seed: Int) {
    let world = SmallWorld.random(seed: 4000 + seed, networks: 4, policies: SmallWorld.orderedPolicies())
    let reference = ReferenceFiles(world)
    #expect(reference.solutions.count == 4)
    #expect(reference.verify(reference.complete).findings.map(\.description) == [])
  }

  @Test("proofs of the welfare, and proofs that lean on kept holdings, both occur")
  func kindsOfProof() {
    let claims = (1...6).flatMap { seed in
      let world = SmallWorld.random(seed: 4000 + seed, networks: 4, policies: SmallWorld.orderedPolicies())
      return ReferenceFiles(world).solutions.flatMap(\.solution.claims)
    }
    #expect(claims.count { !$0.orderedWeights.isEmpty } > 5)
    #expect(claims.count { $0.multipliers.contains { $0.row.path[0] == "profile" } } > 5)
  }

  /// The findings of a certificate about three requests of A, B and D in one window, nobody to be moved.
  ///
  /// - Parameters:
  ///   - blocks: how many of the three fit.
  ///   - bound: the multipliers of the welfare's bound.
  ///   - lot: makes multipliers for the sum of lots from the lots of those granted and of the one refused.
  private func findings(
    blocks: Int = 2, value: Int, bound: (Int, String), scale: Int = 1,
    lot: ((_ granted: [(symbol: String, lot: Int)], _ refused: Int) -> String)? = nil
  ) -> [String] {
    var world = HandMadeCertificateTests.world(channels: blocks)
    world.policies = [
      SmallWorld.policy("gini", [SmallWorld.stage(.maximise(.generalisedGini, entitlement: .equal))])
    ]
    let reference = ReferenceFiles(world)
    let (_, allocator, solution) = reference.solutions[0]
    let docket = allocator.docket
    var granted: [(symbol: String, lot: Int)] = []
    var refused = 0
    for (index, request) in docket.requests.enumerated() {
      let lot = docket.ticket(of: index, at: request.filedLongitude)
      if solution.grants[index] == nil { refused = lot } else { granted.append((request.administration, lot)) }
    }
    let lots = granted.reduce(0) { $0 + $1.lot }
    func claim(_ objective: String, _ kind: String, _ value: Int, _ bound: Int, _ multipliers: String?) -> String {
      let proof = multipliers.map {
        "\"multipliers\", \"columns\": \"places\", \"scale\": \(scale), \"multipliers\": \($0)"
      }
      return """
        {"stage": 1, "name": "n", "kind": "\(kind)", "objective": \(objective), "unit": "u", "value": \(value),
        "claim": "\(bound == value ? "optimal" : "within-gap")", "bound": \(bound), "proof": \(proof ?? "\"solver\"")}
        """
    }
    let claims = [
      claim(#"{"id": "ordered-welfare", "entitlement": "equal"}"#, "maximise", value, bound.0, bound.1),
      claim(#"{"id": "displacement"}"#, "tie-break", 0, 0, nil),
      claim(#"{"id": "lot"}"#, "tie-break", lots, lots, lot.map { $0(granted, refused) }),
    ]
    let stages = solution.grantStage.keys.sorted().map { "\"\(docket.requests[$0].identifier)\": 1" }
    var files = reference.files
    let text = """
      {"schema": "orbitshare-certificate/1", "policies": [{"policy": "gini",
      "grant_stage": {\(stages.joined(separator: ","))}, "stages": [\(claims.joined(separator: ","))]}]}
      """
    files.certificate = Array(text.utf8)
    return reference.findings(files).map(\.description)
  }

  private static let even = #"{"ordered_weights": {"A": 3, "B": 3, "D": 3}, "window": {"C": {"179000": 3}}}"#

  @Test("a window of two blocks: 0, 1 and 1 have a welfare of 4, and an average of orders proves 6")
  func window() {
    #expect(findings(value: 4, bound: (6, Self.even)) == [])
    let doubled = #"{"ordered_weights": {"A": 6, "B": 6, "D": 6}, "window": {"C": {"179000": 6}}}"#
    #expect(findings(value: 4, bound: (6, doubled), scale: 2) == [])
    // One order alone proves less: 3 for each of two blocks, and the 2 that A has above it.
    let order = #"{"ordered_weights": {"A": 5, "B": 3, "D": 1}, "window": {"C": {"179000": 3}}}"#
    #expect(findings(value: 4, bound: (8, order)) == [])
    for value in [3, 5, 0] { #expect(findings(value: value, bound: (6, Self.even)).count == 1) }
    for bound in [4, 5, 7] { #expect(findings(value: 4, bound: (bound, Self.even)).count == 1) }
  }

  @Test("where all three fit, their welfare is 9 and every order proves it")
  func everybody() {
    for weights in [(3, 3, 3), (5, 3, 1), (1, 5, 3), (4, 4, 1), (5, 2, 2)] {
      let (a, b, d) = weights
      let proof = #"{"ordered_weights": {"A": \#(a), "B": \#(b), "D": \#(d)}}"#
      #expect(findings(blocks: 3, value: 9, bound: (9, proof)) == [])
    }
  }

  @Test(
    "weights that are no average of orders are found",
    arguments: [
      #"{"A": 6, "B": 2, "D": 1}"#, #"{"A": 5, "B": 4, "D": 0}"#, #"{"A": 3, "B": 3, "D": 2}"#, #"{"A": 3, "B": 3}"#,
      #"{"A": 3, "B": 3, "D": 4}"#, #"{"A": 3, "B": 3, "Z": 3}"#, #"{"A": 3, "B": 3, "D": 3, "Z": 0}"#, "{}", "[]",
      #"{"A": 3, "B": 3, "D": 3.0}"#, #"{"A": 5, "B": 5, "D": -1}"#, #"{"A": 9223372036854775807, "B": 3, "D": 3}"#,
    ])
  func wrongWeights(weights: String) {
    #expect(!findings(blocks: 3, value: 9, bound: (9, "{\"ordered_weights\": \(weights)}")).isEmpty)
  }

  @Test("lots are bounded by keeping what each holds")
  func lots() {
    // −y of the holdings kept and the window's y leave each that is granted its lot, and the one refused nothing.
    func multipliers(_ less: Int) -> (([(symbol: String, lot: Int)], Int) -> String) {
      return { granted, refused in
        let window = max(refused, granted.map(\.lot).max() ?? 0) + 5
        let kept = granted.enumerated().map { "\"\($1.symbol)\": \(window - $1.lot - ($0 == 0 ? less : 0))" }
        return "{\"window\": {\"C\": {\"179000\": \(window)}}, \"profile\": {\(kept.joined(separator: ","))}}"
      }
    }
    let bound = (6, Self.even)
    #expect(findings(value: 4, bound: bound, lot: multipliers(0)) == [])
    #expect(findings(value: 4, bound: bound, lot: multipliers(1)).count == 1)
    #expect(findings(value: 4, bound: bound, lot: multipliers(2)).count == 1)
  }

  @Test("holdings that nothing before keeps, and values that nothing keeps, prove nothing")
  func rowsThatDoNotHold() {
    let early = #"{"ordered_weights": {"A": 3, "B": 3, "D": 3}, "window": {"C": {"179000": 3}}, "profile": {"A": 1}}"#
    #expect(findings(value: 4, bound: (6, early)).count == 1)
    for rows in [
      #"{"profile": {"Z": 1}}"#, #"{"profile": {"A": -1}}"#, #"{"at_least": {"0": 1}}"#,
      #"{"ordered_weights": {"A": 3, "B": 3, "D": 3}}"#,
    ] {
      #expect(!findings(value: 4, bound: (6, Self.even), lot: { _, _ in rows }).isEmpty, "\(rows)")
    }
    // After another objective the row is refused too.
    #expect(!HandMadeCertificateTests.findings(#"{"window": {"C": {"179000": 1}}, "profile": {"A": 0}}"#).isEmpty)
  }
}
