// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Scenarios
import Testing

@testable import Auctions

/// Winners and prices of policies that sell, against every set of grants.
@Suite struct PolicyPricingTests {
  private static let small = Result { try SaleWorld.small() }

  private static func weights(_ bids: RequestBids) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: bids.bids.indices.map { ($0, bids.weight($0)) })
  }

  /// W(N) and every Vickrey price, on drawn instances with and without a reserve.
  @Test(arguments: 1...20) func winnersAndVickreyPrices(seed: Int) throws {
    let world = try SaleWorld(seed: UInt64(seed), count: 6, of: try Self.small.get())
    for reserve in [0, 4] {
      let (_, sale) = try #require(try world.sold(.init(payments: .vcg, values: .table, reserve: reserve)))
      let weights = Self.weights(sale.bids)
      let all = world.greatest(weights)
      let won = sale.winners.reduce(0) { $0 + $1.bid - $1.leastPrice }
      #expect(won == all)
      for winner in sale.winners {
        let without = world.greatest(weights.filter { sale.bids.bidder[$0.key] != winner.bidder })
        #expect(winner.price == winner.leastPrice + without - (all - (winner.bid - winner.leastPrice)), "seed \(seed)")
        #expect(winner.leastPrice...winner.bid ~= winner.priceAtLeast)
      }
      #expect(sale.revenue == sale.winners.reduce(0) { $0 + ($1.price ?? 0) })
    }
  }

  /// Core payments: no coalition of bidders could offer more, and every rule takes the same revenue, no less than VCG.
  @Test(arguments: 1...8) func noCoalitionBlocks(seed: Int) throws {
    let world = try SaleWorld(seed: UInt64(1_000 + seed), count: 5, of: try Self.small.get())
    let (_, vickrey) = try #require(try world.sold(.init(payments: .vcg, values: .table)))
    let weights = Self.weights(vickrey.bids)
    let bidders = vickrey.bids.bidders.indices
    for rule in Policy.Auction.Payments.allCases where rule.isCore {
      let (_, sale) = try #require(try world.sold(.init(payments: rule, values: .table)))
      let prices = Dictionary(uniqueKeysWithValues: sale.winners.map { ($0.bidder, (price: $0.price, bid: $0.bid)) })
      for (core, least) in zip(sale.winners, vickrey.winners) {
        let price = try #require(core.price)
        #expect((least.price ?? .max)...core.bid ~= price)
      }
      for coalition in 0..<(1 << bidders.count) {
        let offers = world.greatest(weights.filter { coalition >> sale.bids.bidder[$0.key] & 1 == 1 })
        var offered = offers
        var paid = 0
        for (bidder, entry) in prices {
          if coalition >> bidder & 1 == 1 { offered -= entry.bid } else { paid += entry.price ?? 0 }
        }
        #expect(paid >= offered, "seed \(seed), \(rule), coalition \(coalition)")
      }
    }
  }

  /// The shipped small register: what verification takes for granted is tried out.
  @Test func theSmallRegister() throws {
    let problem = try Self.small.get()
    let world = SaleWorld(problem: problem)
    let (_, sale) = try #require(try world.sold(.init(payments: .vcg, values: .seeded(world: 1, bidders: 2))))
    #expect(sale.winners.allSatisfy { $0.price != nil })
    let weights = Self.weights(sale.bids)
    let all = world.greatest(weights)
    #expect(sale.winners.reduce(0) { $0 + $1.bid } == all)
    for winner in sale.winners {
      let without = world.greatest(weights.filter { sale.bids.bidder[$0.key] != winner.bidder })
      #expect(winner.price == without - (all - winner.bid))
    }
  }

  /// A cap is a rule of the auction too: nobody pays for what the cap keeps from the others.
  @Test func underACap() throws {
    let world = try SaleWorld(seed: 5, count: 6, of: try Self.small.get())
    var constraints = Policy.Constraints()
    constraints.limits = [.init(kind: .cap, scope: .eachAdministration(.all), quantity: .networks, amount: 1)]
    let (allocation, sale) = try #require(
      try world.sold(.init(payments: .vcg, values: .table), constraints: constraints))
    #expect(allocation.claims.first?.strength == .optimal)
    for winner in sale.winners {
      #expect(winner.requests.count == 1)
      #expect((winner.price ?? .max) <= winner.bid)
    }
  }

  /// Credits are taken off the price, up to the cap, by the greatest credit of a bidder's groups.
  @Test func credits() throws {
    let world = SaleWorld(problem: try Self.small.get())
    let terms = Policy.Auction(
      payments: .firstPrice, values: .seeded(world: 1, bidders: 2),
      credits: [.init(group: .income(.low), thousandths: 250), .init(group: .leastDeveloped, thousandths: 100)],
      greatestDiscount: 300)
    let (_, sale) = try #require(try world.sold(terms))
    let own = try #require(sale.winners.first { sale.bids.bidders[$0.bidder] == "DDD" })
    #expect(own.creditThousandths == 250)
    #expect(own.discount == min(300, own.bid / 4))
    #expect(own.payment == own.bid - own.discount)
    for winner in sale.winners where winner.bidder != own.bidder { #expect(winner.discount == 0) }
  }

  /// A posted fee: whoever is worth it takes part, by date, and pays the fee for each channel.
  @Test func postedFee() throws {
    let world = SaleWorld(problem: try Self.small.get())
    let terms = Policy.Auction(payments: .postedFee, values: .seeded(world: 1, bidders: 2), fee: 5_000)
    let (allocation, sale) = try #require(try world.sold(terms))
    for (request, grant) in allocation.grants.enumerated() {
      let isWorthIt = sale.bids.values[request] >= 5_000 * world.problem.requests[request].channels
      #expect(grant == nil || isWorthIt)
      #expect((allocation.decisions[request].reason == .belowPrice) == !isWorthIt)
    }
    let channels = world.problem.requests.indices.filter { allocation.grants[$0] != nil }
      .reduce(0) { $0 + world.problem.requests[$1].channels }
    #expect(sale.revenue == 5_000 * channels)
    #expect(channels > 0)
  }

  /// A limit gives an interval, and no other rule: without a node no search ends, so what isn't whole at once stays open.
  @Test func intervalsHoldThePrice() throws {
    for seed in 1...8 {
      let world = try SaleWorld(seed: UInt64(seed), count: 6, of: try Self.small.get())
      let (allocation, exact) = try #require(try world.sold(.init(payments: .vcg, values: .table)))
      let limited = try #require(
        try PolicyPricing(solver: GLPKSolverWithoutNodes(), nodeLimit: 0).payments(allocation, in: world.problem))
      for (one, other) in zip(limited.winners, exact.winners) {
        #expect(one.priceAtLeast <= other.priceAtLeast && other.priceAtMost <= one.priceAtMost)
      }
    }
  }
}
