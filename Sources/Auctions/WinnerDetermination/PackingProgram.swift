// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation

/// A connected part of a winner problem as the search sees it: maximise Σ value · x over 0/1 points with A · x ≤ b, all in
/// whole numbers.
///
/// The first columns are offers. The others are indicators: each follows some offers, is 1 as soon as any of them is, and
/// costs its value, which is at most 0.
struct PackingProgram: Sendable {
  /// What an indicator follows and what it stands for.
  struct Indicator: Sendable {
    /// Columns of the offers.
    var followed: [Int]
    /// The bidder whose taking part it tells.
    var bidder: Int
  }

  /// The offer of each of the first columns.
  var offers: [Int]
  /// How many bidders the offers are of.
  var bidderCount: Int
  /// The indicators, as the columns after those of the offers.
  var indicators: [Indicator]
  /// What each column is worth, in units of `unit` minor units.
  var values: [Int]
  /// The greatest common divisor of all values.
  var unit: Int
  /// Row i is at rowStarts[i]..<rowStarts[i + 1].
  var rowStarts: [Int] = [0]
  var rowColumns: [Int] = []
  var rowCoefficients: [Int] = []
  var capacities: [Int] = []
  /// The same by columns.
  var columnStarts: [Int] = []
  var columnRows: [Int] = []
  var columnCoefficients: [Int] = []

  var columnCount: Int { values.count }
  var rowCount: Int { capacities.count }

  /// Makes a program; values in minor units.
  ///
  /// - Parameter bidderCount: how many bidders the offers are of; nil where that doesn't matter.
  init(
    offers: [Int], bidderCount: Int? = nil, indicators: [Indicator], values: [Int],
    rows: [(columns: [Int], coefficients: [Int], capacity: Int)]
  ) {
    self.offers = offers
    self.bidderCount = bidderCount ?? offers.count
    self.indicators = indicators
    let divisor = values.lazy.filter { $0 != 0 }.reduce(0) { LevelPlan.greatestCommonDivisor($0, abs($1)) }
    unit = max(1, divisor)
    self.values = values.map { $0 / max(1, divisor) }
    for row in rows { append(row.columns, row.coefficients, row.capacity) }
    indexColumns()
  }

  private mutating func append(_ columns: [Int], _ coefficients: [Int], _ capacity: Int) {
    rowColumns += columns
    rowCoefficients += coefficients
    rowStarts.append(rowColumns.count)
    capacities.append(capacity)
  }

  /// Adds rows over offers of which at most one can be accepted.
  mutating func append(cliques: [[Int]]) {
    for clique in cliques { append(clique, Array(repeating: 1, count: clique.count), 1) }
    indexColumns()
  }

  private mutating func indexColumns() {
    var counts = [Int](repeating: 0, count: columnCount + 1)
    for column in rowColumns { counts[column + 1] += 1 }
    for column in 0..<columnCount { counts[column + 1] += counts[column] }
    columnStarts = counts
    columnRows = Array(repeating: 0, count: rowColumns.count)
    columnCoefficients = columnRows
    var next = counts
    for row in 0..<rowCount {
      for place in rowStarts[row]..<rowStarts[row + 1] {
        let column = rowColumns[place]
        columnRows[next[column]] = row
        columnCoefficients[next[column]] = rowCoefficients[place]
        next[column] += 1
      }
    }
  }

  /// The places of a column's coefficients.
  func places(of column: Int) -> Range<Int> { columnStarts[column]..<columnStarts[column + 1] }

  /// What some columns of offers are worth together with the indicators that they set off, in units; nil where they break
  /// a row.
  func value(of columns: [Int]) -> Int? {
    var isOne = [Bool](repeating: false, count: columnCount)
    for column in columns { isOne[column] = true }
    for (index, indicator) in indicators.enumerated() where indicator.followed.contains(where: { isOne[$0] }) {
      isOne[offers.count + index] = true
    }
    for row in 0..<rowCount {
      var sum = 0
      for place in rowStarts[row]..<rowStarts[row + 1] where isOne[rowColumns[place]] { sum += rowCoefficients[place] }
      if sum > capacities[row] { return nil }
    }
    return values.indices.reduce(0) { isOne[$1] ? $0 + values[$1] : $0 }
  }
}
