// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import IntegerPrograms
import Testing

@Suite struct GLPKSolverTests {
  private func jeroslow(_ size: Int) -> Model {
    var model = Model()
    ConformanceCase.jeroslow(&model, size)
    return model
  }

  @Test func nameAndVersion() {
    #expect(GLPKSolver().name == "GLPK")
    #expect(GLPKSolver().version.first?.isNumber == true)
  }

  // MARK: - Refusals

  @Test func numbersThatAreNotFiniteAreRefusedWithTheirPlace() {
    for bad in [Double.nan, .infinity, -.infinity] {
      var model = Model()
      let x = model.addVariable("x", lower: bad, objective: bad)
      model.addRow(name: "cap", terms: [(x, bad)], sense: .atMost(bad))
      model.objectiveConstant = bad
      let error = #expect(throws: InvalidModel.self) { try GLPKSolver().solve(model) }
      let places = (error?.faults ?? []).map(\.description)
      #expect(places.count == 5)
      for place in [
        "lower bound of variable x", "constant of the objective", "objective, coefficient of x",
        "right-hand side of row cap", "row cap, coefficient of x",
      ] {
        #expect(places.contains { $0.hasPrefix(place) }, "\(place)")
      }
    }
  }

  @Test func contradictoryOptionsAreRefused() {
    var model = Model()
    let x = model.addVariable("x", domain: .binary, objective: 1)
    model.add(x >= 1)
    var options = SolverOptions()
    options.presolve = true
    options.cuts = [.cover]
    options.nodeLimit = -1
    options.relativeGap = .nan
    let error = #expect(throws: InvalidOptions.self) { try GLPKSolver().solve(model, options: options) }
    #expect(error?.faults.count == 3)
    #expect(error?.faults.first == .coverCutsWithPresolve)
    options = SolverOptions()
    options.startingPoint = [0]
    #expect(throws: InvalidOptions.self) { try GLPKSolver().solve(model, options: options) }
  }

  // MARK: - Limits

  @Test func nodeLimitIsReproducibleAndGivesAnInterval() throws {
    var options = SolverOptions()
    options.nodeLimit = 50
    let first = try GLPKSolver().solve(jeroslow(31), options: options)
    let second = try GLPKSolver().solve(jeroslow(31), options: options)
    #expect(first.termination == .nodeLimit)
    #expect(first.nodes == 50)
    #expect(first.bound == 0)
    #expect(first.values == second.values && first.iterations == second.iterations)
  }

  @Test func timeLimitIsKept() throws {
    var options = SolverOptions()
    options.timeLimitMilliseconds = 200
    var outcome = Outcome(termination: .finished)
    let time = try ContinuousClock().measure { outcome = try GLPKSolver().solve(jeroslow(61), options: options) }
    #expect(outcome.termination == .timeLimit)
    #expect(time < .seconds(5))
  }

  @Test func limitsBeyondTheIntegersOfCAreClamped() throws {
    var options = SolverOptions()
    options.timeLimitMilliseconds = .max
    options.nodeLimit = .max
    options.iterationLimit = .max
    #expect(try GLPKSolver().solve(jeroslow(5), options: options).objective == 1)
    options.timeLimitMilliseconds = 0
    #expect(try GLPKSolver().solve(jeroslow(5), options: options).proof != .infeasible)
  }

  @Test func iterationLimitEndsARelaxation() throws {
    var options = SolverOptions()
    options.relaxationOnly = true
    options.iterationLimit = 3
    let model = windowInstance(requests: 40, positions: 60, spread: 5, options: 6, window: 4, capacity: 1, seed: 3)
    let outcome = try GLPKSolver().solve(model, options: options)
    #expect(outcome.termination == .iterationLimit)
    #expect(outcome.proof == .none && outcome.rowMultipliers.isEmpty)
  }

  @Test func targetEndsTheSearch() throws {
    let model = windowInstance(requests: 60, positions: 50, spread: 5, options: 6, window: 3, capacity: 1, seed: 5)
    let optimum = try #require(try GLPKSolver().solve(model).objective)
    var options = SolverOptions()
    options.targetObjective = optimum * 0.5
    let outcome = try GLPKSolver().solve(model, options: options)
    #expect((outcome.objective ?? 0) >= optimum * 0.5)
    #expect((outcome.bound ?? 0) >= optimum)
  }

