// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Scenarios

/// Recomputes every figure of `metrics.csv` from the allocation and the register.
struct MetricsCheck {
  static let header = ["policy", "population", "entitlement", "group", "metric", "value", "status"]
  static let populations = ["filers", "member_states"]

  /// Where a figure stands: policy, population, entitlement and group.
  private struct Place: Hashable {
    var policy: String
    var population: String
    var entitlement: String
    var group: String
  }

  let scenario: Scenario
  let docket: Docket
  let outcomes: [PolicyOutcome]
  /// The greatest total holding and whether it is proven, where a policy claims it.
  let greatestHolding: (value: Int, isProven: Bool)?
  let conventions: MetricConventions

  private var figures: [Place: [String: ExpectedFigure]] = [:]

  init(
    scenario: Scenario, docket: Docket, outcomes: [PolicyOutcome], greatestHolding: (value: Int, isProven: Bool)?,
    conventions: MetricConventions
  ) {
    self.scenario = scenario
    self.docket = docket
    self.outcomes = outcomes
    self.greatestHolding = greatestHolding
    self.conventions = conventions
    computeFigures()
  }

  /// Checks the table.
  func check(bytes: [UInt8]?, journal: inout Journal) {
    guard let bytes else {
      report(nil, nil, "is missing", expected: "the table of figures", .form, &journal)
      return
    }
    let table: CommaSeparatedTable
    do {
      table = try CommaSeparatedTable(bytes: bytes)
    } catch {
      report(error.line, nil, error.problem, expected: "a comma-separated table", .form, &journal)
      return
    }
    journal.count(.form)
    guard let head = table.records.first, head.cells.count == Self.header.count,
      zip(head.cells, Self.header).allSatisfy({ isSame($0, $1) })
    else {
      report(1, nil, "has another header", expected: "`\(Self.header.joined(separator: ","))`", .form, &journal)
      return
    }
    var seen: Set<[String]> = []
    for record in table.records.dropFirst() {
      guard record.cells.count == Self.header.count else {
        report(
          record.line, nil, "has \(record.cells.count) cells", expected: "\(Self.header.count)", .metrics, &journal)
        continue
      }
      guard seen.insert(Array(record.cells.prefix(5))).inserted else {
        report(record.line, record.cells, "stands twice", expected: "one row", .metrics, &journal)
        continue
      }
      check(record, journal: &journal)
    }
    reportMissing(seen: seen, journal: &journal)
  }

  /// What a figure should be; nil where there is no such figure.
  func expected(policy: String, population: String, entitlement: String, group: String, metric: String)
    -> ExpectedFigure?
  {
    figures[Place(policy: policy, population: population, entitlement: entitlement, group: group)]?[metric]
  }

  private func check(_ record: CommaSeparatedTable.Record, journal: inout Journal) {
    let cells = record.cells
    guard
      let expected = expected(
        policy: cells[0], population: cells[1], entitlement: cells[2], group: cells[3], metric: cells[4])
    else {
      report(
        record.line, cells, "is no figure of this result",
        expected: "a policy, population, entitlement, group and metric that are in use", .metrics, &journal)
      return
    }
    journal.count(.metrics)
    let number = Self.number(cells[5])
    guard number != nil || cells[5].isEmpty else {
      report(
        record.line, cells, "value is `\(cells[5])`", expected: "a number in its shortest form", .metrics, &journal)
      return
    }
    guard !expected.matches(value: number, status: cells[6], conventions: conventions) else { return }
    report(
      record.line, cells, "is `\(cells[5])` with status `\(cells[6])`", expected: expected.text, .metrics, &journal)
  }

  private func reportMissing(seen: Set<[String]>, journal: inout Journal) {
    for outcome in outcomes {
      for population in Self.populations {
        for entitlement in scenario.entitlements {
          for metric in PopulationOutcome.metrics {
            let key = [outcome.policy.name, population, entitlement.rawValue, "all", metric]
            guard !seen.contains(key) else { continue }
            report(nil, key, "is missing", expected: "one row", .metrics, &journal)
          }
        }
      }
    }
  }

  /// Reads a finite number in its shortest form; nil for anything else.
  private static func number(_ text: String) -> Double? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard text.utf8.allSatisfy({ digits.contains($0) || "+-.eE".utf8.contains($0) }), let number = Double(text),
      number.isFinite, significantDigits(text) == significantDigits("\(number)")
    else { return nil }
    return number
  }

  /// The digits of a number without leading and trailing zeros, sign, point and exponent.
  private static func significantDigits(_ text: String) -> Substring {
    let mantissa = text.prefix { $0 != "e" && $0 != "E" }
    var digits = Substring(mantissa.filter { $0 != "." && $0 != "-" && $0 != "+" }).drop { $0 == "0" }
    while digits.last == "0" { digits.removeLast() }
    return digits
  }

  private mutating func computeFigures() {
    let filers = Set(docket.requests.filter { $0.kind == .filed }.compactMap(\.holder))
    let administrations = docket.administrations.values.sorted { $0.symbol < $1.symbol }
    for outcome in outcomes {
      let price = priceOfFairness(of: outcome)
      for entitlement in scenario.entitlements {
        let all = members(administrations, outcome: outcome, entitlement: entitlement)
        for population in Self.populations {
          let members =
            population == "filers"
            ? all.filter { filers.contains($0.administration.symbol) } : all.filter(\.administration.isMemberState)
          let result = PopulationOutcome(members: members, step: docket.step)
          let groups = [nil] + AdministrationGroup.all.map { Optional($0) }
          for group in groups {
            let place = Place(
              policy: outcome.policy.name, population: population, entitlement: entitlement.rawValue,
              group: group?.identifier ?? "all")
            figures[place] = result.figures(of: group, price: price, conventions: conventions)
          }
        }
      }
    }
  }

  private func members(
    _ administrations: [Administration], outcome: PolicyOutcome, entitlement: Entitlement
  ) -> [PopulationOutcome.Member] {
    var members: [String: PopulationOutcome.Member] = [:]
    for administration in administrations {
      guard let share = Self.share(of: administration, entitlement) else { continue }
      members[administration.symbol] = PopulationOutcome.Member(administration: administration, entitlement: share)
    }
    for (index, request) in docket.requests.enumerated() {
      guard let holder = request.holder, var member = members[holder] else { continue }
      member.requests += 1
      if outcome.grants[index] != nil {
        member.holding += request.holding
        member.grantedNetworks += 1
        member.grantedChannels += request.demand
        member.largestNetwork = max(member.largestNetwork, request.holding)
      }
      members[holder] = member
    }
    return administrations.compactMap { members[$0.symbol] }
  }

  private static func share(of administration: Administration, _ entitlement: Entitlement) -> Int? {
    switch entitlement {
    case .equal: 1
    case .population: administration.population.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  private func priceOfFairness(of outcome: PolicyOutcome) -> ExpectedFigure {
    guard let greatestHolding, greatestHolding.value > 0 else { return .undefined }
    let total = outcome.granted.reduce(0) { $0 + docket.requests[$1.request].holding }
    let price = ExpectedFigure.value(Double(greatestHolding.value - total) / Double(greatestHolding.value))
    return greatestHolding.isProven ? price : .anyOf([price, .undefined])
  }

  private func report(
    _ line: Int?, _ key: [String]?, _ problem: String, expected: String, _ check: Check, _ journal: inout Journal
  ) {
    journal.report(
      Finding(
        check: check, file: ResultFiles.metricsName, line: line, policy: key?.first,
        subject: key.map { $0[1...4].joined(separator: " ") }, problem: problem, expected: expected))
  }
}
