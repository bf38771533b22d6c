// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// The entry of a portfolio that a published seed draws.
///
/// The ticket is the seeded draw of purpose `portfolio` and the lottery's name, modulo the denominator. Weights are
/// summed up in the order of the entries; the first entry whose sum exceeds the ticket is drawn. With a denominator of
/// up to 10^12 the modulo favours no entry by more than one part in 10^7.
struct DrawnLot: Hashable, Sendable {
  /// The number drawn, from 0 to the denominator less 1.
  let ticket: Int
  /// The place of the drawn entry in the portfolio.
  let place: Int
  /// The entry.
  let entry: Portfolio.Entry

  /// Draws.
  ///
  /// - Parameters:
  ///   - portfolio: The portfolio, with at least one entry.
  ///   - seed: The published seed, at least 0.
  ///   - name: The name of the lottery, so that lotteries with one seed are drawn apart.
  /// - Throws: `LotteryFault` for an empty portfolio.
  init(from portfolio: Portfolio, seed: Int, name: String) throws {
    guard portfolio.denominator > 0 else {
      throw LotteryFault.notAllowed(place: "portfolio", value: "no entry", allowed: "at least one")
    }
    ticket = Int(SeededDraw(seed: seed).number(.portfolio, name) % UInt64(portfolio.denominator))
    var sum = 0
    for (place, entry) in portfolio.entries.enumerated() {
      sum += entry.weight
      if ticket < sum {
        self.place = place
        self.entry = entry
        return
      }
    }
    throw LotteryFault.notAllowed(place: "portfolio", value: "weights below the denominator", allowed: "their sum")
  }
}
