// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds every figure of `metrics.csv` against the one recomputed from the allocation and the register.
struct MetricsCheck {
  static let header = ["policy", "population", "entitlement", "group", "metric", "value", "status"]

  let table: FigureTable

  /// Checks the table.
  func check(bytes: [UInt8]?, journal: inout Journal) {
    guard let bytes else {
      report(nil, nil, "is missing", expected: "the table of figures", .form, &journal)
      return
    }
    let records: [CommaSeparatedTable.Record]
    do {
      records = try CommaSeparatedTable(bytes: bytes).records
    } catch {
      report(error.line, nil, error.problem, expected: "a comma-separated table", .form, &journal)
      return
    }
    journal.count(.form)
    guard let head = records.first, head.cells.count == Self.header.count,
      zip(head.cells, Self.header).allSatisfy({ isSame($0, $1) })
    else {
      report(1, nil, "has another header", expected: "`\(Self.header.joined(separator: ","))`", .form, &journal)
      return
    }
    var seen: Set<[String]> = []
    for record in records.dropFirst() {
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

  private func check(_ record: CommaSeparatedTable.Record, journal: inout Journal) {
    let cells = record.cells
    guard
      let expected = table.expected(
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
    guard !expected.matches(value: number, status: cells[6], conventions: table.conventions) else { return }
    report(
      record.line, cells, "is `\(cells[5])` with status `\(cells[6])`", expected: expected.text, .metrics, &journal)
  }

  private func reportMissing(seen: Set<[String]>, journal: inout Journal) {
    for key in table.keys where !seen.contains(key) {
      report(nil, key, "is missing", expected: "one row", .metrics, &journal)
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

  private func report(
    _ line: Int?, _ key: [String]?, _ problem: String, expected: String, _ check: Check, _ journal: inout Journal
  ) {
    journal.report(
      Finding(
        check: check, file: ResultFiles.metricsName, line: line, policy: key?.first,
        subject: key.map { $0[1...4].joined(separator: " ") }, problem: problem, expected: expected))
  }
}
