// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a factor sets: a value of the scenario's file, of a policy's file, or of the register.
public enum ParameterName: Hashable, Sendable, CustomStringConvertible {
  /// A key path in the scenario's file, for example `bands.Ku.flexibility_degrees`.
  case scenario([String])
  /// A key path in the file of a policy of this name.
  case policy(String, [String])
  /// A knob of the generator, or an alteration of the register.
  case register(String)

  /// As it is written in a study.
  public var description: String {
    switch self {
    case .scenario(let path): "scenario." + path.joined(separator: ".")
    case .policy(let name, let path): "policy.\(name)." + path.joined(separator: ".")
    case .register(let knob): "register." + knob
    }
  }

  /// Reads a name as written in a study; nil where it isn't one. A policy's name may hold no dot.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, !parts.contains("") else { return nil }
    switch parts[0] {
    case "scenario": self = .scenario(Array(parts[1...]))
    case "policy" where parts.count > 2: self = .policy(parts[1], Array(parts[2...]))
    case "register" where parts.count == 2: self = .register(parts[1])
    default: return nil
    }
  }
}
