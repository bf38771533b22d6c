// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The SplitMix64 generator: the same numbers from the same seed on every machine.
///
/// Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195. For draws, permutations and tests, not for secrets. Everything drawn
/// is a whole number, so that no rounding of a machine gets into a result.
package struct SplitMix64: Sendable {
  private var state: UInt64

  /// Starts from a seed; every seed is good.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// The bits of a state, spread over all 64.
  package static func mixed(_ state: UInt64) -> UInt64 {
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 to one less than the bound, all equally likely; 0 for a bound below 2.
  package mutating func next(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    // Numbers below 2⁶⁴ mod range are drawn again, so that the rest divides evenly.
    let threshold = (0 &- range) % range
    while true {
      let bits = next()
      if bits >= threshold { return Int(bits % range) }
    }
  }
}
