// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// Returns a feasible committee of the greatest total weight, for weights that are whole and not negative.
///
/// It must be exact, and for the same weights return the same committee.
typealias CommitteeOracle = (_ weights: [Int]) throws -> [Bool]

/// Lotteries over committees that come to be known one by one (column generation).
///
/// The master program, over the committees known so far with probabilities p:
/// max t subject to Σ {p(S) : i ∈ S} ≥ shares(i) · t + floors(i) for every agent i, and Σ p = 1.
/// Its multipliers y, in whole numbers, are the weights for the oracle. For any such y no lottery exceeds
/// t ≤ (max over S of y(S) − Σ y·floors) ÷ Σ y·shares, so the gap that is left is proved, whatever the solver rounded
/// (Kurokawa, Procaccia, Shah 2018, doi:10.1145/3274641; Flanigan et al. 2021, doi:10.1038/s41586-021-03788-6).
struct CommitteeMaster {
  /// What every agent is to get.
  struct Demand {
    /// What an agent gets for each unit of t; not negative, the greatest about 1.
    var shares: [Double]
    /// What an agent gets beside that; not negative.
    var floors: [Double]
    /// The greatest t that is sought, nil for none.
    var ceiling: Double?
  }

  /// The best lottery for a demand.
  struct Mixture {
    /// The value t of the known committees.
    var value: Double
    /// No lottery exceeds `value` by more than this.
    var gap: Double
    /// The multipliers behind the gap, Σ multipliers·shares = 1; zeros where the ceiling was reached.
    var multipliers: [Double]
    /// The multipliers as the whole numbers that the oracle was asked with, and the greatest weight of a committee.
    var evidence = Evidence(weights: [], greatest: 0)
    /// The probability of each known committee.
    var probabilities: [Double]
  }

  /// Whole-number weights of the agents, and what no committee exceeds by them.
  struct Evidence: Hashable, Sendable {
    var weights: [Int]
    var greatest: Int

    /// The same without a common divisor.
    var reduced: Evidence {
      let divisor = max(1, weights.reduce(greatest, LevelPlan.greatestCommonDivisor))
      return Evidence(weights: weights.map { $0 / divisor }, greatest: greatest / divisor)
    }
  }

  /// A gap up to this is not worth another committee.
  static let gapTolerance = 1e-8
  /// By how much the value of a committee must exceed the master's to be added; beyond the noise of a linear program.
  private static let violation = 1e-9
  /// The greatest weight handed to the oracle, where the multipliers are no small fractions: first coarse, then fine.
  private static let weightScales = [1_000_000.0, 100_000_000]

  /// The number of agents.
  let agentCount: Int
  /// The known committees, in the order in which they were found.
  private(set) var committees: [[Bool]] = []
  /// How often the oracle was asked.
  private(set) var oracleCalls = 0
  /// How many linear programs were solved.
  private(set) var programs = 0

  private let solver: any Solver
  private let oracle: CommitteeOracle
  private var known: Set<[Bool]> = []
  /// The agents that each known committee serves.
  private var members: [[Int]] = []

  init(agentCount: Int, solver: any Solver, oracle: @escaping CommitteeOracle) {
    self.agentCount = agentCount
    self.solver = solver
    self.oracle = oracle
  }

  /// Adds a committee; false where it is known.
  @discardableResult
  mutating func add(_ committee: [Bool]) -> Bool {
    guard known.insert(committee).inserted else { return false }
    committees.append(committee)
    members.append(Self.members(of: committee))
    return true
  }

  /// A committee of the greatest weight and, among those, one that serves the most agents.
  ///
  /// Serving agents of weight 0 as well makes committees worth more to the lottery, so that far fewer are needed.
  ///
  /// - Throws: `LotteryFault.oracleNotExact` where a known committee beats the oracle's by more than a millionth. Below
  ///   that, which a solver of integer programs may take for equal, the known one is the answer.
  mutating func best(_ weights: [Int]) throws -> (committee: [Bool], weight: Int) {
    oracleCalls += 1
    let committee = try oracle(weights.map { $0 * (agentCount + 1) + 1 })
    try LotteryFault.require(committee.count, agentCount, at: "committee")
    let weight = Self.total(weights, Self.members(of: committee))
    let totals = members.map { Self.total(weights, $0) }
    guard let greatest = totals.max(), weight < greatest, let place = totals.firstIndex(of: greatest) else {
      return (committee, weight)
    }
    if greatest - weight > greatest / 1_000_000 {
      throw LotteryFault.oracleNotExact(known: greatest, returned: weight)
    }
    return (committees[place], greatest)
  }

  /// Finds for every agent a committee that serves it, and says who has none.
  mutating func coverAll() throws -> [Bool] {
    var isCovered = [Bool](repeating: false, count: agentCount)
    while isCovered.contains(false) {
      let (committee, weight) = try best(isCovered.map { $0 ? 0 : 1 })
      if weight == 0 { break }
      add(committee)
      for agent in isCovered.indices where committee[agent] { isCovered[agent] = true }
    }
    return isCovered
  }

