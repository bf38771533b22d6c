// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Filings
import Foundation
import Scenarios

/// `orbitshare validate`: every fault of registers, scenarios and policies.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check registers, scenarios and policies; every fault with its place and what to write instead.")

  @Argument(help: "Registers (a directory or its datapackage.json), scenario files and policy files.")
  var paths: [String]

  @OptionGroup
  var answer: AnswerOption

  func run() throws {
    try ExitStatus.reporting {
      var faults: [Fault] = []
      var missing: [InputNotFound] = []
      for path in paths {
        do {
          let kind = try check(path)
          if !answer.isJSON { try Console.answer("\(path): a valid \(kind)") }
        } catch let error as BadInput {
          faults += error.faults
        } catch let error as InputNotFound {
          missing.append(error)
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

  /// Checks one path by what it holds; answers what it is.
  private func check(_ path: String) throws -> String {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    if exists, isDirectory.boolValue || path.hasSuffix(".json") {
      _ = try Register.read(directory: path)
      return "register"
    }
    switch try DocumentKind.of(path) {
    case .policy:
      _ = try Policy.read(path: path)
      return "policy"
    case .change:
      _ = try ScenarioChange.read(path: path)
      return "change"
    case .scenario:
      let scenario = try Scenario.read(path: path)
      for warning in try LoadedScenario.check(scenario, path: path) { Console.warning("\(warning)") }
      return "scenario"
    }
  }

  private struct Answer: Encodable {
    struct Entry: Encodable {
      var file: String
      var line: Int?
      var field: String?
      var problem: String
      var remedy: String
    }

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
