// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Small charts side by side with one vertical scale: lines over levels.
struct PanelChart {
  /// A line of a panel.
  struct Line {
    /// Which line it is, for colour and dashes.
    var number: Int
    /// The number at each level, with the ends of its interval; nil where there is none.
    var points: [StudyResults.Estimate?]
  }

  /// A panel.
  struct Panel {
    /// What stands above it.
    var title: String
    /// The levels below it.
    var levels: [String]
    /// The lines.
    var lines: [Line]
  }

  private static let panelHeight = 184.0

  /// Draws panels with a legend above.
  static func drawing(_ panels: [Panel], legend: [String], unit: String) -> SVG {
    let columns = panels.count < 3 ? 2 : 3
    let step = 678 / Double(columns)
    let legendRows = (legend.count + 2) / 3
    let top = 12 + Double(legendRows) * 20
    let rows = (panels.count + columns - 1) / columns
    var drawing = SVG(width: 720, height: top + 16 + Double(rows) * panelHeight)
    for (index, name) in legend.enumerated() {
      let (x, y) = (8 + Double(index % 3) * 238, 16 + Double(index / 3) * 20)
      drawing.line(from: .init(x, y - 4), to: .init(x + 34, y - 4), Palette.line(index))
      drawing.text(Figure.shortened(name, to: 30), at: .init(x + 40, y))
    }
    let numbers = panels.flatMap(\.lines).flatMap(\.points).compactMap { $0 }.flatMap { point in
      [point.value] + (point.interval.map { [$0.lower, $0.upper] } ?? [])
    }
    let range = Scale.around(numbers)
    drawing.text(unit, at: .init(4, top + 10), size: 12, colour: Palette.quiet)
    for (index, panel) in panels.enumerated() {
      let left = 52 + Double(index % columns) * step
      let above = top + 34 + Double(index / columns) * panelHeight
      draw(
        panel, x: left, width: step - 50, scale: Scale(numbers: range, start: above + 124, end: above),
        isFirst: index % columns == 0, in: &drawing)
    }
    return drawing
  }

  private static func draw(
    _ panel: Panel, x left: Double, width: Double, scale: Scale, isFirst: Bool, in drawing: inout SVG
  ) {
    drawing.text(Figure.shortened(panel.title, to: 32), at: .init(left, scale.end - 8), size: 11, bold: true)
    for tick in scale.ticks(about: 4) {
      let place = scale.place(tick)
      drawing.line(from: .init(left, place), to: .init(left + width, place), .line(Palette.grid))
      if isFirst {
        drawing.text(NumberText.trimmed(tick, decimals: 5), at: .init(left - 5, place + 4), size: 11, anchor: .end)
      }
    }
    let count = panel.levels.count
    func place(_ level: Int) -> Double { left + (Double(level) + 0.5) * width / Double(max(1, count)) }
    // With many levels only as many names as there is room for.
    let step = max(1, (count + 4) / 5)
    let room = max(3, 26 / min(5, max(1, count)))
    for level in stride(from: 0, to: count, by: step) {
      drawing.text(
        Figure.shortened(panel.levels[level], to: room), at: .init(place(level), scale.start + 16), size: 11,
        anchor: .middle)
    }
    for line in panel.lines {
      let style = Palette.line(line.number)
      let points = line.points.enumerated().compactMap { level, point in
        point.map { SVG.Point(place(level), scale.place($0.value)) }
      }
      drawing.polyline(points, style)
      for (level, point) in line.points.enumerated() {
        guard let point else { continue }
        if let interval = point.interval {
          drawing.line(
            from: .init(place(level), scale.place(interval.lower)),
            to: .init(place(level), scale.place(interval.upper)),
            .line(style.stroke))
        }
        drawing.circle(.init(place(level), scale.place(point.value)), radius: 2.6, .filled(style.stroke))
      }
    }
  }
}
