// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Foundation
import Synchronization

/// Turns the first Ctrl-C into a request to stop cleanly; a second one ends the process.
final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Whether the user asked to stop.
  var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Runs a body while Ctrl-C is caught.
  func whileCatching<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [self] in
      flag.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    source.resume()
    defer {
      source.cancel()
      signal(SIGINT, SIG_DFL)
    }
    return try body()
  }
}
