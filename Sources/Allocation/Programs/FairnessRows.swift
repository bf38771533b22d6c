// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Rows that demand weighted EF1 or PROP1 of holdings, counted in whole steps over the members of an entitlement.
///
/// With x steps held, d steps asked for and w the entitlement:
/// - EF1: i holds d(i), or x(i) ÷ w(i) ≥ min(d(i), x(j) − 1) ÷ w(j) for every other j that holds something
///   (Chakraborty, Igarashi, Suksompong, Zick 2021, doi:10.1145/3457166; more than it asks for is worth nothing to i).
/// - PROP1: i holds d(i), or x(i) + 1 ≥ w(i) ÷ Σ w · Σ x (Aziz, Moulin, Sandomirskiy 2020, arXiv:1909.00740).
///
/// Columns say from which ratio or total on others need more; each is needed by the next, so that rows grow with steps, not
/// with pairs of members.
struct FairnessRows {
  let part: PartSolver

  /// Adds the rows of some demands to a program that has the columns of steps.
  func add(_ demands: [Policy.FairnessDemand], to program: inout StageProgram, _ counters: PartSolver.Counters) {
    var rank = 0
    addSteps(demands, to: &program, counters)
    for demand in demands {
      guard let plan = counters.plans[demand.entitlement] else { continue }
      let members = plan.members.compactMap { member -> Member? in
        guard member.mostSteps > 0, let levels = counters.levels[member.administration] else { return nil }
        return Member(
          entitlement: member.entitlement, demand: member.mostSteps, levels: Array(levels.prefix(member.mostSteps)))
      }
      switch demand.kind {
      case .weightedEF1:
        for (observers, cap) in Self.chains(members) {
          addEnvy(of: observers, cap: cap, towards: members, to: &program, rank: &rank)
        }
      case .weightedPROP1: addProportion(members, plan: plan, to: &program, rank: &rank)
      }
    }
  }

  private struct Member {
    var entitlement: Int
    /// Steps asked for.
    var demand: Int
    /// The columns of the steps, from the first.
    var levels: [Int]
  }

  /// A ratio of whole numbers with a positive denominator.
  private struct Ratio: Comparable {
    var numerator: Int
    var denominator: Int

    static func < (left: Ratio, right: Ratio) -> Bool {
      Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
    }

    static func == (left: Ratio, right: Ratio) -> Bool {
      Int128(left.numerator) * Int128(right.denominator) == Int128(right.numerator) * Int128(left.denominator)
    }
  }

  // MARK: - Steps

  /// Makes columns of steps equal holdings: objectives alone need no more than that they don't exceed them.
  private func addSteps(
    _ demands: [Policy.FairnessDemand], to program: inout StageProgram, _ counters: PartSolver.Counters
  ) {
    let columns = part.columnsByHolder(program)
    var seen: Set<Int> = []
    for demand in demands {
      guard let plan = counters.plans[demand.entitlement] else { continue }
      for member in plan.members where seen.insert(member.administration).inserted {
        guard let levels = counters.levels[member.administration] else { continue }
        let holdings = (columns[member.administration] ?? []).compactMap { column -> StageProgram.Term? in
          StageProgram.request(of: program.columns[column]).map {
            .init(column: column, coefficient: part.problem.requests[$0].holding)
          }
        }
        let steps = levels.map { StageProgram.Term(column: $0, coefficient: -plan.step) }
        program.add(.fairness, holdings + steps, atMost: -part.fixedHolding(member.administration))
      }
    }
  }

  /// Adds the row: where one column is set, so is another.
  private static func imply(_ column: Int, _ other: Int, in program: inout StageProgram) {
    program.add(
      .fairness, [.init(column: column, coefficient: 1), .init(column: other, coefficient: -1)], atMost: 0)
  }

  // MARK: - Envy

  /// Members that may share a chain of ratios, with the steps of others beyond which nothing is worth more to them.
  ///
  /// Where i's entitlement is no smaller than j's, or j can't hold more than one step above all that i asks for, the cap on
  /// what j's holding is worth to i never changes what i needs. Others are grouped by what they ask for.
  private static func chains(_ members: [Member]) -> [(observers: [Member], cap: Int)] {
    var common: [Member] = []
    var apart: [Int: [Member]] = [:]
    for member in members {
      let isPlain = members.allSatisfy {
        member.entitlement >= $0.entitlement || $0.demand - 1 <= member.demand
      }
      if isPlain { common.append(member) } else { apart[member.demand, default: []].append(member) }
    }
    var result = common.isEmpty ? [] : [(common, Int.max)]
    for cap in apart.keys.sorted() { result.append((apart[cap] ?? [], cap)) }
    return result
  }

