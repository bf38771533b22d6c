// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// What the multipliers of a result prove about allocations that grant a request, or leave it out: no program is solved.
///
/// A proof says c·x ≤ y·b + Σ max(0, c − y·A), summed over columns. Of the columns of one request at most one is 1. Where
/// one must be, their part of the sum falls from Σ max(0, c − y·A) to the greatest c − y·A among them; where none may be,
/// to 0. The bound falls by the difference.
struct ProvenLoss {
  let rules: StageRules
  let outcome: RecordedOutcome
  let request: Int
  /// The request's options that the rules leave open before the run, with the places that they are at.
  let columns: [Option]

  private var problem: CoordinationProblem { rules.problem }

  /// What no allocation exceeds in one claim if the request is granted (or isn't), as long as earlier claims are kept; nil
  /// where the claim has no proof that says so.
  func bound(claim index: Int, granted: Bool) -> Int? {
    let claim = outcome.claims[index]
    guard claim.claim == "optimal", claim.bound == claim.value, let scale = claim.scale, scale > 0,
      let multipliers = claim.multipliers
    else { return nil }
    let usesPlaces = claim.columns?[problem.band(of: request).identifier] == "places"
    var seen: Set<Int> = []
    var costs: [Int] = []
    for option in columns where !usesPlaces || seen.insert(option.longitudeMilliDegrees).inserted {
      guard let own = coefficient(of: option, in: claim.objective), let rows = rows(option, multipliers)
      else { return nil }
      costs.append(scale * own - rows)
    }
    guard let greatest = costs.max() else { return nil }
    let before = costs.reduce(0) { $0 + max(0, $1) }
    let penalty = before - (granted ? greatest : 0)
    // The proof may have a slack of less than one unit, which the certificate doesn't tell: the worst is taken.
    return IntegerBound.floor(scale * claim.value + scale - 1 - penalty, dividedBy: scale)
  }

  /// The sum of multiplier × coefficient over the rows that an option is in; nil where a row isn't known.
  private func rows(_ option: Option, _ multipliers: RecordedClaim.Multipliers) -> Int? {
    let asked = problem.requests[request]
    let band = problem.band(of: request)
    var sum = multipliers.request?[asked.identifier] ?? 0
    func isInWindow(_ from: String) -> Bool {
      guard let from = Int(from) else { return false }
      return Circle.eastward(from: from, to: option.longitudeMilliDegrees) < band.requiredSeparationMilliDegrees
    }
    for (from, y) in multipliers.window?[band.identifier] ?? [:] where isInWindow(from) { sum += y }
    for (from, channels) in multipliers.channelWindow?[band.identifier] ?? [:] where isInWindow(from) {
      for (channel, y) in channels {
        guard let channel = Int(channel) else { return nil }
        if channel >= option.firstChannel && channel < option.firstChannel + asked.channels { sum += y }
      }
    }
    let polarization = band.polarizations[option.polarization]
    for clique in multipliers.clique ?? [] {
      let isMember = clique.options.contains {
        $0.network == asked.identifier && $0.longitudeMilliDegrees == option.longitudeMilliDegrees
          && $0.firstChannel == option.firstChannel && $0.polarization == polarization
      }
      if isMember { sum += clique.y }
    }
    if let holder = problem.holders[request].map({ problem.administrations[$0] }) {
      sum -= (multipliers.holding?[holder] ?? 0) * asked.holding
      sum -= multipliers.served?[holder] ?? 0
    }
    for administration in problem.beneficiaries(of: request) {
      sum -= multipliers.attributed?[problem.administrations[administration]] ?? 0
    }
    sum -= multipliers.kept?[asked.identifier] ?? 0
    guard let bounds = bounds(multipliers) else { return nil }
    sum += bounds
    for (claim, y) in multipliers.atLeast ?? [:] {
      guard let claim = Int(claim), outcome.claims.indices.contains(claim),
        let own = coefficient(of: option, in: outcome.claims[claim].objective)
      else { return nil }
      sum -= y * own
    }
    return sum
  }

  /// The sum of multiplier × coefficient over caps, minimums and quotas; nil where one isn't known.
  private func bounds(_ multipliers: RecordedClaim.Multipliers) -> Int? {
    func sum(_ rows: [String: [String: Int]]?, _ source: (Int) -> Bound.Source) -> Int? {
      var sum = 0
      for (number, subjects) in rows ?? [:] {
        guard let number = Int(number),
          let bound = rules.bounds.all.first(where: { $0.source == source(number - 1) })
        else { return nil }
        guard let name = bound.subjects[request].flatMap({ bound.names[$0] }) else { continue }
        sum += (subjects[name] ?? 0) * bound.quantities[request] * (bound.isUpper ? 1 : -1)
      }
      return sum
    }
    guard let limits = sum(multipliers.limit, Bound.Source.limit),
      let lower = sum(multipliers.lowerQuota, Bound.Source.lowerQuota),
      let upper = sum(multipliers.upperQuota, Bound.Source.upperQuota)
    else { return nil }
    return limits + lower + upper
  }

  /// What an option adds to an objective by itself; nil where the objective isn't known here.
  private func coefficient(of option: Option, in objective: RecordedClaim.Objective) -> Int? {
    if let quantity = Policy.Quantity(rawValue: objective.id) {
      return problem.quantity(quantity, of: option.request)
    }
    switch objective.id {
    case "bids": return rules.bids?.weight(option.request)
    case "displacement": return -abs(option.displacementMilliDegrees)
    // These count administrations, or steps of their holdings, by columns of their own.
    case "administrations-served", "population-covered", "administrations-at-level", "all-at-level", "holders",
      "welfare":
      return 0
    default: return nil
    }
  }
}
