// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension LexicographicSearch {
  /// Looks for a 0/1 point that attains every step, and remembers it.
  ///
  /// - Parameter guide: an objective that differs from place to place.
  /// - Returns: whether such a point is at hand.
  mutating func findStandingPoint(guide: StageObjective) throws -> Bool {
    if standingPoint != nil { return true }
    guard let point = try rounded(lastPoint) ?? pointNearRelaxation(of: guide) else { return false }
    incumbent = point
    return true
  }

  /// A 0/1 point near the optimum of an objective's relaxation that attains every step; nil where none was come upon.
  mutating func pointNearRelaxation(of guide: StageObjective) throws -> [Bool]? {
    var probe = self
    defer { effort = probe.effort }
    do {
      _ = try probe.relaxation(guide)
      return try probe.dive()
    } catch is StageStop {
      return nil
    }
  }

  /// A 0/1 point near the last relaxation's that attains every step; nil where none was come upon.
  ///
  /// The relaxation is solved over and over with some of the grants that it leaves in part fixed, the greatest parts first.
  /// A batch that leaves no point is halved; a single grant that leaves none is refused.
  private mutating func dive() throws -> [Bool]? {
    let all = model.variables
    var values = lastPoint
    var fixed = model
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = basis
    var setbacks = 0
    while limits.isCancelled?() != true {
      let partial = values.indices.filter { column in
        StageProgram.request(of: program.columns[column]) != nil && values[column] > 1e-6 && values[column] < 1 - 1e-6
      }
      guard !partial.isEmpty else { return rounded(values) }
      var batch: [Int] = []
      var requests: Set<Int> = []
      for column in partial.sorted(by: { (-values[$0], $0) < (-values[$1], $1) }) {
        guard let request = StageProgram.request(of: program.columns[column]), requests.insert(request).inserted else {
          continue
        }
        batch.append(column)
      }
      batch = Array(batch.prefix(max(1, partial.count / Self.batchShare)))
      while true {
        var attempt = fixed
        for column in batch { attempt.setBounds(of: all[column], lower: 1, upper: 1) }
        let outcome = try solver.solve(attempt, options: options)
        count(outcome, integer: false)
        if outcome.proof == .optimal {
          (fixed, values) = (attempt, outcome.values)
          options.warmStart = outcome.basis
          break
        }
        setbacks += 1
        guard setbacks <= Self.mostSetbacks else { return nil }
        if batch.count == 1 {
          fixed.fix(all[batch[0]], at: 0)
          let without = try solver.solve(fixed, options: options)
          count(without, integer: false)
          guard without.proof == .optimal else { return nil }
          values = without.values
          options.warmStart = without.basis
          break
        }
        batch = Array(batch.prefix(batch.count / 2))
      }
    }
    return nil
  }

  /// Of the grants that a relaxation leaves in part, one in so many is fixed at a time.
  private static let batchShare = 10
  /// Batches that may fail before the search is given up.
  private static let mostSetbacks = 60
}
