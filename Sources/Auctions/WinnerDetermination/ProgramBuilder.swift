// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation

/// Builds the programs of a winner problem: rows without what is redundant, indicators only where they are needed.
struct ProgramBuilder {
  typealias Row = (columns: [Int], coefficients: [Int], capacity: Int)

  let problem: WinnerProblem
  /// All offers' values are multiplied by it.
  var factor = 1
  private var isAlive: [Bool]
  /// What is taken off each offer's value.
  private var reductions: [Int]
  private var bidderOffers: [[Int]]
  /// Columns beyond the offers, numbered from the number of offers.
  private var indicators: [PackingProgram.Indicator] = []
  private var indicatorValues: [Int] = []
  private var rows: [Row] = []

  init(problem: WinnerProblem, isAlive: [Bool]) {
    self.problem = problem
    self.isAlive = isAlive
    reductions = Array(repeating: 0, count: problem.offers.count)
    bidderOffers = Array(repeating: [], count: problem.bidderCount)
    for offer in problem.offers.indices where isAlive[offer] {
      bidderOffers[problem.offers[offer].bidder].append(offer)
    }
  }

  /// Charges bidders for taking part: in the offers' values where they exclude each other, by an indicator elsewhere.
  mutating func charge(_ surcharges: [Int]) {
    for (bidder, surcharge) in surcharges.enumerated() where surcharge > 0 && !bidderOffers[bidder].isEmpty {
      let cliques = cliques(of: bidderOffers[bidder])
      if cliques.count == 1 {
        for offer in bidderOffers[bidder] {
          reductions[offer] = surcharge
          if problem.offers[offer].value * factor <= surcharge { isAlive[offer] = false }
        }
        bidderOffers[bidder].removeAll { !isAlive[$0] }
      } else {
        _ = addIndicator(of: bidder, cliques: cliques, value: -surcharge)
      }
    }
  }

  /// The rows of the problem over the offers that are left.
  mutating func addRows(and extra: [[Int]] = []) {
    for row in problem.rows { add(plain: row) }
    for clique in extra { add(plain: WinnerProblem.Row(offers: clique)) }
    for row in problem.holderRows {
      var byBidder: [Int: [Int]] = [:]
      for offer in row.offers where isAlive[offer] { byBidder[problem.offers[offer].bidder, default: []].append(offer) }
      guard byBidder.count > row.capacity else { continue }
      var columns: [Int] = []
      for (bidder, offers) in byBidder.sorted(by: { $0.key < $1.key }) {
        let cliques = cliques(of: offers)
        if cliques.count == 1 {
          columns += offers
        } else {
          columns.append(addIndicator(of: bidder, cliques: cliques, value: 0))
        }
      }
      columns.sort()
      rows.append((columns, Array(repeating: 1, count: columns.count), row.capacity))
    }
    removeCoveredCliques()
  }

