// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// A stage that draws one allocation from a lottery.
struct LotteryStage {
  struct Result {
    var claim: Claim
    var outcome: LotteryOutcome
    var effort: Effort
  }

  let rules: StageRules
  let planned: PlannedStage
  let lottery: Policy.Lottery
  let solver: any Solver
  let limits: SolverLimits

  private var problem: CoordinationProblem { rules.problem }

  /// An administration that takes part.
  private struct Agent {
    var administration: Int
    var entitlement: Int
    /// Open requests, by date of receipt.
    var requests: [Int]
  }

  /// Works the lottery out, draws, and grants what was drawn.
  func run(_ state: inout AllocationState) throws -> Result {
    let agents = agents(state)
    var bandsWithOptions: Set<Int> = []
    while true {
      let builder = StageProgramBuilder(rules: rules, state: state, bandsWithOptions: bandsWithOptions)
      let program = builder.program(requests: agents.flatMap(\.requests).sorted())
      do {
        let worked =
          switch lottery.kind {
          case .leximin: try leximin(agents, program, state)
          case .probabilisticSerial: try probabilisticSerial(agents, program)
          }
        return try draw(worked, agents, &state)
      } catch let closed as ClosedBand {
        bandsWithOptions.insert(closed.band)
      } catch let fault as LotteryFault {
        throw AllocationFault.undecided(
          policy: rules.policy.name, stage: planned.stage.name, reason: String(describing: fault))
      }
    }
  }

  /// Blocks couldn't be given to the places of a band: its channels must become part of the program.
  private struct ClosedBand: Error {
    var band: Int
  }

  private func agents(_ state: AllocationState) -> [Agent] {
    let admitted = rules.admits(planned)
    var requests: [Int: [Int]] = [:]
    for request in problem.precedence() where admitted[request] && problem.isAdmissible(request) {
      guard state.grants[request] == nil, let holder = problem.holders[request] else { continue }
      requests[holder, default: []].append(request)
    }
    return requests.keys.sorted().compactMap { administration in
      guard let share = problem.entitlement(lottery.entitlement, of: administration), share > 0 else { return nil }
      return Agent(administration: administration, entitlement: share, requests: requests[administration] ?? [])
    }
  }

  /// A lottery that was worked out.
  private struct Worked {
    var portfolio: Portfolio
    var options: [[Option]]
    var effort: Effort
    var levels: [LotteryOutcome.Level] = []
    var unservable: LotteryOutcome.Unservable?
    var shareFactor: LotteryOutcome.ShareFactor?
  }

  // MARK: - Leximin

  private func leximin(_ agents: [Agent], _ program: StageProgram, _ state: AllocationState) throws -> Worked {
    var program = program
    var columns: [Int: [Int]] = [:]
    for (index, column) in program.columns.enumerated() {
      guard let request = StageProgram.request(of: column), let holder = problem.holders[request] else { continue }
      columns[holder, default: []].append(index)
    }
    let elements = agents.map { agent in
      let counter = program.add(.served(administration: agent.administration))
      let own = (columns[agent.administration] ?? []).map { StageProgram.Term(column: $0, coefficient: -1) }
      program.add(.served(agent.administration), [.init(column: counter, coefficient: 1)] + own, atMost: 0)
      return counter
    }
    let oracle = AllocationOracle(program: program, elements: elements, solver: solver, limits: limits)
    let worked = try LeximinLottery(
      agentCount: agents.count, entitlements: agents.map(\.entitlement), solver: solver, oracle: oracle.best)
    let options = try worked.portfolio.entries.map { entry in
      try granted(by: oracle.columns(of: entry.isServed) ?? [])
    }
    let proofs = LevelProofs(
      lottery: worked, entitlements: agents.map(\.entitlement), administrations: agents.map(\.administration),
      multipliers: { try oracle.multipliers(provingAtMost: $0, for: $1) })
    let (levels, unservable) = (try proofs.levels(), try proofs.unservable())
    return Worked(
      portfolio: worked.portfolio, options: options, effort: oracle.effort, levels: levels, unservable: unservable)
  }

  private func granted(by columns: [StageProgram.Column]) throws -> [Option] {
    switch BlockGrants(problem: problem).options(for: columns) {
    case .assigned(let options): return options
    case .impossible(let band): throw ClosedBand(band: band)
    }
  }

