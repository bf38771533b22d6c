// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What each of n holders has, and the entitlement it is measured against: the input of every measure.
///
/// Holdings xᵢ ≥ 0 and entitlements eᵢ > 0 are integers, so that shares sᵢ = xᵢ / Σx, qᵢ = eᵢ / Σe and parity ratios
/// rᵢ = sᵢ / qᵢ are exact. Only shares of entitlement matter: entitlements (1, 1) and (7, 7) mean the same. Both sums
/// are at most 2⁶⁰, which lets every product of the two fit into 128 bits.
public struct Holdings: Hashable, Sendable {
  /// What the numbers count.
  public enum Kind: String, Hashable, Sendable {
    /// Indivisible units of equal worth, such as orbital slots: quotas, WPROP1, WEF1 and the floor are defined.
    case identicalUnits
    /// Amounts of something divisible, such as kilohertz or money: notions that speak of one unit are undefined.
    case amounts
  }

  /// What each holder has, in the order of the input.
  public let amounts: [Int]
  /// Entitlement of each holder, in the order of the input; only proportions matter.
  public let entitlements: [Int]
  /// Name of each holder, in the order of the input; empty when none were given.
  public let labels: [String]
  /// What the numbers count.
  public let kind: Kind

  /// Sum of the holdings.
  public let totalAmount: Int
  /// Sum of the entitlements.
  public let totalEntitlement: Int
  /// Indices of the holders from the smallest parity ratio to the greatest; equal ratios by entitlement, then by index.
  public let ascending: [Int]

  /// The greatest sum of holdings or of entitlements that is accepted, 2⁶⁰.
  public static let greatestTotal = 1 << 60

  /// Number of holders.
  public var count: Int { amounts.count }
  /// Number of holders that hold anything.
  public var holdersWithSomething: Int { amounts.count { $0 > 0 } }

  /// Makes holdings with integer entitlements; without entitlements all are entitled to the same.
  public init(
    _ amounts: [Int], entitlements: [Int]? = nil, labels: [String] = [], kind: Kind = .identicalUnits
  ) throws(HoldingsError) {
    let entitlements = entitlements ?? Array(repeating: 1, count: amounts.count)
    guard !amounts.isEmpty else { throw .empty }
    guard amounts.count == entitlements.count else {
      throw .countsDiffer(amounts: amounts.count, entitlements: entitlements.count)
    }
    guard labels.isEmpty || labels.count == amounts.count else {
      throw .labelsDiffer(amounts: amounts.count, labels: labels.count)
    }
    if let index = amounts.firstIndex(where: { $0 < 0 }) { throw .negativeAmount(index: index) }
    if let index = entitlements.firstIndex(where: { $0 <= 0 }) { throw .entitlementNotPositive(index: index) }
    guard let totalAmount = Self.total(amounts), let totalEntitlement = Self.total(entitlements) else {
      throw .totalTooLarge
    }
    self.amounts = amounts
    self.entitlements = entitlements
    self.labels = labels
    self.kind = kind
    self.totalAmount = totalAmount
    self.totalEntitlement = totalEntitlement
    ascending = amounts.indices.sorted { first, second in
      let left = Int128(amounts[first]) * Int128(entitlements[second])
      let right = Int128(amounts[second]) * Int128(entitlements[first])
      if left != right { return left < right }
      if entitlements[first] != entitlements[second] { return entitlements[first] < entitlements[second] }
      return first < second
    }
  }

