// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The arc of the geostationary orbit that all points of a territory see at a minimum elevation.
///
/// Each point sees an interval of at most 81.3° to either side of its own longitude, the nearest representation to the
/// longitude of the first point. The arc is the intersection, west and east included, and may run beyond ±180°:
/// `west` ≤ `east` always. A territory that reaches more than 180° from its first point is out of scope.
public struct VisibleArc: Hashable, Sendable {
  /// Western end in milli-degrees east, unwrapped: it may lie outside of −180 000…180 000.
  public let westMillidegrees: Int
  /// Eastern end in milli-degrees east, unwrapped, not less than the western end.
  public let eastMillidegrees: Int

  /// Makes an arc from its ends; `nil` when the eastern end is west of the western end.
  public init?(westMillidegrees: Int, eastMillidegrees: Int) {
    guard westMillidegrees <= eastMillidegrees else { return nil }
    self.westMillidegrees = westMillidegrees
    self.eastMillidegrees = eastMillidegrees
  }

  /// The arc that all points see at a minimum elevation.
  ///
  /// `nil` when there are no points, when one of them cannot see the orbit at that elevation, or when no position is seen
  /// by all.
  public init?(points: [GroundPoint], minimumElevationMillidegrees elevation: Int) {
    guard let reference = points.first.map({ Longitude.normalizedMillidegrees($0.longitudeMillidegrees) }) else {
      return nil
    }
    var (west, east) = (Int.min, Int.max)
    for point in points {
      guard
        let half = GeostationaryGeometry.visibleHalfArcMillidegrees(
          latitudeMillidegrees: point.latitudeMillidegrees, minimumElevationMillidegrees: elevation)
      else { return nil }
      let centre = Longitude.unwrappedMillidegrees(point.longitudeMillidegrees, around: reference)
      west = max(west, centre - half)
      east = min(east, centre + half)
    }
    self.init(westMillidegrees: west, eastMillidegrees: east)
  }

  /// Length of the arc.
  public var lengthMillidegrees: Int { eastMillidegrees - westMillidegrees }

  /// The middle of the arc rounded to the nearest 0.1° (halves away from zero), normalised to (−180°, 180°].
  public var middleMillidegrees: Int {
    // Twice the middle keeps half a milli-degree; normalised before rounding, so that the arc's representation is moot.
    var doubled = (westMillidegrees + eastMillidegrees) % (2 * Longitude.circleMillidegrees)
    if doubled > Longitude.circleMillidegrees { doubled -= 2 * Longitude.circleMillidegrees }
    if doubled <= -Longitude.circleMillidegrees { doubled += 2 * Longitude.circleMillidegrees }
    return Longitude.normalizedMillidegrees(Longitude.roundedMillidegrees(doubled, toMultipleOf: 200) / 2)
  }

  /// Whether a position lies on the arc, ends included, whatever the representation of its longitude.
  public func contains(longitudeMillidegrees longitude: Int) -> Bool {
    let eastward = Longitude.normalizedMillidegrees(longitude) - Longitude.normalizedMillidegrees(westMillidegrees)
    return (eastward < 0 ? eastward + Longitude.circleMillidegrees : eastward) <= lengthMillidegrees
  }
}
