// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Reporting
import Scenarios

/// Says what the numbers of a welfare claim mean.
enum WelfareWords {
  static func record(_ statement: WelfareStatement) -> ResultsDocument.Policy.Welfare {
    let hasProduct = statement.alphaHalves == 2 && statement.isEqual && !statement.holdings.isEmpty
    return .init(
      unit: unit(statement), productOfHoldings: hasProduct ? product(statement.holdings) : nil,
      holders: hasProduct ? statement.holdings.count : nil, excess: statement.excess.map { threeDigitsUpwards($0) },
      formulaExcess: statement.formulaExcess)
  }

  private static func unit(_ statement: WelfareStatement) -> String {
    let alpha = Thousandths.text(statement.alphaHalves * 500)
    let part = statement.unitsPerOne == 100_000_000_000_000 ? "10⁻¹⁴" : "1 ÷ \(statement.unitsPerOne)"
    let steps = statement.step > 1 ? " in steps of \(statement.step)" : ""
    var text: String
    switch statement.alphaHalves {
    case 0: return statement.step > 1 ? "one step of holding, \(statement.step)" : "one unit of holding"
    case 2 where statement.isEqual: text = "\(part) of the natural logarithm of a holding\(steps)"
    case 2 where statement.countsSharesOfTheGreatest:
      text = "\(part) of the natural logarithm of a holding\(steps), times its entitlement ÷ the greatest"
    case 2: text = "\(part) of the natural logarithm of a holding\(steps), times its entitlement"
    default:
      text = "\(part) of x^(1−α) ÷ (1−α), α = \(alpha), x being a holding\(steps)"
      if !statement.isEqual { text += ", times (entitlement ÷ the greatest)^α" }
    }
    if statement.raise > 0 {
      text += "; \(statement.raise) more for each holder, so that the first step counts no less than the second"
    }
    return text
  }

  /// The exact product of whole numbers, in decimal digits.
  ///
  /// - Complexity: O(n · d) for n factors and d digits of the product.
  static func product(_ factors: [Int]) -> String {
    // Digits to base 10⁹, lowest first: a digit times a factor below 10⁹ fits.
    var digits = [1]
    for factor in factors {
      var carry = 0
      for index in digits.indices {
        let value = Int128(digits[index]) * Int128(factor) + Int128(carry)
        digits[index] = Int(value % 1_000_000_000)
        carry = Int(value / 1_000_000_000)
      }
      while carry > 0 {
        digits.append(carry % 1_000_000_000)
        carry /= 1_000_000_000
      }
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return digits.reversed().enumerated().map { index, digit in
      let text = String(digit)
      return index == 0 ? text : String(repeating: "0", count: 9 - text.count) + text
    }.joined()
  }

  /// A number above 0 to three digits, rounded upwards: `5.13e-7`.
  static func threeDigitsUpwards(_ number: Double) -> String {
    guard number > 0, number.isFinite else { return "0" }
    var exponent = 0
    var scaled = number
    while scaled >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 1 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    var hundredths = Int((scaled * 100).rounded(.up))
    if hundredths >= 1_000 { (hundredths, exponent) = (100, exponent + 1) }
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)e\(exponent)"
  }
}
