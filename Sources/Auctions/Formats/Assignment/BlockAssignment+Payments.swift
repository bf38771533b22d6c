// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation

extension BlockAssignment {
  /// What every holder pays for having this block and no other, in whole minor units, rounded up.
  ///
  /// A coalition C could have the blocks that are worth the most to it, w(C), while the others keep some block. Payments are in
  /// the core where Σ p over the holders outside C is at least w(C) less what C gets now, for every C. The payments nearest to
  /// VCG among those of least revenue are found by constraint generation (Day, Raghavan 2007, doi:10.1287/mnsc.1060.0707; Day,
  /// Cramton 2012, doi:10.1287/opre.1110.1024), as are those nearest to zero and to the offers. `coreLeximin` and
  /// `coreMinimumRevenue` are answered by those nearest to VCG, which are of least revenue.
  ///
  /// - Throws: `AuctionFault` where payments can't be found.
  public func payments(_ solution: Solution, by rule: PaymentRule) throws(AuctionFault) -> [Int] {
    let offers = holders.indices.map { offer($0, at: solution.firstPlaces[$0]) }
    let vickrey = vickreyPayments(solution)
    switch rule {
    case .firstPrice: return offers
    case .vcg: return vickrey
    case .coreZeroNearest: return try corePayments(solution, offers, vickrey, nearestTo: offers.map { _ in 0 })
    case .coreBidNearest: return try corePayments(solution, offers, vickrey, nearestTo: offers)
    case .coreVCGNearest, .coreLeximin, .coreMinimumRevenue:
      return try corePayments(solution, offers, vickrey, nearestTo: vickrey)
    }
  }

  private func corePayments(
    _ solution: Solution, _ offers: [Int], _ vickrey: [Int], nearestTo target: [Int]
  ) throws(AuctionFault) -> [Int] {
    var cuts: Set<CoalitionGame.Cut> = []
    var revenue = RevenueProgram(least: vickrey, most: offers)
    while true {
      guard revenue.solve(),
        let point = nearest(
          to: target, revenue.value, offers, vickrey, cuts.sorted { $0.outside.lexicographicallyPrecedes($1.outside) })
      else { throw .notAnOutcome(reason: "the holders of places can't pay what the core demands") }
      let cut = separate(point, solution, offers)
      guard let cut, cuts.insert(cut).inserted else { return point.map(\.roundedUp) }
      revenue.add(cut)
    }
  }

  private func nearest(
    to target: [Int], _ revenue: Rational, _ offers: [Int], _ vickrey: [Int], _ cuts: [CoalitionGame.Cut]
  ) -> [Rational]? {
    if target.isEmpty { return [] }
    var constraints = [
      LeastDistance.Constraint(
        coefficients: target.indices.map { ($0, 1) }, bound: revenue, isEquality: true)
    ]
    constraints += cuts.map { cut in
      .init(coefficients: cut.outside.map { ($0, 1) }, bound: Rational(cut.bound))
    }
    for holder in target.indices {
      constraints.append(.init(coefficients: [(holder, 1)], bound: Rational(vickrey[holder])))
      constraints.append(.init(coefficients: [(holder, -1)], bound: Rational(-offers[holder])))
    }
    return LeastDistance(target: target.map { Rational($0) }, constraints: constraints).solve()
  }

  /// What the holders outside the coalition that blocks payments most must pay; nil where none blocks.
  ///
  /// Every holder's offers are lowered by what the holder gains at the payments; who is better off without is not in the
  /// coalition and counts 0.
  private func separate(_ point: [Rational], _ solution: Solution, _ offers: [Int]) -> CoalitionGame.Cut? {
    let factor = Int(exactly: Rational.commonDenominator(of: point)) ?? 1
    let prices = point.map { ($0 * Rational(factor)).roundedUp }
    func lowered(_ holder: Int, _ place: Int) -> Int {
      let gain = WholeMoney.product(offers[holder], factor) - prices[holder]
      return WholeMoney.product(offer(holder, at: place), factor) - gain
    }
    let best = self.solution { max(0, lowered($0, $1)) }
    guard best.value > WholeMoney.sum(prices) else { return nil }
    // Who is placed where the lowered offer is 0 may be inside at no cost: the fewer are outside, the more the cut says.
    let inside = holders.indices.filter { lowered($0, best.firstPlaces[$0]) >= 0 }
    let worth = worth(of: inside)
    let outside = holders.indices.filter { !inside.contains($0) }
    return .init(
      outside: outside, bound: worth - inside.reduce(0) { $0 + offers[$1] },
      coalition: inside.map { holders[$0].bidder })
  }

  /// What a coalition could have, while the others keep some block.
  private func worth(of coalition: [Int]) -> Int {
    solution { coalition.contains($0) ? offer($0, at: $1) : 0 }.value
  }
}
