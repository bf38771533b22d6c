// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Maximise Σ value · x over 0/1 points with Σ coefficient · x ≤ capacity, and rows that count holders.
struct PackingModel: Sendable {
  struct Row: Sendable {
    var columns: [Int]
    var coefficients: [Int]
    var capacity: Int
  }

  /// At most `capacity` holders may have any of the columns.
  struct HolderRow: Sendable {
    var columns: [Int]
    var capacity: Int
  }

  var values: [Int] = []
  /// Who holds what a column stands for; −1 for nobody.
  var holders: [Int] = []
  var rows: [Row] = []
  var holderRows: [HolderRow] = []

  /// Whether a set of columns keeps every row.
  func isFeasible(_ columns: [Int]) -> Bool {
    let chosen = Set(columns)
    for row in rows {
      var left = row.capacity
      for (column, coefficient) in zip(row.columns, row.coefficients) where chosen.contains(column) {
        left -= coefficient
        if left < 0 { return false }
      }
    }
    return holderRows.allSatisfy { row in
      Set(row.columns.filter(chosen.contains).map { holders[$0] }).count <= row.capacity
    }
  }

  func value(of columns: [Int]) -> Int { columns.reduce(0) { $0 + values[$1] } }

  /// The parts that share no row; each with the columns of this model that it has.
  func parts() -> [(model: PackingModel, columns: [Int])] {
    var parent = Array(values.indices)
    func root(_ column: Int) -> Int {
      var column = column
      while parent[column] != column {
        parent[column] = parent[parent[column]]
        column = parent[column]
      }
      return column
    }
    for columns in rows.map(\.columns) + holderRows.map(\.columns) {
      for column in columns.dropFirst() { parent[root(column)] = root(columns[0]) }
    }
    var place: [Int: Int] = [:]
    var parts: [(model: PackingModel, columns: [Int])] = []
    var local = [Int](repeating: 0, count: values.count)
    for column in values.indices {
      let top = root(column)
      if place[top] == nil {
        place[top] = parts.count
        parts.append((PackingModel(), []))
      }
      guard let part = place[top] else { continue }
      local[column] = parts[part].columns.count
      parts[part].columns.append(column)
      parts[part].model.values.append(values[column])
      parts[part].model.holders.append(holders[column])
    }
    for row in rows {
      guard let first = row.columns.first, let part = place[root(first)] else { continue }
      parts[part].model.rows.append(
        Row(columns: row.columns.map { local[$0] }, coefficients: row.coefficients, capacity: row.capacity))
    }
    for row in holderRows {
      guard let first = row.columns.first, let part = place[root(first)] else { continue }
      parts[part].model.holderRows.append(
        HolderRow(columns: row.columns.map { local[$0] }, capacity: row.capacity))
    }
    return parts
  }

  /// The model without columns that can't be chosen, without rows that nothing can break or that another one implies.
  func tightened(keeping isKept: (Int) -> Bool) -> (model: PackingModel, columns: [Int]) {
    var columns = values.indices.filter(isKept)
    var isOut = Set<Int>()
    for row in rows {
      for (column, coefficient) in zip(row.columns, row.coefficients) where coefficient > row.capacity {
        isOut.insert(column)
      }
    }
    for row in holderRows where row.capacity == 0 { isOut.formUnion(row.columns) }
    columns.removeAll(where: isOut.contains)
    var local = [Int](repeating: -1, count: values.count)
    for (place, column) in columns.enumerated() { local[column] = place }
    var model = PackingModel(values: columns.map { values[$0] }, holders: columns.map { holders[$0] })
    var simple: [Set<Int>] = []
    for row in rows {
      var small = Row(columns: [], coefficients: [], capacity: row.capacity)
      var load: Int128 = 0
      for (column, coefficient) in zip(row.columns, row.coefficients) where local[column] >= 0 {
        small.columns.append(local[column])
        small.coefficients.append(coefficient)
        load += Int128(coefficient)
      }
      guard load > Int128(row.capacity) else { continue }
      if row.capacity == 1 { simple.append(Set(small.columns)) } else { model.rows.append(small) }
    }
    for (place, set) in simple.enumerated() {
      let isImplied = simple.enumerated().contains { other, larger in
        other != place && set.isSubset(of: larger) && (set.count < larger.count || other < place)
      }
      if !isImplied {
        model.rows.append(Row(columns: set.sorted(), coefficients: set.map { _ in 1 }, capacity: 1))
      }
    }
    for row in holderRows {
      let own = row.columns.map { local[$0] }.filter { $0 >= 0 }
      if Set(own.map { model.holders[$0] }).count > row.capacity {
        model.holderRows.append(HolderRow(columns: own, capacity: row.capacity))
      }
    }
    return (model, columns)
  }
}
