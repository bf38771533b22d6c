// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Arithmetic of longitudes in milli-degrees east on the circle.
public enum Longitude {
  /// The full circle in milli-degrees.
  public static let circleMilliDegrees = 360_000

  /// The same longitude in −179 999…180 000 milli-degrees; 180° is +180 000, never −180 000.
  public static func normalizedMilliDegrees(_ longitude: Int) -> Int {
    let remainder = longitude % circleMilliDegrees
    if remainder > circleMilliDegrees / 2 { return remainder - circleMilliDegrees }
    if remainder <= -circleMilliDegrees / 2 { return remainder + circleMilliDegrees }
    return remainder
  }

  /// The circular angular distance of two longitudes, 0…180 000 milli-degrees.
  public static func distanceMilliDegrees(_ first: Int, _ second: Int) -> Int {
    abs(normalizedMilliDegrees(normalizedMilliDegrees(first) - normalizedMilliDegrees(second)))
  }

  /// The representation of a longitude nearest to a reference, in (reference − 180 000, reference + 180 000].
  ///
  /// The result may lie outside of the normal range: on either side of the antimeridian, longitudes near each other get
  /// numbers near each other.
  public static func unwrappedMilliDegrees(_ longitude: Int, around reference: Int) -> Int {
    reference + normalizedMilliDegrees(normalizedMilliDegrees(longitude) - normalizedMilliDegrees(reference))
  }

  /// A longitude rounded to the nearest multiple of a step, halves away from zero.
  static func roundedMilliDegrees(_ longitude: Int, toMultipleOf step: Int) -> Int {
    let magnitude = (abs(longitude) + step / 2) / step * step
    return longitude < 0 ? -magnitude : magnitude
  }
}
