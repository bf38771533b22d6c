// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// Entitlement shares q and deviations d = r − 1 of the parity ratios, in ascending order: the input of smooth indices.
///
/// Every index is written as a sum of terms that are never negative (their linear part vanishes because Σqd = 0). So
/// perfect equality gives exactly 0, and small inequalities don't drown in the rounding of large terms.
struct ParityProfile {
  /// Entitlement shares.
  private var shares: [Double] = []
  /// Parity ratios less one, each rounded once from its exact value.
  private var deviations: [Double] = []
  /// Whether anything is allocated.
  let isDefined: Bool
  /// Σ sᵢ²/qᵢ − 1 where it fits into 128 bits.
  private var exactSquaredVariation: ExactRatio?

  /// The profile of some holdings.
  init(_ holdings: Holdings) {
    isDefined = holdings.totalAmount > 0
    guard isDefined else { return }
    for index in holdings.ascending {
      guard let deviation = holdings.parityRatio(of: index)?.subtracting(.one) else { continue }
      shares.append(holdings.entitlementShare(of: index).doubleValue)
      deviations.append(deviation.doubleValue)
    }
    exactSquaredVariation = Self.squaredVariation(holdings)
  }

  /// The number as a measure; undefined when nothing is allocated.
  func measure(_ number: (ParityProfile) -> Double) -> MeasureValue {
    isDefined ? MeasureValue(number(self)) : .nothingAllocated
  }

  /// Σ sᵢ ln(sᵢ/qᵢ) = Σ qᵢ(rᵢ ln rᵢ − rᵢ + 1).
  var theilT: Double { sum(of: Self.entropyTerm) }

  /// Σ qᵢ ln(qᵢ/sᵢ) = Σ qᵢ(rᵢ − 1 − ln rᵢ); infinite when anyone holds nothing.
  var meanLogDeviation: Double { sum(of: Self.logTerm) }

  /// Σ qᵢ(rᵢ − 1)², the squared coefficient of variation.
  private var squaredVariation: Double { exactSquaredVariation?.doubleValue ?? sum { $0 * $0 } }

  /// Half the squared coefficient of variation.
  var generalizedEntropy2: Double { squaredVariation / 2 }

  /// √Σ qᵢ(rᵢ − 1)².
  var coefficientOfVariation: Double { squaredVariation.squareRoot() }

  /// 1/(1 + CV²).
  var jain: Double {
    if let exact = exactSquaredVariation?.adding(.one), let inverse = ExactRatio.one.divided(by: exact) {
      return inverse.doubleValue
    }
    return 1 / (1 + squaredVariation)
  }

  /// 1 − (Σ q√r)² = D(2 − D) with D = 1 − Σ q√r = ½ Σ q(1 − √r)².
  var atkinsonHalf: Double {
    let half = sum { deviation in
      let gap = deviation / (1 + (1 + deviation).squareRoot())
      return gap * gap / 2
    }
    return half * (2 - half)
  }

  /// 1 − exp(Σ q ln r); 1 when anyone holds nothing.
  var atkinsonOne: Double { -expm1(-meanLogDeviation) }

  /// exp(Σ q ln r); 0 when anyone holds nothing.
  var nashWelfare: Double { exp(-meanLogDeviation) }

  /// The generalised entropy of any order.
  func generalizedEntropy(_ alpha: Double) -> Double {
    switch alpha {
    case 0: return meanLogDeviation
    case 1: return theilT
    case 2: return generalizedEntropy2
    default:
      if alpha < 0, deviations.first == -1 { return .infinity }
      return sum { (pow(1 + $0, alpha) - 1 - alpha * $0) / (alpha * (alpha - 1)) }
    }
  }

  /// The Atkinson index of any positive inequality aversion.
  func atkinson(_ epsilon: Double) -> Double {
    if epsilon == 1 { return atkinsonOne }
    if epsilon == 0.5 { return atkinsonHalf }
    let order = 1 - epsilon
    if order < 0, deviations.first == -1 { return 1 }
    return -expm1(log1p(order * (order - 1) * generalizedEntropy(order)) / order)
  }

  /// Σ qᵢ f(rᵢ − 1), in ascending order with compensation.
  private func sum(of term: (Double) -> Double) -> Double {
    var sum = CompensatedSum()
    for (share, deviation) in zip(shares, deviations) { sum.add(share * term(deviation)) }
    return sum.total
  }

  /// (1 + d) ln(1 + d) − d, by its series near zero.
  static func entropyTerm(_ deviation: Double) -> Double {
    if deviation == -1 { return 1 }
    guard abs(deviation) < seriesRadius else { return (1 + deviation) * log1p(deviation) - deviation }
    var (sum, power) = (0.0, deviation * deviation)
    for order in 2...seriesLength {
      sum += power / Double(order * (order - 1))
      power *= -deviation
    }
    return sum
  }

  /// d − ln(1 + d), by its series near zero; infinite at −1.
  static func logTerm(_ deviation: Double) -> Double {
    if deviation == -1 { return .infinity }
    guard abs(deviation) < seriesRadius else { return deviation - log1p(deviation) }
    var (sum, power) = (0.0, deviation * deviation)
    for order in 2...seriesLength {
      sum += power / Double(order)
      power *= -deviation
    }
    return sum
  }

  /// Deviations below which the series are used.
  private static let seriesRadius = 0x1p-8
  /// Last power of the series: 2⁻⁸ to the eighth is below the precision of a double.
  private static let seriesLength = 10

  /// Σ sᵢ²/qᵢ − 1 as an exact number; `nil` when it does not fit.
  private static func squaredVariation(_ holdings: Holdings) -> ExactRatio? {
    // Common factors are taken out first, so that twice the holdings or the entitlements gives the same bits.
    let unit = holdings.amounts.reduce(Int128(holdings.totalAmount)) { greatestCommonDivisor($0, Int128($1)) }
    let share = holdings.entitlements.reduce(Int128(holdings.totalEntitlement)) {
      greatestCommonDivisor($0, Int128($1))
    }
    var sum = ExactRatio.zero
    for index in holdings.ascending where holdings.amounts[index] > 0 {
      let amount = Int128(holdings.amounts[index]) / unit
      guard let term = ExactRatio(amount * amount, Int128(holdings.entitlements[index]) / share),
        let next = sum.adding(term)
      else { return nil }
      sum = next
    }
    let total = Int128(holdings.totalAmount) / unit
    guard let scale = ExactRatio(Int128(holdings.totalEntitlement) / share, total * total) else { return nil }
    return sum.multiplied(by: scale)?.subtracting(.one)
  }
}
