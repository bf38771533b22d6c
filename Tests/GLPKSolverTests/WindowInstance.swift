// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// A small seeded generator (SplitMix64), so that instances are the same on every machine.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A synthetic instance of the shape of the main client: requests with options at neighbouring positions, one row a
/// request (at most one option), one row a window of neighbouring positions (at most `capacity` options).
func windowInstance(
  requests: Int, positions: Int, spread: Int, options: Int, window: Int, capacity: Double, seed: UInt64
) -> Model {
  var generator = SplitMix64(seed: seed)
  var model = Model(name: "windows")
  model.direction = .maximise
  model.reserve(
    variables: requests * options, rows: requests + positions, coefficients: requests * options * (window + 1))
  var byPosition = [[Variable]](repeating: [], count: positions)
  for _ in 0..<requests {
    let centre = Int.random(in: 0..<positions, using: &generator)
    let weight = Double(Int.random(in: 1...9, using: &generator))
    var own: [Variable] = []
    for step in 0..<options {
      let offset = step * (2 * spread + 1) / options - spread
      let variable = model.addVariable(domain: .binary, objective: weight * 100 - Double(abs(offset)))
      own.append(variable)
      byPosition[(centre + offset + positions) % positions].append(variable)
    }
    model.addRow(sumOf: own, sense: .atMost(1))
  }
  for start in 0..<positions {
    let inside = (0..<window).flatMap { byPosition[(start + $0) % positions] }
    if !inside.isEmpty { model.addRow(sumOf: inside, sense: .atMost(capacity)) }
  }
  return model
}
