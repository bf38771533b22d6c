// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

@testable import Scenarios
@testable import Verification

extension ReferenceProgram {
  /// What a request adds to a quantity.
  func amount(_ quantity: Policy.Quantity, _ index: Int) -> Int {
    let request = docket.requests[index]
    switch quantity {
    case .networks, .value: return 1
    case .channels: return request.demand
    case .holding: return request.holding
    case .bandwidth: return request.demand * 125_000
    }
  }

  /// The gains of welfare by the documented operations; logarithms by the C library.
  func gains(_ halves: Int, _ entitlement: Entitlement) -> [String: [Int]] {
    let asking = asking(entitlement)
    let divisor = asking.reduce(0) { Docket.greatestCommonDivisor($0, $1.share) }
    let greatest = (asking.map(\.share).max() ?? 1) / max(1, divisor)
    func raised(_ x: Double) -> Double { (0..<halves).reduce(1) { product, _ in product * x.squareRoot() } }
    func utility(_ x: Double) -> Double { x == 0 ? 0 : x / raised(x) / (1 - Double(halves) / 2) }
    /// Rounded at primes only.
    func logarithm(_ number: Int) -> Int {
      guard number > 1 else { return 0 }
      for factor in 2..<number where number % factor == 0 { return logarithm(factor) + logarithm(number / factor) }
      return Int((Double(Int(1e14) / greatest) * log(Double(number))).rounded())
    }
    var gains: [String: [Int]] = [:]
    for one in asking {
      let weight = one.share / max(1, divisor)
      let share = raised(Double(weight) / Double(greatest))
      gains[one.symbol] = (0..<max(0, one.demand / docket.step)).map { steps in
        let x = Double(steps + 1)
        if halves == 0 { return 1 }
        if halves == 2, steps == 0 { return 0 }
        if halves == 2, greatest <= 1_000 { return weight * (logarithm(steps + 1) - logarithm(steps)) }
        if halves == 2 { return max(1, Int((1e14 * share * log(x / (x - 1))).rounded())) }
        let gain = Int((1e14 * share * (utility(x) - utility(x - 1))).rounded())
        return steps > 0 || halves < 2 ? max(1, gain) : gain
      }
    }
    guard halves >= 2 else { return gains }
    let second = gains.values.compactMap { $0.count > 1 ? $0[1] : nil }.max() ?? 0
    let least = min(0, gains.values.compactMap(\.first).min() ?? 0)
    for symbol in gains.keys where gains[symbol] != [] { gains[symbol]?[0] += max(0, second) - least }
    return gains
  }
}
