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

  /// The gains of welfare by the C library's powers and logarithms.
  func gains(_ halves: Int, _ entitlement: Entitlement) -> [String: [Int]] {
    let asking = asking(entitlement)
    let divisor = asking.reduce(0) { Docket.greatestCommonDivisor($0, $1.share) }
    let greatest = Double((asking.map(\.share).max() ?? 1) / max(1, divisor))
    let alpha = Double(halves) / 2
    func rounded(_ value: Double) -> Int { Int(value.rounded()) }
    /// Rounded at primes only.
    func logarithm(_ number: Int) -> Int {
      guard number > 1 else { return 0 }
      for factor in 2..<number where number % factor == 0 { return logarithm(factor) + logarithm(number / factor) }
      return rounded(1e9 * log(Double(number)))
    }
    var gains: [String: [Int]] = [:]
    for one in asking {
      let weight = Double(one.share / max(1, divisor))
      var own: [Int] = []
      for steps in 0..<one.demand / docket.step {
        let x = Double(steps + 1)
        switch halves {
        case 0: own.append(1)
        case 2: own.append(steps == 0 ? 0 : Int(weight) * (logarithm(steps + 1) - logarithm(steps)))
        default:
          let before = steps == 0 ? 0 : pow(x - 1, 1 - alpha) / (1 - alpha)
          own.append(rounded(1e9 * pow(weight / greatest, alpha) * (pow(x, 1 - alpha) / (1 - alpha) - before)))
        }
      }
      gains[one.symbol] = own
    }
    guard halves >= 2 else { return gains }
    let second = gains.values.compactMap { $0.count > 1 ? $0[1] : nil }.max() ?? 0
    let least = min(0, gains.values.compactMap(\.first).min() ?? 0)
    for symbol in gains.keys where gains[symbol] != [] { gains[symbol]?[0] += max(0, second) - least }
    return gains
  }
}
