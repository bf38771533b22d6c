// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// An objective of a large program under one demand of fairness.
///
/// How many thresholds of the chain are set says how much those who lack something must have, and how much nobody may exceed.
/// With that laid down, what is left are minimums and caps, whose relaxations are tight where that of the whole is loose.
extension LexicographicSearch {
  /// What is known of an objective while numbers of thresholds are looked at one after another.
  private struct Descent {
    var point: [Bool]?
    var value = Int.min
    /// Nothing that was left undecided exceeds this; `Int.min` where everything is decided.
    var open = Int.min

    mutating func take(_ other: [Bool], _ objective: StageObjective) {
      let reached = objective.value(at: other)
      if reached > value { (point, value) = (other, reached) }
    }
  }

  /// Maximises an objective from the highest number of thresholds that can be set, downwards.
  ///
  /// Who sets a threshold sets all before it, so that the highest number is found by halving. Each number is solved by
  /// itself; then a relaxation bounds all lower numbers at once, and ends the search where it doesn't exceed the best point.
  /// Where lower numbers can't attain the optimum either, later objectives keep to the number that does.
  ///
  /// - Returns: nil where the program hasn't one chain of thresholds, or isn't large, and for objectives whose coefficients
  ///   are too great for the solver's tolerances.
  /// - Throws: `StageStop` where there is no point, or none was found.
  mutating func maximiseByThresholds(_ objective: StageObjective, known: Int?, nodeLimit: Int?) throws -> Step? {
    guard isLarge, objective.scale == 1, program.chains.count == 1, let chain = program.chains.first else { return nil }
    var descent = Descent()
    if let standingPoint { descent.take(standingPoint, objective) }
    let highest = try numberOfThresholds ?? highestNumber(of: chain)
    // Numbers up to this one are left, and nothing that they hold exceeds the limit.
    var (number, limit) = (highest, known ?? objective.sumOfGains)
    var left = (solved: Large.numbersOfThresholds, empty: Large.numbersWithoutAPoint)
    var looks = 0
    while number >= 0, limit > descent.value, left.solved > 0, left.empty > 0 {
      let isEmpty = try !look(at: number, of: chain, objective, limit: limit, nodeLimit: nodeLimit, &descent)
      looks += 1
      if isEmpty { left.empty -= 1 } else { left.solved -= 1 }
      if limits.isCancelled?() == true { throw StageStop.undecided(.cancelled) }
      number = numberOfThresholds == nil ? number - 1 : -1
      guard number >= 0 else { break }
      guard let bound = try presolvedBound(objective, of: fixing(chain, atMost: number)) else {
        number = -1
        break
      }
      limit = min(limit, bound)
    }
    if number >= 0, limit > descent.value { descent.open = max(descent.open, limit) }
    if descent.point == nil, descent.open > .min, let point = try startingPoint(for: objective) {
      descent.take(point, objective)
    }
    guard let point = descent.point else {
      throw descent.open == .min ? StageStop.infeasible : StageStop.undecided(.nodeLimit)
    }
    incumbent = point
    let value = descent.value
    let bound = max(value, min(descent.open, known ?? .max))
    let isOnlyHighest = looks == 1 && (number < 0 || limit < value)
    return Step(
      objective: objective, value: value, bound: bound, proof: known == value ? .trivial : .solver,
      strength: bound == value ? .optimal : .withinGap, certificate: nil,
      numberOfThresholds: isOnlyHighest ? highest : numberOfThresholds)
  }

  /// Solves an objective with one number of thresholds.
  ///
  /// - Returns: false where there is no point with that number.
  private mutating func look(
    at number: Int, of chain: [Int], _ objective: StageObjective, limit: Int, nodeLimit: Int?, _ descent: inout Descent
  ) throws -> Bool {
    let asked = fixing(chain, at: number)
    guard let bound = try presolvedBound(objective, of: asked) else { return false }
    let target = min(bound, limit)
    guard target > descent.value else { return true }
    guard let found = try presolvedPoint(objective, of: asked, target: target, nodeLimit: nodeLimit) else {
      return false
    }
    if let point = found.point { descent.take(point, objective) }
    if found.bound > descent.value { descent.open = max(descent.open, found.bound) }
    return true
  }

