// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// Which part of the geostationary arc a territory sees.
enum VisibleArc {
  /// Equatorial radius of the Earth over the radius of the geostationary orbit.
  private static let radiusRatio = 6378.137 / 42164.2

  /// Half the arc that a place sees at an elevation or higher, in degrees; nil where it sees none.
  ///
  /// ψ is the angle at the Earth's centre between the place and the sub-satellite point; seen at elevation e,
  /// cos(ψ + e) = (R/r)·cos e, and on the equator's circle cos ψ = cos φ · cos Δλ.
  static func halfWidthDegrees(latitudeDegrees: Double, elevationDegrees: Double) -> Double? {
    let elevation = elevationDegrees * .pi / 180
    let centralAngle = acos(radiusRatio * cos(elevation)) - elevation
    let latitude = abs(latitudeDegrees) * .pi / 180
    guard latitude <= centralAngle else { return nil }
    return acos(min(1, cos(centralAngle) / cos(latitude))) * 180 / .pi
  }

  /// The middle of the arc that all of a territory's points see, rounded to tenths of a degree; nil without an arc.
  ///
  /// No single arc is wider than half the circle, so their intersection is one piece.
  static func middleMilliDegrees(of points: [Register.TerritoryPoint], minimumElevationMilliDegrees: Int) -> Int? {
    guard let first = points.first else { return nil }
    var west = -Double.infinity
    var east = Double.infinity
    for point in points {
      guard
        let half = halfWidthDegrees(
          latitudeDegrees: Double(point.latitudeMilliDegrees) / 1000,
          elevationDegrees: Double(minimumElevationMilliDegrees) / 1000)
      else { return nil }
      let centre = Double(Circle.offset(from: first.longitudeMilliDegrees, to: point.longitudeMilliDegrees))
      west = max(west, centre - half * 1000)
      east = min(east, centre + half * 1000)
    }
    guard west <= east else { return nil }
    let middle = Double(Circle.normalised(first.longitudeMilliDegrees)) + (west + east) / 2
    return roundedToTenths(middle)
  }

  /// The width of the widest arc from which the greatest number of a territory's points is seen; nil without any.
  ///
  /// Each point's arc is taken in whole thousandths of a degree, its half rounded down. Every stretch between two ends of
  /// arcs is asked how many see it; stretches side by side with the same number are one.
  static func widestMilliDegrees(of points: [Register.TerritoryPoint], minimumElevationMilliDegrees: Int) -> Int? {
    let arcs = points.compactMap { point -> (west: Int, width: Int)? in
      let half = halfWidthDegrees(
        latitudeDegrees: Double(point.latitudeMilliDegrees) / 1000,
        elevationDegrees: Double(minimumElevationMilliDegrees) / 1000)
      guard let half, half * 1000 >= 1 else { return nil }
      let whole = Int((half * 1000).rounded(.down))
      return (Circle.eastward(from: 0, to: point.longitudeMilliDegrees - whole), 2 * whole)
    }
    let ends = Set(arcs.flatMap { [$0.west, ($0.west + $0.width) % Circle.circumference] }).sorted()
    guard let first = ends.first else { return nil }
    let stretches = ends.indices.map { index in
      let next = index + 1 < ends.count ? ends[index + 1] : first + Circle.circumference
      let seen = arcs.count { Circle.eastward(from: $0.west, to: ends[index]) < $0.width }
      return (width: next - ends[index], seen: seen)
    }
    let most = stretches.map(\.seen).max() ?? 0
    // Begin after a stretch that fewer see, so that no arc is cut in two.
    guard let start = stretches.firstIndex(where: { $0.seen < most }) else { return Circle.circumference }
    var widest = 0
    var running = 0
    for offset in stretches.indices {
      let stretch = stretches[(start + offset) % stretches.count]
      running = stretch.seen == most ? running + stretch.width : 0
      widest = max(widest, running)
    }
    return widest
  }

  /// Rounds thousandths of a degree to tenths of a degree, halves away from zero, and normalises.
  static func roundedToTenths(_ milliDegrees: Double) -> Int {
    // What is a half but for the last bits of the arithmetic is a half.
    let steady = (milliDegrees * 1e4).rounded() / 1e4
    return Circle.normalised(Int((steady / 100).rounded(.toNearestOrAwayFromZero)) * 100)
  }
}
