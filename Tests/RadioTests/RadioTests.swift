// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import Radio

@Suite("Longitudes on the circle")
struct LongitudeTests {
  @Test(
    "Normal range is (−180°, 180°]",
    arguments: [
      (0, 0), (180_000, 180_000), (-180_000, 180_000), (180_001, -179_999), (-180_001, 179_999), (359_999, -1),
      (360_000, 0), (540_000, 180_000), (-540_000, 180_000), (725_000, 5000), (-725_000, -5000),
    ])
  func normalisation(longitude: Int, expected: Int) {
    #expect(Longitude.normalizedMilliDegrees(longitude) == expected)
  }

  @Test(
    "Distance is the shorter way round",
    arguments: [(179_900, -179_900, 200), (10_000, 350_000, 20_000), (0, 180_000, 180_000), (-90_000, 90_000, 180_000)])
  func distance(first: Int, second: Int, expected: Int) {
    #expect(Longitude.distanceMilliDegrees(first, second) == expected)
    #expect(Longitude.distanceMilliDegrees(second, first) == expected)
  }

  @Test("Unwrapping keeps neighbours near")
  func unwrapping() {
    #expect(Longitude.unwrappedMilliDegrees(-179_000, around: 178_000) == 181_000)
    #expect(Longitude.unwrappedMilliDegrees(179_000, around: -178_000) == -181_000)
    #expect(Longitude.unwrappedMilliDegrees(10_000, around: 20_000) == 10_000)
  }
}

@Suite("Geometry of the geostationary orbit")
struct GeostationaryGeometryTests {
  static func point(_ latitude: Int, _ longitude: Int = 0) -> GroundPoint {
    GroundPoint(latitudeMilliDegrees: latitude, longitudeMilliDegrees: longitude)
  }

  @Test("Elevation: reference number, zenith, and the far side")
  func elevation() {
    let elevation = GeostationaryGeometry.elevationMilliDegrees(
      from: Self.point(40_000), toLongitudeMilliDegrees: 30_000)
    #expect((elevation + 5) / 10 == 3439)
    #expect(
      GeostationaryGeometry.elevationMilliDegrees(from: Self.point(0, 5000), toLongitudeMilliDegrees: 5000) == 90_000)
    #expect(
      GeostationaryGeometry.elevationMilliDegrees(from: Self.point(0), toLongitudeMilliDegrees: 180_000) == -90_000)
  }

  @Test("Slant range at the sub-satellite point and on the far side")
  func slantRange() {
    #expect(
      GeostationaryGeometry.slantRangeMetres(from: Self.point(0), toLongitudeMilliDegrees: 0) == 35_786_063)
    #expect(
      GeostationaryGeometry.slantRangeMetres(from: Self.point(0), toLongitudeMilliDegrees: 180_000) == 48_542_337)
  }

  @Test(
    "Topocentric over geocentric separation at 2°",
    arguments: [(0, 0, 1178), (40, 0, 1124), (40, 30, 1101), (45, 60, 1040), (0, 70, 1031)])
  func separation(latitude: Int, longitude: Int, expectedThousandths: Int) {
    // The pair lies symmetrically about the longitude difference.
    let separation = GeostationaryGeometry.topocentricSeparationDegrees(
      Self.point(latitude * 1000), longitude * 1000 - 1000, longitude * 1000 + 1000)
    #expect(Int((separation / 2 * 1000).rounded()) == expectedThousandths)
    let whole = GeostationaryGeometry.topocentricSeparationMilliDegrees(
      from: Self.point(latitude * 1000), firstLongitudeMilliDegrees: longitude * 1000 - 1000,
      secondLongitudeMilliDegrees: longitude * 1000 + 1000)
    #expect(whole == Int((separation * 1000).rounded()))
  }

  @Test("Separation of a satellite from itself is nothing, and does not depend on the representation")
  func separationOfOne() {
    #expect(
      GeostationaryGeometry.topocentricSeparationMilliDegrees(
        from: Self.point(40_000), firstLongitudeMilliDegrees: -180_000, secondLongitudeMilliDegrees: 180_000) == 0)
  }

  @Test(
    "Visible half arc by latitude and minimum elevation",
    arguments: [
      (10, 0, 7143), (10, 20, 7019), (10, 40, 6544), (10, 55, 5628), (10, 60, 5044), (10, 70, 2141),
      (20, 0, 6183), (20, 20, 5984), (20, 40, 5195), (20, 55, 3460), (20, 60, 1922),
      (30, 0, 5247), (30, 20, 4959), (30, 40, 3733), (40, 0, 4335), (40, 20, 3929), (40, 40, 1832),
    ])
  func halfArc(elevation: Int, latitude: Int, expectedHundredths: Int) throws {
    for sign in [1, -1] {
      let half = try #require(
        GeostationaryGeometry.visibleHalfArcMilliDegrees(
          latitudeMilliDegrees: sign * latitude * 1000, minimumElevationMilliDegrees: elevation * 1000))
      #expect(abs(half - expectedHundredths * 10) <= 6)
      // The end of the arc is at the minimum elevation, and one step beyond it is below.
      let point = Self.point(sign * latitude * 1000, 100_000)
      let atEnd = GeostationaryGeometry.elevationMilliDegrees(from: point, toLongitudeMilliDegrees: 100_000 + half)
      let beyond = GeostationaryGeometry.elevationMilliDegrees(from: point, toLongitudeMilliDegrees: 100_010 + half)
      #expect(atEnd >= elevation * 1000 && beyond < elevation * 1000)
    }
  }

  @Test("No arc from high latitudes", arguments: [(20, 70), (30, 55), (30, 60), (40, 55), (0, 82), (10, 90)])
  func noArc(elevation: Int, latitude: Int) {
    #expect(
      GeostationaryGeometry.visibleHalfArcMilliDegrees(
        latitudeMilliDegrees: latitude * 1000, minimumElevationMilliDegrees: elevation * 1000) == nil)
  }
}

