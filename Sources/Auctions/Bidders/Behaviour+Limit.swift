// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Behaviour {
  /// Up to what a bidder with this behaviour goes for something that is worth an amount to it.
  ///
  /// A spiteful bidder goes beyond the value by its share of it: it drives up what others pay and risks to win at a loss.
  /// That is a rule of thumb, not an equilibrium (Morgan, Steiglitz, Reis 2003, doi:10.2202/1538-0653.1102 derive one).
  ///
  /// - Parameters:
  ///   - value: in minor units, at least 0.
  ///   - purse: what the bidder may still spend, nil for no limit.
  public func limit(for value: Int, purse: Int? = nil) -> Int {
    let limit =
      switch self {
      case .straightforward, .demandReducing, .colluding, .budgetBound: value
      case .shading(let thousandths): WholeMoney.share(value, max(0, 1000 - thousandths))
      case .spiteful(let thousandths): value + WholeMoney.share(value, thousandths)
      }
    return min(limit, purse ?? limit, Currency.greatestAmount)
  }

  /// How many units a bidder with this behaviour tries to get of those it wants: at least one.
  public func unitsAimedAt(of wanted: Int) -> Int {
    guard case .demandReducing(let thousandths) = self else { return wanted }
    return max(1, wanted * thousandths / 1000)
  }

  /// The limits after rings have agreed: of a ring only who goes furthest bids, the first of equals.
  ///
  /// - Parameters:
  ///   - limits: one a bidder.
  ///   - behaviours: one a bidder.
  public static func limitsWithinRings(_ limits: [Int], _ behaviours: [Behaviour]) -> [Int] {
    var agreed = limits
    for (bidder, behaviour) in behaviours.enumerated() {
      guard case .colluding(let ring) = behaviour else { continue }
      let isDesignated = behaviours.indices.allSatisfy { other in
        guard other != bidder, case .colluding(ring) = behaviours[other] else { return true }
        return (limits[other], bidder) < (limits[bidder], other)
      }
      if !isDesignated { agreed[bidder] = 0 }
    }
    return agreed
  }
}
