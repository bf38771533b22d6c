// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A point checked against a model: every bound, every integrality demand, every row.
///
/// It uses the model alone and no solver. The tolerance is relative to the size of what is compared: a row holds if it
/// is violated by at most `tolerance` · max(1, |right-hand side|, greatest |coefficient · value|).
public struct FeasibilityReport: Sendable {
  /// Where a point breaks the model.
  public enum Place: Hashable, Sendable {
    /// Below the lower bound of a variable.
    case lowerBound(Variable)
    /// Above the upper bound of a variable.
    case upperBound(Variable)
    /// Not an integer.
    case integrality(Variable)
    /// Below what a row demands.
    case rowLower(Row)
    /// Above what a row allows.
    case rowUpper(Row)
    /// NaN, infinite or missing.
    case value(Variable)
  }

  /// One violation.
  public struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// Where.
    public let place: Place
    /// The name of the variable or row.
    public let name: String
    /// How far the point is from what is demanded.
    public let distance: Double

    /// Place and distance in one line.
    public var description: String {
      switch place {
      case .lowerBound: "variable \(name) is \(distance) below its lower bound"
      case .upperBound: "variable \(name) is \(distance) above its upper bound"
      case .integrality: "variable \(name) is \(distance) away from an integer"
      case .rowLower: "row \(name) is \(distance) below its right-hand side"
      case .rowUpper: "row \(name) is \(distance) above its right-hand side"
      case .value: "variable \(name) has no finite value"
      }
    }
  }

  /// The violations: variables first, then rows, in the order of the model.
  public let violations: [Violation]

  /// Whether the point is feasible.
  public var isFeasible: Bool { violations.isEmpty }

  /// The greatest distance; 0 for a feasible point.
  public var greatestDistance: Double { violations.map(\.distance).max() ?? 0 }

  /// Checks a point.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - values: One value a variable.
  ///   - tolerance: The relative tolerance for bounds and rows.
  ///   - integralityTolerance: The absolute tolerance for integer variables.
  ///   - ignoringIntegrality: Whether to check the relaxation only.
  /// - Complexity: Linear in the size of the model.
  public init(
    of model: Model, at values: [Double], tolerance: Double = 1e-6, integralityTolerance: Double = 1e-6,
    ignoringIntegrality: Bool = false
  ) {
    var violations: [Violation] = []
    for index in 0..<model.variableCount {
      let variable = Variable(index: index)
      func report(_ place: Place, _ distance: Double) {
        violations.append(Violation(place: place, name: model.name(of: variable), distance: distance))
      }
      guard index < values.count, values[index].isFinite else {
        report(.value(variable), .infinity)
        continue
      }
      let value = values[index]
      if let lower = model.lowerBounds[index], lower - value > tolerance * max(1, abs(lower)) {
        report(.lowerBound(variable), lower - value)
      }
      if let upper = model.upperBounds[index], value - upper > tolerance * max(1, abs(upper)) {
        report(.upperBound(variable), value - upper)
      }
      let distance = abs(value - value.rounded())
      if model.domains[index].isIntegral, !ignoringIntegrality, distance > integralityTolerance {
        report(.integrality(variable), distance)
      }
    }
    if violations.allSatisfy({ $0.distance.isFinite }) {
      Self.checkRows(of: model, at: values, tolerance: tolerance, into: &violations)
    }
    self.violations = violations
  }

  private static func checkRows(
    of model: Model, at values: [Double], tolerance: Double, into violations: inout [Violation]
  ) {
    for index in model.senses.indices {
      var sum = 0.0
      var scale = 1.0
      for position in model.rowStarts[index]..<model.rowStarts[index + 1] {
        let part = model.coefficients[position] * values[Int(model.columnIndices[position])]
        sum += part
        scale = max(scale, abs(part))
      }
      let row = Row(index: index)
      let sense = model.senses[index]
      if let lower = sense.lower, !(lower - sum <= tolerance * max(scale, abs(lower))) {
        violations.append(Violation(place: .rowLower(row), name: model.name(of: row), distance: lower - sum))
      }
      if let upper = sense.upper, !(sum - upper <= tolerance * max(scale, abs(upper))) {
        violations.append(Violation(place: .rowUpper(row), name: model.name(of: row), distance: sum - upper))
      }
    }
  }
}
