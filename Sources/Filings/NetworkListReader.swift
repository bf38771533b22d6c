// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads networks.csv: one row a network, as the monitor put them together from the list's publications.
struct NetworkListReader {
  static let columns = [
    "Network Name", "Longitude", "ITU Administration", "Previous Name", "Planned or Non-Planned", "Highest Maturity",
    "Brought-into-Use Date", "Late-Stage Filing Date", "Early-Stage Filing Date", "Suspensions", "Link",
  ]

  let table: RawTable
  let snapshot: CalendarDate

  func read(_ report: inout ImportReport) -> [ListedNetwork] {
    report.count(table: table.name, read: table.records.count)
    var networks: [ListedNetwork] = []
    var layoutRepairs = 0
    for row in table.records.indices {
      if table.rawField(row, "ITU Administration") != table.field(row, "ITU Administration") { layoutRepairs += 1 }
      if let network = network(row, &report) { networks.append(network) }
    }
    if layoutRepairs > 0 {
      report.add(
        .init(
          table: table.name, line: nil, record: "", action: .repaired, records: layoutRepairs,
          reason: "blanks after the administration's symbol removed"))
    }
    identify(&networks, &report)
    return networks
  }

  private func network(_ row: Int, _ report: inout ImportReport) -> ListedNetwork? {
    let line = table.lineNumbers[row]
    var name = table.field(row, "Network Name")
    func note(_ action: ImportReport.Action, _ reason: String, _ detail: String) {
      report.add(.init(table: table.name, line: line, record: name, action: action, reason: reason, detail: detail))
    }
    let longitudeText = table.field(row, "Longitude")
    let filed = RawValue.administration(table.field(row, "ITU Administration"))
    guard let longitude = RawValue.longitude(longitudeText) else {
      note(.refused, "the longitude is not a number of degrees on the circle", longitudeText)
      return nil
    }
    if longitudeText.hasPrefix("-180") { note(.repaired, "longitude -180 written as 180", longitudeText) }
    guard !filed.symbol.isEmpty else {
      note(.refused, "the administration is missing", "")
      return nil
    }
    let procedureText = table.field(row, "Planned or Non-Planned")
    guard let procedure = ["Planned": Network.Procedure.planned, "Non-Planned": .nonPlanned][procedureText] else {
      note(.refused, "the procedure is neither Planned nor Non-Planned", procedureText)
      return nil
    }
    guard let maturity = Network.Maturity(rawValue: table.field(row, "Highest Maturity")) else {
      note(.refused, "the maturity is not known", table.field(row, "Highest Maturity"))
      return nil
    }
    if name.isEmpty {
      name = "(unnamed \(filed.symbol) \(MilliDegrees.text(longitude)))"
      note(.repaired, "the name is blank; one was made of administration and longitude", "")
    }
    if let organisation = filed.organisation {
      note(
        .repaired, "administration and organisation told apart",
        "\(filed.symbol) on behalf of \(organisation)")
    }
    var dates: [String: CalendarDate] = [:]
    for column in ["Brought-into-Use Date", "Late-Stage Filing Date", "Early-Stage Filing Date"] {
      let text = table.field(row, column)
      if text.isEmpty || text == "n/a" { continue }
      guard let date = CalendarDate(iso8601: text) else {
        note(.refused, "a date can't be read; without it the network's rank would be a guess", "\(column): \(text)")
        return nil
      }
      dates[column] = date
    }
    let previous = table.field(row, "Previous Name")
    let suspensions = suspensions(row, note)
    let network = Network(
      identifier: name, name: name, administration: filed.symbol, organisation: filed.organisation,
      orbit: .geostationary(longitudeMilliDegrees: longitude), procedure: procedure,
      isNationalAllotment: procedure == .planned
        && Self.isNationalAllotment(name, maturity, firstReceived: dates["Early-Stage Filing Date"]),
      maturity: maturity, firstReceived: dates["Early-Stage Filing Date"],
      notificationReceived: dates["Late-Stage Filing Date"], broughtIntoUse: dates["Brought-into-Use Date"],
      suspensions: suspensions, previousNames: [], channels: nil)
    flagDates(network, note)
    return ListedNetwork(
      network: network, line: line, statedPreviousName: previous.isEmpty || previous == "n/a" ? nil : previous,
      longitudeMilliDegrees: longitude)
  }

