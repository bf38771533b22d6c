// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import IntegerPrograms

/// The greatest total of bids in one part of a program if some bidder took no part.
///
/// The multipliers of the whole program bound the program without a bidder's offers as well. An offer whose reduced cost is
/// so low, or so high, that no better total can do with it, or without it, than one at hand is fixed (reduced-cost fixing;
/// Dantzig, Fulkerson, Johnson 1954, doi:10.1287/opre.2.4.393). What is left is small, and is solved as a linear program
/// first, whose optimum mostly is whole.
struct AbsenceSearch {
  /// What is known of a total: it lies between two whole numbers.
  struct Interval: Hashable, Sendable {
    var atLeast: Int
    var atMost: Int

    var isExact: Bool { atLeast == atMost }
  }

  let part: SaleProgram.Part
  let solver: any Solver
  let nodeLimit: Int?
  let isCancelled: (@Sendable () -> Bool)?
  /// Nodes of a search where the caller sets no limit; beyond, a total is known up to an interval.
  static let standardNodes = 2_000

  /// For each offer the rows that it is in, with its coefficient.
  private let rowsOfOffer: [[(row: Int, coefficient: Int)]]
  /// Offers by what they add, the greatest first.
  private let order: [Int]

  init(
    part: SaleProgram.Part, solver: any Solver, nodeLimit: Int?, isCancelled: (@Sendable () -> Bool)? = nil
  ) {
    self.part = part
    self.solver = solver
    self.nodeLimit = nodeLimit
    self.isCancelled = isCancelled
    var rowsOfOffer = [[(row: Int, coefficient: Int)]](repeating: [], count: part.weights.count)
    for (row, content) in part.rows.enumerated() {
      for term in content.terms { rowsOfOffer[term.offer].append((row, term.coefficient)) }
    }
    self.rowsOfOffer = rowsOfOffer
    order = part.weights.indices.sorted { (-part.weights[$0], $0) < (-part.weights[$1], $1) }
  }

  /// The greatest total without some offers.
  ///
  /// - Parameter isAbsent: for each offer whether it takes no part.
  func greatest(without isAbsent: [Bool]) throws -> Interval {
    let start = filledUp(part.accepted.filter { !isAbsent[$0] }, without: isAbsent)
    let least = total(start)
    var scaledBound = part.scaledBound
    for offer in isAbsent.indices where isAbsent[offer] { scaledBound -= max(0, part.reducedCosts[offer]) }
    func floor(_ number: Int) -> Int {
      number >= 0 ? number / part.scale : -((-number + part.scale - 1) / part.scale)
    }
    let most = floor(scaledBound)
    guard most > least else { return Interval(atLeast: least, atMost: least) }
    var open: [Int] = []
    var forced: [Int] = []
    for offer in isAbsent.indices where !isAbsent[offer] {
      let cost = part.reducedCosts[offer]
      if cost > 0, floor(scaledBound - cost) <= least {
        forced.append(offer)
      } else if cost >= 0 || floor(scaledBound + cost) > least {
        open.append(offer)
      }
    }
    let found = try solved(open: open, forced: forced, target: most)
    return Interval(atLeast: max(least, found.atLeast), atMost: min(most, max(least, found.atMost)))
  }

  /// Offers added to accepted ones as far as the rows allow, the greatest first.
  private func filledUp(_ accepted: [Int], without isAbsent: [Bool]) -> [Int] {
    var room = part.rows.map(\.capacity)
    var result = accepted
    var isIn = [Bool](repeating: false, count: isAbsent.count)
    for offer in accepted {
      isIn[offer] = true
      for entry in rowsOfOffer[offer] { room[entry.row] -= entry.coefficient }
    }
    // A request without a row of its own has one place only.
    var served = Set(accepted.map { part.requests[$0] })
    for offer in order where !isAbsent[offer] && !isIn[offer] && part.weights[offer] > 0 {
      guard !served.contains(part.requests[offer]),
        rowsOfOffer[offer].allSatisfy({ $0.coefficient <= room[$0.row] })
      else { continue }
      result.append(offer)
      served.insert(part.requests[offer])
      for entry in rowsOfOffer[offer] { room[entry.row] -= entry.coefficient }
    }
    return part.isGrantable(result) ? result : accepted
  }

  private func total(_ offers: [Int]) -> Int { offers.reduce(0) { $0 + part.weights[$1] } }

  /// The greatest total of some offers beside others that are accepted.
  private func solved(open: [Int], forced: [Int], target: Int) throws -> Interval {
    var room = part.rows.map(\.capacity)
    for offer in forced {
      for entry in rowsOfOffer[offer] { room[entry.row] -= entry.coefficient }
    }
    // No point has all of them: whatever is at hand can't be exceeded.
    guard room.allSatisfy({ $0 >= 0 }) else { return Interval(atLeast: 0, atMost: 0) }
    let members = open.filter { offer in rowsOfOffer[offer].allSatisfy { $0.coefficient <= room[$0.row] } }
    var chosen = forced
    var most = total(forced)
    for group in groups(members, room: room) {
      if isCancelled?() == true { throw AllocationFault.cancelled }
      let found = try best(of: group, room: room)
      chosen += found.chosen
      most += found.bound
    }
    return Interval(atLeast: part.isGrantable(chosen) ? total(chosen) : 0, atMost: min(target, most))
  }

