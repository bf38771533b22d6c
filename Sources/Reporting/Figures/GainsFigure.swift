// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Who gains and loses most against the policy of reference.
enum GainsFigure {
  /// A change of one administration's holding.
  struct Change: Hashable, Sendable {
    /// Index of the administration.
    var administration: Int
    /// Holding under the policy of reference.
    var before: Int
    /// Holding under the other policy.
    var after: Int
    /// The difference.
    var change: Int { after - before }
  }

  private static let rowHeight = 19.0

  /// The name of a policy's figure.
  static func name(_ policy: ResultsDocument.Policy) -> String { "gains-" + Figure.slug(policy.id) }

  /// One figure for each policy besides the one of reference.
  static func figures(_ digest: Digest) -> [Figure] {
    guard let reference = digest.reference else { return [] }
    return digest.policies.indices.filter { $0 != reference }.map { figure(digest, reference: reference, policy: $0) }
  }

  /// Changes against the policy of reference, the greatest gain first; ties in the order of the administrations.
  static func changes(_ digest: Digest, reference: Int, policy: Int) -> [Change] {
    let pairs = zip(digest.holdings(policy: reference), digest.holdings(policy: policy))
    return pairs.enumerated()
      .map { Change(administration: $0.offset, before: $0.element.0.holding, after: $0.element.1.holding) }
      .filter { $0.change != 0 }
      .sorted { (-$0.change, $0.administration) < (-$1.change, $1.administration) }
  }

  /// Those who gain and lose most, at most so many each; the greatest loss comes last.
  static func extremes(_ changes: [Change], count: Int = 6) -> [Change] {
    let gains = changes.filter { $0.change > 0 }.prefix(count)
    let losses = changes.filter { $0.change < 0 }
      .sorted { ($0.change, $0.administration) < ($1.change, $1.administration) }.prefix(count)
    return gains + losses.reversed()
  }

  private static func figure(_ digest: Digest, reference: Int, policy: Int) -> Figure {
    let all = changes(digest, reference: reference, policy: policy)
    let rows = extremes(all)
    let titles = (digest.policies[reference].title, digest.policies[policy].title)
    let height = 30 + Double(max(1, rows.count)) * rowHeight + 48
    var drawing = SVG(width: 540, height: height)
    let greatest = rows.map { max($0.before, $0.after) }.max() ?? 1
    let scale = Scale(
      kind: .logarithmicFromZero, numbers: 0...max(1, digest.holdingNumber(greatest)), start: 176, end: 392)
    drawKey(titles, in: &drawing)
    if rows.isEmpty {
      drawing.text("Every administration holds the same under both.", at: .init(8, 44), colour: Palette.quiet)
    } else {
      drawAxis(scale, unit: digest.holdingUnit, height: height, in: &drawing)
    }
    for (index, row) in rows.enumerated() {
      drawRow(digest, row, y: 30 + (Double(index) + 0.5) * rowHeight, scale: scale, in: &drawing)
    }
    return Figure(
      name: name(digest.policies[policy]),
      title: "Who gains and loses most: \(Phrase.quoted(titles.1)) against \(Phrase.quoted(titles.0))",
      description: description(digest, all: all, rows: rows), drawing: drawing, table: table(digest, all))
  }

  private static func drawKey(_ titles: (String, String), in drawing: inout SVG) {
    drawing.circle(.init(8, 12), radius: 4.5, SVG.Style(fill: "#ffffff", stroke: Palette.ink, width: 1.5))
    drawing.text(Figure.shortened(titles.0, to: 32), at: .init(18, 16))
    drawing.circle(.init(270, 12), radius: 4.5, .filled(Palette.blue))
    drawing.text(Figure.shortened(titles.1, to: 36), at: .init(280, 16))
  }

  private static func drawAxis(_ scale: Scale, unit: String, height: Double, in drawing: inout SVG) {
    for tick in scale.ticks {
      let place = scale.place(tick)
      drawing.line(from: .init(place, 26), to: .init(place, height - 44), .line(Palette.grid))
      drawing.text(NumberText.trimmed(tick), at: .init(place, height - 28), size: 11, anchor: .middle)
    }
    drawing.text(
      "\(unit) held (logarithmic scale)", at: .init((scale.start + scale.end) / 2, height - 8), size: 12,
      anchor: .middle)
  }

  private static func drawRow(_ digest: Digest, _ row: Change, y: Double, scale: Scale, in drawing: inout SVG) {
    let administration = digest.document.administrations[row.administration]
    let (before, after) = (
      scale.place(digest.holdingNumber(row.before)), scale.place(digest.holdingNumber(row.after))
    )
    let colour = row.change > 0 ? Palette.blue : Palette.vermillion
    drawing.text(
      Figure.shortened(administration.symbol + "  " + administration.name, to: 24), at: .init(166, y + 4), anchor: .end)
    drawing.line(from: .init(before, y), to: .init(after, y), .line(colour, width: 2.5))
    drawing.circle(.init(before, y), radius: 4.5, SVG.Style(fill: "#ffffff", stroke: Palette.ink, width: 1.5))
    drawing.circle(.init(after, y), radius: 4.5, .filled(colour))
    let sign = row.change > 0 ? "+" : "−"
    drawing.text(
      "\(digest.holdingText(row.before)) → \(digest.holdingText(row.after))  (\(sign)\(digest.holdingText(abs(row.change))))",
      at: .init(404, y + 4))
  }

  private static func description(_ digest: Digest, all: [Change], rows: [Change]) -> String {
    guard !rows.isEmpty else { return "Every administration holds the same under both policies." }
    let parts = rows.map { row in
      let symbol = digest.document.administrations[row.administration].symbol
      return "\(symbol) from \(digest.holdingText(row.before)) to \(digest.holdingText(row.after))"
    }
    let (gains, losses) = (all.filter { $0.change > 0 }.count, all.filter { $0.change < 0 }.count)
    let winners = gains == 0 ? "Nobody gains" : gains == 1 ? "1 gains" : "\(NumberText.integer(gains)) gain"
    let losers = losses == 0 ? "nobody loses" : losses == 1 ? "1 loses" : "\(NumberText.integer(losses)) lose"
    return "\(winners) and \(losers). Greatest changes, in \(digest.holdingUnit): "
      + parts.joined(separator: "; ") + "."
  }

  private static func table(_ digest: Digest, _ changes: [Change]) -> CSVText {
    let unit = digest.holdingUnit.lowercased()
    var table = CSVText(header: [
      "administration", "name", "partition", "before_" + unit, "after_" + unit, "change_" + unit,
    ])
    for change in changes {
      let administration = digest.document.administrations[change.administration]
      table.append(
        [administration.symbol, administration.name, administration.partition.rawValue]
          + [change.before, change.after, change.change].map { NumberText.shortest(digest.holdingNumber($0)) })
    }
    return table
  }
}
