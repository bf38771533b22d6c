// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Prices or standing bids of the lots, round by round.
enum CourseFigure {
  /// Lots that get a line of their own colour; of more, those with the highest last price.
  private static let mostLots = 7

  /// One figure; none where prices weren't named in at least two rounds.
  static func figures(_ record: AuctionRecord) -> [Figure] {
    let lines = course(record)
    guard lines.contains(where: { $0.points.count > 1 }) else { return [] }
    let points = lines.flatMap(\.points)
    guard let last = points.map(\.round).max(), let first = points.map(\.round).min(), last > first,
      let greatest = points.map(\.price).max(), greatest > 0
    else { return [] }
    let shown = lines.sorted { ($1.points.last?.price ?? 0, $0.lot) < ($0.points.last?.price ?? 0, $1.lot) }
      .prefix(mostLots)
    let legendRows = Double((shown.count + 2) / 3)
    var plot = Plot(
      width: 720, height: 330 + legendRows * 20, left: 84, right: 16, top: legendRows * 20 + 34,
      horizontal: Double(first)...Double(last), vertical: 0...greatest)
    plot.drawAxes(x: "round", y: record.currency.isEmpty ? "amount" : record.currency)
    for (index, line) in shown.enumerated() {
      plot.drawing.polyline(steps(line.points, until: last, in: plot), Palette.line(index))
      let x = 84 + Double(index % 3) * 210
      let y = 12 + Double(index / 3) * 20
      plot.drawing.line(from: .init(x, y), to: .init(x + 30, y), Palette.line(index))
      plot.drawing.text(Figure.shortened(line.lot, to: 26), at: .init(x + 38, y + 4))
    }
    return [
      Figure(
        name: "course", title: "Prices or standing bids round by round", description: description(lines),
        drawing: plot.drawing, table: table(lines))
    ]
  }

  private struct Line {
    var lot: String
    var points: [(round: Int, price: Double, text: String)]
  }

  private static func course(_ record: AuctionRecord) -> [Line] {
    record.lots.map { lot in
      Line(
        lot: lot.name,
        points: record.course.compactMap { round in
          round.prices[lot.name].map { (round.round, Double($0.description) ?? 0, $0.description) }
        })
    }
  }

  /// A price holds until the next is named.
  private static func steps(
    _ points: [(round: Int, price: Double, text: String)], until last: Int, in plot: Plot
  ) -> [SVG.Point] {
    var result: [SVG.Point] = []
    for (index, point) in points.enumerated() {
      let end = index + 1 < points.count ? points[index + 1].round : last
      result.append(plot.point(Double(point.round), point.price))
      result.append(plot.point(Double(end), point.price))
    }
    return result
  }

  private static func description(_ lines: [Line]) -> String {
    lines.compactMap { line in
      line.points.last.map { "\(line.lot): \($0.text) at the end" }
    }.joined(separator: "; ") + "."
  }

  private static func table(_ lines: [Line]) -> CSVText {
    var table = CSVText(header: ["lot", "round", "price"])
    for line in lines {
      for point in line.points { table.append([line.lot, String(point.round), point.text]) }
    }
    return table
  }
}
