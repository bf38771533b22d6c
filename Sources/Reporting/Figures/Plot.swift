// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The frame of a chart: a plotting area with two axes inside a drawing.
struct Plot {
  /// The drawing.
  var drawing: SVG
  /// The horizontal axis.
  var horizontal: Scale
  /// The vertical axis.
  var vertical: Scale

  /// A chart with room for axes: the area goes from (left, top) to (width − right, height − bottom).
  init(
    width: Double, height: Double, left: Double = 56, right: Double = 16, top: Double = 12, bottom: Double = 48,
    horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>, verticalKind: Scale.Kind = .linear
  ) {
    drawing = SVG(width: width, height: height)
    self.horizontal = Scale(numbers: horizontal, start: left, end: width - right)
    self.vertical = Scale(kind: verticalKind, numbers: vertical, start: height - bottom, end: top)
  }

  /// The place of a pair of numbers.
  func point(_ x: Double, _ y: Double) -> SVG.Point {
    SVG.Point(horizontal.place(x), vertical.place(y))
  }

  /// Draws grid lines, ticks and the names of the axes.
  mutating func drawAxes(
    x: String, y: String, xText: (Double) -> String = { NumberText.trimmed($0) },
    yText: (Double) -> String = { NumberText.trimmed($0) }
  ) {
    let (left, right) = (horizontal.start, horizontal.end)
    let (bottom, top) = (vertical.start, vertical.end)
    for tick in vertical.ticks {
      let place = vertical.place(tick)
      drawing.line(from: .init(left, place), to: .init(right, place), .line(Palette.grid))
      drawing.text(yText(tick), at: .init(left - 6, place + 4), anchor: .end)
    }
    for tick in horizontal.ticks {
      let place = horizontal.place(tick)
      drawing.line(from: .init(place, bottom), to: .init(place, bottom + 5), .line(Palette.quiet))
      drawing.text(xText(tick), at: .init(place, bottom + 18), anchor: .middle)
    }
    drawing.line(from: .init(left, bottom), to: .init(right, bottom), .line(Palette.quiet))
    drawing.line(from: .init(left, top), to: .init(left, bottom), .line(Palette.quiet))
    drawing.text(x, at: .init((left + right) / 2, bottom + 38), size: 13, anchor: .middle)
    drawing.text(y, at: .init(4, top - 8), size: 13)
  }
}
