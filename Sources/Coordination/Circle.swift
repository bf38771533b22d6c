// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Arithmetic on the geostationary circle in thousandths of a degree.
public enum Circle {
  /// One turn.
  public static let circumference = 360_000

  /// The longitude within −180,000 < λ ≤ 180,000.
  public static func normalised(_ longitude: Int) -> Int {
    let east = ((longitude % circumference) + circumference) % circumference
    return east > 180_000 ? east - circumference : east
  }

  /// How far east of `start` a longitude lies, 0 to 359,999.
  public static func eastward(from start: Int, to longitude: Int) -> Int {
    (((longitude - start) % circumference) + circumference) % circumference
  }

  /// The shorter way between two longitudes.
  public static func distance(_ left: Int, _ right: Int) -> Int {
    let east = eastward(from: left, to: right)
    return min(east, circumference - east)
  }
}
