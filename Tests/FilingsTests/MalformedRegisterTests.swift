// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Filings

/// Registers that are wrong in one way each, with the exact messages that a user sees.
///
/// A message that differs is written to `expected.txt.new`; accepting it is one `mv`.
@Suite struct MalformedRegisterTests {
  static let directory = "Instances/malformed/registers"

  static let cases: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: Places.root + "/" + directory)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }()

  @Test func thereAreEnoughCases() {
    #expect(Self.cases.count >= 25)
  }

  @Test(arguments: cases) func messagesAreAsExpected(name: String) throws {
    let path = Places.root + "/" + Self.directory + "/" + name
    var messages = "no fault was found\n"
    do {
      _ = try Register.read(directory: path)
    } catch {
      messages = "\(error)\n".replacingOccurrences(of: Places.root + "/", with: "")
    }
    let expected = FileManager.default.contents(atPath: path + "/expected.txt").map {
      String(decoding: $0, as: UTF8.self)
    }
    if expected != messages { try Places.write(messages, path + "/expected.txt.new") }
    #expect(expected == messages, "accept with: mv expected.txt.new expected.txt")
  }
}
