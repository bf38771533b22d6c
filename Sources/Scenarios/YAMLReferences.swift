// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How far references (`*name`) to anchors (`&name`) may multiply a YAML document.
///
/// A reference to a list of references doubles what it stands for with every level, so that thirty lines can stand for a
/// thousand million values; comparing keys made of them takes as long. So many references in all multiply a document by at
/// most e^(32/e), about 130,000.
enum YAMLReferences {
  /// References that a file may hold.
  static let most = 32

  /// The line of the first reference too many; nil where there are no more than allowed, or nothing to refer to.
  ///
  /// Quotation marks and comments aren't told apart from the rest, since that takes the whole grammar.
  ///
  /// Time: proportional to the length of the text.
  static func lineOfExcess(in text: String) -> Int? {
    var line = 1
    var references = 0
    var excess: Int?
    var hasAnchor = false
    // Blanks and the marks of lists and mappings are where a value may begin.
    var mayBegin = true
    var begun: UInt8?
    for byte in text.utf8 {
      if let mark = begun, !isSeparator(byte) {
        if mark == UInt8(ascii: "&") { hasAnchor = true } else { references += 1 }
        if references > most, excess == nil { excess = line }
      }
      begun = mayBegin && (byte == UInt8(ascii: "*") || byte == UInt8(ascii: "&")) ? byte : nil
      mayBegin = isSeparator(byte)
      if byte == UInt8(ascii: "\n") { line += 1 }
    }
    return hasAnchor ? excess : nil
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ","),
      UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"):
      true
    default: false
    }
  }
}
