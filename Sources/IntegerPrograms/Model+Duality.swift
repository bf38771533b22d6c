// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Model {
  /// A bound on the objective that follows from row multipliers by weak duality, whatever solver they came from.
  ///
  /// For any multipliers y, every feasible point x of the relaxation has
  /// objective = constant + Σ y(i) · row(i) + Σ (c(j) − Σ a(i,j) y(i)) · x(j), so taking each row and each variable at
  /// its better bound gives a value that no point beats. A multiplier of the wrong sign for a one-sided row is taken
  /// as zero. Signs are those of `Outcome.rowMultipliers`.
  ///
  /// - Parameters:
  ///   - rowMultipliers: One multiplier a row.
  ///   - tolerance: A reduced cost of at most this magnitude counts as zero where the variable has no bound on that
  ///     side. With 0 the bound is rigorous up to rounding.
  /// - Returns: The bound; nil if a variable without the bound it needs makes it infinite, or if lengths don't match.
  /// - Complexity: Linear in the size of the model.
  public func dualBound(rowMultipliers: [Double], tolerance: Double = 0) -> Double? {
    guard rowMultipliers.count == rowCount else { return nil }
    let maximising = direction == .maximise
    var reduced = objectiveCoefficients
    var bound = objectiveConstant
    for row in senses.indices {
      let multiplier = rowMultipliers[row]
      if multiplier == 0 { continue }
      let takesUpper = (multiplier > 0) == maximising
      guard let side = takesUpper ? senses[row].upper : senses[row].lower else { continue }
      bound += multiplier * side
      for position in rowStarts[row]..<rowStarts[row + 1] {
        reduced[Int(columnIndices[position])] -= coefficients[position] * multiplier
      }
    }
    for (index, cost) in reduced.enumerated() where cost != 0 {
      let takesUpper = (cost > 0) == maximising
      if let side = takesUpper ? upperBounds[index] : lowerBounds[index] {
        bound += cost * side
      } else if abs(cost) > tolerance {
        return nil
      }
    }
    return bound
  }
}
