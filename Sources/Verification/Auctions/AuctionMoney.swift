// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Money in files, as whole minor units.
struct AuctionMoney: Sendable {
  /// How many decimals a minor unit stands for.
  var decimals: Int

  /// The most that may be counted.
  static let greatest = 1_000_000_000_000_000

  /// Reads a plain decimal number with at most so many decimals; nil for anything else.
  func minorUnits(_ text: String) -> Int? {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.count < 30 }) else { return nil }
    guard parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    while fraction.utf8.count > decimals, fraction.last == "0" { fraction.removeLast() }
    guard fraction.utf8.count <= decimals else { return nil }
    fraction += String(repeating: "0", count: decimals - fraction.utf8.count)
    guard let amount = Int(parts[0] + fraction), amount <= 4 * Self.greatest else { return nil }
    return isNegative ? -amount : amount
  }

  /// Writes minor units as the files do: no trailing zeros, no point without decimals.
  func text(_ amount: Int) -> String {
    var digits = String(amount.magnitude)
    while digits.utf8.count <= decimals { digits = "0" + digits }
    var whole = String(digits.dropLast(decimals))
    var fraction = String(digits.suffix(decimals))
    while fraction.last == "0" { fraction.removeLast() }
    if !fraction.isEmpty { whole += "." + fraction }
    return (amount < 0 ? "-" : "") + whole
  }
}
