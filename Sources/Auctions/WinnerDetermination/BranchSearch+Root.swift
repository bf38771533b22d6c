// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension BranchSearch {
  /// Rounds of cutting planes at the root.
  private static let cutRounds = 25
  /// Exchanges tried for a first point, for each offer.
  private static let exchangesAnOffer = 2

  /// Makes the root's relaxation tighter by cliques of the conflict graph, and looks for a good point to begin with.
  func prepareRoot(_ fixings: [Int8]) {
    guard let graph = ConflictGraph(program) else { return }
    relaxation.setBounds(fixings)
    _ = relaxation.optimise(cutOff: -.infinity, limit: 50_000)
    suggest(graph)
    var added: [[Int]] = []
    var last = relaxation.objective
    var stalled = 0
    for _ in 0..<Self.cutRounds {
      if last < Double(target) + 1 - 0.01 { break }
      let point = (0..<program.columnCount).map { relaxation.value(of: $0) }
      let cliques = graph.violatedCliques(point, most: 40)
      if cliques.isEmpty { break }
      added += cliques
      relaxation.append(cliques: cliques)
      _ = relaxation.optimise(cutOff: -.infinity, limit: 50_000)
      let objective = relaxation.objective
      stalled = last - objective < 1e-4 * max(1, last - Double(target)) ? stalled + 1 : 0
      last = objective
      if stalled >= 3 { break }
    }
    if added.isEmpty { return }
    // Only cliques that bind stay.
    let multipliers = relaxation.multipliers()
    let kept = added.indices.filter { multipliers[program.rowCount + $0] > 0 }.map { added[$0] }
    program.append(cliques: kept)
    relaxation = DenseRelaxation(program)
  }

  /// Improves the greedy point by exchanges, where conflicts of pairs say everything.
  private func suggest(_ graph: ConflictGraph) {
    let point = (0..<program.columnCount).map { relaxation.value(of: $0) }
    let order = (0..<program.offers.count).sorted {
      (point[$0], program.values[$0], $1) > (point[$1], program.values[$1], $0)
    }
    var start: [Int] = answer.best ?? []
    if start.isEmpty {
      for offer in order where start.allSatisfy({ !graph.conflict($0, offer) }) { start.append(offer) }
    }
    guard graph.isComplete, question.ones.isEmpty, question.zeros.isEmpty else { return }
    if relaxation.objective < Double(target) + 1 - 0.01 { return }
    var search = LocalSearch(graph, values: program.values)
    consider(search.improve(start, rounds: 100 + Self.exchangesAnOffer * program.offers.count))
  }
}
