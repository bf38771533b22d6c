// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Searches a packing model exactly: depth first, with bounds by weak duality in whole numbers.
///
/// For multipliers y ≥ 0 of the rows no point is worth more than Σ y · capacity + Σ max(0, value − y · column), whoever found
/// y. The multipliers come from a relaxation in floating point and are rounded to multiples of 2⁻²⁰ before they are used,
/// so a bound never rests on it. A column that would take the bound to the target where it is chosen is left out of the
/// subtree (reduced-cost fixing).
struct PackingSearch {
  /// How far a search may go.
  struct Limit: Sendable {
    /// Nodes of one part.
    var nodes = 100_000
    /// Entries of tableaus gone through, for one part; about 10⁹ take a second.
    var work = 6_000_000_000
    /// Entries of one tableau.
    var entries = 4_000_000
  }

  /// What a search found.
  struct Answer: Sendable {
    /// The most valuable set above the floor, ascending; nil where there is none.
    var best: [Int]?
    /// Other sets that are worth as much as asked for; in a search for equals only.
    var equals: Set<[Int]> = []
    /// Whether the whole space was looked at.
    var isComplete = true
  }

  let model: PackingModel
  private let limit: Limit
  let columnRows: [[(row: Int, coefficient: Int)]]
  private let columnHolderRows: [[Int]]
  private(set) var target: Int
  private let collects: Bool
  private var answer = Answer()
  private var nodes = 0
  private var work = 0
  static let shift = 20
  private static let mostEquals = 2_000

  private init(_ model: PackingModel, target: Int, collects: Bool, limit: Limit) {
    self.model = model
    self.limit = limit
    self.target = target
    self.collects = collects
    var rows = [[(row: Int, coefficient: Int)]](repeating: [], count: model.values.count)
    for (index, row) in model.rows.enumerated() {
      for (column, coefficient) in zip(row.columns, row.coefficients) { rows[column].append((index, coefficient)) }
    }
    columnRows = rows
    var holderRows = [[Int]](repeating: [], count: model.values.count)
    for (index, row) in model.holderRows.enumerated() {
      for column in row.columns { holderRows[column].append(index) }
    }
    columnHolderRows = holderRows
  }

  /// The most valuable set that is worth more than a floor.
  static func best(of model: PackingModel, above floor: Int, limit: Limit = Limit()) -> Answer {
    let (small, columns) = model.tightened { model.values[$0] > 0 }
    var answer = Answer()
    // What each part is known to reach isn't known here, so each is solved from the bottom.
    let parts = small.parts()
    var set: [Int] = []
    var value = 0
    for part in parts {
      let partFloor = parts.count == 1 ? floor : 0
      let found = run(part.model, target: partFloor, collects: false, limit: limit)
      if !found.isComplete { answer.isComplete = false }
      guard let best = found.best else { continue }
      set += best.map { columns[part.columns[$0]] }
      value += part.model.value(of: best)
    }
    if value > floor { answer.best = set.sorted() }
    return answer
  }

  /// The most valuable set, where one is known to be good: parts in which nothing is worth more keep it.
  static func best(of model: PackingModel, beginningWith start: [Int], limit: Limit = Limit()) -> Answer {
    let (small, columns) = model.tightened { model.values[$0] > 0 }
    let known = Set(start)
    var answer = Answer()
    var set: [Int] = []
    for part in small.parts() {
      let own = part.columns.indices.filter { known.contains(columns[part.columns[$0]]) }
      let found = run(part.model, target: part.model.value(of: own), collects: false, limit: limit)
      if !found.isComplete { answer.isComplete = false }
      set += (found.best ?? own).map { columns[part.columns[$0]] }
    }
    answer.best = set.sorted()
    return answer
  }

  /// All sets that are worth at least what a set is worth, part by part: each with the others' columns of the set.
  ///
  /// Columns worth 0 count: they make another set.
  static func equals(of model: PackingModel, to set: [Int], limit: Limit = Limit()) -> Answer {
    let (small, columns) = model.tightened { model.values[$0] >= 0 }
    let known = Set(set)
    var answer = Answer()
    for part in small.parts() {
      let own = part.columns.indices.filter { known.contains(columns[part.columns[$0]]) }
      let found = run(part.model, target: part.model.value(of: own) - 1, collects: true, limit: limit)
      if !found.isComplete { answer.isComplete = false }
      let inPart = Set(part.columns.map { columns[$0] })
      let rest = set.filter { !inPart.contains($0) }
      for other in found.equals where other != own {
        answer.equals.insert((rest + other.map { columns[part.columns[$0]] }).sorted())
      }
    }
    return answer
  }

