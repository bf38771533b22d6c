// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Scenarios
@testable import Verification

/// Generalised Gini welfare by other formulas: sums over pairs, and common multiples found by counting.
extension ReferenceProgram {
  /// What a step counts for.
  func worths(_ entitlement: Entitlement) -> [String: Int] {
    let asking = asking(entitlement)
    let shares = asking.map(\.share)
    let divisor = (1...max(1, shares.min() ?? 1)).last { divisor in shares.allSatisfy { $0 % divisor == 0 } } ?? 1
    let reduced = shares.map { $0 / divisor }
    let multiple = (1...1_000_000).first { multiple in reduced.allSatisfy { multiple % $0 == 0 } }
    let least = Double(reduced.min() ?? 1)
    let worths = reduced.map { share in
      multiple.map { $0 / share } ?? max(1, Int((1_000_000 * least / Double(share)).rounded()))
    }
    return Dictionary(uniqueKeysWithValues: zip(asking.map(\.symbol), worths))
  }

  /// The sum of the smaller score over all pairs, each with itself too: the smallest score is the smaller of 2n−1 pairs.
  func orderedWelfare(_ entitlement: Entitlement, _ grants: [Option]) -> Int {
    let scores = worths(entitlement).map { $0.value * (holding($0.key, grants).holding / docket.step) }
    return scores.reduce(0) { sum, score in scores.reduce(sum) { $0 + min(score, $1) } }
  }

  /// One order, or the even average of all.
  func averagedOrders(_ entitlement: Entitlement, isEven: Bool) -> [String: Int] {
    let symbols = asking(entitlement).map(\.symbol)
    let weights = symbols.indices.map { isEven ? symbols.count : 2 * $0 + 1 }
    return Dictionary(uniqueKeysWithValues: zip(symbols, weights))
  }

  func orderedCoefficients(_ entitlement: Entitlement, _ weights: [String: Int]) -> [Column: Int] {
    let worths = worths(entitlement)
    var result: [Column: Int] = [:]
    for column in columns where request(column) >= 0 {
      let request = docket.requests[request(column)]
      guard let holder = request.holder, let weight = weights[holder], let worth = worths[holder] else { continue }
      result[column] = weight * worth * (request.holding / docket.step)
    }
    return result
  }

  func orderedConstant(_ entitlement: Entitlement, _ weights: [String: Int]) -> Int {
    worths(entitlement).reduce(0) { sum, worth in
      sum + (weights[worth.key] ?? 0) * worth.value * (holding(worth.key, fixed.values).holding / docket.step)
    }
  }
}
