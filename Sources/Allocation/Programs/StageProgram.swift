// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms

/// The integer program of a run of objective stages: 0/1 columns and ≤ rows with whole-number coefficients.
///
/// Rows are kept by what they say, so that a proof can name them and a reader rebuild them without this code.
struct StageProgram {
  /// What a 0/1 column stands for.
  enum Column {
    /// A request at a place.
    case place(request: Int, place: Place)
    /// A request with one of its options.
    case option(Option)
    /// An administration holds at least so many steps.
    case level(administration: Int, steps: Int)
    /// An administration has at least one network, or a part of one where networks count for members.
    case served(administration: Int)
    /// Somebody's holding, or that of all, makes others need so much for their entitlements, by rank.
    case threshold(rank: Int)
  }

  /// A column with its whole-number coefficient.
  struct Term {
    var column: Int
    var coefficient: Int
  }

  private(set) var columns: [Column] = []
  private(set) var rows: [Multipliers.Row] = []
  private(set) var rightHandSides: [Int] = []
  /// Row i is at rowStarts[i]..<rowStarts[i + 1] of `terms`.
  private(set) var rowStarts: [Int] = [0]
  private(set) var terms: [Term] = []
  /// What columns are, by band.
  var columnKinds: [Int: Multipliers.Columns] = [:]
  /// Thresholds of a demand of fairness, each of which is set only with all before it; one list a chain.
  var chains: [[Int]] = []
  /// The columns of each request that competes, by request.
  private(set) var columnsOfRequest: [Int: [Int]] = [:]
  /// What rows with large coefficients are divided by for the solver, whose tolerances are absolute; by row.
  private(set) var rowScales: [Int: Double] = [:]

  @discardableResult
  mutating func add(_ column: Column) -> Int {
    columns.append(column)
    if let request = Self.request(of: column) { columnsOfRequest[request, default: []].append(columns.count - 1) }
    return columns.count - 1
  }

  @discardableResult
  mutating func add(_ row: Multipliers.Row, _ newTerms: some Sequence<Term>, atMost rightHandSide: Int) -> Int {
    rows.append(row)
    let start = terms.count
    terms.append(contentsOf: newTerms)
    let scale = Self.scale(of: terms[start...])
    if scale > 1 { rowScales[rows.count - 1] = scale }
    rowStarts.append(terms.count)
    rightHandSides.append(rightHandSide)
    return rows.count - 1
  }

  /// Changes the right-hand side of a row.
  mutating func setRightHandSide(of row: Int, to value: Int) {
    rightHandSides[row] = value
  }

  /// Whether a row may be part of a proof: what counts holdings exactly can't be named in one.
  func mayProve(_ row: Int) -> Bool { rows[row] != .fairness }

  func terms(of row: Int) -> ArraySlice<Term> {
    terms[rowStarts[row]..<rowStarts[row + 1]]
  }

  /// The request that a column grants, if it grants one.
  static func request(of column: Column) -> Int? {
    switch column {
    case .place(let request, _): request
    case .option(let option): option.request
    case .level, .served, .threshold: nil
    }
  }

  /// Displacement that a column causes, in thousandths of a degree, at least 0.
  static func displacement(of column: Column) -> Int {
    switch column {
    case .place(_, let place): abs(place.displacementMilliDegrees)
    case .option(let option): abs(option.displacementMilliDegrees)
    case .level, .served, .threshold: 0
    }
  }

  /// What coefficients are divided by for the solver: the greatest of them where it is above a million, else 1.
  static func scale(of terms: some Sequence<Term>) -> Double {
    let greatest = terms.reduce(0) { max($0, $1.coefficient.magnitude) }
    return greatest > 1_000_000 ? Double(greatest) : 1
  }

  /// The program as a model of the solver layer, without objective.
  func model(integer: Bool) -> Model {
    var model = Model()
    model.reserve(variables: columns.count, rows: rows.count, coefficients: terms.count)
    let variables = model.addVariables(
      count: columns.count, domain: integer ? .binary : .continuous, lower: 0, upper: 1)
    for row in rows.indices {
      let slice = terms(of: row)
      let scale = rowScales[row] ?? 1
      model.addRow(
        variables: slice.map { variables[$0.column] }, coefficients: slice.map { Double($0.coefficient) / scale },
        sense: .atMost(Double(rightHandSides[row]) / scale))
    }
    return model
  }

  /// Whether a 0/1 point keeps the first rows, in integers.
  func isFeasible(_ point: [Bool], rows count: Int) -> Bool {
    rows.indices.prefix(count).allSatisfy { row in
      terms(of: row).reduce(0) { $0 + (point[$1.column] ? $1.coefficient : 0) } <= rightHandSides[row]
    }
  }
}

/// An objective with whole-number coefficients, always to be made as large as possible: linear, or ordered welfare.
struct StageObjective {
  var claim: Claim.Objective
  var kind: Claim.Kind
  var stage: Int
  var name: String
  var unit: String
  var terms: [StageProgram.Term]
  /// Ordered welfare in place of the terms.
  var ordered: OrderedWelfare?

  /// What coefficients are divided by for the solver.
  var scale: Double { StageProgram.scale(of: terms) }

  /// What no point exceeds, whatever the rows: the sum of the coefficients above 0.
  var sumOfGains: Int { terms.reduce(0) { $0 + max(0, $1.coefficient) } }

  /// The value of a point that needn't be integral, in units of the scale's whole numbers.
  func value(of values: [Double]) -> Double {
    terms.reduce(0) { $0 + values[$1.column] * Double($1.coefficient) }
  }

  func value(at point: [Bool]) -> Int {
    if let ordered { return ordered.value(at: point) }
    return terms.reduce(0) { $0 + (point[$1.column] ? $1.coefficient : 0) }
  }
}
