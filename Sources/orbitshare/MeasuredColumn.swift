// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Fairness
import Filings
import Foundation
import Reporting

/// The columns `value`, `entitlement` and `group` of a CSV file.
struct MeasuredColumn {
  struct Results: Encodable {
    struct Metric: Encodable {
      var id: String
      var group: String
      var value: Double?
      var status: String
      var reason: String?
      var unit: String
      var direction: String
    }

    let schema = "orbitshare-metrics/1"
    var count: Int
    var metrics: [Metric]
  }

  /// The file that the columns were read from.
  let path: String
  let amounts: [Int]
  let entitlements: [Int]
  let groups: [String]?
  /// Whether every value is a whole number, so that rules for indivisible units apply.
  let isWhole: Bool

  static func read(_ path: String) throws -> MeasuredColumn {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputNotFound(path: path, reason: "no such file, or it can't be read")
    }
    let table = try Table.parse(bytes: [UInt8](data), file: path)
    guard let value = table.header.firstIndex(of: "value") else {
      throw BadInput([
        Fault(file: path, line: 1, field: "value", problem: "the column is missing", remedy: "add a column `value`")
      ])
    }
    if table.rows.isEmpty {
      throw BadInput([Fault(file: path, problem: "has no rows", remedy: "write at least one row")])
    }
    var faults: [Fault] = []
    func decimals(_ column: Int, _ name: String, allowsZero: Bool) -> [(units: Int, decimals: Int)] {
      zip(table.rows, table.lineNumbers).map { row, line in
        if let number = Self.decimal(row[column]), number.units > 0 || allowsZero { return number }
        faults.append(
          Fault(
            file: path, line: line, field: name,
            problem: "`\(row[column])` is not a number \(allowsZero ? "of at least" : "above") 0",
            remedy: "write a decimal number such as 12.5"))
        return (0, 0)
      }
    }
    let values = decimals(value, "value", allowsZero: true)
    let entitlements = table.header.firstIndex(of: "entitlement").map { decimals($0, "entitlement", allowsZero: false) }
    if !faults.isEmpty { throw BadInput(faults) }
    let groups = table.header.firstIndex(of: "group").map { column in table.rows.map { $0[column] } }
    guard let amounts = aligned(values),
      let shares = entitlements.map({ aligned($0) }) ?? Array(repeating: 1, count: values.count)
    else {
      throw BadInput([
        Fault(
          file: path, problem: "the numbers have more digits together than can be added exactly",
          remedy: "use a larger unit, or fewer decimals")
      ])
    }
    return MeasuredColumn(
      path: path, amounts: amounts, entitlements: shares, groups: groups,
      isWhole: values.allSatisfy { $0.decimals == 0 })
  }

  func results() throws -> Results {
    let holdings: Holdings
    do {
      holdings = try Holdings(amounts, entitlements: entitlements, kind: isWhole ? .identicalUnits : .amounts)
    } catch {
      // Signs were checked when reading; what is left is a total beyond exact arithmetic.
      throw BadInput([
        Fault(file: path, problem: "the sum of a column is too large to be exact", remedy: "use a larger unit")
      ])
    }
    var metrics = InequalityMeasures.all(of: holdings).map { Self.metric($0, group: "all") }
    if let groups, let decomposition = GroupDecomposition(of: holdings, groups: groups) {
      metrics += decomposition.measures.map { Self.metric($0, group: "all") }
      for group in decomposition.groups {
        metrics.append(Self.metric(MeasureResult(.parityRatio, group.parityRatio), group: group.name))
        metrics.append(Self.metric(MeasureResult(.shareWithNothing, group.shareWithNothing), group: group.name))
        metrics.append(Self.metric(MeasureResult(.gini, group.gini), group: group.name))
      }
    }
    return Results(count: amounts.count, metrics: metrics)
  }

  private static func metric(_ result: MeasureResult, group: String) -> Results.Metric {
    .init(
      id: result.measure.id, group: group, value: result.value.number, status: result.value.status,
      reason: result.value.reason, unit: result.measure.unit, direction: result.measure.direction.recorded.rawValue)
  }

  /// A decimal number as whole units of its last place; nil for anything else, or below 0.
  private static func decimal(_ text: String) -> (units: Int, decimals: Int)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      return nil
    }
    var fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    while fraction.last == "0" { fraction = fraction.dropLast() }
    guard let units = Int(whole + fraction) else { return nil }
    return (units, fraction.utf8.count)
  }

  /// The numbers in units of the smallest last place; nil where they don't fit.
  private static func aligned(_ numbers: [(units: Int, decimals: Int)]) -> [Int]? {
    let most = numbers.map(\.decimals).max() ?? 0
    var result: [Int] = []
    for number in numbers {
      var units = number.units
      for _ in number.decimals..<most {
        let (product, overflow) = units.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        units = product
      }
      result.append(units)
    }
    return result
  }
}
