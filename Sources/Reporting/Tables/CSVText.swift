// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// A table that is written row by row; RFC 4180 with line feeds, as the registers' tables are.
struct CSVText {
  private var table: Table

  /// Starts a table with its header.
  init(header: [String]) {
    table = Table(header: header, rows: [])
  }

  /// Adds a row.
  mutating func append(_ fields: [String]) {
    table.rows.append(fields)
  }

  /// The table as text.
  var text: String { table.serialised() }
}