  private mutating func add(plain row: WinnerProblem.Row) {
    var columns: [Int] = []
    var coefficients: [Int] = []
    for (offer, coefficient) in zip(row.offers, row.coefficients) where isAlive[offer] {
      columns.append(offer)
      coefficients.append(coefficient)
    }
    let divisor = max(1, coefficients.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1) })
    let capacity = row.capacity / divisor
    for index in coefficients.indices { coefficients[index] /= divisor }
    // Where any two of them are too much, it's a clique, whatever the coefficients.
    let least = coefficients.sorted().prefix(2)
    if least.count == 2, least[0] + least[1] > capacity {
      rows.append((columns, Array(repeating: 1, count: columns.count), 1))
      return
    }
    var sum = 0
    for coefficient in coefficients {
      let (next, overflow) = sum.addingReportingOverflow(coefficient)
      sum = overflow ? .max : next
    }
    if sum > capacity { rows.append((columns, coefficients, capacity)) }
  }

  /// Drops rows "at most one of these" whose offers are all in another such row.
  private mutating func removeCoveredCliques() {
    let cliques = rows.indices.filter { rows[$0].capacity == 1 && rows[$0].coefficients.allSatisfy { $0 == 1 } }
      .sorted { (rows[$0].columns.count, $1) > (rows[$1].columns.count, $0) }
    var byColumn: [Int: [Int]] = [:]
    var isDropped = Set<Int>()
    for row in cliques {
      let columns = rows[row].columns
      guard let first = columns.min(by: { (byColumn[$0]?.count ?? 0) < (byColumn[$1]?.count ?? 0) }) else { continue }
      let covers = (byColumn[first] ?? []).contains { Self.isSubset(columns, of: rows[$0].columns) }
      if covers {
        isDropped.insert(row)
      } else {
        for column in columns { byColumn[column, default: []].append(row) }
      }
    }
    rows = rows.enumerated().filter { !isDropped.contains($0.offset) }.map(\.element)
  }

  private static func isSubset(_ inner: [Int], of outer: [Int]) -> Bool {
    var place = 0
    for column in inner {
      while place < outer.count, outer[place] < column { place += 1 }
      guard place < outer.count, outer[place] == column else { return false }
    }
    return true
  }

  // MARK: - Indicators

  /// Splits offers into sets whose members exclude each other, by the rows of the problem.
  private func cliques(of offers: [Int]) -> [[Int]] {
    if offers.count <= 1 { return [offers] }
    var rest = Set(offers)
    let candidates = problem.rows.map { row in
      zip(row.offers, row.coefficients).filter { rest.contains($0.0) && 2 * $0.1 > row.capacity }.map(\.0)
    }.filter { $0.count > 1 }
    var cliques: [[Int]] = []
    while !rest.isEmpty {
      var best: [Int] = []
      for candidate in candidates {
        let left = candidate.filter { rest.contains($0) }
        if left.count > best.count { best = left }
      }
      if best.isEmpty, let single = rest.min() { best = [single] }
      rest.subtract(best)
      cliques.append(best)
    }
    return cliques
  }

  private mutating func addIndicator(of bidder: Int, cliques: [[Int]], value: Int) -> Int {
    let column = problem.offers.count + indicators.count
    indicators.append(PackingProgram.Indicator(followed: cliques.flatMap { $0 }.sorted(), bidder: bidder))
    indicatorValues.append(value)
    for clique in cliques {
      rows.append((clique.sorted() + [column], Array(repeating: 1, count: clique.count) + [-1], 0))
    }
    return column
  }

  // MARK: - Components

  /// The connected parts, in the order of their first offers.
  func components() -> [PackingProgram] {
    let count = problem.offers.count + indicators.count
    var parents = Array(0..<count)
    func root(_ column: Int) -> Int {
      var column = column
      while parents[column] != column {
        parents[column] = parents[parents[column]]
        column = parents[column]
      }
      return column
    }
    for row in rows {
      for column in row.columns.dropFirst() {
        let (one, other) = (root(row.columns[0]), root(column))
        parents[max(one, other)] = min(one, other)
      }
    }
    var members: [Int: [Int]] = [:]
    for column in 0..<count where column >= problem.offers.count || isAlive[column] {
      members[root(column), default: []].append(column)
    }
    var rowsOf: [Int: [Int]] = [:]
    for (index, row) in rows.enumerated() {
      if let first = row.columns.first { rowsOf[root(first), default: []].append(index) }
    }
    return members.keys.sorted().compactMap { key in
      members[key].map { program(columns: $0, rows: rowsOf[key] ?? []) }
    }
  }

  private func program(columns: [Int], rows indexes: [Int]) -> PackingProgram {
    var place: [Int: Int] = [:]
    for (index, column) in columns.enumerated() { place[column] = index }
    let offers = columns.filter { $0 < problem.offers.count }
    let added = columns.dropFirst(offers.count).map { indicators[$0 - problem.offers.count] }
    let values = columns.map { column in
      column < problem.offers.count
        ? problem.offers[column].value * factor - reductions[column] : indicatorValues[column - problem.offers.count]
    }
    return PackingProgram(
      offers: offers, bidderCount: Set(offers.map { problem.offers[$0].bidder }).count,
      indicators: added.map { indicator in
        PackingProgram.Indicator(followed: indicator.followed.compactMap { place[$0] }, bidder: indicator.bidder)
      }, values: values,
      rows: indexes.map { index in
        (rows[index].columns.compactMap { place[$0] }, rows[index].coefficients, rows[index].capacity)
      })
  }
}
