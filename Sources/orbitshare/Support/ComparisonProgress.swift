// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Synchronization

/// Progress on standard error: what is done, what runs and where it stands; quiet where that isn't a terminal.
final class ComparisonProgress: Sendable {
  private struct State {
    var running: [Int] = []
    var notes: [Int: StageProgress] = [:]
    var done = 0
    var lastShown: ContinuousClock.Instant?
  }

  private let names: [String]
  private let state = Mutex(State())
  private let isShown = Console.errorIsTerminal
  private let start = ContinuousClock.now

  init(names: [String]) {
    self.names = names
  }

  func begin(_ index: Int) {
    state.withLock { $0.running.append(index) }
    show(always: true)
  }

  func note(_ index: Int, _ progress: StageProgress) {
    state.withLock { $0.notes[index] = progress }
    show(always: false)
  }

  func end(_ index: Int) {
    state.withLock {
      $0.running.removeAll { $0 == index }
      $0.done += 1
    }
    show(always: true)
  }

  func finish() {
    if isShown { Console.progress("") }
  }

  /// Writes the line; small steps are shown at most ten times a second.
  private func show(always: Bool) {
    guard isShown else { return }
    let now = ContinuousClock.now
    let shown = state.withLock { state -> State? in
      if !always, let last = state.lastShown, now - last < .milliseconds(100) { return nil }
      state.lastShown = now
      return state
    }
    guard let shown else { return }
    let running = shown.running.map { index in
      guard let note = shown.notes[index] else { return names[index] }
      return "\(names[index]) (\(note.stage): \(note.value), bound \(note.bound))"
    }
    let seconds = (now - start).components.seconds
    Console.progress(
      "\(shown.done) of \(names.count) policies, \(seconds) s"
        + (running.isEmpty ? "" : "; " + running.joined(separator: ", ")))
  }
}
