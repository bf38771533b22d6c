// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Filings
import GLPKSolver
import Scenarios

/// From files to findings: every policy, administration and kind of misreport, with the runs in parallel.
struct ManipulationStudy {
  var kinds: [ManipulationKind]
  var budget: Int
  var seed: Int?
  /// Nodes of branch and bound for each integer program.
  var nodeLimit: Int
  var threads: Int

  /// The limit where none is given: hundreds of runs are made, and a few that take minutes would hold up all.
  static let defaultNodeLimit = 200

  /// What stays fixed over one search: a policy's truth and an administration.
  private struct Search: Sendable {
    var trial: ManipulationTrial
    var kind: ManipulationKind
    var misreports: [Misreport]
    var space: Int
  }

  private typealias Trial = ManipulationFinding.Trial

  /// Makes every run that the budget allows; after Ctrl-C the findings cover what was finished.
  func run(scenario path: String, policies names: [String], administrations: [String]) throws -> ManipulationReport {
    let loaded = try LoadedScenario.load(path: path, policies: names)
    for policy in loaded.policies where policy.auction != nil {
      Console.warning("policy `\(policy.name)` sells: a gain counts what is granted and leaves out what is paid")
    }
    let problem = try loaded.problem(seed: seed)
    let scenario = problem.scenario
    try check(administrations, problem: problem)
    let interruption = Interruption()
    var limits = SolverLimits(nodes: nodeLimit, isCancelled: { interruption.isRequested })
    limits.surveysOptima = false
    var findings: [ManipulationFinding] = []
    var undecided: [ManipulationReport.Undecided] = []
    try interruption.whileCatching {
      let truths = try truths(problem, loaded.policies, limits: limits)
      undecided = zip(loaded.policies, truths).compactMap { policy, truth in
        if case .failure(let fault) = truth { .init(policy: policy.name, reason: "\(fault)") } else { nil }
      }
      let trials = truths.compactMap { try? $0.get() }.flatMap { truth in
        administrations.compactMap { ManipulationTrial(problem: problem, symbol: $0, truth: truth) }
      }
      findings = try search(trials, limits: limits, interruption: interruption)
    }
    return ManipulationReport(
      scenario: scenario.name, bandAssignmentSeed: scenario.bandAssignment.seed, budget: budget, nodeLimit: nodeLimit,
      interrupted: interruption.isRequested, undecided: undecided, findings: findings)
  }

  private func check(_ administrations: [String], problem: CoordinationProblem) throws {
    let faults = administrations.enumerated().compactMap { index, symbol -> Fault? in
      if !problem.administrations.contains(symbol) {
        return Fault(
          file: problem.scenario.path, field: "--administration",
          problem: "the register has no administration `\(symbol)`",
          remedy: NearestNames.remedy(symbol, among: problem.administrations))
      }
      guard administrations[..<index].contains(symbol) else { return nil }
      return Fault(
        file: problem.scenario.path, field: "--administration", problem: "`\(symbol)` is named twice",
        remedy: "name it once")
    }
    if !faults.isEmpty { throw BadInput(faults) }
  }

  private func truths(
    _ problem: CoordinationProblem, _ policies: [Policy], limits: SolverLimits
  ) throws -> [Result<Allocation, AllocationFault>] {
    let progress = RunProgress(what: "policies on the truth", total: policies.count)
    defer { progress.finish() }
    return try parallelMap(count: policies.count, threads: threads, order: WorkOrder.of(policies)) { index in
      defer { progress.advance() }
      do {
        return .success(
          try PolicyEngine(solver: GLPKSolver(), limits: limits).allocate(problem, policy: policies[index]))
      } catch let fault as AllocationFault {
        return .failure(fault)
      }
    }
  }

  // MARK: - Searching

