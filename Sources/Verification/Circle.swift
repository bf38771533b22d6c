// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Arithmetic on the geostationary circle, in whole thousandths of a degree.
enum Circle {
  /// The whole circle.
  static let circumference = 360_000

  /// How far east of `origin` a longitude lies, 0 to 359,999.
  static func eastward(from origin: Int, to longitude: Int) -> Int {
    let difference = (longitude % circumference - origin % circumference) % circumference
    return difference < 0 ? difference + circumference : difference
  }

  /// The shorter way between two longitudes.
  static func distance(_ one: Int, _ other: Int) -> Int {
    let east = eastward(from: one, to: other)
    return min(east, circumference - east)
  }

  /// The shorter way with its sign: east positive; exactly opposite counts as east.
  static func offset(from origin: Int, to longitude: Int) -> Int {
    let east = eastward(from: origin, to: longitude)
    return east * 2 > circumference ? east - circumference : east
  }

  /// The longitude as files write it: −180,000 < λ ≤ 180,000.
  static func normalised(_ longitude: Int) -> Int {
    offset(from: 0, to: longitude)
  }

  /// A longitude as decimal degrees without trailing zeros.
  static func text(_ longitude: Int) -> String {
    let magnitude = longitude.magnitude
    var digits = String(magnitude % 1000)
    digits = String(repeating: "0", count: 3 - digits.utf8.count) + digits
    while digits.last == "0" { digits.removeLast() }
    let whole = (longitude < 0 ? "-" : "") + String(magnitude / 1000)
    return digits.isEmpty ? whole : whole + "." + digits
  }

  /// Reads decimal degrees in their only spelling; nil for anything else.
  static func longitude(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    let isWest = bytes.first == UInt8(ascii: "-")
    var magnitude = 0
    var decimals: Int?
    for byte in bytes.dropFirst(isWest ? 1 : 0) {
      switch byte {
      case UInt8(ascii: "."):
        guard decimals == nil else { return nil }
        decimals = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard magnitude <= circumference else { return nil }
        magnitude = magnitude * 10 + Int(byte - UInt8(ascii: "0"))
        decimals = decimals.map { $0 + 1 }
      default: return nil
      }
    }
    guard (decimals ?? 0) <= 3 else { return nil }
    for _ in (decimals ?? 0)..<3 { magnitude *= 10 }
    let longitude = isWest ? -magnitude : magnitude
    return isSame(Self.text(longitude), text) ? longitude : nil
  }
}
