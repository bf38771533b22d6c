// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reporting

@Suite("Sentences on measures and claims")
struct MeasureSentenceTests {
  typealias Quantity = ResultsDocument.Quantity
  typealias Finding = MeasureSentences.Finding
  typealias Stage = ResultsDocument.Policy.Stage

  private let nothing = Quantity.undefined(reason: "nothing allocated")

  private func gini(_ reference: Quantity, _ least: (titles: [String], quantity: Quantity)?, floor: Double? = nil)
    -> String
  {
    MeasureSentences.gini(
      reference: Finding(titles: ["First"], quantity: reference),
      least: least.map { Finding(titles: $0.titles, quantity: $0.quantity) }, floor: floor,
      basis: "Member States, equal shares"
    ).text
  }

  @Test("Gini: lower elsewhere, tie, alone, undefined, infinite, with a floor")
  func gini() {
    let opening = "Inequality (Gini: 0 is equality, lower is fairer; Member States, equal shares)"
    #expect(
      gini(.init(0.9128), (["B"], .init(0.45)))
        == opening + " is 0.913 under “First”, and lowest under “B”: 0.450.")
    #expect(
      gini(.init(0.9), (["B", "C"], .init(0.45)), floor: 0.0625)
        == opening + " is 0.900 under “First”, and lowest under “B” and “C”: 0.450."
        + " Since units are indivisible, no division of as much could have less than 0.063.")
    #expect(gini(.init(0.4), (["B"], .init(0.4))) == opening + " is 0.400 under “First”; no other policy has less.")
    #expect(gini(.init(0.4), nil) == opening + " is 0.400 under “First”.")
    #expect(gini(nothing, nil) == opening + " under “First” is undefined (nothing allocated).")
    #expect(
      gini(nothing, (["B"], .init(0.4)))
        == opening + " under “First” is undefined (nothing allocated); it is lowest under “B”: 0.400.")
    #expect(gini(.infinite, nil) == opening + " under “First” is infinite.")
  }

  @Test("without latecomers: none, one, several")
  func withoutLatecomers() {
    let opening = "Counting the filings alone, without the requests that come last, it is "
    #expect(MeasureSentences.giniWithoutLatecomers([]) == nil)
    let one = Finding(titles: ["A"], quantity: .init(0.9))
    let other = Finding(titles: ["B"], quantity: nothing)
    #expect(MeasureSentences.giniWithoutLatecomers([one])?.text == opening + "0.900 under “A”.")
    #expect(
      MeasureSentences.giniWithoutLatecomers([one, other])?.text
        == opening + "0.900 under “A” and undefined (nothing allocated) under “B”.")
  }

  @Test("groups with nothing: shares, undefined, small groups, none")
  func groups() {
    func text(_ members: Int?, _ quantities: [Quantity]) -> String? {
      MeasureSentences.groupWithNothing(
        group: "LDC", name: "least developed countries", members: members,
        findings: zip(["A", "B"], quantities).map { Finding(titles: [$0], quantity: $1) })?.text
    }
    #expect(text(45, []) == nil)
    #expect(
      text(45, [.init(0.578), .init(0)])
        == "Share of the least developed countries (45) that hold nothing: 57.8\u{A0}% under “A” and 0\u{A0}% under “B”."
    )
    #expect(
      text(45, [.init(0), .init(0)])
        == "Share of the least developed countries (45) that hold nothing: 0\u{A0}% under “A” and “B”.")
    #expect(
      text(nil, [.undefined(reason: "group LDC has no members")])
        == "Share of the least developed countries that hold nothing: undefined (group LDC has no members) under “A”.")
    #expect(
      text(1, [.init(1)])
        == "Share of the least developed countries (1) that hold nothing: 100\u{A0}% under “A”."
        + " The group is small: read shares as counts.")
  }

  private func stage(_ claim: Stage.Claim, _ proof: Stage.Proof) -> Stage {
    Stage(kind: "", name: "", statement: "", claim: claim, value: 1, bound: nil, unit: "", proof: proof)
  }

  @Test("claims: every kind, one and several")
  func claims() {
    #expect(ClaimSentences.claims([]) == nil)
    #expect(
      ClaimSentences.claims([stage(.byConstruction, .replay)])?.text
        == "Of the one stage, 1 can be replayed from the register.")
    #expect(
      ClaimSentences.claims([
        stage(.optimal, .multipliers), stage(.optimal, .solver), stage(.withinGap, .solver),
      ])?.text
        == "Of 3 stages, 1 is proven optimal by sums that anyone can check, 1 rests on the solver's word and 1 is not "
        + "proven optimal.")
    #expect(
      ClaimSentences.claims([
        stage(.optimal, .multipliers), stage(.optimal, .trivial), stage(.optimal, .solver), stage(.optimal, .solver),
        stage(.withinGap, .solver), stage(.feasible, .replay),
      ])?.text
        == "Of 6 stages, 2 are proven optimal by sums that anyone can check, 2 rest on the solver's word and 2 are not "
        + "proven optimal.")
  }

  @Test("uniqueness: unique, not unique, not examined, of one and of several policies")
  func uniqueness() {
    let tie =
      " another allocation would be as good by the policy's own stages; which one is shown was settled by the "
      + "documented tie-break, not on the merits."
    #expect(ClaimSentences.uniqueness([]) == nil)
    #expect(ClaimSentences.uniqueness([("A", .unique)])?.text == "The outcome is unique.")
    #expect(
      ClaimSentences.uniqueness([("A", .unique), ("B", .unique)])?.text == "The outcome is unique under every policy.")
    #expect(ClaimSentences.uniqueness([("A", .notUnique)])?.text == "Under “A”" + tie)
    #expect(ClaimSentences.uniqueness([("A", .notUnique), ("B", .notUnique)])?.text == "Under every policy" + tie)
    #expect(
      ClaimSentences.uniqueness([("A", .notUnique), ("B", .notExamined), ("C", .unique)])?.text
        == "Under “A”" + tie + " Whether the outcome is unique was not examined for “B”.")
    #expect(
      ClaimSentences.uniqueness([("A", .notExamined), ("B", .notExamined)])?.text
        == "Whether the outcome is unique was not examined for any policy.")
  }
}
