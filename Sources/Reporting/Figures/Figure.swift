// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A figure: a drawing, what can be seen in it, and the numbers behind it.
public struct Figure: Hashable, Sendable {
  /// Stem of the file names, for example `lorenz`.
  public var name: String
  /// What is drawn.
  public var title: String
  /// What can be seen, for those who can't see it.
  public var description: String
  /// The drawing, one SVG element; its identifiers start with the figure's name.
  public var svg: String
  /// The numbers behind it.
  public var csv: String

  /// A figure of its drawing and table.
  init(name: String, title: String, description: String, drawing: SVG, table: CSVText) {
    self.name = name
    self.title = title
    self.description = description
    svg = drawing.text(identifier: "figure-" + name, title: title, description: description)
    csv = table.text
  }

  /// Its drawing and its table as files.
  public var files: [ResultFile] {
    [ResultFile(path: "figures/\(name).svg", text: svg), ResultFile(path: "figures/\(name).csv", text: csv)]
  }
}

extension Figure {
  /// A name that can stand in file names and identifiers: lower-case letters, digits and hyphens.
  static func slug(_ text: String) -> String {
    var slug = ""
    for byte in text.utf8 {
      switch byte {
      case 48...57, 97...122: slug.append(Character(Unicode.Scalar(byte)))
      case 65...90: slug.append(Character(Unicode.Scalar(byte + 32)))
      default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "x" : slug
  }

  /// Text cut to a length, with an ellipsis where something is missing.
  static func shortened(_ text: String, to length: Int) -> String {
    text.count <= length ? text : text.prefix(max(1, length - 1)) + "…"
  }
}
