// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Radio

/// Whether a territory sees positions as well as it sees one that it asked for.
public struct TerritoryVisibility: Sendable {
  /// For each point of the territory that sees the filed position, the arc that it sees.
  private let arcs: [VisibleArc]

  /// Whether every point of the territory that sees the filed position sees this one too.
  public func sees(longitudeMilliDegrees longitude: Int) -> Bool {
    arcs.allSatisfy { $0.contains(longitudeMilliDegrees: longitude) }
  }

  /// Makes it from the points of a territory.
  ///
  /// Nil where no point sees the filed position at this elevation: then the territory isn't what it serves, or isn't known.
  init?(points: [Register.TerritoryPoint], filedMilliDegrees filed: Int, minimumElevationMilliDegrees elevation: Int) {
    arcs = points.compactMap { point in
      VisibleArc(
        points: [
          GroundPoint(
            latitudeMilliDegrees: point.latitudeMilliDegrees, longitudeMilliDegrees: point.longitudeMilliDegrees)
        ], minimumElevationMilliDegrees: elevation)
    }.filter { $0.contains(longitudeMilliDegrees: filed) }
    if arcs.isEmpty { return nil }
  }
}

extension CoordinationProblem {
  /// What the territory of a request's notifying administration sees; nil where nothing can be said of it.
  ///
  /// Elevations are those of ``EntitlementTable/minimumElevationMilliDegrees``.
  /// Time: proportional to the points of the register.
  public func visibility(of request: Int) -> TerritoryVisibility? {
    let symbol = requests[request].administration
    return TerritoryVisibility(
      points: register.territoryPoints.filter { $0.administration == symbol },
      filedMilliDegrees: requests[request].longitudeMilliDegrees,
      minimumElevationMilliDegrees: entitlements.minimumElevationMilliDegrees)
  }

  /// Indexes of the bands that requests of the same kind are made in: under a plan, outside the plans, or national.
  ///
  /// Where the scenario names none for a kind, those that it names for no other kind.
  public func bandsOpen(toKindOf request: Int) -> [Int] {
    let assignment = scenario.bandAssignment
    let lists = [assignment.nonPlanned, assignment.planned, scenario.latecomers?.bands ?? []].map { weights in
      Set(weights.filter { $0.weight > 0 }.map(\.name))
    }
    let asked = requests[request]
    let own = asked.kind == .national ? 2 : asked.isPlanned ? 1 : 0
    let others = lists.indices.filter { $0 != own }.reduce(into: Set<String>()) { $0.formUnion(lists[$1]) }
    return scenario.bands.indices.filter { band in
      let name = scenario.bands[band].identifier
      return lists[own].isEmpty ? !others.contains(name) : lists[own].contains(name)
    }
  }
}
