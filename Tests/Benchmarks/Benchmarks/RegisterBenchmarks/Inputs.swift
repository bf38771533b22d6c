// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Assessment
import Coordination
import Filings
import Foundation
import GLPKSolver
import Reporting
import Scenarios
import Verification

/// The scenario that is measured, read once for all benchmarks that don't measure the reading.
enum Inputs {
  /// Path of the scenario: the real register of September 2023.
  static let scenarioPath: String = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("Instances/register-2023/scenario.yaml").path
  }()

  /// Reads the scenario and its register.
  static func read() throws -> (scenario: Scenario, register: Register) {
    let scenario = try Scenario.read(path: scenarioPath)
    return (scenario, try Register.read(directory: scenario.registerPath))
  }

  /// The problem that policies allocate.
  static func problem() throws -> CoordinationProblem {
    let (scenario, register) = try read()
    return try CoordinationProblem(scenario: scenario, register: register)
  }

  /// A policy of the folder beside the scenario's.
  static func policy(_ name: String) throws -> Policy {
    try Policy.read(path: Scenario.resolve("../policies/\(name).yaml", beside: scenarioPath))
  }

  /// What a policy grants.
  ///
  /// On a thread of its own, with the room that the program gives it too: the generation of cuts recurses deeply.
  static func allocate(_ problem: CoordinationProblem, _ policy: Policy) throws -> Allocation {
    try onLargeStack { try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy) }
  }

  /// Does a piece of work on a thread with a stack of 16 MiB.
  static func onLargeStack<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) throws -> Answer {
    let box = Box<Result<Answer, any Error>>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      box.content = Result { try work() }
      done.signal()
    }
    thread.stackSize = 16 << 20
    thread.start()
    done.wait()
    guard let answer = box.content else { throw CancellationError() }
    return try answer.get()
  }

  /// Hands one value from a thread to the one that waits for it.
  private final class Box<Content>: @unchecked Sendable {
    var content: Content?
  }
}

/// A whole result: what verification reads, and what the report is rendered from.
struct StoredResult {
  var scenario: Scenario
  var register: Register
  var policies: [Policy]
  var files: ResultFiles
  var results: [UInt8]

  /// Where a result directory of the scenario stands, if the caller made one.
  static let directory = ProcessInfo.processInfo.environment["ORBITSHARE_RESULT"]

  /// What the result covers, for the names of benchmarks.
  static let extent = directory == nil ? "policies without counted administrations" : "all policies"

  /// Policies that are allocated here where no directory is given: those that take seconds.
  static let quickPolicies = [
    "first-come", "first-come-as-filed", "most-served", "a-priori-plan", "set-aside", "cap", "queue-jump",
  ]

  /// Reads the directory, or works out a result of the quick policies.
  static func load() throws -> StoredResult {
    let (scenario, register) = try Inputs.read()
    if let directory {
      let files = ResultFiles(directory: directory)
      return StoredResult(
        scenario: scenario, register: register, policies: try scenario.policies.map { try Inputs.policy($0) },
        files: files, results: files.results ?? [])
    }
    let problem = try CoordinationProblem(scenario: scenario, register: register)
    let policies = try quickPolicies.map { try Inputs.policy($0) }
    let allocations = try policies.map { try Inputs.allocate(problem, $0) }
    let assessment = Assessment(problem: problem, allocations: allocations, programVersion: "benchmark", inputs: [])
    let document = assessment.document()
    let files = try Report(document: document).files(allocation: assessment.allocationTable())
    func bytes(_ name: String) -> [UInt8] { files.first { $0.path == name }?.bytes ?? [] }
    let results = bytes(ResultFiles.resultsName)
    return StoredResult(
      scenario: scenario, register: register, policies: policies,
      files: ResultFiles(
        allocation: bytes(ResultFiles.allocationName), metrics: bytes(ResultFiles.metricsName),
        certificate: try CertificateDocument(problem: problem, allocations: allocations).json(), results: results),
      results: results)
  }
}
