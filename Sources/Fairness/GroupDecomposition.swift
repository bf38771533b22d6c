// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Inequality between and within the groups of a partition, and the table of the groups.
///
/// With q_g and s_g the shares of a group: T = Σ s_g ln(s_g/q_g) + Σ s_g T_g; MLD = Σ q_g ln(q_g/s_g) + Σ q_g L_g;
/// GE2 = ½(Σ s_g²/q_g − 1) + Σ (s_g²/q_g) GE2_g (Shorrocks 1984, doi:10.2307/1913511). Gini leaves a residual where the
/// groups overlap, so that it is shown for each group and not decomposed.
public struct GroupDecomposition: Hashable, Sendable {
  /// An index in a part between and a part within the groups.
  public struct Parts: Hashable, Sendable {
    /// The index over all holders.
    public var total: MeasureValue
    /// The index of the groups, each holder having the parity ratio of its group.
    public var between: MeasureValue
    /// The rest, from inside the groups.
    public var within: MeasureValue
  }

  /// One group of the partition.
  public struct Group: Hashable, Sendable {
    /// Name of the group.
    public let name: String
    /// Number of its holders, n.
    public let count: Int
    /// Number of its holders that hold nothing.
    public let countWithNothing: Int
    /// What the group is entitled to of the whole, q_g.
    public let entitlementShare: ExactRatio
    /// What the group holds of the whole, s_g; undefined when nothing is allocated.
    public let amountShare: MeasureValue
    /// Share held over share entitled, r_g; undefined when nothing is allocated.
    public let parityRatio: MeasureValue
    /// Share of its holders, by heads, that hold nothing.
    public let shareWithNothing: MeasureValue
    /// Median of its holders' parity ratios, by heads (of an even number, the mean of the middle two).
    public let medianParityRatio: MeasureValue
    /// Gini inside the group; undefined when the group holds nothing.
    public let gini: MeasureValue

    /// Whether the group has fewer than five holders, so that its numbers hang on one or two of them.
    public var isSmall: Bool { count < 5 }
  }

  /// The groups, by name.
  public let groups: [Group]
  /// Theil T.
  public let theilT: Parts
  /// Mean logarithmic deviation.
  public let meanLogDeviation: Parts
  /// Generalised entropy of order 2.
  public let generalizedEntropy2: Parts

  /// The measures of the catalogue that need groups, without the parity ratios, which are one for each group.
  public var measures: [MeasureResult] {
    [MeasureResult(.theilBetween, theilT.between), MeasureResult(.theilWithin, theilT.within)]
  }

  /// Decomposes holdings by the name of each holder's group; `nil` when the names are not one for each holder.
  public init?(of holdings: Holdings, groups names: [String]) {
    guard names.count == holdings.count else { return nil }
    let members = Dictionary(grouping: names.indices) { names[$0] }.sorted { $0.key < $1.key }
    let parts = members.compactMap { member in
      holdings.restricted(to: member.value).map { Member(name: member.key, indices: member.value, holdings: $0) }
    }
    guard
      let whole = try? Holdings(
        parts.map(\.holdings.totalAmount), entitlements: parts.map(\.holdings.totalEntitlement), kind: .amounts)
    else { return nil }
    groups = parts.enumerated().map { Self.group($1, at: $0, of: whole, in: holdings) }
    let (total, between) = (ParityProfile(holdings), ParityProfile(whole))
    let isShort = parts.contains { $0.holdings.amounts.contains(0) }
    theilT = Self.parts(total.measure(\.theilT), between.measure(\.theilT)) {
      Self.within(parts, whole) { share, _, profile in share * profile.theilT }
    }
    generalizedEntropy2 = Self.parts(
      total.measure(\.generalizedEntropy2), between.measure(\.generalizedEntropy2)
    ) {
      Self.within(parts, whole) { share, entitled, profile in share * share / entitled * profile.generalizedEntropy2 }
    }
    meanLogDeviation = Self.parts(total.measure(\.meanLogDeviation), between.measure(\.meanLogDeviation)) {
      if let empty = parts.first(where: { $0.holdings.totalAmount == 0 }) {
        return .undefined(reason: "group \(empty.name) holds nothing")
      }
      if isShort { return .infinite }
      return Self.within(parts, whole) { _, entitled, profile in entitled * profile.meanLogDeviation }
    }
  }

  /// A group with its holders.
  private struct Member {
    var name: String
    var indices: [Int]
    var holdings: Holdings
  }

  /// The parts of an index, or three times undefined.
  private static func parts(
    _ total: MeasureValue, _ between: MeasureValue, within: () -> MeasureValue
  ) -> Parts {
    if case .undefined = total { return Parts(total: total, between: total, within: total) }
    return Parts(total: total, between: between, within: within())
  }

  /// The sum of a term of s_g, q_g and the group's own profile over the groups that hold something.
  private static func within(
    _ parts: [Member], _ whole: Holdings, _ term: (Double, Double, ParityProfile) -> Double
  ) -> MeasureValue {
    var sum = CompensatedSum()
    for (index, part) in parts.enumerated() where part.holdings.totalAmount > 0 {
      let share = whole.amountShare(of: index)?.doubleValue ?? 0
      sum.add(term(share, whole.entitlementShare(of: index).doubleValue, ParityProfile(part.holdings)))
    }
    return MeasureValue(sum.total)
  }

  /// The row of one group.
  private static func group(_ member: Member, at index: Int, of whole: Holdings, in all: Holdings) -> Group {
    let inside = member.holdings
    let ratios = member.indices.compactMap(all.parityRatio).sorted()
    let middle = ratios.count / 2
    var median = ratios.isEmpty ? nil : ratios[middle]
    if ratios.count % 2 == 0, !ratios.isEmpty {
      let doubled = ratios[middle].adding(ratios[middle - 1])
      median = doubled.flatMap { $0.divided(by: ExactRatio(2)) } ?? median
    }
    return Group(
      name: member.name, count: inside.count, countWithNothing: inside.count - inside.holdersWithSomething,
      entitlementShare: whole.entitlementShare(of: index),
      amountShare: InequalityMeasures.measure(whole.amountShare(of: index)),
      parityRatio: InequalityMeasures.measure(whole.parityRatio(of: index)),
      shareWithNothing: InequalityMeasures.shareWithNothing(of: inside),
      medianParityRatio: InequalityMeasures.measure(median),
      gini: inside.totalAmount == 0
        ? .undefined(reason: all.totalAmount == 0 ? "nothing allocated" : "group \(member.name) holds nothing")
        : InequalityMeasures.gini(of: inside))
  }
}
