// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The linear relaxation of a packing program, kept as a dense tableau from one node of the search to the next.
///
/// Every column has the bounds 0 and 1 or is fixed, so any basis is dual feasible as soon as each column out of the basis
/// stands at the bound that its reduced cost asks for. The dual simplex method with bounds flipped in long steps (Koberstein
/// 2008, doi:10.1007/s10589-007-9022-3 and the sources there) so goes on from wherever the search was before, with no basis to
/// keep and nothing to factorise.
///
/// Nothing that it says is believed: its multipliers are rounded to whole numbers and prove what they prove
/// (`WeakDuality`), its points are rounded and checked.
final class DenseRelaxation {
  enum Status {
    /// The multipliers are optimal.
    case optimal
    /// The objective fell below the cut-off.
    case cutOff
    /// There is no point; the multipliers show it.
    case infeasible
    /// The limit of iterations was reached.
    case stopped
  }

  private(set) var rows: Int
  let columns: Int
  private let costs: [Double]
  private var program: PackingProgram
  /// Coefficients of the variables out of the basis, row by row: x(basic) + Σ tableau · x(nonbasic) is constant.
  private var tableau: [Double]
  private var basicVariables: [Int]
  private var nonbasicVariables: [Int]
  /// The column of a variable out of the basis, or −1 − row of one in it. Variables are columns, then slacks of rows.
  private var places: [Int]
  private var lower: [Double]
  private var upper: [Double]
  private var reducedCosts: [Double]
  private var nonbasicValues: [Double]
  private var basicValues: [Double]
  /// Weights of the rows for choosing the one to leave (Forrest, Goldfarb 1992, doi:10.1007/BF01581089, approximated).
  private var weights: [Double]
  /// Multipliers beyond the basis where a ray proves infeasibility: the row and how far.
  private var ray: (row: Int, step: Double)?
  private(set) var iterations = 0
  private var pivotsSinceRefresh = 0
  /// What values are divided by.
  let scale: Double

  /// Starts from the slack basis.
  init(_ program: PackingProgram) {
    self.program = program
    rows = program.rowCount
    columns = program.columnCount
    let greatest = program.values.reduce(1) { max($0, abs($1)) }
    scale = Double(greatest)
    costs = program.values.map { Double($0) / Double(greatest) }
    lower = Array(repeating: 0, count: columns + rows)
    upper = Array(repeating: 1, count: columns) + Array(repeating: .infinity, count: rows)
    tableau = []
    basicVariables = []
    nonbasicVariables = []
    places = []
    reducedCosts = []
    nonbasicValues = []
    basicValues = []
    weights = []
    startOver()
  }

  /// Goes back to the slack basis, with the bounds as they are.
  func startOver() {
    tableau = Array(repeating: 0, count: rows * columns)
    basicValues = program.capacities.map(Double.init)
    for row in 0..<rows {
      for place in program.rowStarts[row]..<program.rowStarts[row + 1] {
        tableau[row * columns + program.rowColumns[place]] = Double(program.rowCoefficients[place])
      }
    }
    basicVariables = Array(columns..<(columns + rows))
    nonbasicVariables = Array(0..<columns)
    places = Array(0..<columns) + (0..<rows).map { -1 - $0 }
    reducedCosts = costs
    nonbasicValues = Array(repeating: 0, count: columns)
    weights = Array(repeating: 1, count: rows)
    for column in 0..<columns { settle(column) }
    pivotsSinceRefresh = 0
  }

  // MARK: - Bounds

  /// Sets the bounds of a column: both 0, both 1, or 0 and 1.
  func setBounds(of variable: Int, _ least: Double, _ most: Double) {
    if lower[variable] == least, upper[variable] == most { return }
    lower[variable] = least
    upper[variable] = most
    if places[variable] >= 0 { settle(places[variable]) }
  }

  /// Sets the bounds of all columns: 0 or 1 where one is fixed, −1 where it is free.
  func setBounds(_ fixings: [Int8]) {
    for column in 0..<columns {
      let fixing = fixings[column]
      setBounds(of: column, fixing == 1 ? 1 : 0, fixing == 0 ? 0 : 1)
    }
  }

  /// Adds rows over columns of which at most one can be 1; their slacks join the basis.
  func append(cliques: [[Int]]) {
    program.append(cliques: cliques)
    for clique in cliques {
      var line = [Double](repeating: 0, count: columns)
      var value = 1.0
      for member in clique {
        value -= self.value(of: member)
        let place = places[member]
        if place >= 0 {
          line[place] += 1
        } else {
          let start = (-1 - place) * columns
          for column in 0..<columns { line[column] -= tableau[start + column] }
        }
      }
      places.append(-1 - rows)
      basicVariables.append(columns + rows)
      lower.append(0)
      upper.append(.infinity)
      basicValues.append(value)
      weights.append(1)
      tableau += line
      rows += 1
    }
  }

