// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument {
  /// Which way a measure points.
  public enum MeasureDirection: String, Codable, Hashable, Sendable {
    /// A lower value is fairer.
    case lowerIsFairer = "lower-is-fairer"
    /// A higher value is fairer.
    case higherIsFairer = "higher-is-fairer"
    /// A higher value is more efficient, which says nothing about fairness.
    case higherIsMoreEfficient = "higher-is-more-efficient"
    /// Neither: a benchmark, or a measure whose ideal is inside its range.
    case neutral
  }

  /// What a measure is.
  public struct MeasureDefinition: Codable, Hashable, Sendable {
    /// The identifier, for example `gini`.
    public var id: String
    /// A short title for a table.
    public var title: String
    /// The unit; `1` for a pure number.
    public var unit: String
    /// Which way it points.
    public var direction: MeasureDirection
    /// One sentence: what it is, and its ideal value.
    public var definition: String
    /// The formula with its source.
    public var source: String

    /// Makes a definition.
    public init(
      id: String, title: String, unit: String, direction: MeasureDirection, definition: String, source: String
    ) {
      self.id = id
      self.title = title
      self.unit = unit
      self.direction = direction
      self.definition = definition
      self.source = source
    }
  }

  /// A measure of one policy over one population, entitlement and group.
  public struct Measure: Codable, Hashable, Sendable {
    /// The identifier, for example `gini`.
    public var id: String
    /// `filers` or `member_states`.
    public var population: String
    /// The entitlement, for example `equal`.
    public var entitlement: String
    /// `all`, `LDC`, `LLDC`, `SIDS`, `income:LIC`, `region:1` …
    public var group: String
    /// Whether there is a value.
    public var status: QuantityStatus
    /// The finite number, with the status `value`.
    public var value: Double?
    /// Why there is none, with the status `undefined`.
    public var reason: String?
    /// The unit; `1` for a pure number.
    public var unit: String
    /// Which way it points.
    public var direction: MeasureDirection

    /// Makes a measure.
    public init(
      id: String, population: String, entitlement: String, group: String, quantity: Quantity, unit: String,
      direction: MeasureDirection
    ) {
      self.id = id
      self.population = population
      self.entitlement = entitlement
      self.group = group
      self.status = quantity.status
      self.value = quantity.value
      self.reason = quantity.reason
      self.unit = unit
      self.direction = direction
    }

    /// What the measure came to.
    public var quantity: Quantity { Quantity(status: status, value: value, reason: reason) }
  }
}
