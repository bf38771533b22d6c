// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms
import Testing

@Suite struct IntegerProgramsTests {
  // MARK: - Expressions and rows

  @Test func repeatedVariablesOfARowAreSummedUp() {
    var model = Model()
    let x = model.addVariable("x")
    let y = model.addVariable("y")
    let row = model.add(2 * x + y - x + 3 <= 5 - y)
    #expect(model.terms(of: row) == [Term(x, 1), Term(y, 2)])
    #expect(model.sense(of: row) == .atMost(2))
    let cancelled = model.addRow(terms: [(x, 1), (y, 1), (x, -1)], sense: .equal(0))
    #expect(model.terms(of: cancelled) == [Term(y, 1)])
    let again = model.addRow(terms: [(x, 1), (y, 1), (x, -1), (x, 4), (y, 2)], sense: .equal(0))
    #expect(model.terms(of: again) == [Term(x, 4), Term(y, 3)])
  }

  @Test func operatorsBuildExpressions() {
    let (x, y) = (Variable(index: 0), Variable(index: 1))
    let expression = -(2 * (x - y) * 3 + 1) / 2 - 4 + (1 - x)
    #expect(expression.merged.terms == [Term(x, -4), Term(y, 3)])
    #expect(expression.constant == -3.5)
    #expect(LinearExpression(sumOf: [y, x, y]).merged.terms == [Term(x, 1), Term(y, 2)])
    #expect(LinearExpression(sum: [x + 1, 2 * y]).constant == 1)
    var sum = LinearExpression()
    sum += x
    sum -= y
    sum += 2
    sum -= 5
    #expect(sum.terms == [Term(x, 1), Term(y, -1)] && sum.constant == -3)
  }

  @Test func comparisonsBuildRelations() {
    let (x, y) = (Variable(index: 0), Variable(index: 1))
    #expect((x <= 3).sense == .atMost(3))
    #expect((3 <= x).sense == .atLeast(3))
    #expect((3 >= x + 1).sense == .atMost(2))
    #expect((x >= y + 1).sense == .atLeast(1))
    #expect((x + 0 == y).sense == .equal(0))
    #expect((x == 2).sense == .equal(2))
    #expect((x + y + 1).between(0, 4).sense == .between(-1, 3))
    let areSame: Bool = x == x
    #expect(areSame)
  }

  @Test func namesAreGivenOrMadeFromThePlace() {
    var model = Model()
    let x = model.addVariable()
    let y = model.addVariable("speed")
    let row = model.add(x + y <= 1)
    #expect([model.name(of: x), model.name(of: y), model.name(of: row)] == ["x1", "speed", "r1"])
    model.setName(of: x, to: "time")
    #expect(model.name(of: x) == "time")
    model.setName(of: x, to: nil)
    #expect(model.name(of: x) == "x1")
  }

  // MARK: - Faults

  @Test func faultsHavePlaceAndRemedy() {
    var model = Model()
    let x = model.addVariable("x", lower: 2, upper: 1)
    model.addVariable("x", domain: .binary, upper: 2)
    model.addVariable("x3")
    model.addVariable()
    model.setName(of: Variable(index: 3), to: "x3")
    model.addRow(name: "a", terms: [(Variable(index: 9), 1)], sense: .between(3, 1))
    model.addRow(name: "a", variables: [x], coefficients: [], sense: .atMost(.nan))
    model.setObjectiveCoefficient(of: Variable(index: -1), to: 1)
    let faults = model.faults()
    #expect(faults.contains(.unknownVariable(place: "row a", index: 9)))
    #expect(faults.contains(.unknownVariable(place: "objective", index: -1)))
    #expect(faults.contains(.lengthMismatch(row: "a", variables: 1, coefficients: 0)))
    #expect(faults.contains(.duplicateName(kind: "variable", name: "x")))
    #expect(faults.contains(.duplicateName(kind: "variable", name: "x3")))
    #expect(faults.contains(.duplicateName(kind: "row", name: "a")))
    #expect(faults.contains(.crossedBounds(place: "variable x", lower: 2, upper: 1)))
    #expect(faults.contains(.crossedBounds(place: "row a", lower: 3, upper: 1)))
    #expect(faults.contains(.notFinite(place: "right-hand side of row a", value: "nan")))
    #expect(faults.contains(.notBinary(variable: "x", lower: 0, upper: 2)))
    #expect(faults.count == 10)
    #expect(faults.allSatisfy { $0.description.contains("; ") })
    let error = #expect(throws: InvalidModel.self) { try model.validate() }
    #expect(error?.faults == faults)
  }

