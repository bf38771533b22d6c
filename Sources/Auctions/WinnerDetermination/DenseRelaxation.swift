// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The linear relaxation of a packing program, kept as a dense tableau from one node of the search to the next.
///
/// Every column has the bounds 0 and 1 or is fixed, so any basis is dual feasible as soon as each column out of the basis
/// stands at the bound that its reduced cost asks for. The dual simplex method with bounds flipped in long steps (Koberstein, Suhl, Suhl
/// 2007, doi:10.1007/s10589-007-9022-3 and the sources there) so goes on from wherever the search was before, with no basis to
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

  var rows: Int
  /// Columns of the program.
  let columns: Int
  /// Columns of the tableau: those that aren't dropped.
  var width: Int
  var isDropped: [Bool]
  let costs: [Double]
  var program: PackingProgram
  /// Coefficients of the variables out of the basis, row by row: x(basic) + Σ tableau · x(nonbasic) is constant.
  var tableau: [Double]
  var basicVariables: [Int]
  var nonbasicVariables: [Int]
  /// The column of a variable out of the basis, or −1 − row of one in it. Variables are columns, then slacks of rows.
  var places: [Int]
  var lower: [Double]
  var upper: [Double]
  var reducedCosts: [Double]
  var nonbasicValues: [Double]
  var basicValues: [Double]
  /// Weights of the rows for choosing the one to leave: dual steepest edge (Forrest, Goldfarb 1992, doi:10.1007/BF01581089),
  /// exact but for drift.
  var weights: [Double]
  /// 1 for the columns of the tableau that are slacks, else 0.
  var isSlack: [Double]
  /// Multipliers beyond the basis where a ray proves infeasibility: the row and how far.
  var ray: (row: Int, step: Double)?
  var iterations = 0
  var pivotsSinceRefresh = 0
  /// What values are divided by.
  let scale: Double

  /// Starts from the slack basis.
  init(_ program: PackingProgram) {
    self.program = program
    rows = program.rowCount
    columns = program.columnCount
    width = program.columnCount
    isDropped = Array(repeating: false, count: program.columnCount)
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
    isSlack = []
    startOver()
  }

  /// Goes back to the slack basis, with the bounds as they are.
  func startOver() {
    nonbasicVariables = (0..<columns).filter { !isDropped[$0] }
    width = nonbasicVariables.count
    places = Array(repeating: Self.droppedPlace, count: columns) + (0..<rows).map { -1 - $0 }
    for (place, variable) in nonbasicVariables.enumerated() { places[variable] = place }
    tableau = Array(repeating: 0, count: rows * width)
    basicValues = program.capacities.map(Double.init)
    for row in 0..<rows {
      for place in program.rowStarts[row]..<program.rowStarts[row + 1] {
        let column = program.rowColumns[place]
        if isDropped[column] {
          basicValues[row] -= Double(program.rowCoefficients[place]) * lower[column]
        } else {
          tableau[row * width + places[column]] = Double(program.rowCoefficients[place])
        }
      }
    }
    basicVariables = Array(columns..<(columns + rows))
    reducedCosts = nonbasicVariables.map { costs[$0] }
    nonbasicValues = Array(repeating: 0, count: width)
    weights = Array(repeating: 1, count: rows)
    isSlack = Array(repeating: 0, count: width)
    for column in 0..<width { settle(column) }
    pivotsSinceRefresh = 0
  }

  /// The place of a column that isn't in the tableau any more.
  static let droppedPlace = Int.max

  /// Drops columns that are fixed from the tableau. They stay as they are until a state from before is restored.
  func drop(_ fixings: [Int8]) {
    setBounds(fixings)
    let kept = (0..<width).filter { place in
      let variable = nonbasicVariables[place]
      guard variable < columns, fixings[variable] >= 0 else { return true }
      isDropped[variable] = true
      places[variable] = Self.droppedPlace
      return false
    }
    guard kept.count < width else { return }
    var next = [Double](repeating: 0, count: rows * kept.count)
    for row in 0..<rows {
      for (index, place) in kept.enumerated() { next[row * kept.count + index] = tableau[row * width + place] }
    }
    tableau = next
    width = kept.count
    nonbasicVariables = kept.map { nonbasicVariables[$0] }
    nonbasicValues = kept.map { nonbasicValues[$0] }
    reducedCosts = kept.map { reducedCosts[$0] }
    isSlack = kept.map { isSlack[$0] }
    for (place, variable) in nonbasicVariables.enumerated() { places[variable] = place }
  }

  /// Whether the columns that were dropped are fixed at the same values.
  func suits(_ fixings: [Int8]) -> Bool {
    (0..<columns).allSatisfy { !isDropped[$0] || Double(fixings[$0]) == lower[$0] }
  }

  // MARK: - Keeping

  /// Where the relaxation stands, to go back to. Arrays are shared until either side changes, so keeping costs one copy.
  struct State: Sendable {
    var tableau: [Double]
    var isDropped: [Bool]
    var basicVariables: [Int]
    var nonbasicVariables: [Int]
    var places: [Int]
    var lower: [Double]
    var upper: [Double]
    var reducedCosts: [Double]
    var nonbasicValues: [Double]
    var basicValues: [Double]
    var weights: [Double]
    var isSlack: [Double]
  }

  /// How many numbers a state keeps.
  var stateSize: Int { rows * width }

  /// Where the relaxation stands.
  var state: State {
    State(
      tableau: tableau, isDropped: isDropped, basicVariables: basicVariables, nonbasicVariables: nonbasicVariables,
      places: places, lower: lower, upper: upper, reducedCosts: reducedCosts, nonbasicValues: nonbasicValues,
      basicValues: basicValues, weights: weights, isSlack: isSlack)
  }

  /// Goes back to a state; one with other rows is ignored.
  func restore(_ state: State) {
    guard state.basicVariables.count == rows else { return }
    tableau = state.tableau
    width = state.nonbasicVariables.count
    isDropped = state.isDropped
    basicVariables = state.basicVariables
    nonbasicVariables = state.nonbasicVariables
    places = state.places
    lower = state.lower
    upper = state.upper
    reducedCosts = state.reducedCosts
    nonbasicValues = state.nonbasicValues
    basicValues = state.basicValues
    weights = state.weights
    isSlack = state.isSlack
  }

  // MARK: - Bounds

  /// Sets the bounds of a column: both 0, both 1, or 0 and 1.
  func setBounds(of variable: Int, _ least: Double, _ most: Double) {
    if lower[variable] == least && upper[variable] == most || isDropped[variable] { return }
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
      var line = [Double](repeating: 0, count: width)
      var value = 1.0
      var weight = 1.0
      for member in clique {
        value -= self.value(of: member)
        let place = places[member]
        if place == Self.droppedPlace { continue }
        if place >= 0 {
          line[place] += 1
        } else {
          let start = (-1 - place) * width
          for column in 0..<width { line[column] -= tableau[start + column] }
        }
      }
      places.append(-1 - rows)
      basicVariables.append(columns + rows)
      lower.append(0)
      upper.append(.infinity)
      for column in 0..<width { weight += line[column] * line[column] * isSlack[column] }
      basicValues.append(value)
      weights.append(weight)
      tableau += line
      rows += 1
    }
  }

  /// Puts a variable out of the basis at the bound that its reduced cost asks for.
  func settle(_ column: Int) {
    let variable = nonbasicVariables[column]
    let target = reducedCosts[column] > 0 && upper[variable] < .infinity ? upper[variable] : lower[variable]
    let change = target - nonbasicValues[column]
    guard change != 0 else { return }
    nonbasicValues[column] = target
    for row in 0..<rows where tableau[row * width + column] != 0 {
      basicValues[row] -= tableau[row * width + column] * change
    }
  }

  // MARK: - Reading

  /// The value of a column.
  func value(of variable: Int) -> Double {
    let place = places[variable]
    if place == Self.droppedPlace { return lower[variable] }
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
          multiplier += ray.step * tableau[ray.row * width + place]
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
      for column in 0..<width {
        let coefficient = tableau[row * width + column]
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
}
