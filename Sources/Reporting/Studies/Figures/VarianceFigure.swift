// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Shares of variance as bars that add up to the whole, one row a policy, all policies together first.
enum VarianceFigure {
  private static let colours = [
    Palette.blue, Palette.vermillion, Palette.green, Palette.orange, Palette.purple, Palette.sky,
  ]

  static func figure(_ context: StudyFigureContext, _ target: Int) -> Figure? {
    let records = context.grid.variance.filter { $0.target == target }
    guard !records.isEmpty else { return nil }
    // One colour a source; what has none of its own stands together.
    let sources = ["policy"] + context.grid.factors.map(\.parameter)
    let singles = sources.filter { name in
      records.contains { record in record.terms.contains { $0.parameters == [name] } }
    }
    let legend = Array(singles.prefix(colours.count)) + ["together", "seeds", "remainder"]
    let top = 14 + Double((legend.count + 2) / 3) * 20
    var chart = RowChart(rows: records.count, top: top, numbers: 0...1)
    chart.drawScale("share of variance") { NumberText.percent($0) }
    for (index, name) in legend.enumerated() {
      let (x, y) = (8 + Double(index % 3) * 238, 4 + Double(index / 3) * 20)
      chart.drawing.rectangle(x: x, y: y, width: 24, height: 12, style(name, singles))
      chart.drawing.text(Figure.shortened(name, to: 30), at: .init(x + 30, y + 11))
    }
    for (row, record) in records.enumerated() {
      chart.label(record.policy ?? "all policies", row: row, bold: record.policy == nil)
      var start = 0.0
      for (name, share) in shares(record, singles) where share > 0 {
        let end = min(1, start + share)
        chart.drawing.rectangle(
          x: chart.scale.place(start), y: chart.middle(row) - 9,
          width: chart.scale.place(end) - chart.scale.place(start),
          height: 18, style(name, singles))
        start = end
      }
    }
    return Figure(
      name: context.name("variance", target),
      title: "Where the variance comes from, \(context.text.words(target)): \(context.grid.name)",
      description: description(records), drawing: chart.drawing, table: table(records))
  }

  private static func style(_ name: String, _ singles: [String]) -> SVG.Style {
    switch name {
    case "together": return .filled(Palette.quiet)
    case "seeds": return .filled("#a9a9a9")
    case "remainder": return .filled(Palette.grid)
    default:
      let index = singles.firstIndex(of: name) ?? 0
      return .filled(index < colours.count ? colours[index] : Palette.quiet)
    }
  }

  private static func shares(_ record: StudyResults.VarianceRecord, _ singles: [String]) -> [(String, Double)] {
    let drawn = singles.prefix(colours.count)
    let own = record.terms.filter { $0.parameters.count == 1 && drawn.contains($0.parameters[0]) }
    let joint = record.terms.filter { $0.parameters.count > 1 || !drawn.contains($0.parameters[0]) }
    return own.map { ($0.parameters[0], $0.share.value) }
      + [
        ("together", joint.reduce(record.higher) { $0 + $1.share.value }), ("seeds", record.seeds),
        ("remainder", record.remainder),
      ]
  }

  private static func description(_ records: [StudyResults.VarianceRecord]) -> String {
    let parts = records.map { record in
      let terms = record.terms.map { "\($0.parameters.joined(separator: " × ")) \(NumberText.percent($0.share.value))" }
      return (record.policy ?? "all policies") + ": "
        + (terms + ["seeds \(NumberText.percent(record.seeds))", "remainder \(NumberText.percent(record.remainder))"])
        .joined(separator: ", ")
    }
    return "Bars from left to right: each factor alone, factors together, seeds, what is left. "
      + parts.joined(separator: "; ") + "."
  }

  private static func table(_ records: [StudyResults.VarianceRecord]) -> CSVText {
    var table = CSVText(header: ["policy", "method", "source", "share", "lower", "upper"])
    for record in records {
      let policy = record.policy ?? ""
      for term in record.terms {
        table.append(
          [policy, record.method.rawValue, term.parameters.joined(separator: " × ")] + StudyCSV.fields(term.share))
      }
      for (name, share) in [("higher", record.higher), ("seeds", record.seeds), ("remainder", record.remainder)] {
        table.append([policy, record.method.rawValue, name, NumberText.shortest(share), "", ""])
      }
    }
    return table
  }
}
