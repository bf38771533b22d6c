// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

/// Winners and payments of a small auction by every way that must agree: the library's own search, that by the solver, and a
/// look at every set of bids and every coalition.
enum AllVariants {
  static let searches = [
    (name: "own", determination: WinnerDetermination(solver: GLPKSolver())),
    (name: "solver", determination: WinnerDetermination(solver: GLPKSolver(), greatestTableau: 0)),
  ]

  /// What the winners pay by name, exactly, where all ways agree; what doesn't agree is recorded.
  static func prices(_ auction: Auction, _ rule: PaymentRule) throws -> [String: String] {
    let truth = BruteForce(auction)
    var answers: [[String: String]] = []
    for (name, determination) in searches {
      var sale = SealedAuction(auction: auction, payments: rule, solver: GLPKSolver())
      sale.determination = determination
      let (outcome, paid) = try sale.runWithPayments()
      #expect(outcome.winners.flatMap(\.bids).sorted() == truth.first, "\(name) \(rule)")
      #expect(outcome.uniqueness == (truth.best.count == 1 ? .unique : .several), "\(name) \(rule)")
      if rule != .firstPrice {
        let reference = paid.winners.map { max(truth.vickrey($0, in: truth.first), truth.floor($0, in: truth.first)) }
        #expect(paid.vickreyPrices == reference, "\(name) \(rule)")
      }
      if rule != .vcg { expectCore(auction, truth, paid, "\(name) \(rule)") }
      answers.append(
        Dictionary(
          uniqueKeysWithValues: zip(paid.winners, paid.exactPrices).map { (auction.bidders[$0.0].name, $0.1) }))
    }
    #expect(Set(answers).count == 1, "\(rule): \(answers)")
    return answers[0]
  }

  /// No coalition blocks the exact prices, and nobody pays more than was bid.
  private static func expectCore(_ auction: Auction, _ truth: BruteForce, _ paid: PaymentResult, _ comment: String) {
    let prices = paid.exactPrices.map { text -> (numerator: Int, denominator: Int) in
      let parts = text.split(separator: "/").compactMap { Int($0) }
      return (parts[0], parts.count > 1 ? parts[1] : 1)
    }
    let factor = prices.reduce(1) { $0 * $1.denominator }
    let scaled = prices.map { $0.numerator * (factor / $0.denominator) }
    for (winner, price) in zip(paid.winners, scaled) {
      #expect(price <= truth.bid(of: winner, in: truth.first) * factor, "\(comment)")
    }
    for cut in truth.cuts(of: truth.first) {
      let sum = zip(paid.winners, scaled).reduce(0) { cut.payers & (1 << $1.0) != 0 ? $0 + $1.1 : $0 }
      #expect(sum >= cut.bound * factor, "\(comment)")
    }
  }
}