  /// Makes holdings with entitlements given as numbers, such as blended weights.
  ///
  /// Whole numbers that sum to at most 2⁵³ are taken as they are. Others are multiplied by the greatest power of two
  /// that keeps their sum within 2⁵⁶ and rounded to the nearest integer: an error of at most 2⁻⁵⁶ of the whole.
  public init(
    _ amounts: [Int], entitlementWeights weights: [Double], labels: [String] = [], kind: Kind = .identicalUnits
  ) throws(HoldingsError) {
    for (index, weight) in weights.enumerated() where !(weight > 0 && weight.isFinite) {
      throw .entitlementNotPositive(index: index)
    }
    var integers: [Int] = []
    if weights.allSatisfy({ $0 == $0.rounded() && $0 <= 0x1p53 }), weights.reduce(0, +) <= 0x1p53 {
      integers = weights.map { Int($0) }
    } else {
      // Scaling by the greatest weight first keeps the sum finite; the sum of sorted terms ignores the input's order.
      let greatest = weights.max() ?? 1
      let lowered = Double(sign: .plus, exponent: -greatest.exponent, significand: 1)
      let sum = weights.sorted().reduce(0) { $0 + $1 * lowered }
      let scale = Double(sign: .plus, exponent: 54 - sum.exponent, significand: 1)
      for (index, weight) in weights.enumerated() {
        let integer = (weight * lowered * scale).rounded()
        guard integer >= 1 else { throw .entitlementTooSmall(index: index) }
        integers.append(Int(integer))
      }
    }
    try self.init(amounts, entitlements: integers, labels: labels, kind: kind)
  }

  /// The share of the whole that a holder has, sᵢ; `nil` when nothing is allocated.
  public func amountShare(of index: Int) -> ExactRatio? { ExactRatio(Int128(amounts[index]), Int128(totalAmount)) }

  /// The share of the whole that a holder is entitled to, qᵢ.
  public func entitlementShare(of index: Int) -> ExactRatio {
    ExactRatio(Int128(entitlements[index]), Int128(totalEntitlement)) ?? .zero
  }

  /// The parity ratio rᵢ = sᵢ / qᵢ (1 = exactly entitled); `nil` when nothing is allocated.
  public func parityRatio(of index: Int) -> ExactRatio? {
    ExactRatio(
      Int128(amounts[index]) * Int128(totalEntitlement), Int128(entitlements[index]) * Int128(totalAmount))
  }

  /// The holdings of some of the holders, measured among themselves; `nil` for no indices.
  public func restricted(to indices: [Int]) -> Holdings? {
    try? Holdings(
      indices.map { amounts[$0] }, entitlements: indices.map { entitlements[$0] },
      labels: labels.isEmpty ? [] : indices.map { labels[$0] }, kind: kind)
  }

  /// The sum, or `nil` when it exceeds the greatest total that is accepted.
  static func total(_ numbers: [Int]) -> Int? {
    var sum = 0
    for number in numbers {
      let (next, overflow) = sum.addingReportingOverflow(number)
      guard !overflow, next <= greatestTotal else { return nil }
      sum = next
    }
    return sum
  }
}

/// Why numbers are not holdings.
public enum HoldingsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are no holders.
  case empty
  /// The two lists differ in length.
  case countsDiffer(amounts: Int, entitlements: Int)
  /// Labels were given, but not one for each holder.
  case labelsDiffer(amounts: Int, labels: Int)
  /// A holding is negative.
  case negativeAmount(index: Int)
  /// An entitlement is zero, negative or not a number.
  case entitlementNotPositive(index: Int)
  /// An entitlement is less than 2⁻⁵⁶ of the whole.
  case entitlementTooSmall(index: Int)
  /// A sum exceeds 2⁶⁰.
  case totalTooLarge

  /// What is wrong and what to give instead; positions are counted from 1.
  public var description: String {
    switch self {
    case .empty: "there are no holders; give at least one"
    case .countsDiffer(let amounts, let entitlements):
      "\(amounts) holdings but \(entitlements) entitlements; give one entitlement for each holding"
    case .labelsDiffer(let amounts, let labels):
      "\(amounts) holdings but \(labels) labels; give one label for each holding, or none"
    case .negativeAmount(let index): "holding \(index + 1) is negative; holdings are zero or more"
    case .entitlementNotPositive(let index):
      "entitlement \(index + 1) is not a positive number; leave out holders that are entitled to nothing"
    case .entitlementTooSmall(let index):
      "entitlement \(index + 1) is too small beside the others; entitlements must be at least 2^-56 of their sum"
    case .totalTooLarge: "a sum exceeds 2^60; use a larger unit"
    }
  }
}
