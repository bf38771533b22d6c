// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Envy between bundles of indivisible items that holders value differently; values add up.
///
/// Comparisons are per unit of entitlement, exact, and weak (≥ satisfies). Where every item is worth 1 to everybody this is
/// what ``IdenticalUnits`` says, and "any item" and "some item" mean the same.
public struct ItemBundles: Hashable, Sendable {
  /// A pair in which one holder envies another, or has less than another.
  public typealias Envy = IdenticalUnits.Envy

  /// What each holder would give for each item, by holder and item.
  public let values: [[Int]]
  /// The items of each holder.
  public let bundles: [[Int]]
  /// Entitlement of each holder; only proportions matter.
  public let entitlements: [Int]

  /// Makes bundles; without entitlements all are entitled to the same.
  ///
  /// `nil` unless there is one row of values, one bundle and one entitlement for each holder, rows are of one length, values
  /// are zero or more, entitlements positive, each sums to at most 2⁶⁰, and bundles hold items of the rows, each once at most.
  public init?(values: [[Int]], bundles: [[Int]], entitlements: [Int]? = nil) {
    let entitlements = entitlements ?? Array(repeating: 1, count: values.count)
    let items = values.first?.indices ?? 0..<0
    let held = bundles.joined()
    guard values.count == bundles.count, values.count == entitlements.count,
      values.allSatisfy({ $0.count == items.count && $0.allSatisfy { $0 >= 0 } && Holdings.total($0) != nil }),
      entitlements.allSatisfy({ $0 > 0 }), Holdings.total(entitlements) != nil,
      held.allSatisfy(items.contains), Set(held).count == held.count
    else { return nil }
    self.values = values
    self.bundles = bundles
    self.entitlements = entitlements
  }

  /// What a bundle is worth to a holder; 0 for a holder that there is not.
  public func worth(_ bundle: [Int], to holder: Int) -> Int {
    guard values.indices.contains(holder) else { return 0 }
    return bundle.reduce(0) { $0 + (values[holder].indices.contains($1) ? values[holder][$1] : 0) }
  }

  /// The ordered pairs with vᵢ(Aᵢ)/eᵢ < vᵢ(Aⱼ)/eⱼ.
  public var envies: [Envy] { pairs { own, theirs, _ in own < theirs } }

  /// The ordered pairs whose envy no one item, set aside, ends: vᵢ(Aᵢ)/eᵢ < vᵢ(Aⱼ∖g)/eⱼ for every g in Aⱼ.
  ///
  /// Budish 2011, doi:10.1086/664613; with entitlements the strong form of Chakraborty, Igarashi, Suksompong and Zick 2021,
  /// doi:10.1145/3457166.
  public var ef1Violations: [Envy] { pairs { own, theirs, items in own < theirs - (items.max() ?? theirs) } }

  /// The ordered pairs whose envy is left by setting aside some item that the envious values: EFX fails.
  ///
  /// Caragiannis and others 2019, doi:10.1145/3355902.
  public var efxViolations: [Envy] {
    pairs { own, theirs, items in own < theirs - (items.filter { $0 > 0 }.min() ?? theirs) }
  }

  /// The ordered pairs whose envy is left by setting aside some item, be it worthless to the envious: EFX₀ fails.
  public var efxZeroViolations: [Envy] { pairs { own, theirs, items in own < theirs - (items.min() ?? theirs) } }

  /// The ordered pairs in which one has less, by its own values, than the other has by the other's, and setting aside some item
  /// of positive value leaves that so: vᵢ(Aᵢ)/eᵢ < vⱼ(Aⱼ∖g)/eⱼ. Equitability up to any item fails.
  ///
  /// Freeman, Sikdar, Vaish and Xia 2019, doi:10.24963/ijcai.2019/40: leximin never has any where all values are positive.
  public var eqxViolations: [Envy] {
    pairs(asTheEnviedValues: true) { own, theirs, items in own < theirs - (items.filter { $0 > 0 }.min() ?? theirs) }
  }

  /// The ordered pairs for which a test of (vᵢ(Aᵢ)·eⱼ, v(Aⱼ)·eᵢ, v(g)·eᵢ for g in Aⱼ) holds; v is that of i, or of j.
  private func pairs(
    asTheEnviedValues isOwn: Bool = false, _ violates: (Int128, Int128, [Int128]) -> Bool
  ) -> [Envy] {
    values.indices.flatMap { envious in
      values.indices.compactMap { envied in
        guard envied != envious else { return nil }
        let scale = Int128(entitlements[envious])
        let items = bundles[envied].map { Int128(values[isOwn ? envied : envious][$0]) * scale }
        let own = Int128(worth(bundles[envious], to: envious)) * Int128(entitlements[envied])
        return violates(own, items.reduce(0, +), items) ? Envy(envious: envious, envied: envied) : nil
      }
    }
  }
}
