// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import IntegerPrograms

/// What coalitions of bidders could offer the seller beyond what is paid, over the program of a policy's auction.
///
/// A bidder who wins and gains something asks to keep that gain, once, whatever it is granted: y(j) ∈ {0, 1} stands for
/// its taking part. The greatest Σ w·x − Σ gain(j)·y(j) over the rows of the program and x ≤ y(j) is what a coalition
/// could offer; where it exceeds what is paid, the coalition blocks (Day, Raghavan 2007, doi:10.1287/mnsc.1060.0707).
/// Bidders tie all parts of the program together, so that it is solved whole.
struct PolicyCoalitions: CoalitionSource {
  /// What was found against some prices.
  enum Finding: Sendable {
    /// No coalition could offer more.
    case none
    /// A coalition could: its bidders, and what its offers are worth to them together.
    case blocking(bidders: Set<Int>, worth: Int)
    /// The search reached its limit.
    case undecided
  }

  let program: SaleProgram
  let solver: any Solver
  let nodeLimit: Int?
  let isCancelled: (@Sendable () -> Bool)?
  /// Bidders that won, ascending.
  let winners: [Int]
  /// For each of them its bids above reserves for what it won.
  let bids: [Int]

  init(
    program: SaleProgram, solver: any Solver, nodeLimit: Int?, isCancelled: (@Sendable () -> Bool)? = nil
  ) {
    self.program = program
    self.solver = solver
    self.nodeLimit = nodeLimit
    self.isCancelled = isCancelled
    var won: [Int: Int] = [:]
    for part in program.parts {
      for offer in part.accepted { won[program.bids.bidder[part.requests[offer]], default: 0] += part.weights[offer] }
    }
    winners = won.keys.sorted()
    bids = winners.map { won[$0] ?? 0 }
  }

  /// All offers together, each request once.
  var total: Int {
    program.parts.reduce(0) { sum, part in
      let greatest = Dictionary(zip(part.requests, part.weights)) { max($0, $1) }
      return sum + greatest.values.reduce(0, +)
    }
  }

  /// What winners outside a coalition that blocks must pay; none where there is no such coalition.
  func separate(prices: [Int], factor: Int, isExhaustive: Bool) throws(AuctionFault) -> [CoalitionGame.Cut] {
    let paid = prices.reduce(0, +)
    let finding: Finding
    do { finding = try search(prices: prices, factor: factor) } catch {
      throw .notAnOutcome(reason: "the solver gave no answer: \(error)")
    }
    switch finding {
    case .none: return []
    case .undecided: throw .undecided(place: "separation of the core", value: paid, bound: paid + 1)
    case .blocking(let bidders, let worth):
      let outside = winners.indices.filter { !bidders.contains(winners[$0]) }
      let inside = winners.indices.reduce(0) { bidders.contains(winners[$1]) ? $0 + bids[$1] : $0 }
      return [CoalitionGame.Cut(outside: outside, bound: worth - inside, coalition: bidders.sorted())]
    }
  }

  /// Looks for a coalition that could offer more than is paid.
  ///
  /// - Parameters:
  ///   - prices: what each winner pays above reserves, times `factor`; at most the bid.
  ///   - factor: at least 1.
  func search(prices: [Int], factor: Int = 1) throws -> Finding {
    let paid = prices.reduce(0, +)
    let gains = zip(bids, prices).map { factor * $0 - $1 }
    let model = Statement(coalitions: self, gains: gains, factor: factor)
    var options = SolverOptions()
    options.relaxationOnly = true
    options.isCancelled = isCancelled
    options.dualTolerance = model.scale > 1 ? 1e-11 : 1e-7
    let relaxation = try solver.solve(model.model, options: options)
    if isCancelled?() == true { throw CancellationError() }
    guard relaxation.proof == .optimal, let bound = relaxation.bound else { return .undecided }
    if Self.wholePart(bound * model.scale) <= paid { return .none }
    if let found = blocking(relaxation.values, model, gains, factor, paid) { return found }
    options.relaxationOnly = false
    options.warmStart = relaxation.basis
    options.cuts = [.mixedIntegerRounding, .gomory, .clique]
    let isLarge = model.model.variableCount > Self.largestProgram
    options.nodeLimit = nodeLimit ?? (isLarge ? Self.fewNodes : Self.standardNodes)
    let outcome = try solver.solve(model.model, options: options)
    if isCancelled?() == true { throw CancellationError() }
    if let found = blocking(outcome.values, model, gains, factor, paid) { return found }
    if outcome.proof == .optimal { return .none }
    if let bound = outcome.bound, Self.wholePart(bound * model.scale) <= paid { return .none }
    return .undecided
  }

