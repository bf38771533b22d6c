// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The arc of the geostationary orbit that all points of a territory see at a minimum elevation.
///
/// Each point sees an interval of at most 81.3° to either side of its own longitude, the nearest representation to the
/// longitude of the first point. The arc is the intersection, west and east included, and may run beyond ±180°:
/// `west` ≤ `east` always. A territory that reaches more than 180° from its first point is out of scope.
public struct VisibleArc: Hashable, Sendable {
  /// Western end in milli-degrees east, unwrapped: it may lie outside of −180 000…180 000.
  public let westMilliDegrees: Int
  /// Eastern end in milli-degrees east, unwrapped, not less than the western end.
  public let eastMilliDegrees: Int

  /// Makes an arc from its ends; `nil` when the eastern end is west of the western end.
  public init?(westMilliDegrees: Int, eastMilliDegrees: Int) {
    guard westMilliDegrees <= eastMilliDegrees else { return nil }
    self.westMilliDegrees = westMilliDegrees
    self.eastMilliDegrees = eastMilliDegrees
  }

  /// The arc that all points see at a minimum elevation.
  ///
  /// `nil` when there are no points, when one of them cannot see the orbit at that elevation, or when no position is seen
  /// by all.
  public init?(points: [GroundPoint], minimumElevationMilliDegrees elevation: Int) {
    guard let reference = points.first.map({ Longitude.normalizedMilliDegrees($0.longitudeMilliDegrees) }) else {
      return nil
    }
    var (west, east) = (Int.min, Int.max)
    for point in points {
      guard
        let half = GeostationaryGeometry.visibleHalfArcMilliDegrees(
          latitudeMilliDegrees: point.latitudeMilliDegrees, minimumElevationMilliDegrees: elevation)
      else { return nil }
      let centre = Longitude.unwrappedMilliDegrees(point.longitudeMilliDegrees, around: reference)
      west = max(west, centre - half)
      east = min(east, centre + half)
    }
    self.init(westMilliDegrees: west, eastMilliDegrees: east)
  }

  /// Length of the arc.
  public var lengthMilliDegrees: Int { eastMilliDegrees - westMilliDegrees }

  /// The middle of the arc rounded to the nearest 0.1° (halves away from zero), normalised to (−180°, 180°].
  public var middleMilliDegrees: Int {
    // Twice the middle keeps half a milli-degree; normalised before rounding, so that the arc's representation is moot.
    var doubled = (westMilliDegrees + eastMilliDegrees) % (2 * Longitude.circleMilliDegrees)
    if doubled > Longitude.circleMilliDegrees { doubled -= 2 * Longitude.circleMilliDegrees }
    if doubled <= -Longitude.circleMilliDegrees { doubled += 2 * Longitude.circleMilliDegrees }
    return Longitude.normalizedMilliDegrees(Longitude.roundedMilliDegrees(doubled, toMultipleOf: 200) / 2)
  }

  /// Whether a position lies on the arc, ends included, whatever the representation of its longitude.
  public func contains(longitudeMilliDegrees longitude: Int) -> Bool {
    let eastward = Longitude.normalizedMilliDegrees(longitude) - Longitude.normalizedMilliDegrees(westMilliDegrees)
    return (eastward < 0 ? eastward + Longitude.circleMilliDegrees : eastward) <= lengthMilliDegrees
  }
}
