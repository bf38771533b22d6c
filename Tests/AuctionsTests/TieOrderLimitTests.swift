// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

/// What a limit leaves of the order of ties is said.
@Suite struct TieOrderLimitTests {
  /// Pairs of neighbours on a circle of an odd number of lots: as many best sets as there are lots, and no relaxation that settles them.
  private static func circle(_ lots: Int) -> Auction {
    Auction(
      currency: Currency(code: "", decimals: 0), lots: (0..<lots).map { Lot(name: "L\($0)") },
      bidders: (0..<lots).map { Bidder(name: "B\($0)") },
      bids: (0..<lots).map { index in
        Bid(
          identifier: "b\(index)", bidder: index,
          package: [index, (index + 1) % lots].sorted().map { LotQuantity(lot: $0) }, amount: 10)
      }, exclusions: [])
  }

  @Test(arguments: [5, 7, 9, 11])
  func winnersFollowTheOrderUnlessTheResultSaysOtherwise(lots: Int) throws {
    let problem = try WinnerProblem(auction: Self.circle(lots))
    let whole = try WinnerDetermination(solver: GLPKSolver()).solve(problem)
    #expect(whole.isFirstOfTies)
    #expect(whole.uniqueness == .several)
    #expect(whole.offers == Array(stride(from: 0, to: lots - 1, by: 2)))
    for limit in 1...40 {
      let limited = try WinnerDetermination(solver: GLPKSolver(), nodeLimit: limit).solve(problem)
      if limited.isOptimal, limited.uniqueness == .several, limited.isFirstOfTies {
        #expect(limited.offers == whole.offers, "limit \(limit)")
      }
    }
  }
}
