// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation
@testable import Coordination

/// Bounds by weak duality on programs small enough to do by hand.
@Suite struct IntegerBoundTests {
  /// Three columns, each two of which exclude each other.
  private var triangle: StageProgram {
    var program = StageProgram()
    for request in 0..<3 {
      program.add(.place(request: request, place: Place(longitudeMilliDegrees: 0, displacementMilliDegrees: 0)))
    }
    for (left, right) in [(0, 1), (1, 2), (0, 2)] {
      program.add(
        .request(left), [.init(column: left, coefficient: 1), .init(column: right, coefficient: 1)], atMost: 1)
    }
    return program
  }

  private let all = (0..<3).map { StageProgram.Term(column: $0, coefficient: 1) }

  @Test func halvesProveTheTriangle() throws {
    // Half of each row: 3 ÷ 2, so no whole number above 1.
    let bound = try #require(IntegerBound(program: triangle, objective: all, scale: 2, multipliers: [1, 1, 1]))
    #expect(bound.scaledBound == 3)
    #expect(bound.bound == 1)
    #expect(bound.slack(above: 1) == 1)
    #expect(bound.reducedCosts == [0, 0, 0])
    // One row whole, and the third column for nothing: 1 + 1.
    let weaker = try #require(IntegerBound(program: triangle, objective: all, scale: 1, multipliers: [1, 0, 0]))
    #expect(weaker.bound == 2)
    #expect(weaker.reducedCosts == [0, 0, 1])
    let none = try #require(IntegerBound(program: triangle, objective: all, scale: 1, multipliers: [0, 0, 0]))
    #expect(none.bound == 3)
  }

  @Test func aScaleIsFoundForFractions() throws {
    let halves = try #require(
      IntegerBound.proving(1, program: triangle, objective: all, rowMultipliers: [0.5, 0.5, 0.5]))
    #expect(halves.bound == 1)
    let noisy = try #require(
      IntegerBound.proving(1, program: triangle, objective: all, rowMultipliers: [0.5 + 1e-9, 0.5 - 1e-9, 0.5]))
    #expect(noisy.bound == 1)
    #expect(IntegerBound.proving(0, program: triangle, objective: all, rowMultipliers: [0.5, 0.5, 0.5]) == nil)
    #expect(IntegerBound.proving(1, program: triangle, objective: all, rowMultipliers: [0, 0, 0]) == nil)
    // What a solver may hand over when it is in trouble is no proof, and no crash.
    #expect(IntegerBound.proving(1, program: triangle, objective: all, rowMultipliers: [.nan, .infinity, -1]) == nil)
    #expect(IntegerBound.proving(1, program: triangle, objective: all, rowMultipliers: []) == nil)
  }

  @Test func negativeMultipliersAndWrongCountsProveNothing() {
    #expect(IntegerBound(program: triangle, objective: all, scale: 1, multipliers: [1, -1, 1]) == nil)
    #expect(IntegerBound(program: triangle, objective: all, scale: 1, multipliers: [1, 1]) == nil)
  }

  @Test func numbersThatDoNotFitProveNothing() {
    var program = triangle
    program.add(.request(0), [.init(column: 0, coefficient: .max)], atMost: .max)
    #expect(IntegerBound(program: program, objective: all, scale: 1, multipliers: [0, 0, 0, 2]) == nil)
    #expect(IntegerBound(program: program, objective: all, scale: 1, multipliers: [0, 0, 0, .max]) == nil)
    let great = [StageProgram.Term(column: 0, coefficient: .max)]
    #expect(IntegerBound(program: triangle, objective: great, scale: 2, multipliers: [1, 1, 1]) == nil)
    let twice = [StageProgram.Term(column: 0, coefficient: .max), .init(column: 0, coefficient: 1)]
    #expect(IntegerBound(program: triangle, objective: twice, scale: 1, multipliers: [1, 1, 1]) == nil)
    let sum = (0..<3).map { StageProgram.Term(column: $0, coefficient: .max / 2) }
    #expect(IntegerBound(program: triangle, objective: sum, scale: 1, multipliers: [0, 0, 0]) == nil)
  }

  @Test func floorsGoDown() {
    #expect(IntegerBound.floor(7, dividedBy: 2) == 3)
    #expect(IntegerBound.floor(-7, dividedBy: 2) == -4)
    #expect(IntegerBound.floor(-8, dividedBy: 2) == -4)
    #expect(IntegerBound.floor(0, dividedBy: 5) == 0)
  }

  /// No bound is below the best 0/1 point, whatever the multipliers.
  @Test func boundsHoldForRandomPrograms() throws {
    for seed in 0..<800 {
      var lots = Lots(seed)
      let count = 1 + lots.below(6)
      var program = StageProgram()
      for request in 0..<count {
        program.add(.place(request: request, place: Place(longitudeMilliDegrees: 0, displacementMilliDegrees: 0)))
      }
      for row in 0..<lots.below(5) {
        let terms = (0..<count).map { StageProgram.Term(column: $0, coefficient: lots.below(7) - 3) }
        program.add(.request(row), terms, atMost: lots.below(6) - 1)
      }
      let objective = (0..<count).map { StageProgram.Term(column: $0, coefficient: lots.below(21) - 10) }
      let scale = 1 + lots.below(4)
      let multipliers = program.rows.map { _ in lots.below(9) }
      let bound = try #require(
        IntegerBound(program: program, objective: objective, scale: scale, multipliers: multipliers))
      for bits in 0..<(1 << count) {
        let point = (0..<count).map { bits >> $0 & 1 == 1 }
        guard program.isFeasible(point, rows: program.rows.count) else { continue }
        let value = objective.reduce(0) { $0 + (point[$1.column] ? $1.coefficient : 0) }
        #expect(value <= bound.bound, "seed \(seed)")
      }
    }
  }
}
