// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Model {
  // MARK: - Adding rows

  /// Adds a row from a relation such as `2 * x + y <= 3`.
  @discardableResult
  public mutating func add(_ relation: Relation, name: String? = nil) -> Row {
    openRow(name: name)
    for term in relation.expression.terms { append(term.variable, term.coefficient) }
    return closeRow(relation.sense)
  }

  /// Adds a row from terms; a variable that occurs more than once is summed up.
  ///
  /// Takes time linear in the number of terms.
  @discardableResult
  public mutating func addRow(name: String? = nil, terms: [(Variable, Double)], sense: RowSense) -> Row {
    openRow(name: name)
    for (variable, coefficient) in terms { append(variable, coefficient) }
    return closeRow(sense)
  }

  /// Adds a row from variables and their coefficients side by side.
  @discardableResult
  public mutating func addRow(
    name: String? = nil, variables: [Variable], coefficients: [Double], sense: RowSense
  ) -> Row {
    openRow(name: name)
    if variables.count != coefficients.count {
      buildFaults.append(
        .lengthMismatch(row: rowNames[senses.count], variables: variables.count, coefficients: coefficients.count))
    }
    for (variable, coefficient) in zip(variables, coefficients) { append(variable, coefficient) }
    return closeRow(sense)
  }

  /// Adds a row that bounds the plain sum of variables.
  @discardableResult
  public mutating func addRow(
    name: String? = nil, sumOf variables: some Sequence<Variable>, sense: RowSense
  ) -> Row {
    openRow(name: name)
    for variable in variables { append(variable, 1) }
    return closeRow(sense)
  }

  // MARK: - Reading rows

  /// The number of rows.
  public var rowCount: Int { senses.count }

  /// The number of coefficients that aren't zero, in all rows.
  public var coefficientCount: Int { columnIndices.count }

  /// What a row demands.
  public func sense(of row: Row) -> RowSense {
    senses.indices.contains(row.index) ? senses[row.index] : .atLeast(0)
  }

  /// The terms of a row, each variable once.
  public func terms(of row: Row) -> [Term] {
    guard senses.indices.contains(row.index) else { return [] }
    return (rowStarts[row.index]..<rowStarts[row.index + 1]).map {
      Term(Variable(index: Int(columnIndices[$0])), coefficients[$0])
    }
  }

  /// The name of a row: as given, or `r` and its place from 1.
  public func name(of row: Row) -> String {
    rowNames[row.index]
  }

  /// Changes what a row demands.
  public mutating func setSense(of row: Row, to sense: RowSense) {
    guard senses.indices.contains(row.index) else {
      buildFaults.append(.unknownRow(index: row.index))
      return
    }
    senses[row.index] = sense
  }

  // MARK: - Evaluating

  /// The value of the objective at a point, with its constant; summed in the order of the variables.
  public func objectiveValue(at values: [Double]) -> Double {
    var sum = objectiveConstant
    for (coefficient, value) in zip(objectiveCoefficients, values) where coefficient != 0 {
      sum += coefficient * value
    }
    return sum
  }

  /// The value of each row's left-hand side at a point with one value a variable.
  public func rowActivities(at values: [Double]) -> [Double] {
    guard values.count >= variableCount else { return [] }
    return senses.indices.map { row in
      var sum = 0.0
      for position in rowStarts[row]..<rowStarts[row + 1] {
        sum += coefficients[position] * values[Int(columnIndices[position])]
      }
      return sum
    }
  }

  // MARK: - Building

  private mutating func openRow(name: String?) {
    rowNames.append(name)
  }

  private mutating func append(_ variable: Variable, _ coefficient: Double) {
    let index = variable.index
    guard index >= 0, index < lastPositions.count else {
      buildFaults.append(.unknownVariable(place: "row \(rowNames[senses.count])", index: index))
      return
    }
    let position = lastPositions[index]
    if position >= rowStarts[senses.count] {
      coefficients[position] += coefficient
    } else {
      lastPositions[index] = coefficients.count
      columnIndices.append(Int32(truncatingIfNeeded: index))
      coefficients.append(coefficient)
    }
  }

  private mutating func closeRow(_ sense: RowSense) -> Row {
    let start = rowStarts[senses.count]
    if coefficients[start...].contains(0) { dropZeros(from: start) }
    senses.append(sense)
    rowStarts.append(coefficients.count)
    return Row(index: senses.count - 1)
  }

  private mutating func dropZeros(from start: Int) {
    var kept = start
    for position in start..<coefficients.count {
      let column = Int(columnIndices[position])
      if coefficients[position] == 0 {
        lastPositions[column] = -1
        continue
      }
      columnIndices[kept] = columnIndices[position]
      coefficients[kept] = coefficients[position]
      lastPositions[column] = kept
      kept += 1
    }
    columnIndices.removeSubrange(kept...)
    coefficients.removeSubrange(kept...)
  }
}
