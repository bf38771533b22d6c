// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import IntegerPrograms
import Testing

/// Small random programs, each compared with the enumeration of all its points.
@Suite struct RandomProgramsTests {
  /// A program of at most 7 integer variables with at most 4 values each, whose numbers are integers.
  static func program(seed: UInt64) -> Model {
    var generator = SplitMix64(seed: seed)
    func pick(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &generator)) }
    var model = Model(name: "random \(seed)")
    model.direction = pick(0...1) == 0 ? .minimise : .maximise
    let count = Int(pick(1...7))
    let variables = (0..<count).map { _ in
      if pick(0...2) > 0 { return model.addVariable(domain: .binary, objective: pick(-9...9)) }
      let lower = pick(-2...1)
      return model.addVariable(domain: .integer, lower: lower, upper: lower + pick(0...3), objective: pick(-9...9))
    }
    model.objectiveConstant = pick(-5...5)
    for _ in 0..<Int(pick(1...6)) {
      let terms = variables.map { ($0, pick(0...2) == 0 ? 0 : pick(-6...6)) }
      let side = pick(-6...9)
      switch Int(pick(0...5)) {
      case 0: model.addRow(terms: terms, sense: .equal(side))
      case 1: model.addRow(terms: terms, sense: .between(side - pick(0...4), side))
      case 2, 3: model.addRow(terms: terms, sense: .atLeast(side))
      default: model.addRow(terms: terms, sense: .atMost(side))
      }
    }
    return model
  }

  /// The best objective over all points, nil if none is feasible.
  static func enumerated(_ model: Model) -> Double? {
    var best: Double?
    var point = model.variables.map { model.lowerBound(of: $0) ?? 0 }
    let upper = model.variables.map { model.upperBound(of: $0) ?? 0 }
    let lower = point
    while true {
      if FeasibilityReport(of: model, at: point, tolerance: 0).isFeasible {
        let value = model.objectiveValue(at: point)
        if best.map({ model.direction.isBetter(value, than: $0) }) ?? true { best = value }
      }
      guard let place = point.indices.first(where: { point[$0] < upper[$0] }) else { return best }
      point[place] += 1
      for before in 0..<place { point[before] = lower[before] }
    }
  }

  @Test func answersEqualEnumeration() throws {
    var changes: [(String, (inout SolverOptions) -> Void)] = []
    changes.append(("default", { _ in }))
    changes.append(("cuts", { $0.cuts = Set(SolverOptions.Cut.allCases) }))
    changes.append(
      (
        "presolve",
        {
          $0.presolve = true
          $0.cuts = [.mixedIntegerRounding, .gomory, .clique]
        }
      ))
    changes.append(("pump", { $0.feasibilityPump = true }))
    for seed in 1...400 as ClosedRange<UInt64> {
      let model = Self.program(seed: seed)
      let expected = Self.enumerated(model)
      for (name, change) in changes {
        var options = SolverOptions()
        change(&options)
        let outcome = try GLPKSolver().solve(model, options: options)
        #expect(outcome.objective == expected, "seed \(seed), \(name)")
        #expect(outcome.proof == (expected == nil ? .infeasible : .optimal), "seed \(seed), \(name)")
        #expect(outcome.relativeGap == (expected == nil ? nil : 0))
      }
    }
  }

  @Test func relaxationsBoundTheirProgramsAndMultipliersProveIt() throws {
    var options = SolverOptions()
    options.relaxationOnly = true
    for seed in 1...400 as ClosedRange<UInt64> {
      let model = Self.program(seed: seed)
      let outcome = try GLPKSolver().solve(model, options: options)
      guard let objective = outcome.objective else {
        #expect(outcome.proof == .infeasible && Self.enumerated(model) == nil, "seed \(seed)")
        continue
      }
      let bound = try #require(model.dualBound(rowMultipliers: outcome.rowMultipliers))
      #expect(abs(bound - objective) <= 1e-7 * max(1, abs(objective)), "seed \(seed)")
      if let best = Self.enumerated(model) {
        #expect(!model.direction.isBetter(best, than: bound + (model.direction == .maximise ? 1e-9 : -1e-9)))
      }
    }
  }

  @Test func anyMultipliersGiveAValidBound() {
    for seed in 1...200 as ClosedRange<UInt64> {
      let model = Self.program(seed: seed)
      guard let best = Self.enumerated(model) else { continue }
      var generator = SplitMix64(seed: seed &+ 1_000)
      let multipliers = (0..<model.rowCount).map { _ in Double(Int.random(in: -8...8, using: &generator)) }
      let bound = model.dualBound(rowMultipliers: multipliers)
      #expect(bound.map { !model.direction.isBetter(best, than: $0) } ?? false, "seed \(seed)")
    }
  }

  @Test func threadsGiveTheSerialAnswers() async throws {
    let models = (1...50 as ClosedRange<UInt64>).map(Self.program(seed:))
    let serial = try models.map { try GLPKSolver().solve($0) }
    let parallel = try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
      for index in 0..<1_000 {
        group.addTask { (index, try GLPKSolver().solve(models[index % models.count])) }
      }
      var answers: [(Int, Outcome)] = []
      for try await answer in group { answers.append(answer) }
      return answers
    }
    #expect(parallel.count == 1_000)
    for (index, outcome) in parallel {
      let expected = serial[index % models.count]
      #expect(outcome.values == expected.values)
      #expect(outcome.objective == expected.objective)
      #expect(outcome.proof == expected.proof)
      #expect(outcome.nodes == expected.nodes && outcome.iterations == expected.iterations)
    }
  }
}
