// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension BranchSearch {
  /// Looks at a node: bound, fixings, points, and where it stays open its two children, of which one is returned to go on with.
  func process(_ node: Node) -> Node? {
    var node = node
    if let state = node.state {
      relaxation.restore(state)
      node.state = nil
    } else if let whole, !relaxation.suits(node.fixings) {
      relaxation.restore(whole)
    }
    var duality = bound(&node)
    while true {
      if node.bound <= target { return nil }
      guard let fixed = fix(&node, by: duality) else { return nil }
      if fixed == 0 { break }
      duality = bound(&node)
    }
    if node.depth == 0, question.ones.isEmpty, question.zeros.isEmpty {
      settled = node.fixings
      relaxation.drop(node.fixings)
      whole = nil
    } else {
      narrow(node)
    }
    let point = (0..<program.columnCount).map { relaxation.value(of: $0) }
    round(point, node)
    if hasEnough {
      openNodes.push(node)
      return nil
    }
    if node.bound <= target { return nil }
    guard let choice = branchingColumn(point, node) else {
      consider((0..<program.offers.count).filter { node.fixings[$0] == 1 })
      return nil
    }
    if hasManyAlternatives, point[choice] < 0.5, let pair = branchingPair(point, node) { return branch(node, on: pair) }
    return branch(node, on: choice, point[choice])
  }

  /// Drops the columns that are fixed at a node from the tableau for the nodes below it, where that pays for the copy.
  private func narrow(_ node: Node) {
    let fixed = relaxation.nonbasicVariables.count { $0 < program.columnCount && node.fixings[$0] >= 0 }
    guard fixed * Self.narrowingShare > relaxation.width else { return }
    if whole == nil { whole = relaxation.state }
    relaxation.drop(node.fixings)
  }

  /// The tableau is narrowed where more than one in so many of its columns would go.
  private static let narrowingShare = 6

  /// Solves the relaxation of a node and computes its bound in whole numbers.
  private func bound(_ node: inout Node) -> WeakDuality {
    relaxation.setBounds(node.fixings)
    // A little below the target, so that the rounded multipliers prove it as well.
    let cutOff = Double(target) + 1 - max(0.01, 1e-9 * Double(target.magnitude))
    _ = relaxation.optimise(cutOff: cutOff, limit: Self.iterationsOfANode)
    var duality = proof(node)
    let objective = relaxation.objective
    // What drifted away in floating point shows as a difference to the whole numbers.
    if Double(duality.bound) > objective + 1 + 1e-6 * objective.magnitude, duality.bound > target {
      relaxation.startOver()
      _ = relaxation.optimise(cutOff: cutOff, limit: Self.iterationsOfANode)
      duality = proof(node)
    }
    node.bound = min(node.bound, duality.bound)
    return duality
  }

  private func proof(_ node: Node) -> WeakDuality {
    WeakDuality(
      program: program, multipliers: WeakDuality.rounded(relaxation.multipliers()), fixings: node.fixings)
  }

  /// Then the multipliers that were reached are used; they prove less, and the search goes on.
  private static let iterationsOfANode = 50_000

  /// Fixes what the multipliers show to stand where it is; how many were fixed otherwise than where the relaxation has
  /// them. Nil where that contradicts itself: the node is empty.
  private func fix(_ node: inout Node, by duality: WeakDuality) -> Int? {
    let target = target
    var moved = 0
    var ones: [Int] = []
    for column in 0..<program.columnCount where node.fixings[column] < 0 && duality.reducedCosts[column] != 0 {
      guard duality.isForced(column, target: target) else { continue }
      if duality.reducedCosts[column] > 0 { ones.append(column) } else { node.fixings[column] = 0 }
    }
    if !ones.isEmpty {
      var propagation = Propagation(program, fixings: node.fixings)
      let before = node.fixings
      for column in ones {
        guard propagation.fixAtOne(column, &node.fixings) else { return nil }
      }
      for column in node.fixings.indices where node.fixings[column] == 0 && before[column] < 0 {
        if relaxation.value(of: column) > 1e-6 { moved += 1 }
      }
    }
    return moved
  }

  // MARK: - Points

  /// Makes points of the relaxation's: the rounded one, and a greedy one in its order.
  private func round(_ point: [Double], _ node: Node) {
    let offers = program.offers.count
    let isWhole = (0..<offers).allSatisfy { abs(point[$0] - point[$0].rounded()) < 1e-6 }
    if isWhole {
      if consider((0..<offers).filter { point[$0] > 0.5 }) { return }
    }
    if node.depth <= 10 || answer.nodes % 16 == 0 { greedy(point, node) }
  }

  /// Accepts offers in falling order of the relaxation's values, as long as they fit.
  private func greedy(_ point: [Double], _ node: Node) {
    var fixings = node.fixings
    var propagation = Propagation(program, fixings: fixings)
    let free = (0..<program.offers.count).filter { fixings[$0] < 0 }
      .sorted { (point[$0], program.values[$0], $1) > (point[$1], program.values[$1], $0) }
    for column in free where fixings[column] < 0 {
      var next = propagation
      var trial = fixings
      if next.fixAtOne(column, &trial) {
        propagation = next
        fixings = trial
      }
    }
    consider((0..<program.offers.count).filter { fixings[$0] == 1 })
  }

  // MARK: - Branching

  /// The column to branch on; nil where nothing is left to decide.
  private func branchingColumn(_ point: [Double], _ node: Node) -> Int? {
    var best: Int?
    var greatest = -1.0
    let room = Double(max(1, node.bound - target))
    for column in 0..<program.offers.count where node.fixings[column] < 0 {
      let fraction = point[column]
      guard fraction > 1e-6, fraction < 1 - 1e-6 else { continue }
      let penalties = relaxation.penalties(of: column)
      let score = max(min(penalties.down, room), 1e-6 * room) * max(min(penalties.up, room), 1e-6 * room)
      if score > greatest {
        greatest = score
        best = column
      }
    }
    if let best { return best }
    // The relaxation is whole, but the node isn't closed: other points worth as much are asked for, or an offer that is
    // accepted in it must be given up to find them.
    let free = (0..<program.offers.count).filter { node.fixings[$0] < 0 }
    return free.first { point[$0] > 0.5 } ?? free.first
  }

  /// Numbers that open nodes may keep of their parents' tableaus; 8 bytes each.
  static let numbersKept = 20_000_000

  private func branch(_ node: Node, on column: Int, _ fraction: Double) -> Node? {
    var zero = node
    zero.fixings[column] = 0
    zero.depth += 1
    var one: Node? = node
    one?.depth += 1
    var propagation = Propagation(program, fixings: node.fixings)
    var fixings = node.fixings
    if propagation.fixAtOne(column, &fixings) { one?.fixings = fixings } else { one = nil }
    serial += 2
    zero.serial = serial - 1
    one?.serial = serial
    guard let one else { return zero }
    wait(&zero)
    return one
  }
}
