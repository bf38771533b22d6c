// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

extension OrbitalValueModel.Operator {
  /// What a register says of an administration: the points of its territory, or else the point of the administration
  /// itself, and where it has geostationary networks in use.
  ///
  /// - Parameters:
  ///   - administration: its symbol.
  ///   - day: networks in use on this day count.
  ///   - launch: when it can launch; nil to draw it.
  /// - Returns: nil where the register doesn't have the administration.
  public init?(administration: String, in register: Register, on day: CalendarDate, launch: CalendarDate? = nil) {
    guard let entry = register.administrations.first(where: { $0.symbol == administration }) else { return nil }
    var points = register.territoryPoints.filter { $0.administration == administration }.map {
      OrbitalValueModel.ServicePoint(
        latitudeMilliDegrees: $0.latitudeMilliDegrees, longitudeMilliDegrees: $0.longitudeMilliDegrees)
    }
    if points.isEmpty {
      points = [
        OrbitalValueModel.ServicePoint(
          latitudeMilliDegrees: entry.latitudeMilliDegrees, longitudeMilliDegrees: entry.longitudeMilliDegrees)
      ]
    }
    let positions = register.networks.compactMap { network -> Int? in
      guard network.administration == administration, network.isInUse(on: day),
        case .geostationary(let longitude) = network.orbit
      else { return nil }
      return longitude
    }
    self.init(points: points, positionsInUse: Set(positions).sorted(), launch: launch)
  }
}
