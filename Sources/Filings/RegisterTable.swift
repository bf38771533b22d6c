// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A column of a register's table: what it may hold, for the descriptor and for the reader alike.
struct RegisterColumn: Sendable {
  /// The type of a column, in the words of the Table Schema standard.
  enum Kind: String, Sendable {
    case text = "string"
    case integer
    case number
    case date
    case flag = "boolean"
  }

  var name: String
  var kind: Kind
  var description: String
  var isRequired = false
  var accepted: [String] = []
  var minimum: Int?
  var maximum: Int?
  var isUnique = false

  /// A column that must not be empty.
  static func required(_ name: String, _ kind: Kind, _ description: String) -> RegisterColumn {
    RegisterColumn(name: name, kind: kind, description: description, isRequired: true)
  }

  /// A column that may be empty.
  static func optional(_ name: String, _ kind: Kind, _ description: String) -> RegisterColumn {
    RegisterColumn(name: name, kind: kind, description: description)
  }

  /// The same column with a closed list of values.
  func among(_ values: [String]) -> RegisterColumn {
    var column = self
    column.accepted = values
    return column
  }

  /// The same column with bounds, both included.
  func between(_ minimum: Int, _ maximum: Int? = nil) -> RegisterColumn {
    var column = self
    column.minimum = minimum
    column.maximum = maximum
    return column
  }

  /// The same column with values that may not repeat.
  func unique() -> RegisterColumn {
    var column = self
    column.isUnique = true
    return column
  }
}

/// A table of a register.
struct RegisterTable: Sendable {
  /// A column whose values must stand in another table.
  struct ForeignKey: Sendable {
    var column: String
    var table: String
    var tableColumn: String
  }

  var name: String
  var title: String
  var description: String
  var columns: [RegisterColumn]
  var primaryKey: [String]
  var foreignKeys: [ForeignKey] = []
  /// Whether a register must have it.
  var isRequired = true

  /// The file's name beside the descriptor.
  var path: String { name + ".csv" }
  /// The column names, in the order in which they are written.
  var header: [String] { columns.map(\.name) }
}
