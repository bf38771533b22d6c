// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Gives runs to workers so that each world is made once, shared by its runs, and given up after the last of them.
///
/// A worker takes the next run of a world that is there; only where none has a run left does it make the next world. So there
/// are never more worlds than workers.
final class WorldQueue<World: Sendable>: @unchecked Sendable {
  /// What a worker does next.
  enum Job {
    /// Makes the world of a run.
    case make(world: Int, ordinal: Int)
    /// Does a run.
    case run(world: Int, ordinal: Int, in: Result<World, any Error>)
  }

  private struct Group {
    var tasks: Range<Int>
    var running = 0
    /// Nil while it is made.
    var content: Result<World, any Error>?
  }

  // All that follows is read and written while the condition is locked.
  private let condition = NSCondition()
  private let tasks: [BatchPlan.Task]
  private var nextTask = 0
  private var alive: [Int: Group] = [:]
  private var isStopped = false

  init(_ tasks: [BatchPlan.Task]) {
    self.tasks = tasks
  }

  /// The next job; nil where nothing is left. Waits while the only worlds with runs left are being made.
  func take() -> Job? {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped {
      // The world that stands first in the plan, so that worlds are given up as soon as can be.
      if let world = alive.filter({ $0.value.content != nil && !$0.value.tasks.isEmpty }).keys.min(),
        var group = alive[world], let content = group.content
      {
        let ordinal = tasks[group.tasks.lowerBound].ordinal
        group.tasks = (group.tasks.lowerBound + 1)..<group.tasks.upperBound
        group.running += 1
        alive[world] = group
        return .run(world: world, ordinal: ordinal, in: content)
      }
      if nextTask < tasks.count { return open() }
      guard alive.values.contains(where: { $0.content == nil }) else { return nil }
      condition.wait()
    }
    return nil
  }

  private func open() -> Job {
    let first = nextTask
    let world = tasks[first].world
    while nextTask < tasks.count, tasks[nextTask].world == world { nextTask += 1 }
    alive[world] = Group(tasks: first..<nextTask)
    return .make(world: world, ordinal: tasks[first].ordinal)
  }

  /// A world was made, or can't be.
  func made(_ world: Int, _ content: Result<World, any Error>) {
    condition.lock()
    alive[world]?.content = content
    condition.broadcast()
    condition.unlock()
  }

  /// A run of a world was done.
  func finished(_ world: Int) {
    condition.lock()
    if var group = alive[world] {
      group.running -= 1
      alive[world] = group.running == 0 && group.tasks.isEmpty ? nil : group
    }
    condition.unlock()
  }

  /// Nothing more is to be done.
  func stop() {
    condition.lock()
    isStopped = true
    condition.broadcast()
    condition.unlock()
  }
}

/// A queue of limited length from many workers to one writer.
final class RecordQueue<Element: Sendable>: @unchecked Sendable {
  // All that follows is read and written while the condition is locked.
  private let condition = NSCondition()
  private let capacity: Int
  private var elements: [Element] = []
  private var workers: Int
  private var isStopped = false

  init(capacity: Int, workers: Int) {
    self.capacity = max(1, capacity)
    self.workers = workers
  }

  /// Waits for room; false where nobody takes anything any more.
  func put(_ element: Element) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while elements.count >= capacity, !isStopped { condition.wait() }
    guard !isStopped else { return false }
    elements.append(element)
    condition.broadcast()
    return true
  }

  /// All that is there, in its order; nil where every worker has ended.
  func takeAll() -> [Element]? {
    condition.lock()
    defer { condition.unlock() }
    while elements.isEmpty, workers > 0, !isStopped { condition.wait() }
    guard !elements.isEmpty, !isStopped else { return nil }
    defer {
      elements.removeAll(keepingCapacity: true)
      condition.broadcast()
    }
    return elements
  }

  /// A worker puts nothing any more.
  func leave() {
    condition.lock()
    workers -= 1
    condition.broadcast()
    condition.unlock()
  }

  /// The writer takes nothing any more.
  func stop() {
    condition.lock()
    isStopped = true
    condition.broadcast()
    condition.unlock()
  }
}
