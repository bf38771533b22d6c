// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a bidder's supplementary bids may be at most, by what the bidder asked for in the clock.
///
/// With S a package, F the last round of the clock and r the last round in which the bidder was eligible for S, with prices p
/// and requests x: relative cap b(S) ≤ b(x_r) + p_r · (S − x_r), final cap b(S) ≤ b(x_F) + p_F · (S − x_F), where b is the
/// highest bid for a package, supplementary ones included (Ausubel, Baranov 2017, doi:10.1111/ecoj.12404). The package asked
/// for in the round of a cap isn't bounded by that cap.
public struct SupplementaryCaps: Sendable {
  /// A bound on a bid.
  public struct Cap: Hashable, Sendable {
    /// The most that may be bid, in minor units.
    public var most: Int
    /// `relativeCap` or `finalCap`.
    public var reason: AuctionLog.Reason
    /// The round that it comes from, from 1.
    public var round: Int
  }

  let rules: CombinatorialClockRules
  let records: [ClockAuction.Record]
  let bidder: Int
  let points: [Int]

  init(rules: CombinatorialClockRules, records: [ClockAuction.Record], bidder: Int, holdingRules: HoldingRules) {
    self.rules = rules
    self.records = records
    self.bidder = bidder
    points = holdingRules.points
  }

  /// Index of the last round of the clock in which the bidder was eligible for a package; nil where there is none.
  func lastEligibleRound(_ units: [Int]) -> Int? {
    let needed = WholeMoney.sum(zip(units, points).map { WholeMoney.product($0, $1) })
    return records.lastIndex { $0.eligibilityBefore[bidder].map { needed <= $0 } ?? true }
  }

  /// The rounds whose requests bound a package, by index, and by which rule.
  private func boundingRounds(_ units: [Int]) -> [(round: Int, reason: AuctionLog.Reason)] {
    var rounds: [(round: Int, reason: AuctionLog.Reason)] = []
    if rules.hasRelativeCap, let last = lastEligibleRound(units) {
      rounds.append((last, .relativeCap))
      if rules.hasCapOfEveryReduction {
        rounds += records.indices.filter { $0 > last && records[$0].isReducing(bidder) }.map { ($0, .relativeCap) }
      }
    }
    if rules.hasFinalCap, let final = records.indices.last { rounds.append((final, .finalCap)) }
    return rounds.filter { records[$0.round].requests[bidder] != units }
  }

  /// The lowest of the caps on a package; nil where nothing bounds it.
  ///
  /// - Parameters:
  ///   - units: Units by lot.
  ///   - highest: The highest bid of the bidder for a package, in minor units; 0 where there is none.
  public func cap(on units: [Int], highest: (_ units: [Int]) -> Int) -> Cap? {
    boundingRounds(units).map { bound in
      let record = records[bound.round]
      let request = record.requests[bidder]
      let change = WholeMoney.sum(
        units.indices.map { WholeMoney.product(units[$0] - request[$0], record.prices[$0]) })
      let (most, _) = highest(request).addingReportingOverflow(change)
      return Cap(most: most, reason: bound.reason, round: bound.round + 1)
    }.min { $0.most < $1.most }
  }
}
