// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension WelfareScale {
  /// By how many units each member's rounded gains, summed up to any of its steps, differ from the formula at most.
  ///
  /// Where logarithms keep products, the difference is taken step by step from logarithms in fixed point: a logarithm is the
  /// sum of those of its prime factors, each rounded once. Elsewhere a gain is rounded once and kept from growing; before
  /// that its two powers lose a few parts in 2⁵³ of their size.
  ///
  /// - Complexity: O(steps of the member with most + Σ steps of all).
  func errors(of members: [LevelPlan.Member]) -> [Int] {
    guard !logarithms.isEmpty else { return members.map { roundings(of: $0) } }
    let fixedPoint = FixedLogarithms(upTo: members.map(\.mostSteps).max() ?? 1)
    return members.map { member in
      let factor = Int128((weights[member.administration] ?? 0) * unit)
      var (rounded, most) = (-Int128(raise), Int128(0))
      for (index, gain) in (gains[member.administration] ?? []).enumerated() {
        rounded += Int128(gain)
        let difference = (rounded << FixedLogarithms.binaryPlaces) - factor * fixedPoint.values[index + 1]
        most = max(most, difference.magnitude128 + factor * FixedLogarithms.error(of: index + 1))
      }
      let whole = most >> FixedLogarithms.binaryPlaces
      return Int(clamping: whole << FixedLogarithms.binaryPlaces == most ? whole : whole + 1)
    }
  }

  private func roundings(of member: LevelPlan.Member) -> Int {
    guard halves > 0, let weight = weights[member.administration] else { return 0 }
    let share = Self.power(Double(weight) / Double(greatest), halves: halves)
    return stride(from: 1, through: member.mostSteps, by: 1).reduce(0) { sum, step in
      if halves == 2 { return sum + 2 }
      let lost = Double(unit) * share * abs(Self.utility(step, halves: halves)) * Double(halves + 4) * 0x1p-52
      return sum + 2 * (1 + Int(lost.rounded(.up)))
    }
  }
}

/// Natural logarithms of whole numbers in units of 2⁻⁷², in whole numbers alone.
struct FixedLogarithms {
  static let binaryPlaces = 72

  /// The logarithms of 0 (as 0), 1, 2 and so on, never above the true ones.
  let values: [Int128]

  /// ln n − ln(n−1) = 2·artanh(1 ÷ (2n−1)) = 2·(z + z³/3 + z⁵/5 + …).
  init(upTo most: Int) {
    var values: [Int128] = [0, 0]
    for number in stride(from: 2, through: most, by: 1) {
      let odd = Int128(2 * number - 1)
      var (power, sum, index) = ((Int128(1) << Self.binaryPlaces) / odd, Int128(0), Int128(1))
      while power > 0 {
        sum += power / index
        power /= odd * odd
        index += 2
      }
      values.append(values[number - 1] + 2 * sum)
    }
    self.values = values
  }

  /// By how many units of 2⁻⁷² the logarithm of a number lies below the true one at most.
  ///
  /// Each of at most 23 terms of a step, since 9²³ exceeds 2⁷², is cut off by less than 1 for the quotient and 9/8 for the
  /// power; what follows them is below 1; all is doubled.
  static func error(of number: Int) -> Int128 { 100 * Int128(max(0, number - 1)) }
}

extension Int128 {
  /// The absolute value of a number that isn't the least.
  fileprivate var magnitude128: Int128 { self < 0 ? 0 - self : self }
}