  /// The greatest number of thresholds that a relaxation can set.
  ///
  /// Low numbers are quickly solved and high ones hard to exclude, so that the halving begins at a number found by doubling.
  private mutating func highestNumber(of chain: [Int]) throws -> Int {
    var low = 0
    var high = chain.count
    var isBracketed = false
    while low < high {
      let middle = isBracketed ? (low + high + 1) / 2 : min(high, 2 * low + 1)
      var asked = model
      asked.setObjective(.maximise, LinearExpression())
      let all = asked.variables
      for column in chain.prefix(middle) { asked.fix(all[column], at: 1) }
      if try presolved(asked).proof == .infeasible {
        high = middle - 1
        isBracketed = true
      } else {
        low = middle
      }
    }
    return low
  }

  /// The model with so many thresholds set.
  private func fixing(_ chain: [Int], at number: Int) -> Model {
    var result = fixing(chain, atMost: number)
    let all = result.variables
    for column in chain.prefix(number) { result.fix(all[column], at: 1) }
    return result
  }

  /// The model with at most so many thresholds set.
  private func fixing(_ chain: [Int], atMost number: Int) -> Model {
    var result = model
    let all = result.variables
    for column in chain.dropFirst(number) { result.fix(all[column], at: 0) }
    return result
  }

  /// The bound of a relaxation; nil where there is no point.
  private mutating func presolvedBound(_ objective: StageObjective, of model: Model) throws -> Int? {
    var asked = model
    setObjective(objective, in: &asked)
    let outcome = try presolved(asked)
    if outcome.proof == .infeasible { return nil }
    guard outcome.proof == .optimal, let bound = outcome.bound else { return objective.sumOfGains }
    return Self.wholePart(bound)
  }

  /// Solves a relaxation whose fixed thresholds settle most of the columns that count, which the presolver takes out.
  private mutating func presolved(_ model: Model) throws -> Outcome {
    var options = limits.options
    options.relaxationOnly = true
    options.presolve = true
    options.iterationLimit = stallLimit
    let outcome = try solver.solve(model, options: options)
    count(outcome, integer: false)
    return outcome
  }

  /// A point of an integer program that reaches a target which nothing exceeds, or the best that a search comes upon.
  ///
  /// - Returns: the point, if one was found, and what no point exceeds; nil where there is no point.
  private mutating func presolvedPoint(
    _ objective: StageObjective, of model: Model, target: Int, nodeLimit: Int?
  ) throws -> (point: [Bool]?, bound: Int)? {
    var asked = model
    let all = asked.variables
    for variable in all { asked.setDomain(of: variable, to: .binary) }
    var options = limits.options
    options.presolve = true
    options.nodeLimit = limits.nodes ?? nodeLimit ?? Large.nodes
    if let guide {
      var guided = asked
      guided.addRow(
        terms: objective.terms.map { (all[$0.column], -Double($0.coefficient)) },
        sense: .atMost(-Double(target)))
      setObjective(guide, in: &guided)
      var inDepth = options
      inDepth.backtracking = .depthFirst
      inDepth.relativeGap = 1
      let outcome = try solver.solve(guided, options: inDepth)
      count(outcome, integer: true)
      if outcome.solution == .feasible, let point = rounded(outcome.values), objective.value(at: point) >= target {
        return (point, target)
      }
    }
    let offset = setDifference(objective, from: target, in: &asked)
    options.targetObjective = 0
    let outcome = try solver.solve(asked, options: options)
    count(outcome, integer: true)
    if outcome.proof == .infeasible { return nil }
    let point = outcome.solution == .feasible ? rounded(outcome.values) : nil
    guard let point else { return (nil, target) }
    let found = offset.integral(point, outcome)
    return (point, min(target, found.isOptimal ? objective.value(at: point) : found.bound ?? target))
  }
}
