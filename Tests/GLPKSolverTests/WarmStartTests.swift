// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import IntegerPrograms
import Testing

/// Starting a linear program from the basis of a similar one.
@Suite("Warm start")
struct WarmStartTests {
  /// max Σ c·x over a chain of windows xᵢ + xᵢ₊₁ + xᵢ₊₂ ≤ 1 in the unit cube.
  private func chain(_ count: Int, costs: (Int) -> Double) -> (Model, [Variable]) {
    var model = Model()
    let variables = model.addVariables(count: count, lower: 0, upper: 1)
    for start in 0..<(count - 2) {
      model.addRow(sumOf: variables[start..<(start + 3)], sense: .atMost(1))
    }
    model.setObjective(.maximise, LinearExpression())
    for (index, variable) in variables.enumerated() {
      model.setObjectiveCoefficient(of: variable, to: costs(index))
    }
    return (model, variables)
  }

  private var relaxation: SolverOptions {
    var options = SolverOptions()
    options.relaxationOnly = true
    return options
  }

  @Test("another objective from the last basis: the same optimum as from scratch, in no more iterations")
  func anotherObjective() throws {
    let solver = GLPKSolver()
    let (first, _) = chain(300) { Double(7 + $0 * $0 % 13) }
    let basis = try #require(try solver.solve(first, options: relaxation).basis)
    let (second, _) = chain(300) { Double(7 + $0 * $0 % 13) + ($0 == 150 ? 2 : 0) }
    let cold = try solver.solve(second, options: relaxation)
    var options = relaxation
    options.warmStart = basis
    let warm = try solver.solve(second, options: options)
    #expect(warm.proof == .optimal && cold.proof == .optimal)
    #expect(abs((warm.objective ?? 0) - (cold.objective ?? 1)) < 1e-6)
    #expect(warm.iterations <= cold.iterations)
  }

  @Test("a basis follows the addition of a row, and one of another size is ignored")
  func sizes() throws {
    let solver = GLPKSolver()
    var (model, variables) = chain(30) { _ in 1 }
    var basis = try #require(try solver.solve(model, options: relaxation).basis)
    #expect(basis.columns.count == 30 && basis.rows.count == 28)
    model.addRow(sumOf: variables, sense: .atMost(4))
    var options = relaxation
    options.warmStart = basis
    #expect(try solver.solve(model, options: options).objective.map { abs($0 - 4) < 1e-6 } == true)
    basis.appendRow()
    options.warmStart = basis
    #expect(try solver.solve(model, options: options).objective.map { abs($0 - 4) < 1e-6 } == true)
  }

  @Test("an integer program has no basis to pass on")
  func integer() throws {
    var model = Model()
    let x = model.addVariable(domain: .binary)
    model.add(2 * x <= 1)
    model.maximise(x)
    #expect(try GLPKSolver().solve(model, options: SolverOptions()).basis == nil)
  }
}
