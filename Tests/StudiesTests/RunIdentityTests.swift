// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Studies

/// Test vectors of FNV-1a, 128 bits, from the authors' published list.
@Suite struct RunIdentityTests {
  @Test(arguments: [
    ("", "6c62272e07bb014262b821756295c58d"),
    ("a", "d228cb696f1a8caf78912b704e4a8964"),
    ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
  ])
  func publishedVectors(text: String, digits: String) {
    #expect(RunIdentity(key: text.utf8).description == digits)
    #expect(RunIdentity(digits) == RunIdentity(key: text.utf8))
  }

  @Test func otherTextsAreNotIdentities() {
    for text in ["", "6c62", "zz62272e07bb014262b821756295c58d"] { #expect(RunIdentity(text) == nil) }
  }
}