  /// Puts a variable out of the basis at the bound that its reduced cost asks for.
  private func settle(_ column: Int) {
    let variable = nonbasicVariables[column]
    let target = reducedCosts[column] > 0 && upper[variable] < .infinity ? upper[variable] : lower[variable]
    let change = target - nonbasicValues[column]
    guard change != 0 else { return }
    nonbasicValues[column] = target
    for row in 0..<rows where tableau[row * columns + column] != 0 {
      basicValues[row] -= tableau[row * columns + column] * change
    }
  }

  // MARK: - Reading

  /// The value of a column.
  func value(of variable: Int) -> Double {
    let place = places[variable]
    return place >= 0 ? nonbasicValues[place] : basicValues[-1 - place]
  }

  /// c · x at the present basis, in the program's units.
  var objective: Double {
    var sum = 0.0
    for column in 0..<columns { sum += costs[column] * value(of: column) }
    return sum * scale
  }

  /// A multiplier at least 0 for every row, in the program's units.
  func multipliers() -> [Double] {
    (0..<rows).map { row in
      let place = places[columns + row]
      var multiplier = place >= 0 ? -reducedCosts[place] : 0
      if let ray {
        if place >= 0 {
          multiplier += ray.step * tableau[ray.row * columns + place]
        } else if -1 - place == ray.row {
          multiplier += ray.step
        }
      }
      return max(0, multiplier) * scale
    }
  }

  /// What the objective loses at least if a column in the basis is rounded down or up: the first step of the dual simplex
  /// method (Driebeck 1966, doi:10.1287/mnsc.12.7.576), in the program's units.
  func penalties(of variable: Int) -> (down: Double, up: Double) {
    guard places[variable] < 0 else { return (0, 0) }
    let row = -1 - places[variable]
    let value = basicValues[row]
    var down = Double.infinity
    var up = Double.infinity
    tableau.withUnsafeBufferPointer { tableau in
      for column in 0..<columns {
        let coefficient = tableau[row * columns + column]
        guard abs(coefficient) > Self.pivotTolerance else { continue }
        let other = nonbasicVariables[column]
        guard lower[other] < upper[other] else { continue }
        let ratio = abs(reducedCosts[column] / coefficient)
        let isAtUpper = nonbasicValues[column] > lower[other]
        if (coefficient > 0) != isAtUpper { down = min(down, ratio) } else { up = min(up, ratio) }
      }
    }
    return (down * value * scale, up * (1 - value) * scale)
  }

  // MARK: - Dual simplex

  private static let feasibilityTolerance = 1e-9
  private static let pivotTolerance = 1e-8
  private static let zeroTolerance = 1e-13
  private static let greatestWeight = 1e6

  /// Solves for the present bounds.
  ///
  /// - Parameters:
  ///   - cutOff: in the program's units; below it the exact optimum doesn't matter.
  ///   - limit: how many iterations at most.
  func optimise(cutOff: Double, limit: Int = .max) -> Status {
    ray = nil
    if pivotsSinceRefresh > Self.pivotsBetweenRefreshes { startOver() }
    var objective = self.objective / scale
    let least = cutOff / scale
    var left = limit
    while true {
      if objective < least { return .cutOff }
      guard left > 0 else { return .stopped }
      left -= 1
      iterations += 1
      guard let row = leavingRow() else { return .optimal }
      guard let entering = step(in: row, &objective) else {
        ray = farkas(row, objective: objective, least: least)
        return .infeasible
      }
      pivot(row, entering)
    }
  }

  private static let pivotsBetweenRefreshes = 20_000

  private func leavingRow() -> Int? {
    var best: Int?
    var greatest = -1.0
    for row in 0..<rows {
      let variable = basicVariables[row]
      let value = basicValues[row]
      let violation = max(lower[variable] - value, value - upper[variable])
      guard violation > Self.feasibilityTolerance else { continue }
      let score = violation * violation / weights[row]
      if score > greatest {
        greatest = score
        best = row
      }
    }
    return best
  }

