// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Whole numbers with commas between thousands, without a locale.
enum Grouped {
  static func text(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }
}
