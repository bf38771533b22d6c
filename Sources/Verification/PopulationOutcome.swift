// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Scenarios

/// What the administrations of a population hold under one policy.
struct PopulationOutcome {
  struct Member {
    var administration: Administration
    var entitlement: Int
    var holding = 0
    var requests = 0
    var grantedNetworks = 0
    var grantedChannels = 0
    /// The largest holding that one of its networks has.
    var largestNetwork = 0
  }

  /// Sorted by symbol.
  let members: [Member]
  let step: Int

  /// Whether a metric is told for the whole population only.
  static func isForAllOnly(_ metric: String) -> Bool {
    ["price_of_fairness", "theil_between", "theil_within"].contains(metric)
  }

  /// Every metric of the contract.
  static let metrics = [
    "gini", "gini_floor", "theil_t", "mld", "ge2", "atkinson_0.5", "atkinson_1", "hoover", "jain", "cv", "hhi",
    "palma", "ratio_20_20", "min_ratio", "share_with_nothing", "granted_networks", "granted_administrations",
    "granted_channels", "served_share", "price_of_fairness", "nash_welfare", "theil_between", "theil_within",
    "parity_ratio", "wprop1_violations", "wef1_violations", "lower_quota_violations",
  ]

  init(members: [Member], step: Int) {
    self.members = members
    self.step = step
  }

  /// Every metric of a group of the population; nil for the whole of it.
  func figures(
    of group: AdministrationGroup?, price: ExpectedFigure, conventions: MetricConventions
  ) -> [String: ExpectedFigure] {
    let part = group.map { group in members.filter { group.contains($0.administration) } } ?? members
    var figures = Self.inequality(distribution(of: part))
    figures.merge(counts(of: part)) { _, new in new }
    figures.merge(FairDivision(part, step: step, good: conventions.good).figures) { _, new in new }
    figures["parity_ratio"] = parity(of: part)
    guard group == nil else { return figures }
    figures["price_of_fairness"] = price
    figures.merge(decomposition()) { _, new in new }
    return figures
  }

  private static func inequality(_ distribution: Distribution) -> [String: ExpectedFigure] {
    let names = [
      "gini", "gini_floor", "theil_t", "mld", "ge2", "atkinson_0.5", "atkinson_1", "hoover", "jain", "cv", "hhi",
      "palma", "ratio_20_20", "min_ratio", "nash_welfare",
    ]
    guard !distribution.isEmpty else {
      return Dictionary(uniqueKeysWithValues: names.map { ($0, ExpectedFigure.undefined) })
    }
    func ratio(_ top: Double, _ bottom: Double) -> ExpectedFigure { bottom > 0 ? .value(top / bottom) : .undefined }
    let variation = distribution.squaredVariation
    let hasZero = distribution.hasZero
    return [
      "gini": .value(distribution.gini),
      "gini_floor": distribution.giniFloorForEqualEntitlements.map { .value($0) }
        ?? .anyOf([.atMost(min(distribution.gini, distribution.attainedGini)), .undefined]),
      "theil_t": .value(distribution.theil),
      "mld": hasZero ? .infinite : .value(distribution.meanLogDeviation),
      "ge2": .value(variation / 2),
      "atkinson_0.5": .value(distribution.atkinsonHalf),
      "atkinson_1": .value(hasZero ? 1 : -expm1(-distribution.meanLogDeviation)),
      "hoover": .value(distribution.hoover),
      "jain": .value(1 / (1 + variation)),
      "cv": .value(variation.squareRoot()),
      "hhi": .value(distribution.concentration),
      "palma": ratio(distribution.held(byHighestTenths: 1), distribution.held(byLowestTenths: 4)),
      "ratio_20_20": ratio(distribution.held(byHighestTenths: 2), distribution.held(byLowestTenths: 2)),
      "min_ratio": .value(distribution.minimumRatio),
      "nash_welfare": .value(hasZero ? 0 : exp(-distribution.meanLogDeviation)),
    ]
  }

  private func counts(of part: [Member]) -> [String: ExpectedFigure] {
    let networks = part.reduce(0) { $0 + $1.grantedNetworks }
    let requests = part.reduce(0) { $0 + $1.requests }
    let without = part.count { $0.holding == 0 }
    return [
      "granted_networks": .whole(networks),
      "granted_channels": .whole(part.reduce(0) { $0 + $1.grantedChannels }),
      "granted_administrations": .whole(part.count { $0.holding > 0 }),
      "served_share": requests > 0 ? .value(Double(networks) / Double(requests)) : .undefined,
      "share_with_nothing": part.isEmpty ? .undefined : .value(Double(without) / Double(part.count)),
    ]
  }

