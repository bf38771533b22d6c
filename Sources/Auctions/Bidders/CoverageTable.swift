// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// Where a receiver on the ground sees a geostationary satellite at an elevation of 10° or more.
///
/// Half of the arc that is seen from latitude φ: acos(cos ψ / cos φ) with ψ = acos((R/r) cos 10°) − 10°, R = 6378.137 km,
/// r = 42,164.2 km (spherical Earth, no refraction). It is tabulated in whole thousandths of a degree for every five degrees,
/// rounded down, and a latitude between two entries takes the one farther from the equator: so no machine's arithmetic can
/// change who is covered, and nobody is called covered who isn't.
enum CoverageTable {
  /// The least elevation, in thousandths of a degree.
  static let elevationMilliDegrees = 10_000

  /// Half arcs in thousandths of a degree, for 0°, 5°, … 70° of latitude; none beyond.
  static let halfArcs = [
    71_432, 71_359, 71_135, 70_752, 70_192, 69_430, 68_427, 67_125, 65_438, 63_236, 60_305, 56_279, 50_443, 41_110,
    21_409,
  ]

  /// Whether a point sees a position.
  ///
  /// - Parameters:
  ///   - latitude: in thousandths of a degree, north or south.
  ///   - longitude: in thousandths of a degree east.
  ///   - position: in thousandths of a degree east.
  static func sees(latitude: Int, longitude: Int, position: Int) -> Bool {
    let entry = (abs(latitude) + 4_999) / 5_000
    guard entry < halfArcs.count else { return false }
    return Circle.distance(longitude, position) <= halfArcs[entry]
  }
}
