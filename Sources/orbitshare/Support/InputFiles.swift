// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Filings
import Foundation
import Reporting
import Scenarios

/// A scenario with all that it names, read and checked.
struct LoadedScenario {
  let scenario: Scenario
  let register: Register
  let policies: [Policy]

  /// Reads a scenario, its register and policies; all faults of the files are reported together.
  ///
  /// - Parameter names: names or paths of policies; where empty, those that the scenario lists.
  static func load(path: String, policies names: [String]) throws -> LoadedScenario {
    let scenario = try Scenario.read(path: path)
    var faults: [Fault] = []
    var register: Register?
    do {
      register = try Register.read(directory: scenario.registerPath)
    } catch let error as BadInput {
      faults += error.faults
    }
    let wanted = names.isEmpty ? scenario.policies : names
    if wanted.isEmpty {
      faults.append(
        Fault(file: path, field: "policies", problem: "no policy to compare", remedy: "list policies, or give --policy")
      )
    }
    var policies: [Policy] = []
    for name in wanted {
      do {
        policies.append(try Policy.read(path: Self.path(ofPolicy: name, scenario: path)))
      } catch let error as BadInput {
        faults += error.faults
      }
    }
    for (index, policy) in policies.enumerated() where policies[..<index].contains(where: { $0.name == policy.name }) {
      faults.append(
        Fault(
          file: policy.path, field: "name", problem: "two policies of the comparison are called `\(policy.name)`",
          remedy: "give each its own name"))
    }
    guard faults.isEmpty, let register else { throw BadInput(faults) }
    return LoadedScenario(scenario: scenario, register: register, policies: policies)
  }

  /// Checks a scenario with all that it names; one that lists no policy is checked without. Answers warnings.
  static func check(_ scenario: Scenario, path: String) throws -> [Fault] {
    if scenario.policies.isEmpty {
      let register = try Register.read(directory: scenario.registerPath)
      _ = try CoordinationProblem(scenario: scenario, register: register)
      return []
    }
    let loaded = try load(path: path, policies: [])
    return try loaded.warnings(against: CoordinationProblem(scenario: scenario, register: loaded.register))
  }

  /// The problem, with another seed of the band assignment where one is given; what the policies name in it without effect
  /// is told on standard error.
  func problem(seed: Int?, tellsWarnings: Bool = true) throws -> CoordinationProblem {
    var scenario = scenario
    if let seed { scenario.bandAssignment.seed = seed }
    let problem = try CoordinationProblem(scenario: scenario, register: register)
    let warnings = try warnings(against: problem)
    if tellsWarnings { for warning in warnings { Console.warning("\(warning)") } }
    return problem
  }

  /// What the policies name without effect in a problem.
  ///
  /// - Throws: `BadInput` where they name what the problem doesn't have.
  func warnings(against problem: CoordinationProblem) throws -> [Fault] {
    let faults = policies.flatMap { $0.faults(against: problem) }
    if !faults.isEmpty { throw BadInput(faults) }
    return policies.flatMap { $0.warnings(against: problem) }
  }

  /// A name is looked up in the folder `policies` beside the scenario, as results keep it, then in the one beside the
  /// scenario's folder; anything with `/` or `.yaml` is a path.
  static func path(ofPolicy name: String, scenario: String) -> String {
    guard Policy.isPath(name) else { return Policy.path(named: name, scenario: scenario) }
    return FileManager.default.fileExists(atPath: name) ? name : Scenario.resolve(name, beside: scenario)
  }
}
