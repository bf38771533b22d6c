// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reporting

@Suite("The headline and the caveats")
struct HeadlineTests {
  @Test("sentences come in their order, with their parameters")
  func order() {
    let headline = Fixture.small.document.headline
    #expect(
      headline.map(\.id) == [
        "latecomers-served", "price-in-channels", "standing", "standing", "gini", "gini-without-latecomers",
        "group-with-nothing", "in-use-today", "claims", "uniqueness",
      ])
    #expect(
      headline.first?.text
        == "Under “First come, first served” 1 of the 5 national requests that come last is granted; under "
        + "“Leximin <fairest> & \"best\"” 4.")
    #expect(headline.first?.parameters.first { $0.name == "best_served" }?.value == "4")
  }

  @Test("without latecomers nothing is said of them")
  func withoutLatecomers() {
    var fixture = Fixture.small
    fixture.hasLatecomers = false
    let identifiers = fixture.document.headline.map(\.id)
    #expect(!identifiers.contains("latecomers-served"))
    #expect(!identifiers.contains("gini-without-latecomers"))
    #expect(identifiers.contains("price-in-channels"))
  }

  @Test("the caveats name what the data call for")
  func caveats() {
    let caveats = Caveats.sentences(Digest(Fixture.small.document))
    #expect(caveats.first == Caveats.legalNote)
    #expect(caveats.contains { $0.hasPrefix("Where a group or the bottom") })
    #expect(caveats.contains { $0.hasPrefix("Fewer than five administrations are in the group “Least developed” (1)") })
    #expect(
      caveats.contains(
        "One administration (CCC) has no number of inhabitants and is left out of entitlements that need it."))
    let large = Caveats.sentences(Digest(Fixture.large.document))
    #expect(!large.contains { $0.hasPrefix("Fewer than five") })
  }

  @Test("no text says that filing first gives priority in law")
  func law() {
    #expect(Caveats.legalNote.hasPrefix("Nobody gains priority in the Radio Regulations by filing first."))
  }

  @Test("lists and counts")
  func phrases() {
    #expect(Phrase.list([]) == "")
    #expect(Phrase.list(["a"]) == "a")
    #expect(Phrase.list(["a", "b"]) == "a and b")
    #expect(Phrase.list(["a", "b", "c"]) == "a, b and c")
    #expect(Phrase.count(0, "network", "networks") == "no networks")
    #expect(Phrase.count(1, "network", "networks") == "1 network")
    #expect(Phrase.count(1200, "network", "networks") == "1,200 networks")
    #expect(Phrase.part(0, of: 0) == "none")
  }
}
