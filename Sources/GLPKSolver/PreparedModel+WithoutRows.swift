// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension PreparedModel {
  /// The answer for a model without rows or without variables, where each variable goes to its better bound.
  ///
  /// A variable that doesn't count in the objective takes the value nearest to zero. The rows, if any, have no terms
  /// and allow zero, which was checked before.
  func solvedWithoutRows(_ model: Model) -> Outcome {
    var values: [Double] = []
    for index in 0..<variableCount {
      let cost = direction == .maximise ? -objective[index] : objective[index]
      let value =
        if cost > 0 {
          lower[index]
        } else if cost < 0 {
          upper[index]
        } else {
          min(max(0, lower[index]), upper[index])
        }
      guard value.isFinite else {
        return Outcome(termination: .finished, proof: .unbounded)
      }
      values.append(value)
    }
    let value = model.objectiveValue(at: values)
    return Outcome(
      termination: .finished, solution: .feasible, proof: .optimal, objective: value, bound: value, values: values,
      rowMultipliers: hasIntegers ? [] : [Double](repeating: 0, count: rowLower.count),
      reducedCosts: hasIntegers ? [] : objective)
  }
}
