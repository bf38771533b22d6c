// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// All rows of a register, before they are known to fit together.
struct RegisterRows {
  var administrations: [Placed<Administration>] = []
  var organisations: [Placed<Organisation>] = []
  var networks: [Placed<Network>] = []
  var suspensions: [Placed<(network: String, suspension: Network.Suspension?)>] = []
  var previousNames: [Placed<(network: String, position: Int, name: String)>] = []
  var allotments: [Placed<Register.Allotment>] = []
  var territoryPoints: [Placed<Register.TerritoryPoint>] = []
  var shells: [Placed<(network: String, position: Int, shell: Network.Shell)>] = []
  var channels: [Placed<(network: String, channels: Network.Channels)>] = []
  var memberships: [Placed<Register.Membership>] = []
  var jointFilings: [Placed<Register.JointFiling>] = []

  /// What doesn't fit together: keys that stand twice and references that lead nowhere.
  ///
  /// - Parameter unread: tables of which no row could be read; references to them are not checked.
  func relationFaults(unread: Set<String>) -> [Fault] {
    var faults: [Fault] = []
    let symbolRows = keys(administrations, "symbol", "administration", &faults) { $0.symbol }
    let symbols = unread.contains("administrations") ? nil : symbolRows
    let organisationRows = keys(organisations, "symbol", "organisation", &faults) { $0.symbol }
    let organisationSymbols = unread.contains("organisations") ? nil : organisationRows
    let identifierRows = keys(networks, "identifier", "network", &faults) { $0.identifier }
    let identifiers = unread.contains("networks") ? nil : identifierRows
    for row in networks {
      faults += administration(row, row.value.administration, symbols)
      if let organisation = row.value.organisation, let organisationSymbols, organisationSymbols[organisation] == nil {
        faults.append(
          row.fault(
            "organisation", "the organisation \(organisation) is not in the table organisations",
            "add it there, or mend the symbol"))
      }
    }
    faults += networkFaults(suspensions, identifiers) { $0.network }
    _ = keys(suspensions, "network", "suspension", &faults) { row in
      row.suspension.map {
        "\(row.network) \($0.extent) from \($0.start.iso8601)" + ($0.end.map { " to \($0.iso8601)" } ?? "")
      } ?? ""
    }
    faults += networkFaults(previousNames, identifiers) { $0.network }
    _ = keys(previousNames, "position", "row for", &faults) { "\($0.network), position \($0.position)," }
    _ = keys(allotments, "name", "allotment", &faults) { $0.name }
    for row in allotments { faults += administration(row, row.value.administration, symbols) }
    for row in territoryPoints { faults += administration(row, row.value.administration, symbols) }
    faults += shellFaults(identifiers, shellsAreKnown: !unread.contains("shells"))
    faults += networkFaults(channels, identifiers) { $0.network }
    _ = keys(channels, "network", "row for", &faults) { $0.network }
    faults += membershipFaults(organisationSymbols, symbols)
    faults += jointFilingFaults(identifiers, symbols)
    return faults
  }

  private func membershipFaults(_ organisations: [String: Int]?, _ symbols: [String: Int]?) -> [Fault] {
    var faults: [Fault] = []
    for row in memberships {
      if let organisations, !row.value.organisation.isEmpty, organisations[row.value.organisation] == nil {
        faults.append(
          row.fault(
            "organisation", "the organisation \(row.value.organisation) is not in the table organisations",
            "add it there, or mend the symbol"))
      }
      faults += administration(row, row.value.administration, symbols)
    }
    _ = keys(memberships, "administration", "membership", &faults) {
      $0.organisation.isEmpty || $0.administration.isEmpty ? "" : "\($0.administration) in \($0.organisation)"
    }
    faults += withoutShare(memberships, "organisation") { ($0.organisation, $0.share) }
    return faults
  }

  private func jointFilingFaults(_ identifiers: [String: Int]?, _ symbols: [String: Int]?) -> [Fault] {
    var faults = networkFaults(jointFilings, identifiers) { $0.network }
    for row in jointFilings { faults += administration(row, row.value.administration, symbols) }
    _ = keys(jointFilings, "administration", "row for", &faults) {
      $0.network.isEmpty || $0.administration.isEmpty ? "" : "\($0.network), administration \($0.administration),"
    }
    faults += withoutShare(jointFilings, "network") { ($0.network, $0.share) }
    return faults
  }

