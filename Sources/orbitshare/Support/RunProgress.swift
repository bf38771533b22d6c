// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Progress over many like runs on standard error; quiet where that isn't a terminal.
final class RunProgress: Sendable {
  private let what: String
  private let total: Int
  private let done = Mutex(0)
  private let isShown = Console.errorIsTerminal
  private let start = ContinuousClock.now

  init(what: String, total: Int) {
    self.what = what
    self.total = total
    show(0)
  }

  /// One run more is done.
  func advance() {
    show(
      done.withLock { done in
        done += 1
        return done
      })
  }

  func finish() {
    if isShown { Console.progress("") }
  }

  private func show(_ done: Int) {
    guard isShown else { return }
    Console.progress("\(done) of \(total) \(what), \((ContinuousClock.now - start).components.seconds) s")
  }
}
