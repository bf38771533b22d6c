// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What payments in the core need to know of coalitions, wherever offers and rows come from.
protocol CoalitionSource: Sendable {
  /// What each winner bid for all that it won.
  var bids: [Int] { get }
  /// All offers together, so that what is scaled keeps within the numbers that a search tells apart.
  var total: Int { get }
  /// Coalitions that could offer more than is paid, as what winners outside them must pay.
  ///
  /// - Parameters:
  ///   - prices: what each winner pays, times `factor`; at most the bid.
  ///   - factor: at least 1.
  ///   - isExhaustive: whether to find the most violated.
  /// - Throws: `AuctionFault.undecided` where the search reached its limit.
  func separate(prices: [Int], factor: Int, isExhaustive: Bool) throws(AuctionFault) -> [CoalitionGame.Cut]
}

extension CoalitionGame: CoalitionSource {
  /// All offers together.
  var total: Int { reduction.problem.offers.reduce(0) { $0 + max(0, $1.value) } }
}
