// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a register's descriptor, after the Data Package and Table Schema standards.
extension Register {
  /// The descriptor as a JSON value.
  ///
  /// - Parameters:
  ///   - tables: the tables that are written, with their numbers of rows.
  ///   - report: what the import did, where the register was imported.
  func descriptor(tables: [(schema: RegisterTable, rows: Int)], report: ImportReport?) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("profile", .string("tabular-data-package")),
      ("name", .string(name)),
      ("title", .string(title)),
      ("version", .string(version)),
      ("snapshot", .string(snapshot.iso8601)),
    ]
    if !licences.isEmpty {
      members.append(
        (
          "licenses",
          .list(
            licences.map {
              .members([("name", .string($0.name)), ("title", .string($0.title)), ("path", .string($0.path))])
            })
        ))
    }
    if !sources.isEmpty {
      members.append(("sources", .list(sources.map { .members([("title", .string($0))]) })))
    }
    if let report {
      let reasons = report.reasons
      members.append(
        (
          "import",
          .list(report.tables.map { count in Self.value(count, reasons.filter { $0.table == count.table }) })
        ))
    }
    members.append(("resources", .list(tables.map { Self.resource($0.schema, rows: $0.rows) })))
    return .members(members)
  }

  private static func value(_ count: ImportReport.TableCount, _ reasons: [ImportReport.Reason]) -> JSONValue {
    .members([
      ("table", .string(count.table)), ("read", .integer(count.read)), ("kept", .integer(count.kept)),
      ("repaired", .integer(count.repaired)), ("refused", .integer(count.refused)),
      ("flagged", .integer(count.flagged)),
      (
        "reasons",
        .list(
          reasons.map {
            .members([
              ("action", .string($0.action.rawValue)), ("reason", .string($0.reason)),
              ("records", .integer($0.records)),
            ])
          })
      ),
    ])
  }

  private static func resource(_ table: RegisterTable, rows: Int) -> JSONValue {
    var schema: [(String, JSONValue)] = [
      ("fields", .list(table.columns.map(Self.field))),
      ("missingValues", .list([.string("")])),
    ]
    if !table.primaryKey.isEmpty {
      schema.append(("primaryKey", .list(table.primaryKey.map { .string($0) })))
    }
    if !table.foreignKeys.isEmpty {
      schema.append(("foreignKeys", .list(table.foreignKeys.map(Self.foreignKey))))
    }
    return .members([
      ("profile", .string("tabular-data-resource")),
      ("name", .string(table.name)),
      ("title", .string(table.title)),
      ("description", .string(table.description)),
      ("path", .string(table.path)),
      ("format", .string("csv")),
      ("mediatype", .string("text/csv")),
      ("encoding", .string("utf-8")),
      ("rows", .integer(rows)),
      ("schema", .members(schema)),
    ])
  }

  private static func foreignKey(_ key: RegisterTable.ForeignKey) -> JSONValue {
    .members([
      ("fields", .list([.string(key.column)])),
      (
        "reference",
        .members([("resource", .string(key.table)), ("fields", .list([.string(key.tableColumn)]))])
      ),
    ])
  }

  private static func field(_ column: RegisterColumn) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .string(column.name)), ("type", .string(column.kind.rawValue)),
      ("description", .string(column.description)),
    ]
    if column.kind == .flag {
      members.append(("trueValues", .list([.string("true")])))
      members.append(("falseValues", .list([.string("false")])))
    }
    var constraints: [(String, JSONValue)] = []
    if column.isRequired { constraints.append(("required", .boolean(true))) }
    if column.isUnique { constraints.append(("unique", .boolean(true))) }
    if !column.accepted.isEmpty {
      constraints.append(("enum", .list(column.accepted.map { .string($0) })))
    }
    if let minimum = column.minimum { constraints.append(("minimum", .integer(minimum))) }
    if let maximum = column.maximum { constraints.append(("maximum", .integer(maximum))) }
    if !constraints.isEmpty { members.append(("constraints", .members(constraints))) }
    return .members(members)
  }
}
