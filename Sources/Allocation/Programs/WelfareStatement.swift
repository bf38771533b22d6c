// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// What the units of a welfare claim are, and what its bound says of products of holdings.
///
/// Logarithms in a claim are rounded, so that a bound on their sum doesn't bound the product of holdings as it stands.
/// With u units in a natural logarithm, B the bound without what first steps are raised by, and for each administration e
/// the most by which its rounded logarithms fall short of u·ln x over all holdings x that it could have, every allocation
/// with as many holders has a product of at most exp((B + Σe) ÷ u).
public struct WelfareStatement: Sendable {
  /// α in halves.
  public let alphaHalves: Int
  /// Units in one unit of the formula.
  public let unitsPerOne: Int
  /// Whether entitlements count as shares of the greatest, since they are too great to be taken as they are.
  public let countsSharesOfTheGreatest: Bool
  /// Whether all entitlements are the same.
  public let isEqual: Bool
  /// What the first step of each holder is raised by, in units.
  public let raise: Int
  /// Holdings above nothing at the end of the stage, in whole steps, by ascending administration.
  public let holdings: [Int]
  /// Units of holding in one step: the greatest common divisor of all demands.
  public let step: Int
  /// ε: no allocation with as many holders has a product of holdings of more than 1 + ε times this one's; for α = 1 with
  /// equal entitlements and a bound that says anything (a factor below 10¹³).
  public let excess: Double?
  /// By how many units another allocation with as many holders may exceed this one's welfare in the formula itself: the gap
  /// of the claim, and what rounding may hide in the steps of both; nil where nothing is known.
  public let formulaExcess: Int?

  /// Reads a claim on welfare; nil for other claims.
  ///
  /// - Parameter claim: a claim of `allocation`, by its index.
  public init?(claim index: Int, of allocation: Allocation, in problem: CoordinationProblem) {
    let claim = allocation.claims[index]
    guard case .welfare(let halves, let identifier) = claim.objective, let entitlement = Entitlement(identifier),
      claim.stage >= 1, claim.stage <= allocation.plan.count
    else { return nil }
    let run = Run(stage: claim.stage, allocation: allocation, problem: problem)
    step = problem.requests.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1.holding) }
    let members = run.members(entitlement, step: step)
    let scale = WelfareScale(halves: halves, members: members)
    alphaHalves = halves
    unitsPerOne = scale.unit
    countsSharesOfTheGreatest = halves == 2 && scale.greatest > WelfareScale.exactWeights
    isEqual = Set(members.map(\.entitlement)).count <= 1
    raise = scale.raise
    let unit = step
    let held = members.map { (run.holdings[$0.administration] ?? 0) / unit }
    holdings = held.filter { $0 > 0 }
    let hidden = 2 * scale.errors(of: members).reduce(0, +)
    formulaExcess = claim.bound.map { $0 - claim.value + hidden }
    let holders = allocation.claims[..<index].last { $0.stage == claim.stage && $0.objective.isHolders }
    guard halves == 2, isEqual, let bound = claim.bound, holders?.value == holdings.count else {
      excess = nil
      return
    }
    excess = Self.excess(
      bound: bound - scale.raise * holdings.count, steps: held, members: members, scale: scale)
  }

  private static func excess(bound: Int, steps: [Int], members: [LevelPlan.Member], scale: WelfareScale)
    -> Double?
  {
    let logarithms = naturalLogarithms(upTo: members.map(\.mostSteps).max() ?? 1)
    let unit = Double(scale.unit)
    var shortfall = 0.0
    for member in members {
      var welfare = -scale.raise
      var most = 0.0
      for (index, gain) in (scale.gains[member.administration] ?? []).enumerated() {
        welfare += gain
        most = max(most, unit * logarithms[index + 1] - Double(welfare))
      }
      shortfall += most
    }
    let own = steps.reduce(0.0) { $0 + ($1 > 0 ? logarithms[min($1, logarithms.count - 1)] : 0) }
    // What doubles lose on the way is far below a millionth of a millionth for each administration.
    let slack = 1e-12 * Double(members.count + 1)
    let exponent = max(0, (Double(bound) + shortfall) / unit - own) + slack
    return exponent < 30 ? exponentialLessOne(exponent) : nil
  }

  /// Natural logarithms of 0 (as 0), 1, 2 … by ln n − ln(n−1) = 2·artanh(1 ÷ (2n−1)); the same on every machine.
  private static func naturalLogarithms(upTo most: Int) -> [Double] {
    var result = [0.0, 0.0]
    for number in stride(from: 2, through: most, by: 1) {
      let z = 1 / Double(2 * number - 1)
      var (term, sum) = (z, z)
      for index in 1...30 {
        term *= z * z
        sum += term / Double(2 * index + 1)
      }
      result.append(result[number - 1] + 2 * sum)
    }
    return result
  }

  /// exp(t) − 1 by its series.
  private static func exponentialLessOne(_ t: Double) -> Double {
    var (term, sum) = (1.0, 0.0)
    for index in 1...400 {
      term *= t / Double(index)
      sum += term
    }
    return sum
  }
}

extension Claim.Objective {
  fileprivate var isHolders: Bool {
    if case .holders = self { return true }
    return false
  }
}

/// The run of objectives that a stage belongs to, as far as the allocation tells.
private struct Run {
  let problem: CoordinationProblem
  /// Whether the run looks at a request.
  let isAdmitted: [Bool]
  /// Whether a request was granted before the run.
  let isStanding: [Bool]
  /// Holdings at the end of the run, by administration.
  let holdings: [Int: Int]

  init(stage: Int, allocation: Allocation, problem: CoordinationProblem) {
    self.problem = problem
    let plan = allocation.plan
    var (first, last) = (stage, stage)
    while first > 1, plan[first - 2].stage.carry == .optimum { first -= 1 }
    while last < plan.count, plan[last - 1].stage.carry == .optimum { last += 1 }
    let admitted = StageRules(problem: problem, policy: allocation.policy).admits(plan[first - 1])
    // A request that stays granted belongs to the run even where its filters leave it out.
    isAdmitted = allocation.grants.indices.map { index in
      admitted[index] || allocation.grants[index].map { ($0.stage >= first && $0.stage <= last) } ?? false
    }
    isStanding = allocation.grants.map { grant in grant.map { $0.stage < first } ?? false }
    var holdings: [Int: Int] = [:]
    for (index, grant) in allocation.grants.enumerated() {
      guard let grant, grant.stage <= last, let holder = problem.holders[index] else { continue }
      holdings[holder, default: 0] += problem.requests[index].holding
    }
    self.holdings = holdings
  }

  /// Those that ask and have an entitlement, with what they would hold at most.
  func members(_ entitlement: Entitlement, step: Int) -> [LevelPlan.Member] {
    let asking = Set(problem.requests.indices.filter { isAdmitted[$0] }.compactMap { problem.holders[$0] })
    var demands: [Int: Int] = [:]
    for (index, request) in problem.requests.enumerated() where isAdmitted[index] || isStanding[index] {
      if let holder = problem.holders[index], asking.contains(holder) { demands[holder, default: 0] += request.holding }
    }
    return demands.keys.sorted().compactMap { administration in
      guard let share = problem.entitlement(entitlement, of: administration), share > 0 else { return nil }
      return .init(administration: administration, entitlement: share, mostSteps: (demands[administration] ?? 0) / step)
    }
  }
}
