// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument {
  /// Whether a number has a value.
  public enum QuantityStatus: String, Codable, Hashable, Sendable {
    /// A finite number.
    case value
    /// No value, for a stated reason.
    case undefined
    /// Positive infinity.
    case infinite
  }

  /// A number that may have no value; the JSON has `status` with `value` or `reason`.
  public struct Quantity: Codable, Hashable, Sendable {
    /// Whether there is a value.
    public var status: QuantityStatus
    /// The finite number, with the status `value`.
    public var value: Double?
    /// Why there is none, with the status `undefined`.
    public var reason: String?

    /// A number; undefined where it is not finite (positive infinity is infinite).
    public init(_ number: Double) {
      if number.isFinite {
        self.init(status: .value, value: number == 0 ? 0 : number, reason: nil)
      } else if number == .infinity {
        self.init(status: .infinite, value: nil, reason: nil)
      } else {
        self.init(status: .undefined, value: nil, reason: "the number is out of range")
      }
    }

    /// Positive infinity.
    public static let infinite = Quantity(status: .infinite, value: nil, reason: nil)

    /// No value, for a reason in one clause.
    public static func undefined(reason: String) -> Quantity {
      Quantity(status: .undefined, value: nil, reason: reason)
    }

    /// Makes a quantity of its parts.
    public init(status: QuantityStatus, value: Double?, reason: String?) {
      self.status = status
      self.value = value
      self.reason = reason
    }
  }
}
