// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parity of groups: what each part of the administrations holds for each unit of its entitlement, by policy.
enum GroupParityFigure {
  private static let rowHeight = 17.0

  /// One figure for the population and entitlement shown first, or one for each group where there are many policies; none
  /// where no policy has the numbers.
  static func figures(_ digest: Digest) -> [Figure] {
    let rows = GroupTable.rows(digest, basis: digest.primary)
    guard !rows.isEmpty else { return [] }
    let title = "Parity of groups by policy: " + digest.words(for: digest.primary)
    guard digest.isCrowded else { return [figure(digest, rows, name: "group-parity", title: title)] }
    return rows.map { row in
      figure(
        digest, [row], name: "group-parity-" + Figure.slug(row.name),
        title: "Parity by policy: \(row.title), "
          + digest.words(for: digest.primary))
    }
  }

  private static func figure(_ digest: Digest, _ rows: [GroupTable.Row], name: String, title: String) -> Figure {
    let greatest = rows.flatMap(\.cells).compactMap { $0?.parityRatio.value }.max() ?? 1
    let lines = digest.policies.count + (hasFamilies(digest) ? digest.families.count : 0)
    let panelHeight = 26 + Double(lines) * rowHeight + 8
    let height = Double(rows.count) * panelHeight + 50
    var drawing = SVG(width: 720, height: height)
    let scale = Scale(numbers: 0...max(1.2, greatest), start: labelWidth(digest), end: 660)
    for tick in scale.ticks {
      let place = scale.place(tick)
      drawing.line(from: .init(place, 8), to: .init(place, height - 42), .line(Palette.grid))
      drawing.text(NumberText.trimmed(tick), at: .init(place, height - 26), anchor: .middle)
    }
    var top = 8.0
    for row in rows {
      drawPanel(digest, row, top: top, scale: scale, in: &drawing)
      top += panelHeight
    }
    let parity = scale.place(1)
    drawing.line(
      from: .init(parity, 8), to: .init(parity, height - 42), .line(Palette.black, width: 1.5, dashes: [4, 3]))
    drawing.text(
      "share held over share entitled; 1 (dashed) is parity", at: .init((scale.start + scale.end) / 2, height - 8),
      size: 13, anchor: .middle)
    return Figure(
      name: name, title: title, description: description(digest, rows), drawing: drawing, table: table(digest, rows))
  }

  /// Room for the titles of policies: more where there are many, whose titles have more words to tell them apart.
  private static func labelWidth(_ digest: Digest) -> Double { digest.isCrowded ? 300 : 236 }

  /// The longest title that fits beside the bars.
  private static func longestTitle(_ scale: Scale) -> Int { scale.start > 236 ? 41 : 34 }

  /// Whether policies stand below headings of their families.
  private static func hasFamilies(_ digest: Digest) -> Bool { digest.isCrowded && digest.families.count > 1 }

  private static func drawPanel(
    _ digest: Digest, _ row: GroupTable.Row, top: Double, scale: Scale, in drawing: inout SVG
  ) {
    let colour = row.partition.map(Palette.colour) ?? Palette.quiet
    drawing.text(row.title + " (\(NumberText.integer(row.members)))", at: .init(4, top + 17), size: 13, bold: true)
    var y = top + 26
    for group in digest.families {
      if hasFamilies(digest) {
        drawing.text(
          Figure.shortened(group.family.title, to: longestTitle(scale)), at: .init(scale.start - 6, y + 12),
          anchor: .end, bold: true,
          colour: Palette.quiet)
        y += rowHeight
      }
      for index in group.policies {
        drawBar(digest.policies[index], row.cells[index], y: y, colour: colour, scale: scale, in: &drawing)
        y += rowHeight
      }
    }
    drawing.line(from: .init(scale.start, top + 26), to: .init(scale.start, y), .line(Palette.quiet))
  }

  private static func drawBar(
    _ policy: ResultsDocument.Policy, _ cell: ResultsDocument.Policy.Decomposition.Group?, y: Double, colour: String,
    scale: Scale, in drawing: inout SVG
  ) {
    drawing.text(
      Figure.shortened(policy.title, to: longestTitle(scale)), at: .init(scale.start - 6, y + 12), anchor: .end)
    if let ratio = cell?.parityRatio.value {
      let end = scale.place(ratio)
      drawing.rectangle(x: scale.start, y: y + 2, width: end - scale.start, height: rowHeight - 4, .filled(colour))
      drawing.text(NumberText.fixed(ratio, decimals: 2), at: .init(712, y + 12), anchor: .end)
    } else {
      drawing.text("undefined", at: .init(712, y + 12), anchor: .end, colour: Palette.quiet)
    }
  }

  private static func description(_ digest: Digest, _ rows: [GroupTable.Row]) -> String {
    let parts = rows.map { row in
      let values = zip(digest.policies, row.cells).map { policy, cell in
        policy.title + " " + (cell?.parityRatio.value.map { NumberText.fixed($0, decimals: 2) } ?? "undefined")
      }
      return row.title + ": " + values.joined(separator: ", ")
    }
    return "One is parity: the group holds the share that it is entitled to. " + parts.joined(separator: "; ") + "."
  }

  private static func table(_ digest: Digest, _ rows: [GroupTable.Row]) -> CSVText {
    var table = CSVText(header: ["group", "policy", "members", "members_with_nothing", "parity_ratio", "status"])
    for row in rows {
      for (policy, cell) in zip(digest.policies, row.cells) {
        guard let cell else { continue }
        table.append([
          row.name, policy.id, String(cell.members), String(cell.membersWithNothing),
          cell.parityRatio.value.map(NumberText.shortest) ?? "", cell.parityRatio.status.rawValue,
        ])
      }
    }
    return table
  }
}
