// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

@testable import Scenarios
@testable import Verification

/// The figures by the textbook's formulas.
struct ReferenceMetrics {
  let files: ReferenceFiles

  init(_ files: ReferenceFiles) { self.files = files }

  struct Row {
    var policy: String
    var population: String
    var entitlement: String
    var group: String
    var metric: String
    var value: Double?
  }

  struct Person {
    var administration: Administration
    var holding = 0.0
    var entitlement = 1.0
    var networks = 0
    var channels = 0
    var requests = 0
  }

  var table: String {
    let lines = rows().map {
      "\($0.policy),\($0.population),\($0.entitlement),\($0.group),\($0.metric)" + text($0.value)
    }
    return (["policy,population,entitlement,group,metric,value,status"] + lines).joined(separator: "\n") + "\n"
  }

  /// All figures; those of filed requests only speak of everybody.
  func rows(onlyFiled: Bool = false) -> [Row] {
    var rows: [Row] = []
    for (policy, allocator, solution) in files.solutions {
      for population in ["filers", "member_states"] {
        for entitlement in files.world.scenario.entitlements {
          let people = people(allocator, solution, population, entitlement, onlyFiled: onlyFiled)
          for group in ["all"] + (onlyFiled ? [] : AdministrationGroup.all.map(\.identifier)) {
            for (metric, value) in figures(people, group, policy, allocator.docket.step).sorted(by: { $0.key < $1.key })
            {
              rows.append(
                Row(
                  policy: policy.name, population: population, entitlement: entitlement.identifier, group: group,
                  metric: metric, value: onlyFiled && metric == "price_of_fairness" ? nil : value))
            }
          }
        }
      }
    }
    return rows
  }

  private func text(_ value: Double?) -> String {
    guard let value else { return ",,undefined" }
    return value.isInfinite ? ",,infinite" : ",\(value),value"
  }

  func people(
    _ allocator: ReferenceAllocator, _ solution: ReferenceAllocator.Solution, _ population: String,
    _ entitlement: Entitlement, onlyFiled: Bool = false
  ) -> [Person] {
    files.world.register.administrations.compactMap { administration in
      var person = Person(administration: administration)
      if entitlement == .population {
        guard let inhabitants = administration.population else { return nil }
        person.entitlement = Double(inhabitants)
      }
      var isFiler = false
      for (index, request) in allocator.docket.requests.enumerated() where request.holder == administration.symbol {
        if onlyFiled, request.kind != .filed { continue }
        person.requests += 1
        if request.kind == .filed { isFiler = true }
        guard solution.grants[index] != nil else { continue }
        person.holding += Double(request.holding)
        person.networks += 1
        person.channels += request.demand
      }
      return population == "member_states" ? (administration.isMemberState ? person : nil) : (isFiler ? person : nil)
    }
  }

  private func figures(_ all: [Person], _ group: String, _ policy: Policy, _ step: Int) -> [String: Double?] {
    let part = AdministrationGroup(group).map { group in all.filter { group.contains($0.administration) } } ?? all
    var result = inequality(part, Double(step))
    result["granted_networks"] = .some(Double(part.map(\.networks).reduce(0, +)))
    result["granted_channels"] = .some(Double(part.map(\.channels).reduce(0, +)))
    result["granted_administrations"] = .some(Double(part.count { $0.networks > 0 }))
    let requests = part.map(\.requests).reduce(0, +)
    result["served_share"] = .some(requests > 0 ? Double(part.map(\.networks).reduce(0, +)) / Double(requests) : nil)
    result["share_with_nothing"] = .some(
      part.isEmpty ? nil : Double(part.count { $0.networks == 0 }) / Double(part.count))
    let (total, owed) = (all.map(\.holding).reduce(0, +), all.map(\.entitlement).reduce(0, +))
    let (held, share) = (part.map(\.holding).reduce(0, +), part.map(\.entitlement).reduce(0, +))
    result["parity_ratio"] = .some(total > 0 && share > 0 ? (held / total) / (share / owed) : nil)
    guard group == "all" else { return result }
    result["price_of_fairness"] = .some(price(policy))
    let theil = (result["theil_t"] ?? nil) ?? nil
    // In a fixed order, so that the table is the same every time down to the last digit.
    let parts = Dictionary(grouping: all) { Self.part($0.administration) }.sorted { $0.key < $1.key }.map(\.value)
    let between = parts.reduce(0.0) { sum, people in
      let (s, q) = (people.map(\.holding).reduce(0, +) / total, people.map(\.entitlement).reduce(0, +) / owed)
      return sum + (s > 0 ? s * log(s / q) : 0)
    }
    result["theil_between"] = .some(total > 0 ? between : nil)
    result["theil_within"] = .some(total > 0 ? theil.map { $0 - between } : nil)
    return result
  }

