// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// Solves objectives one after another over one program, keeping every optimum as a row for the next.
///
/// First by linear relaxations alone: each gives a bound, the objective is kept at it, and at the end an integer point is
/// sought that attains them all. The windows and cliques make the relaxations so tight that this mostly succeeds, and then
/// the relaxations' multipliers prove every optimum. Where no such point exists, every objective is solved again as an
/// integer program.
struct LexicographicSearch {
  /// An objective that was solved, with what is known of it.
  struct Step {
    var objective: StageObjective
    /// The value that the final point attains.
    var value: Int
    /// Nothing exceeds this.
    var bound: Int
    var proof: Claim.Proof
    var strength: Claim.Strength
    var certificate: IntegerBound?
    /// The row that keeps it for later objectives.
    var row: Int?
    /// For the claim that not all reach a level: what counts those that do, and how many all are.
    var gap: (terms: [StageProgram.Term], everyone: Int)?
    /// How many thresholds of its one chain every point sets that attains the value, where that is known.
    var numberOfThresholds: Int?
  }

  enum Mode {
    case relaxations
    case integerPrograms
  }

  let solver: any Solver
  let limits: SolverLimits
  var program: StageProgram
  var steps: [Step] = []
  var effort = Effort()
  let mode: Mode
  var model: Model
  var basis: Basis?
  var lastPoint: [Double] = []
  var incumbent: [Bool]?
  var primaryModel: Model?
  var primaryBasis: Basis?
  var lastFace: Model?
  /// Whether kept optima of relaxations have room for rounding.
  var isLoosened = false
  /// An objective that differs from place to place: with it a relaxation leaves less in part.
  var guide: StageObjective?
  /// How many thresholds of its one chain every point sets that attains what is kept, where that is known.
  var numberOfThresholds: Int?

  init(program: StageProgram, solver: any Solver, limits: SolverLimits, mode: Mode) {
    self.program = program
    self.solver = solver
    self.limits = limits
    self.mode = mode
    model = program.model(integer: mode == .integerPrograms)
    effort.columns = program.columns.count
    effort.rows = program.rows.count
    effort.coefficients = program.terms.count
  }

  /// A point at hand that attains every step.
  var standingPoint: [Bool]? { incumbent.flatMap { attains($0) ? $0 : nil } }

  /// Solves one objective under all that is kept so far, and keeps its optimum too.
  ///
  /// - Parameters:
  ///   - objective: what to make as large as possible.
  ///   - known: a value that can't be exceeded for a reason that needs no program.
  /// - Returns: the value: in the mode of relaxations the whole part of the bound, otherwise what was attained.
  mutating func maximise(_ objective: StageObjective, known: Int? = nil) throws -> Int {
    let step =
      switch mode {
      case .relaxations: try relaxed(objective, known: known)
      case .integerPrograms: try exact(objective, known: known)
      }
    steps.append(step)
    limits.progress?(StageProgress(stage: objective.name, value: step.value, bound: step.bound))
    return step.value
  }

  /// Keeps the optimum of the last objective for those that follow.
  mutating func keepLast() {
    guard let step = steps.last else { return }
    let index = steps.count - 1
    let row = program.add(
      .atLeast(index), step.objective.terms.map { .init(column: $0.column, coefficient: -$0.coefficient) },
      atMost: -step.value)
    steps[index].row = row
    numberOfThresholds = step.numberOfThresholds ?? numberOfThresholds
    let all = model.variables
    let scale = step.objective.scale
    model.addRow(
      terms: step.objective.terms.map { (all[$0.column], -Double($0.coefficient) / scale) },
      sense: .atMost(-Double(step.value) / scale + (isLoosened ? Self.roomForRounding : 0)))
    basis?.appendRow()
  }

  /// Records a claim that needs no program.
  mutating func note(_ objective: StageObjective, value: Int, bound: Int) {
    steps.append(
      Step(objective: objective, value: value, bound: bound, proof: .trivial, strength: .optimal, certificate: nil))
  }

  /// Turns the last step into the claim that not everyone reaches a level: its bound stays the proof, nothing is kept.
  ///
  /// Where the solver stopped before it could exclude that all do, the claim stays open between 0 and 1.
  mutating func turnLastIntoGap(_ claim: Claim.Objective, everyone: Int) {
    guard let last = steps.indices.last else { return }
    steps[last].gap = (steps[last].objective.terms, everyone)
    steps[last].objective.claim = claim
    steps[last].objective.terms = []
    steps[last].value = 0
    let isExcluded = steps[last].bound < everyone
    steps[last].bound = isExcluded ? 0 : 1
    steps[last].strength = isExcluded ? .optimal : .withinGap
  }

