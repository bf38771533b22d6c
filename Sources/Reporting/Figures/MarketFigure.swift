// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Who pays: for each policy that sells one bar, parted by income group.
enum MarketFigure {
  private static let colours = [Palette.vermillion, Palette.orange, Palette.sky, Palette.blue]

  /// One figure; none where nothing is paid.
  static func figures(_ digest: Digest) -> [Figure] {
    guard let market = digest.document.market else { return [] }
    let rows = market.auctions.map { auction in (auction, amounts(digest, auction.policy)) }
    let greatest = rows.compactMap { $0.1.reduce(0, +) }.max() ?? 0
    guard greatest > 0 else { return [] }
    let step = 44.0
    var plot = Plot(
      width: 800, height: 120 + step * Double(rows.count), left: 250, right: 40, top: 44, horizontal: 0...greatest,
      vertical: 0...Double(rows.count))
    for tick in plot.horizontal.ticks {
      let place = plot.horizontal.place(tick)
      plot.drawing.line(
        from: .init(place, plot.vertical.end), to: .init(place, plot.vertical.start), .line(Palette.grid))
      plot.drawing.text(
        NumberText.trimmed(tick, decimals: 0), at: .init(place, plot.vertical.start + 18), anchor: .middle)
    }
    plot.drawing.text(
      "revenue after credits, units of account",
      at: .init((plot.horizontal.start + plot.horizontal.end) / 2, plot.vertical.start + 38), size: 13, anchor: .middle)
    var x = 8.0
    for (index, income) in MarketSection.incomes.enumerated() {
      plot.drawing.rectangle(x: x, y: 8, width: 12, height: 12, .filled(colours[index]))
      plot.drawing.text(income.title, at: .init(x + 18, 19))
      x += 30 + 8 * Double(income.title.count)
    }
    for (row, (auction, amounts)) in rows.enumerated() {
      let top = plot.vertical.end + step * Double(row) + 10
      let title = digest.policies.first { $0.id == auction.policy }?.title ?? auction.policy
      plot.drawing.text(Figure.shortened(title, to: 36), at: .init(plot.horizontal.start - 8, top + 17), anchor: .end)
      var start = 0.0
      for (index, amount) in amounts.enumerated() {
        let left = plot.horizontal.place(start)
        plot.drawing.rectangle(
          x: left, y: top, width: plot.horizontal.place(start + amount) - left, height: 24, .filled(colours[index]))
        start += amount
      }
      if auction.revenue.value == nil {
        plot.drawing.text("known up to an interval only", at: .init(plot.horizontal.start + 6, top + 17))
      }
    }
    return [
      Figure(
        name: "revenue-by-income-group", title: "Who pays, by income group of member States",
        description: description(digest, rows.map { ($0.0.policy, $0.1) }), drawing: plot.drawing,
        table: table(digest, market))
    ]
  }

  private static func basis(_ digest: Digest) -> Digest.Basis {
    .init(population: "member_states", entitlement: digest.document.scenario.entitlements.first ?? "equal")
  }

  private static func quantity(
    _ digest: Digest, _ id: String, _ policy: String, group: String
  ) -> ResultsDocument.Quantity? {
    digest.policies.firstIndex { $0.id == policy }.flatMap {
      digest.measure(id, policy: $0, basis: basis(digest), group: group)
    }
  }

  private static func amounts(_ digest: Digest, _ policy: String) -> [Double] {
    MarketSection.incomes.map { quantity(digest, "revenue", policy, group: $0.group)?.value ?? 0 }
  }

  private static func description(_ digest: Digest, _ rows: [(policy: String, amounts: [Double])]) -> String {
    rows.map { row in
      let title = digest.policies.first { $0.id == row.policy }?.title ?? row.policy
      let parts = zip(MarketSection.incomes, row.amounts).map { "\($0.title) \(NumberText.trimmed($1, decimals: 0))" }
      return "\(title): \(parts.joined(separator: ", "))"
    }.joined(separator: "; ") + "."
  }

  private static func table(_ digest: Digest, _ market: ResultsDocument.Market) -> CSVText {
    var table = CSVText(header: [
      "policy", "group", "revenue", "credits_cost", "payers", "priced_out_administrations", "welfare",
    ])
    func cell(_ id: String, _ policy: String, _ group: String) -> String {
      quantity(digest, id, policy, group: group)?.value.map(NumberText.shortest) ?? ""
    }
    for auction in market.auctions {
      for group in MarketSection.incomes.map(\.group) + ["all"] {
        table.append(
          [auction.policy, group]
            + ["revenue", "credits_cost", "payers", "priced_out_administrations", "welfare"].map {
              cell($0, auction.policy, group)
            })
      }
    }
    return table
  }
}
