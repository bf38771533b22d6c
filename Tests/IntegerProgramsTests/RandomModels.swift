// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A model with every kind of variable, bound and row, also unused variables and rows without terms.
func randomModel(seed: UInt64, hasConstant: Bool = true) -> Model {
  var generator = SeededGenerator(state: seed)
  func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  func number() -> Double {
    switch pick(0...3) {
    case 0: return Double(pick(-20...20))
    case 1: return Double(pick(-400...400)) / 16
    case 2: return Double(pick(-9...9)) / 1e5
    default: return Double(pick(-9...9)) * 1e7
    }
  }
  var model = Model(name: "random\(seed)")
  model.direction = pick(0...1) == 0 ? .minimise : .maximise
  if hasConstant, pick(0...1) == 0 { model.objectiveConstant = number() }
  for index in 0..<pick(1...8) {
    let name = pick(0...3) == 0 ? nil : "v\(index)_a"
    let objective = pick(0...2) == 0 ? 0 : number()
    switch pick(0...7) {
    case 0: model.addVariable(name, domain: .binary, objective: objective)
    case 1: model.addVariable(name, lower: nil, objective: objective)
    case 2: model.addVariable(name, lower: nil, upper: number(), objective: objective)
    case 3: model.addVariable(name, lower: number(), objective: objective)
    case 4: model.addVariable(name, lower: 3, upper: 3, objective: objective)
    case 5: model.addVariable(name, domain: .integer, objective: objective)
    case 6: model.addVariable(name, domain: .integer, lower: Double(pick(-9...0)), upper: 7, objective: objective)
    default: model.addVariable(name, lower: -1, upper: Double(pick(-1...9)), objective: objective)
    }
  }
  for index in 0..<pick(0...6) {
    let terms = model.variables.filter { _ in pick(0...2) > 0 }.map { ($0, number()) }
    let name = pick(0...3) == 0 ? nil : "row.\(index)"
    let side = Double(pick(-30...30)) / 4
    switch pick(0...3) {
    case 0: model.addRow(name: name, terms: terms, sense: .atMost(side))
    case 1: model.addRow(name: name, terms: terms, sense: .atLeast(side))
    case 2: model.addRow(name: name, terms: terms, sense: .equal(side))
    default: model.addRow(name: name, terms: terms, sense: .between(side, side + Double(pick(1...9))))
    }
  }
  return model
}

/// Everything in a model as text, for comparison.
func description(of model: Model, directed: Bool = true) -> [String] {
  var lines = ["\(directed ? model.direction.rawValue : "") + \(model.objectiveConstant)"]
  for variable in model.variables {
    let bounds =
      "\(String(describing: model.lowerBound(of: variable))) \(String(describing: model.upperBound(of: variable)))"
    lines.append(
      "\(model.name(of: variable)) \(model.domain(of: variable)) \(bounds) \(model.objectiveCoefficient(of: variable))")
  }
  for row in (0..<model.rowCount).map({ Row(index: $0) }) {
    let terms = model.terms(of: row).sorted { $0.variable.index < $1.variable.index }
    lines.append(
      "\(model.name(of: row)) \(model.sense(of: row)) "
        + terms.map { "\($0.coefficient)*\($0.variable.index)" }.joined(separator: " "))
  }
  return lines
}
