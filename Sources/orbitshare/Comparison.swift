// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Assessment
import Auctions
import Coordination
import Filings
import Foundation
import GLPKSolver
import Reporting
import Scenarios

/// From files to a written result directory.
struct Comparison {
  var threads = 1
  var seed: Int?
  var nodeLimit: Int?
  /// What a frontier is asked for; its policies have no file of the user's, and whoever asks tells of their warnings.
  var frontierEntitlement: Entitlement?

  /// Allocates under every policy and writes the result, whole or not at all.
  func run(scenario path: String, policies names: [String], out: String) throws -> ResultsDocument {
    let clock = ContinuousClock()
    let start = clock.now
    let directory = try ResultDirectory.prepare(out: out)
    let loaded = try LoadedScenario.load(path: path, policies: names)
    let problem = try loaded.problem(seed: seed, tellsWarnings: frontierEntitlement == nil)
    // The inputs as they were read: an edit while the policies are worked out must not get into the result.
    let copies = try loaded.copies()
    let interruption = Interruption()
    let progress = ComparisonProgress(names: loaded.policies.map(\.name))
    defer { progress.finish() }
    let outcomes = try interruption.whileCatching {
      try parallelMap(
        count: loaded.policies.count, threads: threads,
        order: WorkOrder.of(loaded.policies)
      ) { [limit = nodeLimit] index, isObsolete in
        let policy = loaded.policies[index]
        progress.begin(index)
        let limits = SolverLimits(
          nodes: limit, isCancelled: { interruption.isRequested || isObsolete() },
          progress: { progress.note(index, $0) })
        var allocation: Allocation?
        var payments: PolicyPayments?
        let seconds = try clock.measure {
          let found = try PolicyEngine(solver: GLPKSolver(), limits: limits).allocate(problem, policy: policy)
          let pricing = PolicyPricing(solver: GLPKSolver(), nodeLimit: limit, isCancelled: limits.isCancelled)
          payments = try pricing.payments(found, in: problem)
          allocation = found
        }
        guard var allocation else { throw AllocationFault.cancelled }
        allocation.effort.seconds = Double(seconds.components.seconds) + Double(seconds.components.attoseconds) / 1e18
        progress.end(index)
        return (allocation: allocation, payments: payments)
      }
    }
    let allocations = outcomes.map(\.allocation)
    progress.finish()
    for allocation in allocations {
      // As in the report: a policy of hundreds of rounds must not hide the answer.
      let warnings = allocation.stageWarnings
      for warning in warnings.prefix(warnings.count > 5 ? 3 : 5) {
        Console.warning("policy `\(allocation.policy.name)`, stage `\(warning.name)`: \(warning.text)")
      }
      if warnings.count > 5 {
        Console.warning(
          "policy `\(allocation.policy.name)`: \(warnings.count - 3) more stages with warnings, which results.json lists"
        )
      }
    }
    let assessment = Assessment(
      problem: problem, allocations: allocations, payments: outcomes.map(\.payments),
      programVersion: OrbitShare.version,
      inputs: copies.map { copy in
        .init(
          path: copy.path, bytes: copy.bytes.count,
          fnv1a64: ResultsDocument.FileDigest(path: copy.path, bytes: copy.bytes).fnv1a64)
      }, frontierEntitlement: frontierEntitlement)
    let certificate = ResultFile(
      path: "certificate.json", bytes: try CertificateDocument(problem: problem, allocations: allocations).json())
    let document = assessment.document(besides: [certificate])
    var files = try Report(document: document).files(allocation: assessment.allocationTable())
    let summary = files.first { $0.path == "results.json" } ?? ResultFile(path: "results.json", bytes: [])
    files.append(certificate)
    files += copies
    let record = RunRecord(
      allocations: allocations, threads: threads,
      elapsed: clock.now - start, summary: summary)
    files.append(ResultFile(path: RunRecord.fileName, bytes: try JSONText.bytes(record)))
    // What has begun to be written is finished, so that nothing unfinished stays beside the output.
    try interruption.whileCatching { [files] in
      if interruption.isRequested { throw AllocationFault.cancelled }
      try directory.write(files)
    }
    return document
  }
}
