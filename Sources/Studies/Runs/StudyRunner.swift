// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Assessment
import Auctions
import Coordination
import Filings
import IntegerPrograms
import Reporting
import Scenarios

/// What the runs of one world share.
public struct StudyWorld: Sendable {
  /// The problem: the scenario under the world's settings and seed, with its register.
  public let problem: CoordinationProblem
  /// What measures allocations of it.
  let meter: AllocationMeter
}

/// Does the runs of a plan: makes worlds, carries policies out and measures what they grant.
public struct StudyRunner: RunExecuting {
  /// The plan.
  public let plan: StudyPlan
  /// The solver that objectives are handed to.
  public let solver: any Solver

  private let registers = RecentValues<Register>(capacity: 4)
  private let worlds = RecentValues<StudyWorld>(capacity: 4)
  private let policies = RecentValues<Policy>(capacity: 256)

  /// Makes a runner; several threads may use it at once.
  public init(plan: StudyPlan, solver: any Solver) {
    self.plan = plan
    self.solver = solver
  }

  /// Makes the world of a run, or takes it from those made last.
  ///
  /// - Throws: `BadInput` or `InputNotFound` where scenario and register don't hold together under the run's settings.
  public func world(of run: PlannedRun) throws -> StudyWorld {
    try worlds.value(plan.worldKey(of: run)) {
      let scenario = try scenario(of: run)
      let problem = try CoordinationProblem(scenario: scenario, register: try register(of: run, scenario: scenario))
      return StudyWorld(problem: problem, meter: AllocationMeter(problem: problem))
    }
  }

