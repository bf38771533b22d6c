// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers

/// Improves a set of offers by exchanges: an offer comes in for all those that exclude it where that pays (iterated local
/// search for weighted independent sets after Nogueira, Pinheiro, Subramanian 2018, doi:10.1007/s11590-017-1128-7).
///
/// It only suggests; the search checks and counts what comes out. The random numbers are of a fixed seed.
struct LocalSearch {
  private let neighbours: [[Int32]]
  private let values: [Int]
  private var generator = SplitMix64(seed: 0x9E37_79B9_7F4A_7C15)

  /// Makes a search over a graph that says all that the rows do.
  init(_ graph: ConflictGraph, values: [Int]) {
    neighbours = (0..<graph.count).map { graph.neighbours($0).map { Int32($0) } }
    self.values = Array(values[..<graph.count])
  }

  private struct Solution {
    var isHeld: [Bool]
    /// What the offers held that exclude each offer are worth.
    var blocked: [Int]
    var value: Int
  }

  /// The best set found from a start, ascending.
  mutating func improve(_ start: [Int], rounds: Int) -> [Int] {
    guard !values.isEmpty else { return [] }
    var current = Solution(
      isHeld: Array(repeating: false, count: values.count), blocked: Array(repeating: 0, count: values.count), value: 0)
    for offer in start where current.blocked[offer] == 0 && !current.isHeld[offer] { insert(offer, &current) }
    climb(&current)
    var best = current
    var sinceBest = 0
    for _ in 0..<rounds {
      var trial = current
      let kicks = sinceBest > 20 && generator.next() % 4 == 0 ? 3 : 1
      for _ in 0..<kicks {
        let offer = Int(generator.next() % UInt64(values.count))
        if !trial.isHeld[offer] { insert(offer, &trial) }
      }
      climb(&trial)
      sinceBest += 1
      if trial.value > best.value {
        best = trial
        sinceBest = 0
      }
      if trial.value >= current.value || generator.next() % 40 == 0 { current = trial }
      if sinceBest > 0, sinceBest % 200 == 0 { current = best }
    }
    return best.isHeld.indices.filter { best.isHeld[$0] }
  }

  private func insert(_ offer: Int, _ solution: inout Solution) {
    if solution.blocked[offer] > 0 {
      for other in neighbours[offer] where solution.isHeld[Int(other)] { change(Int(other), -1, &solution) }
    }
    change(offer, 1, &solution)
  }

  private func change(_ offer: Int, _ sign: Int, _ solution: inout Solution) {
    solution.isHeld[offer] = sign > 0
    let amount = sign * values[offer]
    solution.value += amount
    for other in neighbours[offer] { solution.blocked[Int(other)] += amount }
  }

  /// Makes the exchange that gains the most as long as there is one.
  private func climb(_ solution: inout Solution) {
    while true {
      var best: Int?
      var gain = 0
      for offer in values.indices where !solution.isHeld[offer] && values[offer] - solution.blocked[offer] > gain {
        gain = values[offer] - solution.blocked[offer]
        best = offer
      }
      guard let best else { return }
      insert(best, &solution)
    }
  }
}
