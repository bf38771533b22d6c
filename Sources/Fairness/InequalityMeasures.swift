// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Indices of inequality of holdings against entitlements.
///
/// All are invariant to scale (twice the holdings) and to replication (everybody twice), and, to the bit, to the order of
/// the holders. With equal entitlements they are the usual unweighted indices. Gini is not multiplied by n/(n − 1): the
/// holders are all there are, not a sample.
public enum InequalityMeasures {
  /// Every measure that holdings alone determine, in the order of the catalogue.
  ///
  /// Zero total: `.undefined("nothing allocated")`, except for the share with nothing and the number of administrations.
  /// The floor depends on the number of units and the entitlements alone, and for unequal entitlements it is a search:
  /// give it where it is known, as when many divisions of the same units are measured.
  public static func all(of holdings: Holdings, giniFloor floor: MeasureValue? = nil) -> [MeasureResult] {
    let profile = ParityProfile(holdings)
    let units = IdenticalUnits(holdings)
    return [
      MeasureResult(.gini, gini(of: holdings)),
      MeasureResult(.giniFloor, floor ?? GiniFloor.measure(of: holdings)),
      MeasureResult(.theilT, profile.measure { $0.theilT }),
      MeasureResult(.meanLogDeviation, profile.measure { $0.meanLogDeviation }),
      MeasureResult(.generalizedEntropy2, profile.measure { $0.generalizedEntropy2 }),
      MeasureResult(.atkinsonHalf, profile.measure { $0.atkinsonHalf }),
      MeasureResult(.atkinsonOne, profile.measure { $0.atkinsonOne }),
      MeasureResult(.hoover, hoover(of: holdings)),
      MeasureResult(.jain, profile.measure { $0.jain }),
      MeasureResult(.coefficientOfVariation, profile.measure { $0.coefficientOfVariation }),
      MeasureResult(.herfindahl, herfindahl(of: holdings)),
      MeasureResult(.palma, palma(of: holdings)),
      MeasureResult(.ratio2020, ratio2020(of: holdings)),
      MeasureResult(.minimumRatio, minimumRatio(of: holdings)),
      MeasureResult(.shareWithNothing, shareWithNothing(of: holdings)),
      MeasureResult(.grantedAdministrations, .value(Double(holdings.holdersWithSomething))),
      MeasureResult(.nashWelfare, profile.measure { $0.nashWelfare }),
      MeasureResult(.wprop1Violations, units.wprop1Measure),
      MeasureResult(.wef1Violations, units.wef1Measure),
      MeasureResult(.lowerQuotaViolations, units.lowerQuotaMeasure),
    ]
  }

  /// One measure that holdings alone determine; `nil` for a measure that needs more than holdings.
  public static func value(of measure: Measure, for holdings: Holdings) -> MeasureValue? {
    if measure == .giniFloor { return GiniFloor.measure(of: holdings) }
    return all(of: holdings, giniFloor: .nothingAllocated).first { $0.measure == measure }?.value
  }

  /// The weighted Gini coefficient Σ_{i<j} |eᵢxⱼ − eⱼxᵢ| / (Σe Σx), exact; `nil` when nothing is allocated.
  ///
  /// Equals ½ Σᵢⱼ qᵢqⱼ|rᵢ − rⱼ| and 1 − Σ_k (p_k − p_{k−1})(L_k + L_{k−1}) on the Lorenz curve. Range 0…1 − min q.
  public static func exactGini(of holdings: Holdings) -> ExactRatio? {
    ExactRatio(
      giniNumerator(holdings), Int128(holdings.totalEntitlement) * Int128(holdings.totalAmount))
  }

  /// The weighted Gini coefficient; undefined when nothing is allocated.
  public static func gini(of holdings: Holdings) -> MeasureValue { measure(exactGini(of: holdings)) }

  /// The Hoover index ½ Σ|sᵢ − qᵢ|, exact; `nil` when nothing is allocated. (Hoover 1936; Schutz 1951.)
  public static func exactHoover(of holdings: Holdings) -> ExactRatio? {
    var excess: Int128 = 0
    for (amount, entitlement) in zip(holdings.amounts, holdings.entitlements) {
      excess += max(
        0, Int128(amount) * Int128(holdings.totalEntitlement) - Int128(entitlement) * Int128(holdings.totalAmount))
    }
    return ExactRatio(excess, Int128(holdings.totalEntitlement) * Int128(holdings.totalAmount))
  }

  /// The Hoover index; undefined when nothing is allocated.
  public static func hoover(of holdings: Holdings) -> MeasureValue { measure(exactHoover(of: holdings)) }

