// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import IntegerPrograms
import Testing

@Suite struct GLPKSolverTests {
  @Test func knapsackIsSolvedToItsOptimum() throws {
    var model = Model(name: "knapsack")
    let x = model.addVariable("x", domain: .binary)
    let y = model.addVariable("y", domain: .binary)
    let z = model.addVariable("z", domain: .binary)
    model.add(3 * x + 4 * y + 2 * z <= 6)
    model.maximise(5 * x + 6 * y + 3 * z + 1)
    let outcome = try GLPKSolver().solve(model)
    #expect(outcome.isOptimal)
    #expect(outcome.objective == 10)
    #expect(outcome.values == [0, 1, 1])
    #expect(outcome.bound == 10)
  }

  @Test func linearProgramReturnsMultipliers() throws {
    var model = Model(name: "wyndor")
    let x = model.addVariable("x")
    let y = model.addVariable("y")
    model.add(x <= 4, name: "a")
    model.add(2 * y <= 12, name: "b")
    model.add(3 * x + 2 * y <= 18, name: "c")
    model.maximise(3 * x + 5 * y)
    let outcome = try GLPKSolver().solve(model)
    #expect(outcome.isOptimal)
    #expect(outcome.objective == 36)
    #expect(outcome.rowMultipliers == [0, 1.5, 1])
    #expect(outcome.reducedCosts == [0, 0])
    #expect(model.dualBound(rowMultipliers: outcome.rowMultipliers) == 36)
  }
}
