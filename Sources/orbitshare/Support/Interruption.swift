// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Foundation
import Synchronization

/// Turns the first Ctrl-C or SIGTERM into a request to stop cleanly; a second one ends the process.
final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Whether the user asked to stop.
  var isRequested: Bool { flag.load(ordering: .relaxed) }

  private static let signals = [SIGINT, SIGTERM]

  /// Runs a body while both are caught.
  func whileCatching<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
    let sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in
        flag.store(true, ordering: .relaxed)
        for number in Self.signals { signal(number, SIG_DFL) }
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in Self.signals { signal(number, SIG_DFL) }
    }
    return try body()
  }
}
