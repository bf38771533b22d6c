// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Figures")
struct FigureTests {
  @Test("the figures of a small document are the ones kept")
  func snapshots() throws {
    for figure in FigureSet(document: Fixture.small.document).all {
      try Snapshot.expect(figure.svg, figure.name + ".svg")
      try Snapshot.expect(figure.csv, figure.name + ".csv")
    }
  }

  @Test("every drawing and every page is well-formed XML")
  func wellFormed() throws {
    for document in [Fixture.small.document, Fixture.large.document, Fixture.crowdDocument] {
      let report = Report(document: document)
      for figure in report.figures.all {
        let parser = XMLParser(data: Data(figure.svg.utf8))
        #expect(parser.parse(), "\(figure.name): \(String(describing: parser.parserError))")
      }
      let parser = XMLParser(data: Data(try report.html().utf8))
      #expect(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }
  }

  @Test("every figure has a title, a description, a name of its own and a table")
  func descriptions() {
    let figures = FigureSet(document: Fixture.large.document).all
    #expect(Set(figures.map(\.name)).count == figures.count)
    for figure in figures {
      #expect(figure.svg.contains("<title id=\"figure-\(figure.name)-title\">"))
      #expect(figure.svg.contains("<desc id=\"figure-\(figure.name)-text\">"))
      #expect(figure.csv.split(separator: "\n").count > 1, "\(figure.name)")
    }
  }

  @Test("nothing lies outside a drawing, and no text is smaller than 11 units")
  func bounds() throws {
    for document in [Fixture.small.document, Fixture.large.document, Fixture.crowdDocument] {
      for figure in FigureSet(document: document).all {
        let reader = TextReader()
        let parser = XMLParser(data: Data(figure.svg.utf8))
        parser.delegate = reader
        #expect(parser.parse())
        #expect(reader.outside.isEmpty, "\(figure.name): \(reader.outside)")
        #expect(reader.smallest >= 11, "\(figure.name)")
      }
    }
  }

  @Test("a document that grants nothing draws no curve and does not fail")
  func nothing() {
    var fixture = Fixture.small
    fixture.policies = [("none", "Nothing"), ("none-either", "Nothing either")]
    fixture.networks = [fixture.networks[2], fixture.networks[2]]
    let figures = FigureSet(document: fixture.document)
    #expect(figures.staircase.isEmpty)
    #expect(figures.efficiency.isEmpty)
    #expect(figures.gains.first?.svg.contains("Every administration holds the same under both.") == true)
    #expect(figures.lorenz.first?.description.contains("undefined") == true)
  }

  @Test("those who gain come first, those who lose most come last")
  func extremes() throws {
    let digest = Digest(Fixture.small.document)
    let changes = GainsFigure.changes(digest, reference: 0, policy: 1)
    #expect(changes.map(\.change) == [2, 2, 1, -2, -6])
    #expect(GainsFigure.extremes(changes, count: 1).map(\.change) == [2, -6])
    #expect(GainsFigure.extremes([], count: 3).isEmpty)
  }

  @Test("names for files and identifiers")
  func slugs() {
    #expect(Figure.slug("First Come/2") == "first-come-2")
    #expect(Figure.slug("blend:half & half") == "blend-half-half")
    #expect(Figure.slug("…") == "x")
    #expect(Figure.shortened("abcdef", to: 4) == "abc…")
    #expect(Figure.shortened("abcd", to: 4) == "abcd")
  }

  @Test("text is escaped and forbidden characters are left out")
  func escaping() {
    #expect(SVG.escaped("a<b>&\"c'\u{1}\n") == "a&lt;b&gt;&amp;&quot;c&#39; ")
  }
}

/// Reads where texts of a drawing lie, with a generous width a character.
private final class TextReader: NSObject, XMLParserDelegate {
  var outside: [String] = []
  var smallest = Double.infinity
  private var width = 0.0
  private var height = 0.0
  private var current: [String: String]?
  private var content = ""

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if elementName == "svg" {
      width = Double(attributes["width"] ?? "") ?? 0
      height = Double(attributes["height"] ?? "") ?? 0
    }
    if elementName == "text" { (current, content) = (attributes, "") }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    content += string
  }

  func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
    guard elementName == "text", let current else { return }
    let size = Double(current["font-size"] ?? "") ?? 0
    let (x, y) = (Double(current["x"] ?? "") ?? -1, Double(current["y"] ?? "") ?? -1)
    let length = Double(content.count) * size * 0.56
    let start = current["text-anchor"] == "end" ? x - length : current["text-anchor"] == "middle" ? x - length / 2 : x
    smallest = min(smallest, size)
    if start < -1 || start + length > width + 1 || y < size * 0.7 || y > height { outside.append(content) }
    self.current = nil
  }
}
