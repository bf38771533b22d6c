// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension LPReader {
  /// Folds back what stands for a range or for a constant: see `LPFormat`.
  ///
  /// A variable whose name starts with `~` stands for a range if it is continuous, isn't in the objective, and stands
  /// in one row only, an equation, with the coefficient −1. `~constant` stands for a constant if it is fixed and stands
  /// in no row.
  mutating func foldHelpers() {
    var occurrences = [Int](repeating: 0, count: model.variableCount)
    for column in model.columnIndices { occurrences[Int(column)] += 1 }
    var dropped: Set<Int> = []
    for column in 0..<model.variableCount where occurrences[column] == 0 {
      let name = model.variableNames[column]
      let cost = model.objectiveCoefficients[column]
      if name == "~constant", let value = model.lowerBounds[column], value == model.upperBounds[column] {
        model.objectiveConstant += cost * value
        dropped.insert(column)
      } else if name == "~none", cost == 0 {
        dropped.insert(column)
      }
    }
    for row in model.senses.indices {
      guard case .equal(let side) = model.senses[row] else { continue }
      for place in model.rowStarts[row]..<model.rowStarts[row + 1] {
        let column = Int(model.columnIndices[place])
        if model.coefficients[place] == -1, occurrences[column] == 1, isRangeHelper(column),
          let sense = range(from: column, side)
        {
          model.senses[row] = sense
          dropped.insert(column)
          break
        }
      }
    }
    if !dropped.isEmpty { model = model.without(columns: dropped) }
  }

  private func isRangeHelper(_ column: Int) -> Bool {
    model.variableNames[column].hasPrefix("~") && model.domains[column] == .continuous
      && model.objectiveCoefficients[column] == 0
  }

  private func range(from column: Int, _ side: Double) -> RowSense? {
    switch (model.lowerBounds[column], model.upperBounds[column]) {
    case (let lower?, let upper?): .between(lower + side, upper + side)
    case (let lower?, nil): .atLeast(lower + side)
    case (nil, let upper?): .atMost(upper + side)
    case (nil, nil): nil
    }
  }
}

extension Model {
  /// The same model without some columns and their terms.
  fileprivate func without(columns dropped: Set<Int>) -> Model {
    var copy = Model(name: name)
    copy.direction = direction
    copy.objectiveConstant = objectiveConstant
    var places = [Int32](repeating: -1, count: variableCount)
    for column in 0..<variableCount where !dropped.contains(column) {
      let variable = copy.addVariable(
        variableNames.given(at: column), domain: domains[column], objective: objectiveCoefficients[column])
      copy.setBounds(of: variable, lower: lowerBounds[column], upper: upperBounds[column])
      places[column] = Int32(variable.index)
    }
    for row in senses.indices {
      let terms = (rowStarts[row]..<rowStarts[row + 1]).compactMap { place -> (Variable, Double)? in
        let column = places[Int(columnIndices[place])]
        return column < 0 ? nil : (Variable(index: Int(column)), coefficients[place])
      }
      copy.addRow(name: rowNames.given(at: row), terms: terms, sense: senses[row])
    }
    return copy
  }
}
