// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Many policies, grouped by family")
struct FamilyTests {
  @Test("families come in their order, policies in the scenario's; unknown families last")
  func order() {
    var fixture = Fixture.small
    fixture.families = ["first-come": "unheard-of", "leximin": "chance", "none": "practice"]
    let families = fixture.document.families
    #expect(families.map(\.family.id) == ["practice", "chance", "unheard-of"])
    #expect(families.map(\.policies) == [[2], [1], [0]])
    let crowd = Fixture.crowd.document.families
    // Nothing in the crowd sells.
    #expect(crowd.map(\.family.id) == ResultsDocument.Policy.Family.order.filter { $0 != "market" })
    #expect(crowd.flatMap(\.policies) == Array(0..<27))
  }

  @Test("a heading a family, none where there is one family")
  func headings() {
    let rows = OutcomeTables(Digest(Fixture.crowd.document)).standing().rows
    #expect(rows.count == 27 + 7)
    #expect(rows.filter(\.isHeading).map(\.head).first == "Family of practice")
    #expect(!OutcomeTables(Digest(Fixture.large.document)).standing().rows.contains { $0.isHeading })
  }

  @Test("in a crowd the policy of reference, the named ones and the best of three measures are set apart")
  func highlights() throws {
    let digest = Digest(Fixture.crowd.document)
    let highlights = Highlights(digest)
    #expect(!highlights.isEverything)
    #expect(highlights.policies.prefix(3).map { digest.policies[$0].id } == ["first-come", "most-served", "leximin"])
    #expect(highlights.policies.count <= 6)
    #expect(Set(highlights.policies).count == highlights.policies.count)
    let gini = digest.policies.indices.compactMap { digest.measure("gini", policy: $0)?.value }
    let least = try #require(gini.min())
    #expect(highlights.policies.contains { digest.measure("gini", policy: $0)?.value == least })
    #expect(Highlights(Digest(Fixture.small.document)).isEverything)
  }

  @Test("curves that aren't set apart are grey, and every policy is in the numbers")
  func curves() throws {
    let document = Fixture.crowd.document
    let figures = FigureSet(document: document)
    let lorenz = try #require(figures.lorenz.first)
    let highlighted = Highlights(Digest(document)).policies.count
    let grey = lorenz.svg.components(separatedBy: "<polyline").dropFirst().filter {
      $0.prefix { $0 != ">" }.contains("#b5b5b5")
    }.count
    #expect(grey == 27 - highlighted)
    #expect(lorenz.svg.contains("\(27 - highlighted) other policies"))
    for figure in [lorenz, try #require(figures.staircase.first)] {
      let policies = Set(figure.csv.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first })
      #expect(policies.count == 27, "\(figure.name)")
    }
    #expect(figures.groups.count == 5)
  }

  @Test("a page with everything is well-formed, and has each part once")
  func page() throws {
    let document = Fixture.crowdDocument
    let html = try Report(document: document).html()
    let parser = XMLParser(data: Data(html.utf8))
    #expect(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    for part in [
      "id=\"chances\"", "id=\"frontier\"", "class=\"warning\"", "id=\"chances-leximin-lottery\"",
      "id=\"frontier-equal\"", "ε = 5.13 × 10⁻⁷",
    ] {
      #expect(html.components(separatedBy: part).count == 2, "\(part)")
    }
    #expect(html.contains("decided by lot"))
    for word in ["{{", "}}", "Optional(", "[\"", ">nan<", ">inf<"] { #expect(!html.contains(word), "\(word)") }
    #expect(html.utf8.count < 6_000_000)
    let small = try Report(document: Fixture.small.document).html()
    for part in ["id=\"chances\"", "id=\"frontier\"", "class=\"warning\""] { #expect(!small.contains(part)) }
  }

  @Test("the numbers behind chances and frontier")
  func numbers() throws {
    var document = Fixture.small.document
    document.policies[2].lottery = Fixture.portfolio
    document.frontier = [Fixture.frontier]
    let figures = FigureSet(document: document)
    #expect(
      figures.chances.first?.csv
        == """
        administration,served,denominator,probability,low,high,mean_holding_channels
        A,3,3,1,,,1
        B,1,3,0.3333333333333333,,,0.6666666666666666
        C,2,3,0.6666666666666666,,,0.6666666666666666

        """)
    let lines = try #require(figures.frontier.first).csv.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[3] == ",2,1,1600,1610,2,1,0.015,0.5,multipliers")
    let bytes = try document.json()
    #expect(try ResultsDocument(json: bytes, path: "results.json") == document)
    document.frontier?[0].points = [Fixture.frontier.points[0]]
    #expect(FigureSet(document: document).frontier.isEmpty)
  }

  @Test("a table of optimal allocations names who hangs on ties")
  func optima() throws {
    var document = Fixture.small.document
    #expect(ProofTables(Digest(document)).optima() == nil)
    document.policies[1].optima = .init(
      count: 3,
      services: [
        .init(administration: "AAA", extent: .some, serving: 2), .init(administration: "BBB", extent: .all, serving: 3),
      ])
    let tables = ProofTables(Digest(document))
    let table = try #require(tables.optima())
    #expect(table.rows.map(\.head) == ["Family of equity", "Leximin <fairest> & \"best\""])
    #expect(table.rows.last?.cells.map(\.text) == ["3", "1", "1", "0", "0"])
    let services = try #require(tables.services().first)
    #expect(services.rows.map { $0.cells.map(\.text) } == [["some", "2 of 3"], ["all", "3 of 3"]])
    document.policies[1].optima?.count = 1
    #expect(ProofTables(Digest(document)).services().isEmpty)
  }
}
