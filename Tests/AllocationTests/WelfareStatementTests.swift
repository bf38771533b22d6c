// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import IntegerPrograms
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// What a welfare claim says of products, against every allocation.
@Suite struct WelfareStatementTests {
  private let engine = PolicyEngine(solver: GLPKSolver())

  private func statement(_ allocation: Allocation, _ problem: CoordinationProblem) throws -> WelfareStatement {
    let index = try #require(
      allocation.claims.firstIndex { claim in
        if case .welfare = claim.objective { return true }
        return false
      })
    return try #require(WelfareStatement(claim: index, of: allocation, in: problem))
  }

  /// The product of holdings above nothing, and how many there are, of one outcome.
  private func product(_ outcome: Oracle.Outcome, _ problem: CoordinationProblem, step: Int) -> (Int, Double) {
    var (holders, product) = (0, 1.0)
    for administration in problem.administrations.indices {
      let holding = outcome.holding(administration)
      if holding > 0 { (holders, product) = (holders + 1, product * Double(holding / step)) }
    }
    return (holders, product)
  }

  /// No allocation with as many holders has a product above 1 + ε times the one found, and ε is next to nothing.
  @Test func everyOtherProduct() throws {
    var checked = 0
    for seed in 1...200 where checked < 60 {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 4_000 else { continue }
      let allocation = try engine.allocate(problem, policy: .of([.maximise(.alphaFairness(halves: 2))]))
      // Where nothing can be granted, nothing is claimed.
      guard !allocation.claims.isEmpty else { continue }
      let statement = try statement(allocation, problem)
      let holders = statement.holdings.count
      let own = statement.holdings.reduce(1.0) { $0 * Double($1) }
      let best = oracle.outcomes(open: Array(oracle.choices.indices), fixed: [], cap: nil).keys
        .map { product($0, problem, step: statement.step) }.filter { $0.0 >= holders }
      #expect(best.allSatisfy { $0.0 == holders }, "seed \(seed)")
      let greatest = best.map(\.1).max() ?? 1
      let excess = try #require(statement.excess, "seed \(seed)")
      #expect(greatest <= own * (1 + excess), "seed \(seed)")
      #expect(excess > 0 && excess < 1e-6, "seed \(seed): \(excess)")
      // In the formula itself: what rounding hides is a few units, less than one for each prime factor of each holding.
      let formulaExcess = try #require(statement.formulaExcess, "seed \(seed)")
      #expect(log(greatest / own) * Double(statement.unitsPerOne) <= Double(formulaExcess) + 0.1, "seed \(seed)")
      #expect(formulaExcess <= 64, "seed \(seed): \(formulaExcess)")
      checked += 1
    }
    #expect(checked >= 40)
  }

  /// A weaker bound widens ε by as much as the bound says: ln 2 more in the bound makes the factor twice as great.
  @Test func boundsThatAreNotMet() throws {
    let problem = try SmallProblem.random(3).problem()
    var allocation = try engine.allocate(problem, policy: .of([.maximise(.alphaFairness(halves: 2))]))
    let exact = try #require(try statement(allocation, problem).excess)
    for index in allocation.claims.indices where allocation.claims[index].unit == "units of welfare" {
      allocation.claims[index].bound = allocation.claims[index].bound.map { $0 + 69_314_718_055_995 }
    }
    let wide = try #require(try statement(allocation, problem).excess)
    #expect(abs((1 + wide) / (1 + exact) - 2) < 1e-8)
    for index in allocation.claims.indices { allocation.claims[index].bound = nil }
    #expect(try statement(allocation, problem).excess == nil)
  }

  /// Only α = 1 with equal entitlements has a product; other claims have no statement.
  @Test func otherClaims() throws {
    let problem = try SmallProblem.random(3).problem()
    for (halves, entitlement, units) in [
      (1, Entitlement.equal, 100_000_000_000_000), (2, .population, 33_333_333_333_333),
    ] {
      let policy = Policy.of([.maximise(.alphaFairness(halves: halves), entitlement)])
      let found = try statement(try engine.allocate(problem, policy: policy), problem)
      #expect(found.unitsPerOne == units)
      #expect(found.excess == nil)
      #expect(!found.countsSharesOfTheGreatest)
    }
    let order = try engine.allocate(problem, policy: .of([.order()]))
    #expect(WelfareStatement(claim: 0, of: order, in: problem) == nil)
  }
}
