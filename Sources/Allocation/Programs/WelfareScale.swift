// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// α-fair welfare of whole steps of holding, as whole-number gains from one step to the next.
///
/// W = Σ eᵢ·(xᵢ/eᵢ)^(1−α) ÷ (1−α) (Mo, Walrand 2000, IEEE/ACM Transactions on Networking 8(5), 556–567); α = 1 is
/// Σ eᵢ·ln xᵢ, weighted Nash welfare. Gains fall from step to step, so that a program whose columns are the steps takes
/// them in their order. Only operations that IEEE 754 defines to the last bit enter into a gain: it is the same number on
/// every machine.
struct WelfareScale {
  /// α in halves.
  let halves: Int
  /// What the gain of the first step is raised by where α is 1 or more: then nobody with nothing has a finite welfare, and
  /// how many hold something has been settled before.
  private(set) var raise = 0
  private let weights: [Int: Int]
  /// The greatest entitlement once all are divided by their common divisor.
  let greatest: Int
  /// Scaled logarithms by whole number; for α = 1 only.
  private let logarithms: [Int]
  /// Units in one unit of the formula.
  let unit: Int

  /// The gains of each member's steps.
  private(set) var gains: [Int: [Int]] = [:]

  init(halves: Int, members: [LevelPlan.Member]) {
    self.halves = halves
    let divisor = members.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1.entitlement) }
    greatest = (members.map(\.entitlement).max() ?? 1) / max(1, divisor)
    weights = Dictionary(uniqueKeysWithValues: members.map { ($0.administration, $0.entitlement / max(1, divisor)) })
    unit = halves == 0 ? 1 : halves == 2 && greatest > Self.exactWeights ? 1_000_000 : 1_000_000_000
    let most = members.map(\.mostSteps).max() ?? 0
    logarithms = halves == 2 ? Self.logarithms(upTo: most, unit: unit) : []
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

  /// Weights up to this are taken as they are; greater ones in millionths of the greatest.
  static let exactWeights = 1_000

  /// Gains from step to step, before the first is raised; never growing.
  private func steps(_ member: LevelPlan.Member) -> [Int] {
    guard let weight = weights[member.administration] else { return [] }
    var result: [Int] = []
    for step in stride(from: 1, through: member.mostSteps, by: 1) {
      let gain: Int
      if halves == 0 {
        gain = 1
      } else if halves == 2 {
        let own = greatest <= Self.exactWeights ? weight : Self.millionths(weight, of: greatest)
        gain = step == 1 ? 0 : own * (logarithms[step] - logarithms[step - 1])
      } else {
        let share = Self.power(Double(weight) / Double(greatest), halves: halves)
        let before = step == 1 ? 0 : Self.utility(step - 1, halves: halves)
        gain = Int((Double(unit) * share * (Self.utility(step, halves: halves) - before)).rounded())
      }
      let limit = result.count > 1 || (result.count == 1 && halves < 2) ? result[result.count - 1] : .max
      result.append(min(gain, limit))
    }
    return result
  }

  /// A share in millionths, halves up, at least one.
  private static func millionths(_ weight: Int, of greatest: Int) -> Int {
    max(1, Int((Int128(weight) * 2_000_000 + Int128(greatest)) / (2 * Int128(greatest))))
  }

  /// x^(1−α) ÷ (1−α) for whole steps.
  private static func utility(_ step: Int, halves: Int) -> Double {
    let x = Double(step)
    return x / power(x, halves: halves) / (1 - Double(halves) / 2)
  }

  /// x^(h/2) by multiplying square roots.
  private static func power(_ x: Double, halves: Int) -> Double {
    let root = x.squareRoot()
    return (0..<halves).reduce(1) { product, _ in product * root }
  }

  /// Scaled natural logarithms that keep products: the logarithm of a product is the sum of its factors'.
  ///
  /// ln p − ln(p−1) = 2·artanh(1 ÷ (2p−1)); rounded for primes only, so that equal products stay equal.
  private static func logarithms(upTo most: Int, unit: Int) -> [Int] {
    guard most > 0 else { return [0] }
    var result = [Int](repeating: 0, count: most + 1)
    var natural = 0.0
    for number in stride(from: 2, through: most, by: 1) {
      let z = 1 / Double(2 * number - 1)
      var term = z
      var sum = z
      for index in 1...30 {
        term *= z * z
        sum += term / Double(2 * index + 1)
      }
      natural += 2 * sum
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