  /// The part's share of the population's holdings over its share of the population's entitlements.
  private func parity(of part: [Member]) -> ExpectedFigure {
    let holding = members.reduce(0) { $0 + $1.holding }
    let entitlement = members.reduce(0) { $0 + $1.entitlement }
    let held = part.reduce(0) { $0 + $1.holding }
    let entitled = part.reduce(0) { $0 + $1.entitlement }
    guard holding > 0, entitled > 0 else { return .undefined }
    return .value(Double(held) * Double(entitlement) / (Double(holding) * Double(entitled)))
  }

  /// Theil's T between and within least developed, landlocked, small island, other developing and high-income States.
  private func decomposition() -> [String: ExpectedFigure] {
    let holding = Double(members.reduce(0) { $0 + $1.holding })
    let entitlement = Double(members.reduce(0) { $0 + $1.entitlement })
    guard holding > 0, entitlement > 0 else { return ["theil_between": .undefined, "theil_within": .undefined] }
    var between = 0.0
    var within = 0.0
    for inside in parts.map(\.members) {
      let held = Double(inside.reduce(0) { $0 + $1.holding })
      let entitled = Double(inside.reduce(0) { $0 + $1.entitlement })
      guard held > 0 else { continue }
      between += held / holding * log(held / holding / (entitled / entitlement))
      for member in inside where member.holding > 0 {
        let ratio = Double(member.holding) / held / (Double(member.entitlement) / entitled)
        within += Double(member.holding) / holding * log(ratio)
      }
    }
    return ["theil_between": .value(between), "theil_within": .value(within)]
  }

  /// The members by the one part that each belongs to.
  var parts: [(name: String, members: [Member])] {
    let names = ["LDC", "LLDC", "SIDS", "other developing", "high income"]
    return names.map { name in (name, members.filter { Self.part(of: $0.administration) == name }) }
  }

  /// The first part that an administration fits into.
  static func part(of administration: Administration) -> String {
    if administration.isLeastDeveloped { return "LDC" }
    if administration.isLandlockedDeveloping { return "LLDC" }
    if administration.isSmallIslandDeveloping { return "SIDS" }
    return administration.incomeGroup == .high ? "high income" : "other developing"
  }

  /// What members hold and are entitled to.
  func distribution(of part: [Member]) -> Distribution {
    Distribution(part.map { Distribution.Share(holding: $0.holding, entitlement: $0.entitlement) }, step: step)
  }
}

/// Counts of broken promises of fair division, in whole numbers.
struct FairDivision {
  let figures: [String: ExpectedFigure]

  init(_ members: [PopulationOutcome.Member], step: Int, good: MetricConventions.Good) {
    let holding = members.reduce(0) { $0 + $1.holding }
    let entitlement = members.reduce(0) { $0 + $1.entitlement }
    func largestGood(_ member: PopulationOutcome.Member) -> Int {
      good == .network ? member.largestNetwork : min(step, member.holding)
    }
    var wprop = 0
    var wef = 0
    var quota = 0
    for (rank, mine) in members.enumerated() {
      var best = 0
      for (otherRank, theirs) in members.enumerated() where otherRank != rank && theirs.holding > 0 {
        best = max(best, largestGood(theirs))
        let lessOne = Int128(theirs.holding - largestGood(theirs))
        if Int128(mine.holding) * Int128(theirs.entitlement) < lessOne * Int128(mine.entitlement) { wef += 1 }
      }
      let due = Int128(mine.entitlement) * Int128(holding)
      if Int128(mine.holding + best) * Int128(entitlement) < due { wprop += 1 }
      if entitlement > 0, Int128(mine.holding / step) < due / (Int128(entitlement) * Int128(step)) { quota += 1 }
    }
    // Where nothing is allocated no promise is broken; a definition may as well leave the count open.
    func figure(_ count: Int) -> ExpectedFigure {
      holding == 0 ? .anyOf([.whole(count), .undefined]) : .whole(count)
    }
    figures = [
      "wprop1_violations": figure(wprop), "wef1_violations": figure(wef), "lower_quota_violations": figure(quota),
    ]
  }
}
