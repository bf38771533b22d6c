// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Filings

/// A fault is one line, whatever stands in the input that it quotes.
@Suite struct FaultTests {
  private func description(quoting text: String) -> String {
    Fault(file: "a.csv", line: 2, field: "value", problem: "`\(text)` is no number", remedy: "write one").description
  }

  @Test(arguments: [
    ("x\ny", "x\\ny"), ("x\r\ny", "x\\r\\ny"), ("x\u{0}", "x\\0"), ("\u{1B}[2J", "\\u{1B}[2J"),
    ("\u{7F}", "\\u{7F}"),
    ("\u{85}", "\\u{0085}"), ("\u{2028}", "\\u{2028}"), ("\u{202E}abc", "\\u{202E}abc"),
  ])
  func whatBreaksALineIsEscaped(text: String, shown: String) {
    #expect(description(quoting: text) == "a.csv:2: value: `\(shown)` is no number; write one")
  }

  @Test(arguments: ["Côte d'Ivoire", "\u{1F1E6}\u{1F1F4}", "a\\nb", "\"quoted\"", "\u{A0}", "e\u{301}"])
  func everyOtherTextStays(text: String) {
    #expect(Array(description(quoting: text).utf8) == Array("a.csv:2: value: `\(text)` is no number; write one".utf8))
  }
}
