// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// α-fair welfare of whole steps of holding, as whole-number gains from one step to the next.
///
/// W = Σ eᵢ·(xᵢ/eᵢ)^(1−α) ÷ (1−α) (Mo, Walrand 2000, IEEE/ACM Transactions on Networking 8(5), 556–567); α = 1 is
/// Σ eᵢ·ln xᵢ, weighted Nash welfare. Gains fall from step to step, so that a program whose columns are the steps takes
/// them in their order. Only operations that IEEE 754 defines to the last bit enter into a gain: it is the same number on
/// every machine. A gain is a whole number of units, at least one: no step is worth nothing, however far up it lies and
/// however small the entitlement is.
struct WelfareScale {
  /// α in halves.
  let halves: Int
  /// What the gain of the first step is raised by where α is 1 or more: then nobody with nothing has a finite welfare, and
  /// how many hold something has been settled before.
  private(set) var raise = 0
  /// Entitlements divided by their common divisor, by administration.
  let weights: [Int: Int]
  /// The greatest entitlement once all are divided by their common divisor.
  let greatest: Int
  /// Scaled logarithms by whole number; for α = 1 with entitlements that are taken as they are.
  let logarithms: [Int]
  /// Units in one unit of the formula, or of the formula divided by (the greatest entitlement)^α.
  let unit: Int

  /// The gains of each member's steps.
  private(set) var gains: [Int: [Int]] = [:]

  /// Units of the greatest gain, about: sums over some hundred administrations fit into 64 bits.
  private static let resolution = 100_000_000_000_000

  init(halves: Int, members: [LevelPlan.Member]) {
    self.halves = halves
    let divisor = members.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1.entitlement) }
    greatest = (members.map(\.entitlement).max() ?? 1) / max(1, divisor)
    weights = Dictionary(uniqueKeysWithValues: members.map { ($0.administration, $0.entitlement / max(1, divisor)) })
    let keepsProducts = halves == 2 && greatest <= Self.exactWeights
    unit = halves == 0 ? 1 : keepsProducts ? Self.resolution / max(1, greatest) : Self.resolution
    let most = members.map(\.mostSteps).max() ?? 0
    logarithms = keepsProducts ? Self.logarithms(upTo: most, unit: unit) : []
    var second = 0
    var least = 0
    for member in members {
      let own = steps(member)
      gains[member.administration] = own
      if own.count > 1 { second = max(second, own[1]) }
      least = min(least, own.first ?? 0)
    }
    guard halves >= 2 else { return }
    raise = second - least
    for member in members where gains[member.administration]?.isEmpty == false {
      gains[member.administration]?[0] += raise
    }
  }

  /// With α = 1 entitlements up to this are taken as they are, and equal products of holdings count the same; greater ones
  /// as shares of the greatest.
  static let exactWeights = 1_000

  /// Gains from step to step, before the first is raised; never growing.
  private func steps(_ member: LevelPlan.Member) -> [Int] {
    guard let weight = weights[member.administration] else { return [] }
    let share = Self.power(Double(weight) / Double(greatest), halves: halves)
    var result: [Int] = []
    for step in stride(from: 1, through: member.mostSteps, by: 1) {
      var gain: Int
      if halves == 0 {
        gain = 1
      } else if halves == 2 {
        gain =
          step == 1
          ? 0
          : logarithms.isEmpty
            ? Int((Double(unit) * share * Self.logarithmicStep(step)).rounded())
            : weight * (logarithms[step] - logarithms[step - 1])
      } else {
        let before = step == 1 ? 0 : Self.utility(step - 1, halves: halves)
        gain = Int((Double(unit) * share * (Self.utility(step, halves: halves) - before)).rounded())
      }
      if step > 1 || halves < 2 { gain = max(1, gain) }
      let limit = result.count > 1 || (result.count == 1 && halves < 2) ? result[result.count - 1] : .max
      result.append(min(gain, limit))
    }
    return result
  }

  /// x^(1−α) ÷ (1−α) for whole steps.
  static func utility(_ step: Int, halves: Int) -> Double {
    let x = Double(step)
    return x / power(x, halves: halves) / (1 - Double(halves) / 2)
  }

  /// x^(h/2) by multiplying square roots.
  static func power(_ x: Double, halves: Int) -> Double {
    let root = x.squareRoot()
    return (0..<halves).reduce(1) { product, _ in product * root }
  }

  /// ln n − ln(n−1) = 2·artanh(1 ÷ (2n−1)) = 2·(z + z³/3 + z⁵/5 + …).
  private static func logarithmicStep(_ number: Int) -> Double {
    let z = 1 / Double(2 * number - 1)
    var term = z
    var sum = z
    for index in 1...30 {
      term *= z * z
      sum += term / Double(2 * index + 1)
    }
    return 2 * sum
  }

  /// Scaled natural logarithms that keep products: the logarithm of a product is the sum of its factors'.
  ///
  /// Rounded for primes only, so that equal products stay equal.
  private static func logarithms(upTo most: Int, unit: Int) -> [Int] {
    guard most > 0 else { return [0] }
    var result = [Int](repeating: 0, count: most + 1)
    var natural = 0.0
    for number in stride(from: 2, through: most, by: 1) {
      natural += logarithmicStep(number)
      let factor = smallestFactor(number)
      result[number] =
        factor == number ? Int((Double(unit) * natural).rounded()) : result[factor] + result[number / factor]
    }
    return result
  }

  private static func smallestFactor(_ number: Int) -> Int {
    var factor = 2
    while factor * factor <= number {
      if number % factor == 0 { return factor }
      factor += 1
    }
    return number
  }
}