  /// The Herfindahl–Hirschman index Σsᵢ², which ignores entitlements; undefined when nothing is allocated.
  public static func herfindahl(of holdings: Holdings) -> MeasureValue {
    let total = Int128(holdings.totalAmount)
    return measure(ExactRatio(holdings.amounts.reduce(0) { $0 + Int128($1) * Int128($1) }, total * total))
  }

  /// The least parity ratio min sᵢ/qᵢ; undefined when nothing is allocated.
  public static func minimumRatio(of holdings: Holdings) -> MeasureValue {
    measure(holdings.ascending.first.flatMap(holdings.parityRatio))
  }

  /// The holders with the least parity ratio, all of them, in the order of the input.
  public static func worstServed(in holdings: Holdings) -> [Int] {
    guard let least = holdings.ascending.first.flatMap(holdings.parityRatio) else { return [] }
    return holdings.amounts.indices.filter { holdings.parityRatio(of: $0) == least }
  }

  /// The share of the holders, counted by heads, that hold nothing; defined even when nothing is allocated.
  public static func shareWithNothing(of holdings: Holdings) -> MeasureValue {
    measure(ExactRatio(Int128(holdings.count - holdings.holdersWithSomething), Int128(holdings.count)))
  }

  /// The Palma ratio (1 − L(9/10)) / L(4/10); undefined when the bottom 40 % hold nothing, with the top's share.
  public static func palma(of holdings: Holdings) -> MeasureValue { tailRatio(holdings, bottom: (2, 5), top: (1, 10)) }

  /// The 20:20 ratio (1 − L(4/5)) / L(1/5); undefined when the bottom 20 % hold nothing, with the top's share.
  public static func ratio2020(of holdings: Holdings) -> MeasureValue {
    tailRatio(holdings, bottom: (1, 5), top: (1, 5))
  }

  /// The generalised entropy (Σ qᵢrᵢᵅ − 1)/(α(α − 1)), with its limits at 0 and 1 (Shorrocks 1980).
  ///
  /// Infinite for α ≤ 0 when anyone holds nothing; undefined when nothing is allocated.
  public static func generalizedEntropy(_ alpha: Double, of holdings: Holdings) -> MeasureValue {
    ParityProfile(holdings).measure { $0.generalizedEntropy(alpha) }
  }

  /// The Atkinson index 1 − (Σ qᵢrᵢ^(1−ε))^(1/(1−ε)), ε > 0, with its limit at 1 (Atkinson 1970).
  ///
  /// 1 for ε ≥ 1 when anyone holds nothing; undefined when nothing is allocated or ε is not positive.
  public static func atkinson(_ epsilon: Double, of holdings: Holdings) -> MeasureValue {
    guard epsilon > 0, epsilon.isFinite else { return .undefined(reason: "inequality aversion must be positive") }
    return ParityProfile(holdings).measure { $0.atkinson(epsilon) }
  }

  /// Nash welfare among the holders that hold something, against their own entitlements (Caragiannis et al. 2019).
  ///
  /// The companion of `nash_welfare` where some hold nothing and that is 0; undefined when nothing is allocated.
  public static func nashWelfareOfHolders(in holdings: Holdings) -> MeasureValue {
    let indices = holdings.amounts.indices.filter { holdings.amounts[$0] > 0 }
    guard let holders = holdings.restricted(to: indices) else { return .nothingAllocated }
    return ParityProfile(holders).measure { $0.nashWelfare }
  }

  /// Σ_{i<j} |eᵢxⱼ − eⱼxᵢ|, in one pass over the ascending order.
  static func giniNumerator(_ holdings: Holdings) -> Int128 {
    var (entitlement, amount, sum): (Int128, Int128, Int128) = (0, 0, 0)
    for index in holdings.ascending {
      sum += entitlement * Int128(holdings.amounts[index]) - amount * Int128(holdings.entitlements[index])
      entitlement += Int128(holdings.entitlements[index])
      amount += Int128(holdings.amounts[index])
    }
    return sum
  }

  /// An exact number as a value; `nil` means that nothing is allocated.
  static func measure(_ ratio: ExactRatio?) -> MeasureValue {
    ratio.map { MeasureValue($0.doubleValue) } ?? .nothingAllocated
  }

  /// The top tail over the bottom tail of the Lorenz curve.
  private static func tailRatio(
    _ holdings: Holdings, bottom: (Int128, Int128), top: (Int128, Int128)
  ) -> MeasureValue {
    guard let curve = LorenzCurve(of: holdings) else { return .nothingAllocated }
    guard let low = ExactRatio(bottom.0, bottom.1), let high = ExactRatio(top.0, top.1),
      let tails = curve.tails(bottom: low, top: high)
    else { return .undefined(reason: "the shares of the tails are out of range") }
    return tails.ratio
  }
}
