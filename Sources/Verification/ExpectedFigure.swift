// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a figure should be.
enum ExpectedFigure {
  case value(Double)
  case whole(Int)
  case undefined
  case infinite
  /// Not more than this, and not negative: a minimum that no exact formula gives.
  case atMost(Double)
  /// Any of these, where the definition leaves it open.
  case anyOf([ExpectedFigure])

  /// The figure in words.
  var text: String {
    switch self {
    case .value(let value): "\(value)"
    case .whole(let value): "\(value)"
    case .undefined: "undefined"
    case .infinite: "infinite"
    case .atMost(let value): "at most \(value)"
    case .anyOf(let figures): figures.map(\.text).joined(separator: " or ")
    }
  }

  /// Whether a figure as written is this one.
  func matches(value: Double?, status: String, conventions: MetricConventions) -> Bool {
    switch self {
    case .value(let expected):
      guard isSame(status, "value"), let value else { return false }
      return conventions.isClose(value, expected)
    case .whole(let expected): return isSame(status, "value") && value == Double(expected)
    case .undefined: return isSame(status, "undefined") && value == nil
    case .infinite: return isSame(status, "infinite") && value == nil
    case .atMost(let most):
      guard isSame(status, "value"), let value else { return false }
      return value >= 0 && (value <= most || conventions.isClose(value, most))
    case .anyOf(let figures):
      return figures.contains { $0.matches(value: value, status: status, conventions: conventions) }
    }
  }
}

/// Conventions of measures that their definitions leave open, and how exactly figures are compared.
public struct MetricConventions: Hashable, Sendable {
  /// What one good is when envy and proportionality "up to one good" are counted.
  public enum Good: Hashable, Sendable {
    /// One step of the holding: the greatest common divisor of what requests ask for.
    case step
    /// One granted network with its whole holding.
    case network
  }

  /// What one good is.
  public var good: Good
  /// Largest relative difference between a figure and its recomputation.
  ///
  /// Both sides sum some hundred terms in different orders and through different formulas. Each term carries a few
  /// units of the last place (about 2e-16), so honest differences stay below 1e-12; 1e-9 leaves room and is still far
  /// below anything that changes a conclusion.
  public var relativeTolerance: Double
  /// Largest difference for figures near zero, where cancellation leaves nothing to be relative to.
  public var absoluteTolerance: Double

  /// Makes conventions.
  public init(good: Good = .step, relativeTolerance: Double = 1e-9, absoluteTolerance: Double = 1e-12) {
    self.good = good
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = absoluteTolerance
  }

  func isClose(_ one: Double, _ other: Double) -> Bool {
    abs(one - other) <= relativeTolerance * max(abs(one), abs(other)) + absoluteTolerance
  }
}
