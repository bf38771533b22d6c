// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Proves the levels of a leximin lottery by weak duality, for the chances that its portfolio gives.
///
/// For whole weights w ≥ 0 and a bound V on Σ {wᵢ : i served} over all allocations, every lottery has Σ wᵢ·cᵢ ≤ V.
/// Let the agents of earlier rounds have the chances cⱼ that they have here, and the others the ratio r of their
/// entitlements e. What is left, s = V − Σ earlier wⱼ·cⱼ − r · Σ others wᵢ·eᵢ, is at least 0, and nobody of positive
/// weight can have more than r·eᵢ + s ÷ wᵢ. All of it is whole-number arithmetic over the portfolio's denominator.
struct LevelProofs {
  let lottery: LeximinLottery
  let entitlements: [Int]
  /// Index of the administration that each agent is.
  let administrations: [Int]
  /// Multipliers that prove a bound for weights, where the program's relaxation does.
  let multipliers: (_ bound: Int, _ weights: [Int]) throws -> Multipliers?

  /// The levels, round by round.
  func levels() throws -> [LotteryOutcome.Level] {
    var isOpen = entitlements.map { _ in true }
    for agent in lottery.unservable { isOpen[agent] = false }
    return try lottery.rounds.map { round in
      var weights = round.evidence.weights
      for agent in lottery.unservable { weights[agent] = 0 }
      // A committee that was found later may have been worth more, as far as the solver tells weights apart.
      let bound = lottery.portfolio.entries.reduce(round.evidence.greatest) { greatest, entry in
        max(greatest, weights.indices.reduce(0) { $0 + (entry.isServed[$1] ? weights[$1] : 0) })
      }
      let ratio = leastRatio(isOpen)
      let gap = gapBillionths(round.agents, weights, bound, ratio, isOpen)
      // Without a gap that is a number there is nothing to prove.
      let multipliers = gap == nil ? nil : try multipliers(bound, weights)
      for agent in round.agents { isOpen[agent] = false }
      return LotteryOutcome.Level(
        administrations: round.agents.map { administrations[$0] }, weightNumerator: ratio.weight,
        entitlementDenominator: ratio.entitlement, weights: named(weights), bound: bound, gapBillionths: gap,
        proof: multipliers == nil ? .solver : .multipliers, multipliers: multipliers)
    }
  }

  /// Those whom no allocation serves; nil where there are none.
  func unservable() throws -> LotteryOutcome.Unservable? {
    guard !lottery.unservable.isEmpty else { return nil }
    var weights = entitlements.map { _ in 0 }
    for agent in lottery.unservable { weights[agent] = 1 }
    let multipliers = try multipliers(0, weights)
    return LotteryOutcome.Unservable(
      administrations: lottery.unservable.map { administrations[$0] },
      proof: multipliers == nil ? .solver : .multipliers, multipliers: multipliers)
  }

  private func named(_ weights: [Int]) -> [LotteryOutcome.Weight] {
    zip(administrations, weights).compactMap { $1 > 0 ? .init(administration: $0, weight: $1) : nil }
  }

  /// The smallest of the open agents' ratios of weight in the portfolio to entitlement, in lowest terms.
  private func leastRatio(_ isOpen: [Bool]) -> (weight: Int, entitlement: Int) {
    let open = isOpen.indices.filter { isOpen[$0] }
    let ratios = open.map { (weight: lottery.portfolio.weightServing($0), entitlement: entitlements[$0]) }
    guard
      let least = ratios.min(by: {
        Int128($0.weight) * Int128($1.entitlement) < Int128($1.weight) * Int128($0.entitlement)
      })
    else { return (0, 1) }
    let divisor = LevelPlan.greatestCommonDivisor(least.weight, least.entitlement)
    return (least.weight / divisor, least.entitlement / divisor)
  }

  /// How much more than the level an agent of the round could have at most, in billionths of a probability, rounded up.
  private func gapBillionths(
    _ agents: [Int], _ weights: [Int], _ bound: Int, _ ratio: (weight: Int, entitlement: Int), _ isOpen: [Bool]
  ) -> Int? {
    let denominator = Int128(lottery.portfolio.denominator)
    var (standing, shares) = (Int128(0), Int128(0))
    for agent in weights.indices where weights[agent] > 0 {
      if isOpen[agent] {
        shares += Int128(weights[agent]) * Int128(entitlements[agent])
      } else {
        standing += Int128(weights[agent]) * Int128(lottery.portfolio.weightServing(agent))
      }
    }
    guard let least = agents.map({ weights[$0] }).min(), least > 0 else { return nil }
    let (whole, first) = Int128(ratio.entitlement).multipliedReportingOverflow(
      by: Int128(bound) * denominator - standing)
    let (part, second) = Int128(ratio.weight).multipliedReportingOverflow(by: shares)
    let (unit, third) = (Int128(ratio.entitlement) * denominator).multipliedReportingOverflow(by: Int128(least))
    guard !first, !second, !third, whole >= part, unit > 0 else { return nil }
    let product = UInt128(whole - part).multipliedFullWidth(by: 1_000_000_000)
    guard product.high < UInt128(unit) else { return nil }
    let (quotient, remainder) = UInt128(unit).dividingFullWidth(product)
    return Int(exactly: quotient + (remainder > 0 ? 1 : 0))
  }
}
