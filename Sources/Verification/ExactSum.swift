// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum of products that notices when it leaves the range of 128 bits instead of ending the process.
struct ExactSum: Sendable {
  private(set) var value: Int128 = 0
  private(set) var isExact = true

  mutating func add(_ term: Int128) {
    let (sum, overflow) = value.addingReportingOverflow(term)
    value = sum
    if overflow { isExact = false }
  }

  mutating func add(_ factor: Int, times other: Int) {
    // Two 64-bit factors always fit.
    add(Int128(factor) * Int128(other))
  }

  mutating func subtract(_ factor: Int, times other: Int) {
    add(-(Int128(factor) * Int128(other)))
  }

  mutating func add(_ other: ExactSum) {
    add(other.value)
    if !other.isExact { isExact = false }
  }

  /// Takes over from another sum that it has left the range.
  mutating func note(_ other: ExactSum) {
    if !other.isExact { isExact = false }
  }

  /// The sum divided by a positive number and rounded down; nil where the sum isn't exact.
  func dividedDown(by divisor: Int) -> Int128? {
    guard isExact, divisor > 0 else { return nil }
    let quotient = value / Int128(divisor)
    return value % Int128(divisor) < 0 ? quotient - 1 : quotient
  }
}

/// Multipliers of windows around the circle, summed so that the total over any place is found by two searches.
struct WindowSums {
  private var starts: [Int] = []
  private var totals: [ExactSum] = [ExactSum()]
  private let width: Int

  /// Windows that cover [start, start + width).
  init(_ windows: [(from: Int, multiplier: Int)], width: Int) {
    self.width = width
    for window in windows.map({ (Circle.eastward(from: 0, to: $0.from), $0.multiplier) }).sorted(by: { $0.0 < $1.0 }) {
      starts.append(window.0)
      var total = totals[totals.count - 1]
      total.add(Int128(window.1))
      totals.append(total)
    }
  }

  /// The multipliers of all windows that cover a position.
  func covering(_ position: Int) -> ExactSum {
    // A window covers the position when it starts within its width to the west, the position itself included.
    let end = Circle.eastward(from: 0, to: position) + 1
    let begin = end - width
    var sum = between(max(0, begin), end)
    if begin < 0 { sum.add(between(begin + Circle.circumference, Circle.circumference)) }
    return sum
  }

  private func between(_ from: Int, _ to: Int) -> ExactSum {
    var sum = totals[firstIndex(from: to)]
    sum.add(-totals[firstIndex(from: from)].value)
    return sum
  }

  private func firstIndex(from place: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