  @Test func aSoundModelHasNoFaults() throws {
    var model = Model()
    let x = model.addVariable(domain: .integer, lower: 0.5, upper: 2.5, objective: 1)
    model.addVariable(domain: .binary)
    model.addVariable(lower: nil)
    model.add(x >= 1)
    #expect(model.faults().isEmpty)
    try model.validate()
  }

  // MARK: - Checking points

  @Test func violationsHavePlaceAndDistance() {
    var model = Model()
    let x = model.addVariable("x", domain: .integer, lower: 0, upper: 3)
    let y = model.addVariable("y", lower: -1)
    let cap = model.add(x + y <= 4, name: "cap")
    let range = model.add((x - y).between(0, 2), name: "range")
    #expect(FeasibilityReport(of: model, at: [2, 1]).isFeasible)
    let report = FeasibilityReport(of: model, at: [3.5, -2])
    #expect(
      report.violations.map(\.place) == [.upperBound(x), .integrality(x), .lowerBound(y), .rowUpper(range)])
    #expect(report.violations.map(\.distance) == [0.5, 0.5, 1, 3.5])
    #expect(report.greatestDistance == 3.5)
    #expect(FeasibilityReport(of: model, at: [3, 4]).violations.map(\.place) == [.rowUpper(cap), .rowLower(range)])
    #expect(FeasibilityReport(of: model, at: [.nan]).violations.map(\.place) == [.value(x), .value(y)])
    #expect(FeasibilityReport(of: model, at: [1.5, 0.5], ignoringIntegrality: true).isFeasible)
  }

  @Test func dualBoundIgnoresMultipliersOfTheWrongSignAndKnowsInfinity() {
    var model = Model()
    let x = model.addVariable(upper: 10, objective: 1)
    let y = model.addVariable(objective: 1)
    model.add(x + y <= 4)
    model.direction = .maximise
    #expect(model.dualBound(rowMultipliers: [1]) == 4)
    #expect(model.dualBound(rowMultipliers: [2]) == 8)
    #expect(model.dualBound(rowMultipliers: [-1]) == nil)
    #expect(model.dualBound(rowMultipliers: [0]) == nil)
    #expect(model.dualBound(rowMultipliers: []) == nil)
    _ = y
  }

  // MARK: - Outcomes

  @Test func gapsAreSafeForZero() {
    var outcome = Outcome(termination: .finished, objective: 0, bound: 0)
    #expect(outcome.relativeGap == 0 && outcome.absoluteGap == 0)
    outcome.bound = 4
    #expect(outcome.relativeGap == 1 && outcome.absoluteGap == 4)
    outcome.bound = nil
    #expect(outcome.relativeGap == nil && outcome.absoluteGap == nil)
  }

  // MARK: - Size

  @Test func buildingALargeModelIsLinear() {
    let clock = ContinuousClock()
    func time(_ rows: Int) -> Duration {
      clock.measure {
        var model = Model()
        let variables = model.addVariables(count: 20_000, domain: .binary)
        for row in 0..<rows {
          model.addRow(sumOf: variables[(row % 100) * 100..<(row % 100) * 100 + 140], sense: .atMost(2))
        }
        #expect(model.coefficientCount == rows * 140)
      }
    }
    #expect(time(5_000) < .seconds(5))
  }
}
