// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes a table by RFC 4180: fields with commas, quotation marks or line breaks stand in quotation marks.
///
/// Lines end with a line feed alone, as everything else that the program writes.
struct CSVText {
  /// The table so far.
  private(set) var text = ""

  /// Starts a table with its header.
  init(header: [String]) {
    append(header)
  }

  /// Adds a row.
  mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { text += "," }
      text += Self.quoted(field)
    }
    text += "\n"
  }

  /// A field, in quotation marks where it needs them.
  static func quoted(_ field: String) -> String {
    let isSpecial = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard isSpecial else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
