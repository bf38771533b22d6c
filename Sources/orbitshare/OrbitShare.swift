// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import ArgumentParser
import Coordination
import Filings
import GLPKSolver
import Scenarios

/// The command line: thin commands over the rooms.
@main
struct OrbitShare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orbitshare",
    abstract: "A policy laboratory for orbital slots and spectrum.")
  @Argument var scenario: String
  @Argument var policies: [String]
  func run() throws {
    let clock = ContinuousClock()
    let s = try Scenario.read(path: scenario)
    let register = try Register.read(directory: s.registerPath)
    let problem = try CoordinationProblem(scenario: s, register: register)
    for p in policies {
      let policy = try Policy.read(path: "Instances/policies/\(p).yaml")
      var a: Allocation?
      let t = try clock.measure { a = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy) }
      guard let a else { continue }
      print(p, t, "granted", a.grants.filter { $0 != nil }.count, a.uniqueness, a.effort)
      for c in a.claims { print("  ", c.kind, c.objective, c.strength, c.value, c.bound as Any, c.proof, c.multipliers?.entries.count ?? 0, c.multipliers?.scale ?? 0) }
    }
  }
}
