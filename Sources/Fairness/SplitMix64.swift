// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The SplitMix64 generator: the same numbers from the same seed on every machine.
///
/// Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195. For permutations and tests, not for secrets.
struct SplitMix64: Sendable {
  private var state: UInt64

  /// Starts from a seed; every seed is good.
  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to one less than the bound, all equally likely; 0 for a bound of 0.
  mutating func next(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    // Numbers below 2⁶⁴ mod range are drawn again, so that the rest divides evenly.
    let threshold = (0 &- range) % range
    while true {
      let bits = next()
      if bits >= threshold { return Int(bits % range) }
    }
  }

  /// Puts the elements into a random order (Fisher–Yates).
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.dropFirst().reversed() {
      elements.swapAt(index, next(below: index + 1))
    }
  }
}
