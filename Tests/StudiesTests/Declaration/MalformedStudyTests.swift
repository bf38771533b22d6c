// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Studies

/// Studies that are wrong in one way each, with the exact messages that a user sees.
///
/// A message that differs is written beside the expected one with `.new` appended; accepting it is one `mv`.
@Suite struct MalformedStudyTests {
  static let directory = StudyPlaces.root + "/Instances/malformed/studies/"
  static let cases = ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  @Test func thereAreEnoughCases() { #expect(Self.cases.count >= 70) }

  @Test(arguments: cases) func messages(name: String) throws {
    var messages = "no fault was found\n"
    do {
      _ = try Study.read(path: Self.directory + name, supply: MarkedRegisters())
    } catch {
      messages = "\(error)\n".replacingOccurrences(of: Self.directory, with: "")
    }
    let path = Self.directory + name.replacingOccurrences(of: ".yaml", with: ".expected.txt")
    let expected = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    if expected != messages { try Data(messages.utf8).write(to: URL(fileURLWithPath: path + ".new")) }
    #expect(expected == messages, "accept with: mv \(path).new \(path)")
  }

  /// Every fault says which file and line, and what to write instead.
  @Test(arguments: cases) func everyFaultHasItsPlaceAndRemedy(name: String) throws {
    let error = try #require(throws: BadInput.self) {
      _ = try Study.read(path: Self.directory + name, supply: MarkedRegisters())
    }
    #expect(!error.faults.isEmpty)
    for fault in error.faults {
      #expect(fault.line != nil, "\(fault)")
      #expect(!fault.remedy.isEmpty && !fault.problem.isEmpty)
    }
    #expect(Set(error.faults).count == error.faults.count, "a fault is told twice: \(error)")
  }
}
