// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A drawing: shapes and text in the order in which they are painted, with a title and a description.
///
/// Only what the figures need. Text and attributes are escaped; numbers have at most two decimals.
struct SVG: Hashable, Sendable {
  /// How a shape is painted.
  struct Style: Hashable, Sendable {
    /// Colour of the inside.
    var fill = "none"
    /// Colour of the line.
    var stroke = "none"
    /// Width of the line.
    var width = 1.0
    /// Lengths of dashes and gaps; none for a whole line.
    var dashes: [Double] = []
    /// Opacity of the inside.
    var fillOpacity = 1.0

    /// A filled shape.
    static func filled(_ colour: String, opacity: Double = 1) -> Style {
      Style(fill: colour, fillOpacity: opacity)
    }

    /// A line.
    static func line(_ colour: String, width: Double = 1, dashes: [Double] = []) -> Style {
      Style(stroke: colour, width: width, dashes: dashes)
    }
  }

  /// Where a text stands relative to its point.
  enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// A point of a drawing, in its units, y downwards.
  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Width of the drawing.
  let width: Double
  /// Height of the drawing.
  let height: Double
  private var body = ""

  /// An empty drawing.
  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  // MARK: - Shapes

  /// A rectangle.
  mutating func rectangle(x: Double, y: Double, width: Double, height: Double, _ style: Style) {
    element("rect", [("x", n(x)), ("y", n(y)), ("width", n(max(0, width))), ("height", n(max(0, height)))], style)
  }

  /// A straight line.
  mutating func line(from start: Point, to end: Point, _ style: Style) {
    element("path", [("d", "M\(n(start.x)) \(n(start.y))L\(n(end.x)) \(n(end.y))")], style)
  }

  /// A line through points.
  mutating func polyline(_ points: [Point], _ style: Style) {
    guard points.count > 1 else { return }
    element("polyline", [("points", points.map { n($0.x) + "," + n($0.y) }.joined(separator: " "))], style)
  }

  /// An area inside points.
  mutating func polygon(_ points: [Point], _ style: Style) {
    element("polygon", [("points", points.map { n($0.x) + "," + n($0.y) }.joined(separator: " "))], style)
  }

  /// A circle.
  mutating func circle(_ centre: Point, radius: Double, _ style: Style) {
    element("circle", [("cx", n(centre.x)), ("cy", n(centre.y)), ("r", n(radius))], style)
  }

  /// Many upright strokes of one height as one shape.
  mutating func strokes(at positions: [Double], from top: Double, height: Double, _ style: Style) {
    guard !positions.isEmpty else { return }
    let path = positions.map { "M\(n($0)) \(n(top))v\(n(height))" }.joined()
    element("path", [("d", path)], style)
  }

  /// A text on one line.
  mutating func text(
    _ text: String, at point: Point, size: Double = 12, anchor: Anchor = .start, bold: Bool = false,
    colour: String = Palette.ink
  ) {
    body += "<text x=\"\(n(point.x))\" y=\"\(n(point.y))\" font-size=\"\(n(size))\""
    if anchor != .start { body += " text-anchor=\"\(anchor.rawValue)\"" }
    if bold { body += " font-weight=\"600\"" }
    if colour != Palette.ink { body += " fill=\"\(colour)\"" }
    body += ">\(Self.escaped(text))</text>\n"
  }

  private mutating func element(_ name: String, _ attributes: [(String, String)], _ style: Style) {
    body += "<" + name
    for (key, value) in attributes { body += " \(key)=\"\(value)\"" }
    body += " fill=\"\(style.fill)\""
    if style.fillOpacity < 1 { body += " fill-opacity=\"\(n(style.fillOpacity))\"" }
    if style.stroke != "none" {
      body += " stroke=\"\(style.stroke)\""
      if style.width != 1 { body += " stroke-width=\"\(n(style.width))\"" }
      if !style.dashes.isEmpty { body += " stroke-dasharray=\"\(style.dashes.map(n).joined(separator: " "))\"" }
    }
    body += "/>\n"
  }

  private func n(_ number: Double) -> String { NumberText.coordinate(number) }

  // MARK: - Text

  /// The drawing as an element that can stand alone or inside a page.
  ///
  /// - Parameters:
  ///   - identifier: unique within a page; letters, digits and hyphens.
  ///   - title: what is drawn.
  ///   - description: what can be seen, for those who can't see it.
  func text(identifier: String, title: String, description: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" width="\(n(width))" \
    height="\(n(height))" role="img" aria-labelledby="\(identifier)-title" aria-describedby="\(identifier)-text" \
    font-family="\(Palette.fonts)" fill="\(Palette.ink)">
    <title id="\(identifier)-title">\(Self.escaped(title))</title>
    <desc id="\(identifier)-text">\(Self.escaped(description))</desc>
    \(body)</svg>

    """
  }

  /// Text with the characters escaped that markup gives a meaning; characters that XML forbids are left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
