// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// JSON with sorted keys and no blanks, so that equal content is equal text.
enum CanonicalJSON {
  /// A text in quotation marks, with what JSON demands escaped.
  static func text(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A list of texts.
  static func list(_ texts: [String]) -> String { "[" + texts.map { text($0) }.joined(separator: ",") + "]" }

  /// An object of values that are JSON already; keys are sorted by their bytes.
  static func object(_ entries: [(key: String, json: String)]) -> String {
    let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return "{" + sorted.map { text($0.key) + ":" + $0.json }.joined(separator: ",") + "}"
  }
}
