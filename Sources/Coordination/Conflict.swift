// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Why two options may not both be granted.
public enum Conflict: Hashable, Sendable {
  /// The same channels and polarization of one holder at one position.
  case channelsCollide
  /// Overlapping channels closer than the required separation (both in thousandths of a degree).
  case tooClose(distanceMilliDegrees: Int, requiredMilliDegrees: Int)
}

extension CoordinationProblem {
  /// The separation required between the networks of two requests in one band, in thousandths of a degree.
  public func requiredSeparation(_ left: Int, _ right: Int) -> Int {
    let band = requests[left].band
    let standard = scenario.bands[band].requiredSeparationMilliDegrees
    guard !agreements[band].isEmpty else { return standard }
    return agreements[band][AgreementPair(notifying[left], notifying[right])] ?? standard
  }

  /// The conflict between two options of different requests, if there is one.
  ///
  /// Options of different bands never conflict. Two networks of one holder at one position conflict only where both
  /// channels and polarization collide; any others conflict where channels overlap, whatever the polarization, and the
  /// positions are closer than required.
  public func conflict(_ left: Option, _ right: Option) -> Conflict? {
    let one = requests[left.request]
    let other = requests[right.request]
    guard one.band == other.band else { return nil }
    let overlap =
      left.firstChannel < right.firstChannel + other.channels && right.firstChannel < left.firstChannel + one.channels
    guard overlap else { return nil }
    let distance = Circle.distance(left.longitudeMilliDegrees, right.longitudeMilliDegrees)
    if distance == 0, one.hasSameHolder(as: other) {
      return left.polarization == right.polarization ? .channelsCollide : nil
    }
    let required = requiredSeparation(left.request, right.request)
    return distance < required ? .tooClose(distanceMilliDegrees: distance, requiredMilliDegrees: required) : nil
  }
}
