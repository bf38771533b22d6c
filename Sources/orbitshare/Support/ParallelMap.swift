// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// Does independent pieces of work on a fixed number of threads; the answers stand in the order of the pieces.
///
/// Each piece stays on one thread from beginning to end, which the solver requires. After a failure no further piece is
/// begun, and those that were begun later are told that nobody waits for them. Of several failures the first in the order
/// of work is thrown, so that it doesn't depend on the number of threads.
///
/// - Parameters:
///   - order: the pieces in the order of work; nil for their own.
///   - work: does a piece; the second argument says whether its answer is no longer needed.
func parallelMap<Answer: Sendable>(
  count: Int, threads: Int, order: [Int]? = nil,
  _ work: @escaping @Sendable (Int, _ isObsolete: @escaping @Sendable () -> Bool) throws -> Answer
) throws -> [Answer] {
  let order = order ?? Array(0..<count)
  let pieces = Pieces<Answer>(count: count)
  @Sendable func takeAndDo() {
    while let position = pieces.take(of: order.count) {
      let answer = Result { try work(order[position]) { pieces.isObsolete(position) } }
      pieces.put(answer, piece: order[position], position: position)
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
  return try pieces.answers(order)
}

/// The same for pieces that are quick, or stop by themselves.
func parallelMap<Answer: Sendable>(
  count: Int, threads: Int, order: [Int]? = nil, _ work: @escaping @Sendable (Int) throws -> Answer
) throws -> [Answer] {
  try parallelMap(count: count, threads: threads, order: order) { piece, _ in try work(piece) }
}

/// What has been begun and answered.
private final class Pieces<Answer: Sendable>: Sendable {
  private struct State {
    var next = 0
    /// Place in the order of the first piece that failed.
    var failed = Int.max
    var answers: [Result<Answer, any Error>?]
  }

  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(answers: Array(repeating: nil, count: count)))
  }

  /// Place in the order of the piece to be done next; nil where nothing is left, or something failed.
  func take(of count: Int) -> Int? {
    state.withLock { state in
      guard state.next < count, state.failed == .max else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func isObsolete(_ position: Int) -> Bool {
    state.withLock { $0.failed < position }
  }

  func put(_ answer: Result<Answer, any Error>, piece: Int, position: Int) {
    state.withLock { state in
      state.answers[piece] = answer
      if case .failure = answer { state.failed = min(state.failed, position) }
    }
  }

  func answers(_ order: [Int]) throws -> [Answer] {
    let (failed, answers) = state.withLock { ($0.failed, $0.answers) }
    if failed < order.count { _ = try answers[order[failed]]?.get() }
    return try answers.compactMap { try $0?.get() }
  }
}
