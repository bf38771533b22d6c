// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension LPReader {
  // MARK: - Rows

  mutating func readRows() throws(ModelFileFault) {
    while let token = next {
      if case .section = token.kind { return }
      try readRow()
    }
  }

  private mutating func readRow() throws(ModelFileFault) {
    var name: String?
    let line = next?.line
    if case .name(let given)? = next?.kind, afterNext?.kind == .colon {
      name = given
      place += 2
      if !rowNames.insert(given).inserted {
        faults.append(
          ModelFileFault(line: line, problem: "a second row \"\(given)\"", remedy: "give each row a name of its own"))
      }
    }
    if next?.kind == .equal || next == nil {
      throw fault("a row without terms", "write at least one term, 0 x if need be")
    }
    let start = place
    if let limit = try readLimit(), let relation = readRelation() {
      // A number first: limit <= expression, perhaps <= another limit.
      let sum = try readSum()
      if let second = readRelation() {
        let last = try readRightSide()
        try addRange(name, sum, (limit, relation), (second, last))
      } else {
        try add(name, sum, relation.reversed, limit)
      }
      return
    }
    place = start
    let sum = try readSum()
    guard let relation = readRelation() else {
      throw fault("a row without <=, >= or =", "finish it with a relation and a number")
    }
    try add(name, sum, relation, try readRightSide())
  }

  /// The number on the right; a variable that follows on the same line is a fault.
  private mutating func readRightSide() throws(ModelFileFault) -> Double {
    guard let number = try readLimit() else {
      throw fault("no number on the right-hand side", "carry variables to the left and write one number on the right")
    }
    if let token = next, token.line == tokens[place - 1].line, afterNext?.kind != .colon {
      switch token.kind {
      case .name, .plus, .minus:
        throw fault("more than a number on the right-hand side", "carry variables to the left of the relation")
      default: break
      }
    }
    return number
  }

  private mutating func add(
    _ name: String?, _ sum: Sum, _ relation: LPRelation, _ limit: Double
  ) throws(ModelFileFault) {
    guard limit.isFinite else {
      throw faultBefore("a row bounded by infinity", "write a finite number or leave the row out")
    }
    let value = limit - sum.constant
    let sense: RowSense =
      switch relation {
      case .atMost: .atMost(value)
      case .atLeast: .atLeast(value)
      case .equal: .equal(value)
      }
    model.addRow(name: name, terms: sum.terms, sense: sense)
  }

  private mutating func addRange(
    _ name: String?, _ sum: Sum, _ first: (Double, LPRelation), _ second: (LPRelation, Double)
  ) throws(ModelFileFault) {
    guard first.1 == second.0, first.1 != .equal else {
      throw faultBefore("a range with different relations", "write 1 <= x + y <= 3")
    }
    let isRising = first.1 == .atMost
    let (lower, upper) = isRising ? (first.0, second.1) : (second.1, first.0)
    guard lower.isFinite, upper.isFinite else {
      throw faultBefore("a range bounded by infinity", "write one finite bound only: x + y <= 3")
    }
    model.addRow(
      name: name, terms: sum.terms, sense: .between(lower - sum.constant, upper - sum.constant))
  }

  /// A fault of what was read last.
  private func faultBefore(_ problem: String, _ remedy: String) -> ModelFileFault {
    ModelFileFault(line: place > 0 ? tokens[place - 1].line : nil, problem: problem, remedy: remedy)
  }

  // MARK: - Bounds

  mutating func readBounds() throws(ModelFileFault) {
    while let token = next {
      if case .section = token.kind { return }
      if case .name(let name) = token.kind, !isInfinity(name) {
        place += 1
        try readBoundsAfterName(name, token.line)
      } else {
        try readBoundsAfterLimit()
      }
    }
  }

  private mutating func readBoundsAfterName(_ name: String, _ line: Int) throws(ModelFileFault) {
    if case .name(let word)? = next?.kind, word.lowercased() == "free" {
      place += 1
      bound(name, line, lower: .some(nil), upper: .some(nil))
      return
    }
    guard let relation = readRelation(), let limit = try readLimit() else {
      throw fault("a bound of \"\(name)\" that can't be read", "write x <= 3, 1 <= x <= 3, x = 2 or x free")
    }
    apply(relation, limit, name, line)
  }

  private mutating func readBoundsAfterLimit() throws(ModelFileFault) {
    guard let limit = try readLimit() else { throw unreadable(tokens[place]) }
    guard let relation = readRelation(), case .name(let name)? = next?.kind, let line = next?.line else {
      throw fault("a bound that can't be read", "write x <= 3, 1 <= x <= 3, x = 2 or x free")
    }
    place += 1
    apply(relation.reversed, limit, name, line)
    if let second = readRelation() {
      guard let last = try readLimit() else { throw fault("a bound without a number", "write 1 <= x <= 3") }
      apply(second, last, name, line)
    }
  }

  private mutating func apply(_ relation: LPRelation, _ limit: Double, _ name: String, _ line: Int) {
    let value = limit.isFinite ? limit : nil
    if limit == .infinity && relation == .atLeast || limit == -.infinity && relation == .atMost
      || !limit.isFinite && relation == .equal
    {
      faults.append(
        ModelFileFault(
          line: line, problem: "\"\(name)\" can't reach infinity", remedy: "write -inf <= \(name) or \(name) <= inf"))
      return
    }
    switch relation {
    case .atMost: bound(name, line, upper: .some(value))
    case .atLeast: bound(name, line, lower: .some(value))
    case .equal: bound(name, line, lower: .some(value), upper: .some(value))
    }
  }

  private mutating func bound(_ name: String, _ line: Int, lower: Double?? = nil, upper: Double?? = nil) {
    guard let variable = variables[name] else {
      unknown(name, line)
      return
    }
    model.setBounds(
      of: variable, lower: lower ?? model.lowerBound(of: variable), upper: upper ?? model.upperBound(of: variable))
  }

  // MARK: - Parts

  private func isInfinity(_ name: String) -> Bool {
    name.lowercased() == "inf" || name.lowercased() == "infinity"
  }

  /// A number or infinity with signs; nil (and nothing read) if there is none, or if it is the coefficient of a term.
  private mutating func readLimit() throws(ModelFileFault) -> Double? {
    let start = place
    var sign = 1.0
    while next?.kind == .plus || next?.kind == .minus {
      if next?.kind == .minus { sign = -sign }
      place += 1
    }
    switch next?.kind {
    case .number(let number):
      place += 1
      return sign * number
    case .name(let name) where isInfinity(name):
      place += 1
      return sign * .infinity
    case .unreadable:
      throw unreadable(tokens[place])
    default:
      place = start
      return nil
    }
  }

  private mutating func readRelation() -> LPRelation? {
    let relation: LPRelation? =
      switch next?.kind {
      case .atMost: .atMost
      case .atLeast: .atLeast
      case .equal: .equal
      default: nil
      }
    if relation != nil { place += 1 }
    return relation
  }
}

/// A relation of an LP file.
enum LPRelation: Hashable {
  case atMost, atLeast, equal

  /// The relation with its sides exchanged.
  var reversed: LPRelation {
    switch self {
    case .atMost: .atLeast
    case .atLeast: .atMost
    case .equal: .equal
    }
  }
}
