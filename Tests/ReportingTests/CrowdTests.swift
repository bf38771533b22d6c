// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reporting

@Suite("A page with many policies stays readable")
struct CrowdTests {
  private typealias Quantity = ResultsDocument.Quantity
  private typealias Stage = ResultsDocument.Policy.Stage

  private static func stage(
    _ name: String, _ number: Int, _ proof: Stage.Proof, claim: Stage.Claim = .optimal
  ) -> Stage {
    var stage = Fixture.small.document.policies[1].stages[0]
    (stage.name, stage.proof, stage.claim) = (name, proof, claim)
    stage.statement = "statement \(number)"
    return stage
  }

  @Test("many stages share rows by name, claim and proof; few do not")
  func stages() throws {
    var document = Fixture.small.document
    let rounds = (1...14).map {
      Self.stage("the most of the round, round \($0)", $0, $0 < 11 ? .multipliers : .trivial)
    }
    document.policies[1].stages = rounds + [Self.stage("lots", 15, .solver)]
    let table = ProofTables(Digest(document)).claims()
    let own = table.rows.filter { $0.head == document.policies[1].title }
    #expect(
      own.map { $0.cells[0].text } == [
        "the most of the round: 10 of 15 stages; the first: statement 1, the last: statement 10",
        "the most of the round: 4 of 15 stages; the first: statement 11, the last: statement 14",
        "lots: statement 15",
      ])
    #expect(own.prefix(2).allSatisfy { $0.cells[2].text == "–" && $0.cells[3].text == "–" })
    #expect(table.notes.count == 1)
    document.policies[1].stages = Array(rounds.prefix(12))
    let few = ProofTables(Digest(document)).claims()
    #expect(few.rows.filter { $0.head == document.policies[1].title }.count == 12)
    #expect(few.notes.isEmpty)
  }

  @Test("names of stages lose the number of their round and nothing else")
  func rounds() {
    for (name, base) in [
      ("the most, round 12", "the most"), ("the most, round ", "the most, round "), ("round 3", "round 3"),
      ("level 2", "level 2"), (", round 1", ""),
    ] {
      #expect(StageGroup.nameWithoutRound(Self.stage(name, 1, .solver)) == base)
    }
  }

  @Test("a measure that no policy has is named below the table and has no column")
  func emptyColumns() throws {
    var document = Fixture.small.document
    let old = document
    for policy in old.policies.indices {
      document.policies[policy].measures = old.policies[policy].measures.map { measure in
        guard measure.id == "price_of_fairness" else { return measure }
        return .init(
          id: measure.id, population: measure.population, entitlement: measure.entitlement, group: measure.group,
          quantity: .undefined(reason: "nothing is known"), unit: measure.unit, direction: measure.direction)
      }
    }
    let digest = Digest(document)
    let table = try #require(ComparisonTables(digest).chief(digest.primary, isWithLatecomers: true))
    #expect(!table.columns.map(\.title).contains("Price of fairness"))
    #expect(
      table.notes.contains { $0.hasPrefix("Undefined, since nothing is known: ") && $0.contains("Price of fairness") })
    #expect(table.rows.filter { !$0.isHeading }.allSatisfy { $0.cells.count == table.columns.count })
  }

  @Test("a row a policy on attribution, and the rest folded away")
  func attribution() throws {
    var document = Fixture.crowd.document
    document.attributionSensitivity = document.policies.flatMap { policy in
      [ResultsDocument.Scenario.Attribution.notifyingAdministration, .members].map { rule in
        ResultsDocument.AttributionSensitivity(
          policy: policy.id, attribution: rule, gini: Quantity(rule == .members ? 0.25 : 0.5), hoover: Quantity(0.4),
          shareWithNothing: Quantity(0.125), minRatio: Quantity(0), parityOfLeastDeveloped: Quantity(0.5))
      }
    }
    let tables = ComparisonTables(Digest(document))
    let short = try #require(tables.attribution())
    let rows = short.rows.filter { !$0.isHeading }
    #expect(rows.count == 27)
    #expect(rows.allSatisfy { $0.cells.map(\.text) == ["0.500", "0.250", "12.5\u{A0}%", "12.5\u{A0}%"] })
    #expect(try #require(tables.attributionInFull()).rows.filter { !$0.isHeading }.count == 54)
    #expect(try Report(document: document).html().contains("More measures by whom"))
  }

  @Test("every link of the page leads to an element, each policy is linked, and figures of one kind are folded")
  func links() throws {
    let html = try Report(document: Fixture.crowdDocument).html()
    let identifiers = Self.parts(html, after: " id=\"")
    #expect(Set(identifiers).count == identifiers.count)
    let targets = Set(Self.parts(html, after: "href=\"#"))
    #expect(targets.subtracting(identifiers).isEmpty)
    for policy in Fixture.crowd.document.policies { #expect(targets.contains("policy-" + policy.id)) }
    #expect(html.contains("<details class=\"printed\"><summary>Family of practice: "))
    #expect(!(try Report(document: Fixture.small.document).html()).contains("<summary>Family of"))
  }

  private static func parts(_ text: String, after mark: String) -> [String] {
    text.components(separatedBy: mark).dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  @Test("numbers of points follow the legend, strips of the arc the families")
  func order() throws {
    var document = Fixture.crowd.document
    document.policies.reverse()
    let digest = Digest(document)
    let figures = FigureSet(document: document)
    let numbers = try #require(figures.efficiency.first).csv.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").prefix(2).map(String.init)
    }
    let sorted = numbers.sorted { (Int($0[0]) ?? 0) < (Int($1[0]) ?? 0) }.map { $0[1] }
    let legend = digest.grouped.map { digest.policies[$0].id }
    #expect(sorted == legend)
    var strips: [String] = []
    for line in figures.arc.flatMap({ $0.csv.split(separator: "\n").dropFirst() }) {
      let id = String(line.prefix { $0 != "," })
      if strips.last != id { strips.append(id) }
    }
    #expect(strips == legend.filter(strips.contains))
    for (index, policy) in digest.policies.enumerated() where strips.contains(policy.id) {
      let figure = figures.arc.first { $0.name == ArcFigure.name(digest, policy: index) }
      #expect(figure?.csv.contains(policy.id + ",") == true)
    }
  }

  @Test("uniqueness is said once for all of a family of whom it holds; axes don't go below zero")
  func once() throws {
    var document = Fixture.crowd.document
    for index in document.policies.indices { document.policies[index].uniqueness.sentence = "Said of all." }
    let html = try Report(document: document).html()
    #expect(html.components(separatedBy: "Said of all.").count == 1 + Digest(document).families.count)
    #expect(Scale.around([0.02, 0.9]).lowerBound == 0)
    #expect(Scale.around([-1, 1]).lowerBound < -1)
  }

  @Test("names between backticks stand in quotation marks")
  func backticks() {
    #expect(Phrase.withoutBackticks("no `population` above 0 and no `need`") == "no “population” above 0 and no “need”")
    #expect(Phrase.withoutBackticks("a lone ` stays") == "a lone ` stays")
    #expect(Phrase.withoutBackticks("") == "")
  }
}
