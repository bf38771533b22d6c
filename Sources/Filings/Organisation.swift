// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// An intergovernmental organisation on whose behalf an administration files.
public struct Organisation: Hashable, Sendable {
  /// The symbol after the stroke, for example `EUT` in `F/EUT`.
  public var symbol: String
  /// The organisation's name, or its symbol where the name isn't known.
  public var name: String

  /// Makes an organisation.
  public init(symbol: String, name: String) {
    self.symbol = symbol
    self.name = name
  }
}
