// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Radio
import Scenarios

/// Turns the networks of a register, and the latecomers of a scenario, into requests.
struct RequestBuilder {
  let scenario: Scenario
  let register: Register
  private let values: [String: Int]

  init(scenario: Scenario, register: Register) {
    self.scenario = scenario
    self.register = register
    values = scenario.values?.table.numbers ?? [:]
  }

  func requests() throws -> [Request] {
    var result: [Request] = []
    let draw = SeededDraw(seed: scenario.bandAssignment.seed)
    for network in register.networks {
      guard case .geostationary(let longitude) = network.orbit else { continue }
      guard let request = filed(network, longitude: longitude, draw: draw) else { continue }
      result.append(request)
    }
    if result.isEmpty && scenario.latecomers == nil {
      throw BadInput([
        Fault(
          file: scenario.path, field: "register", problem: "has no geostationary network",
          remedy: "name a register with at least one, or add `latecomers`")
      ])
    }
    if let latecomers = scenario.latecomers {
      result += national(latecomers, draw: draw)
    }
    return result
  }

  private func filed(_ network: Network, longitude: Int, draw: SeededDraw) -> Request? {
    let identifier = network.identifier
    let assignment = scenario.bandAssignment
    let weights = network.procedure == .planned ? assignment.planned : assignment.nonPlanned
    let name = network.channels?.band ?? draw.entry(.band, identifier, of: weights)
    guard let name, let band = scenario.bands.firstIndex(where: { $0.identifier == name }) else { return nil }
    let drawn = draw.entry(.channels, identifier, of: assignment.channels).flatMap { Int($0) }
    let channels = network.channels?.count ?? drawn ?? 1
    return Request(
      identifier: identifier, kind: .filed, isPlanned: network.procedure == .planned,
      isNationalAllotment: network.isNationalAllotment, administration: network.administration,
      organisation: network.organisation,
      band: band, channels: channels, fixedFirstChannel: network.channels?.first,
      fixedPolarization: network.channels?.polarization.flatMap {
        scenario.bands[band].polarizations.firstIndex(of: $0)
      },
      longitudeMilliDegrees: longitude, received: network.firstReceived,
      isInUseToday: network.isInUse(on: register.snapshot), holding: holding(channels: channels, band: band),
      bandwidthKilohertz: channels * scenario.bands[band].channelBandwidthKilohertz, value: value(of: identifier))
  }

  private func national(_ latecomers: Scenario.Latecomers, draw: SeededDraw) -> [Request] {
    let last =
      register.networks.compactMap(\.firstReceived).max().map { max($0, register.snapshot) } ?? register.snapshot
    let points = Dictionary(grouping: register.territoryPoints, by: \.administration)
    let allotments = Dictionary(grouping: register.allotments, by: \.administration)
    return register.administrations.filter(\.isMemberState).compactMap { administration in
      let identifier = "NATIONAL-" + administration.symbol
      guard let name = draw.entry(.band, identifier, of: latecomers.bands),
        let band = scenario.bands.firstIndex(where: { $0.identifier == name })
      else { return nil }
      let longitude = nationalLongitude(
        of: administration, allotments: allotments[administration.symbol] ?? [],
        points: points[administration.symbol] ?? [], minimumElevation: latecomers.minimumElevationMilliDegrees)
      return Request(
        identifier: identifier, kind: .national, isPlanned: false, isNationalAllotment: false,
        administration: administration.symbol,
        organisation: nil, band: band,
        channels: latecomers.channels, fixedFirstChannel: nil, fixedPolarization: nil, longitudeMilliDegrees: longitude,
        received: last.next, isInUseToday: false, holding: holding(channels: latecomers.channels, band: band),
        bandwidthKilohertz: latecomers.channels * scenario.bands[band].channelBandwidthKilohertz,
        value: value(of: identifier))
    }
  }

  /// The allotment nearest to the administration's own longitude, else the middle of its visible arc, else that longitude.
  private func nationalLongitude(
    of administration: Administration, allotments: [Register.Allotment], points: [Register.TerritoryPoint],
    minimumElevation: Int
  ) -> Int {
    let own = administration.longitudeMilliDegrees
    let nearest = allotments.map(\.longitudeMilliDegrees).min { left, right in
      let one = (Circle.distance(left, own), -Circle.eastward(from: own - 180_000, to: left))
      let other = (Circle.distance(right, own), -Circle.eastward(from: own - 180_000, to: right))
      return one < other
    }
    if let nearest { return Circle.normalised(nearest) }
    let territory = points.map {
      GroundPoint(latitudeMilliDegrees: $0.latitudeMilliDegrees, longitudeMilliDegrees: $0.longitudeMilliDegrees)
    }
    if let arc = VisibleArc(points: territory, minimumElevationMilliDegrees: minimumElevation) {
      return Circle.normalised(arc.middleMilliDegrees)
    }
    return Circle.normalised(Int((Double(own) / 100).rounded()) * 100)
  }

  private func value(of identifier: String) -> Int {
    scenario.values.map { values[identifier] ?? $0.standard } ?? 1
  }

  private func holding(channels: Int, band: Int) -> Int {
    switch scenario.holdingUnit {
    case .channels: channels
    case .networks: 1
    case .megahertz: channels * scenario.bands[band].channelBandwidthKilohertz
    }
  }
}
