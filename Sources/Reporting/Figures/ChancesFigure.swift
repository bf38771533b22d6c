// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Probabilities of being served, a dot an administration, with intervals where they are estimates.
enum ChancesFigure {
  private typealias Chance = ResultsDocument.Policy.Lottery.Chance
  private static let rowHeight = 17.0
  /// More administrations than this are ranked along an axis instead of named in rows.
  private static let namedRows = 40

  /// One figure for each policy with chances.
  static func figures(_ digest: Digest) -> [Figure] {
    digest.grouped.compactMap { index in
      let policy = digest.policies[index]
      guard let lottery = policy.lottery, !lottery.chances.isEmpty else { return nil }
      return figure(digest, policy, lottery)
    }
  }

  /// The name of a policy's figure.
  static func name(_ policy: ResultsDocument.Policy) -> String { "chances-" + Figure.slug(policy.id) }

  private static func figure(
    _ digest: Digest, _ policy: ResultsDocument.Policy, _ lottery: ResultsDocument.Policy.Lottery
  ) -> Figure {
    let sorted = lottery.chances.sorted { ($0.served, $0.administration) < ($1.served, $1.administration) }
    let drawing =
      sorted.count <= namedRows
      ? rows(sorted, of: lottery.denominator) : ranks(sorted, of: lottery.denominator)
    return Figure(
      name: name(policy), title: "Probability of being served: \(policy.title)",
      description: ChanceSentences.sentences(lottery).joined(separator: " "), drawing: drawing,
      table: table(digest, lottery))
  }

  private static func share(_ chance: Chance, _ denominator: Int) -> Double {
    Double(chance.served) / Double(max(1, denominator))
  }

  private static func ends(_ chance: Chance) -> (low: Double, high: Double)? {
    guard let ends = chance.intervalBillionths, ends.count == 2 else { return nil }
    return (Double(ends[0]) / 1e9, Double(ends[1]) / 1e9)
  }

  private static func rows(_ chances: [Chance], of denominator: Int) -> SVG {
    let height = Double(chances.count) * rowHeight + 58
    var drawing = SVG(width: 720, height: height)
    let scale = Scale(numbers: 0...1, start: 90, end: 640)
    for tick in scale.ticks {
      let place = scale.place(tick)
      drawing.line(from: .init(place, 6), to: .init(place, height - 44), .line(Palette.grid))
      drawing.text(NumberText.percent(tick), at: .init(place, height - 28), anchor: .middle)
    }
    drawing.text(
      "probability of being served", at: .init((scale.start + scale.end) / 2, height - 8), size: 13, anchor: .middle)
    for (index, chance) in chances.enumerated() {
      let y = 8 + (Double(index) + 0.5) * rowHeight
      let share = share(chance, denominator)
      drawing.text(Figure.shortened(chance.administration, to: 11), at: .init(82, y + 4), anchor: .end)
      if let ends = ends(chance) {
        drawing.line(
          from: .init(scale.place(ends.low), y), to: .init(scale.place(ends.high), y), .line(Palette.blue, width: 2))
      }
      drawing.circle(.init(scale.place(share), y), radius: 4, .filled(Palette.blue))
      drawing.text(ChanceSentences.percent(share), at: .init(712, y + 4), anchor: .end)
    }
    return drawing
  }

  private static func ranks(_ chances: [Chance], of denominator: Int) -> SVG {
    var plot = Plot(
      width: 720, height: 380, left: 56, right: 16, top: 30, horizontal: 0...Double(chances.count), vertical: 0...1)
    plot.drawAxes(
      x: "administrations that ask, least likely first", y: "probability of being served", yText: NumberText.percent)
    for (index, chance) in chances.enumerated() {
      let x = Double(index) + 0.5
      if let ends = ends(chance) {
        plot.drawing.line(from: plot.point(x, ends.low), to: plot.point(x, ends.high), .line(Palette.sky, width: 1.5))
      }
      plot.drawing.circle(plot.point(x, share(chance, denominator)), radius: 2, .filled(Palette.blue))
    }
    return plot.drawing
  }

  private static func table(_ digest: Digest, _ lottery: ResultsDocument.Policy.Lottery) -> CSVText {
    var table = CSVText(header: [
      "administration", "served", "denominator", "probability", "low", "high",
      "mean_holding_" + digest.holdingUnit.lowercased(),
    ])
    for chance in lottery.chances {
      let ends = ends(chance)
      table.append([
        chance.administration, String(chance.served), String(lottery.denominator),
        NumberText.shortest(share(chance, lottery.denominator)), ends.map { NumberText.shortest($0.low) } ?? "",
        ends.map { NumberText.shortest($0.high) } ?? "", NumberText.shortest(digest.meanHolding(chance, lottery)),
      ])
    }
    return table
  }
}
