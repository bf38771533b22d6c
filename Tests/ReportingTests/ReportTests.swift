// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reporting

@Suite("The report")
struct ReportTests {
  @Test("the page of a small document is the one kept")
  func snapshot() throws {
    try Snapshot.expect(try Report(document: Fixture.small.document).html(), "report.html")
  }

  @Test("two renderings are the same bytes")
  func determinism() throws {
    let document = Fixture.large.document
    #expect(try Report(document: document).html() == Report(document: document).html())
    #expect(FigureSet(document: document).all == FigureSet(document: document).all)
  }

  @Test("names are escaped everywhere")
  func escaping() throws {
    let html = try Report(document: Fixture.small.document).html()
    #expect(!html.contains("<Fils>"))
    #expect(!html.contains("<fairest>"))
    #expect(!html.contains("<look>"))
    #expect(html.contains("Côte d&#39;Avant &amp; &lt;Fils&gt;"))
    #expect(!html.contains("&amp;amp;"))
  }

  @Test("identifiers are unique, and every reference has its target")
  func identifiers() throws {
    for document in [Fixture.small.document, Fixture.large.document, Fixture.crowdDocument] {
      let html = try Report(document: document).html()
      let identifiers = values(of: "id", in: html)
      #expect(identifiers.count == Set(identifiers).count)
      let known = Set(identifiers)
      for attribute in ["aria-labelledby", "aria-describedby"] {
        #expect(values(of: attribute, in: html).allSatisfy(known.contains))
      }
      #expect(
        values(of: "href", in: html).filter { $0.hasPrefix("#") }.allSatisfy { known.contains(String($0.dropFirst())) })
    }
  }

  @Test("nothing is fetched from elsewhere and nothing is a script")
  func offline() throws {
    let html = try Report(document: Fixture.small.document).html()
    #expect(!html.contains("<script"))
    #expect(!html.contains("src="))
    #expect(!html.contains("@import"))
    #expect(!html.contains("url("))
    let links = values(of: "href", in: html)
    #expect(links.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("figures/") })
  }

  @Test("no placeholder of a template and no debug text is left")
  func leftovers() throws {
    let html = try Report(document: Fixture.small.document).html()
    for word in ["{{", "}}", "Optional(", "[\"", ">nan<", ">inf<", " inf ", " nan "] where html.contains(word) {
      Issue.record("found \(word)")
    }
  }

  @Test("a document without policies still makes a page")
  func noPolicies() throws {
    var document = Fixture.small.document
    document.policies = []
    document = document.withHeadline()
    #expect(document.headline.isEmpty)
    let html = try Report(document: document).html()
    #expect(html.contains("No policy was compared."))
    #expect(html.contains("There is no other policy to compare with."))
  }

  @Test("a document of one policy without latecomers makes a page")
  func onePolicy() throws {
    var fixture = Fixture.small
    fixture.policies = Array(fixture.policies.prefix(1))
    fixture.networks = Array(fixture.networks.prefix(1))
    fixture.hasLatecomers = false
    let html = try Report(document: fixture.document).html()
    #expect(!html.contains("filings alone"))
    #expect(html.contains("There is no other policy to compare with."))
  }

  @Test("ten policies and 194 administrations stay small")
  func size() throws {
    let document = Fixture.large.document
    let clock = ContinuousClock()
    var html = ""
    let duration = try clock.measure { html = try Report(document: document).html() }
    #expect(html.utf8.count < 3_000_000)
    if let directory = ProcessInfo.processInfo.environment["ORBITSHARE_REPORT_PREVIEW"] {
      try preview(into: directory)
      let json = try document.json().count
      try Data("\(duration) html \(html.utf8.count) json \(json)\n".utf8)
        .write(to: URL(fileURLWithPath: directory).appendingPathComponent("size.txt"))
    }
  }

  private func preview(into directory: String) throws {
    for (name, document) in [
      ("small", Fixture.small.document), ("large", Fixture.large.document), ("crowd", Fixture.crowdDocument),
    ] {
      let out = try ResultDirectory.prepare(out: directory + "/" + name)
      try out.write(try Report(document: document).files(allocation: AllocationTable(rows: [])))
    }
  }

  /// Values of an attribute in the order of the text.
  private func values(of attribute: String, in html: String) -> [String] {
    html.components(separatedBy: " \(attribute)=\"").dropFirst().compactMap {
      $0.split(separator: "\"", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
    }
  }
}
