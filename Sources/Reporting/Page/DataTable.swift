// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A table of the report: caption, columns and rows, before it is markup.
struct DataTable {
  /// A column.
  struct Column {
    /// The heading.
    var title: String
    /// A second line in small print, for example the direction of a measure.
    var note = ""
    /// Whether its cells are numbers, set to the right.
    var isNumeric = true
  }

  /// A cell.
  struct Cell {
    /// The text.
    var text: String
    /// A second line in small print.
    var note = ""
    /// Whether it is the best of its column.
    var isBest = false
  }

  /// A row with its heading.
  struct Row {
    /// The heading.
    var head: String
    /// A second line in small print.
    var note = ""
    /// The cells.
    var cells: [Cell]
    /// The element of the page that the heading leads to; none where empty.
    var target = ""
    /// Whether it is the heading of the rows below it, up to the next.
    var isHeading = false

    /// A heading of rows.
    static func heading(_ title: String) -> Row {
      var row = Row(title, [])
      row.isHeading = true
      return row
    }

    /// A row of plain texts.
    init(_ head: String, note: String = "", _ texts: [String]) {
      self.init(head, note: note, cells: texts.map { Cell(text: $0) })
    }

    /// A row of cells.
    init(_ head: String, note: String = "", cells: [Cell]) {
      self.head = head
      self.note = note
      self.cells = cells
    }
  }

  /// What the table shows.
  var caption: String
  /// The heading of the first column.
  var corner: String
  /// The other columns.
  var columns: [Column]
  /// The rows.
  var rows: [Row]
  /// Remarks below the table.
  var notes: [String] = []

  /// With more rows than this a table scrolls below its headings.
  static let fewRows = 30

  /// What the template needs.
  var view: [String: Any] {
    let classes = columns.map { $0.isNumeric ? "" : "w" }
    return [
      "caption": caption, "corner": corner, "notes": notes, "isLong": rows.count > Self.fewRows,
      "columns": zip(columns, classes).map { column, name -> [String: Any] in
        ["title": column.title, "note": column.note, "hasNote": !column.note.isEmpty, "isWords": !name.isEmpty]
      },
      "rows": rows.map { row -> [String: Any] in
        [
          "head": row.head, "note": row.note, "hasNote": !row.note.isEmpty, "isHeading": row.isHeading,
          "target": row.target, "hasTarget": !row.target.isEmpty,
          "span": columns.count + 1,
          "cells": row.cells.enumerated().map { index, cell -> [String: Any] in
            [
              "text": cell.text, "note": cell.note, "hasNote": !cell.note.isEmpty, "isBest": cell.isBest,
              "isWords": classes.indices.contains(index) ? !classes[index].isEmpty : false,
            ]
          },
        ]
      },
    ]
  }
}

extension Digest {
  /// Rows for every policy, family by family, each family below a heading; without headings where there is one family,
  /// and none for a family without rows.
  func rowGroups(_ rows: (Int) -> [DataTable.Row]) -> [DataTable.Row] {
    families.flatMap { group in
      let own = group.policies.flatMap(rows)
      return (families.count > 1 && !own.isEmpty ? [DataTable.Row.heading(group.family.title)] : []) + own
    }
  }

  /// One row for every policy.
  func rows(_ row: (Int) -> DataTable.Row) -> [DataTable.Row] {
    rowGroups { [row($0)] }
  }
}