  /// Organisations or networks of which all rows have share 0: nobody would hold what they are granted.
  private func withoutShare<Value>(
    _ rows: [Placed<Value>], _ noun: String, _ share: (Value) -> (key: String, share: Int)
  ) -> [Fault] {
    let totals = Dictionary(rows.map { share($0.value) }, uniquingKeysWith: { $0 + $1 })
    var reported: Set<String> = []
    return rows.compactMap { row in
      let key = share(row.value).key
      guard !key.isEmpty, totals[key] == 0, reported.insert(key).inserted else { return nil }
      return row.fault(
        "share", "the \(noun) \(key) has no member with a share above 0",
        "write a share above 0 for at least one member, or remove its rows")
    }
  }

  /// The row of each key; a key that stands twice is a fault. Empty keys were reported when they were read.
  private func keys<Value>(
    _ rows: [Placed<Value>], _ column: String, _ noun: String, _ faults: inout [Fault], _ key: (Value) -> String
  ) -> [String: Int] {
    var lines: [String: Int] = [:]
    lines.reserveCapacity(rows.count)
    for row in rows {
      let value = key(row.value)
      guard !value.isEmpty else { continue }
      if let first = lines[value] {
        faults.append(
          row.fault(
            column, "the \(noun) \(value) stands already on line \(first)", "remove one of the two, or tell them apart")
        )
      } else {
        lines[value] = row.line
      }
    }
    return lines
  }

  private func administration<Value>(_ row: Placed<Value>, _ symbol: String, _ known: [String: Int]?) -> [Fault] {
    guard let known, !symbol.isEmpty, known[symbol] == nil else { return [] }
    return [
      row.fault(
        "administration", "the administration \(symbol) is not in the table administrations",
        "add it there, or mend the symbol")
    ]
  }

  private func networkFaults<Value>(
    _ rows: [Placed<Value>], _ known: [String: Int]?, _ network: (Value) -> String
  ) -> [Fault] {
    guard let known else { return [] }
    return rows.compactMap { row in
      let identifier = network(row.value)
      guard !identifier.isEmpty, known[identifier] == nil else { return nil }
      return row.fault(
        "network", "the network \(identifier) is not in the table networks", "add it there, or mend the identifier")
    }
  }

  private func shellFaults(_ identifiers: [String: Int]?, shellsAreKnown: Bool) -> [Fault] {
    var faults = networkFaults(shells, identifiers) { $0.network }
    _ = keys(shells, "position", "row for", &faults) { "\($0.network), position \($0.position)," }
    let withShells = Set(shells.map(\.value.network))
    var geostationary: Set<String> = []
    for row in networks {
      if case .geostationary = row.value.orbit {
        geostationary.insert(row.value.identifier)
      } else if shellsAreKnown, !withShells.contains(row.value.identifier) {
        faults.append(
          row.fault(
            "longitude_deg", "the network has neither a longitude nor a shell",
            "write its longitude in degrees, or add its shells to the table shells"))
      }
    }
    for row in shells where geostationary.contains(row.value.network) {
      faults.append(
        row.fault(
          "network", "the network \(row.value.network) has a longitude, so it can't have shells",
          "remove the shell, or the longitude in the table networks"))
    }
    return faults
  }

  /// The register; only for rows without faults.
  func register(_ descriptor: RegisterDescriptor, snapshot: CalendarDate) -> Register {
    let suspensions = Dictionary(grouping: suspensions, by: \.value.network)
    let previousNames = Dictionary(grouping: previousNames, by: \.value.network)
    let shells = Dictionary(grouping: shells, by: \.value.network)
    let channels = Dictionary(channels.map { ($0.value.network, $0.value.channels) }, uniquingKeysWith: { $1 })
    let networks = networks.map { row in
      var network = row.value
      network.suspensions = (suspensions[network.identifier] ?? []).compactMap(\.value.suspension)
        .sorted(by: Network.Suspension.precedes)
      network.previousNames = (previousNames[network.identifier] ?? []).map(\.value)
        .sorted { $0.position < $1.position }.map(\.name)
      network.channels = channels[network.identifier]
      if let rows = shells[network.identifier] {
        network.orbit = .nonGeostationary(
          shells: rows.map(\.value).sorted { $0.position < $1.position }.map(\.shell))
      }
      return network
    }
    return Register(
      name: descriptor.name, title: descriptor.title, snapshot: snapshot, sources: descriptor.sources,
      administrations: administrations.map(\.value), organisations: organisations.map(\.value), networks: networks,
      allotments: allotments.map(\.value), territoryPoints: territoryPoints.map(\.value),
      licences: descriptor.licences, version: descriptor.version, memberships: memberships.map(\.value),
      jointFilings: jointFilings.map(\.value))
  }
}
