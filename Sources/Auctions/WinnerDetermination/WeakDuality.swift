// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A bound on a packing program by weak duality, in whole numbers.
///
/// For max c·x over 0/1 points with A·x ≤ b, and any y ≥ 0: c·x ≤ y·b + Σ max(0, c − y·A), where a column that is fixed at 1
/// counts with its reduced cost whatever its sign, and one that is fixed at 0 doesn't count. With y a whole multiple of
/// 1 ÷ scale nothing is rounded, so the bound is a proof whoever found y.
struct WeakDuality {
  /// What multipliers are whole multiples of, as a power of two.
  static let shift = 24

  /// scale × the bound.
  let total: Int128
  /// scale × (c − y·A) for every column that isn't fixed at 0; 0 for those.
  let reducedCosts: [Int128]

  /// Computes the bound from multipliers in units of 1 ÷ scale.
  ///
  /// - Parameter fixings: 0 or 1 where a column is fixed, −1 where it is free.
  init(program: PackingProgram, multipliers: [Int], fixings: [Int8]) {
    var total: Int128 = 0
    for row in 0..<program.rowCount where multipliers[row] != 0 {
      total += Int128(multipliers[row]) * Int128(program.capacities[row])
    }
    var costs = [Int128](repeating: 0, count: program.columnCount)
    multipliers.withUnsafeBufferPointer { multipliers in
      program.columnRows.withUnsafeBufferPointer { rows in
        program.columnCoefficients.withUnsafeBufferPointer { coefficients in
          for column in 0..<program.columnCount where fixings[column] != 0 {
            var cost = Int128(program.values[column]) << Self.shift
            for place in program.places(of: column) {
              let multiplier = multipliers[rows[place]]
              if multiplier != 0 { cost -= Int128(multiplier) * Int128(coefficients[place]) }
            }
            costs[column] = cost
            if cost > 0 || fixings[column] == 1 { total += cost }
          }
        }
      }
    }
    self.total = total
    reducedCosts = costs
  }

  /// What no point is worth more than.
  var bound: Int { Int(clamping: total >> Self.shift) }

  /// Whether every point in which a column differs from where the bound has it is worth at most `target`.
  func isForced(_ column: Int, target: Int) -> Bool {
    let rest = total - Int128(reducedCosts[column].magnitude)
    return rest >> Self.shift <= Int128(target)
  }

  /// Rounds a solver's multipliers to units of 1 ÷ scale; those that are no sensible numbers count as 0.
  static func rounded(_ multipliers: [Double]) -> [Int] {
    multipliers.map { multiplier in
      let scaled = (multiplier * Double(1 << shift)).rounded()
      return scaled.isFinite && scaled > 0 && scaled < 9e18 ? Int(scaled) : 0
    }
  }
}
