// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension LexicographicSearch {
  /// Looks for a 0/1 point that attains every step, and remembers it.
  ///
  /// - Returns: whether such a point is at hand.
  mutating func findStandingPoint() throws -> Bool {
    if standingPoint != nil { return true }
    guard let point = try rounded(lastPoint) ?? guide.flatMap({ try pointNearRelaxation(of: $0) }) else { return false }
    incumbent = point
    return true
  }

  /// A 0/1 point near the optimum of an objective's relaxation that attains every step: the first that a search into depth
  /// comes upon; nil where it comes upon none within its nodes.
  mutating func pointNearRelaxation(of guide: StageObjective) throws -> [Bool]? {
    var probe = self
    defer { effort = probe.effort }
    do { _ = try probe.relaxation(guide) } catch is StageStop { return nil }
    if let point = probe.rounded(probe.lastPoint) { return point }
    var integer = probe.model
    for variable in integer.variables { integer.setDomain(of: variable, to: .binary) }
    var options = limits.options
    options.warmStart = probe.basis
    options.nodeLimit = limits.nodes ?? Large.nodesInDepth
    options.backtracking = .depthFirst
    options.relativeGap = 1
    let outcome = try solver.solve(integer, options: options)
    probe.count(outcome, integer: true)
    return outcome.solution == .feasible ? rounded(outcome.values) : nil
  }
}
