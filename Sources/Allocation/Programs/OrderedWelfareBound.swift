// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// Bounds generalised Gini welfare over the relaxation of a program by cutting planes.
///
/// One more column, the welfare, is at most Σ weight · score for the weights of some orders. Each round solves, looks where
/// the point's own welfare is less, and adds the orders found there and halfway to the best point so far (Kelley 1960,
/// doi:10.1137/0108053; Ben-Ameur, Neto 2007, doi:10.1002/net.20137). Multipliers of the cuts then average those orders.
struct OrderedWelfareBound {
  let welfare: OrderedWelfare
  let columns: Int
  let programRows: Int
  /// What welfare is divided by for the solver.
  let scale: Double
  private(set) var model: Model
  let holdings: [Variable]
  let top: Variable
  private(set) var cuts: [[Double]] = []
  private(set) var basis: Basis?
  /// The basis of the program alone that the first one was made of.
  private(set) var programBasis: Basis?
  /// The holdings of members in the last point, fixed steps apart.
  private(set) var lastHoldings: [Double] = []
  private(set) var lastPoint: [Double] = []
  private(set) var bound = Double.infinity
  private(set) var rowMultipliers: [Double] = []
  private(set) var bestScores: [Double] = []
  private(set) var bestWelfare = -Double.infinity

  init(welfare: OrderedWelfare, program: StageProgram) {
    self.welfare = welfare
    columns = program.columns.count
    programRows = program.rows.count
    let greatest = Double((welfare.weights.first ?? 1) * (welfare.members.map(\.multiplier).max() ?? 1))
    scale = greatest > 1_000_000 ? greatest : 1
    var model = program.model(integer: false)
    let all = model.variables
    let holdings = model.addVariables(count: welfare.members.count)
    // Twice what anybody can hold is no bound that multipliers could come to lean on.
    let most = welfare.members.map { member in
      Double(member.multiplier * member.terms.reduce(member.fixedSteps) { $0 + $1.coefficient })
    }
    let limit = 2 * most.reduce(1, +) * Double(welfare.weights.first ?? 1) / scale
    let top = model.addVariable(lower: 0, upper: limit)
    for (member, holding) in zip(welfare.members, holdings) {
      model.addRow(
        terms: [(holding, 1)] + member.terms.map { (all[$0.column], -Double($0.coefficient)) }, sense: .atMost(0))
    }
    self.holdings = holdings
    self.top = top
    self.model = model
  }

  /// The welfare of the last point with fractional holdings, and its scores.
  private func scores(_ holdings: [Double]) -> [Double] {
    zip(welfare.members, holdings).map { Double($0.multiplier) * ($1 + Double($0.fixedSteps)) }
  }

  /// Adds the row: welfare ≤ Σ weight · score.
  mutating func add(_ weights: [Double]) {
    var terms = [(top, 1.0)]
    var constant = 0.0
    for ((member, holding), weight) in zip(zip(welfare.members, holdings), weights) {
      let coefficient = weight * Double(member.multiplier) / scale
      terms.append((holding, -coefficient))
      constant += coefficient * Double(member.fixedSteps)
    }
    model.addRow(terms: terms, sense: .atMost(constant))
    cuts.append(weights)
    basis?.appendRow()
  }

  /// Makes the objective the welfare.
  mutating func aimAtWelfare() {
    model.setObjective(.maximise, LinearExpression([Term(top, 1)]))
  }

  /// Makes the objective Σ weight · score.
  mutating func aim(at weights: [Double]) {
    model.setObjective(.maximise, LinearExpression())
    for ((member, holding), weight) in zip(zip(welfare.members, holdings), weights) {
      model.setObjectiveCoefficient(of: holding, to: weight * Double(member.multiplier) / scale)
    }
  }

  /// The weights in the order of what all columns of members add up to: who asks for little mostly ranks low.
  private var firstWeights: [Double] {
    welfare.supergradient(
      at: welfare.members.map { member in
        Double(member.multiplier * (member.terms.reduce(member.fixedSteps) { $0 + $1.coefficient }))
      })
  }

  /// Makes the objective of a program Σ weight · score.
  private func aim(_ model: inout Model, at weights: [Double]) {
    let all = model.variables
    model.setObjective(.maximise, LinearExpression())
    for (member, weight) in zip(welfare.members, weights) {
      for term in member.terms {
        model.setObjectiveCoefficient(
          of: all[term.column], to: weight * Double(member.multiplier * term.coefficient) / scale)
      }
    }
  }

  /// The program alone, with the sum of the first order to be maximised.
  func firstModel(_ program: StageProgram) -> Model {
    var first = program.model(integer: false)
    aim(&first, at: firstWeights)
    return first
  }

  /// Adds the first order, and starts from the basis in which the program alone is optimal for it.
  mutating func start(from programBasis: Basis?) {
    self.programBasis = programBasis
    basis = programBasis
    basis?.columns += [Basis.Status](repeating: .basic, count: welfare.members.count + 1)
    basis?.rows += [Basis.Status](repeating: .atUpper, count: welfare.members.count)
    add(firstWeights)
    // Holdings and welfare are basic; the rows that define them are filled.
    if let row = basis?.rows.indices.last { basis?.rows[row] = .atUpper }
    aimAtWelfare()
  }

  /// Rounds without a smaller bound after which more are not worth their time.
  private static let patience = 25

