// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch

/// Independent work side by side, with results in the order of the work.
enum Parallel {
  /// Maps elements on a number of threads; the order of the results is that of the elements.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], threads: Int, _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let workers = min(threads, elements.count)
    if workers <= 1 { return elements.map(transform) }
    nonisolated(unsafe) var results = [Result?](repeating: nil, count: elements.count)
    let queue = WorkQueue(count: elements.count)
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let places = buffer
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while let index = queue.next() { places[index] = transform(elements[index]) }
      }
    }
    return results.compactMap { $0 }
  }
}

/// Hands out indexes, each once.
private final class WorkQueue: @unchecked Sendable {
  private let lock = DispatchSemaphore(value: 1)
  private var index = 0
  private let count: Int

  init(count: Int) { self.count = count }

  func next() -> Int? {
    lock.wait()
    defer { lock.signal() }
    guard index < count else { return nil }
    index += 1
    return index - 1
  }
}
