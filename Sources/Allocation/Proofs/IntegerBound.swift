// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A bound on a stage's objective by weak duality, in whole numbers.
///
/// For max c·x over 0/1 points with A·x ≤ b, and any y ≥ 0: c·x ≤ y·b + Σ max(0, c − y·A). With y and c as whole
/// multiples of 1 ÷ scale nothing is rounded, so the bound is a proof whoever found y.
struct IntegerBound {
  /// The scale, at least 1.
  var scale: Int
  /// A multiplier for every row of the program.
  var multipliers: [Int]
  /// scale × c − y·A for every column.
  var reducedCosts: [Int]
  /// scale × the bound.
  var scaledBound: Int
  /// For ordered welfare: what the steps of each member, by administration, count for, in units of 1 ÷ scale.
  var orderedWeights: [Int: Int] = [:]

  /// What no whole-number objective exceeds.
  var bound: Int { Self.floor(scaledBound, dividedBy: scale) }

  /// What the bound loses by being rounded down, in units of 1 ÷ scale.
  var fraction: Int { scaledBound - scale * bound }

  /// How far the bound is above an attained value, in units of 1 ÷ scale.
  func slack(above value: Int) -> Int { scaledBound - scale * value }

  /// Computes the bound for given multipliers; nil where a number doesn't fit.
  init?(program: StageProgram, objective: [StageProgram.Term], scale: Int, multipliers: [Int]) {
    guard multipliers.count == program.rows.count, multipliers.allSatisfy({ $0 >= 0 }) else { return nil }
    var costs = [Int](repeating: 0, count: program.columns.count)
    for term in objective {
      let (product, overflow) = scale.multipliedReportingOverflow(by: term.coefficient)
      let (sum, carry) = costs[term.column].addingReportingOverflow(product)
      guard !overflow, !carry else { return nil }
      costs[term.column] = sum
    }
    var total: Int128 = 0
    for row in program.rows.indices where multipliers[row] != 0 {
      let multiplier = multipliers[row]
      total += Int128(multiplier) * Int128(program.rightHandSides[row])
      for term in program.terms(of: row) {
        let (product, overflow) = multiplier.multipliedReportingOverflow(by: term.coefficient)
        let (difference, underflow) = costs[term.column].subtractingReportingOverflow(product)
        guard !overflow, !underflow else { return nil }
        costs[term.column] = difference
      }
    }
    for cost in costs where cost > 0 { total += Int128(cost) }
    guard let fitting = Int(exactly: total) else { return nil }
    self.scale = scale
    self.multipliers = multipliers
    reducedCosts = costs
    scaledBound = fitting
  }

  /// Scales at which a solver's multipliers may be whole numbers: small ones, and the least common denominator of what the
  /// multipliers are to the solver's precision.
  static func scales(for multipliers: [Double]) -> [Int] {
    var common = 1
    for value in multipliers where value != 0 && abs(value) < 1e6 {
      guard !isWhole(value, times: common), let own = (2...1_000).first(where: { isWhole(value, times: $0) }) else {
        continue
      }
      let joined = common / LevelPlan.greatestCommonDivisor(common, own) * own
      if joined <= greatestCommonDenominator { common = joined }
    }
    return smallScales.contains(common) ? smallScales : smallScales + [common]
  }

  /// Scales at which the multipliers of these programs mostly are whole numbers.
  static let smallScales = [1, 2, 3, 4, 6, 12, 60, 420]

  /// Common denominators beyond this are rather the solver's rounding.
  private static let greatestCommonDenominator = 10_000_000

  private static func isWhole(_ value: Double, times factor: Int) -> Bool {
    let product = value * Double(factor)
    return abs(product - product.rounded()) <= 1e-7 * Double(factor)
  }

  /// Turns a solver's multipliers into whole numbers that prove a bound of `target`; nil where none of the scales does.
  ///
  /// The multipliers of these programs are mostly whole numbers or small fractions, so that a small scale is exact; the
  /// last scale is a power of two large enough for any others.
  static func proving(
    _ target: Int, program: StageProgram, objective: [StageProgram.Term], rowMultipliers: [Double]
  ) -> IntegerBound? {
    var best: IntegerBound?
    for scale in scales(for: rowMultipliers) + [1 << 20] {
      let rounded = rowMultipliers.enumerated().map { row, value -> Int in
        guard program.mayProve(row) else { return 0 }
        let scaled = (value * Double(scale)).rounded()
        return scaled.isFinite && abs(scaled) < 1e15 ? max(0, Int(scaled)) : 0
      }
      guard
        let bound = IntegerBound(program: program, objective: objective, scale: scale, multipliers: rounded),
        bound.bound <= target
      else { continue }
      if bound.slack(above: target) == 0 { return bound }
      if best == nil { best = bound }
    }
    return best
  }

  /// The least bound that a solver's multipliers prove at one of the scales; nil where none is exact enough to fit.
  static func least(
    program: StageProgram, objective: [StageProgram.Term], rowMultipliers: [Double]
  ) -> IntegerBound? {
    var best: IntegerBound?
    for scale in scales(for: rowMultipliers) {
      let rounded = rowMultipliers.enumerated().map { row, value -> Int in
        guard program.mayProve(row) else { return 0 }
        let scaled = (value * Double(scale)).rounded()
        return scaled.isFinite && abs(scaled) < 1e17 ? max(0, Int(scaled)) : 0
      }
      guard
        let bound = IntegerBound(program: program, objective: objective, scale: scale, multipliers: rounded)
      else { continue }
      if best.map({ bound.bound < $0.bound }) ?? true { best = bound }
    }
    return best
  }

  static func floor(_ number: Int, dividedBy divisor: Int) -> Int {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
  }
}
