// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Fair-division properties of m identical, indivisible units with unequal entitlements, with their witnesses.
///
/// Everyone values every unit alike, at 1. Conventions: the relaxed comparisons are weak (≥ satisfies); m counts the
/// units that are available, which is all that were allocated unless more are named; nothing is said of feasibility.
public struct IdenticalUnits: Hashable, Sendable {
  /// A pair in which one holder envies another.
  public struct Envy: Hashable, Sendable {
    /// The holder that envies.
    public let envious: Int
    /// The holder that is envied.
    public let envied: Int
  }

  /// What each holder has.
  public let holdings: Holdings
  /// Number of units that are available, m.
  public let available: Int

  /// Looks at holdings as units of which as many are available as were allocated, or more.
  public init(_ holdings: Holdings, available: Int? = nil) {
    self.holdings = holdings
    self.available = min(max(available ?? 0, holdings.totalAmount), Holdings.greatestTotal)
  }

  /// The lower quota ⌊qᵢ m⌋ of a holder (Balinski and Young 1982).
  ///
  /// For identical units it is also the any-price share of Babaioff, Ezra and Feige 2021.
  public func lowerQuota(of index: Int) -> Int { Int(entitled(index) / total) }

  /// The upper quota ⌈qᵢ m⌉ of a holder.
  public func upperQuota(of index: Int) -> Int { Int((entitled(index) + total - 1) / total) }

  /// The holders below their lower quota.
  public var belowLowerQuota: [Int] {
    holdings.amounts.indices.filter { holdings.amounts[$0] < lowerQuota(of: $0) }
  }

  /// The holders above their upper quota.
  public var aboveUpperQuota: [Int] {
    holdings.amounts.indices.filter { holdings.amounts[$0] > upperQuota(of: $0) }
  }

  /// The holders that violate weighted proportionality up to one unit: xᵢ < m and xᵢ + 1 < qᵢ m.
  ///
  /// Aziz, Moulin and Sandomirskiy 2020, Operations Research Letters 48(5), 573–578, arXiv:1909.00740.
  public var wprop1Violators: [Int] {
    holdings.amounts.indices.filter {
      holdings.amounts[$0] < available && (Int128(holdings.amounts[$0]) + 1) * total < entitled($0)
    }
  }

  /// The ordered pairs that violate weighted envy-freeness up to one unit: xⱼ ≥ 1 and xᵢ/eᵢ < (xⱼ − 1)/eⱼ.
  ///
  /// The strong form of Chakraborty, Igarashi, Suksompong and Zick 2021, doi:10.1145/3457166.
  public var wef1Violations: [Envy] {
    envy { mine, myEntitlement, theirs, theirEntitlement in
      theirs >= 1 && mine * theirEntitlement < (theirs - 1) * myEntitlement
    }
  }

  /// The ordered pairs that violate the weak form: also (xᵢ + 1)/eᵢ < xⱼ/eⱼ, one unit given instead of one set aside.
  public var weakWef1Violations: [Envy] {
    envy { mine, myEntitlement, theirs, theirEntitlement in
      theirs >= 1 && mine * theirEntitlement < (theirs - 1) * myEntitlement
        && (mine + 1) * theirEntitlement < theirs * myEntitlement
    }
  }

  /// The ordered pairs with any envy per unit of entitlement, xᵢ/eᵢ < xⱼ/eⱼ.
  public var envies: [Envy] {
    envy { mine, myEntitlement, theirs, theirEntitlement in mine * theirEntitlement < theirs * myEntitlement }
  }

  /// Number of holders that violate WPROP1; undefined for divisible amounts or when nothing is allocated.
  public var wprop1Measure: MeasureValue { count { wprop1Violators.count } }

  /// Number of ordered pairs that violate WEF1; undefined for divisible amounts or when nothing is allocated.
  public var wef1Measure: MeasureValue { count { wef1ViolationCount } }

  /// The number of ``wef1Violations`` without the pairs themselves. Time: n log n.
  ///
  /// Of all holders in the order of their ratios those below (xⱼ − 1)/eⱼ come first; j itself is never among them.
  var wef1ViolationCount: Int {
    let order = holdings.ascending
    var count = 0
    for envied in holdings.amounts.indices where holdings.amounts[envied] >= 2 {
      let theirs = Int128(holdings.amounts[envied] - 1)
      let theirEntitlement = Int128(holdings.entitlements[envied])
      var (low, high) = (0, order.count)
      while low < high {
        let middle = (low + high) / 2
        let mine = Int128(holdings.amounts[order[middle]])
        if mine * theirEntitlement < theirs * Int128(holdings.entitlements[order[middle]]) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      count += low
    }
    return count
  }

  /// Number of holders below their lower quota; undefined for divisible amounts or when nothing is allocated.
  public var lowerQuotaMeasure: MeasureValue { count { belowLowerQuota.count } }

  /// Why notions of one unit have no value for divisible amounts.
  static let notUnits = MeasureValue.undefined(reason: "holdings are divisible amounts, not identical units")

  /// eᵢ m, which is qᵢ m over the total entitlement.
  private func entitled(_ index: Int) -> Int128 { Int128(holdings.entitlements[index]) * Int128(available) }

  private var total: Int128 { Int128(holdings.totalEntitlement) }

  private func count(_ number: () -> Int) -> MeasureValue {
    guard holdings.kind == .identicalUnits else { return Self.notUnits }
    return available == 0 ? .nothingAllocated : .value(Double(number()))
  }

  /// The ordered pairs for which the test of (xᵢ, eᵢ, xⱼ, eⱼ) holds.
  private func envy(_ violates: (Int128, Int128, Int128, Int128) -> Bool) -> [Envy] {
    var pairs: [Envy] = []
    for envious in holdings.amounts.indices {
      for envied in holdings.amounts.indices where envied != envious {
        if violates(
          Int128(holdings.amounts[envious]), Int128(holdings.entitlements[envious]),
          Int128(holdings.amounts[envied]), Int128(holdings.entitlements[envied]))
        {
          pairs.append(Envy(envious: envious, envied: envied))
        }
      }
    }
    return pairs
  }
}
