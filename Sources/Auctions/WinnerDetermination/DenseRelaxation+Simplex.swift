// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The dual simplex method.
extension DenseRelaxation {
  static let feasibilityTolerance = 1e-9
  static let pivotTolerance = 1e-8
  static let zeroTolerance = 1e-13

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

  static let pivotsBetweenRefreshes = 20_000

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
      for column in 0..<width {
        let coefficient = isBelow ? -tableau[row * width + column] : tableau[row * width + column]
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
    let change = (basicValues[row] - bound) / tableau[row * width + entering]
    move(entering, by: change, &objective)
    nonbasicValues[entering] += change
    basicValues[row] = bound
    return entering
  }

  private func move(_ column: Int, by change: Double, _ objective: inout Double) {
    objective += reducedCosts[column] * change
    tableau.withUnsafeBufferPointer { tableau in
      for row in 0..<rows {
        let coefficient = tableau[row * width + column]
        if coefficient != 0 { basicValues[row] -= coefficient * change }
      }
    }
  }

  /// How far to go along the ray of a row that can't be repaired, until the bound is below the cut-off.
  private func farkas(_ row: Int, objective: Double, least: Double) -> (row: Int, step: Double)? {
    let leaving = basicVariables[row]
    let isBelow = basicValues[row] < lower[leaving]
    var slope = isBelow ? lower[leaving] - basicValues[row] : basicValues[row] - upper[leaving]
    for column in 0..<width {
      let variable = nonbasicVariables[column]
      let coefficient = tableau[row * width + column] * (isBelow ? -1 : 1)
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
    let count = width
    let pivotElement = tableau[row * count + entering]
    let enteringValue = nonbasicValues[entering]
    let leavingValue = basicValues[row]
    tableau.withUnsafeMutableBufferPointer { tableau in
      guard let lines = tableau.baseAddress else { return }
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
      let pivotLine = UnsafePointer(lines + row * count)
      // The entering place becomes one of the leaving variable.
      isSlack[entering] = basicVariables[row] >= columns ? 1 : 0
      let isDense = touched.count * Self.sparseShare > count
      for other in 0..<rows where other != row {
        let line = lines + other * count
        let factor = line[entering]
        guard factor != 0 else { continue }
        if isDense {
          Self.subtract(factor, times: pivotLine, from: line, count: count)
        } else {
          for column in touched { line[column] -= factor * pivotLine[column] }
        }
        line[entering] = -factor / pivotElement
        weights[other] = Self.weight(line, isSlack: isSlack, isSlackBasic: basicVariables[other] >= columns)
      }
      weights[row] = Self.weight(pivotLine, isSlack: isSlack, isSlackBasic: nonbasicVariables[entering] >= columns)
      let cost = reducedCosts[entering]
      if cost != 0 {
        for column in touched { reducedCosts[column] -= cost * pivotLine[column] }
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
  /// Where fewer than one in so many numbers of the pivot row aren't 0, only those are looked at.
  private static let sparseShare = 4

  private typealias Lanes = SIMD4<Double>

  /// Subtracts a multiple of one line from another, several numbers at once.
  private static func subtract(
    _ factor: Double, times source: UnsafePointer<Double>, from target: UnsafeMutablePointer<Double>, count: Int
  ) {
    let lanes = Lanes(repeating: factor)
    let whole = count & ~3
    var column = 0
    while column < whole {
      let place = UnsafeMutableRawPointer(target + column)
      let product = lanes * UnsafeRawPointer(source + column).loadUnaligned(as: Lanes.self)
      place.storeBytes(of: place.loadUnaligned(as: Lanes.self) - product, as: Lanes.self)
      column &+= 4
    }
    while column < count {
      target[column] -= factor * source[column]
      column &+= 1
    }
  }

  /// The square of the length of a row of the inverse of the basis: its numbers stand in the columns of slacks.
  private static func weight(_ line: UnsafePointer<Double>, isSlack: [Double], isSlackBasic: Bool) -> Double {
    isSlack.withUnsafeBufferPointer { isSlack in
      guard let flags = isSlack.baseAddress else { return 1 }
      var sums = Lanes.zero
      let whole = isSlack.count & ~3
      var column = 0
      while column < whole {
        let numbers = UnsafeRawPointer(line + column).loadUnaligned(as: Lanes.self)
        sums += numbers * numbers * UnsafeRawPointer(flags + column).loadUnaligned(as: Lanes.self)
        column &+= 4
      }
      var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
      while column < isSlack.count {
        sum += line[column] * line[column] * flags[column]
        column &+= 1
      }
      return max(sum + (isSlackBasic ? 1 : 0), 1e-4)
    }
  }
}
