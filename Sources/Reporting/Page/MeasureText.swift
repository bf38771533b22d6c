// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Measures as a table shows them.
enum MeasureText {
  /// Measures that are shares of something and are shown in per cent.
  private static let shares: Set = ["share_with_nothing", "hoover", "price_of_fairness", "served_share"]
  /// Measures that are counts.
  private static let counts: Set = [
    "granted_networks", "granted_administrations", "granted_channels", "wprop1_violations", "wef1_violations",
    "lower_quota_violations",
  ]

  /// The number, `undefined`, `∞`, or a dash where the document has none.
  static func text(_ quantity: ResultsDocument.Quantity?, id: String) -> String {
    guard let quantity else { return "–" }
    switch quantity.status {
    case .undefined: return "undefined"
    case .infinite: return "∞"
    case .value: return quantity.value.map { text($0, id: id) } ?? "undefined"
    }
  }

  /// A finite number in the form that suits its measure.
  static func text(_ number: Double, id: String) -> String {
    if shares.contains(id) { return NumberText.alignedPercent(number) }
    if counts.contains(id) { return NumberText.trimmed(number) }
    if id == "parity_ratio" { return NumberText.fixed(number, decimals: 2) }
    if abs(number) >= 100 { return NumberText.fixed(number, decimals: 1) }
    return NumberText.fixed(number, decimals: 3)
  }

  /// Which way a measure points, in words.
  static func words(_ direction: ResultsDocument.MeasureDirection) -> String {
    switch direction {
    case .lowerIsFairer: "lower is fairer"
    case .higherIsFairer: "higher is fairer"
    case .higherIsMoreEfficient: "higher is more efficient"
    case .neutral: ""
    }
  }

  /// For each quantity whether it is the best; none is where all that have a value are the same.
  static func best(_ quantities: [ResultsDocument.Quantity?], _ direction: ResultsDocument.MeasureDirection) -> [Bool] {
    let values = quantities.map { quantity in quantity?.status == .value ? quantity?.value : nil }
    let numbers = values.compactMap { $0 }
    guard let low = numbers.min(), let high = numbers.max() else { return quantities.map { _ in false } }
    let hasWorse = low != high || quantities.contains { $0?.status == .infinite }
    let best: Double? =
      switch direction {
      case .lowerIsFairer: low
      case .higherIsFairer, .higherIsMoreEfficient: high
      case .neutral: nil
      }
    return values.map { hasWorse && $0 != nil && $0 == best }
  }
}
