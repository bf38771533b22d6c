// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// What the multipliers of a result prove about allocations that grant a request, or leave it out: no program is solved.
///
/// A proof says c·x ≤ y·b + Σ max(0, c − y·A), summed over columns. Of the columns of one request at most one is 1. Where
/// one must be, their part of the sum falls from Σ max(0, c − y·A) to the greatest c − y·A among them; where none may be,
/// to 0. The bound falls by the difference.
struct ProvenLoss {
  let problem: CoordinationProblem
  let outcome: RecordedOutcome
  let request: Int
  /// The request's options that the rules leave open before the run, with the places that they are at.
  let columns: [Option]

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
      guard let own = Self.coefficient(of: option, in: claim.objective, problem), let rows = rows(option, multipliers)
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
    sum += multipliers.cap?[asked.administration] ?? 0
    for (claim, y) in multipliers.atLeast ?? [:] {
      guard let claim = Int(claim), outcome.claims.indices.contains(claim),
        let own = Self.coefficient(of: option, in: outcome.claims[claim].objective, problem)
      else { return nil }
      sum -= y * own
    }
    return sum
  }

  /// What an option adds to an objective by itself; nil where the objective isn't known here.
  private static func coefficient(
    of option: Option, in objective: RecordedClaim.Objective, _ problem: CoordinationProblem
  ) -> Int? {
    switch objective.id {
    case "holding": problem.requests[option.request].holding
    case "networks": 1
    case "displacement": -abs(option.displacementMilliDegrees)
    // These count administrations, by columns of their own.
    case "administrations-served", "administrations-at-level", "all-at-level": 0
    default: nil
    }
  }
}
