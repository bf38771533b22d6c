// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Model {
  /// Everything that is wrong with the model; empty for a model that can be solved.
  ///
  /// A fractional bound of an integer variable isn't a fault: solvers round it inwards. An integer variable with no
  /// integer between its bounds makes the model infeasible, which is an answer and no fault. Takes linear time.
  public func faults() -> [ModelFault] {
    var faults = buildFaults
    let limit = Int(Int32.max) - 1
    for count in [variableCount, rowCount, coefficientCount] where count > limit {
      faults.append(.tooLarge(count: count))
    }
    faults += variableNames.duplicates.map { .duplicateName(kind: "variable", name: $0) }
    faults += rowNames.duplicates.map { .duplicateName(kind: "row", name: $0) }
    variableFaults(into: &faults)
    objectiveFaults(into: &faults)
    rowFaults(into: &faults)
    return faults
  }

  /// Throws `InvalidModel` with every fault if there is one.
  public func validate() throws(InvalidModel) {
    let faults = faults()
    if !faults.isEmpty { throw InvalidModel(faults) }
  }

  private func variableFaults(into faults: inout [ModelFault]) {
    for index in domains.indices {
      let (lower, upper) = (lowerBounds[index], upperBounds[index])
      var finite = true
      for (bound, word) in [(lower, "lower"), (upper, "upper")] {
        if let bound, !bound.isFinite {
          finite = false
          faults.append(.notFinite(place: "\(word) bound of variable \(variableNames[index])", value: "\(bound)"))
        }
      }
      guard finite else { continue }
      if let lower, let upper, lower > upper {
        faults.append(.crossedBounds(place: "variable \(variableNames[index])", lower: lower, upper: upper))
      } else if domains[index] == .binary, (lower ?? -1) < 0 || (upper ?? 2) > 1 {
        faults.append(
          .notBinary(variable: variableNames[index], lower: lower ?? -.infinity, upper: upper ?? .infinity))
      }
    }
  }

  private func objectiveFaults(into faults: inout [ModelFault]) {
    if !objectiveConstant.isFinite {
      faults.append(.notFinite(place: "constant of the objective", value: "\(objectiveConstant)"))
    }
    for (index, coefficient) in objectiveCoefficients.enumerated() where !coefficient.isFinite {
      faults.append(
        .notFinite(place: "objective, coefficient of \(variableNames[index])", value: "\(coefficient)"))
    }
  }

  private func rowFaults(into faults: inout [ModelFault]) {
    for (row, sense) in senses.enumerated() {
      for bound in [sense.lower, sense.upper] {
        if let bound, !bound.isFinite {
          faults.append(.notFinite(place: "right-hand side of row \(rowNames[row])", value: "\(bound)"))
          if case .equal = sense { break }
        }
      }
      if case .between(let lower, let upper) = sense, lower > upper {
        faults.append(.crossedBounds(place: "row \(rowNames[row])", lower: lower, upper: upper))
      }
      for position in rowStarts[row]..<rowStarts[row + 1] where !coefficients[position].isFinite {
        faults.append(
          .notFinite(
            place: "row \(rowNames[row]), coefficient of \(variableNames[Int(columnIndices[position])])",
            value: "\(coefficients[position])"))
      }
    }
  }
}
