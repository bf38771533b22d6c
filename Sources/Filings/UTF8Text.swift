// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Checks of text that arrives as bytes.
enum UTF8Text {
  /// The line, from 1, of the first byte that isn't valid UTF-8; nil where all of it is valid.
  static func firstInvalidLine(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var line = 1
    // A line feed is never part of a longer UTF-8 sequence, so lines can be checked one by one.
    for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return line
  }
}
