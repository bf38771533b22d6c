// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Radio

/// Widths of the arcs that territories see, against half arcs computed elsewhere and a count position by position.
@Suite struct TerritoryWidthTests {
  private func width(_ points: [(Int, Int)], elevation: Int = 10_000) -> Int? {
    VisibleArc.territoryWidthMilliDegrees(
      points: points.map { GroundPoint(latitudeMilliDegrees: $0.0, longitudeMilliDegrees: $0.1) },
      minimumElevationMilliDegrees: elevation)
  }

  /// Twice the half arcs of 71.43°, 65.44°, 50.44° and 21.41° at 10°, and of 37.33° at 30°.
  @Test(arguments: [
    (0, 10_000, 142_860), (40, 10_000, 130_880), (60, 10_000, 100_880), (70, 10_000, 42_820), (40, 30_000, 74_660),
  ])
  func onePointSeesTwiceItsHalfArc(latitude: Int, elevation: Int, expected: Int) throws {
    for longitude in [0, -30_000, 179_999, 180_000] {
      let seen = try #require(width([(latitude * 1000, longitude)], elevation: elevation))
      #expect(abs(seen - expected) <= 10)
    }
  }

  @Test func aCommonArcIsThatOfTheIntersection() throws {
    let points = [(0, 170_000), (20_000, -175_000), (-40_000, -170_000)]
    let arc = try #require(
      VisibleArc(
        points: points.map { GroundPoint(latitudeMilliDegrees: $0.0, longitudeMilliDegrees: $0.1) },
        minimumElevationMilliDegrees: 10_000))
    #expect(width(points) == arc.lengthMilliDegrees)
  }

  /// Too far apart for a common position: two see together what the third doesn't.
  @Test func withoutACommonArcMostPointsCount() throws {
    let two = try #require(width([(0, 0), (0, 20_000)]))
    #expect(width([(0, 0), (0, 20_000), (0, 180_000)]) == two)
    let one = try #require(width([(0, 0)]))
    #expect(width([(0, 0), (0, 160_000)]) == one)
  }

  @Test func pointsThatSeeNothing() throws {
    #expect(width([]) == nil)
    #expect(width([(85_000, 0)]) == nil)
    #expect(width([(85_000, 0), (0, 0)]) == width([(0, 0)]))
  }

  /// Random territories against a count at every hundredth of a degree.
  @Test func sameAsCountingPositionByPosition() throws {
    var state: UInt64 = 5
    func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<30 {
      let points = (0..<(1 + next(below: 5))).map { _ in (next(below: 75) * 1000, next(below: 360) * 1000 - 180_000) }
      let arcs = points.map { point in
        (
          centre: point.1,
          half: GeostationaryGeometry.visibleHalfArcMilliDegrees(
            latitudeMilliDegrees: point.0, minimumElevationMilliDegrees: 10_000) ?? -1
        )
      }
      let counts = (0..<36_000).map { place in
        arcs.count { Longitude.distanceMilliDegrees(place * 10 + 5, $0.centre) < $0.half }
      }
      let most = counts.max() ?? 0
      var (run, longest) = (0, 0)
      for place in 0..<72_000 {
        run = counts[place % 36_000] == most ? run + 1 : 0
        longest = max(longest, min(run, 36_000))
      }
      // Arcs of a few thousandths of a degree fall between the places that are counted.
      let width = width(points)
      if most == 0 { #expect(width ?? 0 <= 20) } else { #expect(abs((width ?? 0) - longest * 10) <= 20, "\(points)") }
    }
  }
}