@Suite("Visible arc of a territory")
struct VisibleArcTests {
  static func points(_ pairs: [(Int, Int)]) -> [GroundPoint] {
    pairs.map { GroundPoint(latitudeMilliDegrees: $0.0, longitudeMilliDegrees: $0.1) }
  }

  @Test("One point sees a symmetric arc around itself")
  func onePoint() throws {
    let arc = try #require(VisibleArc(points: Self.points([(0, 15_040)]), minimumElevationMilliDegrees: 10_000))
    #expect(arc.middleMilliDegrees == 15_000)
    #expect(abs(arc.lengthMilliDegrees - 142_860) <= 12)
    #expect(arc.contains(longitudeMilliDegrees: 15_040 - 71_000) && !arc.contains(longitudeMilliDegrees: 90_000))
  }

  @Test("The intersection of two points, on either side of the antimeridian")
  func antimeridian() throws {
    let territory = Self.points([(-17_000, 177_000), (-16_000, -179_000), (-18_000, 179_900)])
    let arc = try #require(VisibleArc(points: territory, minimumElevationMilliDegrees: 10_000))
    #expect(arc.westMilliDegrees < 180_000 && arc.eastMilliDegrees > 180_000)
    #expect(arc.contains(longitudeMilliDegrees: 180_000) && arc.contains(longitudeMilliDegrees: -120_000))
    #expect(!arc.contains(longitudeMilliDegrees: 0))
    // The same place with another first point is the same arc up to whole turns.
    let turned = try #require(VisibleArc(points: territory.reversed(), minimumElevationMilliDegrees: 10_000))
    #expect(turned.lengthMilliDegrees == arc.lengthMilliDegrees)
    #expect(turned.middleMilliDegrees == arc.middleMilliDegrees)
    for longitude in stride(from: -180_000, to: 180_000, by: 500) {
      let isVisible = territory.allSatisfy {
        GeostationaryGeometry.elevationMilliDegrees(from: $0, toLongitudeMilliDegrees: longitude) >= 10_000
      }
      #expect(arc.contains(longitudeMilliDegrees: longitude) == isVisible)
      #expect(turned.contains(longitudeMilliDegrees: longitude) == isVisible)
    }
  }

  @Test("Nothing is seen: no points, a polar point, or two far apart")
  func empty() {
    #expect(VisibleArc(points: [], minimumElevationMilliDegrees: 10_000) == nil)
    #expect(VisibleArc(points: Self.points([(0, 0), (85_000, 0)]), minimumElevationMilliDegrees: 10_000) == nil)
    #expect(VisibleArc(points: Self.points([(0, -80_000), (0, 80_000)]), minimumElevationMilliDegrees: 10_000) == nil)
  }

  @Test(
    "The middle is rounded to a tenth of a degree and normalised",
    arguments: [
      (0, 100, 100), (0, 99, 0), (0, -1, 0), (-101, 0, -100), (179_000, 181_080, 180_000),
      (-181_000, -179_100, 180_000),
    ])
  func middle(west: Int, east: Int, expected: Int) {
    let arc = VisibleArc(westMilliDegrees: min(west, east), eastMilliDegrees: max(west, east))
    #expect(arc?.middleMilliDegrees == expected)
  }
}
