// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// From what lots are worth and how bidders behave to the sealed bids that they give.
///
/// - straightforward: bids what it is worth.
/// - shading: every bid lower by the share.
/// - demand-reducing: leaves out the largest packages, and of bids that can win together those worth the least, until no
///   more units are asked for than aimed at.
/// - spiteful: every bid higher by the share.
/// - colluding: a bid is left out if another of the ring bids more for anything that overlaps with it.
/// - budget-bound: no bid above the budget; such bids are lowered to it.
public enum SealedStrategy {
  /// The auction with the bids that are given.
  ///
  /// - Parameters:
  ///   - values: an auction whose bids say what packages are worth.
  ///   - behaviours: one a bidder.
  public static func bids(for values: Auction, behaviours: [Behaviour]) -> Auction {
    let kept = Set(
      behaviours.indices.flatMap { bidder in
        if case .demandReducing = behaviours[bidder] { return reduced(bidder, values, behaviours[bidder]) }
        return values.bids.indices.filter { values.bids[$0].bidder == bidder }
      })
    let amounts = values.bids.indices.map { bid -> Int in
      let bidder = values.bids[bid].bidder
      guard kept.contains(bid), !isLeftToRing(bid, values, behaviours) else { return 0 }
      let limit = behaviours[bidder].limit(for: values.bids[bid].amount)
      guard case .budgetBound = behaviours[bidder] else { return limit }
      return min(limit, values.bidders[bidder].budget ?? limit)
    }
    return values.withAmounts(amounts)
  }

  private static func isLeftToRing(_ bid: Int, _ values: Auction, _ behaviours: [Behaviour]) -> Bool {
    let own = values.bids[bid]
    guard case .colluding(let ring) = behaviours[own.bidder] else { return false }
    return values.bids.indices.contains { other in
      let rival = values.bids[other]
      guard rival.bidder != own.bidder, case .colluding(ring) = behaviours[rival.bidder] else { return false }
      let overlaps = rival.package.contains { part in own.package.contains { $0.lot == part.lot } }
      return overlaps && (own.amount, rival.bidder) < (rival.amount, own.bidder)
    }
  }

  private static func reduced(_ bidder: Int, _ values: Auction, _ behaviour: Behaviour) -> [Int] {
    let requests = Request.requests(of: values).filter { $0.bidder == bidder }
    func units(_ bid: Int) -> Int { values.bids[bid].package.reduce(0) { $0 + $1.units } }
    func largest(_ bids: [Int]) -> Int { bids.map(units).max() ?? 0 }
    func worth(_ request: Request) -> Int { request.bids.map { values.bids[$0].amount }.max() ?? 0 }
    var left = behaviour.unitsAimedAt(of: requests.reduce(0) { $0 + largest($1.bids) })
    var kept: [Int] = []
    for request in requests.sorted(by: { (worth($1), $0.bids[0]) < (worth($0), $1.bids[0]) }) {
      let bids = request.bids.filter { units($0) <= left }
      kept += bids
      left -= largest(bids)
    }
    return kept
  }
}

extension Auction {
  /// The auction with other amounts; bids with an amount of 0 or less are left out.
  ///
  /// - Parameter amounts: one a bid, in minor units.
  public func withAmounts(_ amounts: [Int]) -> Auction {
    var places = [Int?](repeating: nil, count: bids.count)
    var copy = self
    copy.bids = []
    for (index, bid) in bids.enumerated() where amounts[index] > 0 {
      places[index] = copy.bids.count
      var changed = bid
      changed.amount = amounts[index]
      copy.bids.append(changed)
    }
    copy.exclusions = exclusions.map { $0.compactMap { places[$0] } }.filter { !$0.isEmpty }
    return copy
  }
}
