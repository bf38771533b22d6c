// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes MPS; see `MPSFormat`.
struct MPSWriter {
  private let model: Model
  private let variableNames: [String]
  private let rowNames: [String]
  private let layout: MPSFormat.Layout
  private let statesDirection: Bool
  private let objectiveName: String
  private var output = ""
  private var faults: [ModelFileFault] = []

  init(_ writable: WritableModel, _ layout: MPSFormat.Layout, statesDirection: Bool) {
    model = writable.model
    variableNames = writable.variableNames
    rowNames = writable.rowNames
    self.layout = layout
    self.statesDirection = statesDirection
    let taken = Set(rowNames)
    var name = "obj"
    var number = 0
    while taken.contains(name) {
      number += 1
      name = "obj\(number)"
    }
    objectiveName = name
  }

  mutating func text() throws(InvalidModelFile) -> String {
    let title = model.name.split(whereSeparator: \.isWhitespace).joined(separator: "_")
    output = "NAME          \(title.isEmpty ? "model" : title)\n"
    if model.direction == .maximise, statesDirection { output += "OBJSENSE\n    MAX\n" }
    writeRows()
    writeColumns()
    writeSides()
    writeRanges()
    writeBounds()
    output += "ENDATA\n"
    if !faults.isEmpty { throw InvalidModelFile(faults) }
    return output
  }

  private mutating func writeRows() {
    output += "ROWS\n N  \(objectiveName)\n"
    for (row, sense) in model.senses.enumerated() {
      let letter =
        switch sense {
        case .atMost: "L"
        case .atLeast, .between: "G"
        case .equal: "E"
        }
      output += " \(letter)  \(rowNames[row])\n"
    }
  }

  private mutating func writeColumns() {
    output += "COLUMNS\n"
    var starts = [Int](repeating: 0, count: model.variableCount + 1)
    for column in model.columnIndices { starts[Int(column) + 1] += 1 }
    for column in 0..<model.variableCount { starts[column + 1] += starts[column] }
    var rows = [Int](repeating: 0, count: model.coefficientCount)
    var values = [Double](repeating: 0, count: model.coefficientCount)
    var free = starts
    for row in model.senses.indices {
      for place in model.rowStarts[row]..<model.rowStarts[row + 1] {
        let column = Int(model.columnIndices[place])
        rows[free[column]] = row
        values[free[column]] = model.coefficients[place]
        free[column] += 1
      }
    }
    var isMarked = false
    for column in 0..<model.variableCount {
      if model.domains[column].isIntegral != isMarked {
        isMarked.toggle()
        writeMarker(isMarked)
      }
      let places = starts[column]..<starts[column + 1]
      let cost = model.objectiveCoefficients[column]
      if cost != 0 || places.isEmpty { write("", variableNames[column], objectiveName, cost) }
      for place in places { write("", variableNames[column], rowNames[rows[place]], values[place]) }
    }
    if isMarked { writeMarker(false) }
  }

  private mutating func writeMarker(_ isStart: Bool) {
    output += "    MARKER    'MARKER'                 \(isStart ? "'INTORG'" : "'INTEND'")\n"
  }

  private mutating func writeSides() {
    output += "RHS\n"
    if model.objectiveConstant != 0 { write("", "RHS", objectiveName, -model.objectiveConstant) }
    for (row, sense) in model.senses.enumerated() {
      if let side = sense.lower ?? sense.upper, side != 0 { write("", "RHS", rowNames[row], side) }
    }
  }

  /// A range is a row with ≥ and the width of the range; where the width would round, a fault.
  private mutating func writeRanges() {
    var hasTitle = false
    for (row, sense) in model.senses.enumerated() {
      guard case .between(let lower, let upper) = sense else { continue }
      if !hasTitle { output += "RANGES\n" }
      hasTitle = true
      write("", "RNG", rowNames[row], upper - lower)
      if lower + (upper - lower) != upper {
        faults.append(
          ModelFileFault(
            line: nil, problem: "the range of row \(rowNames[row]) can't be written without rounding",
            remedy: "write the LP format, or two rows"))
      }
    }
  }

  private mutating func writeBounds() {
    output += "BOUNDS\n"
    for column in model.domains.indices {
      let (lower, upper) = (model.lowerBounds[column], model.upperBounds[column])
      let name = variableNames[column]
      let isIntegral = model.domains[column].isIntegral
      switch (lower, upper) {
      case (nil, nil): write("FR", "BND", name, nil)
      case (let lower?, let upper?) where model.domains[column] == .binary && lower == 0 && upper == 1:
        write("BV", "BND", name, nil)
      case (let lower?, let upper?) where lower == upper: write("FX", "BND", name, lower)
      default:
        if let lower {
          if lower != 0 || (upper ?? 0) < 0 { write("LO", "BND", name, lower) }
        } else {
          write("MI", "BND", name, nil)
        }
        if let upper { write("UP", "BND", name, upper) }
        if upper == nil, isIntegral { write("PL", "BND", name, nil) }
      }
    }
  }

  private mutating func write(_ type: String, _ first: String, _ second: String, _ number: Double?) {
    let text = number.map(numberText) ?? ""
    if layout == .fixed, text.utf8.count > 12 {
      faults.append(
        ModelFileFault(
          line: nil, problem: "the number \(text) of \(second) needs more than the 12 characters of fixed MPS",
          remedy: "write free MPS"))
    }
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
    }
    // Columns 2-3, 5-12, 15-22 and 25-36.
    var line = " " + padded(type, 2) + " " + padded(first, 8) + "  " + padded(second, 8)
    if number != nil { line += "  " + text }
    output += line + "\n"
  }
}