  /// Rows of a chain: holding m steps sets the ratio (m − 1) ÷ w(j), which sets those below, which need steps of others.
  private func addEnvy(
    of observers: [Member], cap: Int, towards members: [Member], to program: inout StageProgram, rank: inout Int
  ) {
    // A member needs its k-th step as soon as a ratio exceeds (k − 1) ÷ w: between two such ratios nothing changes.
    let breaks = Self.unique(
      observers.flatMap { member in (0..<member.demand).map { Ratio(numerator: $0, denominator: member.entitlement) } })
    func place(_ ratio: Ratio) -> Int { Self.count(breaks, below: ratio) }
    var reaching: [Int: [Int]] = [:]
    for member in members {
      var last = 0
      for steps in stride(from: 2, through: member.demand, by: 1) where steps - 1 <= cap {
        let own = place(Ratio(numerator: steps - 1, denominator: member.entitlement))
        if own > last { reaching[own, default: []].append(member.levels[steps - 1]) }
        last = own
      }
    }
    var needed = [Int](repeating: 0, count: observers.count)
    var previous: Int?
    var chain: [Int] = []
    for place in reaching.keys.sorted() {
      let threshold = program.add(.threshold(rank: rank))
      rank += 1
      if let previous { Self.imply(threshold, previous, in: &program) }
      for column in reaching[place] ?? [] { Self.imply(column, threshold, in: &program) }
      // Ratios of this place exceed the break before it and no later one.
      let ratio = breaks[place - 1]
      for (index, member) in observers.enumerated() {
        let floor = Int(Int128(ratio.numerator) * Int128(member.entitlement) / Int128(ratio.denominator))
        let steps = min(floor + 1, member.demand)
        guard steps > needed[index] else { continue }
        needed[index] = steps
        Self.imply(threshold, member.levels[steps - 1], in: &program)
      }
      previous = threshold
      chain.append(threshold)
    }
    if !chain.isEmpty { program.chains.append(chain) }
  }

  private static func unique(_ ratios: [Ratio]) -> [Ratio] {
    var result: [Ratio] = []
    for ratio in ratios.sorted() where result.last.map({ $0 < ratio }) ?? true { result.append(ratio) }
    return result
  }

  /// The number of ascending ratios below one.
  private static func count(_ ratios: [Ratio], below limit: Ratio) -> Int {
    var (low, high) = (0, ratios.count)
    while low < high {
      let middle = (low + high) / 2
      if ratios[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: - Proportion

  /// Rows of PROP1: totals from which somebody needs one step more, and who needs it.
  ///
  /// i needs its k-th step as soon as w(i) ÷ W · total exceeds k, W the sum of entitlements: from ⌊k · W ÷ w(i)⌋ + 1 on.
  private func addProportion(
    _ members: [Member], plan: LevelPlan, to program: inout StageProgram, rank: inout Int
  ) {
    let most = members.reduce(0) { $0 + $1.demand }
    let sum = plan.members.reduce(Int128(0)) { $0 + Int128($1.entitlement) }
    var needs: [Int: [Int]] = [:]
    for member in members {
      for steps in 1...member.demand {
        let total = Int128(steps) * sum / Int128(member.entitlement) + 1
        guard total <= Int128(most) else { break }
        needs[Int(total), default: []].append(member.levels[steps - 1])
      }
    }
    let totals = needs.keys.sorted()
    guard let first = totals.first else { return }
    let thresholds = totals.map { _ -> Int in
      rank += 1
      return program.add(.threshold(rank: rank - 1))
    }
    program.chains.append(thresholds)
    // Each threshold makes room for the totals up to the next one.
    var terms = members.flatMap { member in member.levels.map { StageProgram.Term(column: $0, coefficient: 1) } }
    for (index, threshold) in thresholds.enumerated() {
      let next = index + 1 < totals.count ? totals[index + 1] : most + 1
      terms.append(.init(column: threshold, coefficient: totals[index] - next))
    }
    program.add(.fairness, terms, atMost: first - 1)
    for (lower, upper) in zip(thresholds, thresholds.dropFirst()) { Self.imply(upper, lower, in: &program) }
    for (total, threshold) in zip(totals, thresholds) {
      for column in needs[total] ?? [] { Self.imply(threshold, column, in: &program) }
    }
  }
}
