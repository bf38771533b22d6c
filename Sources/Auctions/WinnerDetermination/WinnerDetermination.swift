// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// Decides which offers to accept so that they are worth the most, exactly.
///
/// The problem is cut into connected parts, each of which is searched by branch and bound (`BranchSearch`). What a search
/// returns is recomputed in whole numbers; its bounds are proofs by weak duality in whole numbers. Parts too large for that
/// search's tableau go to the solver (`SolverSearch`), on whose word their optimality rests.
public struct WinnerDetermination: Sendable {
  /// Solves the parts that are too large for an own search.
  public var solver: any Solver
  /// How many searches may run side by side.
  public var threads: Int
  /// How many nodes a part's search may look at.
  public var nodeLimit: Int
  /// Rows times columns up to which a part is searched over a dense tableau of its own.
  public var greatestTableau: Int

  /// Makes a winner determination.
  ///
  /// - Parameters:
  ///   - solver: Solves the parts that are too large for an own search.
  ///   - threads: How many searches may run side by side, at least 1; it changes no answer.
  ///   - nodeLimit: How many nodes the search of a part may look at; then the answer is an interval.
  ///   - greatestTableau: Rows times columns up to which a part is searched over a dense tableau of its own.
  public init(
    solver: any Solver, threads: Int = 1, nodeLimit: Int = WinnerDetermination.defaultNodeLimit,
    greatestTableau: Int = WinnerDetermination.defaultGreatestTableau
  ) {
    self.solver = solver
    self.threads = max(1, threads)
    self.nodeLimit = nodeLimit
    self.greatestTableau = greatestTableau
  }

  /// The limit of nodes where none is given.
  public static let defaultNodeLimit = 2_000_000

  /// The greatest tableau where none is given: 128 MiB of double precision.
  public static let defaultGreatestTableau = 16_777_216

  /// Finds the most valuable set of offers; ties are broken by `problem.tieOrder`.
  ///
  /// - Returns: The set, what it is worth, a bound, and whether it is unique. Where the limit of nodes ends the search the
  ///   bound is above the value, or uniqueness is undecided.
  /// - Throws: `AuctionFault` for a problem that contradicts itself.
  public func solve(_ problem: WinnerProblem) throws -> WinningSet {
    let reduction = try ProblemReduction(problem)
    var rank = [Int](repeating: 0, count: problem.offers.count)
    for (place, offer) in problem.tieOrder.enumerated() { rank[offer] = place }
    let parts = reduction.programs()
    let answers = Parallel.map(parts, threads: threads) { [rank] part in
      solve(part, rank: rank)
    }
    var offers: [Int] = []
    var value = 0
    var bound = 0
    var uniqueness = WinningSet.Uniqueness.unique
    for (part, answer) in zip(parts, answers) {
      offers += answer.columns.map { part.offers[$0] }
      value += answer.value * part.unit
      bound += answer.bound * part.unit
      if answer.uniqueness == .several { uniqueness = .several }
      if answer.uniqueness == .undecided, uniqueness == .unique { uniqueness = .undecided }
    }
    if value != bound { uniqueness = .undecided }
    offers.sort()
    var winning = WinningSet(
      offers: offers, value: value, bound: bound, uniqueness: uniqueness, restsOnSolver: parts.contains(where: isLarge))
    winning.isFirstOfTies = answers.allSatisfy(\.isFirstOfTies)
    return winning
  }

  /// What is known about one part.
  struct PartAnswer: Sendable {
    var columns: [Int]
    var value: Int
    var bound: Int
    var uniqueness: WinningSet.Uniqueness
    var isFirstOfTies = true
  }

  private func solve(_ part: PackingProgram, rank: [Int]) -> PartAnswer {
    if part.rowCount == 0 {
      // Offers that nothing restricts; each of them is a part of its own.
      let columns = part.values.indices.filter { part.values[$0] > 0 }
      let value = columns.reduce(0) { $0 + part.values[$1] }
      return PartAnswer(columns: columns, value: value, bound: value, uniqueness: .unique)
    }
    let search = search(of: part)
    let answer = search.run(BranchSearch.Question(floor: 0, asksForTies: true, nodeLimit: nodeLimit))
    let best = answer.best ?? []
    guard answer.isComplete else {
      return PartAnswer(columns: best, value: answer.value, bound: answer.bound, uniqueness: .undecided)
    }
    guard answer.hasOther else {
      return PartAnswer(columns: best, value: answer.value, bound: answer.value, uniqueness: .unique)
    }
    let first = firstOfTies(best, value: answer.value, part, rank: rank)
    return PartAnswer(
      columns: first.columns, value: answer.value, bound: answer.value, uniqueness: .several,
      isFirstOfTies: first.isDecided)
  }

  /// Of all optimal sets the first in the order of ties, as far as the limit of nodes lets it be found.
  private func firstOfTies(
    _ best: [Int], value: Int, _ part: PackingProgram, rank: [Int]
  ) -> (columns: [Int], isDecided: Bool) {
    let search = search(of: part)
    // One node: what the root's multipliers settle for all optimal sets.
    if !isLarge(part) { _ = search.run(BranchSearch.Question(floor: value - 1, nodeLimit: 1)) }
    var current = best
    var isDecided = true
    var isHeld = Set(best)
    var question = BranchSearch.Question(floor: value - 1, enough: value, nodeLimit: nodeLimit)
    for column in part.offers.indices.sorted(by: { rank[part.offers[$0]] < rank[part.offers[$1]] }) {
      if isHeld.contains(column) {
        question.ones.append(column)
        continue
      }
      if !excludes(column, question.ones, part) {
        var trial = question
        trial.ones.append(column)
        let answer = search.run(trial)
        if let other = answer.best {
          current = other
          isHeld = Set(other)
          question.ones.append(column)
          continue
        }
        if !answer.isComplete { isDecided = false }
      }
      question.zeros.append(column)
    }
    return (current, isDecided)
  }

  /// Whether an offer doesn't fit beside others.
  private func excludes(_ column: Int, _ others: [Int], _ part: PackingProgram) -> Bool {
    part.value(of: others + [column]) == nil
  }
}
