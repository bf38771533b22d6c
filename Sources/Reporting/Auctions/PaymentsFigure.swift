// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// For each winner what was bid, what is paid, and what taking part cost the others.
enum PaymentsFigure {
  /// More winners than this make no readable drawing; the table has them all.
  private static let mostWinners = 40
  private static let rowHeight = 26.0
  private static let left = 170.0

  /// One figure; none without winners, or with too many.
  static func figures(_ record: AuctionRecord) -> [Figure] {
    let winners = record.winners
    guard !winners.isEmpty, winners.count <= mostWinners else { return [] }
    let greatest = winners.flatMap { [$0.bid, $0.price, $0.payment] }.map { abs(number($0)) }.max() ?? 0
    guard greatest > 0 else { return [] }
    let hasVCG = winners.contains { $0.vcgPrice != nil } && record.payments != "vcg"
    let top = 44.0
    var drawing = SVG(width: 720, height: top + Double(winners.count) * rowHeight + 46)
    let scale = Scale(numbers: 0...greatest, start: left, end: 700)
    let bottom = top + Double(winners.count) * rowHeight
    for tick in scale.ticks {
      let place = scale.place(tick)
      drawing.line(from: .init(place, top), to: .init(place, bottom), .line(Palette.grid))
      drawing.text(NumberText.trimmed(tick), at: .init(place, bottom + 18), anchor: .middle)
    }
    for (index, winner) in winners.enumerated() {
      let y = top + Double(index) * rowHeight
      drawing.text(Figure.shortened(winner.bidder, to: 24), at: .init(left - 8, y + 17), anchor: .end)
      drawing.rectangle(
        x: left, y: y + 5, width: scale.place(number(winner.bid)) - left, height: 16,
        .filled(Palette.sky, opacity: 0.45))
      drawing.rectangle(
        x: left, y: y + 8, width: scale.place(abs(number(winner.payment))) - left, height: 10, .filled(Palette.blue))
      if hasVCG, let price = winner.vcgPrice {
        let place = scale.place(number(price))
        drawing.line(from: .init(place, y + 2), to: .init(place, y + 24), .line(Palette.vermillion, width: 2.5))
      }
    }
    drawLegend(record, hasVCG: hasVCG, in: &drawing)
    let unit = record.currency.isEmpty ? "amount" : record.currency
    drawing.text(unit, at: .init((left + 700) / 2, bottom + 38), size: 13, anchor: .middle)
    return [
      Figure(
        name: "payments", title: "What winners bid and what is paid", description: description(record),
        drawing: drawing, table: table(record))
    ]
  }

  private static func number(_ amount: Decimal) -> Double { Double(amount.description) ?? 0 }

  private static func drawLegend(_ record: AuctionRecord, hasVCG: Bool, in drawing: inout SVG) {
    drawing.rectangle(x: left, y: 8, width: 28, height: 16, .filled(Palette.sky, opacity: 0.45))
    drawing.text("bid", at: .init(left + 36, 21))
    drawing.rectangle(x: left + 90, y: 11, width: 28, height: 10, .filled(Palette.blue))
    drawing.text(record.cost == nil ? "paid" : "received", at: .init(left + 126, 21))
    guard hasVCG else { return }
    drawing.line(from: .init(left + 220, 6), to: .init(left + 220, 26), .line(Palette.vermillion, width: 2.5))
    drawing.text("VCG price", at: .init(left + 230, 21))
  }

  private static func description(_ record: AuctionRecord) -> String {
    record.winners.map {
      "\($0.bidder): bid \(AuctionRecord.text($0.bid)), payment \(AuctionRecord.text(abs($0.payment)))"
    }.joined(separator: "; ") + "."
  }

  private static func table(_ record: AuctionRecord) -> CSVText {
    var table = CSVText(header: ["bidder", "bid", "price", "payment", "vcg_price"])
    for winner in record.winners {
      table.append([
        winner.bidder, winner.bid.description, winner.price.description, winner.payment.description,
        winner.vcgPrice?.description ?? "",
      ])
    }
    return table
  }
}
