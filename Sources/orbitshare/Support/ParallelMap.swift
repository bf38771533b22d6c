// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// Does independent pieces of work on a fixed number of threads; the answers stand in the order of the pieces.
///
/// Each piece stays on one thread from beginning to end, which the solver requires.
func parallelMap<Answer: Sendable>(
  count: Int, threads: Int, order: [Int]? = nil, _ work: @escaping @Sendable (Int) throws -> Answer
) throws -> [Answer] {
  let order = order ?? Array(0..<count)
  let state = Mutex<(next: Int, answers: [Result<Answer, any Error>?])>((0, Array(repeating: nil, count: count)))
  @Sendable func takeAndDo() {
    while true {
      let piece = state.withLock { state -> Int? in
        guard state.next < order.count else { return nil }
        defer { state.next += 1 }
        return order[state.next]
      }
      guard let piece else { return }
      let answer = Result { try work(piece) }
      state.withLock { $0.answers[piece] = answer }
    }
  }
  let group = DispatchGroup()
  for _ in 0..<max(1, min(threads, count)) {
    group.enter()
    let thread = Thread {
      takeAndDo()
      group.leave()
    }
    // The simplex code keeps large arrays on the heap, but recursion in cut generation is deep.
    thread.stackSize = 16 << 20
    thread.start()
  }
  group.wait()
  let answers = state.withLock { $0.answers }
  return try answers.compactMap { try $0?.get() }
}