  /// Nodes of a search where the caller sets no limit.
  static let standardNodes = 2_000
  /// Programs of more columns take seconds a node, and get fewer.
  static let largestProgram = 5_000
  /// How many these get.
  static let fewNodes = 10

  /// The coalition of a whole point, if it could offer more than is paid, in whole numbers.
  private func blocking(
    _ values: [Double], _ model: Statement, _ gains: [Int], _ factor: Int, _ paid: Int
  ) -> Finding? {
    guard values.count == model.model.variableCount else { return nil }
    var bidders: Set<Int> = []
    var worth = 0
    for (number, part) in program.parts.enumerated() {
      var chosen: [Int] = []
      for (offer, column) in model.columns[number].enumerated() {
        let nearest = values[column].rounded()
        guard abs(values[column] - nearest) < 1e-6 else { return nil }
        guard nearest == 1 else { continue }
        chosen.append(offer)
        worth += part.weights[offer]
        bidders.insert(program.bids.bidder[part.requests[offer]])
      }
      let isIn = Set(chosen)
      let keeps = part.rows.allSatisfy { row in
        row.terms.reduce(0) { isIn.contains($1.offer) ? $0 + $1.coefficient : $0 } <= row.capacity
      }
      guard keeps, part.isGrantable(chosen) else { return nil }
    }
    let kept = winners.indices.reduce(0) { bidders.contains(winners[$1]) ? $0 + gains[$1] : $0 }
    return factor * worth - kept > paid ? .blocking(bidders: bidders, worth: worth) : nil
  }

  /// The greatest whole number that a bound with the rounding of floating-point arithmetic admits.
  private static func wholePart(_ bound: Double) -> Int {
    Int((bound + 1e-6 + 1e-9 * abs(bound)).rounded(.down))
  }

  /// The program of a search as a model.
  private struct Statement {
    var model = Model()
    /// For each part and offer its variable's index.
    var columns: [[Int]] = []
    /// What coefficients are divided by for the solver.
    var scale = 1.0

    init(coalitions: PolicyCoalitions, gains: [Int], factor: Int) {
      let program = coalitions.program
      let greatest = (gains + program.parts.flatMap { $0.weights.map { $0 * factor } }).max() ?? 1
      scale = greatest > 1_000_000 ? Double(greatest) : 1
      var objective: [(Variable, Double)] = []
      // A bidder that gains nothing takes part for nothing.
      var part: [Int: Variable] = [:]
      for (place, bidder) in coalitions.winners.enumerated() where gains[place] > 0 {
        let variable = model.addVariable(domain: .binary, lower: 0, upper: 1)
        part[bidder] = variable
        objective.append((variable, -Double(gains[place]) / scale))
      }
      for content in program.parts {
        let variables = model.addVariables(count: content.weights.count, domain: .binary, lower: 0, upper: 1)
        columns.append(variables.map(\.index))
        var ofRequest: [Int: [Int]] = [:]
        for offer in content.weights.indices {
          objective.append((variables[offer], Double(content.weights[offer] * factor) / scale))
          ofRequest[content.requests[offer], default: []].append(offer)
        }
        for row in content.rows {
          model.addRow(
            variables: row.terms.map { variables[$0.offer] }, coefficients: row.terms.map { Double($0.coefficient) },
            sense: .atMost(Double(row.capacity)))
        }
        for request in ofRequest.keys.sorted() {
          guard let own = part[program.bids.bidder[request]], let offers = ofRequest[request] else { continue }
          model.addRow(
            variables: offers.map { variables[$0] } + [own], coefficients: offers.map { _ in 1 } + [-1],
            sense: .atMost(0))
        }
      }
      model.setObjective(.maximise, LinearExpression())
      for (variable, coefficient) in objective { model.setObjectiveCoefficient(of: variable, to: coefficient) }
    }
  }
}
