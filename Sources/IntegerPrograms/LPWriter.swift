// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes the CPLEX LP format; see `LPFormat`.
struct LPWriter {
  private let model: Model
  private let variableNames: [String]
  private let rowNames: [String]
  private var output = ""
  private var itemsOnLine = 0

  init(_ writable: WritableModel) {
    model = writable.model
    variableNames = writable.variableNames
    rowNames = writable.rowNames
  }

  mutating func text() -> String {
    if !model.name.isEmpty {
      output += "\\ " + model.name.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
    }
    output += model.direction == .maximise ? "Maximize\n" : "Minimize\n"
    writeObjective()
    output += "Subject To\n"
    for row in model.senses.indices { writeRow(row) }
    writeBounds()
    writeDomain(.integer, "General")
    writeDomain(.binary, "Binary")
    output += "End\n"
    return output
  }

  /// Readers number the variables as they meet them; where that isn't the model's order, the objective names them all.
  private var namesAllInObjective: Bool {
    var next = 0
    func meets(_ column: Int) -> Bool {
      if column == next { next += 1 }
      return column < next
    }
    for (column, coefficient) in model.objectiveCoefficients.enumerated() where coefficient != 0 {
      if !meets(column) { return true }
    }
    for column in model.columnIndices where !meets(Int(column)) { return true }
    return next < model.variableCount
  }

  private mutating func writeObjective() {
    output += " obj:"
    itemsOnLine = 0
    let all = namesAllInObjective
    for (column, coefficient) in model.objectiveCoefficients.enumerated() where all || coefficient != 0 {
      write(coefficient, variableNames[column])
    }
    if model.objectiveConstant != 0 { write(model.objectiveConstant, "~constant") }
    // Some readers take no objective without terms.
    if itemsOnLine == 0, let first = variableNames.first { write(0, first) }
    output += "\n"
  }

  private mutating func writeRow(_ row: Int) {
    output += " \(rowNames[row]):"
    itemsOnLine = 0
    let places = model.rowStarts[row]..<model.rowStarts[row + 1]
    for place in places { write(model.coefficients[place], variableNames[Int(model.columnIndices[place])]) }
    if places.isEmpty { write(0, variableNames.first ?? "~none") }
    switch model.senses[row] {
    case .atMost(let value): output += " <= \(numberText(value))\n"
    case .atLeast(let value): output += " >= \(numberText(value))\n"
    case .equal(let value): output += " = \(numberText(value))\n"
    case .between: output += " - ~\(rowNames[row]) = 0\n"
    }
  }

  private mutating func write(_ coefficient: Double, _ name: String) {
    if itemsOnLine == 8 {
      output += "\n  "
      itemsOnLine = 0
    }
    itemsOnLine += 1
    output += coefficient < 0 ? " - " : " + "
    if abs(coefficient) != 1 { output += numberText(abs(coefficient)) + " " }
    output += name
  }

  private mutating func writeBounds() {
    var lines: [String] = []
    for column in model.domains.indices {
      let (lower, upper) = (model.lowerBounds[column], model.upperBounds[column])
      if model.domains[column] == .binary, lower == 0, upper == 1 { continue }
      if let line = boundsLine(variableNames[column], lower, upper) { lines.append(line) }
    }
    for (row, sense) in model.senses.enumerated() {
      if case .between(let lower, let upper) = sense {
        lines.append(" \(numberText(lower)) <= ~\(rowNames[row]) <= \(numberText(upper))")
      }
    }
    if model.objectiveConstant != 0 { lines.append(" ~constant = 1") }
    if lines.isEmpty { return }
    output += "Bounds\n" + lines.joined(separator: "\n") + "\n"
  }

  private func boundsLine(_ name: String, _ lower: Double?, _ upper: Double?) -> String? {
    switch (lower, upper) {
    case (nil, nil): " \(name) free"
    case (nil, let upper?): " -inf <= \(name) <= \(numberText(upper))"
    case (let lower?, nil): lower == 0 ? nil : " \(name) >= \(numberText(lower))"
    case (let lower?, let upper?):
      lower == upper
        ? " \(name) = \(numberText(lower))" : " \(numberText(lower)) <= \(name) <= \(numberText(upper))"
    }
  }

  /// A binary variable with tighter bounds is written as an integer, since the binary section resets the bounds.
  private mutating func writeDomain(_ domain: Domain, _ title: String) {
    let names = model.domains.indices.filter { column in
      let isPlain = model.lowerBounds[column] == 0 && model.upperBounds[column] == 1
      switch model.domains[column] {
      case .continuous: return false
      case .integer: return domain == .integer
      case .binary: return domain == (isPlain ? .binary : .integer)
      }
    }
    if names.isEmpty { return }
    output += title + "\n"
    for column in names { output += " \(variableNames[column])\n" }
  }
}
