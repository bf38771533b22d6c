// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// The lottery over feasible committees that is leximin in the agents' probabilities of being served.
///
/// The smallest ratio of probability to entitlement is as large as possible; given that, the second smallest, and so on.
/// Each round raises the ratio of all agents that aren't fixed yet as far as it goes. An agent is fixed where the proof
/// of the round says that it gets no more in any lottery that attains the round's level, never because it happens
/// to have no more at one solution (Kurokawa, Procaccia, Shah 2018, doi:10.1145/3274641; Flanigan et al. 2021,
/// doi:10.1038/s41586-021-03788-6).
///
/// Agents that no committee serves get 0 and hold nobody down. Every other agent's probability is right up to
/// `tolerance`. The probabilities are the same for all leximin lotteries; the portfolio is one of several with them.
struct LeximinLottery: Sendable {
  /// The agents that were fixed at one level.
  struct Level: Hashable, Sendable {
    /// Probability ÷ entitlement.
    var ratio: Fraction
    /// The agents, in ascending order.
    var agents: [Int]
  }

  /// What one round found: the agents that it fixed, and why they go no further.
  struct Round: Hashable, Sendable {
    /// The agents fixed, in ascending order; each has a weight above 0.
    var agents: [Int]
    /// The weights of all agents, and what no committee exceeds by them.
    var evidence: CommitteeMaster.Evidence
  }

  /// How far a probability may be from the exact one, for the rounding of linear programs and of the portfolio.
  static let tolerance = 1e-6
  /// A fixed probability is asked for less this much in later rounds, so that rounding makes no program infeasible; the
  /// next one where it does all the same.
  private static let relaxations = [1e-8, 1e-7, 1e-6]
  /// The greatest denominator of a level that is taken to be exact.
  private static let levelDenominatorLimit = 1_000

  /// The committees and their weights.
  let portfolio: Portfolio
  /// Every agent's probability of being served, from the portfolio.
  let probabilities: [Fraction]
  /// The levels found, in the order of the rounds, each at least the one before; 0 for those nobody can serve stands apart.
  let levels: [Level]
  /// The agents that no committee serves.
  let unservable: [Int]
  /// How many committees were looked at.
  let committeeCount: Int
  /// The rounds, at most one for each agent.
  let rounds: [Round]
  /// How often the oracle was asked.
  let oracleCalls: Int
  /// How many linear programs were solved.
  let programs: Int

  /// Works the lottery out.
  ///
  /// - Parameters:
  ///   - agentCount: How many agents there are.
  ///   - entitlements: What each probability is measured against, from 1 to 10^12; nil for the same for all. Beyond a
  ///     ratio of 10^6 between the greatest and the least, the small ones are levelled less exactly than the great ones.
  ///   - solver: Solves the linear programs.
  ///   - oracle: Returns a best committee.
  /// - Throws: `LotteryFault`, and what solver and oracle throw.
  init(
    agentCount: Int, entitlements: [Int]? = nil, solver: any Solver, oracle: @escaping CommitteeOracle
  ) throws {
    let entitlements = entitlements ?? Array(repeating: 1, count: agentCount)
    try LotteryFault.require(entitlements.count, agentCount, at: "entitlements")
    try LotteryFault.require(entitlements, in: 1...1_000_000_000_000, at: "entitlements")
    var master = CommitteeMaster(agentCount: agentCount, solver: solver, oracle: oracle)
    let isServable = try master.coverAll()
    if master.committees.isEmpty, agentCount > 0 {
      master.add(try master.best(Array(repeating: 0, count: agentCount)).committee)
    }

    try master.diversify(calls: 2 * agentCount)
    var state = Rounds(entitlements: entitlements, isServable: isServable)
    while state.isOpen.contains(true) { try state.fix(with: &master) }
    unservable = isServable.indices.filter { !isServable[$0] }
    levels = state.levels
    rounds = state.rounds
    portfolio = agentCount == 0 ? Portfolio([]) : try Self.portfolio(of: &master, floors: state.floors)
    probabilities = (0..<agentCount).map { [portfolio] in portfolio.probability(of: $0) }
    committeeCount = master.committees.count
    oracleCalls = master.oracleCalls
    programs = master.programs
  }

