// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reporting

@Suite("Sentences on outcomes")
struct OutcomeSentenceTests {
  typealias Outcome = OutcomeSentences.Outcome

  private func latecomers(_ served: Int, _ best: (titles: [String], number: Int)?, of total: Int) -> String? {
    OutcomeSentences.latecomers(
      reference: Outcome(titles: ["First"], number: served),
      best: best.map { Outcome(titles: $0.titles, number: $0.number) }, total: total)?.text
  }

  @Test("latecomers: none, one, some and all are served")
  func latecomersServed() {
    #expect(latecomers(0, nil, of: 194) == "Under “First” none of the 194 national requests that come last is granted.")
    #expect(latecomers(1, nil, of: 194) == "Under “First” 1 of the 194 national requests that come last is granted.")
    #expect(latecomers(2, nil, of: 194) == "Under “First” 2 of the 194 national requests that come last are granted.")
    #expect(latecomers(194, nil, of: 194) == "Under “First” all 194 national requests that come last are granted.")
    #expect(latecomers(0, nil, of: 1) == "Under “First” the one national request that comes last is not granted.")
    #expect(latecomers(1, nil, of: 1) == "Under “First” the one national request that comes last is granted.")
    #expect(latecomers(0, nil, of: 0) == nil)
  }

  @Test("latecomers: another policy serves more, several tie, none serves more")
  func latecomersCompared() {
    let first = "Under “First” 2 of the 194 national requests that come last are granted; "
    #expect(latecomers(2, (["B"], 194), of: 194) == first + "under “B” all 194.")
    #expect(latecomers(2, (["B"], 57), of: 194) == first + "under “B” 57.")
    #expect(latecomers(2, (["B", "C"], 57), of: 194) == first + "under “B” and “C” 57.")
    #expect(latecomers(2, (["B", "C", "D"], 57), of: 194) == first + "under “B”, “C” and “D” 57.")
    #expect(latecomers(2, (["B", "C", "D", "E"], 57), of: 194) == first + "under “B”, “C” and 2 more policies 57.")
    #expect(latecomers(2, (["B"], 2), of: 194) == first + "no other policy grants more.")
    #expect(
      latecomers(0, (["B"], 1), of: 1)
        == "Under “First” the one national request that comes last is not granted; under “B” it is.")
  }

  private func price(_ before: Int, _ after: Int) -> String {
    OutcomeSentences.price(
      reference: Outcome(titles: ["First"], number: before), other: Outcome(titles: ["B"], number: after)
    ).text
  }

  @Test("price: fewer, as many, more, and nothing to compare with")
  func price() {
    #expect(
      price(1000, 959) == "The price is 4.1\u{A0}% of the channels: “B” grants 959, “First” 1,000.")
    #expect(price(1000, 1000) == "That costs no channels: “B” and “First” both grant 1,000.")
    #expect(price(1000, 1020) == "That costs no channels: “B” grants 1,020, 2\u{A0}% more than “First” with 1,000.")
    #expect(price(1000, 0) == "The price is 100\u{A0}% of the channels: “B” grants 0, “First” 1,000.")
    #expect(price(0, 3) == "“First” grants no channels, so a price against it cannot be stated; “B” grants 3.")
    #expect(
      price(0, 0) == "“First” grants no channels, so a price against it cannot be stated; “B” grants none either.")
  }

  @Test("standing: none, one and many, with and without latecomers")
  func standing() {
    let text = OutcomeSentences.standing(
      title: "A", with: .init(served: 60, refused: 1, neverAsked: 133),
      without: .init(served: 1, refused: 0, neverAsked: 193)
    ).text
    #expect(
      text == "Under “A” 60 member States are served, 1 asked and got nothing, and 133 never asked; "
        + "from filings alone, 1 member State is served, none asked and got nothing, and 193 never asked.")
    let alone = OutcomeSentences.standing(
      title: "A", with: .init(served: 0, refused: 5, neverAsked: 0), without: nil
    ).text
    #expect(alone == "Under “A” no member State is served, 5 asked and got nothing, and none never asked.")
  }

  private func inUse(_ granted: Int, of total: Int) -> String? {
    OutcomeSentences.inUse(title: "A", granted: granted, total: total, day: "2023-09-07")?.text
  }

  @Test("in use: none, some, all, one, and none known")
  func inUse() {
    let start = "Starting from an empty arc, “A” "
    let end = " in use on 2023-09-07."
    #expect(inUse(0, of: 0) == nil)
    #expect(inUse(0, of: 9) == start + "grants none of the 9 networks that are" + end)
    #expect(inUse(4, of: 9) == start + "grants 4 of the 9 networks that are" + end)
    #expect(inUse(9, of: 9) == start + "grants all 9 networks that are" + end)
    #expect(inUse(1, of: 1) == start + "grants the one network that is" + end)
    #expect(inUse(0, of: 1) == start + "does not grant the one network that is" + end)
  }
}
