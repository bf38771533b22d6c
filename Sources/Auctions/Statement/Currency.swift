// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What money is counted in: whole minor units, so that nothing is rounded where amounts are compared.
public struct Currency: Hashable, Sendable {
  /// Its code, such as `BRL`; empty where a file names none.
  public var code: String
  /// How many decimals a minor unit stands for: 2 for cents.
  public var decimals: Int

  /// Makes a currency.
  ///
  /// - Parameter decimals: From 0 to `mostDecimals`.
  public init(code: String, decimals: Int) {
    self.code = code
    self.decimals = decimals
  }

  /// The greatest number of decimals.
  public static let mostDecimals = 6

  /// The greatest amount in minor units, of one bid and of all bids of an auction together: double precision holds every
  /// whole number up to 2⁵³, and a linear program needs some digits below the last.
  public static let greatestAmount = 1_000_000_000_000_000

  /// Minor units in one unit.
  public var minorUnits: Int { (0..<decimals).reduce(1) { power, _ in 10 * power } }

  /// Reads `12.5` as minor units; nil for anything that isn't a plain decimal number, has more decimals than the currency,
  /// or is beyond `greatestAmount`.
  public func parse(_ text: some StringProtocol) -> Int? {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 16 else { return nil }
    var fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty else { return nil }
    guard (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    while fraction.utf8.count > decimals, fraction.last == "0" { fraction = fraction.dropLast() }
    guard fraction.utf8.count <= decimals else { return nil }
    let padding = String(repeating: "0", count: decimals - fraction.utf8.count)
    guard let amount = Int(whole + fraction + padding), amount <= Self.greatestAmount else { return nil }
    return isNegative ? -amount : amount
  }

  /// Writes minor units as a decimal number without trailing zeros: `12.5`.
  public func text(_ amount: Int) -> String {
    let magnitude = amount.magnitude
    let unit = UInt(minorUnits)
    var text = (amount < 0 ? "-" : "") + String(magnitude / unit)
    let part = magnitude % unit
    if part > 0 {
      var digits = String(part)
      digits = String(repeating: "0", count: decimals - digits.utf8.count) + digits
      while digits.last == "0" { digits.removeLast() }
      text += "." + digits
    }
    return text
  }
}
