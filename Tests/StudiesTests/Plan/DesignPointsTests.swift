// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Testing

@testable import Studies

@Suite struct DesignPointsTests {
  private func factor(_ name: String, _ levels: Factor.Levels) -> Factor {
    Factor(parameter: .scenario([name]), levels: levels, line: nil)
  }

  private func points(_ factors: [Factor], _ design: Grid.Design) -> [[String]] {
    let points = DesignPoints(factors: factors, design: design)
    return (0..<points.count).map { points.values($0) }
  }

  @Test func everyCombinationTheLastFactorFastest() {
    let factors = [factor("a", .values(["1", "2"])), factor("b", .values(["x", "y", "z"]))]
    #expect(
      points(factors, .full) == [["1", "x"], ["1", "y"], ["1", "z"], ["2", "x"], ["2", "y"], ["2", "z"]])
    #expect(points([], .full) == [[]])
  }

  @Test func oneFactorAtATime() {
    let factors = [
      factor("a", .values(["1", "2"])), factor("b", .values(["x"])), factor("c", .values(["k", "l", "m"])),
    ]
    #expect(
      points(factors, .oneAtATime) == [["1", "x", "k"], ["2", "x", "k"], ["1", "x", "l"], ["1", "x", "m"]])
  }

  /// The property that defines a Latin hypercube: each of n equal cells of a range has exactly one of the n points.
  @Test(arguments: [1, 2, 17, 100]) func aHypercubeHasOnePointACell(count: Int) throws {
    // 1,000 × n possible values: n cells of a thousand.
    let range = Factor.Levels.range(lowerThousandths: 0, upperThousandths: 1_000 * count - 1, isWhole: false)
    let factors = (0..<6).map { factor("f\($0)", range) }
    for seed in 0..<4 {
      let drawn = points(factors, .latinHypercube(points: count, seed: seed))
      #expect(drawn.count == count)
      for index in factors.indices {
        let cells = try drawn.map { try #require(Thousandths.parse($0[index])) / 1_000 }
        #expect(cells.sorted() == Array(0..<count))
      }
    }
  }

  @Test func aHypercubeDealsLevelsOutEvenly() {
    let factors = [
      factor("a", .values(["x", "y", "z"])),
      factor("b", .range(lowerThousandths: 1_000, upperThousandths: 4_000, isWhole: true)),
    ]
    let drawn = points(factors, .latinHypercube(points: 12, seed: 3))
    for level in ["x", "y", "z"] { #expect(drawn.count { $0[0] == level } == 4) }
    for level in ["1", "2", "3", "4"] { #expect(drawn.count { $0[1] == level } == 3) }
    // Seven points over three levels: each has two or three.
    for seed in 0..<20 {
      let seven = points(factors, .latinHypercube(points: 7, seed: seed))
      for level in ["x", "y", "z"] { #expect((2...3).contains(seven.count { $0[0] == level })) }
    }
  }

  @Test func theSeedDecidesTheHypercube() {
    let range = Factor.Levels.range(lowerThousandths: 0, upperThousandths: 9_999, isWhole: false)
    let factors = [factor("a", range), factor("b", range)]
    let one = points(factors, .latinHypercube(points: 20, seed: 1))
    #expect(one == points(factors, .latinHypercube(points: 20, seed: 1)))
    #expect(one != points(factors, .latinHypercube(points: 20, seed: 2)))
    // A third factor leaves the first two as they were.
    let three = points(factors + [factor("c", range)], .latinHypercube(points: 20, seed: 1))
    #expect(three.map { Array($0.prefix(2)) } == one)
    #expect(one.map { $0[0] } != one.map { $0[1] })
  }

  /// The first coordinates of the sequence are 0, ½, ¾, ¼: thousandths of [0, 1) and quarters of a list.
  @Test func sobolPointsOfRangesAndLists() {
    let range = factor("a", .range(lowerThousandths: 0, upperThousandths: 999, isWhole: false))
    let list = factor("b", .values(["p", "q", "r", "s"]))
    #expect(points([range], .sobol(points: 4, skip: 0)) == [["0"], ["0.5"], ["0.75"], ["0.25"]])
    #expect(points([list], .sobol(points: 4, skip: 0)) == [["p"], ["r"], ["s"], ["q"]])
    #expect(points([range], .sobol(points: 2, skip: 2)) == [["0.75"], ["0.25"]])
    // The second dimension begins 0, ½, ¼, ¾.
    #expect(points([range, list], .sobol(points: 4, skip: 0)).map { $0[1] } == ["p", "r", "q", "s"])
  }

  @Test func everyValueLiesInItsRange() throws {
    let wide = factor("a", .range(lowerThousandths: -2_500, upperThousandths: 3_250, isWhole: false))
    let drawn = points([wide], .latinHypercube(points: 500, seed: 9)) + points([wide], .sobol(points: 512, skip: 0))
    for point in drawn {
      let value = try #require(Thousandths.parse(point[0]))
      #expect((-2_500...3_250).contains(value))
    }
    #expect(drawn.contains { $0[0] == "-2.5" })
  }
}
