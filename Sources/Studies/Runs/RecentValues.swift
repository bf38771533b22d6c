// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// The values used last, by key; those not used for longest are given up.
final class RecentValues<Value: Sendable>: Sendable {
  private struct State {
    var values: [String: (value: Value, use: Int)] = [:]
    var uses = 0
  }

  private let capacity: Int
  private let state = Mutex(State())

  /// Keeps at most so many values, at least one.
  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// The value of a key, made where it isn't there; two threads may make it at the same time, and then share the first.
  func value(_ key: String, make: () throws -> Value) rethrows -> Value {
    let known = state.withLock { state -> Value? in
      state.uses += 1
      state.values[key]?.use = state.uses
      return state.values[key]?.value
    }
    if let known { return known }
    let made = try make()
    return state.withLock { state in
      state.uses += 1
      if let first = state.values[key] { return first.value }
      state.values[key] = (made, state.uses)
      if state.values.count > capacity, let oldest = state.values.min(by: { $0.value.use < $1.value.use }) {
        state.values[oldest.key] = nil
      }
      return made
    }
  }
}