  /// Claims of the last step only that it keeps every rule.
  mutating func leaveLastUnproven() {
    guard let last = steps.indices.last else { return }
    steps[last].strength = .feasible
    steps[last].proof = .solver
    steps[last].bound = .max
    steps[last].certificate = nil
  }

  /// Takes the values from the final point: where a bound was left open, later objectives may have raised them.
  ///
  /// - Returns: false where the point exceeds what the solver called an optimum.
  mutating func settle(at point: [Bool]) -> Bool {
    var holds = true
    for index in steps.indices {
      var attained = steps[index].objective.value(at: point)
      if let gap = steps[index].gap {
        let reached = gap.terms.reduce(0) { $0 + (point[$1.column] ? $1.coefficient : 0) }
        attained = reached >= gap.everyone ? 1 : 0
      }
      guard attained > steps[index].value else { continue }
      steps[index].value = attained
      if attained > steps[index].bound {
        holds = false
        steps[index].bound = attained
        steps[index].strength = .withinGap
        steps[index].proof = .solver
        steps[index].certificate = nil
      } else if attained == steps[index].bound {
        steps[index].strength = .optimal
      }
    }
    return holds
  }

  /// A 0/1 point that attains every step, at hand or in the last relaxation; nil if there is none.
  func integerPoint() -> [Bool]? { standingPoint ?? rounded(lastPoint) }

  /// Solves the last objective again as an integer program whose value must reach its bound.
  mutating func branchToBound() throws -> [Bool]? {
    guard let last = steps.last else { return nil }
    let point = try integral(last.objective, target: last.value).point
    return attains(point) ? point : nil
  }

  // MARK: - Integer programs

  /// Solves an objective as an integer program within a number of nodes, and makes it a step, whatever the mode.
  mutating func branch(_ objective: StageObjective, known: Int?, nodeLimit: Int) throws -> Step {
    let step = try exact(objective, known: known, nodeLimit: nodeLimit)
    steps.append(step)
    limits.progress?(StageProgress(stage: objective.name, value: step.value, bound: step.bound))
    return step
  }

  mutating func exact(_ objective: StageObjective, known: Int?, nodeLimit: Int? = nil) throws -> Step {
    if let step = try maximiseByThresholds(objective, known: known, nodeLimit: nodeLimit) { return step }
    let nodeLimit = nodeLimit ?? (isLarge ? Large.nodes : nil)
    var linear: (bound: Double, rowMultipliers: [Double])?
    do { linear = try relaxation(objective) } catch StageStop.noRelaxation {
      // A limit that stops the relaxation needn't stop the search for a point.
    }
    let found = try integral(objective, target: linear.map { Self.wholePart($0.bound) }, nodeLimit: nodeLimit)
    incumbent = found.point
    let value = objective.value(at: found.point)
    if let known, value == known {
      return Step(
        objective: objective, value: value, bound: value, proof: .trivial, strength: .optimal, certificate: nil)
    }
    let certificate = linear.flatMap {
      IntegerBound.proving(value, program: program, objective: objective.terms, rowMultipliers: $0.rowMultipliers)
    }
    // Nothing exceeds either bound, so that a point which meets one of them is an optimum.
    let bounds = [found.bound, linear.map { Self.wholePart($0.bound) }, known]
    let least = bounds.compactMap(\.self).min() ?? objective.sumOfGains
    let proven = certificate != nil || found.isOptimal || least <= value
    return Step(
      objective: objective, value: value, bound: proven ? value : least,
      proof: certificate != nil ? .multipliers : .solver,
      strength: proven ? .optimal : .withinGap, certificate: certificate)
  }

  /// The tolerance of reduced costs for objectives whose coefficients span many orders of magnitude.
  static let fineTolerance = 1e-11

  /// The greatest whole number that a bound with the rounding of floating-point arithmetic admits.
  static func wholePart(_ bound: Double) -> Int {
    Int((bound + 1e-6 + 1e-9 * abs(bound)).rounded(.down))
  }