  private static func run(_ model: PackingModel, target: Int, collects: Bool, limit: Limit) -> Answer {
    var unit = 0
    for value in model.values { unit = Docket.greatestCommonDivisor(unit, value) }
    guard unit > 0 || collects else { return Answer() }
    var scaled = model
    if unit > 1 { scaled.values = model.values.map { $0 / unit } }
    let floor = unit > 1 ? (target >= 0 ? target / unit : -((-target + unit - 1) / unit)) : target
    var search = PackingSearch(scaled, target: floor, collects: collects, limit: limit)
    search.start()
    return search.answer
  }

  // MARK: - Nodes

  struct Node {
    /// 1, 0, or −1 where a column is free.
    var fixings: [Int8]
    var left: [Int]
    var tableau: PackingTableau
    var isSound = true
  }

  private mutating func start() {
    guard !model.values.isEmpty else {
      consider([])
      return
    }
    guard model.values.count * (model.rows.count + model.values.count) <= 4 * limit.entries else {
      answer.isComplete = false
      return
    }
    var node = Node(
      fixings: Array(repeating: -1, count: model.values.count), left: model.rows.map(\.capacity),
      tableau: PackingTableau(model))
    guard node.tableau.height * node.tableau.width <= limit.entries else {
      answer.isComplete = false
      return
    }
    node.isSound = node.tableau.climb()
    work += node.tableau.work
    visit(&node, depth: 0)
  }

  private mutating func consider(_ set: [Int]) {
    let value = model.value(of: set)
    guard value > target, model.isFeasible(set) else { return }
    if collects {
      answer.equals.insert(set)
      if answer.equals.count > Self.mostEquals { answer.isComplete = false }
    } else {
      target = value
      answer.best = set
    }
  }

  private mutating func visit(_ node: inout Node, depth: Int) {
    nodes += 1
    guard nodes <= limit.nodes, work <= limit.work, depth < 1_500, !collects || answer.isComplete else {
      answer.isComplete = false
      return
    }
    let duality = bound(node)
    guard duality.bound > Int128(target) else { return }
    excludeByReducedCost(&node, duality)
    let free = node.fixings.indices.filter { node.fixings[$0] == -1 }
    let ones = node.fixings.indices.filter { node.fixings[$0] == 1 }
    guard !free.isEmpty else {
      consider(ones)
      return
    }
    let values = free.map { node.isSound ? node.tableau.value(of: $0) : 0 }
    let chosen = zip(free, values).filter { $0.1 > 0.5 }.map(\.0)
    consider((ones + chosen).sorted())
    guard duality.bound > Int128(target) else { return }
    let column = branchingColumn(free, values, duality)
    var child = node
    if choose(column, &child) { visit(&child, depth: depth + 1) }
    if leaveOut([column], &node) { visit(&node, depth: depth + 1) }
  }

  /// Chooses a column and leaves out all that no longer fits; false where it doesn't fit itself.
  private mutating func choose(_ column: Int, _ node: inout Node) -> Bool {
    for (row, coefficient) in columnRows[column] {
      node.left[row] -= coefficient
      if node.left[row] < 0 { return false }
    }
    node.fixings[column] = 1
    var excluded: [Int] = []
    for (row, _) in columnRows[column] {
      for (other, coefficient) in zip(model.rows[row].columns, model.rows[row].coefficients)
      where node.fixings[other] == -1 && coefficient > node.left[row] {
        node.fixings[other] = 0
        excluded.append(other)
      }
    }
    for row in columnHolderRows[column] {
      let holders = Set(
        model.holderRows[row].columns.filter { node.fixings[$0] == 1 }.map { model.holders[$0] })
      if holders.count > model.holderRows[row].capacity { return false }
      guard holders.count == model.holderRows[row].capacity else { continue }
      for other in model.holderRows[row].columns
      where node.fixings[other] == -1 && !holders.contains(model.holders[other]) {
        node.fixings[other] = 0
        excluded.append(other)
      }
    }
    let before = node.tableau.work
    if node.isSound { node.isSound = node.tableau.fix(column, at: 1) }
    if node.isSound { node.isSound = node.tableau.restore() }
    for other in excluded where node.isSound { node.isSound = node.tableau.exclude(other) }
    if node.isSound { node.isSound = node.tableau.restore() }
    work += node.tableau.work - before
    return true
  }

  mutating func leaveOut(_ columns: [Int], _ node: inout Node) -> Bool {
    let before = node.tableau.work
    for column in columns {
      node.fixings[column] = 0
      if node.isSound { node.isSound = node.tableau.exclude(column) }
    }
    if node.isSound { node.isSound = node.tableau.restore() }
    work += node.tableau.work - before
    return true
  }
}