  /// Offers that rows still tie together, directly or over others.
  private func groups(_ members: [Int], room: [Int]) -> [[Int]] {
    var demand = [Int](repeating: 0, count: room.count)
    for offer in members { for entry in rowsOfOffer[offer] { demand[entry.row] += entry.coefficient } }
    var parent: [Int: Int] = [:]
    func root(_ row: Int) -> Int {
      var row = row
      while let next = parent[row], next != row { row = next }
      return row
    }
    var alone: [[Int]] = []
    var tied: [(offer: Int, row: Int)] = []
    for offer in members {
      let rows = rowsOfOffer[offer].map(\.row).filter { demand[$0] > room[$0] }
      guard let first = rows.first else {
        alone.append([offer])
        continue
      }
      for row in rows {
        let (one, other) = (root(first), root(row))
        parent[max(one, other)] = min(one, other)
        parent[min(one, other)] = min(one, other)
      }
      tied.append((offer, first))
    }
    let byRoot = Dictionary(grouping: tied) { root($0.row) }
    return alone + byRoot.keys.sorted().map { (byRoot[$0] ?? []).map(\.offer) }
  }

  /// The greatest total of offers within what room is left: what was found, and what isn't exceeded.
  private func best(of members: [Int], room: [Int]) throws -> (chosen: [Int], bound: Int) {
    if members.count == 1 { return (members, part.weights[members[0]]) }
    let greatest = Double(max(1, members.map { part.weights[$0] }.max() ?? 1))
    let scale = greatest > 1_000_000 ? greatest : 1
    let model = model(members, room: room, scale: scale)
    var options = SolverOptions()
    options.relaxationOnly = true
    options.isCancelled = isCancelled
    if scale > 1 { options.dualTolerance = 1e-11 }
    let relaxation = try solver.solve(model, options: options)
    var bound = total(members)
    if relaxation.proof == .optimal, let value = relaxation.bound {
      bound = min(bound, Self.wholePart(value * scale))
      if let chosen = chosen(relaxation.values, members, room: room), total(chosen) >= bound {
        return (chosen, total(chosen))
      }
    }
    options.relaxationOnly = false
    options.warmStart = relaxation.basis
    options.cuts = [.mixedIntegerRounding, .gomory, .clique]
    options.nodeLimit = nodeLimit ?? Self.standardNodes
    let outcome = try solver.solve(model, options: options)
    guard outcome.solution == .feasible, let chosen = chosen(outcome.values, members, room: room) else {
      return ([], bound)
    }
    let attained = total(chosen)
    let limit = outcome.proof == .optimal ? Double(attained) : outcome.bound.map { $0 * scale } ?? Double(bound)
    return (chosen, min(bound, max(attained, Self.wholePart(limit))))
  }

  private func model(_ members: [Int], room: [Int], scale: Double) -> Model {
    var model = Model()
    var touched: [Int: [(Int, Int)]] = [:]
    let variables = model.addVariables(count: members.count, domain: .binary, lower: 0, upper: 1)
    var objective = LinearExpression()
    for (index, offer) in members.enumerated() {
      objective += Double(part.weights[offer]) / scale * variables[index]
      for entry in rowsOfOffer[offer] { touched[entry.row, default: []].append((index, entry.coefficient)) }
    }
    model.setObjective(.maximise, objective)
    for row in touched.keys.sorted() {
      let terms = touched[row] ?? []
      guard terms.reduce(0, { $0 + $1.1 }) > room[row] else { continue }
      model.addRow(
        variables: terms.map { variables[$0.0] }, coefficients: terms.map { Double($0.1) },
        sense: .atMost(Double(room[row])))
    }
    return model
  }

  /// The offers of a whole point that keeps every row, in whole numbers; nil where it isn't one.
  private func chosen(_ values: [Double], _ members: [Int], room: [Int]) -> [Int]? {
    guard values.count == members.count else { return nil }
    var room = room
    var chosen: [Int] = []
    for (index, offer) in members.enumerated() {
      let nearest = values[index].rounded()
      guard abs(values[index] - nearest) < 1e-6 else { return nil }
      guard nearest == 1 else { continue }
      chosen.append(offer)
      for entry in rowsOfOffer[offer] { room[entry.row] -= entry.coefficient }
    }
    return room.allSatisfy { $0 >= 0 } ? chosen : nil
  }

  /// The greatest whole number that a bound with the rounding of floating-point arithmetic admits.
  private static func wholePart(_ bound: Double) -> Int {
    Int((bound + 1e-6 + 1e-9 * abs(bound)).rounded(.down))
  }
}