  @Test func relativeGapEndsTheSearchAndLeavesABound() throws {
    var options = SolverOptions()
    options.relativeGap = 0.5
    let model = RandomProgramsTests.program(seed: 11)
    let expected = RandomProgramsTests.enumerated(model)
    let outcome = try GLPKSolver().solve(model, options: options)
    #expect((outcome.solution == .feasible) == (expected != nil))
    if let gap = outcome.relativeGap { #expect(gap <= 0.5) }
  }

  @Test func cancellationIsSeenBetweenNodes() throws {
    let counter = Counter()
    var options = SolverOptions()
    options.isCancelled = { counter.next() > 200 }
    let outcome = try GLPKSolver().solve(jeroslow(41), options: options)
    #expect(outcome.termination == .cancelled)
    #expect(outcome.nodes > 0)
  }

  @Test func progressIsReported() throws {
    let counter = Counter()
    var options = SolverOptions()
    options.nodeLimit = 2_000
    options.progress = { progress in
      if progress.nodes >= 0 { _ = counter.next() }
    }
    _ = try GLPKSolver().solve(jeroslow(31), options: options)
    #expect(counter.next() > 1)
  }

  @Test func solvingWithinACallbackIsAFaultAndNoCrash() throws {
    let inner = Inner()
    var options = SolverOptions()
    options.nodeLimit = 3
    options.progress = { _ in
      var model = Model()
      let x = model.addVariable(objective: 1)
      model.add(x >= 1)
      inner.note(try? GLPKSolver().solve(model).termination)
    }
    let outcome = try GLPKSolver().solve(jeroslow(31), options: options)
    #expect(outcome.termination == .nodeLimit)
    guard case .fault(let text)? = inner.termination else {
      Issue.record("the inner solve was let through")
      return
    }
    #expect(text.contains("callback"))
  }

  // MARK: - Starting points

  @Test func startingPointIsKeptWhenNothingBetterIsFound() throws {
    let model = windowInstance(requests: 60, positions: 50, spread: 5, options: 6, window: 3, capacity: 1, seed: 5)
    let best = try GLPKSolver().solve(model)
    var options = SolverOptions()
    options.startingPoint = best.values
    options.nodeLimit = 0
    let outcome = try GLPKSolver().solve(model, options: options)
    #expect(outcome.termination == .nodeLimit)
    #expect(outcome.objective == best.objective)
    options.nodeLimit = nil
    #expect(try GLPKSolver().solve(model, options: options).objective == best.objective)
  }

  // MARK: - Multipliers

  @Test func multipliersSurviveScalingAndPresolve() throws {
    for testCase in ConformanceCase.textbookLinear {
      for change in [{ $0.scaling = true }, { $0.presolve = true }] as [(inout SolverOptions) -> Void] {
        #expect(try testCase.failures(of: GLPKSolver(), changing: change) == [])
      }
    }
  }

  @Test func multipliersProveTheBoundOfAWindowModel() throws {
    var options = SolverOptions()
    options.relaxationOnly = true
    let model = windowInstance(
      requests: 200, positions: 360, spread: 7, options: 14, window: 4, capacity: 2, seed: 1)
    let outcome = try GLPKSolver().solve(model, options: options)
    let bound = try #require(model.dualBound(rowMultipliers: outcome.rowMultipliers))
    let objective = try #require(outcome.objective)
    #expect(abs(bound - objective) < 1e-6 * objective)
    #expect(outcome.rowMultipliers.allSatisfy { $0 >= -1e-9 })
  }
}

/// Counts calls from a callback.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0

  func next() -> Int {
    lock.withLock {
      count += 1
      return count
    }
  }
}

/// Keeps what a callback saw.
private final class Inner: @unchecked Sendable {
  private let lock = NSLock()
  private var seen: Termination?

  var termination: Termination? { lock.withLock { seen } }

  func note(_ termination: Termination?) {
    lock.withLock { seen = termination ?? seen }
  }
}
