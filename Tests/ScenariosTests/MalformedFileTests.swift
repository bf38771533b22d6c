// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Scenarios

/// Scenarios and policies that are wrong in one way each, with the exact messages that a user sees.
///
/// A message that differs is written beside the expected one with `.new` appended; accepting it is one `mv`.
@Suite struct MalformedFileTests {
  static let scenarios = "Instances/malformed/scenarios"
  static let policies = "Instances/malformed/policies"
  static let changes = "Instances/malformed/changes"

  static let scenarioCases = Places.names(in: scenarios)
  static let policyCases = Places.names(in: policies).filter { $0.hasSuffix(".yaml") }
  static let changeCases = Places.names(in: changes).filter { $0.hasSuffix(".yaml") }

  @Test func thereAreEnoughCases() {
    #expect(Self.scenarioCases.count >= 70)
    #expect(Self.policyCases.count >= 50)
    #expect(Self.changeCases.count >= 12)
  }

  @Test(arguments: scenarioCases) func messagesOfScenarios(name: String) throws {
    let directory = Places.root + "/" + Self.scenarios + "/" + name + "/"
    let messages = Self.messages(directory) { _ = try Scenario.read(path: directory + "scenario.yaml") }
    try Self.compare(messages, directory + "expected.txt")
  }

  @Test(arguments: policyCases) func messagesOfPolicies(name: String) throws {
    let directory = Places.root + "/" + Self.policies + "/"
    let messages = Self.messages(directory) { _ = try Policy.read(path: directory + name) }
    try Self.compare(messages, directory + name.replacingOccurrences(of: ".yaml", with: ".expected.txt"))
  }

  @Test(arguments: changeCases) func messagesOfChanges(name: String) throws {
    let directory = Places.root + "/" + Self.changes + "/"
    let messages = Self.messages(directory) { _ = try ScenarioChange.read(path: directory + name) }
    try Self.compare(messages, directory + name.replacingOccurrences(of: ".yaml", with: ".expected.txt"))
  }

  /// Every fault of a file that is YAML at all names its line, save the absence of a key in the whole document.
  @Test func everyFaultHasItsPlace() throws {
    let paths =
      Self.scenarioCases.map { Self.scenarios + "/" + $0 + "/scenario.yaml" }
      + Self.policyCases.map { Self.policies + "/" + $0 }
    for path in paths {
      do {
        if path.hasPrefix(Self.scenarios) {
          _ = try Scenario.read(path: Places.root + "/" + path)
        } else {
          _ = try Policy.read(path: Places.root + "/" + path)
        }
        Issue.record("no fault in \(path)")
      } catch let error as BadInput {
        #expect(!error.faults.isEmpty)
        for fault in error.faults where !path.contains("empty") && !path.contains("only") && !path.contains("utf-8") {
          #expect(fault.line != nil, "\(fault)")
        }
        let order = error.faults.map { $0.line ?? 0 }
        #expect(order == order.sorted(), "\(path)")
      }
    }
  }

  /// Whatever bytes a file holds, reading ends with a value or with faults, and never otherwise.
  @Test func damagedBytesNeverEndTheProcess() throws {
    let scenario = Array(try #require(Places.text(Places.root + "/Instances/register-2023/scenario.yaml")).utf8)
    let policy = Array(try #require(Places.text(Places.root + "/Instances/policies/set-aside.yaml")).utf8)
    var state: UInt64 = 11
    func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let bytes: [UInt8] = [0, 9, 10, 13, 32, 34, 38, 39, 42, 45, 48, 57, 58, 60, 91, 93, 123, 125, 0xC3, 0xFF]
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("scenarios-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let url = directory.appendingPathComponent("file.yaml")
    for round in 0..<300 {
      var damaged = round % 2 == 0 ? scenario : policy
      for _ in 0...next(below: 4) {
        let position = next(below: damaged.count)
        switch next(below: 3) {
        case 0: damaged[position] = bytes[next(below: bytes.count)]
        case 1: damaged.remove(at: position)
        default: damaged.insert(bytes[next(below: bytes.count)], at: position)
        }
      }
      try Data(damaged).write(to: url)
      do {
        if round % 2 == 0 { _ = try Scenario.read(path: url.path) } else { _ = try Policy.read(path: url.path) }
      } catch let error as BadInput {
        #expect(!error.faults.isEmpty)
      }
    }
  }

  @Test func aFileThatIsNotThere() {
    #expect(throws: InputNotFound(path: "/nowhere/scenario.yaml", reason: "no such file")) {
      _ = try Scenario.read(path: "/nowhere/scenario.yaml")
    }
    let directory = Places.root + "/Instances"
    #expect(throws: InputNotFound(path: directory, reason: "is a directory")) {
      _ = try Policy.read(path: directory)
    }
  }

  private static func messages(_ directory: String, _ body: () throws -> Void) -> String {
    do {
      try body()
      return "no fault was found\n"
    } catch {
      return "\(error)\n".replacingOccurrences(of: directory, with: "")
    }
  }

  private static func compare(_ messages: String, _ path: String) throws {
    let expected = Places.text(path)
    if expected != messages { try Data(messages.utf8).write(to: URL(fileURLWithPath: path + ".new")) }
    #expect(expected == messages, "accept with: mv \(path).new \(path)")
  }
}
