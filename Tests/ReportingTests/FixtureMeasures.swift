// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

@testable import Reporting

/// Measures for the fixtures, computed plainly: enough to look real.
enum FixtureMeasures {
  typealias Document = ResultsDocument
  typealias Quantity = ResultsDocument.Quantity

  static let definitions: [Document.MeasureDefinition] = [
    .init(
      id: "gini", title: "Gini", unit: "1", direction: .lowerIsFairer, definition: "0 is equality.",
      source: "½ Σᵢⱼ qᵢ qⱼ |rᵢ − rⱼ|"),
    .init(
      id: "gini_floor", title: "Gini floor", unit: "1", direction: .neutral, definition: "The least there can be.",
      source: "r(n − r)/(n m)"),
    .init(
      id: "theil_t", title: "Theil T = GE(1)", unit: "1", direction: .lowerIsFairer, definition: "0 is equality.",
      source: "Σ sᵢ ln(sᵢ/qᵢ)"),
    .init(
      id: "theil_between", title: "Theil T between groups", unit: "1", direction: .lowerIsFairer,
      definition: "0 is parity of groups.", source: "Σ s_g ln(s_g/q_g)"),
    .init(
      id: "mld", title: "Mean log deviation = GE(0)", unit: "1", direction: .lowerIsFairer,
      definition: "0 is equality; infinite if anyone holds nothing.", source: "Σ qᵢ ln(qᵢ/sᵢ)"),
    .init(
      id: "hoover", title: "Hoover", unit: "1", direction: .lowerIsFairer, definition: "0 is equality.",
      source: "½ Σ |sᵢ − qᵢ|"),
    .init(
      id: "palma", title: "Palma", unit: "1", direction: .lowerIsFairer, definition: "Equality gives 1/4.",
      source: "(1 − L(0.9))/L(0.4)"),
    .init(
      id: "min_ratio", title: "Least parity ratio", unit: "1", direction: .higherIsFairer,
      definition: "1 is equality.", source: "min sᵢ/qᵢ"),
    .init(
      id: "share_with_nothing", title: "Share with nothing", unit: "1", direction: .lowerIsFairer,
      definition: "0 is ideal.", source: "#{i : xᵢ = 0}/n"),
    .init(
      id: "granted_channels", title: "Channels granted", unit: "channels", direction: .higherIsMoreEfficient,
      definition: "The most is all asked for.", source: "count"),
    .init(
      id: "price_of_fairness", title: "Price of fairness", unit: "1", direction: .lowerIsFairer,
      definition: "0 is no loss.", source: "(SYSTEM − FAIR)/SYSTEM"),
    .init(
      id: "wef1_violations", title: "WEF1 violations", unit: "ordered pairs", direction: .lowerIsFairer,
      definition: "0 is ideal.", source: "Chakraborty et al. 2021"),
    .init(
      id: "lower_quota_violations", title: "Lower-quota violations", unit: "holders", direction: .lowerIsFairer,
      definition: "0 is ideal.", source: "Balinski and Young 1982"),
    .init(
      id: "parity_ratio", title: "Parity ratio", unit: "1", direction: .neutral, definition: "1 is parity.",
      source: "s_g/q_g"),
  ]

  /// The measures over all administrations with equal entitlements, and parity by group.
  static func measures(_ holdings: [Int], _ administrations: [Document.Administration]) -> [Document.Measure] {
    let total = holdings.reduce(0, +)
    let nothing = Quantity.undefined(reason: "nothing allocated")
    let n = Double(holdings.count)
    let ratios = holdings.map { Double($0) * n / Double(max(1, total)) }.sorted()
    let theil = ratios.reduce(0) { $0 + ($1 > 0 ? $1 * log($1) : 0) } / n
    let mean = Double(total) / n
    var list: [(String, String, Quantity)] = [
      ("gini", "all", total == 0 ? nothing : Quantity(gini(holdings))),
      ("gini_floor", "all", total == 0 ? nothing : Quantity(floor(units: total, holders: holdings.count))),
      ("theil_t", "all", total == 0 ? nothing : Quantity(theil)),
      ("theil_between", "all", total == 0 ? nothing : Quantity(theil / 3)),
      ("mld", "all", total == 0 ? nothing : holdings.contains(0) ? .infinite : Quantity(theil * 1.1)),
      ("hoover", "all", total == 0 ? nothing : Quantity(ratios.reduce(0) { $0 + abs($1 - 1) } / n / 2)),
      (
        "palma", "all",
        total == 0
          ? nothing
          : .undefined(reason: "the bottom 40 % hold nothing; the top 10 % hold 51.3 %")
      ),
      ("min_ratio", "all", total == 0 ? nothing : Quantity(ratios.first ?? 0)),
      ("share_with_nothing", "all", Quantity(Double(holdings.filter { $0 == 0 }.count) / n)),
      ("granted_channels", "all", Quantity(Double(total))),
      ("price_of_fairness", "all", Quantity(1 - Double(total) / (n * 12))),
      ("wef1_violations", "all", Quantity(Double(holdings.filter { Double($0) < mean - 1 }.count * 11))),
      ("lower_quota_violations", "all", Quantity(Double(holdings.filter { $0 < total / holdings.count }.count))),
    ]
    for group in ["LDC", "LLDC", "SIDS"] {
      let members = administrations.indices.filter { administrations[$0].groups.contains(group) }
      let held = members.reduce(0) { $0 + holdings[$1] }
      let without = members.filter { holdings[$0] == 0 }.count
      let empty = Quantity.undefined(reason: "group \(group) has no members")
      list.append(
        (
          "parity_ratio", group,
          members.isEmpty
            ? empty : total == 0 ? nothing : Quantity(Double(held) / Double(total) * n / Double(members.count))
        ))
      list.append(
        ("share_with_nothing", group, members.isEmpty ? empty : Quantity(Double(without) / Double(members.count))))
    }
    return ["member_states", "filers"].flatMap { population in
      list.map { id, group, quantity in
        let definition = definitions.first { $0.id == id }
        return Document.Measure(
          id: id, population: population, entitlement: "equal", group: group, quantity: quantity,
          unit: definition?.unit ?? "1", direction: definition?.direction ?? .neutral)
      }
    }
  }