  // MARK: - Probabilistic serial

  /// What shares without a common denominator up to `Decomposition.denominatorLimit` are rounded down to: no capacity is
  /// exceeded, and no share loses more than 1 ÷ 720,720. It has many divisors, so that simple shares stay as they are.
  private static let denominator = 720_720

  /// Objects are the columns: a request at a place. Rows of the program are what they share.
  private func probabilisticSerial(_ agents: [Agent], _ program: StageProgram) throws -> Worked {
    let eaters = agents.map { agent in
      ProbabilisticSerial.Agent(
        preferences: agent.requests.flatMap { program.columnsOfRequest[$0] ?? [] }, speed: agent.entitlement,
        demand: agent.requests.count)
    }
    var groups = program.rows.indices.map { row in
      ProbabilisticSerial.CapacityGroup(
        members: program.terms(of: row).map(\.column), capacity: program.rightHandSides[row])
    }
    for (_, columns) in program.columnsOfRequest.sorted(by: { $0.key < $1.key }) where columns.count == 1 {
      groups.append(.init(members: columns, capacity: 1))
    }
    let eaten = try ProbabilisticSerial(agents: eaters, objectCount: program.columns.count, groups: groups)
    var elements: [Int] = []
    var shares: [Rational] = []
    for column in program.columns.indices {
      for agent in agents.indices where eaten.shares[agent][column] > .zero {
        elements.append(column)
        shares.append(eaten.shares[agent][column])
      }
    }
    var marginals = shares.compactMap(\.fraction)
    if marginals.count < shares.count
      || Fraction.leastCommonDenominator(of: marginals, limit: Decomposition.denominatorLimit) == nil
    {
      marginals = shares.map { $0.roundedDown(toDenominator: Self.denominator) ?? .zero }
    }
    let oracle = AllocationOracle(program: program, elements: elements, solver: solver, limits: limits)
    let worked = try Decomposition(marginals: marginals, solver: solver, oracle: oracle.best)
    let options = try worked.portfolio.entries.map { entry in
      try granted(by: elements.indices.filter { entry.isServed[$0] }.map { program.columns[elements[$0]] })
    }
    var result = Worked(portfolio: worked.portfolio, options: options, effort: oracle.effort)
    if let numerator = Int(exactly: worked.factor.numerator), let denominator = Int(exactly: worked.factor.denominator)
    {
      result.shareFactor = .init(numerator: numerator, denominator: denominator)
    }
    return result
  }

  // MARK: - The draw

  private func draw(_ worked: Worked, _ agents: [Agent], _ state: inout AllocationState) throws -> Result {
    let (portfolio, options) = (worked.portfolio, worked.options)
    let seed = lottery.seed ?? problem.scenario.tieBreakSeed
    var outcome = LotteryOutcome(
      stage: planned.number, method: .portfolio, seed: seed, denominator: max(1, portfolio.denominator), chances: [],
      portfolio: zip(portfolio.entries, options).map { .init(weight: $0.weight, grants: $1) }, ticket: nil,
      shareFactor: worked.shareFactor, levels: worked.levels, unservable: worked.unservable)
    outcome.chances = agents.map { agent in
      var chance = LotteryOutcome.Chance(administration: agent.administration, served: 0, holding: 0)
      for entry in outcome.portfolio {
        let own = entry.grants.filter { problem.holders[$0.request] == agent.administration }
        if !own.isEmpty { chance.served += entry.weight }
        chance.holding += entry.weight * own.reduce(0) { $0 + problem.requests[$1.request].holding }
      }
      return chance
    }
    var granted = 0
    if portfolio.denominator > 0 {
      let drawn = try DrawnLot(from: portfolio, seed: seed, name: planned.stage.name)
      outcome.ticket = drawn.ticket
      for option in options[drawn.place] {
        state.grant(option, stage: planned.number)
        granted += 1
      }
    }
    let claim = Claim(
      stage: planned.number, name: planned.stage.name, kind: .lottery, objective: .precedence,
      strength: .byConstruction, value: granted, bound: nil, proof: .replay, unit: "networks", multipliers: nil)
    return Result(claim: claim, outcome: outcome, effort: worked.effort)
  }
}
