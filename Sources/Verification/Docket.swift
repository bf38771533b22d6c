// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// What somebody asks for: a band, so many channels, a longitude.
struct Request: Sendable {
  enum Kind: Sendable {
    case filed
    case national
  }

  var identifier: String
  var kind: Kind
  /// Symbol of the notifying administration.
  var administration: String
  /// Symbol of the organisation; empty for none.
  var organisation: String
  /// Index of the band.
  var band: Int
  var filedLongitude: Int
  /// Contiguous channels asked for.
  var demand: Int
  /// The first channel, where the register states it.
  var fixedFirstChannel: Int?
  /// Indices of the polarizations it may get, in order of preference.
  var polarizations: [Int]
  /// Day of receipt; nil for undated requests, which go first.
  var day: Int?
  /// What a grant adds to a holding, in the scenario's unit.
  var holding: Int
  /// The administration that the grant counts for where levels, quotas and chances decide; nil where it is an organisation
  /// alone.
  var holder: String?
  /// Who the grant counts for when holdings are measured, in parts of the docket's denominator.
  var parts: [AttributionParts.Part] = []
  /// Symbols of those whom the grant serves: who has a part of it.
  var beneficiaries: [String] { parts.map(\.administration) }
  /// What granting it is worth, where values are counted.
  var value = 1
  /// Whether it was filed under a plan.
  var isPlanned = false
  /// Whether fewer than seven years have passed since it was received (No. 11.44); nil for undated requests.
  var isInTime: Bool?
  /// Whether it is a national allotment of a plan.
  var isNationalAllotment = false
  /// Whether it is a network that was in use on the day of the snapshot.
  var isInUse = false
}

/// One way to grant a request.
struct Option: Hashable, Sendable {
  /// Index of the request.
  var request: Int
  var position: Int
  var firstChannel: Int
  /// Index of the polarization within the band.
  var polarization: Int
}

/// A longitude that a request may be given, and how far east of the filed one it lies.
struct Place: Hashable, Sendable {
  var position: Int
  var displacement: Int
}

/// A band with everything that conflicts in it depend on.
struct BandRules: Sendable {
  var identifier: String
  var channels: Int
  /// Width of a channel in kilohertz.
  var channelKilohertz: Int
  var separation: Int
  var flexibility: Int
  /// Names of polarizations: the band's, then those that only a network states.
  var polarizations: [String]
  /// Separations agreed between two administrations; keys are the symbols in order.
  var agreed: [[String]: Int]
  /// Whether any agreement covers the band.
  var hasAgreement: Bool { !agreed.isEmpty }
  /// The largest separation that any pair may need.
  var widestSeparation: Int
  /// The demand of every request of the band where channels are interchangeable blocks; nil otherwise.
  var blockDemand: Int?
  /// Interchangeable blocks, where there are such.
  var blocks: Int? { blockDemand.map { channels / $0 } }

  func separation(_ one: String, _ other: String) -> Int {
    guard hasAgreement else { return separation }
    return agreed[[min(one, other), max(one, other)]] ?? separation
  }
}

/// All requests of a scenario, re-derived from the register, with the rules that grants must keep.
struct Docket: Sendable {
  var bands: [BandRules]
  /// Sorted by identifier.
  var requests: [Request]
  /// The step in which holdings can change: the greatest common divisor of what requests add.
  var step: Int
  /// What holdings are divided into when they are measured; 1 where a grant counts for one administration.
  var unitsPerHolding = 1
  /// The scenario's rule of attribution.
  let attribution: Scenario.Attribution
  /// Whether one network may count for several administrations.
  var countsMembers: Bool { attribution.countsMembers }
  /// The step in which measured holdings can change.
  var measuredStep = 1
  var administrations: [String: Administration]
  /// Administrations of which no network was in use on the day of the snapshot.
  var withoutNetworkInUse: Set<String>
  /// Administrations with a filed request outside the plans.
  var withFilingOutsidePlans: Set<String> = []
  /// What administrations are entitled to.
  let shares: EntitlementShares
  /// Which conditions are met, where the scenario says so.
  let compliance: ComplianceTable?
  var gridStep: Int
  /// Seed of the lots that break ties.
  var tieBreakSeed: Int

  private var indices: [String: Int] = [:]

  init(scenario: Scenario, register: Register) {
    bands = scenario.bands.map { Self.rules(of: $0, agreements: scenario.agreements) }
    gridStep = max(1, scenario.gridMilliDegrees)
    tieBreakSeed = scenario.tieBreakSeed
    attribution = scenario.attribution
    shares = EntitlementShares(scenario: scenario, register: register)
    compliance = scenario.compliance
    administrations = Dictionary(register.administrations.map { ($0.symbol, $0) }) { first, _ in first }
    let active = register.networks.filter { $0.isInUse(on: register.snapshot) }.map(\.administration)
    withoutNetworkInUse = Set(register.networks.map(\.administration) + register.administrations.map(\.symbol))
      .subtracting(active)
    requests = []
    step = 1
    var derivation = RequestDerivation(scenario: scenario, register: register, bands: bands)
    derivation.deriveAll()
    bands = derivation.bands
    requests = derivation.requests.sorted { $0.identifier < $1.identifier }
    withFilingOutsidePlans = Set(requests.filter { $0.kind == .filed && !$0.isPlanned }.map(\.administration))
    indices = Dictionary(requests.enumerated().map { ($1.identifier, $0) }) { first, _ in first }
    let attribution = AttributionParts(scenario: scenario, register: register, requests: requests)
    unitsPerHolding = attribution.denominator
    for (index, parts) in attribution.parts.enumerated() { requests[index].parts = parts }
    measuredStep = max(
      1,
      requests.reduce(0) { step, request in
        request.parts.isEmpty
          ? Self.greatestCommonDivisor(step, request.holding)
          : request.parts.reduce(step) { Self.greatestCommonDivisor($0, $1.units * request.holding) }
      })
    step = max(1, requests.reduce(0) { Self.greatestCommonDivisor($0, $1.holding) })
    findBlocks()
  }

