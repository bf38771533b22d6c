// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A rational number for what the tests work out by themselves; it traps where 128 bits don't do.
struct OwnFraction: Hashable, Comparable, CustomStringConvertible {
  let numerator: Int128
  let denominator: Int128

  init(_ numerator: Int128, _ denominator: Int128 = 1) {
    precondition(denominator != 0)
    var (left, right) = (numerator.magnitude, denominator.magnitude)
    while right != 0 { (left, right) = (right, left % right) }
    let divisor = Int128(max(1, left)) * (denominator < 0 ? -1 : 1)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  static let zero = OwnFraction(0)
  static let one = OwnFraction(1)
  var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  static func + (left: OwnFraction, right: OwnFraction) -> OwnFraction {
    OwnFraction(
      left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator)
  }
  static func - (left: OwnFraction, right: OwnFraction) -> OwnFraction {
    left + OwnFraction(-right.numerator, right.denominator)
  }
  static func * (left: OwnFraction, right: OwnFraction) -> OwnFraction {
    OwnFraction(left.numerator * right.numerator, left.denominator * right.denominator)
  }
  static func / (left: OwnFraction, right: OwnFraction) -> OwnFraction {
    OwnFraction(left.numerator * right.denominator, left.denominator * right.numerator)
  }
  static func < (left: OwnFraction, right: OwnFraction) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }
}

/// max c·x subject to A·x = b, x ≥ 0, in exact fractions: the simplex method in two phases with Bland's rule.
struct ExactLinearProgram {
  var rows: [[OwnFraction]]
  var rightHandSides: [OwnFraction]

  /// The greatest value; nil where there is no point. The program must be bounded.
  func maximum(of objective: [OwnFraction]) -> OwnFraction? {
    let count = objective.count
    var tableau: [[OwnFraction]] = []
    for (index, (row, side)) in zip(rows, rightHandSides).enumerated() {
      let sign = side < .zero ? OwnFraction(-1) : .one
      let artificial = rows.indices.map { $0 == index ? OwnFraction.one : .zero }
      tableau.append(row.map { $0 * sign } + artificial + [side * sign])
    }
    var basis = rows.indices.map { count + $0 }
    let phaseOne = (0..<count).map { _ in OwnFraction.zero } + rows.map { _ in OwnFraction(-1) }
    guard Self.run(&tableau, &basis, phaseOne, columns: count + rows.count) == .zero else { return nil }
    // Artificial variables that are still basic are zero; they are driven out or their row is void.
    for index in tableau.indices where basis[index] >= count {
      if let column = (0..<count).first(where: { tableau[index][$0] != .zero }) {
        Self.pivot(&tableau, &basis, index, column)
      }
    }
    return Self.run(&tableau, &basis, objective + rows.map { _ in .zero }, columns: count)
  }

  private static func run(
    _ tableau: inout [[OwnFraction]], _ basis: inout [Int], _ objective: [OwnFraction], columns: Int
  ) -> OwnFraction {
    func value(_ column: Int) -> OwnFraction {
      zip(tableau, basis).reduce(.zero) { $0 + $1.0[column] * objective[$1.1] }
    }
    while let entering = (0..<columns).first(where: { objective[$0] - value($0) > .zero }) {
      let ratios = tableau.indices.filter { tableau[$0][entering] > .zero }
        .map { (ratio: tableau[$0][tableau[$0].count - 1] / tableau[$0][entering], row: $0) }
      guard let least = ratios.map(\.ratio).min() else { preconditionFailure("unbounded") }
      guard let leaving = ratios.filter({ $0.ratio == least }).min(by: { basis[$0.row] < basis[$1.row] }) else { break }
      pivot(&tableau, &basis, leaving.row, entering)
    }
    return value((tableau.first?.count ?? 1) - 1)
  }

  private static func pivot(_ tableau: inout [[OwnFraction]], _ basis: inout [Int], _ row: Int, _ column: Int) {
    let divisor = tableau[row][column]
    tableau[row] = tableau[row].map { $0 / divisor }
    for other in tableau.indices where other != row && tableau[other][column] != .zero {
      let factor = tableau[other][column]
      tableau[other] = zip(tableau[other], tableau[row]).map { $0 - factor * $1 }
    }
    basis[row] = column
  }
}

/// Lotteries over a family of committees that is small enough to be written out, in exact fractions.
struct SmallFamily {
  var agentCount: Int
  var committees: [[Bool]]

  /// The best committee; the first of several.
  func best(_ weights: [Int]) -> [Bool] {
    let totals = committees.map { committee in zip(weights, committee).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } }
    guard let greatest = totals.max(), let place = totals.firstIndex(of: greatest) else { return [] }
    return committees[place]
  }

  /// Rows Σ {p(S) : i ∈ S} − shares(i) t − surplus(i) = floors(i), then Σ p = 1; columns p, t, surplus.
  private func program(shares: [OwnFraction], floors: [OwnFraction]) -> ExactLinearProgram {
    var program = ExactLinearProgram(rows: [], rightHandSides: [])
    for agent in 0..<agentCount {
      program.rows.append(
        committees.map { $0[agent] ? .one : .zero } + [.zero - shares[agent]]
          + (0..<agentCount).map { $0 == agent ? OwnFraction(-1) : .zero })
      program.rightHandSides.append(floors[agent])
    }
    program.rows.append(committees.map { _ in .one } + (0...agentCount).map { _ in .zero })
    program.rightHandSides.append(.one)
    return program
  }

  /// The greatest t with Σ {p(S) : i ∈ S} ≥ shares(i) t + floors(i).
  func greatestLevel(shares: [OwnFraction], floors: [OwnFraction]) -> OwnFraction? {
    program(shares: shares, floors: floors).maximum(
      of: committees.map { _ in .zero } + [.one] + (0..<agentCount).map { _ in .zero })
  }

  /// The leximin probabilities, by asking for every agent at every level whether it can have more.
  func leximin(entitlements: [Int]) -> [OwnFraction] {
    var floors = [OwnFraction](repeating: .zero, count: agentCount)
    var open = (0..<agentCount).filter { agent in committees.contains { $0[agent] } }
    while !open.isEmpty {
      var shares = [OwnFraction](repeating: .zero, count: agentCount)
      for agent in open { shares[agent] = OwnFraction(Int128(entitlements[agent])) }
      guard let level = greatestLevel(shares: shares, floors: floors) else { preconditionFailure("no lottery") }
      var demands = floors
      for agent in open { demands[agent] = shares[agent] * level }
      let none = [OwnFraction](repeating: .zero, count: agentCount)
      let stuck = open.filter { agent in
        let own = committees.map { $0[agent] ? OwnFraction.one : .zero }
        let padding = [OwnFraction](repeating: .zero, count: agentCount + 1)
        return program(shares: none, floors: demands).maximum(of: own + padding) == demands[agent]
      }
      precondition(!stuck.isEmpty)
      for agent in stuck { floors[agent] = demands[agent] }
      open.removeAll { stuck.contains($0) }
    }
    return floors
  }
}
