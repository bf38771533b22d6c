// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// What `allocation.csv` says of one policy: for each request the option granted, or nil where it was refused.
struct PolicyOutcome {
  /// A row as far as it could be made sense of.
  struct Row {
    var line: Int
    var cells: [String]
  }

  var policy: Policy
  /// One row for each request; nil where the file has none.
  var rows: [Row?]
  /// One option for each granted request.
  var grants: [Option?]

  /// The grants in the order of requests.
  var granted: [Option] { grants.compactMap { $0 } }
}

/// Reads `allocation.csv` and holds every row against the request that it speaks of.
struct AllocationTable {
  static let header = [
    "policy", "network", "administration", "organisation", "outcome", "position_deg", "band", "first_channel",
    "channels", "polarization", "reason", "blocking",
  ]

  /// Indices of the columns.
  enum Column: Int {
    case policy, network, administration, organisation, outcome, position, band, firstChannel, channels, polarization,
      reason, blocking
  }

  private(set) var outcomes: [PolicyOutcome]
  private let docket: Docket

  init(bytes: [UInt8]?, policies: [Policy], docket: Docket, journal: inout Journal) {
    self.docket = docket
    let none = [PolicyOutcome.Row?](repeating: nil, count: docket.requests.count)
    outcomes = policies.map {
      PolicyOutcome(policy: $0, rows: none, grants: Array(repeating: nil, count: docket.requests.count))
    }
    guard let bytes else {
      journal.report(Self.finding(.form, "is missing", expected: "the table of grants"))
      return
    }
    let table: CommaSeparatedTable
    do {
      table = try CommaSeparatedTable(bytes: bytes)
    } catch {
      journal.report(Self.finding(.form, line: error.line, error.problem, expected: "a comma-separated table"))
      return
    }
    journal.count(.form)
    guard let head = table.records.first, head.cells.count == Self.header.count,
      zip(head.cells, Self.header).allSatisfy({ isSame($0, $1) })
    else {
      journal.report(
        Self.finding(.form, line: 1, "has another header", expected: "`\(Self.header.joined(separator: ","))`"))
      return
    }
    place(table.records.dropFirst(), journal: &journal)
    for policy in outcomes.indices { check(policy, journal: &journal) }
  }

  /// Gives every record its place, policy by policy and request by request.
  private mutating func place(_ records: some Collection<CommaSeparatedTable.Record>, journal: inout Journal) {
    var next = 0
    var isInOrder = true
    for record in records {
      guard record.cells.count == Self.header.count else {
        let problem = "has \(record.cells.count) cells"
        journal.report(Self.finding(.rows, line: record.line, problem, expected: "\(Self.header.count) cells"))
        continue
      }
      let policy = record.cells[Column.policy.rawValue]
      let network = record.cells[Column.network.rawValue]
      guard let policyIndex = outcomes.firstIndex(where: { isSame($0.policy.name, policy) }) else {
        let names = outcomes.map(\.policy.name).joined(separator: ", ")
        journal.report(
          Self.finding(.rows, line: record.line, "names the unknown policy `\(policy)`", expected: "one of \(names)"))
        continue
      }
      guard let request = docket.index(of: network) else {
        journal.report(
          Self.finding(
            .rows, line: record.line, policy: policy, subject: network, "is not a request of the scenario",
            expected: "no such row"))
        continue
      }
      guard outcomes[policyIndex].rows[request] == nil else {
        journal.report(
          Self.finding(
            .rows, line: record.line, policy: policy, subject: network, "stands twice", expected: "one row"))
        continue
      }
      outcomes[policyIndex].rows[request] = PolicyOutcome.Row(line: record.line, cells: record.cells)
      let rank = policyIndex * docket.requests.count + request
      if rank < next, isInOrder {
        isInOrder = false
        journal.report(
          Self.finding(
            .rows, line: record.line, policy: policy, subject: network, "is out of order",
            expected: "policies in the scenario's order and requests sorted by identifier"))
      }
      next = max(next, rank + 1)
    }
  }

  private mutating func check(_ index: Int, journal: inout Journal) {
    for request in docket.requests.indices {
      guard let row = outcomes[index].rows[request] else {
        journal.report(
          Self.finding(
            .rows, policy: outcomes[index].policy.name, subject: docket.requests[request].identifier, "has no row",
            expected: "one row"))
        continue
      }
      journal.count(.rows)
      outcomes[index].grants[request] = option(of: row, request: request, journal: &journal)
    }
  }

  /// Checks every cell of a row but the reason and the blocking networks; the option where the row grants one.
  private func option(of row: PolicyOutcome.Row, request index: Int, journal: inout Journal) -> Option? {
    let request = docket.requests[index]
    let band = docket.bands[request.band]
    func cell(_ column: Column) -> String { row.cells[column.rawValue] }
    func fault(_ column: Column, _ expected: String) -> Finding {
      Self.finding(
        .rows, line: row.line, policy: cell(.policy), subject: request.identifier,
        "\(Self.header[column.rawValue]) is `\(cell(column))`", expected: expected)
    }
    func require(_ column: Column, _ text: String) {
      if !isSame(cell(column), text) { journal.report(fault(column, text.isEmpty ? "nothing" : "`\(text)`")) }
    }
    require(.administration, request.administration)
    require(.organisation, request.organisation)
    require(.band, band.identifier)
    require(.channels, String(request.demand))
    if isSame(cell(.outcome), "refused") {
      for column in [Column.position, .firstChannel, .polarization] { require(column, "") }
      return nil
    }
    guard isSame(cell(.outcome), "granted") else {
      journal.report(fault(.outcome, "`granted` or `refused`"))
      return nil
    }
    let places = docket.places(of: request)
    let position = Circle.longitude(cell(.position)).flatMap { longitude in
      places.contains { $0.position == longitude } ? longitude : nil
    }
    if position == nil {
      journal.report(
        fault(
          .position,
          "the filed longitude \(Circle.text(request.filedLongitude)) or a place of the grid within "
            + "\(Circle.text(band.flexibility))° of it"))
    }
    let channels = docket.firstChannels(of: request)
    let firstChannel = wholeNumber(cell(.firstChannel)).flatMap { channels?.contains($0) == true ? $0 : nil }
    if firstChannel == nil {
      let admissible = channels.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "no grant: the demand does not fit"
      journal.report(fault(.firstChannel, admissible))
    }
    let polarization = request.polarizations.first { isSame(band.polarizations[$0], cell(.polarization)) }
    if polarization == nil {
      let names = request.polarizations.map { band.polarizations[$0] }.joined(separator: ", ")
      journal.report(fault(.polarization, "one of \(names)"))
    }
    guard let position, let firstChannel, let polarization else { return nil }
    return Option(request: index, position: position, firstChannel: firstChannel, polarization: polarization)
  }

  static func finding(
    _ check: Check, line: Int? = nil, policy: String? = nil, subject: String? = nil, _ problem: String,
    expected: String
  ) -> Finding {
    Finding(
      check: check, file: ResultFiles.allocationName, line: line, policy: policy, subject: subject, problem: problem,
      expected: expected)
  }
}
