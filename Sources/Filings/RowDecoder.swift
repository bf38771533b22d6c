// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads typed values out of the rows of a register's table and collects what is wrong with them.
///
/// A value that can't be read is replaced by a harmless one, so that reading goes on and every fault is found; a
/// register is only made when no fault was found.
struct RowDecoder {
  let file: String
  private let schema: RegisterTable
  private let table: Table
  private let positions: [String: Int]
  private var row = 0
  private(set) var faults: [Fault] = []

  /// Makes a decoder, or collects the faults of the header.
  init(schema: RegisterTable, table: Table, file: String) {
    self.schema = schema
    self.table = table
    self.file = file
    positions = Dictionary(table.header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for column in schema.columns where positions[column.name] == nil {
      faults.append(
        Fault(
          file: file, line: 1, field: column.name, problem: "the column is missing",
          remedy: "add it to the header and to every row (\(column.description))"))
    }
    for name in table.header where !schema.header.contains(name) {
      faults.append(
        Fault(
          file: file, line: 1, field: name, problem: "the table \(schema.name) has no such column",
          remedy: "remove it, or rename it to one of: \(schema.header.joined(separator: ", "))"))
    }
  }

  /// Decodes every row; nothing where the header is at fault, since each row would then be.
  mutating func decode<Value>(_ make: (inout RowDecoder) -> Value) -> [Value] {
    guard faults.isEmpty else { return [] }
    var values: [Value] = []
    values.reserveCapacity(table.rows.count)
    for position in table.rows.indices {
      row = position
      values.append(make(&self))
    }
    return values
  }

  /// Whether a value stands in a column of the present row.
  func has(_ column: String) -> Bool { !field(column).isEmpty }

  /// The line of the present row.
  var line: Int { table.lineNumbers[row] }

  /// Adds a fault at a column of the present row.
  mutating func report(_ column: String, _ problem: String, _ remedy: String) {
    faults.append(Fault(file: file, line: line, field: column, problem: problem, remedy: remedy))
  }

  private func field(_ column: String) -> String {
    guard let position = positions[column] else { return "" }
    return table.rows[row][position]
  }

  /// A text that must not be empty nor have blanks around it.
  mutating func text(_ column: String) -> String {
    let value = field(column)
    if value.isEmpty {
      report(column, "the value is missing", "write the \(column.replacingUnderscores)")
    } else if value.utf8.first == 0x20 || value.utf8.last == 0x20 {
      report(column, "the value \"\(value)\" has blanks around it", "remove the blanks")
      return RawTable.cleaned(value)
    }
    return value
  }

  /// A text, or nil where it is empty.
  mutating func optionalText(_ column: String) -> String? {
    field(column).isEmpty ? nil : text(column)
  }

  /// One of a closed list of values, by its raw value; nil where it is empty or was reported.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ column: String, _ type: Choice.Type, isRequired: Bool
  ) -> Choice? where Choice.RawValue == String {
    let value = field(column)
    if let choice = Choice(rawValue: value) { return choice }
    if isRequired || !value.isEmpty {
      let accepted = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      report(column, value.isEmpty ? "the value is missing" : "\"\(value)\" is not known", "write one of \(accepted)")
    }
    return nil
  }

  /// `true` or `false`.
  mutating func flag(_ column: String) -> Bool {
    switch field(column) {
    case "true": return true
    case "false": return false
    case "": report(column, "the value is missing", "write true or false")
    case let value: report(column, "\"\(value)\" is no flag", "write true or false")
    }
    return false
  }

  /// A date; nil where it is empty or was reported.
  mutating func optionalDate(_ column: String) -> CalendarDate? {
    let value = field(column)
    if value.isEmpty { return nil }
    guard let date = CalendarDate(iso8601: value) else {
      let hasShape = value.utf8.count == 10 && value.split(separator: "-").map(\.utf8.count) == [4, 2, 2]
      report(
        column, hasShape ? "the calendar has no day \"\(value)\"" : "\"\(value)\" is no date",
        "write the date as YYYY-MM-DD, for example 2023-09-07")
      return nil
    }
    return date
  }

  /// A date that must be there.
  mutating func date(_ column: String) -> CalendarDate? {
    if field(column).isEmpty { report(column, "the date is missing", "write the date as YYYY-MM-DD") }
    return optionalDate(column)
  }

  /// A whole number within the column's bounds; nil where it is empty or was reported.
  mutating func optionalInteger(_ column: String) -> Int? {
    let value = field(column)
    if value.isEmpty { return nil }
    guard let number = Int(value), value.utf8.first != 0x2B else {
      report(column, "\"\(value)\" is no whole number", "write digits only, without blanks or separators")
      return nil
    }
    let bounds = schema.columns.first { $0.name == column }
    if let minimum = bounds?.minimum, number < minimum {
      let expected = bounds?.maximum.map { "from \(minimum) to \($0)" } ?? "that is \(minimum) or more"
      report(column, "\(number) is too small", "write a number \(expected)")
      return nil
    }
    if let maximum = bounds?.maximum, number > maximum {
      report(column, "\(number) is too large", "write a number from \(bounds?.minimum ?? 0) to \(maximum)")
      return nil
    }
    return number
  }

  /// A whole number that must be there.
  mutating func integer(_ column: String) -> Int {
    if field(column).isEmpty { report(column, "the number is missing", "write a whole number") }
    return optionalInteger(column) ?? 0
  }

  /// A longitude in thousandths of a degree; nil where it is empty or was reported.
  mutating func optionalLongitude(_ column: String) -> Int? {
    if field(column).isEmpty { return nil }
    guard let milliDegrees = angle(column) else { return nil }
    if milliDegrees == -180_000 {
      report(column, "-180 and 180 are one place", "write 180")
      return nil
    }
    guard milliDegrees > -180_000, milliDegrees <= 180_000 else {
      report(
        column, "the longitude \(field(column)) is not on the circle",
        "write degrees above -180 and up to 180, east positive")
      return nil
    }
    return milliDegrees
  }

  /// A longitude that must be there.
  mutating func longitude(_ column: String) -> Int {
    if field(column).isEmpty { report(column, "the longitude is missing", "write degrees, east positive") }
    return optionalLongitude(column) ?? 0
  }

  /// A latitude in thousandths of a degree.
  mutating func latitude(_ column: String) -> Int {
    bounded(column, -90_000...90_000, "the latitude", "write degrees from -90 to 90, north positive")
  }

  /// An inclination in thousandths of a degree.
  mutating func inclination(_ column: String) -> Int {
    bounded(column, 0...180_000, "the inclination", "write degrees from 0 to 180")
  }

  private mutating func bounded(_ column: String, _ range: ClosedRange<Int>, _ what: String, _ remedy: String) -> Int {
    if field(column).isEmpty {
      report(column, "\(what) is missing", remedy)
      return 0
    }
    guard let milliDegrees = angle(column) else { return 0 }
    guard range.contains(milliDegrees) else {
      report(column, "\(what) \(field(column)) is out of range", remedy)
      return 0
    }
    return milliDegrees
  }

  private mutating func angle(_ column: String) -> Int? {
    let value = field(column)
    guard let milliDegrees = MilliDegrees.parse(value) else {
      report(
        column, "\"\(value)\" is no number of degrees with at most three decimals",
        "write degrees with a decimal point, for example -106.5")
      return nil
    }
    return milliDegrees
  }
}

extension String {
  /// A column name as words.
  fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }
}
