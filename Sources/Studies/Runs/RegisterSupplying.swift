// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// Makes the registers of worlds: generated ones, and those with something altered; directories are read elsewhere.
public protocol RegisterSupplying: Sendable {
  /// Names of the settings that it knows, in the order of messages.
  ///
  /// - Parameter generated: whether the register is generated; else it is one that was read, and only alterations apply.
  func knownKnobs(generated: Bool) -> [String]

  /// What is wrong with a setting whose name is known; nil where nothing is.
  func fault(of setting: Setting, generated: Bool) -> (problem: String, remedy: String)?

  /// Whether the seed makes any difference under these settings.
  func isDrawn(_ settings: [Setting], generated: Bool) -> Bool

  /// Every knob that makes a difference with its value, whether it was set or not: what tells registers apart.
  func effective(_ settings: [Setting], generated: Bool) -> [Setting]

  /// The register of a world.
  ///
  /// - Parameters:
  ///   - base: the register that is altered, or that a generated one takes its administrations from.
  ///   - settings: the settings `register.*`, each knob at most once.
  /// - Throws: `BadInput` where they don't fit together.
  func register(base: Register, generated: Bool, settings: [Setting], seed: Int) throws -> Register
}

/// What makes registers where nothing else is said.
public enum RegisterSupplies {
  /// The generator and the alterations.
  public static let standard: any RegisterSupplying = RegisterSupply()
}
