// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the CPLEX LP format; see `LPFormat`.
struct LPReader {
  /// A sum of terms and a constant, with variables by place.
  struct Sum {
    var terms: [(Variable, Double)] = []
    var constant = 0.0
  }

  let tokens: [LPToken]
  var place = 0
  var model: Model
  var variables: [String: Variable] = [:]
  var rowNames: Set<String> = []
  var faults: [ModelFileFault] = []

  init(_ text: String, name: String) {
    tokens = lpTokens(of: text)
    model = Model(name: name)
  }

  var next: LPToken? { place < tokens.count ? tokens[place] : nil }
  var afterNext: LPToken? { place + 1 < tokens.count ? tokens[place + 1] : nil }

  mutating func read() throws(InvalidModelFile) -> Model {
    do {
      try readObjective()
      try readSections()
    } catch {
      faults.append(error)
    }
    if faults.isEmpty { foldHelpers() }
    if !faults.isEmpty { throw InvalidModelFile(faults) }
    return model
  }

  // MARK: - Sections

  private mutating func readObjective() throws(ModelFileFault) {
    guard let token = next else {
      throw ModelFileFault(line: 1, problem: "the file is empty", remedy: "start with Minimize or Maximize")
    }
    switch token.kind {
    case .section(.minimise): model.direction = .minimise
    case .section(.maximise): model.direction = .maximise
    default:
      throw fault("\"\(token.text)\" where the objective should start", "start with Minimize or Maximize")
    }
    place += 1
    if case .name? = next?.kind, afterNext?.kind == .colon { place += 2 }
    let sum = try readSum()
    for (variable, coefficient) in sum.terms { model.objectiveCoefficients[variable.index] += coefficient }
    model.objectiveConstant = sum.constant
    guard case .section? = next?.kind else {
      throw fault("\"\(next?.text ?? "the end")\" in the objective", "end the objective with Subject To")
    }
  }

  private mutating func readSections() throws(ModelFileFault) {
    while let token = next {
      guard case .section(let section) = token.kind else {
        throw fault(
          "\"\(token.text)\" where a section should start", "write Subject To, Bounds, General, Binary or End")
      }
      place += 1
      switch section {
      case .rows: try readRows()
      case .bounds: try readBounds()
      case .general: try readDomain(.integer)
      case .binary: try readDomain(.binary)
      case .end:
        if next != nil { throw fault("\"\(next?.text ?? "")\" after End", "end the file there") }
        return
      case .minimise, .maximise:
        place -= 1
        throw fault("a second objective", "keep one objective, before Subject To")
      case .unsupported(let word):
        place -= 1
        throw fault("the section \"\(word)\" isn't supported", "state it with rows and integer variables")
      }
    }
    throw ModelFileFault(
      line: tokens.last?.line, problem: "the file stops without End", remedy: "write End after the last section")
  }

  private mutating func readDomain(_ domain: Domain) throws(ModelFileFault) {
    while let token = next {
      if case .section = token.kind { return }
      guard case .name(let name) = token.kind else {
        throw fault("\"\(token.text)\" in a list of variables", "list names of variables only")
      }
      place += 1
      guard let variable = variables[name] else {
        unknown(name, token.line)
        continue
      }
      model.setDomain(of: variable, to: domain)
      if domain == .binary { model.setBounds(of: variable, lower: 0, upper: 1) }
    }
  }

  // MARK: - Expressions

  /// Reads terms and numbers up to a relation, a section or the end.
  mutating func readSum() throws(ModelFileFault) -> Sum {
    var sum = Sum()
    var isFirst = true
    while let token = next {
      if !isFirst, startsSomethingNew(token) { return sum }
      var sign = 1.0
      var hasSign = false
      while next?.kind == .plus || next?.kind == .minus {
        if next?.kind == .minus { sign = -sign }
        hasSign = true
        place += 1
      }
      switch next?.kind {
      case .number(let number):
        place += 1
        if case .name(let name)? = next?.kind, afterNext?.kind != .colon {
          place += 1
          sum.terms.append((variable(name), sign * number))
        } else {
          sum.constant += sign * number
        }
      case .name(let name):
        if afterNext?.kind == .colon {
          throw fault(
            "the row \"\(name)\" starts before the one above is finished", "finish it with <=, >= or = and a number")
        }
        place += 1
        sum.terms.append((variable(name), sign))
      case .atMost, .atLeast, .equal, .section:
        if hasSign { throw fault("a sign without a term", "write a number or a variable after it") }
        return sum
      default:
        throw unreadable(next ?? token)
      }
      if !isFirst, !hasSign {
        place -= 1
        throw fault("\"\(token.text)\" without a sign before it", "write + or - between terms")
      }
      isFirst = false
    }
    return sum
  }

  /// Whether a token can't continue an expression: the name of a row, or a term without a sign on a new line.
  private func startsSomethingNew(_ token: LPToken) -> Bool {
    switch token.kind {
    case .name: token.startsLine || afterNext?.kind == .colon
    case .number: token.startsLine
    default: false
    }
  }

  /// The variable of a name; a name that is met for the first time makes a new one.
  private mutating func variable(_ name: String) -> Variable {
    if let known = variables[name] { return known }
    let variable = model.addVariable(name)
    variables[name] = variable
    return variable
  }

  // MARK: - Faults

  func fault(_ problem: String, _ remedy: String) -> ModelFileFault {
    ModelFileFault(line: next?.line ?? tokens.last?.line, problem: problem, remedy: remedy)
  }

  func unreadable(_ token: LPToken) -> ModelFileFault {
    switch token.kind {
    case .unreadable("^"), .unreadable("*"), .unreadable("["):
      ModelFileFault(
        line: token.line, problem: "\"\(token.text)\" in an expression",
        remedy: "write linear terms as 2 x; products and squares of variables aren't supported")
    default:
      ModelFileFault(
        line: token.line, problem: "\"\(token.text)\" can't be read here",
        remedy: "write numbers like 1.5 or 2e3, names that start with a letter, and the signs + - <= >= = :")
    }
  }

  mutating func unknown(_ name: String, _ line: Int) {
    faults.append(
      ModelFileFault(
        line: line, problem: "the variable \"\(name)\" stands in no row and not in the objective",
        remedy: "correct the name, or add \"0 \(name)\" to the objective"))
  }
}
