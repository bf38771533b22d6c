// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A measure by policy: a box from quartile to quartile, the median, every twentieth of the worlds as a stroke, and the mean with
/// its interval.
enum DistributionFigure {
  static func figure(_ context: StudyFigureContext, _ target: Int) -> Figure? {
    let rows = context.grid.distributions.filter { $0.target == target && $0.count > 0 }
    guard !rows.isEmpty else { return nil }
    let numbers = rows.flatMap(\.quantiles) + rows.compactMap(\.mean).flatMap(ends)
    var chart = RowChart(rows: rows.count, rowHeight: 30, numbers: Scale.around(numbers))
    chart.drawScale(context.text.words(target))
    for (row, own) in rows.enumerated() {
      chart.label(own.policy, row: row, bold: own.policy == context.results.study.reference)
      draw(own, row: row, in: &chart)
    }
    return Figure(
      name: context.name("distribution", target),
      title: "\(context.text.words(target)) by policy: \(context.grid.name)",
      description: description(context, rows, target), drawing: chart.drawing, table: table(rows))
  }

  private static func ends(_ estimate: StudyResults.Estimate) -> [Double] {
    [estimate.value] + (estimate.interval.map { [$0.lower, $0.upper] } ?? [])
  }

  private static func draw(_ own: StudyResults.Distribution, row: Int, in chart: inout RowChart) {
    let y = chart.middle(row)
    let places = own.quantiles.map(chart.scale.place)
    guard places.count == 21 else { return }
    chart.drawing.line(from: .init(places[0], y), to: .init(places[20], y), .line(Palette.quiet))
    chart.drawing.strokes(at: places, from: y - 11, height: 5, .line(Palette.quiet))
    chart.drawing.rectangle(
      x: places[5], y: y - 6, width: places[15] - places[5], height: 12, .filled(Palette.sky, opacity: 0.6))
    chart.drawing.line(from: .init(places[10], y - 6), to: .init(places[10], y + 6), .line(Palette.black, width: 2))
    if let mean = own.mean { chart.interval(mean, row: row, colour: Palette.vermillion) }
  }

  private static func description(
    _ context: StudyFigureContext, _ rows: [StudyResults.Distribution], _ target: Int
  ) -> String {
    let parts = rows.map { own in
      "\(own.policy) mean \(context.text.estimate(own.mean) { context.text.number($0, target) }), from "
        + "\(context.text.number(own.quantiles.first ?? 0, target)) to \(context.text.number(own.quantiles.last ?? 0, target))"
    }
    return
      "Box: the middle half of the worlds, with the median. Strokes above: every twentieth of the worlds. Dot and bar: the "
      + "mean with its interval. " + parts.joined(separator: "; ") + "."
  }

  private static func table(_ rows: [StudyResults.Distribution]) -> CSVText {
    var table = CSVText(
      header: ["policy", "worlds", "undefined", "mean", "lower", "upper", "standard_deviation"]
        + (0...20).map { "q\($0 * 5)" })
    for own in rows {
      table.append(
        [own.policy, String(own.count), String(own.undefined)] + StudyCSV.fields(own.mean)
          + [own.standardDeviation.map(NumberText.shortest) ?? ""] + own.quantiles.map(NumberText.shortest))
    }
    return table
  }
}

/// Fields of tables.
enum StudyCSV {
  /// Estimate, lower and upper end.
  static func fields(_ estimate: StudyResults.Estimate?) -> [String] {
    [estimate?.value, estimate?.interval?.lower, estimate?.interval?.upper].map { $0.map(NumberText.shortest) ?? "" }
  }
}
