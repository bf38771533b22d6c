// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reading and writing of decimal numbers with at most three decimals as whole thousandths.
///
/// Degrees and shares are compared as integers; a detour through binary fractions would make 0.1° inexact.
public enum Thousandths {
  /// Reads `-12.5` as −12,500; nil for anything that isn't such a number or doesn't fit.
  public static func parse(_ text: String) -> Int? {
    var digits = Substring(text)
    var sign = 1
    if digits.first == "-" || digits.first == "+" {
      sign = digits.first == "-" ? -1 : 1
      digits = digits.dropFirst()
    }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 12 else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty else { return nil }
    var trimmed = fraction
    while trimmed.last == "0" { trimmed = trimmed.dropLast() }
    guard trimmed.utf8.count <= 3, (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    guard let units = Int(whole), let part = Int(trimmed + String(repeating: "0", count: 3 - trimmed.utf8.count)) else {
      return nil
    }
    return sign * (units * 1000 + part)
  }

  /// Writes −12,500 as `-12.5`: no trailing zeros, no exponent.
  public static func text(_ thousandths: Int) -> String {
    let magnitude = thousandths.magnitude
    let whole = magnitude / 1000
    let part = magnitude % 1000
    var text = (thousandths < 0 ? "-" : "") + String(whole)
    if part > 0 {
      var digits = String(part)
      digits = String(repeating: "0", count: 3 - digits.utf8.count) + digits
      while digits.last == "0" { digits.removeLast() }
      text += "." + digits
    }
    return text
  }
}
