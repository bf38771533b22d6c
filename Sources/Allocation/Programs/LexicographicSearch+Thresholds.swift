// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// An objective of a large program under one demand of fairness.
///
/// How many thresholds of the chain are set says how much those who lack something must have, and how much nobody may exceed.
/// With that laid down, what is left are minimums and caps, whose relaxations are tight where that of the whole is loose.
extension LexicographicSearch {
  /// Maximises an objective from the highest number of thresholds that can be set, downwards.
  ///
  /// Who sets a threshold sets all before it, so that the highest number is found by halving. Each number is solved by
  /// itself; then a relaxation bounds all lower numbers at once, and ends the search where it doesn't exceed the best point.
  /// Where lower numbers can't attain the optimum either, later objectives keep to the number that does.
  ///
  /// - Returns: nil where the program hasn't one chain of thresholds, or isn't large.
  /// - Throws: `StageStop` where there is no point, or none was found.
  mutating func maximiseByThresholds(_ objective: StageObjective, known: Int?) throws -> Step? {
    guard isLarge, program.chains.count == 1, let chain = program.chains.first else { return nil }
    var best = standingPoint
    var value: Int { best.map { objective.value(at: $0) } ?? .min }
    // Nothing that the numbers left undecided may hold exceeds this.
    var open = Int.min
    // Nothing exceeds this with the number looked at or a lower one; nil where these leave no point.
    var rest = known ?? objective.sumOfGains as Int?
    let highest = try numberOfThresholds ?? highestNumber(of: chain)
    var isHighest = true
    var left = Large.numbersOfThresholds
    for number in ((numberOfThresholds ?? 0)...highest).reversed() {
      guard let limit = rest, limit > value, left > 0 else { break }
      isHighest = number == highest
      let asked = fixing(chain, at: number)
      if let bound = try presolvedBound(objective, of: asked).map({ min($0, limit) }), bound > value {
        let (point, reached) = try presolvedPoint(objective, of: asked, target: bound)
        if let point, objective.value(at: point) > value { best = point }
        if reached > value { open = max(open, reached) }
        // Numbers without a point cost little and say nothing of the next.
        if reached > .min { left -= 1 }
      }
      if limits.isCancelled?() == true { throw StageStop.undecided(.cancelled) }
      let isLast = numberOfThresholds != nil || number == 0
      rest = try isLast ? nil : presolvedBound(objective, of: fixing(chain, atMost: number - 1)).map { min($0, limit) }
    }
    let lower = rest ?? .min
    guard let best else { throw max(open, lower) == .min ? StageStop.infeasible : StageStop.undecided(.nodeLimit) }
    if isHighest, lower < value { numberOfThresholds = highest }
    incumbent = best
    let bound = max(value, min(max(open, lower), known ?? .max))
    return Step(
      objective: objective, value: value, bound: bound, proof: known == value ? .trivial : .solver,
      strength: bound == value ? .optimal : .withinGap, certificate: nil)
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
    return Self.wholePart(bound * objective.scale)
  }

  /// Solves a relaxation whose fixed thresholds settle most of the columns that count, which the presolver takes out.
  private mutating func presolved(_ model: Model) throws -> Outcome {
    var options = limits.options
    options.relaxationOnly = true
    options.presolve = true
    let outcome = try solver.solve(model, options: options)
    count(outcome, integer: false)
    return outcome
  }

  /// A point of an integer program that reaches the bound of its relaxation, or the best that a search comes upon.
  ///
  /// - Returns: the point, if one was found, and what no point exceeds: `Int.min` where there is none.
  private mutating func presolvedPoint(
    _ objective: StageObjective, of model: Model, target: Int
  ) throws -> (point: [Bool]?, bound: Int) {
    var asked = model
    for variable in asked.variables { asked.setDomain(of: variable, to: .binary) }
    var options = limits.options
    options.presolve = true
    options.nodeLimit = limits.nodes ?? Large.nodes
    setObjective(objective, in: &asked)
    if let guide {
      var guided = asked
      let all = asked.variables
      guided.addRow(
        terms: objective.terms.map { (all[$0.column], -Double($0.coefficient) / objective.scale) },
        sense: .atMost(-Double(target) / objective.scale))
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
    let outcome = try solver.solve(asked, options: options)
    count(outcome, integer: true)
    if outcome.proof == .infeasible { return (nil, .min) }
    let bound = min(target, outcome.bound.map { Self.wholePart($0 * objective.scale) } ?? target)
    guard outcome.solution == .feasible, let point = rounded(outcome.values) else { return (nil, bound) }
    return (point, outcome.proof == .optimal ? objective.value(at: point) : bound)
  }
}
