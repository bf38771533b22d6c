// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holdings in ascending order under the policy of reference and under the most equal other one; where there are many
/// policies, the others in grey.
enum StaircaseFigure {
  /// One figure; none without a second policy that has a Gini, or where both hold nothing.
  static func figures(_ digest: Digest) -> [Figure] {
    guard let reference = digest.reference, let other = mostEqual(digest, besides: reference) else { return [] }
    let members = digest.document.administrations.indices.filter {
      digest.primary.population != "member_states" || digest.document.administrations[$0].isMemberState
    }
    func ascending(_ policy: Int) -> [Double] {
      let holdings = digest.holdings(policy: policy)
      return members.map { digest.holdingNumber(holdings[$0].holding) }.sorted()
    }
    let pair = [reference, other].map(ascending)
    let others =
      digest.isCrowded ? digest.policies.indices.filter { $0 != reference && $0 != other } : []
    let background = others.map(ascending)
    let greatest = (pair + background).compactMap(\.last).max() ?? 0
    guard greatest > 0, !members.isEmpty else { return [] }
    var plot = Plot(
      width: 720, height: 380, left: 60, right: 16, top: 70, horizontal: 0...Double(members.count),
      vertical: 0...greatest, verticalKind: .logarithmicFromZero)
    plot.drawAxes(
      x: "administrations, least served first", y: "\(digest.holdingUnit) held (logarithmic scale)")
    let bottom = plot.vertical.start
    for values in background { plot.drawing.polyline(staircase(values, in: plot), Highlights.quiet) }
    for (index, values) in pair.enumerated() {
      let steps = staircase(values, in: plot)
      if index == 1, let first = steps.first, let last = steps.last {
        plot.drawing.polygon(
          [SVG.Point(first.x, bottom)] + steps + [SVG.Point(last.x, bottom)], .filled(Palette.sky, opacity: 0.25))
      }
      plot.drawing.polyline(steps, style(index))
    }
    let share = pair[0].reduce(0, +) / Double(members.count)
    plot.drawing.line(
      from: plot.point(0, share), to: plot.point(Double(members.count), share),
      .line(Palette.vermillion, width: 1.5, dashes: [2, 3]))
    drawLegend(digest, pair: [reference, other], others: others.count, in: &plot)
    let titles = [reference, other].map { digest.policies[$0].title }
    return [
      Figure(
        name: "staircase", title: "Holdings in ascending order: \(titles[0]) and \(titles[1])",
        description: description(titles: titles, pair: pair, unit: digest.holdingUnit), drawing: plot.drawing,
        table: table(digest, policies: [reference, other] + others, values: pair + background))
    ]
  }

  /// The policy with the least Gini besides one; of several the first.
  static func mostEqual(_ digest: Digest, besides reference: Int) -> Int? {
    var best: (index: Int, gini: Double)?
    for index in digest.policies.indices where index != reference {
      guard let gini = digest.measure("gini", policy: index)?.value else { continue }
      if best.map({ gini < $0.gini }) ?? true { best = (index, gini) }
    }
    return best?.index
  }

  private static func style(_ index: Int) -> SVG.Style {
    index == 0 ? .line(Palette.black, width: 2) : .line(Palette.blue, width: 2.5, dashes: [8, 3])
  }

  private static func staircase(_ values: [Double], in plot: Plot) -> [SVG.Point] {
    var steps: [SVG.Point] = []
    for (index, value) in values.enumerated() {
      if index == 0 || values[index - 1] != value { steps.append(plot.point(Double(index), value)) }
      if index == values.count - 1 || values[index + 1] != value {
        steps.append(plot.point(Double(index + 1), value))
      }
    }
    return steps
  }

  private static func drawLegend(_ digest: Digest, pair: [Int], others: Int, in plot: inout Plot) {
    var x = plot.horizontal.start
    for (index, policy) in pair.enumerated() {
      plot.drawing.line(from: .init(x, 16), to: .init(x + 36, 16), style(index))
      plot.drawing.text(Figure.shortened(digest.policies[policy].title, to: 36), at: .init(x + 44, 20), size: 13)
      x += 330
    }
    let start = plot.horizontal.start
    plot.drawing.line(
      from: .init(start, 36), to: .init(start + 36, 36), .line(Palette.vermillion, width: 1.5, dashes: [2, 3]))
    plot.drawing.text(
      "equal share of what the first grants", at: .init(start + 44, 40), size: 13, colour: Palette.quiet)
    guard others > 0 else { return }
    plot.drawing.line(from: .init(start + 330, 36), to: .init(start + 366, 36), Highlights.quiet)
    plot.drawing.text(
      Phrase.count(others, "other policy", "other policies"), at: .init(start + 374, 40), size: 13,
      colour: Palette.quiet)
  }

  private static func description(titles: [String], pair: [[Double]], unit: String) -> String {
    let parts = zip(titles, pair).map { title, values in
      "\(title): \(values.filter { $0 == 0 }.count) of \(values.count) hold nothing, the most is "
        + "\(NumberText.trimmed(values.last ?? 0)) \(unit)"
    }
    return "Administrations from the least to the best served. " + parts.joined(separator: "; ") + "."
  }

  private static func table(_ digest: Digest, policies: [Int], values lists: [[Double]]) -> CSVText {
    var table = CSVText(header: ["policy", "rank", "holding_" + digest.holdingUnit.lowercased()])
    for (policy, values) in zip(policies, lists) {
      for (rank, value) in values.enumerated() {
        table.append([digest.policies[policy].id, String(rank + 1), NumberText.shortest(value)])
      }
    }
    return table
  }
}
