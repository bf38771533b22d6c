// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

/// The search by the solver, which takes the parts that are too large for an own one, against brute force and the own one.
@Suite struct SolverSearchTests {
  private static let bySolver = WinnerDetermination(solver: GLPKSolver(), greatestTableau: 0)
  private static let own = WinnerDetermination(solver: GLPKSolver())

  @Test(arguments: 0..<4) func winnersAreThoseOfBruteForce(batch: Int) throws {
    for seed in batch * 50..<(batch + 1) * 50 {
      var random = RandomAuction(seed: 7_000 + seed)
      let auction = random.draw()
      let truth = BruteForce(auction)
      let problem = try WinnerProblem(auction: auction)
      let found = try Self.bySolver.solve(problem)
      #expect(found.isOptimal && found.value == truth.most, "seed \(seed)")
      #expect(found.offers.filter { $0 < auction.bids.count } == truth.first, "seed \(seed)")
      let ours = try Self.own.solve(problem)
      #expect(ours.offers == found.offers && ours.uniqueness == found.uniqueness, "seed \(seed)")
      #expect(!ours.restsOnSolver)
    }
  }

  @Test(arguments: [PaymentRule.vcg, .coreVCGNearest]) func paymentsAreThoseOfTheOwnSearch(rule: PaymentRule) throws {
    for seed in 0..<60 {
      var random = RandomAuction(seed: 9_000 + seed)
      let auction = random.draw()
      var sale = SealedAuction(auction: auction, payments: rule, solver: GLPKSolver())
      let ours = try sale.run()
      sale.determination = Self.bySolver
      #expect(try sale.run().winners == ours.winners, "seed \(seed)")
    }
  }

  @Test func anIntervalIsToldWhereTheLimitOfNodesEndsTheSearch() throws {
    // Odd cycles of lots of equal worth: the relaxation is far from any set.
    let letters = Array("ABCDEFGHIJKLMNO")
    let bids = letters.indices.map { place -> (String, String, Int) in
      let package = String([letters[place], letters[(place + 1) % letters.count]])
      return ("w\(place)", package, 10 + place % 3)
    }
    let problem = try WinnerProblem(auction: LetterAuction.make(bids))
    var limited = Self.bySolver
    limited.nodeLimit = 1
    let found = try limited.solve(problem)
    let best = try Self.own.solve(problem)
    #expect(found.value <= best.value && best.value <= found.bound)
    #expect(best.isOptimal)
    if found.isOptimal { #expect(found.value == best.value) }
  }
}
