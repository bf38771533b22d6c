// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A mixed-integer linear program: variables with bounds, an objective, and rows.
///
///     var model = Model(name: "knapsack")
///     let x = model.addVariable("x", domain: .binary)
///     let y = model.addVariable("y", domain: .binary)
///     model.add(3 * x + 4 * y <= 5)
///     model.maximise(2 * x + 3 * y)
///
/// Storage is flat (rows one after another), so that a model of 50,000 variables and 700,000 coefficients is built in
/// linear time. Nothing traps: a wrong index, a length that doesn't match or a number that isn't finite is kept as a
/// fault and reported by `validate()`, which every solver calls first.
///
/// The model knows no solver.
public struct Model: Sendable {
  /// A name for files and reports.
  public var name: String
  /// Whether the objective is to be minimised (the default) or maximised.
  public var direction: Direction = .minimise
  /// The constant of the objective.
  public var objectiveConstant: Double = 0

  package internal(set) var lowerBounds: [Double?] = []
  package internal(set) var upperBounds: [Double?] = []
  package internal(set) var domains: [Domain] = []
  package internal(set) var objectiveCoefficients: [Double] = []
  var variableNames = NameList(prefix: "x")

  package internal(set) var senses: [RowSense] = []
  var rowNames = NameList(prefix: "r")
  /// Row i is at rowStarts[i]..<rowStarts[i + 1] of the two arrays that follow.
  package internal(set) var rowStarts: [Int] = [0]
  package internal(set) var columnIndices: [Int32] = []
  package internal(set) var coefficients: [Double] = []

  /// Where each variable was last put in `columnIndices`; finds repeated variables of a row in constant time.
  var lastPositions: [Int] = []
  /// What went wrong while the model was built.
  var buildFaults: [ModelFault] = []

  /// Makes a model without variables and rows.
  public init(name: String = "") {
    self.name = name
  }

  // MARK: - Variables

  /// The number of variables.
  public var variableCount: Int { domains.count }

  /// The variables in their order.
  public var variables: [Variable] {
    (0..<domains.count).map { Variable(index: $0) }
  }

  /// Adds a variable.
  ///
  /// - Parameters:
  ///   - name: Its name; where none is given, `x1`, `x2` … by its place.
  ///   - domain: Its domain. A binary variable without bounds has the bounds 0 and 1.
  ///   - lower: Its least value, nil for none. Zero unless given.
  ///   - upper: Its greatest value, nil for none.
  ///   - objective: Its coefficient in the objective.
  @discardableResult
  public mutating func addVariable(
    _ name: String? = nil, domain: Domain = .continuous, lower: Double? = 0, upper: Double? = nil,
    objective: Double = 0
  ) -> Variable {
    let index = domains.count
    domains.append(domain)
    lowerBounds.append(domain == .binary ? lower ?? 0 : lower)
    upperBounds.append(domain == .binary ? upper ?? 1 : upper)
    objectiveCoefficients.append(objective)
    lastPositions.append(-1)
    variableNames.append(name)
    return Variable(index: index)
  }

  /// Adds a number of variables of one kind, without names.
  public mutating func addVariables(
    count: Int, domain: Domain = .continuous, lower: Double? = 0, upper: Double? = nil, objective: Double = 0
  ) -> [Variable] {
    (0..<Swift.max(0, count)).map { _ in
      addVariable(domain: domain, lower: lower, upper: upper, objective: objective)
    }
  }

  /// Reserves room for a model of known size.
  public mutating func reserve(variables: Int, rows: Int, coefficients count: Int) {
    lowerBounds.reserveCapacity(variables)
    upperBounds.reserveCapacity(variables)
    domains.reserveCapacity(variables)
    objectiveCoefficients.reserveCapacity(variables)
    lastPositions.reserveCapacity(variables)
    senses.reserveCapacity(rows)
    rowStarts.reserveCapacity(rows + 1)
    columnIndices.reserveCapacity(count)
    coefficients.reserveCapacity(count)
  }

  /// Sets the bounds of a variable; nil means none.
  public mutating func setBounds(of variable: Variable, lower: Double?, upper: Double?) {
    guard contains(variable, in: "bounds") else { return }
    lowerBounds[variable.index] = lower
    upperBounds[variable.index] = upper
  }

  /// Fixes a variable at a value.
  public mutating func fix(_ variable: Variable, at value: Double) {
    setBounds(of: variable, lower: value, upper: value)
  }

  /// Sets the domain of a variable and leaves its bounds alone.
  public mutating func setDomain(of variable: Variable, to domain: Domain) {
    guard contains(variable, in: "domain") else { return }
    domains[variable.index] = domain
  }

  /// The least value of a variable; nil where there is none.
  public func lowerBound(of variable: Variable) -> Double? {
    has(variable) ? lowerBounds[variable.index] : nil
  }

  /// The greatest value of a variable; nil where there is none.
  public func upperBound(of variable: Variable) -> Double? {
    has(variable) ? upperBounds[variable.index] : nil
  }

  /// The domain of a variable.
  public func domain(of variable: Variable) -> Domain {
    has(variable) ? domains[variable.index] : .continuous
  }

  /// The name of a variable: as given, or `x` and its place from 1.
  public func name(of variable: Variable) -> String {
    variableNames[variable.index]
  }

  /// Names a variable; nil takes its name away.
  public mutating func setName(of variable: Variable, to name: String?) {
    guard contains(variable, in: "name") else { return }
    variableNames.set(name, at: variable.index)
  }

  /// Whether any variable must be an integer.
  public var hasIntegerVariables: Bool { domains.contains { $0.isIntegral } }

  // MARK: - Objective

  /// Sets the objective to be maximised, in place of the one before.
  public mutating func maximise(_ expression: some LinearTerm) {
    setObjective(.maximise, expression.linearExpression)
  }

  /// Sets the objective to be minimised, in place of the one before.
  public mutating func minimise(_ expression: some LinearTerm) {
    setObjective(.minimise, expression.linearExpression)
  }

  /// Sets direction and expression of the objective.
  public mutating func setObjective(_ direction: Direction, _ expression: LinearExpression) {
    self.direction = direction
    objectiveConstant = expression.constant
    for index in objectiveCoefficients.indices { objectiveCoefficients[index] = 0 }
    for term in expression.terms where contains(term.variable, in: "objective") {
      objectiveCoefficients[term.variable.index] += term.coefficient
    }
  }

  /// Sets the coefficient of one variable in the objective.
  public mutating func setObjectiveCoefficient(of variable: Variable, to coefficient: Double) {
    guard contains(variable, in: "objective") else { return }
    objectiveCoefficients[variable.index] = coefficient
  }

  /// The coefficient of a variable in the objective.
  public func objectiveCoefficient(of variable: Variable) -> Double {
    has(variable) ? objectiveCoefficients[variable.index] : 0
  }

  // MARK: - Indices

  func has(_ variable: Variable) -> Bool {
    variable.index >= 0 && variable.index < domains.count
  }

  mutating func contains(_ variable: Variable, in place: String) -> Bool {
    if has(variable) { return true }
    buildFaults.append(.unknownVariable(place: place, index: variable.index))
    return false
  }
}
