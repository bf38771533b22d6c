// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a measure comes to: a number, an infinite value, or nothing at all with the reason for it.
///
/// A number that cannot be computed is never replaced by zero or by "not a number".
public enum MeasureValue: Hashable, Sendable {
  /// A finite number.
  case value(Double)
  /// The measure has no value here, for the reason given (one clause, for a reader of the report).
  case undefined(reason: String)
  /// The measure is positive infinity, as the mean logarithmic deviation is when somebody holds nothing.
  case infinite

  /// The finite number, where there is one.
  public var number: Double? {
    if case .value(let number) = self { return number }
    return nil
  }

  /// The status word of the result files: `value`, `undefined` or `infinite`.
  public var status: String {
    switch self {
    case .value: "value"
    case .undefined: "undefined"
    case .infinite: "infinite"
    }
  }

  /// Why the measure has no value, where it has none.
  public var reason: String? {
    if case .undefined(let reason) = self { return reason }
    return nil
  }

  /// The value every measure of shares has when the sum of the holdings is zero.
  static let nothingAllocated = MeasureValue.undefined(reason: "nothing allocated")

  /// A finite number as a value, positive infinity as infinite, and anything else as undefined.
  init(_ number: Double) {
    if number.isFinite {
      self = .value(number == 0 ? 0 : number)
    } else if number == .infinity {
      self = .infinite
    } else {
      self = .undefined(reason: "the number is out of range")
    }
  }
}

/// A measure together with what it came to.
public struct MeasureResult: Hashable, Sendable {
  /// The measure.
  public var measure: Measure
  /// What it came to.
  public var value: MeasureValue

  /// Pairs a measure with its value.
  public init(_ measure: Measure, _ value: MeasureValue) {
    self.measure = measure
    self.value = value
  }
}
