// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A running sum with Neumaier's compensation (doi:10.1002/zamm.19740540106).
///
/// Used only on terms in a canonical order, so that equal inputs in any order give equal bits.
struct CompensatedSum {
  private var sum = 0.0
  private var compensation = 0.0

  /// Adds a term.
  mutating func add(_ term: Double) {
    let total = sum + term
    if abs(sum) >= abs(term) {
      compensation += (sum - total) + term
    } else {
      compensation += (term - total) + sum
    }
    sum = total
  }

  /// The sum so far; an infinite sum stays infinite.
  var total: Double { sum.isFinite ? sum + compensation : sum }
}
