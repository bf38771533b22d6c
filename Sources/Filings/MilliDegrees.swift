// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Angles as integers: thousandths of a degree, written as decimal degrees in tables.
public enum MilliDegrees {
  /// Reads decimal degrees with at most three decimals, for example `-106.5`; nil for anything else.
  ///
  /// - Parameter text: the number, without blanks and without exponent.
  public static func parse(_ text: String) -> Int? {
    var magnitude = 0
    var digitsBefore = 0
    var decimals: Int?
    var isNegative = false
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x2D where position == 0: isNegative = true
      case 0x2E where decimals == nil && digitsBefore > 0: decimals = 0
      case 0x30...0x39:
        guard magnitude < 1_000_000_000 else { return nil }
        magnitude = magnitude * 10 + Int(byte - 0x30)
        if let count = decimals { decimals = count + 1 } else { digitsBefore += 1 }
      default: return nil
      }
    }
    guard digitsBefore > 0, decimals != 0, decimals ?? 0 <= 3 else { return nil }
    for _ in (decimals ?? 0)..<3 { magnitude *= 10 }
    return isNegative ? -magnitude : magnitude
  }

  /// Decimal degrees without trailing zeros, for example `-106.5` or `180`.
  ///
  /// - Parameter milliDegrees: thousandths of a degree.
  public static func text(_ milliDegrees: Int) -> String {
    let magnitude = abs(milliDegrees)
    var text = (milliDegrees < 0 ? "-" : "") + String(magnitude / 1000)
    let rest = magnitude % 1000
    guard rest != 0 else { return text }
    var decimals = String(1000 + rest).dropFirst()
    while decimals.hasSuffix("0") { decimals = decimals.dropLast() }
    text += "." + decimals
    return text
  }
}
