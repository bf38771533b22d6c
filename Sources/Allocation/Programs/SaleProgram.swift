// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// The program by which an auction of a policy was decided, opened for whoever works out prices.
///
/// It is the program of the stage: the same columns, rows and components, with what earlier stages fixed. What is maximised
/// is the bid of each request above its reserve.
public struct SaleProgram: Sendable {
  /// Σ coefficient · x ≤ capacity.
  public struct Row: Sendable {
    /// Indexes of offers with their whole coefficients above 0.
    public var terms: [(offer: Int, coefficient: Int)]
    /// The right-hand side, at least 0.
    public var capacity: Int
  }

  /// Requests that can't conflict with those of other parts.
  public struct Part: Sendable {
    /// For each offer the request that it serves.
    public var requests: [Int]
    /// For each offer what it adds to the total of bids, above 0.
    public var weights: [Int]
    /// What offers exclude each other.
    public var rows: [Row]
    /// The offers that the policy accepted, ascending.
    public var accepted: [Int]
    /// A whole number, at least 1, that reduced costs are multiples of 1 ÷ of.
    public var scale: Int
    /// scale × (weight − multipliers of the rows that an offer is in), for each offer.
    public var reducedCosts: [Int]
    /// scale × what no set of offers exceeds: Σ multiplier · capacity + Σ of the reduced costs above 0.
    public var scaledBound: Int

    fileprivate let columns: [StageProgram.Column]
    fileprivate let problem: CoordinationProblem

    /// What the accepted offers add.
    public var value: Int { accepted.reduce(0) { $0 + weights[$1] } }

    /// Whether channels can be given to offers at places; where offers have channels they can be.
    public func isGrantable(_ offers: [Int]) -> Bool {
      guard case .assigned = BlockGrants(problem: problem).options(for: offers.map { columns[$0] }) else {
        return false
      }
      return true
    }
  }

  /// Number of the stage as planned, from 1.
  public var stage: Int
  /// The terms, values and bids.
  public var bids: RequestBids
  /// The parts.
  public var parts: [Part]
}

extension PolicyEngine {
  /// The program of the auction of a policy, after what the stages before it granted; nil where nothing is sold by bids.
  ///
  /// - Throws: what the solver throws, or `AllocationFault` where the linear program has no answer.
  public func saleProgram(of allocation: Allocation, in problem: CoordinationProblem) throws -> SaleProgram? {
    let rules = StageRules(problem: problem, policy: allocation.policy)
    guard let bids = rules.bids,
      let planned = allocation.plan.first(where: { one in
        guard one.stage.auction != nil, case .maximise = one.stage.rule else { return false }
        return true
      })
    else { return nil }
    var state = AllocationState(problem: problem)
    for grant in allocation.grants.compactMap(\.self) where grant.stage < planned.number {
      state.grant(grant.option, stage: grant.stage)
    }
    let run = ObjectiveRun(
      rules: rules, stages: [planned], kept: [], enforcesDemands: false, solver: solver, limits: limits)
    let builder = StageProgramBuilder(rules: rules, state: state, bandsWithOptions: [])
    let admitted = run.admitted
    let competing = problem.requests.indices.filter {
      admitted[$0] && state.grants[$0] == nil && problem.isAdmissible($0)
    }
    let accepted = allocation.grants.map { $0.flatMap { $0.stage == planned.number ? $0.option : nil } }
    let split = run.isCoupled ? [competing] : Components(problem: problem).split(competing)
    let parts = try split.filter { !$0.isEmpty }.map { requests in
      try part(
        PartSolver(run: run, builder: builder, state: state, requests: requests).build().0, bids, accepted, problem)
    }
    return SaleProgram(stage: planned.number, bids: bids, parts: parts)
  }

  private func part(
    _ program: StageProgram, _ bids: RequestBids, _ accepted: [Option?], _ problem: CoordinationProblem
  ) throws -> SaleProgram.Part {
    let requests = program.columns.map { StageProgram.request(of: $0) ?? 0 }
    let weights = requests.map { bids.weight($0) }
    let objective = StageObjective(
      claim: .bids, kind: .maximise, stage: 0, name: "", unit: "",
      terms: weights.enumerated().map { .init(column: $0, coefficient: $1) })
    var search = LexicographicSearch(program: program, solver: solver, limits: limits, mode: .relaxations)
    // Without multipliers nothing is fixed and the bound is that of all offers together.
    let multipliers = try? search.relaxation(objective).rowMultipliers
    if limits.isCancelled?() == true { throw AllocationFault.cancelled }
    let bound = multipliers.flatMap {
      IntegerBound.least(program: program, objective: objective.terms, rowMultipliers: $0)
    }
    let isAccepted = program.columns.indices.filter { index in
      switch program.columns[index] {
      case .place(let request, let place):
        accepted[request]?.longitudeMilliDegrees == place.longitudeMilliDegrees
      case .option(let option): accepted[option.request] == option
      case .level, .served, .threshold: false
      }
    }
    return SaleProgram.Part(
      requests: requests, weights: weights,
      rows: program.rows.indices.map { row in
        SaleProgram.Row(
          terms: program.terms(of: row).map { ($0.column, $0.coefficient) }, capacity: program.rightHandSides[row])
      }, accepted: isAccepted, scale: bound?.scale ?? 1, reducedCosts: bound?.reducedCosts ?? weights,
      scaledBound: bound?.scaledBound ?? weights.reduce(0, +), columns: program.columns, problem: problem)
  }
}
