// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What keeps a lottery or a sequence from being worked out.
enum LotteryFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// A list of the wrong length.
  case wrongCount(place: String, expected: Int, actual: Int)
  /// A number that isn't allowed where it stands.
  case notAllowed(place: String, value: String, allowed: String)
  /// A fraction that doesn't fit into 128 bits.
  case overflow(place: String)
  /// A linear program without a proved optimum.
  case undecided(reason: String)
  /// An oracle that returned less than a known committee attains.
  case oracleNotExact(known: Int, returned: Int)

  /// Place, problem and remedy in one line.
  var description: String {
    switch self {
    case .wrongCount(let place, let expected, let actual):
      "\(place): \(actual) entries where \(expected) are needed; give exactly \(expected)"
    case .notAllowed(let place, let value, let allowed):
      "\(place): \(value) isn't allowed; give \(allowed)"
    case .overflow(let place):
      "\(place): the exact fraction doesn't fit into 128 bits; take fewer agents, or speeds with small common multiples"
    case .undecided(let reason):
      "lottery: a linear program ended without an optimum (\(reason)); raise the limits of the solver"
    case .oracleNotExact(let known, let returned):
      "lottery: a committee of weight \(known) is known, but the best was said to have \(returned); "
        + "solve for the best committee to its optimum"
    }
  }

  /// Checks that a list has the length it must have.
  static func require(_ actual: Int, _ expected: Int, at place: String) throws(LotteryFault) {
    if actual != expected { throw .wrongCount(place: place, expected: expected, actual: actual) }
  }

  /// Checks that every number of a list lies in a range.
  static func require(
    _ numbers: [Int], in range: ClosedRange<Int>, at place: String
  ) throws(LotteryFault) {
    for (index, number) in numbers.enumerated() where !range.contains(number) {
      throw .notAllowed(
        place: "\(place)[\(index)]", value: "\(number)",
        allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
