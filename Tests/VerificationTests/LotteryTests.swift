// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Lotteries by hand: two places for three administrations, and orders that can be counted on paper.
struct LotteryTests {
  /// Three requests in one window of two blocks, nobody may move: any two of A, B and D.
  private static func world(_ rule: Policy.Rule) -> (docket: Docket, policy: Policy) {
    let world = HandMadeCertificateTests.world()
    return (
      Docket(scenario: world.scenario, register: world.register), SmallWorld.policy("p", [SmallWorld.stage(rule)])
    )
  }

  private static let thirds: [[String]] = [["A", "B"], ["A", "D"], ["B", "D"]]

  /// All three at 2/3, by a window of two blocks that covers all their places.
  private static var level: LotteryCertificate.Level {
    var multipliers = Multipliers()
    multipliers.windows = [.init(band: "C", from: 179_000, channel: nil, multiplier: 1)]
    multipliers.served = ["A", "B", "D"].map { .init(name: $0, multiplier: 1) }
    return .init(
      agents: ["A", "B", "D"], numerator: 2, denominator: 1, weights: [("A", 1), ("B", 1), ("D", 1)], bound: 2,
      gapBillionths: 0, proof: .init(word: .multipliers, columns: ["": .places], scale: 1, multipliers: multipliers))
  }

  /// The findings of a portfolio whose allocation drawn is granted.
  private func findings(
    _ change: (inout LotteryCertificate) -> Void = { _ in }, granting other: [String]? = nil
  ) -> [Finding] {
    let (docket, policy) = Self.world(.lottery(.init(kind: .leximin, seed: 4)))
    func option(_ symbol: String, _ block: Int) -> Multipliers.CliqueOption {
      let request = docket.requests.first { $0.administration == symbol }
      return .init(
        network: "NET-" + symbol, position: request?.filedLongitude ?? 0, firstChannel: block + 1, polarization: "dual")
    }
    let ticket = Int(SeededDraw(purpose: "portfolio", identifier: "stage", seed: 4).number % 3)
    var lottery = LotteryCertificate(
      stage: 1, method: .portfolio, seed: 4, denominator: 3, ticket: ticket,
      chances: ["A", "B", "D"].map { .init(administration: $0, served: 2, holding: 2) },
      portfolio: Self.thirds.map { pair in .init(weight: 1, grants: pair.enumerated().map { option($1, $0) }) },
      levels: [Self.level])
    let drawn = other ?? Self.thirds[ticket]
    change(&lottery)
    let grants = docket.requests.enumerated().map { index, request in
      drawn.firstIndex(of: request.administration).map {
        Option(request: index, position: request.filedLongitude, firstChannel: $0 + 1, polarization: 0)
      }
    }
    return check(docket, policy, grants: grants, runs: grants.map { $0 == nil ? nil : 0 }, lottery)
  }

  private func check(
    _ docket: Docket, _ policy: Policy, grants: [Option?], runs: [Int?], _ lottery: LotteryCertificate?
  ) -> [Finding] {
    let outcome = PolicyOutcome(policy: policy, rows: grants.map { _ in nil }, grants: grants)
    var journal = Journal()
    LotteryChecks(
      docket: docket, rules: PolicyRules(policy: policy, docket: docket), outcome: outcome, runOfGrant: runs,
      lottery: lottery
    ).run(journal: &journal)
    return journal.findings
  }

  @Test("a third for each pair gives two thirds to each")
  func portfolio() {
    #expect(findings().map(\.description) == [])
  }

  @Test("whatever is changed in a portfolio is found")
  func tampering() {
    let changes: [(inout LotteryCertificate) -> Void] = [
      { $0.seed = 5 }, { $0.denominator = 4 }, { $0.ticket = ($0.ticket ?? 0) + 1 }, { $0.ticket = nil },
      { $0.method = .exact }, { $0.stage = 2 }, { $0.chances[0].served = 1 }, { $0.chances[1].holding = 3 },
      { $0.chances.removeLast() }, { $0.chances[2].administration = "Z" }, { $0.portfolio[0].weight = 2 },
      { $0.portfolio[1].weight = 0 }, { $0.portfolio.removeLast() }, { $0.portfolio[0].grants.removeLast() },
      { $0.portfolio[0].grants[1].firstChannel = 1 }, { $0.portfolio[0].grants[1].position = 0 },
      { $0.portfolio[2].grants[0].network = "NET-Z" }, { $0.portfolio[2].grants[0].polarization = "H" },
      { $0.portfolio[2].grants.append($0.portfolio[2].grants[0]) }, { $0.chances[0].interval = (0, 1_000_000_000) },
      { $0.portfolio = [] },
    ]
    for (number, change) in changes.enumerated() {
      let found = findings(change)
      #expect(!found.isEmpty, "change \(number)")
      #expect(found.allSatisfy { [.chances, .order, .lotteryLevels].contains($0.check) })
    }
    let ticket = Int(SeededDraw(purpose: "portfolio", identifier: "stage", seed: 4).number % 3)
    #expect(!findings(granting: Self.thirds[(ticket + 1) % 3]).isEmpty)
    #expect(!findings(granting: []).isEmpty)
  }