  /// Does a run.
  ///
  /// - Throws: `CancellationError` only.
  public func record(
    of run: PlannedRun, in world: StudyWorld, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> RunRecord {
    let clock = ContinuousClock()
    let start = clock.now
    var effort = RunRecord.Effort(seconds: 0, nodes: 0, simplexIterations: 0)
    func finished(_ effort: RunRecord.Effort) -> RunRecord.Effort {
      let (seconds, attoseconds) = (clock.now - start).components
      var effort = effort
      effort.seconds = Double(seconds) + Double(attoseconds) / 1e18
      return effort
    }
    do {
      let policy = try policy(of: run)
      let faults = policy.faults(against: world.problem)
      if !faults.isEmpty { throw BadInput(faults) }
      var limits = SolverLimits(nodes: plan.study.nodeLimit, isCancelled: isCancelled)
      // What it says of other optima isn't part of a record.
      limits.surveysOptima = false
      let allocation = try PolicyEngine(solver: solver, limits: limits).allocate(world.problem, policy: policy)
      effort.nodes = allocation.effort.nodes
      effort.simplexIterations = allocation.effort.iterations
      let payments = try PolicyPricing(solver: solver, nodeLimit: plan.study.nodeLimit, isCancelled: isCancelled)
        .payments(allocation, in: world.problem)
      if isCancelled() { throw CancellationError() }
      var record = try self.record(of: run, allocation, payments, in: world)
      record.effort = finished(effort)
      return record
    } catch AllocationFault.cancelled {
      throw CancellationError()
    } catch let error as CancellationError {
      throw error
    } catch {
      // A solver that was stopped may say so in words of its own.
      if isCancelled() { throw CancellationError() }
      return RunRecord(of: run, failure: RunFailure(error), effort: finished(effort))
    }
  }

  private func record(
    of run: PlannedRun, _ allocation: Allocation, _ payments: PolicyPayments?, in world: StudyWorld
  ) throws -> RunRecord {
    let keep = plan.study.keep
    return RunRecord(
      identity: run.identity, key: run.key, outcome: .done(proof: allocation.proof),
      measures: measures(of: allocation, payments, in: world),
      claims: keep.certificates == .none
        ? []
        : allocation.claims.enumerated().map { number, claim in
          .init(
            number: number, stage: claim.name, objective: claim.objective.identifier, strength: claim.strength.rawValue,
            value: claim.value, bound: claim.bound)
        },
      decisions: keep.allocations ? Self.decisions(allocation, world.problem) : [],
      certificate: keep.certificates == .full
        ? try CertificateDocument(problem: world.problem, allocations: [allocation]).json() : nil,
      effort: .init(seconds: 0, nodes: 0, simplexIterations: 0))
  }

  private static func decisions(_ allocation: Allocation, _ problem: CoordinationProblem) -> [RunRecord.Decision] {
    problem.requests.indices.map { index in
      let option = allocation.grants[index]?.option
      return .init(
        network: problem.requests[index].identifier, outcome: option == nil ? "refused" : "granted",
        positionMilliDegrees: option?.longitudeMilliDegrees, firstChannel: option?.firstChannel,
        reason: allocation.decisions[index].reason.rawValue)
    }
  }

  /// The measures that the study keeps, in the order of a results document.
  func measures(of allocation: Allocation, _ payments: PolicyPayments?, in world: StudyWorld) -> [Measurement] {
    let selections = plan.study.measures.isEmpty ? [MeasureSelection.standard] : plan.study.measures
    let measures = world.meter.measures(of: allocation, payments: payments) { population, entitlement, group in
      selections.contains { $0.mayContain(population: population, entitlement: entitlement, group: group) }
    }
    return measures.compactMap { measure in
      let name = MeasureName(
        measure: measure.id, population: measure.population, entitlement: measure.entitlement, group: measure.group)
      guard selections.contains(where: { $0.contains(name) }) else { return nil }
      return Measurement(name: name, value: measure.value, status: measure.status.rawValue)
    }
  }

  // MARK: - Files

  private func scenario(of run: PlannedRun) throws -> Scenario {
    try Scenario.read(path: plan.study.scenarios[run.scenario].path, changes: plan.scenarioChanges(of: run))
  }

  private func policy(of run: PlannedRun) throws -> Policy {
    let part = plan.policyPart(of: run)
    let changes = plan.policyChanges(of: run)
    if changes.isEmpty { return part.policy }
    let key = part.policy.path + "\u{0}" + changes.map { "\($0.path)=\($0.value)" }.joined(separator: "\u{0}")
    return try policies.value(key) { try Policy.read(path: part.policy.path, changes: changes) }
  }

  private func register(of run: PlannedRun, scenario: Scenario) throws -> Register {
    let block = plan.blocks[plan.block(of: run.ordinal)]
    var directory = scenario.registerPath
    if let number = run.register, case .directory(let path) = plan.study.registers[number].origin { directory = path }
    let base = try registers.value(directory) { try Register.read(directory: directory) }
    let settings = Setting.merged(block.ownKnobs, with: run.settings)
    if settings.isEmpty, !block.isGenerated { return base }
    let isSeeded = plan.study.grids[run.grid].varies.contains(.register)
    return try plan.supply.register(
      base: base, generated: block.isGenerated, settings: settings, seed: isSeeded ? run.seed : 1)
  }

  /// The files of one run, by which `compare` gives the same allocation: the scenario under its settings with its tables,
  /// the register, and the policy under its own settings.
  ///
  /// - Throws: `BadInput` or `InputNotFound`, as the run itself fails.
  public func files(of run: PlannedRun) throws -> [ResultFile] {
    let scenario = try scenario(of: run)
    let policy = try policy(of: run)
    let text = try ChangedDocument.yaml(
      path: scenario.path, schema: Scenario.schema,
      changes: plan.scenarioChanges(of: run) + [
        DocumentChange(path: ["register"], value: "register"),
        DocumentChange(path: ["policies"], value: "[\(policy.name)]"),
      ])
    var files = [ResultFile(path: "scenario.yaml", text: text)]
    for table in scenario.tables {
      files.append(ResultFile(path: table.file, bytes: try Self.bytes(table.path)))
    }
    let changed = plan.policyChanges(of: run)
    files.append(
      ResultFile(
        path: "policies/\(policy.name).yaml",
        bytes: changed.isEmpty
          ? try Self.bytes(policy.path)
          : Array(try ChangedDocument.yaml(path: policy.path, schema: Policy.schema, changes: changed).utf8)))
    for file in try register(of: run, scenario: scenario).files() {
      files.append(ResultFile(path: "register/\(file.name)", text: file.text))
    }
    return files
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    guard let data = InputBytes.of(path) else { throw InputNotFound(path: path, reason: "can't be read") }
    return data
  }
}
