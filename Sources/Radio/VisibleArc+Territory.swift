// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension VisibleArc {
  /// The width of the widest arc from which the greatest number of a territory's points is seen, in milli-degrees.
  ///
  /// Where some arc is seen by all points it is that arc. A territory without one must be served from several positions, or
  /// reaches beyond the latitudes that see the orbit at all. Counting it as 0 would entitle it to nothing; counting all that
  /// any of its points sees would entitle it to more than a territory that every position serves whole. Single positions
  /// without width don't count.
  ///
  /// - Parameters:
  ///   - points: points of the territory.
  ///   - elevation: smallest elevation in milli-degrees.
  /// - Returns: nil where no point sees the orbit at that elevation.
  /// - Complexity: O(n log n) in the number of points.
  public static func territoryWidthMilliDegrees(
    points: [GroundPoint], minimumElevationMilliDegrees elevation: Int
  ) -> Int? {
    let circle = Longitude.circleMilliDegrees
    var changes: [Int: Int] = [:]
    var seen = 0
    for point in points {
      guard
        let half = GeostationaryGeometry.visibleHalfArcMilliDegrees(
          latitudeMilliDegrees: point.latitudeMilliDegrees, minimumElevationMilliDegrees: elevation), half > 0
      else { continue }
      let west = Self.east(of: point.longitudeMilliDegrees - half)
      let east = Self.east(of: point.longitudeMilliDegrees + half)
      changes[west, default: 0] += 1
      changes[east, default: 0] -= 1
      if west > east { seen += 1 }
    }
    // Where one point's arc ends and another's begins, the number that see stays the same: no bound of an arc.
    let bounds = changes.filter { $0.value != 0 }.keys.sorted()
    guard let first = bounds.first else { return seen > 0 ? circle : nil }
    var most = (points: 0, width: 0)
    for (index, bound) in bounds.enumerated() {
      seen += changes[bound] ?? 0
      let next = index + 1 < bounds.count ? bounds[index + 1] : first + circle
      if seen > 0, (seen, next - bound) > most { most = (seen, next - bound) }
    }
    return most.points > 0 ? most.width : nil
  }

  /// A longitude as milli-degrees east of 0°, 0…359 999.
  private static func east(of longitude: Int) -> Int {
    let normalized = Longitude.normalizedMilliDegrees(longitude)
    return normalized < 0 ? normalized + Longitude.circleMilliDegrees : normalized
  }
}
