// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import ArgumentParser
import Auctions
import Coordination
import Filings
import Foundation
import Scenarios
import Studies

/// `orbitshare validate`: every fault of registers, scenarios, policies and auctions.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract:
      "Check registers, scenarios, policies, auctions and studies; every fault with its place and the remedy.",
    discussion: "Policies given together with one scenario are held against it: groups, columns, bands and amounts.")

  @Argument(help: "Registers (a directory or its datapackage.json), scenarios, policies, auctions and studies.")
  var paths: [String]

  @OptionGroup
  var answer: AnswerOption

  func run() throws {
    try ExitStatus.reporting {
      var faults: [Fault] = []
      var missing: [InputNotFound] = []
      var checked: [(path: String, content: Content)] = []
      for path in paths {
        do {
          checked.append((path, try check(path)))
        } catch let error as BadInput {
          faults += error.faults
        } catch let error as InputNotFound {
          missing.append(error)
        }
      }
      let together = try held(checked.map(\.content))
      // A policy that the scenario lists has been held against it already.
      faults += together.filter { !faults.contains($0) }
      if !answer.isJSON {
        for (path, content) in checked where !isFaulty(content, together) {
          try Console.answer("\(path): a valid \(content.word)")
        }
      }
      if answer.isJSON {
        try Console.answer(bytes: try JSONText.bytes(Answer(faults: faults, missing: missing)))
      } else {
        for fault in faults { Console.error("\(fault)") }
      }
      for error in missing { Console.error("\(error)") }
      if !faults.isEmpty { throw ExitStatus.badData.code }
      if !missing.isEmpty { throw ExitStatus.inputNotFound.code }
    }
  }

  /// What a path holds.
  private enum Content {
    case register, change, auction, study
    case policy(Policy)
    case scenario(Scenario)

    var word: String {
      switch self {
      case .register: "register"
      case .change: "change"
      case .auction: "auction"
      case .study: "study"
      case .policy: "policy"
      case .scenario: "scenario"
      }
    }
  }

  /// Checks one path by what it holds; answers what it is.
  private func check(_ path: String) throws -> Content {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    if exists, isDirectory.boolValue || path.hasSuffix(".json") {
      _ = try Register.read(directory: path)
      return .register
    }
    if exists, AuctionInput.isCATS(path) {
      _ = try AuctionDocument.readCATS(path: path)
      return .auction
    }
    switch try DocumentKind.of(path) {
    case .auction:
      let document = try AuctionDocument.readYAML(path: path)
      if let log = document.roundsPath { _ = try AuctionLogFile.read(log, auction: document.auction) }
      return .auction
    case .study:
      _ = try Study.read(path: path)
      return .study
    case .policy: return .policy(try Policy.read(path: path))
    case .change:
      _ = try ScenarioChange.read(path: path)
      return .change
    case .scenario:
      let scenario = try Scenario.read(path: path)
      for warning in try LoadedScenario.check(scenario, path: path) { Console.warning("\(warning)") }
      return .scenario(scenario)
    }
  }

  /// Holds the policies against the scenario where one of them is given; of several nobody says which is meant.
  private func held(_ contents: [Content]) throws -> [Fault] {
    var scenarios: [Scenario] = []
    var policies: [Policy] = []
    for content in contents {
      switch content {
      case .scenario(let scenario): scenarios.append(scenario)
      case .policy(let policy): policies.append(policy)
      case .register, .change, .auction, .study: break
      }
    }
    guard scenarios.count == 1, let scenario = scenarios.first, !policies.isEmpty else { return [] }
    let problem = try CoordinationProblem(
      scenario: scenario, register: try Register.read(directory: scenario.registerPath))
    let faults = policies.flatMap { $0.faults(against: problem) }
    if faults.isEmpty {
      let listed = scenario.policies.map { Self.canonical(LoadedScenario.path(ofPolicy: $0, scenario: scenario.path)) }
      for policy in policies where !listed.contains(Self.canonical(policy.path)) {
        for warning in policy.warnings(against: problem) { Console.warning("\(warning)") }
      }
    }
    return faults
  }

  private static func canonical(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

  private func isFaulty(_ content: Content, _ faults: [Fault]) -> Bool {
    guard case .policy(let policy) = content else { return false }
    return faults.contains { $0.file == policy.path }
  }

  private struct Answer: Encodable {
    struct Entry: Encodable {
      var file: String
      var line: Int?
      var field: String?
      var problem: String
      var remedy: String
    }

    let schema = "orbitshare-validation/1"
    var valid: Bool
    var faults: [Entry]

    init(faults: [Fault], missing: [InputNotFound]) {
      self.faults =
        faults.map { Entry(file: $0.file, line: $0.line, field: $0.field, problem: $0.problem, remedy: $0.remedy) }
        + missing.map {
          Entry(file: $0.path, problem: $0.reason, remedy: "give the path of an existing, readable file")
        }
      valid = self.faults.isEmpty
    }
  }
}
