// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import GLPKSolver

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Allocates, writes the outcome as a result does, and reads it back.
enum Recording {
  private struct Document: Decodable {
    struct Entry: Decodable {
      var stages: [RecordedClaim]
      var lottery: RecordedLottery?
    }

    var policies: [Entry]
  }

  static func explainer(
    _ problem: CoordinationProblem, _ policies: [Policy], limits: Explainer.Limits = .init()
  ) throws -> Explainer {
    let engine = PolicyEngine(solver: GLPKSolver())
    let outcomes = try policies.map { policy -> RecordedOutcome in
      let allocation = try engine.allocate(problem, policy: policy)
      let bytes = try CertificateDocument(problem: problem, allocations: [allocation]).json()
      let document = try JSONDecoder().decode(Document.self, from: Data(bytes))
      var stages: [String: Int] = [:]
      let rows = problem.requests.indices.map { index -> RecordedOutcome.Row in
        let identifier = problem.requests[index].identifier
        let grant = allocation.grants[index]
        stages[identifier] = grant?.stage
        return .init(
          line: index + 2, network: identifier, reason: allocation.decisions[index].reason.rawValue,
          longitudeMilliDegrees: grant?.option.longitudeMilliDegrees, firstChannel: grant?.option.firstChannel,
          polarization: grant.map { problem.band(of: index).polarizations[$0.option.polarization] })
      }
      return try RecordedOutcome(
        problem: problem, policy: policy, rows: rows, stages: stages, claims: document.policies[0].stages,
        lottery: document.policies[0].lottery, file: "allocation.csv")
    }
    return Explainer(problem: problem, outcomes: outcomes, solver: GLPKSolver(), limits: limits)
  }
}