  private func search(
    _ trials: [ManipulationTrial], limits: SolverLimits, interruption: Interruption
  ) throws -> [ManipulationFinding] {
    // What is joined must have been found, so that `combined` asks for every other kind too.
    let simple =
      kinds.contains(.combined) ? ManipulationKind.allCases.filter { $0 != .combined } : kinds
    let searches = trials.flatMap { trial in
      simple.map { kind in
        let all = trial.misreports(kind)
        return Search(trial: trial, kind: kind, misreports: Array(all.prefix(budget)), space: all.count)
      }
    }
    let pieces = searches.indices.flatMap { search in searches[search].misreports.indices.map { (search, $0) } }
    let progress = RunProgress(what: "runs", total: pieces.count)
    let runs = try parallelMap(count: pieces.count, threads: threads) {
      piece -> (Int, Bool, ManipulationTrial.Result?) in
      defer { progress.advance() }
      let (search, index) = pieces[piece]
      if interruption.isRequested { return (search, false, nil) }
      let result = try Self.result(searches[search].trial, searches[search].misreports[index], limits)
      return (search, !interruption.isRequested, result)
    }
    progress.finish()
    var made = [[Trial]](repeating: [], count: searches.count)
    for ((search, index), run) in zip(pieces, runs) where run.1 {
      made[search].append((searches[search].misreports[index], run.2))
    }
    let found = try combined(trials, made, kinds: simple.count, limits: limits, interruption: interruption)
    let findings = trials.indices.flatMap { trial -> [(trial: Int, finding: ManipulationFinding)] in
      let own = simple.indices.map { trial * simple.count + $0 }
      let plain = own.filter { kinds.contains(searches[$0].kind) }.map {
        ManipulationFinding(
          searches[$0].trial, kind: searches[$0].kind, trials: made[$0], space: searches[$0].space)
      }
      return (plain + (found.isEmpty ? [] : [found[trial]])).map { (trial, $0) }
    }
    return try parallelMap(count: findings.count, threads: threads) { index in
      try Self.drawn(findings[index].finding, trials[findings[index].trial], limits, interruption)
    }
  }

  /// Under a rule of chance a gain of one draw may be luck: it is held against more draws.
  private static func drawn(
    _ finding: ManipulationFinding, _ trial: ManipulationTrial, _ limits: SolverLimits, _ interruption: Interruption
  ) throws -> ManipulationFinding {
    guard finding.isOfOneDraw, let best = finding.best, !interruption.isRequested else { return finding }
    var result = finding
    do {
      result.draws = try trial.draws(best, engine: PolicyEngine(solver: GLPKSolver(), limits: limits))
    } catch is AllocationFault {
      // Without an answer of every draw the gain stays one of its own draw only, and is told as such.
    }
    return result
  }

  private func combined(
    _ trials: [ManipulationTrial], _ made: [[Trial]], kinds count: Int, limits: SolverLimits, interruption: Interruption
  ) throws -> [ManipulationFinding] {
    guard kinds.contains(.combined) else { return [] }
    let progress = RunProgress(what: "combinations", total: trials.count)
    defer { progress.finish() }
    let combinations = trials.indices.map { trial in
      GreedyCombination((0..<count).map { made[trial * count + $0] })
    }
    return try parallelMap(count: trials.count, threads: threads) { [budget] index in
      defer { progress.advance() }
      var tried: [Trial] = []
      if !interruption.isRequested {
        tried = try combinations[index].trials(budget: budget) {
          interruption.isRequested ? nil : try Self.result(trials[index], $0, limits)
        }
      }
      return ManipulationFinding(
        trials[index], kind: .combined, trials: tried, space: tried.count, start: combinations[index].start)
    }
  }

  /// One run; nil where it ends without an answer.
  private static func result(
    _ trial: ManipulationTrial, _ misreport: Misreport, _ limits: SolverLimits
  ) throws -> ManipulationTrial.Result? {
    do {
      return try trial.run(misreport, engine: PolicyEngine(solver: GLPKSolver(), limits: limits))
    } catch is AllocationFault {
      return nil
    }
  }
}