  /// Solves and adds cuts until none is violated, the bound stands still, or so many rounds or simplex iterations, if
  /// limited, have passed.
  ///
  /// - Throws: `StageStop` where the relaxation has no optimum.
  mutating func tighten(
    rounds: Int, options: SolverOptions, solve: (Model, SolverOptions) throws -> Outcome
  ) throws {
    var idle = 0
    var iterations = 0
    for _ in 0..<rounds where idle < Self.patience {
      var options = options
      options.warmStart = basis
      let outcome = try solve(model, options)
      iterations += outcome.iterations
      guard outcome.proof == .optimal, let value = outcome.bound else {
        if bound.isFinite { return }
        if outcome.proof == .infeasible { throw StageStop.infeasible }
        throw StageStop.noRelaxation(outcome.termination)
      }
      basis = outcome.basis
      rowMultipliers = outcome.rowMultipliers
      idle = value * scale < bound - 1e-6 - 1e-9 * abs(bound) ? 0 : idle + 1
      bound = min(bound, value * scale)
      lastPoint = Array(outcome.values.prefix(columns))
      lastHoldings = holdings.map { outcome.values[$0.index] }
      let own = scores(lastHoldings)
      let weights = welfare.supergradient(at: own)
      let welfareHere = zip(weights, own).reduce(0) { $0 + $1.0 * $1.1 }
      if welfareHere > bestWelfare { (bestWelfare, bestScores) = (welfareHere, own) }
      if let limit = options.iterationLimit, iterations >= limit { return }
      if bound - bestWelfare <= 1e-6 + 1e-9 * abs(bound) { return }
      if bound - welfareHere > 1e-6 + 1e-9 * abs(bound) { add(weights) }
      let middle = zip(own, bestScores).map { ($0 + $1) / 2 }
      if middle != own { add(welfare.supergradient(at: middle)) }
    }
  }

  /// The program alone, with every member held to its holding in the last point, rounded down at least and up at most, and
  /// Σ weight · score to be maximised.
  func modelWithinSteps(_ program: StageProgram) -> (model: Model, basis: Basis?) {
    var within = program.model(integer: false)
    var start = programBasis
    let all = within.variables
    aim(&within, at: weights)
    for (member, value) in zip(welfare.members, lastHoldings) {
      guard !member.terms.isEmpty else { continue }
      within.addRow(
        terms: member.terms.map { (all[$0.column], Double($0.coefficient)) },
        sense: .between((value + 1e-6).rounded(.down), (value - 1e-6).rounded(.up)))
      start?.appendRow()
    }
    return (within, start)
  }

  /// The weights that the multipliers of the cuts average.
  var weights: [Double] {
    let multipliers = rowMultipliers.suffix(from: min(rowMultipliers.count, programRows + welfare.members.count))
    let sum = multipliers.reduce(0) { $0 + max(0, $1) }
    guard sum > 0 else { return [Double](repeating: Double(welfare.members.count), count: welfare.members.count) }
    var result = [Double](repeating: 0, count: welfare.members.count)
    for (multiplier, weights) in zip(multipliers, cuts) where multiplier > 0 {
      for index in result.indices { result[index] += multiplier / sum * weights[index] }
    }
    return result
  }

  /// The least bound in whole numbers that the last multipliers prove.
  func certificate(program: StageProgram) -> IntegerBound? {
    guard rowMultipliers.count >= programRows else { return nil }
    let weights = weights
    var best: IntegerBound?
    for scale in IntegerBound.smallScales + [1 << 20] {
      let whole = welfare.majorised(weights, scale: scale)
      let multipliers = (0..<programRows).map { row -> Int in
        let scaled = (rowMultipliers[row] * self.scale / (program.rowScales[row] ?? 1) * Double(scale)).rounded()
        return scaled.isFinite && abs(scaled) < 1e17 ? max(0, Int(scaled)) : 0
      }
      guard let bound = IntegerBound(program: program, welfare: welfare, weights: whole, scale: scale, multipliers)
      else { continue }
      if best.map({ bound.bound < $0.bound }) ?? true { best = bound }
    }
    return best
  }
}

extension IntegerBound {
  /// A bound on generalised Gini welfare: on Σ weight · score ÷ scale, for whole-number weights that scale × ω majorises.
  ///
  /// Nil where a number doesn't fit.
  init?(program: StageProgram, welfare: OrderedWelfare, weights: [Int], scale: Int, _ multipliers: [Int]) {
    var terms: [StageProgram.Term] = []
    var constant: Int128 = 0
    for (member, weight) in zip(welfare.members, weights) {
      let (product, overflow) = weight.multipliedReportingOverflow(by: member.multiplier)
      guard !overflow else { return nil }
      constant += Int128(product) * Int128(member.fixedSteps)
      for term in member.terms {
        let (coefficient, overflow) = product.multipliedReportingOverflow(by: term.coefficient)
        guard !overflow else { return nil }
        terms.append(.init(column: term.column, coefficient: coefficient))
      }
    }
    guard let bound = IntegerBound(program: program, objective: terms, scale: 1, multipliers: multipliers),
      let total = Int(exactly: Int128(bound.scaledBound) + constant)
    else { return nil }
    self = bound
    self.scale = scale
    scaledBound = total
    orderedWeights = Dictionary(uniqueKeysWithValues: zip(welfare.members.map(\.administration), weights))
  }
}
