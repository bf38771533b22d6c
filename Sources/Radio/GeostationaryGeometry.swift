// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// A point on the ground in milli-degrees.
public struct GroundPoint: Hashable, Sendable {
  /// Latitude in milli-degrees north, −90 000…90 000.
  public var latitudeMilliDegrees: Int
  /// Longitude in milli-degrees east.
  public var longitudeMilliDegrees: Int

  /// Makes a point.
  public init(latitudeMilliDegrees: Int, longitudeMilliDegrees: Int) {
    self.latitudeMilliDegrees = latitudeMilliDegrees
    self.longitudeMilliDegrees = longitudeMilliDegrees
  }
}

/// Geometry between points of a spherical Earth and the geostationary orbit.
///
/// With ψ the angle at the centre of the Earth between a point and the sub-satellite point, cos ψ = cos φ · cos Δλ. All
/// formulas are plane and spherical trigonometry on two radii; refraction and the flattening of the Earth are left out.
public enum GeostationaryGeometry {
  /// Equatorial radius of the Earth, R (WGS 84).
  public static let earthRadiusKilometres = 6378.137
  /// Radius of the geostationary orbit, r.
  public static let orbitRadiusKilometres = 42164.2

  /// Elevation of a satellite over the horizon: atan2(cos ψ − R/r, sin ψ); negative below the horizon.
  public static func elevationMilliDegrees(from point: GroundPoint, toLongitudeMilliDegrees longitude: Int) -> Int {
    let cosine = cosineOfCentralAngle(point, longitude)
    let sine = max(0, 1 - cosine * cosine).squareRoot()
    return rounded(degrees(atan2(cosine - earthRadiusKilometres / orbitRadiusKilometres, sine)) * 1000)
  }

  /// Distance of a satellite: √(R² + r² − 2Rr cos ψ).
  public static func slantRangeMetres(from point: GroundPoint, toLongitudeMilliDegrees longitude: Int) -> Int {
    rounded(slantRangeKilometres(point, longitude) * 1000)
  }

  /// Angle between two satellites as seen from a point, θ_t.
  ///
  /// cos θ_t = (d₁² + d₂² − (2r sin(θ_g/2))²)/(2d₁d₂) with θ_g their separation at the centre of the Earth, computed by
  /// half angles, which keeps small separations exact: sin²(θ_t/2) = (chord² − (d₁ − d₂)²)/(4d₁d₂).
  public static func topocentricSeparationMilliDegrees(
    from point: GroundPoint, firstLongitudeMilliDegrees first: Int, secondLongitudeMilliDegrees second: Int
  ) -> Int {
    rounded(topocentricSeparationDegrees(point, first, second) * 1000)
  }

  /// Half of the arc that a latitude sees at a minimum elevation e: acos(cos ψ_max/cos φ), ψ_max = acos((R/r)cos e) − e.
  ///
  /// Rounded down, so that all of it is visible; `nil` where the orbit is not seen at that elevation at all, or for a
  /// latitude or an elevation outside of −90°…90° and 0°…90°.
  public static func visibleHalfArcMilliDegrees(
    latitudeMilliDegrees latitude: Int, minimumElevationMilliDegrees elevation: Int
  ) -> Int? {
    guard (-90_000...90_000).contains(latitude), (0...90_000).contains(elevation) else { return nil }
    let elevationRadians = radians(elevation)
    let greatest = acos(earthRadiusKilometres / orbitRadiusKilometres * cos(elevationRadians)) - elevationRadians
    guard abs(radians(latitude)) <= greatest else { return nil }
    let cosine = cos(greatest) / cos(radians(latitude))
    return Int((degrees(acos(min(1, cosine))) * 1000).rounded(.down))
  }

  /// Angle between two satellites as seen from a point, in degrees.
  static func topocentricSeparationDegrees(_ point: GroundPoint, _ first: Int, _ second: Int) -> Double {
    let (near, far) = (slantRangeKilometres(point, first), slantRangeKilometres(point, second))
    let half = radians(Longitude.distanceMilliDegrees(first, second)) / 2
    let chord = 2 * orbitRadiusKilometres * sin(half)
    let squared = max(0, chord * chord - (near - far) * (near - far)) / (4 * near * far)
    return degrees(2 * asin(min(1, squared.squareRoot())))
  }

  /// Distance of a satellite in kilometres.
  static func slantRangeKilometres(_ point: GroundPoint, _ longitude: Int) -> Double {
    let (earth, orbit) = (earthRadiusKilometres, orbitRadiusKilometres)
    return (earth * earth + orbit * orbit - 2 * earth * orbit * cosineOfCentralAngle(point, longitude)).squareRoot()
  }

  /// cos ψ = cos φ · cos Δλ.
  private static func cosineOfCentralAngle(_ point: GroundPoint, _ longitude: Int) -> Double {
    cos(radians(point.latitudeMilliDegrees))
      * cos(radians(Longitude.distanceMilliDegrees(point.longitudeMilliDegrees, longitude)))
  }

  private static func radians(_ milliDegrees: Int) -> Double { Double(milliDegrees) * Double.pi / 180_000 }
  private static func degrees(_ radians: Double) -> Double { radians * 180 / Double.pi }
  private static func rounded(_ number: Double) -> Int { Int(number.rounded()) }
}