  private static func portfolio(of master: inout CommitteeMaster, floors: [Double]) throws -> Portfolio {
    let shares = try master.leastShortfall(from: floors)
    let denominator = WholeNumbers.commonDenominator(of: shares, limit: 10_000) ?? WholeNumbers.fallbackDenominator
    let weights = WholeNumbers.apportion(shares, denominator: denominator)
    return Portfolio(zip(master.committees, weights).map { Portfolio.Entry(isServed: $0, weight: $1) })
  }

  // MARK: - Rounds

  /// What is fixed so far.
  private struct Rounds {
    let entitlements: [Int]
    var isOpen: [Bool]
    var floors: [Double]
    var levels: [Level] = []
    var rounds: [Round] = []

    init(entitlements: [Int], isServable: [Bool]) {
      self.entitlements = entitlements
      isOpen = isServable
      floors = Array(repeating: 0, count: isServable.count)
    }

    /// Raises the open agents together and fixes those that go no further; at least one.
    mutating func fix(with master: inout CommitteeMaster) throws {
      let open = isOpen.indices.filter { isOpen[$0] }
      // In units of the greatest open entitlement, so that the level is about a probability.
      let unit = open.reduce(1) { max($0, entitlements[$1]) }
      var demand = CommitteeMaster.Demand(
        shares: Array(repeating: 0, count: isOpen.count), floors: floors)
      for agent in open { demand.shares[agent] = Double(entitlements[agent]) / Double(unit) }
      let mixture = try maximum(&demand, of: &master)

      // In no lottery of this level does an agent's t exceed the level by more than gap ÷ (its part in the proof).
      let parts = open.map { mixture.multipliers[$0] * demand.shares[$0] }
      var fixed = zip(open, parts).filter { $0.1 > 0 && mixture.gap <= $0.1 * tolerance }.map(\.0)
      if fixed.isEmpty, let greatest = parts.max() { fixed = zip(open, parts).filter { $0.1 == greatest }.map(\.0) }

      rounds.append(Round(agents: fixed, evidence: mixture.evidence))

      // What the relaxed floors lent to the level is taken back, at the price that the multipliers put on it.
      let lent = floors.indices.reduce(0) { $0 + mixture.multipliers[$1] * (floors[$1] - demand.floors[$1]) }
      let level = try exact(max(0, mixture.value - lent))
      for agent in fixed {
        isOpen[agent] = false
        floors[agent] = level.doubleValue * demand.shares[agent]
      }
      let ratio = try level.divided(by: unit)
      if let last = levels.last, last.ratio == ratio {
        levels[levels.count - 1].agents = (last.agents + fixed).sorted()
      } else {
        levels.append(Level(ratio: ratio, agents: fixed))
      }
    }

    /// The best lottery for a demand whose floors are relaxed as little as is needed.
    private func maximum(
      _ demand: inout CommitteeMaster.Demand, of master: inout CommitteeMaster
    ) throws -> CommitteeMaster.Mixture {
      var fault: (any Error)?
      for relaxation in relaxations {
        demand.floors = floors.map { max(0, $0 - relaxation) }
        do {
          return try master.maximise(demand)
        } catch let undecided as LotteryFault {
          fault = undecided
        }
      }
      throw fault ?? LotteryFault.undecided(reason: "no relaxation")
    }

    /// The small fraction that a level is, or its billionths.
    private func exact(_ level: Double) throws -> Fraction {
      let small = WholeNumbers.commonDenominator(of: [level], limit: levelDenominatorLimit)
      let denominator = small ?? WholeNumbers.fallbackDenominator
      guard level.isFinite, level >= 0, level < 1e6,
        let fraction = Fraction(Int128((level * Double(denominator)).rounded()), Int128(denominator))
      else { throw LotteryFault.undecided(reason: "a level of \(level)") }
      return fraction
    }
  }
}
