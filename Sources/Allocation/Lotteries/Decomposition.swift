// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// A lottery over feasible allocations with given marginals.
///
/// An element is what an allocation grants or not: an agent with an object, a request with a place. Marginals say how
/// likely each element is to be granted. Where the feasible allocations are those of a bihierarchy of quotas, every matrix
/// of marginals within the quotas can be met (Birkhoff 1946; Budish, Che, Kojima, Milgrom 2013, doi:10.1257/aer.103.2.585).
/// Under general conflicts it may not; then all marginals are scaled by the greatest common factor that can be met.
///
/// Granting less must be feasible: every subset of a feasible allocation is taken to be one.
struct Decomposition: Sendable {
  /// The greatest common denominator of the marginals.
  static let denominatorLimit = 1_000_000_000

  /// The allocations and their weights. The probability of each element is factor × marginal, exactly.
  let portfolio: Portfolio
  /// The greatest factor β ≤ 1: exact where the lottery has a small denominator, else what rounding leaves of it, which
  /// `factorBound` shows. Very small marginals suffer most.
  let factor: Fraction
  /// No lottery attains a factor above this; a proof up to the rounding of doubles.
  let factorBound: Double
  /// How many allocations were looked at.
  let allocationCount: Int
  /// How often the oracle was asked.
  let oracleCalls: Int

  /// Works the lottery out.
  ///
  /// - Parameters:
  ///   - marginals: The probability of each element, from 0 to 1, with a common denominator up to 10^9.
  ///   - solver: Solves the linear programs.
  ///   - oracle: Returns a best feasible allocation.
  /// - Throws: `LotteryFault`, and what solver and oracle throw.
  init(marginals: [Fraction], solver: any Solver, oracle: @escaping CommitteeOracle) throws {
    for (element, marginal) in marginals.enumerated() where marginal > .one {
      throw LotteryFault.notAllowed(place: "marginals[\(element)]", value: "\(marginal)", allowed: "a probability")
    }
    guard let base = Fraction.leastCommonDenominator(of: marginals, limit: Self.denominatorLimit) else {
      throw LotteryFault.notAllowed(
        place: "marginals", value: "a common denominator above \(Self.denominatorLimit)",
        allowed: "fractions with a smaller one")
    }
    let numerators = marginals.map { Int($0.numerator * (Int128(base) / $0.denominator)) }
    var master = CommitteeMaster(agentCount: marginals.count, solver: solver, oracle: oracle)
    master.add(Array(repeating: false, count: marginals.count))
    let isCovered = try master.coverAll()
    let isWanted = numerators.map { $0 > 0 }
    let isHopeless = zip(isWanted, isCovered).contains { $0 && !$1 }
    if isHopeless || !isWanted.contains(true) {
      // An element that is never feasible leaves nothing to scale; where nothing is asked for, nothing is missing.
      portfolio = Portfolio([.init(isServed: isWanted.map { _ in false }, weight: 1)])
      factor = isHopeless ? .zero : .one
      factorBound = isHopeless ? 0 : 1
    } else {
      let mixture = try master.maximise(
        .init(
          shares: numerators.map { Double($0) / Double(base) }, floors: numerators.map { _ in 0 }, ceiling: 1))
      factorBound = min(1, mixture.value + mixture.gap)
      (portfolio, factor) = Self.exact(
        mixture, of: master.committees, numerators: numerators, denominator: base)
    }
    allocationCount = master.committees.count
    oracleCalls = master.oracleCalls
  }

  /// Turns the doubles into weights over base × refinement and trims what is granted beyond factor × marginal.
  private static func exact(
    _ mixture: CommitteeMaster.Mixture, of committees: [[Bool]], numerators: [Int], denominator base: Int
  ) -> (Portfolio, Fraction) {
    let probabilities = mixture.probabilities.map { $0 * Double(base) }
    let fine = max(1_000_000, min(1_000_000_000, 1_000_000_000_000 / base))
    let small =
      base > 1_000_000 ? nil : WholeNumbers.commonDenominator(of: probabilities + [mixture.value], limit: 5_000)
    let refinement = small ?? fine
    let weights = WholeNumbers.apportion(mixture.probabilities, denominator: base * refinement)
    var entries = zip(committees, weights).map { Portfolio.Entry(isServed: $0, weight: $1) }
      .filter { $0.weight > 0 }
    // The factor is parts ÷ refinement: as many parts as every element is granted often enough for.
    let granted = numerators.indices.map { element in
      entries.reduce(0) { $0 + ($1.isServed[element] ? $1.weight : 0) }
    }
    let parts = zip(granted, numerators).reduce(refinement) { $1.1 > 0 ? min($0, $1.0 / $1.1) : $0 }
    for element in numerators.indices {
      trim(&entries, element: element, by: granted[element] - parts * numerators[element])
    }
    return (Portfolio(entries), Fraction(Int128(parts), Int128(refinement)) ?? .zero)
  }

  /// Takes an element out of allocations until its weight has fallen by a surplus; the last one may be split in two.
  private static func trim(_ entries: inout [Portfolio.Entry], element: Int, by surplus: Int) {
    var surplus = surplus
    for index in entries.indices where surplus > 0 && entries[index].isServed[element] {
      let taken = min(surplus, entries[index].weight)
      surplus -= taken
      if taken < entries[index].weight {
        var rest = entries[index]
        rest.weight -= taken
        entries.append(rest)
        entries[index].weight = taken
      }
      entries[index].isServed[element] = false
    }
  }
}
