// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// The lots that decide between equals where bids, dates or turns don't.
///
/// A lot depends on the seed, on the occasion and on the name, and on nothing else, so that it can be published before
/// the bids are opened and drawn again by anybody. The greatest number wins; equal numbers go to who comes first in the file.
public struct TieLot: Hashable, Sendable {
  /// The seed, at least 0.
  public let seed: Int

  /// Makes a source of lots.
  public init(seed: Int) {
    self.seed = seed
  }

  /// The lot of a name on an occasion.
  public func number(_ name: String, on occasion: String) -> UInt64 {
    SeededDraw(seed: seed).number(.lot, "\(occasion)/\(name)")
  }

  /// Who wins among equals.
  ///
  /// - Parameters:
  ///   - candidates: indexes into `names`.
  ///   - names: names of everybody.
  ///   - occasion: what the lot is drawn for, so that every occasion has lots of its own.
  /// - Returns: the winner, nil where there are no candidates.
  public func winner(among candidates: [Int], names: [String], on occasion: String) -> Int? {
    order(of: candidates, names: names, on: occasion).first
  }

  /// The candidates from the luckiest to the least lucky.
  public func order(of candidates: [Int], names: [String], on occasion: String) -> [Int] {
    candidates.map { (number(names[$0], on: occasion), $0) }
      .sorted { $0.0 != $1.0 ? $0.0 > $1.0 : $0.1 < $1.1 }
      .map(\.1)
  }
}