  /// In each of the six orders the first two are served.
  @Test("all orders of three for two places serve each in four of six")
  func orders() {
    let (docket, policy) = Self.world(.order(.init(queue: .serialDictatorship, draws: 10)))
    func found(_ change: (inout LotteryCertificate) -> Void) -> Int {
      var lottery = LotteryCertificate(
        stage: 1, method: .exact, seed: 11, denominator: 6,
        chances: ["A", "B", "D"].map { .init(administration: $0, served: 4, holding: 4) }, portfolio: [])
      change(&lottery)
      let none = [Option?](repeating: nil, count: 3)
      return check(docket, policy, grants: none, runs: [nil, nil, nil], lottery).count
    }
    #expect(found { _ in } == 0)
    #expect(found { $0.chances[0].served = 3 } == 1)
    #expect(found { $0.chances[0].holding = 5 } == 1)
    #expect(found { $0.denominator = 7 } == 1)
    #expect(found { $0.method = .sampled } == 1)
    #expect(found { $0.seed = 12 } == 1)
    #expect(found { $0.ticket = 0 } == 1)
    let none = [Option?](repeating: nil, count: 3)
    #expect(check(docket, policy, grants: none, runs: [nil, nil, nil], nil).count == 1)
    let (_, other) = Self.world(.order(.init(queue: .serialDictatorship)))
    let lottery = LotteryCertificate(stage: 1, method: .exact, seed: 11, denominator: 6, chances: [], portfolio: [])
    #expect(check(docket, other, grants: none, runs: [nil, nil, nil], lottery).count == 1)
  }

  @Test("drawn orders: two places for three, so that counts add up to twice the orders; intervals contain them")
  func drawnOrders() {
    let (docket, policy) = Self.world(.order(.init(queue: .lot, draws: 30)))
    // The order of three by lot: who is last has nothing.
    var last = ["A": 0, "B": 0, "D": 0]
    for number in 0..<30 {
      let draw = SeededDraw(purpose: "draw", identifier: "\(number)", seed: 11).number % (1 << 62)
      func place(_ symbol: String) -> UInt64 {
        SeededDraw(purpose: "order", identifier: "NET-" + symbol, seed: Int(draw)).number
      }
      if let symbol = last.keys.max(by: { place($0) < place($1) }) { last[symbol, default: 0] += 1 }
    }
    func found(_ change: (inout LotteryCertificate) -> Void) -> Int {
      var lottery = LotteryCertificate(
        stage: 1, method: .sampled, seed: 11, denominator: 30,
        chances: ["A", "B", "D"].map {
          let served = 30 - (last[$0] ?? 0)
          let estimate = served * 1_000_000_000 / 30
          return .init(
            administration: $0, served: served, holding: served, interval: (estimate - 1_000, estimate + 1_000))
        }, portfolio: [])
      change(&lottery)
      let none = [Option?](repeating: nil, count: 3)
      return check(docket, policy, grants: none, runs: [nil, nil, nil], lottery).count
    }
    #expect(found { _ in } == 0)
    #expect(found { $0.chances[0].served -= 1 } > 0)
    #expect(found { $0.chances[1].interval = (0, 1) } == 1)
    #expect(found { $0.chances[1].interval = (-1, 1_000_000_000) } == 1)
    #expect(found { $0.denominator = 29 } > 0)
  }

  @Test("every order is gone through once")
  func permutations() {
    var seen: Set<[String]> = []
    DrawReplay.forEachOrder(of: ["A", "B", "C", "D"]) { seen.insert($0) }
    #expect(seen.count == 24)
  }
}