  func inequality(_ people: [Person], _ step: Double) -> [String: Double?] {
    let total = people.map(\.holding).reduce(0, +)
    let owed = people.map(\.entitlement).reduce(0, +)
    guard total > 0 else {
      return Dictionary(
        uniqueKeysWithValues: [
          "gini", "gini_floor", "theil_t", "mld", "ge2", "atkinson_0.5", "atkinson_1", "hoover", "jain", "cv", "hhi",
          "palma", "ratio_20_20", "min_ratio", "nash_welfare", "wprop1_violations", "wef1_violations",
          "lower_quota_violations",
        ].map { ($0, nil) })
    }
    let pairs = people.map { (s: $0.holding / total, q: $0.entitlement / owed) }
      .sorted { $0.s / $0.q < $1.s / $1.q }
    var lorenz: [(p: Double, l: Double)] = [(0, 0)]
    var gini = 1.0
    for (s, q) in pairs {
      let last = lorenz[lorenz.count - 1]
      lorenz.append((last.p + q, last.l + s))
      gini -= q * (last.l + last.l + s)
    }
    func held(_ p: Double) -> Double {
      for (low, high) in zip(lorenz, lorenz.dropFirst()) where p <= high.p {
        return low.l + (high.l - low.l) * (p - low.p) / (high.p - low.p)
      }
      return 1
    }
    func sum(_ term: (Double, Double) -> Double) -> Double { pairs.reduce(0) { $0 + term($1.s, $1.q) } }
    let logSum = sum { s, q in q * log(s / q) }
    let variance = sum { s, q in q * (s / q - 1) * (s / q - 1) }
    func ratio(_ top: Double, _ bottom: Double) -> Double? {
      held(bottom) > 1e-9 ? (1 - held(top)) / held(bottom) : nil
    }
    let count = people.count
    let steps = Int(total / step)
    let isEqual = Set(people.map(\.entitlement)).count == 1
    let rest = steps % count
    var wef = 0
    for mine in people {
      for theirs in people where theirs.holding > 0 {
        if mine.holding / mine.entitlement < (theirs.holding - step) / theirs.entitlement - 1e-9 { wef += 1 }
      }
    }
    return [
      "gini": gini, "gini_floor": isEqual ? Double(rest * (count - rest)) / Double(count * steps) : nil,
      "theil_t": sum { s, q in s > 0 ? s * log(s / q) : 0 }, "mld": -logSum, "ge2": variance / 2,
      "atkinson_0.5": 1 - pow(sum { s, q in q * (s / q).squareRoot() }, 2), "atkinson_1": 1 - exp(logSum),
      "hoover": sum { s, q in abs(s - q) } / 2, "jain": 1 / (1 + variance), "cv": variance.squareRoot(),
      "hhi": sum { s, _ in s * s }, "palma": ratio(0.9, 0.4), "ratio_20_20": ratio(0.8, 0.2),
      "min_ratio": pairs.map { $0.s / $0.q }.min(), "nash_welfare": exp(logSum),
      "wprop1_violations": Double(
        people.count { $0.holding < total && $0.holding + step < $0.entitlement / owed * total - 1e-9 }),
      "wef1_violations": Double(wef),
      "lower_quota_violations": Double(
        people.count { $0.holding < (total / step * $0.entitlement / owed + 1e-9).rounded(.down) * step }),
    ]
  }

  static func part(_ administration: Administration) -> String {
    if administration.isLeastDeveloped { return "LDC" }
    if administration.isLandlockedDeveloping { return "LLDC" }
    if administration.isSmallIslandDeveloping { return "SIDS" }
    return administration.incomeGroup == .high ? "high income" : "other developing"
  }

  private func price(_ policy: Policy) -> Double? {
    func total(_ name: String) -> Double? {
      files.solutions.first { $0.policy.name == name }.map { _, allocator, solution in
        solution.grants.keys.reduce(0) { $0 + Double(allocator.docket.requests[$1].holding) }
      }
    }
    guard let best = total("most-served"), best > 0, let own = total(policy.name) else { return nil }
    return (best - own) / best
  }
}
