// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import IntegerPrograms
import Testing

/// Sifting gives the optimum of the whole model, with multipliers that prove it.
@Suite("Sifting")
struct SiftingTests {
  private var relaxation: SolverOptions {
    var options = SolverOptions()
    options.relaxationOnly = true
    return options
  }

  /// A packing of the unit cube, or with rows to be filled as well, from a seed.
  private func model(seed: Int, isCovered: Bool) -> Model {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var model = Model()
    let variables = model.addVariables(count: 60, lower: 0, upper: 1)
    for _ in 0..<25 {
      let members = variables.filter { _ in draw(5) == 0 }
      guard !members.isEmpty else { continue }
      model.addRow(sumOf: members, sense: .atMost(Double(1 + draw(3))))
    }
    if isCovered { model.addRow(sumOf: variables, sense: .atLeast(Double(3 + draw(30)))) }
    model.setObjective(isCovered && seed.isMultiple(of: 2) ? .minimise : .maximise, LinearExpression())
    for variable in variables { model.setObjectiveCoefficient(of: variable, to: Double(draw(40) - 5)) }
    return model
  }

  @Test(
    "the same optimum or the same infeasibility as at once, whatever the first set", arguments: 1...60, [false, true])
  func sameOptimum(seed: Int, isCovered: Bool) throws {
    let solver = GLPKSolver()
    let model = model(seed: seed, isCovered: isCovered)
    let whole = try solver.solve(model, options: relaxation)
    for stride in [1, 3, 7, 1_000] {
      let sifted = try solver.sift(model, options: relaxation) { $0.isMultiple(of: stride) }
      #expect(sifted.proof == whole.proof)
      guard let expected = whole.objective else { continue }
      #expect(abs((sifted.objective ?? .nan) - expected) < 1e-6)
      // Weak duality with the multipliers of the whole model: row multipliers times sides plus what columns still earn.
      var bound = 0.0
      for (index, multiplier) in sifted.rowMultipliers.enumerated() {
        let sense = model.sense(of: Row(index: index))
        bound += multiplier * (sense.upper ?? sense.lower ?? 0)
      }
      for cost in sifted.reducedCosts { bound += model.direction == .maximise ? max(0, cost) : min(0, cost) }
      #expect(abs(bound - expected) < 1e-5)
    }
  }

  @Test("the limit of iterations covers all rounds, and leaves a basis to go on from")
  func limit() throws {
    let solver = GLPKSolver()
    let model = model(seed: 3, isCovered: false)
    let whole = try solver.solve(model, options: relaxation)
    var options = relaxation
    options.iterationLimit = 3
    let cut = try solver.sift(model, options: options) { $0.isMultiple(of: 4) }
    #expect(cut.termination == .iterationLimit && cut.iterations <= 3 && cut.rowMultipliers.isEmpty)
    options.iterationLimit = nil
    let basis: Basis = try #require(cut.basis)
    options.warmStart = basis
    let rest = try solver.sift(model, options: options) { $0.isMultiple(of: 4) }
    #expect(abs((rest.objective ?? .nan) - (whole.objective ?? 0)) < 1e-6)
  }
}
