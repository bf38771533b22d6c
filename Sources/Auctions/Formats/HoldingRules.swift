// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What holdings must keep in every round: supply, conflicts, caps and set-asides.
struct HoldingRules: Hashable, Sendable {
  /// A bound on what some bidders hold of some lots together.
  struct Bound: Hashable, Sendable {
    /// Indexes of the lots, ascending.
    var lots: [Int]
    /// Which bidders count; nil for all.
    var bidders: Set<Int>?
    /// The most units; where holders are counted, the most bidders.
    var most: Int
    /// Whether bidders are counted instead of units.
    var countsHolders: Bool
    /// What it means to go beyond it.
    var reason: AuctionLog.Reason
  }

  /// Units of every lot.
  let supply: [Int]
  /// Points of a unit of every lot.
  let points: [Int]
  /// All bounds but supply.
  let bounds: [Bound]

  init(_ auction: Auction) {
    supply = auction.lots.map(\.supply)
    points = auction.lots.map(\.points)
    bounds =
      auction.conflicts.map {
        Bound(lots: $0.lots, bidders: nil, most: $0.most, countsHolders: $0.exemptsSameHolder, reason: .conflict)
      }
      + auction.limits.map {
        Bound(
          lots: $0.lots, bidders: Set($0.bidders), most: $0.most, countsHolders: false,
          reason: $0.kind == .cap ? .aboveCap : .setAside)
      }
  }

  /// Units by lot of a package; nil where it isn't one.
  func units(_ package: [LotQuantity]) -> [Int]? {
    var units = Array(repeating: 0, count: supply.count)
    var last = -1
    for part in package {
      guard part.lot > last, part.lot < supply.count, part.units > 0 else { return nil }
      units[part.lot] = part.units
      last = part.lot
    }
    return units
  }

  /// The package of units by lot.
  static func package(_ units: [Int]) -> [LotQuantity] {
    units.indices.compactMap { units[$0] > 0 ? LotQuantity(lot: $0, units: units[$0]) : nil }
  }

  /// Points of units by lot; the greatest number where there are more.
  func points(_ units: [Int]) -> Int {
    WholeMoney.sum(zip(units, points).map { WholeMoney.product($0, $1) })
  }

  /// What one bidder alone can't hold; nil where they can.
  func breach(bidder: Int, units: [Int]) -> AuctionLog.Reason? {
    for lot in units.indices where units[lot] > supply[lot] { return .aboveSupply }
    for bound in bounds where bound.bidders?.contains(bidder) ?? true {
      let held = bound.lots.reduce(0) { $0 + units[$1] }
      if (bound.countsHolders ? min(1, held) : held) > bound.most { return bound.reason }
    }
    return nil
  }

  /// How much a bound is used by what each bidder wants, in units by lot.
  func load(_ bound: Bound, _ demands: [[Int]]) -> Int {
    var load = 0
    for (bidder, units) in demands.enumerated() where bound.bidders?.contains(bidder) ?? true {
      let held = bound.lots.reduce(0) { $0 + units[$1] }
      load += bound.countsHolders ? min(1, held) : held
    }
    return load
  }

  /// Whether some bound may tie lots or bidders together beyond what `breach` sees of one bidder alone.
  var hasBoundsBetweenBidders: Bool {
    bounds.contains { $0.bidders.map { $0.count > 1 } ?? true }
  }
}

/// Sums, products and shares of money and points without overflow: what is beyond the greatest whole number stays there.
enum WholeMoney {
  static func product(_ left: Int, _ right: Int) -> Int {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? Int.max : product
  }

  static func sum(_ numbers: some Sequence<Int>) -> Int {
    numbers.reduce(0) { total, number in
      let (sum, overflow) = total.addingReportingOverflow(number)
      return overflow ? (number > 0 ? Int.max : Int.min) : sum
    }
  }

  /// What units by lot cost at prices.
  static func cost(_ units: [Int], _ prices: [Int]) -> Int {
    sum(zip(units, prices).map { product($0, $1) })
  }

  /// amount · thousandths / 1000, rounded down; for amounts from 0 to `Currency.greatestAmount`.
  static func share(_ amount: Int, _ thousandths: Int) -> Int {
    sum([product(amount / 1000, thousandths), product(amount % 1000, thousandths) / 1000])
  }

  /// amount · thousandths / 1000, rounded up; for amounts from 0 to `Currency.greatestAmount`.
  static func shareRoundedUp(_ amount: Int, _ thousandths: Int) -> Int {
    sum([product(amount / 1000, thousandths), (product(amount % 1000, thousandths) + 999) / 1000])
  }

  /// By how much a price rises: a share of it, rounded up, or the least step.
  static func increment(_ price: Int, thousandths: Int, least: Int) -> Int {
    max(least, shareRoundedUp(price, thousandths), 1)
  }

  /// The least eligibility for which an activity is enough: ⌈1000 · activity / share⌉, and no more than there was.
  static func eligibility(after activity: Int, of eligibility: Int, thousandths: Int) -> Int {
    guard thousandths > 0 else { return eligibility }
    let (product, overflow) = activity.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return eligibility }
    return min(eligibility, product / thousandths + (product % thousandths > 0 ? 1 : 0))
  }

  /// What is paid of a price after the bidder's credit.
  static func payment(_ price: Int, by bidder: Bidder) -> Int { price - bidder.discount(on: price) }
}
