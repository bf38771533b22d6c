// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension SplitMix64 {
  /// A number of a range, all equally likely.
  package mutating func number(in range: ClosedRange<Int>) -> Int { range.lowerBound + next(below: range.count) }

  /// Whether something of a probability happens.
  ///
  /// - Parameter thousandths: the probability, from 0 to 1,000.
  package mutating func happens(thousandths: Int) -> Bool { next(below: 1_000) < thousandths }

  /// An index, as likely as its weight says; nil where no weight is above 0.
  package mutating func index(weights: [Int]) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var ticket = next(below: total)
    for (index, weight) in weights.enumerated() {
      if ticket < weight { return index }
      ticket -= weight
    }
    return nil
  }

  /// Some of the numbers below a bound, ascending, all sets equally likely (Floyd; Bentley, Floyd 1987,
  /// doi:10.1145/30401.315746).
  package mutating func sample(_ count: Int, below bound: Int) -> [Int] {
    var chosen: Set<Int> = []
    for last in max(0, bound - count)..<max(0, bound) {
      let candidate = next(below: last + 1)
      if !chosen.insert(candidate).inserted { chosen.insert(last) }
    }
    return chosen.sorted()
  }

  /// A draw near a mean: the sum of twelve even draws, whose variance is that of the normal distribution wanted.
  package mutating func normal(mean: Int, deviation: Int) -> Int {
    let sum = (0..<12).reduce(0) { total, _ in total + next(below: 1_000_001) }
    return mean + (sum - 6_000_000) * deviation / 1_000_000
  }

  /// Puts the elements into a random order (Fisher–Yates).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.dropFirst().reversed() {
      elements.swapAt(index, next(below: index + 1))
    }
  }
}
