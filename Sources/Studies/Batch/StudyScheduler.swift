// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// Does the runs of a study on a fixed number of threads and hands each record to one writer.
///
/// What is written doesn't depend on the number of threads, only the order does. A run that fails is a record like any other.
public struct StudyScheduler<Executor: RunExecuting>: Sendable {
  /// How it ended.
  public struct Outcome: Hashable, Sendable {
    /// Runs written that are done.
    public var done = 0
    /// Runs written that failed.
    public var failed = 0
    /// Whether it was stopped before the end.
    public var isCancelled = false
  }

  private let executor: Executor
  private let plan: PlannedRuns
  private let threads: Int

  /// Makes a scheduler.
  public init(executor: Executor, plan: PlannedRuns, threads: Int) {
    self.executor = executor
    self.plan = plan
    self.threads = max(1, threads)
  }

  private struct Item: Sendable {
    var run: PlannedRun
    var record: RunRecord
  }

  /// Does runs.
  ///
  /// - Parameters:
  ///   - tasks: the runs in the order of the plan.
  ///   - monitor: is told what begins and ends.
  ///   - isCancelled: asked now and then; runs that were begun end without a record where it says so.
  ///   - write: writes a record, on the calling thread; where it throws, all stops and the error is thrown.
  public func run(
    _ tasks: [BatchPlan.Task], monitor: BatchMonitor? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }, write: (RunRecord, PlannedRun) throws -> Void
  ) throws -> Outcome {
    let workers = min(threads, max(1, tasks.count))
    let worlds = WorldQueue<Executor.World>(tasks)
    // Few records wait: they may be large, and the writer is quicker than the workers.
    let records = RecordQueue<Item>(capacity: 2 * workers + 6, workers: workers)
    let fault = Mutex<(any Error)?>(nil)
    let group = DispatchGroup()
    let over = Flag()
    for worker in 0..<workers {
      group.enter()
      let thread = Thread {
        do {
          try self.work(worker, worlds, records, monitor) { over.isSet || isCancelled() }
        } catch {
          fault.withLock { $0 = $0 ?? error }
          worlds.stop()
        }
        records.leave()
        group.leave()
      }
      // The simplex code keeps large arrays on the heap, but recursion in cut generation is deep.
      thread.stackSize = 16 << 20
      thread.start()
    }
    var outcome = Outcome()
    do {
      while let items = records.takeAll() {
        for item in items {
          try write(item.record, item.run)
          switch item.record.outcome {
          case .done: outcome.done += 1
          case .failed: outcome.failed += 1
          }
          monitor?.wrote(item.run, item.record)
        }
      }
    } catch {
      over.set()
      worlds.stop()
      records.stop()
      group.wait()
      throw error
    }
    group.wait()
    if let error = fault.withLock({ $0 }) { throw error }
    outcome.isCancelled = isCancelled()
    return outcome
  }

  private func work(
    _ worker: Int, _ worlds: WorldQueue<Executor.World>, _ records: RecordQueue<Item>, _ monitor: BatchMonitor?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    while !isCancelled(), let job = worlds.take() {
      switch job {
      case .make(let world, let ordinal):
        let run = try plan.run(ordinal)
        let content = Result { try executor.world(of: run) }
        if case .failure(let error) = content, error is CancellationError { return worlds.stop() }
        worlds.made(world, content)
      case .run(let world, let ordinal, let content):
        let run = try plan.run(ordinal)
        monitor?.began(run, worker: worker)
        let record = try record(of: run, in: content, isCancelled: isCancelled)
        monitor?.ended(worker: worker)
        worlds.finished(world)
        guard let record, records.put(Item(run: run, record: record)) else { return worlds.stop() }
      }
    }
    if isCancelled() { worlds.stop() }
  }

  /// Nil where it was stopped.
  private func record(
    of run: PlannedRun, in content: Result<Executor.World, any Error>, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> RunRecord? {
    do {
      let record = try executor.record(of: run, in: try content.get(), isCancelled: isCancelled)
      guard record.identity == run.identity, record.key == run.key else {
        let failure = RunFailure(kind: .internal, message: "the record isn't that of the run")
        return RunRecord(of: run, failure: failure)
      }
      return record
    } catch is CancellationError {
      return nil
    } catch {
      return RunRecord(of: run, failure: RunFailure(error))
    }
  }
}

/// A flag that one thread sets and others see.
private final class Flag: Sendable {
  private let value = Atomic<Bool>(false)
  var isSet: Bool { value.load(ordering: .relaxed) }
  func set() { value.store(true, ordering: .relaxed) }
}