  /// Multipliers of the program's rows from those of the rows and the objective that the solver was given.
  func unscaled(_ multipliers: [Double], _ objective: StageObjective) -> [Double] {
    let scale = objective.scale
    guard scale > 1 || !program.rowScales.isEmpty else { return multipliers }
    return multipliers.enumerated().map { row, value in value * scale / (program.rowScales[row] ?? 1) }
  }

  // MARK: - Points

  func setObjective(_ objective: StageObjective, in model: inout Model) {
    model.setObjective(.maximise, LinearExpression())
    let variables = model.variables
    let scale = objective.scale
    for term in objective.terms {
      let variable = variables[term.column]
      model.setObjectiveCoefficient(
        of: variable, to: model.objectiveCoefficient(of: variable) + Double(term.coefficient) / scale)
    }
  }

  /// The 0/1 point that a vector stands for, if it is integral, keeps every row and attains every step.
  func rounded(_ values: [Double], attaining: Bool = true, rows: Int? = nil) -> [Bool]? {
    guard values.count == program.columns.count else { return nil }
    var point = [Bool](repeating: false, count: values.count)
    for (column, value) in values.enumerated() {
      let nearest = value.rounded()
      guard StageProgram.request(of: program.columns[column]) != nil else { continue }
      guard abs(value - nearest) < 1e-6 else { return nil }
      point[column] = nearest == 1
    }
    Self.completeCounters(&point, in: program)
    guard program.isFeasible(point, rows: rows ?? program.rows.count), !attaining || attains(point) else { return nil }
    return point
  }

  func attains(_ point: [Bool]) -> Bool {
    steps.allSatisfy { $0.row == nil || $0.objective.value(at: point) >= $0.value }
      && (steps.last.map { $0.objective.value(at: point) >= $0.value } ?? true)
  }

  /// The columns that a point sets.
  func heldColumns(_ point: [Bool]) -> [StageProgram.Column] {
    program.columns.indices.filter { point[$0] }.map { program.columns[$0] }
  }

  /// Sets the columns that only count: a level or a service holds as soon as its row lets it.
  static func completeCounters(_ point: inout [Bool], in program: StageProgram) {
    for row in program.rows.indices {
      switch program.rows[row] {
      case .holding, .served, .attributed: break
      default: continue
      }
      var room = program.rightHandSides[row]
      for term in program.terms(of: row) where term.coefficient < 0 && point[term.column] { room -= term.coefficient }
      for term in program.terms(of: row) where term.coefficient > 0 {
        point[term.column] = room >= term.coefficient
        room -= term.coefficient
      }
    }
    completeThresholds(&point, in: program)
  }

  /// Sets the thresholds that holdings pass. Rows that set a threshold come after those that it makes set others.
  private static func completeThresholds(_ point: inout [Bool], in program: StageProgram) {
    for row in program.rows.indices.reversed() where program.rows[row] == .fairness {
      var excess = -program.rightHandSides[row]
      for term in program.terms(of: row) where term.coefficient > 0 && point[term.column] { excess += term.coefficient }
      for term in program.terms(of: row) where term.coefficient < 0 && excess > 0 {
        guard case .threshold = program.columns[term.column] else { break }
        point[term.column] = true
        excess += term.coefficient
      }
    }
  }

  mutating func count(_ outcome: Outcome, integer: Bool) {
    if integer { effort.integerPrograms += 1 } else { effort.relaxations += 1 }
    effort.nodes += outcome.nodes
    effort.iterations += outcome.iterations
  }
}

/// Why a search can't go on in its mode.
enum StageStop: Error, CustomStringConvertible {
  /// The rows kept so far leave no integer point.
  case infeasible
  /// The solver gave no relaxation.
  case noRelaxation(Termination)
  /// The solver stopped at a limit without a point.
  case undecided(Termination)

  /// The reason in words, for a message.
  var description: String {
    switch self {
    case .infeasible: "the program has no solution"
    case .noRelaxation(let termination): "the linear relaxation ended with: \(Self.words(termination))"
    case .undecided(let termination): Self.words(termination)
    }
  }

  private static func words(_ termination: Termination) -> String {
    switch termination {
    case .nodeLimit: "the limit of nodes was reached before a solution was found"
    case .timeLimit: "the limit of time was reached before a solution was found"
    case .iterationLimit: "the limit of iterations was reached before a solution was found"
    case .numericalTrouble: "the solver met numerical trouble"
    case .fault(let text): "the solver failed: \(text)"
    case .finished, .gapReached, .targetReached, .cancelled: "the solver stopped without a solution"
    }
  }
}
