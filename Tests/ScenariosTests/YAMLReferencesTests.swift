// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios

/// References of YAML documents are counted, so that a few lines can't stand for more than there is time to read.
@Suite struct YAMLReferencesTests {
  private func document(references count: Int, anchor: String = "list: &list [a]\n") -> String {
    anchor + (0..<count).map { "key\($0): *list\n" }.joined()
  }

  @Test func soManyAreAllowedAndNoMore() {
    #expect(YAMLReferences.lineOfExcess(in: document(references: YAMLReferences.most)) == nil)
    // The anchor is on the first line, each reference on one of its own.
    let tooMany = document(references: YAMLReferences.most + 5)
    #expect(YAMLReferences.lineOfExcess(in: tooMany) == YAMLReferences.most + 2)
  }

  @Test(arguments: ["[*a, *a]", "{*a : *a}", "[*a,*a]", "[ *a ,\n*a ]", "- *a\n- *a", "? *a\n: *a", "- - *a\n  - *a"])
  func everyPlaceOfAReferenceCounts(pair: String) {
    let half = YAMLReferences.most / 2
    let allowed = "a: &a x\n" + String(repeating: pair + "\n", count: half)
    #expect(YAMLReferences.lineOfExcess(in: allowed) == nil)
    #expect(YAMLReferences.lineOfExcess(in: allowed + pair) != nil)
  }

  @Test func asterisksAreNotReferences() {
    let text = String(repeating: "2*3 ** a* * b 4 * 5\n", count: 100)
    #expect(YAMLReferences.lineOfExcess(in: "a: &a x\n" + text.replacing("**", with: "")) == nil)
    // Without an anchor there is nothing to refer to; the parser says so.
    #expect(YAMLReferences.lineOfExcess(in: document(references: 100, anchor: "list: R&D\n")) == nil)
  }
}
