// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension BranchSearch {
  /// Two rows "at most one of these" and the offers that are in both.
  struct RowPair {
    var first: Int
    var second: Int
  }

  /// Pairs of rows are branched on where bidders have at least so many offers on average.
  private static let manyAlternatives = 10

  /// Whether bidders have many offers each: leaving out a single one then changes hardly anything.
  var hasManyAlternatives: Bool { program.offers.count >= Self.manyAlternatives * program.bidderCount }

  /// The rows of which at most one offer can be accepted.
  private func rowsOfOne() -> [Bool] {
    (0..<program.rowCount).map { row in
      program.capacities[row] == 1
        && program.rowCoefficients[program.rowStarts[row]..<program.rowStarts[row + 1]].allSatisfy { $0 == 1 }
    }
  }

  /// The pair of rows that splits a fractional point best: by whether an offer that is in both is accepted, as in whether a
  /// bidder gets a lot (Ryan, Foster 1981, in Computer Scheduling of Public Transport, ISBN 0-444-86170-X; Barnhart and others
  /// 1998, doi:10.1287/opre.46.3.316).
  ///
  /// Either one is, so that no other offer of the two rows is, or none is. Both sides fix many offers, where accepting one
  /// offer or not leaves one side as it was.
  func branchingPair(_ point: [Double], _ node: Node) -> RowPair? {
    let count = program.rowCount
    if isRowOfOne.count != count { isRowOfOne = rowsOfOne() }
    var sums = [Double](repeating: 0, count: count)
    var joint = [Double](repeating: 0, count: count * count)
    var members = [Int32](repeating: 0, count: count * count)
    var pairs: [Int] = []
    for column in 0..<program.offers.count where node.fixings[column] < 0 && point[column] > 1e-6 {
      let rows = program.places(of: column).map { program.columnRows[$0] }.filter { isRowOfOne[$0] }
      for (index, row) in rows.enumerated() {
        sums[row] += point[column]
        for other in rows[(index + 1)...] {
          let pair = row * count + other
          if members[pair] == 0 { pairs.append(pair) }
          joint[pair] += point[column]
          members[pair] += 1
        }
      }
    }
    var best: RowPair?
    var greatest = Self.leastScore
    for pair in pairs where members[pair] > 1 {
      let (first, second) = (pair / count, pair % count)
      let inside = joint[pair]
      guard inside < 1 - 1e-6 else { continue }
      let score = inside * (sums[first] + sums[second] - 2 * inside)
      if score > greatest + 1e-9 {
        greatest = score
        best = RowPair(first: first, second: second)
      }
    }
    return best
  }

  /// Pairs that move less of the point than this on one side aren't branched on.
  private static let leastScore = 0.05

  /// The two children of a node by a pair of rows: the one to go on with is returned, the other waits.
  func branch(_ node: Node, on pair: RowPair) -> Node {
    var isInFirst = [Bool](repeating: false, count: program.columnCount)
    for place in program.rowStarts[pair.first]..<program.rowStarts[pair.first + 1] {
      isInFirst[program.rowColumns[place]] = true
    }
    var zero = node
    var one = node
    for place in program.rowStarts[pair.second]..<program.rowStarts[pair.second + 1] {
      let column = program.rowColumns[place]
      guard node.fixings[column] < 0 else { continue }
      if isInFirst[column] {
        zero.fixings[column] = 0
        isInFirst[column] = false
      } else {
        one.fixings[column] = 0
      }
    }
    for column in isInFirst.indices where isInFirst[column] && node.fixings[column] < 0 { one.fixings[column] = 0 }
    zero.depth += 1
    one.depth += 1
    serial += 2
    zero.serial = serial - 1
    one.serial = serial
    wait(&zero)
    return one
  }

  /// Keeps a node for later, with the tableau of its parent as long as there is room.
  func wait(_ node: inout Node) {
    if relaxation.stateSize * openNodes.count < Self.numbersKept { node.state = relaxation.state }
    openNodes.push(node)
  }
}
