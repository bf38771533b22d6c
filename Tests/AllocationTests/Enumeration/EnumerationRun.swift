// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// How many random instances each item is tried on: 2,000 where `ORBITSHARE_ORACLE_INSTANCES` says so.
enum EnumerationRun {
  static let instances =
    ProcessInfo.processInfo.environment["ORBITSHARE_ORACLE_INSTANCES"].flatMap { Int($0) } ?? 120

  /// Instances are tried in blocks, which run beside each other.
  static let blocks = 0..<4

  /// Calls a body with the seeds of a block and their instances.
  static func forEach(
    in block: Int, from start: Int = 0, _ body: (_ seed: Int, PolicyInstance, Oracle, EntitlementsByHand) throws -> Void
  ) throws {
    for seed in stride(from: block, to: instances, by: blocks.count) {
      let (instance, oracle) = try PolicyInstance.random(start + seed)
      try body(start + seed, instance, oracle, EntitlementsByHand(problem: oracle.problem))
    }
  }

  /// What came of judging a policy.
  enum Verdict {
    case judged(PolicyJudge)
    /// The engine says that the constraints clash, and they do.
    case clash
    /// The solver gave no answer: welfares that differ by less than its tolerance can leave a tie-break without a point.
    case undecided
  }

  /// Carries a policy out and judges the result; every fault is an issue.
  static func judge(
    _ oracle: Oracle, _ policy: Policy, _ entitlements: EntitlementsByHand, _ place: String,
    limits: SolverLimits = SolverLimits(), tiesMayStayOpen: Bool = false
  ) throws -> Verdict {
    do {
      let allocation = try PolicyEngine(solver: GLPKSolver(), limits: limits).allocate(oracle.problem, policy: policy)
      let judge = PolicyJudge(
        oracle, policy, allocation, entitlements: entitlements, tiesMayStayOpen: tiesMayStayOpen)
      #expect(judge.faults.isEmpty, "\(place): \(judge.faults) \(policy.brief)")
      return .judged(judge)
    } catch AllocationFault.unsatisfiable(_, _, let clash) {
      let book = RuleBook(oracle: oracle, policy: policy, entitlements: entitlements)
      if let canBeKept = book.canBeKept() {
        #expect(!canBeKept, "\(place): \(clash) don't clash")
        #expect(clash.count == book.smallestClash(), "\(place): \(clash) \(policy.brief)")
      }
      return .clash
    } catch AllocationFault.undecided where policy.weighsHoldings {
      return .undecided
    }
  }
}

extension RuleBook {
  /// Whether the constraints can be kept where a policy maximises once, after orderings at most; nil for other policies.
  func canBeKept() -> Bool? {
    var granted: [Int] = []
    var kept = 0
    var steps = steps()[...]
    while let step = steps.first {
      switch step.stage.rule {
      case .order(let ordering):
        let own = replay(step, ordering, standing: granted)
        if step.stage.carry == .requests {
          kept = Oracle.set(own.map { oracle.choices[$0].request })
        } else {
          granted += own
        }
        steps = steps.dropFirst()
      case .lottery: return nil
      case .maximise:
        let length = 1 + steps.prefix { $0.stage.carry == .optimum }.count
        guard !steps.dropFirst(length).contains(where: { PolicyJudge.maximises($0.stage) }) else { return nil }
        let standing = Oracle.set(granted.map { oracle.choices[$0].request })
        let admitted = Oracle.set(problem.requests.indices.filter { admits(step, $0) }) | kept
        let open = oracle.choices.indices.filter {
          (admitted & ~standing) >> oracle.choices[$0].request & 1 == 1 && isOpen($0)
        }
        return !leaves(open: open, fixed: granted, kept: kept, admitted: admitted, enforcesDemands: true).isEmpty
      }
    }
    return nil
  }
}

extension RuleBook {
  /// How many constraints of the policy clash at least, each side of a quota for itself.
  func smallestClash() -> Int? {
    let all = policy.constraints
    var entries: [(inout Policy.Constraints) -> Void] = all.limits.map { limit in { $0.limits.append(limit) } }
    for quota in all.quotas {
      var (lower, upper) = (quota, quota)
      (lower.isUpper, upper.isLower) = (false, false)
      if quota.isLower { entries.append { $0.quotas.append(lower) } }
      if quota.isUpper { entries.append { $0.quotas.append(upper) } }
    }
    entries += all.setAsides.map { aside in { $0.setAsides.append(aside) } }
    entries += all.protected.map { protection in { $0.protected.append(protection) } }
    entries += all.fairness.map { demand in { $0.fairness.append(demand) } }
    entries += all.eligibility.map { criterion in { $0.eligibility.append(criterion) } }
    if all.filedPositions != .none { entries.append { $0.filedPositions = all.filedPositions } }
    let sizes = (0..<(1 << entries.count)).compactMap { set -> Int? in
      var eased = policy
      eased.constraints = .init()
      for index in entries.indices where set >> index & 1 == 1 { entries[index](&eased.constraints) }
      let book = RuleBook(oracle: oracle, policy: eased, entitlements: entitlements)
      return book.canBeKept() == false ? set.nonzeroBitCount : nil
    }
    return sizes.min()
  }
}

extension Policy {
  /// Whether gains from step to step, which may differ by next to nothing, enter into an objective.
  var weighsHoldings: Bool {
    stages.contains { stage in
      if case .maximise(.alphaFairness, _) = stage.rule { return true }
      return false
    }
  }

  /// Its stages and constraints in a line.
  var brief: String {
    let stages = stages.map { stage -> String in
      var words =
        switch stage.rule {
        case .order(let ordering):
          "order \(ordering.queue) \(ordering.placement) priority \(ordering.priority.map(\.identifier))"
        case .maximise(let objective, let entitlement): "\(objective) by \(entitlement.identifier)"
        case .lottery(let lottery): "lottery \(lottery.kind)"
        }
      words += " \(stage.requests) \(stage.administrations) carry \(stage.carry)"
      if let days = stage.roundDays { words += " rounds of \(days)" }
      return words
    }
    var limits = constraints.limits.map { "\($0.kind) \($0.scope) \($0.quantity) \($0.amount)" }
    limits += constraints.quotas.map { "quota \($0.units) \($0.entitlement.identifier) \($0.isLower) \($0.isUpper)" }
    limits += constraints.fairness.map { "\($0.kind) \($0.entitlement.identifier)" }
    limits += constraints.setAsides.map { "aside \($0.extent) for \($0.groups.map(\.identifier))" }
    limits += constraints.protected.map(\.rawValue) + constraints.eligibility + [constraints.filedPositions.rawValue]
    return stages.joined(separator: "; ") + " | " + limits.joined(separator: ", ")
  }
}
