// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// Draws one after another from a seed and a purpose: the same on every machine.
///
/// The state moves as in SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195), from where `SeededDraw` puts it.
/// Everything drawn is a whole number, so that no rounding of a machine gets into an auction.
struct DrawSequence: Sendable {
  private var state: UInt64

  /// Begins a sequence.
  init(seed: Int, purpose: String) { state = SeededDraw(seed: seed).number(.draw, purpose) }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to one less than the bound, all equally likely; 0 for a bound below 2.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    // Numbers below 2⁶⁴ mod range are drawn again, so that the rest divides evenly.
    let threshold = (0 &- range) % range
    while true {
      let bits = next()
      if bits >= threshold { return Int(bits % range) }
    }
  }

  /// A number of a range, all equally likely.
  mutating func number(in range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// Whether something of a probability happens.
  ///
  /// - Parameter thousandths: the probability, from 0 to 1,000.
  mutating func happens(thousandths: Int) -> Bool { below(1_000) < thousandths }

  /// An index, as likely as its weight says; nil where no weight is above 0.
  mutating func index(weights: [Int]) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var ticket = below(total)
    for (index, weight) in weights.enumerated() {
      if ticket < weight { return index }
      ticket -= weight
    }
    return nil
  }

  /// Some of the numbers below a bound, ascending, all sets equally likely (Floyd; Bentley, Floyd 1987,
  /// doi:10.1145/30401.315746).
  mutating func sample(_ count: Int, below bound: Int) -> [Int] {
    var chosen: Set<Int> = []
    for last in max(0, bound - count)..<max(0, bound) {
      let candidate = below(last + 1)
      if !chosen.insert(candidate).inserted { chosen.insert(last) }
    }
    return chosen.sorted()
  }

  /// A draw near a mean: the sum of twelve even draws, whose variance is that of the normal distribution wanted.
  mutating func normal(mean: Int, deviation: Int) -> Int {
    let sum = (0..<12).reduce(0) { total, _ in total + below(1_000_001) }
    return mean + (sum - 6_000_000) * deviation / 1_000_000
  }
}
