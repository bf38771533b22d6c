// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// Takes numbers to places of a drawing.
struct Scale: Hashable, Sendable {
  /// How numbers are spread.
  enum Kind: Sendable {
    /// Evenly.
    case linear
    /// By the logarithm of one plus the number, so that zero has a place.
    case logarithmicFromZero
  }

  /// How numbers are spread.
  var kind = Kind.linear
  /// The least and the greatest number.
  var numbers: ClosedRange<Double>
  /// Where the least number lies.
  var start: Double
  /// Where the greatest number lies.
  var end: Double

  /// The place of a number.
  func place(_ number: Double) -> Double {
    let (low, high) = (spread(numbers.lowerBound), spread(numbers.upperBound))
    guard high > low else { return start }
    return start + (spread(number) - low) / (high - low) * (end - start)
  }

  private func spread(_ number: Double) -> Double {
    switch kind {
    case .linear: number
    case .logarithmicFromZero: log1p(max(0, number))
    }
  }

  /// Round numbers for an axis: steps of 1, 2 or 5 times a power of ten, about as many as wanted.
  var ticks: [Double] { ticks(about: 5) }

  /// Round numbers for an axis.
  func ticks(about count: Int) -> [Double] {
    switch kind {
    case .linear:
      let range = numbers.upperBound - numbers.lowerBound
      guard range > 0, count > 0 else { return [numbers.lowerBound] }
      let step = Self.niceStep(range / Double(count))
      let first = Int((numbers.lowerBound / step - 1e-9).rounded(.up))
      let last = Int((numbers.upperBound / step + 1e-9).rounded(.down))
      return first <= last ? (first...last).map { Double($0) * step } : [numbers.lowerBound]
    case .logarithmicFromZero:
      var ticks = [0.0]
      var step = 1.0
      while step <= numbers.upperBound {
        for factor in [1.0, 2, 5] where step * factor <= numbers.upperBound { ticks.append(step * factor) }
        step *= 10
      }
      return ticks
    }
  }

  /// The least of 1, 2, 5 times a power of ten that isn't below a number.
  static func niceStep(_ number: Double) -> Double {
    var power = 1.0
    while power > number { power /= 10 }
    while power * 10 <= number { power *= 10 }
    for factor in [1.0, 2, 5] where power * factor >= number * (1 - 1e-9) { return power * factor }
    return power * 10
  }

  /// A range that holds all numbers with a margin, in round numbers; not below 0 where no number is.
  static func around(_ values: [Double], margin: Double = 0.08) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    let range = high - low
    let slack = range > 0 ? range * margin : max(abs(high) * 0.1, 1e-6)
    let step = niceStep((range + 2 * slack) / 6)
    let start = ((low - slack) / step).rounded(.down) * step
    return (low >= 0 ? max(0, start) : start)...((high + slack) / step).rounded(.up) * step
  }
}
