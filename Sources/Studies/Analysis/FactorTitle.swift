// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What factors are called in sentences.
enum FactorTitle {
  private static let known = [
    "register.dates": "being early", "register.demand": "unequal demand", "indivisibility": "indivisibility",
    "policy": "policy", "scenario": "scenario", "register": "register",
    "scenario.required_separation_degrees": "required separation",
    "scenario.flexibility_degrees": "freedom to be moved", "register.concentration": "concentration of those who file",
    "register.early": "the largest filers file first", "register.in-use": "what is in use", "register.sample": "sample",
  ]

  /// The title of a parameter; the parameter itself where it has none.
  static func text(_ parameter: String) -> String { known[parameter] ?? parameter }

  /// A number of a range as text, without a decimal point that says nothing.
  static func number(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
