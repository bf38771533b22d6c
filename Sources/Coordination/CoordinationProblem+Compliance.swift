// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// A scenario's table of conditions, arranged for look-ups.
struct ComplianceIndex: Sendable {
  let subject: ComplianceTable.Subject?
  private let columns: [String: Int]
  private let rows: [String: [Bool?]]

  init(table: ComplianceTable?) {
    subject = table?.subject
    columns = Dictionary((table?.criteria ?? []).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    rows = Dictionary((table?.rows ?? []).map { ($0.key, $0.isMet) }, uniquingKeysWith: { first, _ in first })
  }

  func isMet(_ criterion: String, key: String) -> Bool? {
    guard let column = columns[criterion], let row = rows[key] else { return nil }
    return row[column]
  }
}

extension CoordinationProblem {
  /// The criteria that policies may name: the built-in one, then those of the scenario's table.
  public var knownCriteria: [String] { [ComplianceTable.inUseOrInTime] + (scenario.compliance?.criteria ?? []) }

  /// Whether a request meets a criterion; nil where that isn't known, which counts as not met.
  public func meets(criterion: String, request: Int) -> Bool? {
    let request = requests[request]
    if criterion == ComplianceTable.inUseOrInTime { return isInUseOrInTime(request) }
    switch compliance.subject {
    case .administration: return compliance.isMet(criterion, key: request.administration)
    case .network: return compliance.isMet(criterion, key: request.identifier)
    case nil: return nil
    }
  }

  /// Why a criterion can't be named with this scenario, as a fault; nil where it can.
  public func fault(ofCriterion criterion: String, file: String, line: Int?, field: String) -> Fault? {
    guard !knownCriteria.contains(criterion) else { return nil }
    let near = nearest(to: criterion, among: knownCriteria).map { "did you mean `\($0)`? " } ?? ""
    return Fault(
      file: file, line: line, field: field, problem: "criterion `\(criterion)` is unknown in this scenario",
      remedy: near + "add a column to the table of `compliance`, or write one of: "
        + knownCriteria.joined(separator: ", "))
  }

  /// In use on the day of the snapshot, or received less than seven years before it (No. 11.44), or a national request.
  ///
  /// The seven years run from the receipt of a filing, so that they never start for a national allotment that was put
  /// into its plan without one; it meets the criterion. Of any other undated network that isn't in use it isn't known.
  private func isInUseOrInTime(_ request: Request) -> Bool? {
    if request.isInUseToday || request.kind == .national { return true }
    guard let received = request.received else { return request.isNationalAllotment ? true : nil }
    let limit = (received.year + 7, received.month, received.day)
    let today = (register.snapshot.year, register.snapshot.month, register.snapshot.day)
    return today < limit
  }

  /// What the tables of values and compliance name that isn't there.
  static func tableFaults(scenario: Scenario, register: Register, requests: [Request]) -> [Fault] {
    let identifiers = Set(requests.map(\.identifier)).union(register.networks.map(\.identifier))
    var faults = scenario.values?.table.faults(knownKeys: identifiers, noun: "network") ?? []
    if let table = scenario.compliance {
      let known =
        table.subject == .network ? identifiers : Set(register.administrations.map(\.symbol))
      let rows = NumberTable(
        path: table.path, file: table.file, keyColumn: table.subject.rawValue, column: "", source: table.source,
        rows: table.rows.map { .init(key: $0.key, number: 0, line: $0.line) })
      faults += rows.faults(knownKeys: known, noun: table.subject.rawValue)
    }
    return faults
  }
}
