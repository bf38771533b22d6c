// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// How much of inequality is exclusion (some hold nothing) and how much is inequality among those who hold something.
///
/// With z the entitlement share of those with nothing and "+" for the index among holders, measured against their own
/// entitlements: G = z + (1 − z) G₊; T = T₊ − ln(1 − z); GE2 = z/(2(1 − z)) + GE2₊/(1 − z); Jain = (1 − z) Jain₊.
/// Hoover has no such identity.
public struct ExclusionDecomposition: Hashable, Sendable {
  /// An index in two parts that add up to it.
  public struct Parts: Hashable, Sendable {
    /// The index over all holders.
    public var total: Double
    /// What it would be if those who hold something all had the same parity ratio.
    public var exclusion: Double
    /// The rest: inequality among those who hold something.
    public var amongHolders: Double
  }

  /// Entitlement share of those who hold nothing, z.
  public let excludedShare: ExactRatio
  /// Gini: z and (1 − z) G₊.
  public let gini: Parts
  /// Theil T: −ln(1 − z) and T₊.
  public let theilT: Parts
  /// GE(2): z/(2(1 − z)) and GE2₊/(1 − z).
  public let generalizedEntropy2: Parts
  /// Jain's index over all holders.
  public let jain: Double
  /// The factor 1 − z of Jain's index.
  public let jainOfExclusion: Double
  /// The factor of Jain's index among those who hold something.
  public let jainAmongHolders: Double

  /// Decomposes; `nil` when nothing is allocated.
  public init?(of holdings: Holdings) {
    let indices = holdings.amounts.indices.filter { holdings.amounts[$0] > 0 }
    guard let holders = holdings.restricted(to: indices),
      let included = ExactRatio(Int128(holders.totalEntitlement), Int128(holdings.totalEntitlement)),
      let excluded = ExactRatio.one.subtracting(included),
      let gini = InequalityMeasures.exactGini(of: holdings)?.doubleValue,
      let giniOfHolders = InequalityMeasures.exactGini(of: holders)?.doubleValue
    else { return nil }
    let profile = ParityProfile(holdings)
    let profileOfHolders = ParityProfile(holders)
    let (outside, inside) = (excluded.doubleValue, included.doubleValue)
    excludedShare = excluded
    self.gini = Parts(total: gini, exclusion: outside, amongHolders: inside * giniOfHolders)
    theilT = Parts(
      total: profile.theilT, exclusion: outside == 0 ? 0 : -log(inside), amongHolders: profileOfHolders.theilT)
    generalizedEntropy2 = Parts(
      total: profile.generalizedEntropy2, exclusion: outside / (2 * inside),
      amongHolders: profileOfHolders.generalizedEntropy2 / inside)
    jain = profile.jain
    jainOfExclusion = inside
    jainAmongHolders = profileOfHolders.jain
  }
}
