// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation
@testable import Coordination

/// Parts of a problem that can be solved apart.
@Suite struct ComponentsTests {
  @Test func partsNeverConflictAndCoverEverything() throws {
    var several = 0
    for seed in 0..<600 {
      let problem = try SmallProblem.random(seed).problem()
      let requests = problem.requests.indices.filter { _ in true }
      let parts = Components(problem: problem).split(Array(requests))
      #expect(parts.flatMap { $0 }.sorted() == Array(requests), "seed \(seed)")
      if parts.count > 1 { several += 1 }
      for part in parts {
        #expect(part == part.sorted())
        #expect(Set(part.map { problem.requests[$0].band }).count == 1)
      }
      guard let oracle = Oracle(problem) else { continue }
      let number = Dictionary(
        uniqueKeysWithValues: parts.enumerated().flatMap { part in part.element.map { ($0, part.offset) } })
      for left in oracle.choices.indices {
        for right in oracle.choices.indices where left < right && oracle.conflict(left, right) {
          let (one, other) = (oracle.choices[left].request, oracle.choices[right].request)
          #expect(number[one] == number[other], "seed \(seed)")
        }
      }
    }
    #expect(several > 100)
  }

  @Test func theSeamJoinsAndAGapCuts() throws {
    func parts(_ longitudes: [Int], separation: Int) throws -> [[Int]] {
      let problem = try SmallProblem(
        bands: [SmallProblem.band(channels: 1, separation: separation, flexibility: 0)],
        networks: longitudes.enumerated().map { .init(name: "N\($0)", administration: "A", longitude: $1) }
      ).problem()
      return Components(problem: problem).split(Array(problem.requests.indices))
    }
    #expect(try parts([179_000, -179_500, 0], separation: 2_000) == [[0, 1], [2]])
    #expect(try parts([179_000, -179_000, 0], separation: 2_000) == [[1], [2], [0]])
    #expect(try parts([0, 1_999, 3_998, 6_000], separation: 2_000) == [[0, 1, 2], [3]])
    // All around the circle, every gap narrower than the separation.
    #expect(try parts([0, 72_000, 144_000, -144_000, -72_000], separation: 72_001) == [[0, 1, 2, 3, 4]])
    #expect(try parts([0, 72_000, 144_000, -144_000, -72_000], separation: 72_000).count == 5)
  }

  @Test func nothingAndOneRequest() throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 1_000, flexibility: 0)],
      networks: [.init(name: "N", administration: "A", longitude: 0)]
    ).problem()
    #expect(Components(problem: problem).split([]).isEmpty)
    #expect(Components(problem: problem).split([0]) == [[0]])
  }
}