  /// Whether a planned network is a national allotment of the Appendix 30B plan, told from what the list states of it.
  ///
  /// It stands in the plan or its List, and its name has the plan's form: the symbol of a geographical area, filled
  /// with blanks to three characters, and five digits (`AFG00000`, `J  00000`). The plan's first entries, which have no
  /// date of receipt, may also bear a name of eight capital letters and digits (`CAN0WEST`, `ASCSTHTC`).
  static func isNationalAllotment(
    _ name: String, _ maturity: Network.Maturity, firstReceived: CalendarDate?
  ) -> Bool {
    let bytes = Array(name.utf8)
    guard maturity == .planOrList, bytes.count == 8 else { return false }
    let capitals: ClosedRange<UInt8> = 0x41...0x5A
    let digits: ClosedRange<UInt8> = 0x30...0x39
    let symbol = bytes[..<3].prefix { capitals.contains($0) }
    let isNumbered =
      !symbol.isEmpty && bytes[symbol.count..<3].allSatisfy { $0 == 0x20 }
      && bytes[3...].allSatisfy { digits.contains($0) }
    let isFirstEntry = firstReceived == nil && bytes.allSatisfy { capitals.contains($0) || digits.contains($0) }
    return isNumbered || isFirstEntry
  }

  /// Reads `[['T', '2023-02-14', 'n/a'], …]`, oldest first.
  private func suspensions(
    _ row: Int, _ note: (ImportReport.Action, String, String) -> Void
  ) -> [Network.Suspension] {
    let text = table.field(row, "Suspensions")
    if text.isEmpty || text == "n/a" { return [] }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    let values = parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
    var suspensions: [Network.Suspension] = []
    for start in stride(from: 0, to: values.count - values.count % 3, by: 3) {
      let end = CalendarDate(iso8601: values[start + 2])
      guard let first = CalendarDate(iso8601: values[start + 1]), ["T", "P"].contains(values[start]),
        end != nil || values[start + 2] == "n/a", end.map({ $0 >= first }) ?? true
      else {
        note(.flagged, "a suspension can't be read and is left out", values[start...(start + 2)].joined(separator: " "))
        continue
      }
      suspensions.append(.init(extent: values[start], start: first, end: end))
    }
    if values.isEmpty || values.count % 3 != 0 {
      note(.flagged, "a suspension can't be read and is left out", text)
    }
    return suspensions.sorted(by: Network.Suspension.precedes)
  }

  private func flagDates(_ network: Network, _ note: (ImportReport.Action, String, String) -> Void) {
    if let used = network.broughtIntoUse, used > snapshot {
      note(.flagged, "brought into use after the snapshot", used.iso8601)
    }
    if let received = network.firstReceived {
      if received > snapshot { note(.flagged, "first received after the snapshot", received.iso8601) }
      if let notified = network.notificationReceived, notified < received {
        note(
          .flagged, "notification received before the first date of receipt",
          "\(notified.iso8601) before \(received.iso8601)")
      }
      if let used = network.broughtIntoUse, used < received {
        note(
          .flagged, "brought into use before the first date of receipt", "\(used.iso8601) before \(received.iso8601)")
      }
    } else if network.procedure == .nonPlanned {
      note(.flagged, "no first date of receipt", "")
    }
    if let notified = network.notificationReceived, notified > snapshot {
      note(.flagged, "notification received after the snapshot", notified.iso8601)
    }
  }

  /// Gives networks that share a name distinct identifiers: the non-planned one keeps the bare name.
  private func identify(_ networks: inout [ListedNetwork], _ report: inout ImportReport) {
    let positions = Dictionary(grouping: networks.indices, by: { networks[$0].network.name })
    var identifiers = Set(networks.map(\.network.name))
    for position in networks.indices {
      let network = networks[position].network
      guard let others = positions[network.name], others.count > 1 else { continue }
      let hasOther = others.contains { networks[$0].network.procedure != network.procedure }
      let sameProcedure = others.filter { networks[$0].network.procedure == network.procedure }
      let number = (sameProcedure.firstIndex(of: position) ?? 0) + 1
      var identifier = network.name
      if network.procedure == .planned, hasOther { identifier += " [planned]" }
      if number > 1 { identifier += " [\(number)]" }
      while identifier != network.name, identifiers.contains(identifier) { identifier += "'" }
      identifiers.insert(identifier)
      networks[position].network.identifier = identifier
      report.add(
        .init(
          table: table.name, line: networks[position].line, record: identifier, action: .flagged,
          reason: "the name stands more than once in the list; told apart by the identifier", detail: network.name))
    }
  }
}