  /// Index of the request of an identifier.
  func index(of identifier: String) -> Int? {
    guard let index = indices[identifier], isSame(requests[index].identifier, identifier) else { return nil }
    return index
  }

  /// The request's places, most preferred first.
  func places(of request: Request) -> [Place] {
    let flexibility = bands[request.band].flexibility
    let west = request.filedLongitude - flexibility
    var places = [Place(position: request.filedLongitude, displacement: 0)]
    var taken: Set<Int> = [request.filedLongitude]
    // The first multiple of the grid at or east of the western end.
    var longitude = west - Circle.eastward(from: 0, to: west) % gridStep
    if longitude < west { longitude += gridStep }
    while longitude <= request.filedLongitude + flexibility {
      let position = Circle.normalised(longitude)
      if taken.insert(position).inserted {
        places.append(Place(position: position, displacement: longitude - request.filedLongitude))
      }
      longitude += gridStep
    }
    return places.sorted { one, other in
      abs(one.displacement) != abs(other.displacement)
        ? abs(one.displacement) < abs(other.displacement) : one.displacement > other.displacement
    }
  }

  /// First channels that the request may get, lowest first.
  func firstChannels(of request: Request) -> ClosedRange<Int>? {
    let last = bands[request.band].channels - request.demand + 1
    guard request.demand >= 1, last >= 1 else { return nil }
    guard let fixed = request.fixedFirstChannel else { return 1...last }
    return (1...last).contains(fixed) ? fixed...fixed : nil
  }

  /// The request's options at one place, most preferred first.
  func options(of index: Int, at position: Int) -> [Option] {
    let request = requests[index]
    guard let channels = firstChannels(of: request) else { return [] }
    return channels.flatMap { channel in
      request.polarizations.map {
        Option(request: index, position: position, firstChannel: channel, polarization: $0)
      }
    }
  }

  /// Whether two options of different requests may not both be granted.
  func isConflict(_ one: Option, _ other: Option) -> Bool {
    let mine = requests[one.request]
    let theirs = requests[other.request]
    guard mine.band == theirs.band else { return false }
    guard
      one.firstChannel < other.firstChannel + theirs.demand, other.firstChannel < one.firstChannel + mine.demand
    else { return false }
    let distance = Circle.distance(one.position, other.position)
    if distance == 0, mine.administration == theirs.administration, mine.organisation == theirs.organisation {
      return one.polarization == other.polarization
    }
    return distance < bands[mine.band].separation(mine.administration, theirs.administration)
  }

  /// An option in words.
  func text(_ option: Option) -> String {
    let band = bands[requests[option.request].band]
    return "\(Circle.text(option.position))°, channel \(option.firstChannel), "
      + band.polarizations[option.polarization]
  }

  private static func rules(of band: Scenario.Band, agreements: [Scenario.CoordinationAgreement]) -> BandRules {
    var agreed: [[String]: Int] = [:]
    for agreement in agreements where agreement.bands?.contains(band.identifier) ?? true {
      let parties = agreement.administrations.sorted()
      // Where two agreements cover a pair, the one written first holds.
      if agreed[parties] == nil { agreed[parties] = agreement.separationMilliDegrees }
    }
    return BandRules(
      identifier: band.identifier, channels: band.channels, channelKilohertz: band.channelBandwidthKilohertz,
      separation: band.requiredSeparationMilliDegrees, flexibility: band.flexibilityMilliDegrees,
      polarizations: band.polarizations, agreed: agreed,
      widestSeparation: max(band.requiredSeparationMilliDegrees, agreed.values.max() ?? 0), blockDemand: nil)
  }

  /// Finds the bands in which channels are interchangeable blocks.
  private mutating func findBlocks() {
    for band in bands.indices where !bands[band].hasAgreement && bands[band].polarizations.count == 1 {
      let demands = Set(requests.lazy.filter { $0.band == band }.map { $0.fixedFirstChannel == nil ? $0.demand : 0 })
      if demands.count == 1, let demand = demands.first, demand >= 1 { bands[band].blockDemand = demand }
    }
  }

  static func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
    other == 0 ? abs(one) : greatestCommonDivisor(other, one % other)
  }
}

extension Docket {
  /// The lot of a request at a position where channels are interchangeable.
  func ticket(of request: Int, at position: Int) -> Int {
    lot("\(requests[request].identifier)@\(position)")
  }

  /// The lot of an option: by position, and where channels aren't interchangeable by channel and polarization too.
  func ticket(of option: Option) -> Int {
    guard bands[requests[option.request].band].blocks == nil else {
      return ticket(of: option.request, at: option.position)
    }
    let place = "\(requests[option.request].identifier)@\(option.position)"
    return lot("\(place)/\(option.firstChannel)/\(option.polarization)")
  }

  private func lot(_ name: String) -> Int {
    SeededDraw(purpose: "lot", identifier: name, seed: tieBreakSeed).ticket
  }
}
