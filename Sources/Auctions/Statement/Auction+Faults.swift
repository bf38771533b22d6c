// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Auction {
  /// Checks that all indexes point to something and all money can be counted.
  ///
  /// - Throws: The first fault in the order lots, conflicts, limits, bidders, bids, exclusions.
  public func validate() throws(AuctionFault) {
    for lot in lots {
      try Self.require(lot.supply, in: 1...1_000_000, place: "supply of \(lot.name)")
      try Self.require(lot.reserve, in: 0...Currency.greatestAmount, place: "reserve of \(lot.name)")
      try Self.require(lot.points, in: 0...1_000_000_000, place: "points of \(lot.name)")
    }
    for (number, conflict) in conflicts.enumerated() {
      let place = "conflict \(number + 1)"
      try Self.require(conflict.lots, of: "lot", count: lots.count, place: place)
      try Self.require(conflict.most, in: 0...Int.max, place: place)
    }
    for limit in limits {
      let place = "limit \(limit.name)"
      try Self.require(limit.lots, of: "lot", count: lots.count, place: place)
      try Self.require(limit.bidders, of: "bidder", count: bidders.count, place: place)
      try Self.require(limit.most, in: 0...Int.max, place: place)
    }
    for bidder in bidders {
      if let budget = bidder.budget {
        try Self.require(budget, in: 0...Int.max, place: "budget of \(bidder.name)")
      }
      try Self.require(bidder.creditThousandths, in: 0...1000, place: "credit of \(bidder.name)")
      if let discount = bidder.greatestDiscount {
        try Self.require(discount, in: 0...Int.max, place: "greatest discount of \(bidder.name)")
      }
    }
    try validateBids()
    for (number, exclusion) in exclusions.enumerated() {
      try Self.require(exclusion, of: "bid", count: bids.count, place: "alternatives \(number + 1)")
    }
  }

  private func validateBids() throws(AuctionFault) {
    var money = 0
    for lot in lots { money = Self.sum(money, Self.product(lot.reserve, lot.supply)) }
    for bid in bids {
      let place = "bid \(bid.identifier)"
      try Self.require([bid.bidder], of: "bidder", count: bidders.count, place: place)
      try Self.require(bid.package.map(\.lot), of: "lot", count: lots.count, place: place)
      for quantity in bid.package { try Self.require(quantity.units, in: 1...1_000_000, place: "units in \(place)") }
      try Self.require(bid.amount, in: 1...Currency.greatestAmount, place: "amount of \(place)")
      money = Self.sum(money, bid.amount)
    }
    guard money <= Currency.greatestAmount else {
      throw .tooMuchMoney(place: "bids and reserves", greatest: Currency.greatestAmount)
    }
  }

  private static func require(_ value: Int, in range: ClosedRange<Int>, place: String) throws(AuctionFault) {
    guard range.contains(value) else {
      let allowed =
        range.upperBound == Int.max
        ? "a number of at least \(range.lowerBound)" : "a number from \(range.lowerBound) to \(range.upperBound)"
      throw .notAllowed(place: place, value: value, allowed: allowed)
    }
  }

  private static func require(_ indexes: [Int], of kind: String, count: Int, place: String) throws(AuctionFault) {
    for index in indexes where index < 0 || index >= count {
      throw .unknown(place: place, kind: kind, index: index, count: count)
    }
    guard zip(indexes, indexes.dropFirst()).allSatisfy(<) else { throw .notAscending(place: place) }
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  private static func product(_ left: Int, _ right: Int) -> Int {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? .max : product
  }
}
