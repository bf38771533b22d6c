// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The report of an auction: one HTML page that opens offline, made from its record alone.
public struct AuctionReport: Sendable {
  /// The record that the report is made from.
  public let record: AuctionRecord
  /// The figures of the report, which the page embeds.
  public let figures: [Figure]
  private let program: (name: String, version: String)

  /// Draws the figures of a record.
  ///
  /// - Parameter program: name and version of the program, for the page's foot.
  public init(record: AuctionRecord, program: (name: String, version: String)) {
    self.record = record
    self.program = program
    figures = PaymentsFigure.figures(record) + LotsFigure.figures(record) + CourseFigure.figures(record)
  }

  /// The page and the files of its figures.
  ///
  /// - Throws: an error of the template library where a template is not well formed, which tests rule out.
  public func files() throws -> [ResultFile] {
    [ResultFile(path: "report.html", text: try html())] + figures.flatMap(\.files)
  }

  /// The page as text; the same record always gives the same text.
  func html() throws -> String {
    try PageTemplates.html([("page", AuctionTemplates.page)], view: view())
  }

  private func view() -> [String: Any] {
    let tables = AuctionTables(record)
    let sentences = AuctionSentences(record)
    let course = tables.course()
    return [
      "style": PageStyle.css, "title": record.title.isEmpty ? "An auction" : record.title,
      "program": program.name, "version": program.version,
      "note": record.note ?? "", "hasNote": record.note != nil,
      "counterfactual": record.counterfactual ?? "", "isCounterfactual": record.counterfactual != nil,
      "facts": sentences.facts().map { ["term": $0.term, "text": $0.text] },
      "answer": sentences.answer(), "winners": tables.winners().map { [$0.view] } ?? [],
      "payments": views("payments"), "lotsFigure": views("lots"), "courseFigure": views("course"),
      "demands": tables.demands().map { [$0.view] } ?? [], "lots": tables.lots().view,
      "lotsTitle": record.cost == nil ? "What was sold" : "Who stays where",
      "networks": tables.networks().map { [$0.view] } ?? [], "odds": tables.odds().map { [$0.view] } ?? [],
      "unsold": tables.unsold().map { [$0.view] } ?? [], "rejected": tables.rejected().map { [$0.view] } ?? [],
      "bidders": tables.bidders().view, "course": course.map { [$0.view] } ?? [], "hasCourse": course != nil,
      "assumptions": record.assumptions, "hasAssumptions": !record.assumptions.isEmpty,
      "source": record.source ?? "", "hasSource": record.source != nil,
    ]
  }

  private func views(_ name: String) -> [[String: Any]] {
    figures.filter { $0.name == name }.map { ["name": $0.name, "title": $0.title, "svg": $0.svg] }
  }
}
