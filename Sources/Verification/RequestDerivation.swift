// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// Derives the requests of a scenario from its register.
struct RequestDerivation {
  let scenario: Scenario
  let register: Register
  /// The bands; polarizations that only networks state are added at their end.
  var bands: [BandRules]
  private(set) var requests: [Request] = []
  private let values: [String: Int]

  init(scenario: Scenario, register: Register, bands: [BandRules]) {
    self.scenario = scenario
    self.register = register
    self.bands = bands
    values = Dictionary(scenario.values?.table.rows.map { ($0.key, $0.number) } ?? []) { first, _ in first }
  }

  /// Whether a day lies less than seven years before the snapshot.
  private func isInTime(_ received: CalendarDate) -> Bool {
    let today = register.snapshot
    let years = today.year - received.year - 7
    return years < 0 || (years == 0 && (today.month, today.day) < (received.month, received.day))
  }

  mutating func deriveAll() {
    for network in register.networks { addRequest(of: network) }
    guard let latecomers = scenario.latecomers else { return }
    let allotments = Dictionary(grouping: register.allotments, by: \.administration)
    let points = Dictionary(grouping: register.territoryPoints, by: \.administration)
    let lastDay = register.networks.compactMap { $0.firstReceived?.dayNumber }.max() ?? register.snapshot.dayNumber
    let day = max(lastDay, register.snapshot.dayNumber) + 1
    for administration in register.administrations where administration.isMemberState {
      addRequest(
        of: administration, latecomers: latecomers, day: day, allotments: allotments[administration.symbol] ?? [],
        points: points[administration.symbol] ?? [])
    }
  }

  private mutating func addRequest(of network: Network) {
    guard case .geostationary(let longitude) = network.orbit else { return }
    let assignment = scenario.bandAssignment
    let bandName: String?
    var demand: Int?
    if let channels = network.channels {
      bandName = channels.band
      demand = channels.count
    } else {
      bandName = draw("band", network.identifier)
        .name(from: network.procedure == .planned ? assignment.planned : assignment.nonPlanned)
      demand = draw("channels", network.identifier).name(from: assignment.channels).flatMap { Int($0) }
    }
    guard let demand, let band = bands.firstIndex(where: { $0.identifier == bandName }) else { return }
    var polarizations = Array(scenario.bands[band].polarizations.indices)
    if let stated = network.channels?.polarization {
      polarizations = [polarization(stated, in: band)]
    }
    let organisation = network.organisation ?? ""
    append(
      Request(
        identifier: network.identifier, kind: .filed, administration: network.administration,
        organisation: organisation, band: band, filedLongitude: Circle.normalised(longitude), demand: demand,
        fixedFirstChannel: network.channels?.first, polarizations: polarizations,
        day: network.firstReceived?.dayNumber, holding: 0, holder: nil,
        isPlanned: network.procedure == .planned, isInTime: network.firstReceived.map { isInTime($0) },
        isNationalAllotment: network.isNationalAllotment, isInUse: network.isInUse(on: register.snapshot)))
  }

  private mutating func addRequest(
    of administration: Administration, latecomers: Scenario.Latecomers, day: Int, allotments: [Register.Allotment],
    points: [Register.TerritoryPoint]
  ) {
    let identifier = "NATIONAL-" + administration.symbol
    let bandName = draw("band", identifier).name(from: latecomers.bands)
    guard let band = bands.firstIndex(where: { $0.identifier == bandName }) else { return }
    let home = administration.longitudeMilliDegrees
    let longitude: Int
    if let nearest = allotments.map(\.longitudeMilliDegrees).min(by: { Self.isNearer($0, $1, to: home) }) {
      longitude = Circle.normalised(nearest)
    } else {
      longitude =
        VisibleArc.middleMilliDegrees(
          of: points, minimumElevationMilliDegrees: latecomers.minimumElevationMilliDegrees)
        ?? VisibleArc.roundedToTenths(Double(home))
    }
    append(
      Request(
        identifier: identifier, kind: .national, administration: administration.symbol, organisation: "", band: band,
        filedLongitude: longitude, demand: latecomers.channels, fixedFirstChannel: nil,
        polarizations: Array(scenario.bands[band].polarizations.indices), day: day, holding: 0, holder: nil))
  }

  /// Whether one longitude is nearer to a place than another; of two equally near ones the eastern.
  private static func isNearer(_ one: Int, _ other: Int, to home: Int) -> Bool {
    let first = Circle.offset(from: home, to: one)
    let second = Circle.offset(from: home, to: other)
    return abs(first) != abs(second) ? abs(first) < abs(second) : first > second
  }

  private mutating func append(_ draft: Request) {
    var request = draft
    switch scenario.holdingUnit {
    case .channels: request.holding = draft.demand
    case .networks: request.holding = 1
    case .megahertz: request.holding = draft.demand * scenario.bands[draft.band].channelBandwidthKilohertz
    }
    request.value = scenario.values.map { values[draft.identifier] ?? $0.standard } ?? 1
    let isApart = scenario.attribution == .organisationsApart && !draft.organisation.isEmpty
    request.holder = isApart ? nil : draft.administration
    requests.append(request)
  }

  private func draw(_ purpose: String, _ identifier: String) -> SeededDraw {
    SeededDraw(purpose: purpose, identifier: identifier, seed: scenario.bandAssignment.seed)
  }

  private mutating func polarization(_ name: String, in band: Int) -> Int {
    if let index = bands[band].polarizations.firstIndex(of: name) { return index }
    bands[band].polarizations.append(name)
    return bands[band].polarizations.count - 1
  }
}
