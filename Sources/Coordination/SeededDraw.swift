// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import SeededNumbers

/// A draw that depends on a seed, a purpose and a name, and on nothing else.
///
/// Two draws for different networks don't influence each other, so adding a network to a register leaves every other as
/// it was. Hash: FNV-1a, 64 bits (Fowler, Noll, Vo; IETF draft-eastlake-fnv); mixing: one step of SplitMix64 (Steele, Lea,
/// Flood 2014, doi:10.1145/2660193.2660195).
public struct SeededDraw: Sendable {
  /// What draws serve; the raw value is hashed.
  public enum Purpose: String, Sendable {
    /// The band of a request.
    case band
    /// The number of channels of a request.
    case channels
    /// The lot that breaks ties.
    case lot
    /// The place of a request in an order by lot.
    case order
    /// The place of an administration in an order by lot.
    case turn
    /// The seed of an order that is drawn to estimate probabilities.
    case draw
    /// The entry of a portfolio of committees.
    case portfolio
    /// How much the market of an administration asks for.
    case demand
    /// How much more or less than the model says a request is worth to whoever made it.
    case fancy
    /// How many years pass before a network is launched.
    case launch
  }

  /// The seed, at least 0.
  public let seed: Int

  /// Makes a source of draws.
  public init(seed: Int) {
    self.seed = seed
  }

  /// A number that is uniform over 64 bits for a purpose and a name.
  public func number(_ purpose: Purpose, _ name: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in (purpose.rawValue + ":" + name).utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    var generator = SplitMix64(seed: hash ^ UInt64(bitPattern: Int64(seed)))
    return generator.next()
  }

  /// The entry of a weighted list that is drawn for a name; nil where all weights are 0.
  public func entry(_ purpose: Purpose, _ name: String, of weights: [Scenario.Weight]) -> String? {
    let total = weights.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    var ticket = Int(number(purpose, name) % UInt64(total))
    for entry in weights {
      if ticket < entry.weight { return entry.name }
      ticket -= entry.weight
    }
    return nil
  }

  /// The lot of a name, 0 to 65,535: the greater, the better its luck.
  public func lot(_ name: String) -> Int {
    Int(number(.lot, name) % 65_536)
  }
}

extension SplitMix64 {
  /// Draws one after another for a seed and a purpose.
  package init(seed: Int, purpose: String) { self.init(seed: SeededDraw(seed: seed).number(.draw, purpose)) }
}
