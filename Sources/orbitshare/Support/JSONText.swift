// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Answers and records as JSON.
enum JSONText {
  /// A value as JSON with sorted keys in lower case and a line break at the end: the same bytes for the same value.
  static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value)) + [10]
  }

  /// A value as JSON on one line, for answers that are many.
  static func line(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value)) + [10]
  }
}
