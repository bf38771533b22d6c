// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Branch and bound over the relaxations of one packing program, exact in whole numbers.
///
/// Each node's bound is computed in whole numbers from the relaxation's multipliers by weak duality; columns that the same
/// multipliers show to stand where they are get fixed; a node is closed only where the whole-number bound isn't above the
/// target. Floating point decides where to look, never what is true.
final class BranchSearch {
  /// What is searched for.
  struct Question {
    /// Only points worth more than this matter.
    var floor: Int
    /// Whether to find out if another set is worth as much as the best.
    var asksForTies = false
    /// The search may end as soon as a point is worth at least this.
    var enough: Int?
    /// The search may end this many nodes after the last better point; nil for never.
    var patience: Int?
    /// Offers fixed beforehand: columns at 1 and at 0.
    var ones: [Int] = []
    var zeros: [Int] = []
    /// Nodes at most.
    var nodeLimit = Int.max
    /// A point known beforehand, columns ascending.
    var start: [Int]?
  }

  /// What was found.
  struct Answer {
    /// The best point above the floor, columns of offers ascending; nil where there is none.
    var best: [Int]?
    /// What it is worth; the floor where there is none.
    var value: Int
    /// No point is worth more; `value` where the search was completed.
    var bound: Int
    /// Whether another point is worth as much; told only where asked for.
    var hasOther = false
    /// Whether the search was completed (or had enough).
    var isComplete = true
    var nodes = 0
  }

  struct Node {
    var bound: Int
    /// 0 or 1 where a column is fixed, −1 where it is free.
    var fixings: [Int8]
    var depth: Int
    var serial: Int
    /// Where the relaxation stood at the parent, to go on from there.
    var state: DenseRelaxation.State?
  }

  /// The program, with rows added that its points keep anyway.
  var program: PackingProgram
  var relaxation: DenseRelaxation
  /// Where the relaxation stood before nodes dropped columns from it.
  var whole: DenseRelaxation.State?
  /// Whether at most one offer of a row can be accepted, by row; found at the first branching on a pair of rows.
  var isRowOfOne: [Bool] = []
  private var isPrepared = false
  /// Cliques added at the root.
  var rootCliques: [[Int]] = []
  /// What was fixed for good at the root of the first question without fixings; later questions must have as high a floor.
  var settled: [Int8]?
  var question = Question(floor: 0)
  var answer = Answer(value: 0, bound: 0)
  var openNodes = NodeStack()
  var serial = 0
  private var lastImprovement = 0

  init(_ program: PackingProgram) {
    self.program = program
    relaxation = DenseRelaxation(program)
  }

  /// What a point must be worth more than to matter.
  var target: Int {
    guard answer.best != nil else { return question.floor }
    return question.asksForTies && !answer.hasOther ? max(question.floor, answer.value - 1) : answer.value
  }

  /// Whether what was found is enough to stop.
  var hasEnough: Bool {
    guard answer.best != nil else { return false }
    if let enough = question.enough, answer.value >= enough { return true }
    if let patience = question.patience, answer.nodes > lastImprovement + patience { return true }
    return false
  }

  /// Answers a question.
  func run(_ question: Question) -> Answer {
    self.question = question
    if let whole { relaxation.restore(whole) }
    answer = Answer(value: question.floor, bound: question.floor)
    openNodes = NodeStack()
    serial = 0
    lastImprovement = 0
    if let start = question.start { consider(start) }
    var fixings = settled ?? [Int8](repeating: -1, count: program.columnCount)
    var propagation = Propagation(program, fixings: fixings)
    for column in question.zeros {
      if fixings[column] == 1 { return answer }
      fixings[column] = 0
    }
    for column in question.ones {
      guard propagation.fixAtOne(column, &fixings) else { return answer }
    }
    if !isPrepared, program.rowCount > 0 {
      isPrepared = true
      prepareRoot(fixings)
    }
    var current: Node? = Node(bound: .max, fixings: fixings, depth: 0, serial: 0)
    while !hasEnough {
      guard let node = current ?? openNodes.pop() else { break }
      current = nil
      if node.bound <= target { continue }
      if answer.nodes >= question.nodeLimit {
        openNodes.push(node)
        answer.isComplete = false
        break
      }
      answer.nodes += 1
      current = process(node)
    }
    answer.bound = answer.value
    if !answer.isComplete || hasEnough {
      var bound = openNodes.greatestBound.map { max($0, answer.value) } ?? answer.value
      if let current { bound = max(bound, current.bound) }
      if bound == .max { bound = program.values.reduce(0) { $0 + max(0, $1) } }
      answer.bound = bound
    }
    return answer
  }

  /// Looks at a point; whether it holds.
  @discardableResult
  func consider(_ columns: [Int]) -> Bool {
    guard let value = program.value(of: columns) else { return false }
    if value > answer.value || (answer.best == nil && value > question.floor) {
      answer.best = columns
      answer.value = value
      answer.hasOther = false
      lastImprovement = answer.nodes
    } else if value == answer.value, let best = answer.best, best != columns {
      answer.hasOther = true
    }
    return true
  }
}

/// Open nodes, the latest first: it differs least from the node before, so its relaxation costs the least.
struct NodeStack {
  private var nodes: [BranchSearch.Node] = []

  var count: Int { nodes.count }

  /// The greatest bound of an open node.
  var greatestBound: Int? { nodes.lazy.map(\.bound).max() }

  mutating func push(_ node: BranchSearch.Node) { nodes.append(node) }

  mutating func pop() -> BranchSearch.Node? { nodes.popLast() }
}
