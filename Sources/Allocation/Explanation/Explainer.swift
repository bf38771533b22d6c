// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// Explains what became of single requests, from a problem and the outcomes of policies in it.
public struct Explainer: Sendable {
  /// Limits of what is solved for an answer; both give the same answer on every machine.
  public struct Limits: Sendable {
    /// Columns of requests, at places or with options, beyond which no program is solved.
    public var columns: Int
    /// Nodes of branch and bound for each integer program; nil for no limit.
    public var nodes: Int?
    /// Asked now and then; true stops the work.
    public var isCancelled: (@Sendable () -> Bool)?

    /// Makes limits.
    public init(columns: Int = 7_000, nodes: Int? = 200, isCancelled: (@Sendable () -> Bool)? = nil) {
      self.columns = columns
      self.nodes = nodes
      self.isCancelled = isCancelled
    }
  }

  let problem: CoordinationProblem
  let outcomes: [RecordedOutcome]
  let solver: any Solver
  let limits: Limits

  /// Makes an explainer.
  ///
  /// - Parameters:
  ///   - problem: what the policies were carried out in.
  ///   - outcomes: what each policy came to.
  ///   - solver: the solver that objectives are handed to.
  ///   - limits: its limits.
  public init(
    problem: CoordinationProblem, outcomes: [RecordedOutcome], solver: any Solver, limits: Limits = Limits()
  ) {
    self.problem = problem
    self.outcomes = outcomes
    self.solver = solver
    self.limits = limits
  }

  /// Explains what became of a request under a policy; nil where either isn't known.
  ///
  /// - Throws: `AllocationFault.cancelled` where the work was stopped.
  public func explanation(policy: String, network: String) throws -> Explanation? {
    guard let outcome = outcomes.first(where: { $0.policy.name == policy }),
      let index = problem.requests.firstIndex(where: { $0.identifier == network })
    else { return nil }
    let request = problem.requests[index]
    let rules = StageRules(problem: problem, policy: outcome.policy)
    let state = outcome.state(in: problem)
    let isGranted = outcome.grants[index] != nil
    let stages = PlannedStage.plan(outcome.policy, problem: problem).filter { rules.admits($0)[index] }
    let cost = try CostSearch(explainer: self, rules: rules, outcome: outcome, request: index).finding()
    return Explanation(
      policy: policy, network: network, administration: request.administration, organisation: request.organisation,
      band: problem.band(of: index).identifier, channels: request.channels,
      filedLongitudeMilliDegrees: request.longitudeMilliDegrees, received: request.received?.iso8601,
      outcome: isGranted ? "granted" : "refused", reason: outcome.reasons[index],
      admittedByStages: stages.map(\.number), grant: finding(of: index, outcome: outcome, rules: rules, state: state),
      places: isGranted ? [] : PlaceSurvey(rules: rules, state: state).places(of: index),
      smallestChange: isGranted || rules.tooLowBids()[index]
        ? nil : try ChangeSearch(rules: rules, state: state, request: index).changes(),
      lottery: LotterySearch(rules: rules, outcome: outcome, request: index).finding(),
      auction: BidFinding(request: index, rules: rules, isGranted: isGranted, cost: cost), cost: cost,
      policies: outcomes.map { other in
        Explanation.PolicyFinding(
          policy: other.policy.name, outcome: other.grants[index] == nil ? "refused" : "granted",
          reason: other.reasons[index], longitudeMilliDegrees: other.grants[index]?.option.longitudeMilliDegrees)
      })
  }

  // MARK: - Grants

  private func finding(
    of index: Int, outcome: RecordedOutcome, rules: StageRules, state: AllocationState
  ) -> Explanation.GrantFinding? {
    guard let grant = outcome.grants[index] else { return nil }
    let displaced = displaced(by: grant.option, outcome: outcome, rules: rules, state: state)
    let stage = PlannedStage.plan(outcome.policy, problem: problem).first { $0.number == grant.stage }?.stage
    return Explanation.GrantFinding(
      stage: grant.stage, stageName: stage?.name ?? "",
      rule: stage.map { $0.auction.map { Self.words($0) } ?? Self.words($0.rule) } ?? "",
      longitudeMilliDegrees: grant.option.longitudeMilliDegrees,
      displacementMilliDegrees: grant.option.displacementMilliDegrees, firstChannel: grant.option.firstChannel,
      polarization: problem.band(of: index).polarizations[grant.option.polarization],
      blocksAlone: displaced.filter { $0.others.isEmpty }, blocksWithOthers: displaced.filter { !$0.others.isEmpty })
  }

  /// How a stage sells, in words.
  private static func words(_ terms: Policy.Auction) -> String {
    terms.payments == .postedFee
      ? "a posted fee of \(terms.fee) for a channel, then dates of receipt"
      : "an auction, payments: \(terms.payments.rawValue)"
  }

  /// What a stage does, in words.
  private static func words(_ rule: Policy.Rule) -> String {
    switch rule {
    case .order(let ordering):
      switch ordering.queue {
      case .dateOfReceipt: "an order by date of receipt"
      case .lot: "an order by lot"
      case .serialDictatorship: "administrations in an order by lot"
      case .pickingSequence: "turns in proportion to entitlements"
      }
    case .maximise(let objective, _): "an objective: \(objective.word)"
    case .lottery: "a lottery"
    }
  }

  /// Refused requests with an option that a grant stands in the way of.
  ///
  /// A request that the policy refuses for another reason, a cap or a place kept for others, was not displaced.
  private func displaced(
    by granted: Option, outcome: RecordedOutcome, rules: StageRules, state: AllocationState
  ) -> [Explanation.Displaced] {
    let survey = PlaceSurvey(rules: rules, state: state)
    let band = problem.requests[granted.request].band
    let reach = problem.greatestSeparation(band: band)
    let tally = BoundTally(rules.bounds, granted: state.grants.indices.filter { state.grants[$0] != nil })
    return problem.requests.indices.compactMap { other -> Explanation.Displaced? in
      guard other != granted.request, problem.requests[other].band == band, outcome.grants[other] == nil else {
        return nil
      }
      guard rules.isEligible[other], tally.admits(other) else { return nil }
      var best: (others: [Int], longitude: Int)?
      for option in survey.openOptions(of: other)
      where Circle.distance(option.longitudeMilliDegrees, granted.longitudeMilliDegrees) < reach
        && problem.conflict(option, granted) != nil
      {
        let blockers = state.occupancy.blockers(of: option, in: problem).map(\.request)
        let others = blockers.filter { $0 != granted.request }.sorted()
        if others.count < best?.others.count ?? .max { best = (others, option.longitudeMilliDegrees) }
      }
      return best.map { found in
        Explanation.Displaced(
          network: problem.requests[other].identifier, administration: problem.requests[other].administration,
          longitudeMilliDegrees: found.longitude, others: found.others.map { problem.requests[$0].identifier })
      }
    }
  }
}
