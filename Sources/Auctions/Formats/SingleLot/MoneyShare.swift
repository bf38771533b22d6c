// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Shares of money in thousandths, for amounts from 0 to `Currency.greatestAmount` and shares up to ten times the whole.
enum MoneyShare {
  /// ⌊amount × thousandths / 1000⌋, never through a number beyond the range.
  static func down(_ amount: Int, _ thousandths: Int) -> Int {
    amount / 1000 * thousandths + amount % 1000 * thousandths / 1000
  }

  /// ⌈amount × thousandths / 1000⌉, never through a number beyond the range.
  static func up(_ amount: Int, _ thousandths: Int) -> Int {
    amount / 1000 * thousandths + (amount % 1000 * thousandths + 999) / 1000
  }

  /// What is paid of a price after a bidder's credit: price − min(greatest discount, ⌊price × credit⌋).
  static func payment(_ price: Int, by bidder: Bidder) -> Int {
    price - min(down(price, bidder.creditThousandths), bidder.greatestDiscount ?? .max)
  }
}
