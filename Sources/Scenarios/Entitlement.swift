// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What an administration's holding is measured against.
public enum Entitlement: String, CaseIterable, Sendable {
  /// One for every State.
  case equal
  /// Its inhabitants.
  case population
}
