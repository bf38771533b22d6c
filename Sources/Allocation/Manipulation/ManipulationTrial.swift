// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// Tries what an administration gains by misreporting under a policy: every trial is one run of the policy.
public struct ManipulationTrial: Sendable {
  /// What one run came to.
  public struct Result: Hashable, Sendable {
    /// True needs of the administration that are served.
    public var utility: Int
    /// Networks of all others that are granted; each serves its own need.
    public var others: Int
    /// Whether the solver stopped at a limit, so that the policy's own outcome may be another.
    public var isLimited: Bool
  }

  let problem: CoordinationProblem
  var policy: Policy
  let administration: Int
  var truth: Allocation

  /// Prepares trials for one administration.
  ///
  /// - Parameters:
  ///   - problem: the problem as it is when everyone tells the truth.
  ///   - symbol: the administration's symbol.
  ///   - truth: what the policy grants in that problem.
  /// - Returns: nil where the problem doesn't know the administration.
  public init?(problem: CoordinationProblem, symbol: String, truth: Allocation) {
    guard let administration = problem.administrations.firstIndex(of: symbol) else { return nil }
    self.problem = problem
    self.administration = administration
    self.truth = truth
    policy = truth.policy
  }

  /// The number of true needs: requests that count for the administration.
  public var needs: Int { TrueUtility(problem: problem, administration: administration).needs.count }

  /// What the truth came to.
  public var baseline: Result { result(truth, in: problem, wholes: [:]) }

  /// The misreports of a kind, in their fixed order.
  public func misreports(_ kind: ManipulationKind) -> [Misreport] {
    MisreportSpace(problem: problem, administration: administration, grants: truth.grants).misreports(kind)
  }

  /// Carries the policy out once on what is filed.
  ///
  /// - Throws: `AllocationFault` where the policy ends without an answer or is cancelled.
  public func run(_ misreport: Misreport, engine: PolicyEngine) throws -> Result {
    let (requests, wholes) = misreport.applied(to: problem)
    let filed = try problem.withRequests(requests)
    return result(try engine.allocate(filed, policy: policy), in: filed, wholes: wholes)
  }

  private func result(_ allocation: Allocation, in filed: CoordinationProblem, wholes: [String: String]) -> Result {
    let units = TrueUtility.units(
      in: filed, grants: allocation.grants, administration: administration, wholes: wholes)
    let others = filed.requests.indices.filter {
      allocation.grants[$0] != nil && filed.holders[$0] != administration
    }
    return Result(
      utility: TrueUtility(problem: problem, administration: administration).value(of: units), others: others.count,
      isLimited: allocation.claims.contains { $0.kind == .maximise && $0.strength != .optimal })
  }
}
