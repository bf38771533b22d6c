// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The positions that were on sale along the arc, and who holds them; where positions are bought back, who stays there.
enum LotsFigure {
  private static let left = 24.0
  private static let right = 696.0
  private static let laneHeight = 15.0

  /// One figure; none where no lot has a position.
  static func figures(_ record: AuctionRecord) -> [Figure] {
    let lots = record.lots.compactMap { lot in
      lot.positionDeg.map { (lot: lot, degrees: Double($0.description) ?? 0) }
    }.sorted { ($0.degrees, $0.lot.name) < ($1.degrees, $1.lot.name) }
    guard let west = lots.first?.degrees, let east = lots.last?.degrees else { return [] }
    let margin = max(2, (east - west) * 0.06)
    let scale = Scale(numbers: max(-180, west - margin)...min(180, east + margin), start: left, end: right)
    let lanes = places(of: lots.map { (scale.place($0.degrees), label($0.lot)) })
    let depth = Double((lanes.map(\.lane).max() ?? 0) + 1)
    let axis = 34 + depth * laneHeight + 8
    var drawing = SVG(width: 720, height: axis + 46)
    drawing.circle(.init(left + 6, 12), radius: 5, .filled(Palette.blue))
    drawing.text(record.cost == nil ? "sold" : "in use", at: .init(left + 16, 16))
    drawing.circle(.init(left + 76, 12), radius: 4.5, .line(Palette.vermillion, width: 2))
    drawing.text(record.cost == nil ? "unsold" : "free", at: .init(left + 86, 16))
    drawing.line(from: .init(left, axis), to: .init(right, axis), .line(Palette.quiet))
    for tick in scale.ticks(about: 8) {
      let place = scale.place(tick)
      drawing.line(from: .init(place, axis), to: .init(place, axis + 5), .line(Palette.quiet))
      let side = tick == 0 ? "" : tick < 0 ? "\u{A0}W" : "\u{A0}E"
      drawing.text(NumberText.trimmed(abs(tick)) + "°" + side, at: .init(place, axis + 20), anchor: .middle)
    }
    drawing.text(
      "orbital position", at: .init((left + right) / 2, axis + 38), size: 13, anchor: .middle, colour: Palette.quiet)
    for (entry, place) in zip(lots, lanes) {
      let x = scale.place(entry.degrees)
      let y = 34 + Double(place.lane) * laneHeight + 8
      drawing.line(from: .init(x, y), to: .init(x, axis), .line(Palette.grid))
      if entry.lot.holders.isEmpty {
        drawing.circle(.init(x, y), radius: 4, .line(Palette.vermillion, width: 2))
      } else {
        drawing.circle(.init(x, y), radius: 4.5, .filled(Palette.blue))
      }
      drawing.text(
        label(entry.lot), at: .init(place.isLeft ? x - 8 : x + 8, y + 4), size: 11,
        anchor: place.isLeft ? .end : .start)
    }
    return [
      Figure(
        name: "lots",
        title: record.cost == nil
          ? "Positions on sale and their holders" : "Positions that are left and who stays there",
        description: description(record),
        drawing: drawing, table: table(record))
    ]
  }

  private static func label(_ lot: AuctionRecord.Lot) -> String {
    Figure.shortened(lot.name + (lot.holders.isEmpty ? "" : ": " + lot.holders.joined(separator: ", ")), to: 34)
  }

  /// A lane for each label, such that no two labels of a lane overlap; at the eastern end they stand left of their point.
  private static func places(of labels: [(x: Double, text: String)]) -> [(lane: Int, isLeft: Bool)] {
    var ends: [Double] = []
    return labels.map { label in
      let width = Double(label.text.count) * 6.2 + 14
      let isLeft = label.x + width > right + 20
      let start = isLeft ? label.x - width : label.x - 6
      let end = isLeft ? label.x + 6 : label.x + width
      let lane = ends.firstIndex { $0 <= start } ?? ends.count
      if lane == ends.count { ends.append(end) } else { ends[lane] = end }
      return (lane, isLeft)
    }
  }

  private static func description(_ record: AuctionRecord) -> String {
    record.lots.filter { $0.positionDeg != nil }.map {
      "\($0.name): \($0.holders.isEmpty ? "nobody" : $0.holders.joined(separator: ", "))"
    }.joined(separator: "; ") + "."
  }

  private static func table(_ record: AuctionRecord) -> CSVText {
    var table = CSVText(header: ["lot", "position_deg", "band", "holders"])
    for lot in record.lots {
      guard let position = lot.positionDeg else { continue }
      table.append([lot.name, position.description, lot.band ?? "", lot.holders.joined(separator: "|")])
    }
    return table
  }
}
