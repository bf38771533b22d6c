// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Radio
import Scenarios

/// Everything that policies allocate: the requests of a scenario, their places, and when two options conflict.
public struct CoordinationProblem: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// The register.
  public let register: Register
  /// Requests, sorted by identifier.
  public let requests: [Request]
  /// For each request its places, in order of preference: nearest first, of two equally near the eastern one.
  public let places: [[Place]]
  /// Symbols of every administration, sorted.
  public let administrations: [String]
  /// For each request the index of the administration that a grant counts for as a whole; nil where it counts for an
  /// organisation. Where grants count for members in parts, it is the notifying administration; see `attributed(_:)`
  /// and `beneficiaries(of:)`.
  public let holders: [Int?]
  /// For each request the index of its notifying administration.
  public let notifying: [Int]
  /// Who the grants count for, under the scenario's rule.
  public let attribution: AttributionTable
  /// What every administration is entitled to.
  public let entitlements: EntitlementTable
  /// Which conditions are met, by the scenario's table.
  let compliance: ComplianceIndex
  /// For each administration its inhabitants, where they are known.
  public let inhabitants: [Int?]
  /// For each band the separation that agreements require between two administrations, by pair of indexes.
  let agreements: [[AgreementPair: Int]]
  /// For each band the number of channels that every request in it asks for, with none fixed; nil where they differ.
  let demands: [Int?]

  /// Two administrations in ascending order of index.
  struct AgreementPair: Hashable, Sendable {
    var first: Int
    var second: Int

    init(_ left: Int, _ right: Int) {
      first = min(left, right)
      second = max(left, right)
    }
  }

  /// Derives requests and places from a scenario and its register.
  ///
  /// - Throws: `BadInput` where the two don't fit together.
  public init(scenario: Scenario, register: Register) throws {
    let entitlements = EntitlementTable(scenario: scenario, register: register)
    var faults = scenario.faults(against: register)
    faults += scenario.entitlements.compactMap { entitlements.fault(of: $0, field: "entitlements") }
    if !faults.isEmpty { throw BadInput(faults) }
    try self.init(
      scenario: scenario, register: register, entitlements: entitlements,
      requests: try RequestBuilder(scenario: scenario, register: register).requests())
  }

  /// The same scenario and register with other requests: what the networks ask for is taken as given, nothing is drawn.
  ///
  /// - Parameter requests: in any order; bands are indexes in the scenario's plan.
  /// - Throws: `BadInput` where two requests have one identifier.
  public func withRequests(_ requests: [Request]) throws -> CoordinationProblem {
    try CoordinationProblem(
      scenario: scenario, register: register, entitlements: entitlements, requests: requests)
  }

  private init(
    scenario: Scenario, register: Register, entitlements: EntitlementTable, requests unsorted: [Request]
  ) throws {
    self.scenario = scenario
    self.register = register
    self.entitlements = entitlements
    let requests = unsorted.sorted { $0.identifier < $1.identifier }
    if let twin = zip(requests, requests.dropFirst()).first(where: { $0.identifier == $1.identifier }) {
      throw BadInput([
        Fault(
          file: scenario.path, field: "latecomers", problem: "two requests are called `\(twin.0.identifier)`",
          remedy: "rename the network in the register")
      ])
    }
    let tableFaults = Self.tableFaults(scenario: scenario, register: register, requests: requests)
    guard tableFaults.isEmpty else { throw BadInput(tableFaults) }
    self.requests = requests
    compliance = ComplianceIndex(table: scenario.compliance)
    places = requests.map { request in
      Self.places(
        of: request, gridMilliDegrees: scenario.gridMilliDegrees,
        flexibilityMilliDegrees: scenario.bands[request.band].flexibilityMilliDegrees)
    }
    let symbols = register.administrations.map(\.symbol).sorted()
    administrations = symbols
    let index = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
    notifying = requests.map { index[$0.administration] ?? 0 }
    let inhabitants = Dictionary(uniqueKeysWithValues: register.administrations.map { ($0.symbol, $0.population) })
    self.inhabitants = symbols.map { inhabitants[$0] ?? nil }
    let apart = scenario.attribution == .organisationsApart
    holders = requests.map { apart && $0.organisation != nil ? nil : index[$0.administration] }
    attribution = try AttributionTable(
      rule: scenario.attribution, scenario: scenario, register: register, requests: requests)
    var agreements = [[AgreementPair: Int]](repeating: [:], count: scenario.bands.count)
    for agreement in scenario.agreements {
      guard let left = index[agreement.administrations[0]], let right = index[agreement.administrations[1]] else {
        continue
      }
      for (number, band) in scenario.bands.enumerated() where agreement.bands?.contains(band.identifier) ?? true {
        agreements[number][AgreementPair(left, right)] = agreement.separationMilliDegrees
      }
    }
    self.agreements = agreements
    demands = scenario.bands.indices.map { band in
      let inBand = requests.filter { $0.band == band }
      guard let demand = inBand.first?.channels else { return nil }
      return inBand.allSatisfy { $0.channels == demand && $0.fixedFirstChannel == nil } ? demand : nil
    }
  }

  /// The filed longitude and every multiple of the grid within the flexibility, in order of preference.
  static func places(of request: Request, gridMilliDegrees: Int, flexibilityMilliDegrees: Int) -> [Place] {
    let filed = request.longitudeMilliDegrees
    var displacements: Set<Int> = [0]
    // From the first multiple at or east of the western limit; integer division rounds towards zero, hence the two steps.
    let western = filed - flexibilityMilliDegrees
    var position = (western / gridMilliDegrees) * gridMilliDegrees
    if position < western { position += gridMilliDegrees }
    while position <= filed + flexibilityMilliDegrees {
      displacements.insert(position - filed)
      position += gridMilliDegrees
    }
    let ordered = displacements.sorted { (abs($0), -$0) < (abs($1), -$1) }
    var seen: Set<Int> = []
    return ordered.compactMap { displacement in
      let longitude = Circle.normalised(filed + displacement)
      guard seen.insert(longitude).inserted else { return nil }
      return Place(longitudeMilliDegrees: longitude, displacementMilliDegrees: displacement)
    }
  }

  /// Band of a request.
  public func band(of request: Int) -> Scenario.Band {
    scenario.bands[requests[request].band]
  }

  /// First channels that a request may be given, ascending.
  public func firstChannels(of request: Int) -> ClosedRange<Int> {
    if let fixed = requests[request].fixedFirstChannel { return fixed...fixed }
    return 1...max(1, band(of: request).channels - requests[request].channels + 1)
  }

  /// Whether the band can carry what a request asks for at all.
  public func isAdmissible(_ request: Int) -> Bool {
    requests[request].channels <= band(of: request).channels
  }

  /// Polarizations that a request may be given, as indexes in the band's list.
  public func polarizations(of request: Int) -> ClosedRange<Int> {
    if let fixed = requests[request].fixedPolarization { return fixed...fixed }
    return 0...(band(of: request).polarizations.count - 1)
  }

  /// Every option of a request at a place, in order of preference.
  public func options(of request: Int, at place: Place) -> [Option] {
    guard isAdmissible(request) else { return [] }
    return firstChannels(of: request).flatMap { first in
      polarizations(of: request).map { polarization in
        Option(
          request: request, longitudeMilliDegrees: place.longitudeMilliDegrees,
          displacementMilliDegrees: place.displacementMilliDegrees, firstChannel: first, polarization: polarization)
      }
    }
  }

  /// Indexes of all requests in order of precedence.
  public func precedence() -> [Int] {
    requests.indices.sorted { Request.precedes(requests[$0], requests[$1]) }
  }

  /// The greatest separation that any two networks of a band need, in thousandths of a degree.
  public func greatestSeparation(band: Int) -> Int {
    max(scenario.bands[band].requiredSeparationMilliDegrees, agreements[band].values.max() ?? 0)
  }

  /// Whether an agreement touches a band.
  public func hasAgreements(band: Int) -> Bool {
    !agreements[band].isEmpty
  }
}