  static func gini(_ holdings: [Int]) -> Double {
    let sorted = holdings.sorted()
    let total = Double(sorted.reduce(0, +))
    let n = Double(sorted.count)
    let weighted = sorted.enumerated().reduce(0.0) { $0 + (2 * Double($1.offset + 1) - n - 1) * Double($1.element) }
    return total == 0 ? 0 : weighted / (n * total)
  }

  static func floor(units: Int, holders: Int) -> Double {
    let rest = units % holders
    return Double(rest * (holders - rest)) / Double(holders * units)
  }

  static func lorenz(_ holdings: [Int]) -> [Document.Policy.LorenzCurve] {
    let total = holdings.reduce(0, +)
    guard total > 0 else { return [.init(population: "member_states", entitlement: "equal", points: [])] }
    let equal = holdings.indices.map {
      total / holdings.count + ($0 >= holdings.count - total % holdings.count ? 1 : 0)
    }
    return ["member_states", "filers"].map { population in
      .init(population: population, entitlement: "equal", points: curve(holdings), floorPoints: curve(equal))
    }
  }

  private static func curve(_ holdings: [Int]) -> [Document.Policy.LorenzCurve.Point] {
    let total = Double(holdings.reduce(0, +))
    var points = [Document.Policy.LorenzCurve.Point(population: 0, held: 0)]
    var sum = 0
    for (index, holding) in holdings.sorted().enumerated() {
      sum += holding
      points.append(.init(population: Double(index + 1) / Double(holdings.count), held: Double(sum) / total))
    }
    return points
  }

  static func decompositions(
    _ holdings: [Int], _ administrations: [Document.Administration]
  ) -> [Document.Policy.Decomposition] {
    let total = holdings.reduce(0, +)
    let nothing = Quantity.undefined(reason: "nothing allocated")
    let groups = Document.Administration.Partition.allCases.map { partition -> Document.Policy.Decomposition.Group in
      let members = administrations.indices.filter { administrations[$0].partition == partition }
      let held = members.reduce(0) { $0 + holdings[$1] }
      let share = Double(members.count) / Double(administrations.count)
      let heldShare = Double(held) / Double(max(1, total))
      let isDefined = total > 0 && !members.isEmpty
      return .init(
        group: partition.rawValue, members: members.count,
        membersWithNothing: members.filter { holdings[$0] == 0 }.count, entitlementShare: share,
        holdingShare: total == 0 ? nothing : Quantity(heldShare),
        parityRatio: isDefined ? Quantity(heldShare / share) : nothing,
        medianParityRatio: isDefined ? Quantity(heldShare / share * 0.8) : nothing,
        gini: isDefined ? Quantity(gini(members.map { holdings[$0] })) : nothing)
    }
    let zero = Double(holdings.filter { $0 == 0 }.count) / Double(holdings.count)
    let all = gini(holdings)
    return [
      .init(
        population: "member_states", entitlement: "equal", theilTotal: total == 0 ? nothing : Quantity(0.9),
        theilBetween: total == 0 ? nothing : Quantity(0.3), theilWithin: total == 0 ? nothing : Quantity(0.6),
        groups: groups,
        exclusion: [
          .init(
            measure: "gini", identity: "G = z + (1 − z) G₊", total: total == 0 ? nothing : Quantity(all),
            exclusion: total == 0 ? nothing : Quantity(zero),
            amongHolders: total == 0 ? nothing : Quantity(all - zero))
        ])
    ]
  }
}
