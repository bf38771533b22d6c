// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// Random orders of agents, each of which depends on a seed and its own number only.
///
/// Order k of a seed: SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195) starts from the seeded draw of
/// purpose `permutation` and name k, and a Fisher–Yates shuffle takes one number for each place from the last down to the
/// second.
/// A number below b is the upper half of the 128-bit product of a 64-bit draw and b; draws that would
/// favour some numbers are passed over (Lemire 2019, doi:10.1145/3230636), so all orders are equally likely.
struct RandomOrder: Sendable {
  private var state: UInt64

  /// Starts the generator of one order.
  private init(seed: Int, number: Int) {
    state = SeededDraw(seed: seed).number(.permutation, "\(number)")
  }

  /// An order of the agents 0 to count − 1.
  static func order(number: Int, seed: Int, count: Int) -> [Int] {
    var generator = RandomOrder(seed: seed, number: number)
    var order = Array(0..<max(0, count))
    for place in stride(from: order.count - 1, through: 1, by: -1) {
      order.swapAt(place, generator.below(place + 1))
    }
    return order
  }

  /// The orders of the agents 0 to count − 1 one after another, in lexicographic order.
  ///
  /// - Returns: The order that follows; nil after the last.
  static func following(_ order: [Int]) -> [Int]? {
    guard let pivot = order.indices.dropLast().last(where: { order[$0] < order[$0 + 1] }),
      let successor = order.indices.last(where: { order[$0] > order[pivot] })
    else { return nil }
    var next = order
    next.swapAt(pivot, successor)
    next[(pivot + 1)...].reverse()
    return next
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  private mutating func below(_ bound: Int) -> Int {
    let bound = UInt64(bound)
    let firstFair = (0 &- bound) % bound
    while true {
      let (high, low) = next().multipliedFullWidth(by: bound)
      if low >= firstFair { return Int(high) }
    }
  }
}
