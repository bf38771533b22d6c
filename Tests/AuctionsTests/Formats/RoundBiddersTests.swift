// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct RoundBiddersTests {
  private func clock(_ values: Auction, _ behaviours: [Behaviour]) throws -> (ClockAuction, RoundsOutcome) {
    var rules = ClockRules()
    rules.incrementThousandths = 0
    rules.forbidsUnderselling = false
    rules.activityThousandths = 0
    var machine = ClockAuction(auction: values, rules: rules, seed: 0)
    RoundBidders(statement: values, behaviours: behaviours).run(&machine)
    return (machine, try machine.outcome())
  }

  private func ascending(_ values: Auction, _ behaviours: [Behaviour]) throws -> RoundsOutcome {
    var rules = SimultaneousAscendingRules()
    rules.incrementThousandths = 0
    var machine = try SimultaneousAscending(
      auction: values, rules: rules, seed: 0, choice: RoundsSamples.bestByEnumeration)
    try RoundBidders(statement: values, behaviours: behaviours).run(&machine)
    return try machine.outcome()
  }

  /// One lot worth 50 and 30: it goes at the second worth, whatever the first shades as long as that stays above.
  @Test(arguments: [
    (Behaviour.straightforward, 0, 30), (.shading(thousandths: 200), 0, 30), (.shading(thousandths: 500), 1, 25),
    (.spiteful(thousandths: 100), 0, 30),
  ]) func oneLot(behaviour: Behaviour, winner: Int, price: Int) throws {
    let values = RoundsSamples.values([[50], [30]], areAlternatives: true)
    let (_, outcome) = try clock(values, [behaviour])
    #expect(outcome.accounts.map(\.bidder) == [winner])
    #expect(outcome.revenue == price)
    // With standing bids the loser leaves where another step would cost all it is worth.
    let second = try ascending(values, [behaviour])
    #expect(second.accounts.map(\.bidder) == [winner])
    #expect(abs(second.revenue - price) <= 1)
  }

  /// Who gains from what others pay stays in beyond 30 and lifts the price to 36.
  @Test func spiteLiftsThePriceOfOthers() throws {
    let values = RoundsSamples.values([[50], [30]], areAlternatives: true)
    let (_, outcome) = try clock(values, [.straightforward, .spiteful(thousandths: 200)])
    #expect(outcome.accounts.map(\.bidder) == [0])
    #expect(outcome.revenue == 36)
  }

  /// Two bidders want both of two units, the third one. Where the first asks for half, the price stops sooner.
  @Test func demandReductionKeepsPricesLow() throws {
    var values = RoundsSamples.auction([Lot(name: "A", supply: 2)], ["1", "2"].map { Bidder(name: $0) })
    for (bidder, worth) in [40, 30].enumerated() {
      for units in 1...2 {
        values.bids.append(
          Bid(
            identifier: "\(bidder)/\(units)", bidder: bidder, package: [LotQuantity(lot: 0, units: units)],
            amount: units * worth))
      }
      values.exclusions.append([2 * bidder, 2 * bidder + 1])
    }
    let (_, honest) = try clock(values, [])
    #expect(honest.accounts.map(\.package) == [[LotQuantity(lot: 0, units: 2)]])
    #expect(honest.revenue == 60)
    let both = [Behaviour](repeating: .demandReducing(thousandths: 500), count: 2)
    let (_, reduced) = try clock(values, both)
    #expect(reduced.accounts.map(\.package) == [[LotQuantity(lot: 0)], [LotQuantity(lot: 0)]])
    #expect(reduced.revenue == 0)
  }

  /// Members of a ring don't bid against each other, in neither format.
  @Test func aRingDoesNotBidAgainstItself() throws {
    let values = RoundsSamples.values([[50, 40], [45, 48], [10, 12]], areAlternatives: true)
    let ring = [Behaviour.colluding(group: "r"), .colluding(group: "r"), .straightforward]
    let (machine, outcome) = try clock(values, ring)
    let (_, honest) = try clock(values, [])
    #expect(outcome.revenue <= honest.revenue)
    #expect(outcome.accounts.map(\.bidder) == [0, 1])
    for record in machine.records {
      #expect(zip(record.requests[0], record.requests[1]).allSatisfy { $0 + $1 <= 1 })
    }
    // The third bidder is the only one to lift prices, up to what it gains on either lot.
    #expect(machine.postedPrices.max() ?? 0 <= 12)
    let standing = try ascending(values, ring)
    #expect(standing.prices.compactMap(\.self).max() ?? 0 <= 13)
  }

  @Test func budgetsBind() throws {
    var values = RoundsSamples.values([[50], [30]], areAlternatives: true)
    values.bidders[0].budget = 20
    for behaviour in [Behaviour.budgetBound, .straightforward] {
      let (_, outcome) = try clock(values, [behaviour])
      #expect(outcome.accounts.map(\.bidder) == [1])
      #expect(outcome.revenue == 21)
      #expect(try ascending(values, [behaviour]).accounts.map(\.bidder) == [1])
    }
  }

  /// The best package of many separate bids, against enumeration.
  @Test func combinationsAgainstEnumeration() {
    for seed in 0..<200 {
      var draws = Draws(seed: seed)
      var statement = RoundsSamples.auction(
        (0..<3).map { Lot(name: RoundsSamples.letter($0), supply: 2) }, [Bidder(name: "X")])
      for number in 0..<7 {
        let units = (0..<3).map { _ in draws.below(2) }
        guard units.contains(1) else { continue }
        statement.bids.append(
          Bid(
            identifier: "\(number)", bidder: 0, package: HoldingRules.package(units), amount: 1 + draws.below(40)))
      }
      if statement.bids.count > 4 { statement.exclusions = [[0, 2], [1, 2, 3]] }
      let prices = (0..<3).map { _ in draws.below(20) }
      let held = (0..<3).map { _ in draws.below(4) == 0 ? 1 : 0 }
      let most = 2 + draws.below(4)
      let values = PackageValues(statement, bidder: 0)
      // The limit as a number of points, and as a condition that the search knows nothing of.
      let conditions = PackageValues.Conditions(
        prices: prices, available: [2, 2, 2], held: held, points: [1, 1, 1], mostPoints: most)
      let choice = values.best(conditions)
      let same = values.best(
        .init(prices: prices, available: [2, 2, 2], held: held) { $0.reduce(0, +) <= most })
      #expect(choice.profit == same.profit)
      var best = 0
      for set in 0..<(1 << statement.bids.count) {
        let taken = statement.bids.indices.filter { set >> $0 & 1 == 1 }
        guard statement.exclusions.allSatisfy({ $0.count { taken.contains($0) } <= 1 }) else { continue }
        var units = [0, 0, 0]
        for bid in taken { for part in statement.bids[bid].package { units[part.lot] += part.units } }
        let all = zip(units, held).map(max)
        guard all.allSatisfy({ $0 <= 2 }), all.reduce(0, +) <= most || all == held else { continue }
        let cost = zip(zip(units, held).map { max(0, $0 - $1) }, prices).reduce(0) { $0 + $1.0 * $1.1 }
        best = max(best, taken.reduce(0) { $0 + statement.bids[$1].amount } - cost)
      }
      #expect(choice.profit == best, "seed \(seed)")
    }
  }
}
