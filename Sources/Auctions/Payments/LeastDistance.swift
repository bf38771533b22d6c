// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation

/// The point nearest to another among those that satisfy linear constraints, exactly.
///
/// The active constraints are guessed in floating point by Lawson's and Hanson's least distance method (non-negative least
/// squares; Lawson, Hanson 1974, doi:10.1137/1.9781611971217, chapter 23). The system of the guess is solved in exact
/// fractions and the conditions of optimality are checked exactly. Where the guess doesn't hold, the dual method of
/// Goldfarb and Idnani (1983, doi:10.1007/BF02591962) runs in exact fractions instead.
struct LeastDistance {
  /// Σ coefficient · p ≥ bound, or = bound.
  struct Constraint {
    var coefficients: [(variable: Int, coefficient: Int)]
    var bound: Rational
    var isEquality = false
  }

  let target: [Rational]
  let constraints: [Constraint]

  /// The nearest point; nil where the constraints contradict each other.
  func solve() -> [Rational]? {
    let equalities = constraints.indices.filter { constraints[$0].isEquality }
    if let guess = LeastDistanceGuess(self).activeConstraints() {
      let active = equalities + guess.filter { !constraints[$0].isEquality }
      if let point = optimum(active: active) { return point }
    }
    return DualActiveSet(self).solve(equalities: equalities)
  }

  /// The point for an active set, where it is the optimum.
  private func optimum(active: [Int]) -> [Rational]? {
    guard let multipliers = multipliers(active, right: active.map { constraints[$0].bound - value($0, at: target) })
    else {
      return nil
    }
    for (index, multiplier) in zip(active, multipliers) where !constraints[index].isEquality && multiplier < .zero {
      return nil
    }
    var point = target
    for (index, multiplier) in zip(active, multipliers) { add(index, times: multiplier, to: &point) }
    let holds = constraints.indices.allSatisfy { value($0, at: point) >= constraints[$0].bound }
    return holds ? point : nil
  }

  /// Solves N · Nᵀ · λ = right for the normals of some constraints; nil where they depend on each other.
  func multipliers(_ active: [Int], right: [Rational]) -> [Rational]? {
    var matrix = active.indices.map { row in
      active.indices.map { Rational(product(active[row], active[$0])) } + [right[row]]
    }
    for column in active.indices {
      guard let pivot = (column..<active.count).first(where: { matrix[$0][column] != .zero }) else { return nil }
      matrix.swapAt(column, pivot)
      for row in active.indices where row != column && matrix[row][column] != .zero {
        let factor = matrix[row][column] / matrix[column][column]
        for place in column...active.count where matrix[column][place] != .zero {
          matrix[row][place] = matrix[row][place] - factor * matrix[column][place]
        }
      }
    }
    return active.indices.map { matrix[$0][active.count] / matrix[$0][$0] }
  }

  /// The left-hand side of a constraint.
  func value(_ index: Int, at point: [Rational]) -> Rational {
    constraints[index].coefficients.reduce(.zero) { $0 + Rational($1.coefficient) * point[$1.variable] }
  }

  /// Adds a multiple of a constraint's normal.
  func add(_ index: Int, times factor: Rational, to point: inout [Rational]) {
    guard factor != .zero else { return }
    for term in constraints[index].coefficients {
      point[term.variable] = point[term.variable] + factor * Rational(term.coefficient)
    }
  }

  /// The product of two normals.
  func product(_ one: Int, _ other: Int) -> Int {
    var sum = 0
    for left in constraints[one].coefficients {
      for right in constraints[other].coefficients where left.variable == right.variable {
        sum += left.coefficient * right.coefficient
      }
    }
    return sum
  }
}

/// The dual active set method in exact fractions.
private struct DualActiveSet {
  let problem: LeastDistance

  init(_ problem: LeastDistance) { self.problem = problem }

  func solve(equalities: [Int]) -> [Rational]? {
    var active: [Int] = []
    var multipliers: [Rational] = []
    var point = problem.target
    for index in equalities {
      let gap = problem.constraints[index].bound - problem.value(index, at: point)
      guard add(index, gap, &active, &multipliers, &point) else { return nil }
    }
    while true {
      var worst: (index: Int, gap: Rational)?
      for index in problem.constraints.indices where !problem.constraints[index].isEquality {
        let gap = problem.constraints[index].bound - problem.value(index, at: point)
        if gap > .zero, worst.map({ gap > $0.gap }) ?? true { worst = (index, gap) }
      }
      guard let worst else { return point }
      guard add(worst.index, worst.gap, &active, &multipliers, &point) else { return nil }
    }
  }

  /// Makes a violated constraint active, dropping others whose multipliers fall to 0 on the way.
  private func add(
    _ index: Int, _ gap: Rational, _ active: inout [Int], _ multipliers: inout [Rational], _ point: inout [Rational]
  ) -> Bool {
    var own = Rational.zero
    let isEquality = problem.constraints[index].isEquality
    while true {
      guard let rates = problem.multipliers(active, right: active.map { Rational(problem.product($0, index)) }) else {
        return false
      }
      var direction = [Rational](repeating: .zero, count: point.count)
      problem.add(index, times: Rational(1), to: &direction)
      for (other, rate) in zip(active, rates) {
        problem.add(other, times: .zero - rate, to: &direction)
      }
      let left = problem.constraints[index].bound - problem.value(index, at: point)
      let slope = problem.value(index, at: direction)
      var step: Rational? = slope == .zero ? nil : left / slope
      if isEquality, slope == .zero { return left == .zero }
      var dropped: Int?
      for place in active.indices where rates[place] > .zero && !problem.constraints[active[place]].isEquality {
        let most = multipliers[place] / rates[place]
        if step.map({ most < $0 }) ?? true {
          step = most
          dropped = place
        }
      }
      guard let step else { return false }
      if slope != .zero { for place in point.indices { point[place] = point[place] + step * direction[place] } }
      for place in active.indices { multipliers[place] = multipliers[place] - step * rates[place] }
      own = own + step
      guard let dropped else {
        active.append(index)
        multipliers.append(own)
        return true
      }
      active.remove(at: dropped)
      multipliers.remove(at: dropped)
    }
  }
}
