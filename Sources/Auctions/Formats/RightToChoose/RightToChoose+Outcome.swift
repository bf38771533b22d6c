// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension RightToChoose {
  /// What was sold and what wasn't.
  public var outcome: SaleOutcome {
    let sales = won.compactMap { won in
      won.lot.map { Sale(lot: $0, bidder: won.bidder, bid: won.price, price: won.price) }
    }
    let highest = won.map(\.price).max()
    let unsold = held.unsold(lost: .notChosen) { lot in
      guard unsoldRights.isEmpty else { return [] }
      return highest.map { $0 < least(for: lot) } ?? false ? [.tooLow] : [.lost]
    }
    return SaleOutcome(sales: sales, unsold: unsold, usedLots: usedLots)
  }

  /// By how much prices exceed the reserve on average: 1000 · (Σ prices − n · reserve) / (n · reserve), rounded to the nearest
  /// thousandth; nil where nothing is sold or the reserve is 0.
  ///
  /// - Parameter reserve: of every right, in minor units.
  public func premiumThousandths(over reserve: Int) -> Int? {
    let base = reserve * won.count
    guard base > 0 else { return nil }
    let excess = won.reduce(0) { $0 + $1.price } - base
    // Rounded to the nearest by halves upwards; a premium is never far below −1000.
    let doubled = 2000 * Int128(excess) + Int128(base)
    let floor = doubled >= 0 ? doubled / (2 * Int128(base)) : -((-doubled + 2 * Int128(base) - 1) / (2 * Int128(base)))
    return Int(floor)
  }
}
