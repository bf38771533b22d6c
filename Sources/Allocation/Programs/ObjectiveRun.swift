// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// A run of objective stages that are solved together: each keeps the optimum of those before it, then ties are broken,
/// then the grants are fixed.
struct ObjectiveRun {
  /// What a run ends with.
  struct Result {
    var claims: [Claim]
    var uniqueness: Allocation.Uniqueness
    var optima: OptimaRecord
    var effort: Effort
  }

  let rules: StageRules
  /// At least one stage; all look at the same requests.
  let stages: [PlannedStage]
  /// Requests that stay granted, wherever.
  let kept: [Int]
  /// Whether minimums, lower quotas and demands of fairness hold at the end of this run.
  let enforcesDemands: Bool
  let solver: any Solver
  let limits: SolverLimits

  private var problem: CoordinationProblem { rules.problem }

  /// Carries the run out and grants what it decides.
  func run(_ state: inout AllocationState) throws -> Result {
    var bandsWithOptions: Set<Int> = []
    while true {
      let attempt = try solve(state, bandsWithOptions: bandsWithOptions)
      switch BlockGrants(problem: problem).options(for: attempt.columns) {
      case .assigned(let options):
        for option in options { state.grant(option, stage: stages[stages.count - 1].number) }
        return attempt.result
      case .impossible(let band):
        // Places that blocks can't be given to: the channels of this band become part of the program.
        bandsWithOptions.insert(band)
      }
    }
  }

  /// For each request whether the run looks at it: as the stages' filters say, or because it stays granted.
  var admitted: [Bool] {
    var admitted = rules.admits(stages[0])
    for request in kept { admitted[request] = true }
    return admitted
  }

  /// The fairness demanded at the end of this run.
  var fairness: [Policy.FairnessDemand] { enforcesDemands ? rules.policy.constraints.fairness : [] }

  /// Whether any allocation keeps the constraints, whatever it is worth; an open answer counts as yes.
  func hasSolution(_ state: AllocationState) throws -> Bool {
    let admitted = admitted
    let builder = StageProgramBuilder(
      rules: rules, state: state, bandsWithOptions: [], kept: Set(kept), enforcesDemands: enforcesDemands)
    let competing = problem.requests.indices.filter {
      admitted[$0] && state.grants[$0] == nil && problem.isAdmissible($0)
    }
    let (program, _) = PartSolver(run: self, builder: builder, state: state, requests: competing).build()
    var options = limits.options
    options.relaxationOnly = true
    let relaxation = try solver.solve(program.model(integer: false), options: options)
    if relaxation.proof == .infeasible { return false }
    options.relaxationOnly = false
    options.warmStart = relaxation.basis
    options.cuts = [.mixedIntegerRounding, .gomory, .clique]
    options.targetObjective = 0
    let outcome = try solver.solve(program.model(integer: true), options: options)
    if limits.isCancelled?() == true { throw AllocationFault.cancelled }
    return outcome.proof != .infeasible
  }

  private struct Attempt {
    var columns: [StageProgram.Column]
    var result: Result
  }

  private func solve(_ state: AllocationState, bandsWithOptions: Set<Int>) throws -> Attempt {
    let admitted = admitted
    let builder = StageProgramBuilder(
      rules: rules, state: state, bandsWithOptions: bandsWithOptions, kept: Set(kept), enforcesDemands: enforcesDemands)
    let competing = problem.requests.indices.filter {
      admitted[$0] && state.grants[$0] == nil && problem.isAdmissible($0)
    }
    // Nothing is left to solve; what must hold at the end may be missing all the same.
    if competing.isEmpty, enforcesDemands, !rules.bounds.lower.isEmpty || !fairness.isEmpty, try !hasSolution(state) {
      throw ProgramInfeasible()
    }
    let parts = isCoupled ? [competing] : Components(problem: problem).split(competing)
    var columns: [StageProgram.Column] = []
    var effort = Effort()
    var merger = ClaimMerger()
    var uniqueness = Allocation.Uniqueness.unique
    var optima: [OptimaRecord] = []
    for part in parts where !part.isEmpty {
      let solved = try PartSolver(run: self, builder: builder, state: state, requests: part).solve()
      columns += solved.granted
      effort.add(solved.effort)
      merger.add(solved.steps, program: solved.program)
      uniqueness = Self.combined(uniqueness, solved.uniqueness)
      optima.append(solved.optima)
    }
    return Attempt(
      columns: columns,
      result: Result(
        claims: merger.claims(), uniqueness: uniqueness, optima: OptimaRecord.joined(optima), effort: effort))
  }

  /// Whether the objectives or constraints tie requests of different bands together.
  var isCoupled: Bool {
    if !rules.bounds.all.isEmpty || !fairness.isEmpty { return true }
    return stages.contains { planned in
      guard case .maximise(let objective, _) = planned.stage.rule else { return false }
      switch objective {
      case .total, .bids, .leastDisplacement: return false
      case .populationCovered, .administrationsServed, .administrationsAtRatio, .minimumRatio, .leximin, .alphaFairness,
        .generalisedGini:
        return true
      }
    }
  }

  private static func combined(_ left: Allocation.Uniqueness, _ right: Allocation.Uniqueness) -> Allocation.Uniqueness {
    if left == .notUnique || right == .notUnique { return .notUnique }
    return left == .notExamined || right == .notExamined ? .notExamined : .unique
  }
}

/// Turns columns into options: places get their blocks here.
struct BlockGrants {
  enum Outcome {
    case assigned([Option])
    /// Blocks can't be given to the places of this band.
    case impossible(band: Int)
  }

  let problem: CoordinationProblem

  func options(for columns: [StageProgram.Column]) -> Outcome {
    var options: [Option] = []
    var placed: [Int: [(request: Int, place: Place)]] = [:]
    for column in columns {
      switch column {
      case .option(let option): options.append(option)
      case .place(let request, let place): placed[problem.requests[request].band, default: []].append((request, place))
      case .level, .served, .threshold: break
      }
    }
    for band in placed.keys.sorted() {
      let sites = placed[band] ?? []
      let demand = sites.first.map { problem.requests[$0.request].channels } ?? 1
      let assignment = ChannelAssignment(
        separationMilliDegrees: problem.scenario.bands[band].requiredSeparationMilliDegrees,
        blocks: problem.interchangeableBlocks(band: band) ?? 0)
      let blocks = assignment.blocks(
        for: sites.map { .init(request: $0.request, longitudeMilliDegrees: $0.place.longitudeMilliDegrees) })
      guard let blocks else { return .impossible(band: band) }
      for (site, block) in zip(sites, blocks) {
        options.append(
          Option(
            request: site.request, longitudeMilliDegrees: site.place.longitudeMilliDegrees,
            displacementMilliDegrees: site.place.displacementMilliDegrees, firstChannel: block * demand + 1,
            polarization: 0))
      }
    }
    return .assigned(options.sorted { $0.request < $1.request })
  }
}
