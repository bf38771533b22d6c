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

  /// Whatever bytes a file holds, reading ends with a register or with faults, and never otherwise.
  @Test func damagedBytesNeverEndTheProcess() throws {
    let source = Places.root + "/" + Self.directory + "/administration-unknown"
    let names = try FileManager.default.contentsOfDirectory(atPath: source).filter { $0 != "expected.txt" }.sorted()
    try Places.withTemporaryDirectory { directory in
      var files: [String: [UInt8]] = [:]
      for name in names {
        files[name] = [UInt8](FileManager.default.contents(atPath: source + "/" + name) ?? Data())
        try Data(files[name] ?? []).write(to: URL(fileURLWithPath: directory + "/" + name))
      }
      var state: UInt64 = 7
      func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
      }
      let bytes: [UInt8] = [0, 0x0A, 0x0D, 0x22, 0x2C, 0x2D, 0x30, 0x39, 0x5B, 0x5C, 0x7B, 0x7D, 0xC3, 0xFF]
      for round in 0..<400 {
        let name = names[round % names.count]
        var damaged = files[name] ?? []
        for _ in 0...next(below: 4) {
          let position = next(below: damaged.count)
          switch next(below: 3) {
          case 0: damaged[position] = bytes[next(below: bytes.count)]
          case 1: damaged.remove(at: position)
          default: damaged.insert(bytes[next(below: bytes.count)], at: position)
          }
        }
        let url = URL(fileURLWithPath: directory + "/" + name)
        try Data(damaged).write(to: url)
        do {
          _ = try Register.read(directory: directory)
        } catch let error as BadInput {
          #expect(!error.faults.isEmpty)
        } catch {
          #expect(error is InputNotFound, "\(error)")
        }
        try Data(files[name] ?? []).write(to: url)
      }
    }
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
