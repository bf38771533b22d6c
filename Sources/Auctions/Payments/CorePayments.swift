// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import BigInt

/// Core-selecting payments by constraint generation (Day, Raghavan 2007, doi:10.1287/mnsc.1060.0707), exactly.
///
/// Each round takes the payments that the rule prefers among those that satisfy the cuts so far, and looks for a coalition
/// that blocks them. Where there is none they are the rule's payments in the whole core: the least revenue under some cuts
/// is at most that under all of them, and the preferred point of a larger set that lies in the smaller one is preferred
/// there too.
struct CorePayments {
  /// Payments and how they came about.
  struct Result {
    /// Exactly, one a winner.
    var exact: [Rational]
    /// The cuts that were needed.
    var cuts: [CoalitionGame.Cut]
    /// Rounds of separation.
    var rounds: Int
    /// Whether the last separation, which found nothing, was that of the payments rounded up.
    var isRoundedSeparated: Bool
  }

  let game: any CoalitionSource
  let rule: PaymentRule
  /// The least each winner pays: VCG, or the reserve where it is a floor and more.
  let least: [Int]
  /// What the surcharges are counted from and the nearest payments are near to.
  let reference: [Int]

  /// Finds the payments.
  func solve() throws(AuctionFault) -> Result {
    var cuts: [CoalitionGame.Cut] = []
    var known = Set<CoalitionGame.Cut>()
    var revenue = RevenueProgram(least: least, most: game.bids)
    var rounds = 0
    var isFinal = false
    while true {
      rounds += 1
      guard revenue.solve() else { throw .notAnOutcome(reason: "the winners can't pay what the core demands") }
      let point = try preferred(cuts, revenue: revenue.value, vertex: revenue.point, isFinal: isFinal)
      let found = try violated(by: point, isExhaustive: false).filter { known.insert($0).inserted }
      if found.isEmpty {
        guard isFinal || rule != .coreMinimumRevenue else {
          isFinal = true
          continue
        }
        return Result(
          exact: point, cuts: cuts, rounds: rounds,
          isRoundedSeparated: factor(of: point) == nil || point.allSatisfy { $0.denominator == 1 })
      }
      for cut in found {
        cuts.append(cut)
        revenue.add(cut)
      }
    }
  }

  /// Cuts that exact payments violate. They are separated in whole numbers by their common denominator; where that is too
  /// long, rounded up to whole minor units, in which they are paid.
  private func violated(by point: [Rational], isExhaustive: Bool) throws(AuctionFault) -> [CoalitionGame.Cut] {
    if let factor = factor(of: point) {
      let prices = point.map { ($0 * Rational(factor)).roundedUp }
      return try game.separate(prices: prices, factor: factor, isExhaustive: isExhaustive)
    }
    return try game.separate(prices: point.map(\.roundedUp), factor: 1, isExhaustive: isExhaustive)
  }

  /// The common denominator of payments; nil where it is too long for a search.
  private func factor(of point: [Rational]) -> Int? {
    guard let factor = Int(exactly: Rational.commonDenominator(of: point)),
      factor <= Self.greatestScaledTotal / max(1, game.total)
    else { return nil }
    return factor
  }

  /// Beyond this, scaled values would have more digits than a search in double precision tells apart well.
  private static let greatestScaledTotal = 1 << 46

  // MARK: - The rules

  private func preferred(
    _ cuts: [CoalitionGame.Cut], revenue: Rational, vertex: [Rational], isFinal: Bool
  ) throws(AuctionFault) -> [Rational] {
    let point: [Rational]?
    switch rule {
    case .coreLeximin: point = SurchargeLeximin(self, cuts: cuts, revenue: revenue).solve()
    case .coreVCGNearest: point = nearest(to: reference, cuts, revenue)
    case .coreZeroNearest: point = nearest(to: reference.map { _ in 0 }, cuts, revenue)
    case .coreBidNearest: point = nearest(to: game.bids, cuts, revenue)
    case .coreMinimumRevenue where isFinal: point = firstInOrder(cuts)
    default: point = vertex
    }
    guard let point else { throw .notAnOutcome(reason: "the winners can't pay what the core demands") }
    return point
  }

  private func nearest(to target: [Int], _ cuts: [CoalitionGame.Cut], _ revenue: Rational) -> [Rational]? {
    var constraints = [
      LeastDistance.Constraint(
        coefficients: target.indices.map { ($0, 1) }, bound: revenue, isEquality: true)
    ]
    for cut in cuts {
      constraints.append(
        LeastDistance.Constraint(coefficients: cut.outside.map { ($0, 1) }, bound: Rational(cut.bound)))
    }
    for place in target.indices {
      constraints.append(LeastDistance.Constraint(coefficients: [(place, 1)], bound: Rational(least[place])))
      constraints.append(LeastDistance.Constraint(coefficients: [(place, -1)], bound: Rational(-game.bids[place])))
    }
    if target.isEmpty { return [] }
    return LeastDistance(target: target.map { Rational($0) }, constraints: constraints).solve()
  }

  /// Of the points of least revenue the one at which the first winner pays the least, of those the second, and so on.
  private func firstInOrder(_ cuts: [CoalitionGame.Cut]) -> [Rational]? {
    var program = RevenueProgram(least: least, most: game.bids, isOrdered: true)
    for cut in cuts { program.add(cut) }
    return program.solve() ? program.point : nil
  }
}

/// The least revenue under cuts, as an exact linear program over what is paid beyond the least.
struct RevenueProgram {
  private let least: [Int]
  private var program: ExactLinearProgram

  /// Makes a program without cuts.
  ///
  /// - Parameter isOrdered: Whether ties are broken by the order of the winners, the first paying the least.
  init(least: [Int], most: [Int], isOrdered: Bool = false) {
    self.least = least
    var objectives = [least.map { _ in 1 }]
    if isOrdered { objectives += least.indices.map { place in least.indices.map { $0 == place ? 1 : 0 } } }
    program = ExactLinearProgram(objectives: objectives)
    for place in least.indices { program.add([(place, BigInt(-1))], atLeast: BigInt(least[place] - most[place])) }
  }

  /// Adds a cut.
  mutating func add(_ cut: CoalitionGame.Cut) {
    let paid = cut.outside.reduce(0) { $0 + least[$1] }
    program.add(cut.outside.map { ($0, BigInt(1)) }, atLeast: BigInt(cut.bound - paid))
  }

  /// Solves it; false where there is no point.
  mutating func solve() -> Bool { program.solve() }

  /// What each winner pays.
  var point: [Rational] { zip(program.point, least).map { $0 + Rational($1) } }

  /// What they pay together.
  var value: Rational { program.value + Rational(least.reduce(0, +)) }
}