  /// Looks for committees that serve agents served rarely so far, by multiplicative weights: a start for the program.
  mutating func diversify(calls: Int) throws {
    let full = 1_000_000
    var weights = [Int](repeating: full, count: agentCount)
    for _ in 0..<calls {
      let committee = try best(weights).committee
      let isNew = add(committee)
      for agent in weights.indices {
        // A committee that comes again says that the weights have grown too uneven.
        weights[agent] = isNew ? weights[agent] : (9 * weights[agent] + full) / 10
        if committee[agent] { weights[agent] = max(1, weights[agent] * 4 / 5) }
      }
    }
  }

  /// The best lottery over all committees, those that aren't known yet included.
  mutating func maximise(_ demand: Demand) throws -> Mixture {
    var basis: Basis?
    while true {
      let outcome = try solved(program(for: demand), startingFrom: basis)
      basis = outcome.basis
      var mixture = Mixture(
        value: outcome.values.first ?? 0, gap: 0, multipliers: Array(repeating: 0, count: agentCount),
        probabilities: Array(outcome.values.dropFirst()))
      if let ceiling = demand.ceiling, mixture.value >= ceiling - 1e-10 {
        mixture.value = ceiling
        return mixture
      }
      // Row 0 is the sum of the probabilities, row 1 + i is agent i.
      let multipliers = outcome.rowMultipliers.dropFirst().map { max(0, -$0) }
      try LotteryFault.require(multipliers.count, agentCount, at: "multipliers")
      guard let proof = try price(multipliers, of: outcome.rowMultipliers[0], level: mixture.value, demand)
      else { continue }
      mixture.gap = max(0, proof.bound - mixture.value)
      mixture.multipliers = proof.multipliers
      mixture.evidence = proof.evidence.reduced
      return mixture
    }
  }

  /// The lottery over the known committees whose largest shortfall from given probabilities is least.
  mutating func leastShortfall(from floors: [Double]) throws -> [Double] {
    var program = program(for: Demand(shares: Array(repeating: -1, count: agentCount), floors: floors, ceiling: nil))
    program.direction = .minimise
    return Array(try solved(program, startingFrom: nil).values.dropFirst())
  }

  // MARK: - The master program

  private func program(for demand: Demand) -> Model {
    var model = Model(name: "lottery")
    let level = model.addVariable("t", lower: 0, upper: demand.ceiling, objective: 1)
    let probabilities = model.addVariables(count: committees.count)
    model.direction = .maximise
    model.addRow(sumOf: probabilities, sense: .equal(1))
    var terms = demand.shares.map { [(level, -$0)] }
    for (probability, served) in zip(probabilities, members) {
      for agent in served { terms[agent].append((probability, 1)) }
    }
    for agent in 0..<agentCount { model.addRow(terms: terms[agent], sense: .atLeast(demand.floors[agent])) }
    return model
  }

  private mutating func solved(_ model: Model, startingFrom basis: Basis?) throws -> Outcome {
    programs += 1
    var options = SolverOptions()
    if var basis {
      // Committees that came since are not in the lottery yet.
      basis.columns += Array(repeating: .atLower, count: max(0, model.variableCount - basis.columns.count))
      options.warmStart = basis
    }
    let outcome = try solver.solve(model, options: options)
    guard outcome.isOptimal, outcome.values.count == model.variableCount else {
      throw LotteryFault.undecided(reason: "\(outcome.termination), \(outcome.proof.rawValue)")
    }
    return outcome
  }

  // MARK: - Pricing

  /// Adds a committee that is worth more than the master's value, or returns the bound that there is none.
  private mutating func price(
    _ multipliers: [Double], of masterValue: Double, level: Double, _ demand: Demand
  ) throws -> (bound: Double, multipliers: [Double], evidence: Evidence)? {
    guard let greatest = multipliers.max(), greatest > 0 else {
      throw LotteryFault.undecided(reason: "no multiplier is positive")
    }
    let relative = multipliers.map { $0 / greatest }
    var scales = Self.weightScales
    if let small = WholeNumbers.commonDenominator(of: relative, limit: 1_000) { scales.insert(Double(small), at: 0) }
    var proof: (bound: Double, multipliers: [Double], evidence: Evidence)?
    for scale in scales {
      let weights = relative.map { Int(($0 * scale).rounded()) }
      let (committee, weight) = try best(weights)
      let norm = zip(weights, demand.shares).reduce(0) { $0 + Double($1.0) * $1.1 }
      if norm > 0 {
        let floors = zip(weights, demand.floors).reduce(0) { $0 + Double($1.0) * $1.1 }
        let bound = (Double(weight) - floors) / norm
        if proof.map({ bound < $0.bound }) ?? true {
          proof = (bound, weights.map { Double($0) / norm }, Evidence(weights: weights, greatest: weight))
        }
        if bound - level <= Self.gapTolerance { break }
      }
      // A committee that is known is never added again, so this ends.
      let value = multipliers.indices.reduce(0) { $0 + (committee[$1] ? multipliers[$1] : 0) }
      if value > masterValue + Self.violation, add(committee) { return nil }
    }
    guard let proof else { throw LotteryFault.undecided(reason: "no multiplier outlasts rounding") }
    return proof
  }

  private static func members(of committee: [Bool]) -> [Int] { committee.indices.filter { committee[$0] } }

  private static func total(_ weights: [Int], _ members: [Int]) -> Int { members.reduce(0) { $0 + weights[$1] } }
}
