// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A winner problem checked, without what can't matter, and cut into connected parts.
///
/// Everything here keeps all optimal sets, so that ties and uniqueness are told as if nothing had been done: an offer goes
/// only where no optimal set can hold it.
struct ProblemReduction: Sendable {
  let problem: WinnerProblem
  /// Whether an offer can be in an optimal set, as far as is plain.
  private(set) var isAlive: [Bool]
  /// The rows of each offer with its coefficients, by row.
  private let entries: [[(row: Int, coefficient: Int)]]
  private let holderEntries: [[Int]]
  /// Sets of offers of which at most one can be accepted, beyond the rows: they follow from these and tighten relaxations.
  private var cliques: [[Int]] = []

  init(_ problem: WinnerProblem) throws(AuctionFault) {
    self.problem = problem
    try Self.validate(problem)
    var alive = problem.offers.map { $0.value > 0 }
    var entries = [[(row: Int, coefficient: Int)]](repeating: [], count: problem.offers.count)
    for (index, row) in problem.rows.enumerated() {
      for (offer, coefficient) in zip(row.offers, row.coefficients) {
        if coefficient > row.capacity { alive[offer] = false }
        entries[offer].append((index, coefficient))
      }
    }
    var holderEntries = [[Int]](repeating: [], count: problem.offers.count)
    for (index, row) in problem.holderRows.enumerated() {
      for offer in row.offers {
        if row.capacity < 1 { alive[offer] = false }
        holderEntries[offer].append(index)
      }
    }
    isAlive = alive
    self.entries = entries
    self.holderEntries = holderEntries
    removeDominated()
  }

  private static func validate(_ problem: WinnerProblem) throws(AuctionFault) {
    let count = problem.offers.count
    for (index, offer) in problem.offers.enumerated() {
      guard offer.bidder >= 0, offer.bidder < problem.bidderCount else {
        throw .unknown(
          place: "offer \(index + 1)", kind: "bidder", index: offer.bidder, count: problem.bidderCount)
      }
    }
    let sets =
      problem.rows.enumerated().map { ("row \($0.offset + 1)", $0.element.offers) }
      + problem.holderRows.enumerated().map { ("holder row \($0.offset + 1)", $0.element.offers) }
    for (place, offers) in sets {
      for offer in offers where offer < 0 || offer >= count {
        throw .unknown(place: place, kind: "offer", index: offer, count: count)
      }
      guard zip(offers, offers.dropFirst()).allSatisfy(<) else { throw .notAscending(place: place) }
    }
    for (index, row) in problem.rows.enumerated() {
      guard row.coefficients.count == row.offers.count, row.capacity >= 0, row.coefficients.allSatisfy({ $0 > 0 })
      else {
        throw .notAllowed(
          place: "row \(index + 1)", value: row.capacity,
          allowed: "a capacity of at least 0 and a coefficient above 0 for each offer")
      }
    }
    guard problem.tieOrder.count == count, Set(problem.tieOrder) == Set(0..<count) else {
      throw .notAllowed(
        place: "order of ties", value: problem.tieOrder.count, allowed: "every offer from 0 to \(count - 1) once")
    }
    var sum = 0
    for offer in problem.offers {
      let (next, overflow) = sum.addingReportingOverflow(max(0, offer.value))
      guard !overflow, next <= greatestTotal else { throw .tooMuchMoney(place: "offers", greatest: greatestTotal) }
      sum = next
    }
  }

  /// Values beyond this can't be scaled for proofs in 128 bits.
  static let greatestTotal = 1 << 60

  // MARK: - Domination

  /// Removes offers for which the same bidder has another that needs no more of anything, is worth more, and can't be
  /// accepted beside it: exchanging the one for the other improves every set. Where both are worth the same, both stay,
  /// since they are a tie.
  private mutating func removeDominated() {
    var byBidder = [[Int]](repeating: [], count: problem.bidderCount)
    for offer in problem.offers.indices where isAlive[offer] { byBidder[problem.offers[offer].bidder].append(offer) }
    for offers in byBidder where offers.count > 1 && offers.count <= Self.mostCompared {
      for offer in offers {
        if offers.contains(where: { isAlive[$0] && dominates($0, offer) }) { isAlive[offer] = false }
      }
    }
  }

  /// Pairs of a bidder with more offers aren't compared.
  private static let mostCompared = 3_000

  private func dominates(_ better: Int, _ worse: Int) -> Bool {
    guard problem.offers[better].value > problem.offers[worse].value else { return false }
    let (first, second) = (entries[better], entries[worse])
    guard first.count <= second.count else { return false }
    var excludesEachOther = false
    var place = 0
    for entry in first {
      while place < second.count, second[place].row < entry.row { place += 1 }
      guard place < second.count, second[place].row == entry.row, entry.coefficient <= second[place].coefficient else {
        return false
      }
      if entry.coefficient > problem.rows[entry.row].capacity - second[place].coefficient { excludesEachOther = true }
    }
    return excludesEachOther && Set(holderEntries[better]).isSubset(of: holderEntries[worse])
  }

  /// Whether some offers can be accepted together.
  func isFeasible(_ offers: [Int]) -> Bool {
    var used: [Int: Int] = [:]
    var holders: [Int: Set<Int>] = [:]
    for offer in offers {
      for entry in entries[offer] {
        let (sum, overflow) = used[entry.row, default: 0].addingReportingOverflow(entry.coefficient)
        guard !overflow, sum <= problem.rows[entry.row].capacity else { return false }
        used[entry.row] = sum
      }
      for row in holderEntries[offer] {
        holders[row, default: []].insert(problem.offers[offer].bidder)
        guard (holders[row]?.count ?? 0) <= problem.holderRows[row].capacity else { return false }
      }
    }
    return true
  }

  /// Looks for cliques that tighten the relaxation of the whole problem, for all programs made from now on.
  mutating func tighten(_ determination: WinnerDetermination) {
    let small = programs().filter { !determination.isLarge($0) }
    cliques = Parallel.map(small, threads: determination.threads) { BranchSearch($0).cliquesAtRoot() }.flatMap { $0 }
  }

  // MARK: - Programs

  /// The connected parts of the problem.
  ///
  /// - Parameters:
  ///   - surcharges: what each bidder's taking part costs once, whatever is accepted of the bidder; empty for nothing.
  ///   - factor: all offers' values are multiplied by it; the surcharges are already.
  ///   - isIncluded: whether an offer takes part.
  func programs(
    surcharges: [Int] = [], factor: Int = 1, isIncluded: (Int) -> Bool = { _ in true }
  ) -> [PackingProgram] {
    let takesPart = isAlive.indices.map { isAlive[$0] && isIncluded($0) }
    var builder = ProgramBuilder(problem: problem, isAlive: takesPart)
    builder.factor = factor
    if !surcharges.isEmpty { builder.charge(surcharges) }
    builder.addRows(and: cliques)
    return builder.components()
  }
}
