// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a measure is made of, as steps from what remains to things as they are, under the reference.
enum DecompositionFigure {
  static func figure(_ context: StudyFigureContext, _ target: Int) -> Figure? {
    let all = context.grid.decompositions.filter { $0.target == target }
    let policy = context.drawnPolicies.first
    guard let own = all.first(where: { $0.policy == policy }) ?? all.first else { return nil }
    var steps: [(title: String, from: Double, to: Double, part: StudyResults.Estimate, isWhole: Bool)] = [
      ("remains", 0, own.rest.value, own.rest, true)
    ]
    var level = own.rest.value
    for cause in own.causes {
      steps.append((cause.title, level, level + cause.part.value, cause.part, false))
      level += cause.part.value
    }
    steps.append(("as things are", 0, own.whole.value, own.whole, true))
    let numbers = steps.flatMap { step -> [Double] in
      let ends = step.part.interval.map {
        [step.to - step.part.value + $0.lower, step.to - step.part.value + $0.upper]
      }
      return [step.from, step.to] + (ends ?? [])
    }
    let range = Scale.around(numbers + [0])
    var chart = RowChart(
      rows: steps.count, rowHeight: 34, right: 190, numbers: min(0, range.lowerBound)...range.upperBound)
    chart.drawScale(context.text.words(target))
    for (row, step) in steps.enumerated() {
      chart.label(step.title, row: row, bold: step.isWhole)
      let (low, high) = (chart.scale.place(min(step.from, step.to)), chart.scale.place(max(step.from, step.to)))
      let y = chart.middle(row)
      let colour = step.isWhole ? Palette.quiet : step.to >= step.from ? Palette.vermillion : Palette.blue
      chart.drawing.rectangle(x: low, y: y - 9, width: high - low, height: 18, .filled(colour, opacity: 0.75))
      if row + 1 < steps.count {
        let place = chart.scale.place(step.to)
        chart.drawing.line(
          from: .init(place, y + 9), to: .init(place, y + chart.rowHeight - 9), .line(Palette.quiet, dashes: [2, 2]))
      }
      if let interval = step.part.interval {
        let base = step.to - step.part.value
        let (lower, upper) = (chart.scale.place(base + interval.lower), chart.scale.place(base + interval.upper))
        chart.drawing.line(from: .init(lower, y), to: .init(upper, y), .line(Palette.black, width: 1.5))
        for end in [lower, upper] {
          chart.drawing.line(from: .init(end, y - 4), to: .init(end, y + 4), .line(Palette.black, width: 1.5))
        }
      }
      let text = context.text.estimate(step.part) { context.text.number($0, target) }
      chart.drawing.text(text, at: .init(RowChart.width - 4, y + 4), size: 11, anchor: .end)
    }
    return Figure(
      name: context.name("causes", target),
      title: "What \(context.text.words(target)) is made of under \(own.policy): \(context.grid.name)",
      description: "Steps from what remains with every cause taken away to things as they are: "
        + steps.map { step in
          "\(step.title) \(context.text.estimate(step.part) { context.text.number($0, target) })"
        }.joined(separator: "; ") + ".",
      drawing: chart.drawing, table: table(all))
  }

  private static func table(_ all: [StudyResults.Decomposition]) -> CSVText {
    var table = CSVText(header: [
      "policy", "kind", "name", "value", "lower", "upper", "share", "share_lower", "share_upper",
    ])
    for own in all {
      table.append([own.policy, "whole", ""] + StudyCSV.fields(own.whole) + ["1", "", ""])
      for cause in own.causes {
        table.append(
          [own.policy, "cause", cause.parameter] + StudyCSV.fields(cause.part) + StudyCSV.fields(cause.share))
      }
      table.append([own.policy, "rest", ""] + StudyCSV.fields(own.rest) + StudyCSV.fields(own.restShare))
      for set in own.sets {
        table.append(
          [own.policy, "set", set.present.joined(separator: " + ")] + StudyCSV.fields(set.value) + ["", "", ""])
      }
    }
    return table
  }
}
