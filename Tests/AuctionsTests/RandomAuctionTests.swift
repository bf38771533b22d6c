// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import GLPKSolver
import Testing

/// Two thousand small auctions against brute force.
@Suite struct RandomAuctionTests {
  static let batches = 20
  static let auctionsInABatch = 100

  @Test(arguments: 0..<batches) func winnersAndPaymentsAreThoseOfBruteForce(batch: Int) throws {
    for seed in batch * Self.auctionsInABatch..<(batch + 1) * Self.auctionsInABatch {
      var random = RandomAuction(seed: seed)
      let auction = random.draw()
      let truth = BruteForce(auction)
      let winners = truth.first
      let core: [PaymentRule] = [
        .coreMinimumRevenue, .coreVCGNearest, .coreZeroNearest, .coreBidNearest, .coreLeximin,
      ]
      for rule in [.vcg, core[seed % 5], core[(seed / 5) % 5]] {
        let (outcome, payments) = try LetterAuction.run(auction, rule)
        #expect(outcome.winners.flatMap(\.bids).sorted() == winners, "seed \(seed)")
        #expect(outcome.welfare == winners.reduce(0) { $0 + auction.bids[$1].amount }, "seed \(seed)")
        #expect(outcome.isOptimal)
        #expect(outcome.uniqueness == (truth.best.count == 1 ? .unique : .several), "seed \(seed)")
        check(outcome, payments, auction, truth, rule, seed)
      }
    }
  }

  private func check(
    _ outcome: AuctionOutcome, _ payments: PaymentResult, _ auction: Auction, _ truth: BruteForce, _ rule: PaymentRule,
    _ seed: Int
  ) {
    let winners = truth.first
    let exact = payments.exactPrices.map(Self.fraction)
    let reference = payments.winners.map { max(truth.vickrey($0, in: winners), truth.floor($0, in: winners)) }
    #expect(payments.vickreyPrices == reference, "seed \(seed)")
    for (winner, price) in zip(outcome.winners, exact) {
      #expect(winner.price * price.bottom - price.top >= 0 && winner.price * price.bottom - price.top < price.bottom)
      #expect(winner.price <= winner.bid)
      let bidder = auction.bidders[winner.bidder]
      let share = winner.price * bidder.creditThousandths / 1000
      #expect(winner.payment == winner.price - min(share, bidder.greatestDiscount ?? share))
    }
    #expect(outcome.revenue == outcome.winners.reduce(0) { $0 + $1.payment })
    if rule == .vcg {
      #expect(outcome.winners.map(\.price) == reference, "seed \(seed)")
      return
    }
    // Core membership of every coalition, for the exact payments.
    let common = exact.reduce(1) { $0 * $1.bottom / Self.greatestCommonDivisor($0, $1.bottom) }
    let scaled = exact.map { $0.top * (common / $0.bottom) }
    var normals: [[Double]] = []
    for cut in truth.cuts(of: winners) {
      let members = payments.winners.map { cut.payers & (1 << $0) != 0 }
      let paid = zip(members, scaled).reduce(0) { $1.0 ? $0 + $1.1 : $0 }
      #expect(paid >= cut.bound * common, "seed \(seed)")
      if paid == cut.bound * common { normals.append(members.map { $0 ? 1 : 0 }) }
    }
    let units = scaled.indices.map { place in scaled.indices.map { $0 == place ? 1.0 : 0 } }
    for (place, price) in scaled.enumerated() {
      #expect(price >= reference[place] * common && price <= outcome.winners[place].bid * common, "seed \(seed)")
      if price == reference[place] * common { normals.append(units[place]) }
      if price == outcome.winners[place].bid * common { normals.append(units[place].map { -$0 }) }
    }
    guard !scaled.isEmpty else { return }
    // The least revenue: the sum is a combination of what is tight (duality).
    let sum = [Double](repeating: 1, count: scaled.count)
    #expect(isInCone(sum, normals), "revenue isn't the least, seed \(seed)")
    optimality(outcome, scaled, common, reference, normals + [sum, sum.map { -$0 }], units, rule, seed)
  }

  /// Conditions of optimality on the face of least revenue.
  private func optimality(
    _ outcome: AuctionOutcome, _ scaled: [Int], _ common: Int, _ reference: [Int], _ normals: [[Double]],
    _ units: [[Double]], _ rule: PaymentRule, _ seed: Int
  ) {
    let target: [Int]
    switch rule {
    case .coreVCGNearest: target = reference
    case .coreZeroNearest: target = reference.map { _ in 0 }
    case .coreBidNearest: target = outcome.winners.map(\.bid)
    case .coreLeximin:
      // No direction lowers the greatest surcharges that change and raises only lesser ones.
      let surcharges = zip(scaled, reference).map { $0 - $1 * common }
      for level in Set(surcharges) {
        let lowered = surcharges.map { $0 == level ? 1.0 : 0 }
        let held = units.indices.filter { surcharges[$0] >= level }.map { units[$0].map { -$0 } }
        #expect(isInCone(lowered, normals + held), "not leximin, seed \(seed)")
      }
      return
    case .coreMinimumRevenue:
      // No direction lowers the price of the first that changes.
      for place in scaled.indices {
        let held = units[..<place].flatMap { [$0, $0.map { -$0 }] }
        #expect(isInCone(units[place], normals + held), "not the first in order, seed \(seed)")
      }
      return
    default: return
    }
    let gradient = zip(scaled, target).map { Double($0 - $1 * common) / Double(common) }
    #expect(isInCone(gradient, normals), "not the nearest, seed \(seed)")
  }

  static func fraction(_ text: String) -> (top: Int, bottom: Int) {
    let parts = text.split(separator: "/").compactMap { Int($0) }
    return (parts[0], parts.count > 1 ? parts[1] : 1)
  }

  static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : greatestCommonDivisor(second, first % second)
  }
}