  /// The ratio test with long steps: flips bounds on the way, moves the basic values and returns the column that enters.
  private func step(in row: Int, _ objective: inout Double) -> Int? {
    let leaving = basicVariables[row]
    let isBelow = basicValues[row] < lower[leaving]
    var slope = isBelow ? lower[leaving] - basicValues[row] : basicValues[row] - upper[leaving]
    var candidates: [(ratio: Double, size: Double, column: Int)] = []
    tableau.withUnsafeBufferPointer { tableau in
      for column in 0..<columns {
        let coefficient = isBelow ? -tableau[row * columns + column] : tableau[row * columns + column]
        guard abs(coefficient) > Self.pivotTolerance else { continue }
        let variable = nonbasicVariables[column]
        guard lower[variable] < upper[variable] else { continue }
        let isAtUpper = nonbasicValues[column] > lower[variable]
        guard (coefficient > 0) != isAtUpper else { continue }
        candidates.append((abs(reducedCosts[column] / coefficient), abs(coefficient), column))
      }
    }
    candidates.sort { ($0.ratio, $1.size, $0.column) < ($1.ratio, $0.size, $1.column) }
    var flips: [Int] = []
    var entering: Int?
    for candidate in candidates {
      let variable = nonbasicVariables[candidate.column]
      slope -= candidate.size * (upper[variable] - lower[variable])
      entering = candidate.column
      if slope <= 0 { break }
      flips.append(candidate.column)
    }
    guard slope <= 0, let entering else { return nil }
    for column in flips {
      let variable = nonbasicVariables[column]
      let target = nonbasicValues[column] > lower[variable] ? lower[variable] : upper[variable]
      move(column, by: target - nonbasicValues[column], &objective)
      nonbasicValues[column] = target
    }
    let bound = isBelow ? lower[leaving] : upper[leaving]
    let change = (basicValues[row] - bound) / tableau[row * columns + entering]
    move(entering, by: change, &objective)
    nonbasicValues[entering] += change
    basicValues[row] = bound
    return entering
  }

  private func move(_ column: Int, by change: Double, _ objective: inout Double) {
    objective += reducedCosts[column] * change
    tableau.withUnsafeBufferPointer { tableau in
      for row in 0..<rows {
        let coefficient = tableau[row * columns + column]
        if coefficient != 0 { basicValues[row] -= coefficient * change }
      }
    }
  }

  /// How far to go along the ray of a row that can't be repaired, until the bound is below the cut-off.
  private func farkas(_ row: Int, objective: Double, least: Double) -> (row: Int, step: Double)? {
    let leaving = basicVariables[row]
    let isBelow = basicValues[row] < lower[leaving]
    var slope = isBelow ? lower[leaving] - basicValues[row] : basicValues[row] - upper[leaving]
    for column in 0..<columns {
      let variable = nonbasicVariables[column]
      let coefficient = tableau[row * columns + column] * (isBelow ? -1 : 1)
      let isAtUpper = nonbasicValues[column] > lower[variable]
      guard lower[variable] < upper[variable], (coefficient > 0) != isAtUpper else { continue }
      slope -= abs(coefficient) * (upper[variable] < .infinity ? 1 : 0)
    }
    guard slope > 1e-6 else { return nil }
    let step = (max(0, objective - least) + 2) / slope
    return (row, isBelow ? step : -step)
  }

  /// Exchanges the basic variable of a row for a column.
  private func pivot(_ row: Int, _ entering: Int) {
    pivotsSinceRefresh += 1
    let count = columns
    let pivotElement = tableau[row * count + entering]
    let enteringValue = nonbasicValues[entering]
    let leavingValue = basicValues[row]
    tableau.withUnsafeMutableBufferPointer { tableau in
      var touched: [Int] = []
      touched.reserveCapacity(count)
      for column in 0..<count where column != entering {
        let value = tableau[row * count + column] / pivotElement
        if abs(value) > Self.zeroTolerance {
          tableau[row * count + column] = value
          touched.append(column)
        } else {
          tableau[row * count + column] = 0
        }
      }
      tableau[row * count + entering] = 1 / pivotElement
      let pivotWeight = weights[row]
      var greatestWeight = 1.0
      for other in 0..<rows where other != row {
        let factor = tableau[other * count + entering]
        guard factor != 0 else { continue }
        let start = other * count
        if touched.count * 3 > count * 2 {
          for column in 0..<count { tableau[start + column] -= factor * tableau[row * count + column] }
        } else {
          for column in touched { tableau[start + column] -= factor * tableau[row * count + column] }
        }
        tableau[start + entering] = -factor / pivotElement
        let ratio = factor / pivotElement
        weights[other] = max(weights[other], ratio * ratio * pivotWeight)
        greatestWeight = max(greatestWeight, weights[other])
      }
      weights[row] = max(pivotWeight / (pivotElement * pivotElement), 1)
      greatestWeight = max(greatestWeight, weights[row])
      // Weights that have grown far say little about the present rows.
      if greatestWeight > Self.greatestWeight {
        for other in 0..<rows { weights[other] = 1 }
      }
      let cost = reducedCosts[entering]
      if cost != 0 {
        for column in touched { reducedCosts[column] -= cost * tableau[row * count + column] }
      }
      reducedCosts[entering] = -cost / pivotElement
    }
    let leaving = basicVariables[row]
    basicVariables[row] = nonbasicVariables[entering]
    nonbasicVariables[entering] = leaving
    places[basicVariables[row]] = -1 - row
    places[leaving] = entering
    basicValues[row] = enteringValue
    nonbasicValues[entering] = leavingValue
  }
}
