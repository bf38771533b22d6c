// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The linear relaxation of a packing model in a condensed simplex tableau.
///
/// It only proposes: multipliers for bounds, which are proven in whole numbers, and columns to branch on. Nothing of it is
/// relied on. Right-hand sides are perturbed a little, so that degenerate vertices don't stall it.
struct PackingTableau {
  /// How many rows and columns the tableau has.
  let height: Int
  let width: Int
  private var entries: [Double]
  private var right: [Double]
  private var profits: [Double]
  /// The variable of each row and column: a column of the model, or the slack of row r as −1 − r.
  private var basic: [Int]
  private var nonbasic: [Int]
  /// Columns of the tableau that stay at 0.
  private var isBarred: [Bool]
  /// Columns of the model that stand as 1 − x.
  private var isFlipped: [Bool]
  private let rowScales: [Double]
  private let valueScale: Double
  private let rowCount: Int
  /// Row or −1 − column of the tableau in which each column of the model is.
  private var places: [Int]
  /// How many entries were gone through.
  private(set) var work = 0

  private static let tolerance = 1e-9

  init(_ model: PackingModel) {
    var rows = model.rows
    rowCount = rows.count
    var isBounded = [Bool](repeating: false, count: model.values.count)
    for row in rows {
      for (column, coefficient) in zip(row.columns, row.coefficients) where coefficient == row.capacity {
        isBounded[column] = true
      }
    }
    for column in model.values.indices where !isBounded[column] {
      rows.append(.init(columns: [column], coefficients: [1], capacity: 1))
    }
    height = rows.count
    width = model.values.count
    entries = [Double](repeating: 0, count: height * width)
    right = []
    var scales: [Double] = []
    var noise: UInt64 = 0x9E37_79B9_7F4A_7C15
    for (index, row) in rows.enumerated() {
      let scale = 1 / Double(max(1, row.coefficients.max() ?? 1))
      scales.append(scale)
      for (column, coefficient) in zip(row.columns, row.coefficients) {
        entries[index * width + column] = Double(coefficient) * scale
      }
      noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      right.append(Double(row.capacity) * scale + (0.5 + Double(noise >> 40) / Double(1 << 25)) * 1e-7)
    }
    rowScales = scales
    valueScale = Double(max(1, model.values.map(\.magnitude).max() ?? 1))
    let scale = valueScale
    profits = model.values.map { Double($0) / scale }
    basic = rows.indices.map { -1 - $0 }
    nonbasic = Array(model.values.indices)
    isBarred = Array(repeating: false, count: width)
    isFlipped = Array(repeating: false, count: width)
    places = (0..<width).map { -1 - $0 }
  }

  /// Climbs to the optimum from the corner at 0; false where it took too long.
  mutating func climb() -> Bool {
    for _ in 0..<(20 * (height + width) + 100) {
      var entering = -1
      var best = Self.tolerance
      for column in 0..<width where profits[column] > best && !isBarred[column] {
        best = profits[column]
        entering = column
      }
      guard entering >= 0 else { return true }
      var leaving = -1
      var least = Double.infinity
      for row in 0..<height where entries[row * width + entering] > Self.tolerance {
        let ratio = right[row] / entries[row * width + entering]
        if ratio < least {
          least = ratio
          leaving = row
        }
      }
      guard leaving >= 0 else { return false }
      pivot(leaving, entering)
    }
    return false
  }

  /// Restores right-hand sides of at least 0, keeping profits at most 0; false where it failed.
  mutating func restore() -> Bool {
    for _ in 0..<(5 * (height + width) + 100) {
      var leaving = -1
      var least = -Self.tolerance
      for row in 0..<height where right[row] < least {
        least = right[row]
        leaving = row
      }
      guard leaving >= 0 else { return true }
      guard let entering = entering(leaving, sign: -1) else { return false }
      pivot(leaving, entering)
    }
    return false
  }

  /// The column that can enter for a row with the least loss.
  private func entering(_ row: Int, sign: Double) -> Int? {
    var best: Int?
    var least = Double.infinity
    for column in 0..<width where !isBarred[column] {
      let entry = sign * entries[row * width + column]
      guard entry > 1e-7 else { continue }
      let ratio = max(0, -profits[column]) / entry
      if ratio < least {
        least = ratio
        best = column
      }
    }
    return best
  }

  /// Holds a column of the model at 0 or 1; false where the tableau can't.
  mutating func fix(_ column: Int, at value: Int) -> Bool {
    let place = places[column]
    if place >= 0 {
      if (value == 1) != isFlipped[column] { flip(row: place) }
      guard right[place] > 1e-12 || right[place] < 0 else {
        // At its bound already: any other column may take its place.
        guard let entering = entering(place, sign: 1) ?? entering(place, sign: -1) else { return false }
        pivot(place, entering)
        isBarred[entering] = true
        return true
      }
      guard let entering = entering(place, sign: right[place] > 0 ? 1 : -1) else { return false }
      pivot(place, entering)
      isBarred[entering] = true
      return true
    }
    let own = -1 - place
    if (value == 1) != isFlipped[column] { flip(column: own) }
    isBarred[own] = true
    return true
  }

  private mutating func flip(row: Int) {
    isFlipped[basic[row]].toggle()
    right[row] = 1 - right[row]
    for column in 0..<width { entries[row * width + column] = -entries[row * width + column] }
  }

  private mutating func flip(column: Int) {
    isFlipped[nonbasic[column]].toggle()
    for row in 0..<height {
      right[row] -= entries[row * width + column]
      entries[row * width + column] = -entries[row * width + column]
    }
    profits[column] = -profits[column]
  }

  /// Holds a column at 0 only where that needs no pivot, or its value isn't 0.
  mutating func exclude(_ column: Int) -> Bool {
    let place = places[column]
    if place >= 0, abs(value(of: column)) < 1e-9 { return true }
    return fix(column, at: 0)
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    let width = width
    work += height * width
    entries.withUnsafeMutableBufferPointer { buffer in
      guard let entries = buffer.baseAddress else { return }
      let own = entries + row * width
      let inverse = 1 / own[column]
      for other in 0..<width { own[other] *= inverse }
      own[column] = inverse
      right[row] *= inverse
      for index in 0..<height where index != row {
        let line = entries + index * width
        let factor = line[column]
        guard factor != 0 else { continue }
        right[index] -= factor * right[row]
        for other in 0..<width { line[other] -= factor * own[other] }
        line[column] = -factor * inverse
      }
      let factor = profits[column]
      if factor != 0 {
        for other in 0..<width { profits[other] -= factor * own[other] }
        profits[column] = -factor * inverse
      }
    }
    let leaving = basic[row]
    basic[row] = nonbasic[column]
    nonbasic[column] = leaving
    if leaving >= 0 { places[leaving] = -1 - column }
    if basic[row] >= 0 { places[basic[row]] = row }
  }

  /// The value of a column of the model.
  func value(of column: Int) -> Double {
    let place = places[column]
    let value = place >= 0 ? right[place] : 0
    return isFlipped[column] ? 1 - value : value
  }

  /// A multiplier for each row of the model.
  func multipliers() -> [Double] {
    var multipliers = [Double](repeating: 0, count: rowCount)
    for column in 0..<width {
      let variable = nonbasic[column]
      guard variable < 0, -1 - variable < rowCount else { continue }
      multipliers[-1 - variable] = max(0, -profits[column]) * rowScales[-1 - variable] * valueScale
    }
    return multipliers
  }
}
