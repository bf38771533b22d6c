// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A parameter with the values that it takes.
public struct Factor: Hashable, Sendable {
  /// The values of a factor.
  public enum Levels: Hashable, Sendable {
    /// Values one by one, as written.
    case values([String])
    /// Every number of a range, whole or with up to three decimals, in thousandths: for designs that draw points.
    case range(lowerThousandths: Int, upperThousandths: Int, isWhole: Bool)
  }

  /// The parameter.
  public var parameter: ParameterName
  /// Its values.
  public var levels: Levels
  /// Line of the study file, for messages.
  public var line: Int?
}

/// A parameter with one value.
public struct Setting: Hashable, Sendable {
  /// The parameter.
  public var parameter: ParameterName
  /// The value, as it would be written in YAML.
  public var value: String
  /// Line of the study file, for messages; not part of what is compared.
  public var line: Int?

  /// Makes a setting.
  public init(parameter: ParameterName, value: String, line: Int? = nil) {
    self.parameter = parameter
    self.value = value
    self.line = line
  }

  /// Whether parameter and value are the same.
  public static func == (left: Setting, right: Setting) -> Bool {
    left.parameter == right.parameter && left.value == right.value
  }

  /// Hashes parameter and value.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(parameter)
    hasher.combine(value)
  }
}
