// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Mean differences from the reference with their intervals, one row a policy.
enum ForestFigure {
  static func figure(_ context: StudyFigureContext, _ target: Int) -> Figure? {
    let rows = context.grid.comparisons.filter { $0.target == target }.sorted {
      ($0.difference.value, $0.policy) < ($1.difference.value, $1.policy)
    }
    guard !rows.isEmpty else { return nil }
    let ends = rows.flatMap { row in
      [row.difference.value] + (row.difference.interval.map { [$0.lower, $0.upper] } ?? [])
    }
    // Where nothing differs a scale from −1 to 1 says so.
    let range = ends.allSatisfy { $0 == 0 } ? -1...1 : Scale.around(ends + [0])
    var chart = RowChart(
      rows: rows.count, right: 170,
      numbers: min(0, range.lowerBound)...max(0, range.upperBound))
    chart.drawScale("difference from \(context.results.study.reference): \(context.text.short(target))")
    let zero = chart.scale.place(0)
    chart.drawing.line(
      from: .init(zero, chart.top), to: .init(zero, chart.bottom), .line(Palette.black, width: 1.5, dashes: [4, 3]))
    for (row, own) in rows.enumerated() {
      chart.label(own.policy, row: row)
      let isShown = (own.adjustedPValue ?? own.pValue) <= context.text.level
      chart.interval(own.difference, row: row, colour: isShown ? Palette.blue : Palette.quiet)
      chart.drawing.text(
        words(context, own, target), at: .init(RowChart.width - 4, chart.middle(row) + 4), size: 11, anchor: .end)
    }
    return Figure(
      name: context.name("differences", target),
      title: "Differences from \(context.results.study.reference), \(context.text.words(target)): \(context.grid.name)",
      description: description(context, rows, target), drawing: chart.drawing, table: table(rows))
  }

  private static func words(_ context: StudyFigureContext, _ own: StudyResults.Comparison, _ target: Int) -> String {
    let interval = own.difference.interval.map { interval in
      " [\(context.text.difference(interval.lower, target)), \(context.text.difference(interval.upper, target))]"
    }
    return context.text.difference(own.difference.value, target) + (interval ?? "")
  }

  private static func description(
    _ context: StudyFigureContext, _ rows: [StudyResults.Comparison], _ target: Int
  ) -> String {
    "Left of the dashed line the number is lower than under \(context.results.study.reference), right of it higher. Blue where "
      + "the test shows a difference, grey where it doesn't. "
      + rows.map { "\($0.policy) \(words(context, $0, target))" }.joined(separator: "; ") + "."
  }

  private static func table(_ rows: [StudyResults.Comparison]) -> CSVText {
    var table = CSVText(header: [
      "policy", "worlds", "difference", "lower", "upper", "p", "p_adjusted", "patterns", "exact", "greater", "equal",
      "less",
      "d_z",
    ])
    for own in rows {
      table.append(
        [own.policy, String(own.count)] + StudyCSV.fields(own.difference) + [
          NumberText.shortest(own.pValue), own.adjustedPValue.map(NumberText.shortest) ?? "", String(own.patterns),
          String(own.isExact), String(own.greater), String(own.equal), String(own.less),
          own.standardisedMean.map(NumberText.shortest) ?? "",
        ])
    }
    return table
  }
}
