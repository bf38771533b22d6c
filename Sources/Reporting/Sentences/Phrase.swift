// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Small parts of sentences, in English.
public enum Phrase {
  /// `a`, `a and b`, `a, b and c`.
  public static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A title in quotation marks, since titles may have commas of their own.
  static func quoted(_ title: String) -> String { "“\(title)”" }

  /// Titles in quotation marks, as a list; of more than three only the first two are named.
  static func quoted(_ titles: [String]) -> String {
    guard titles.count > 3 else { return list(titles.map(quoted)) }
    return list(titles.prefix(2).map(quoted) + ["\(titles.count - 2) more policies"])
  }

  /// `no channels`, `1 channel`, `1,200 channels`.
  public static func count(_ count: Int, _ singular: String, _ plural: String) -> String {
    switch count {
    case 0: "no \(plural)"
    case 1: "1 \(singular)"
    default: "\(NumberText.integer(count)) \(plural)"
    }
  }

  /// `none`, `1`, `57` or `all 194`.
  static func part(_ count: Int, of total: Int) -> String {
    if count == 0 { return "none" }
    return count == total ? "all \(NumberText.integer(total))" : NumberText.integer(count)
  }

  /// A measure as it stands in a sentence: `0.913`, `undefined (nothing allocated)` or `infinite`.
  static func number(_ quantity: ResultsDocument.Quantity, _ text: (Double) -> String) -> String {
    switch quantity.status {
    case .value: quantity.value.map(text) ?? "undefined"
    case .infinite: "infinite"
    case .undefined: "undefined" + (quantity.reason.map { " (\($0))" } ?? "")
    }
  }

  /// Text with names between backticks, as messages have them, between quotation marks instead.
  static func withoutBackticks(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count > 1, !parts.count.isMultiple(of: 2) else { return text }
    return parts.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "“\($0.element)”" }.joined()
  }
}
