// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Where a batch stands.
public struct BatchProgress: Hashable, Sendable {
  /// Runs that this batch does.
  public var planned: Int
  /// Runs done.
  public var done = 0
  /// Runs that failed.
  public var failed = 0
  /// Runs a second since the beginning.
  public var runsPerSecond = 0.0
  /// Seconds to the end, by the mean of each policy's runs so far; nil before the first.
  public var secondsLeft: Double?
  /// What is running, by worker.
  public var running: [String] = []
}

/// Gathers what workers and writer tell, and answers where the batch stands.
public final class BatchMonitor: Sendable {
  private struct State {
    var progress: BatchProgress
    var running: [Int: String] = [:]
    var remaining: [String: Int]
    var estimate: RunEstimate
  }

  private let state: Mutex<State>
  private let threads: Int
  private let names: PlaceNames
  private let start = ContinuousClock.now
  private let changed: @Sendable (BatchMonitor) -> Void

  /// Makes a monitor of a batch.
  ///
  /// - Parameters:
  ///   - means: mean seconds by policy of earlier runs.
  ///   - changed: called after every change, on the thread that made it; quick, please.
  public init(
    _ plan: BatchPlan, names: PlaceNames, threads: Int, means: [String: (runs: Int, seconds: Double)] = [:],
    changed: @escaping @Sendable (BatchMonitor) -> Void
  ) {
    state = Mutex(
      State(
        progress: BatchProgress(planned: plan.tasks.count), remaining: plan.tasksByPolicy,
        estimate: RunEstimate(means: means)))
    self.threads = threads
    self.names = names
    self.changed = changed
  }

  /// Where the batch stands now.
  public var progress: BatchProgress {
    let elapsed = ContinuousClock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    return state.withLock { state in
      var progress = state.progress
      progress.runsPerSecond = seconds > 0 ? Double(progress.done + progress.failed) / seconds : 0
      progress.secondsLeft = state.estimate.seconds(remaining: state.remaining, threads: threads)
      progress.running = state.running.sorted { $0.key < $1.key }.map(\.value)
      return progress
    }
  }

  func began(_ run: PlannedRun, worker: Int) {
    state.withLock { $0.running[worker] = "\(run.policy) (\(names.grid(run)), seed \(run.seed))" }
    changed(self)
  }

  func ended(worker: Int) {
    state.withLock { $0.running[worker] = nil }
  }

  func wrote(_ run: PlannedRun, _ record: RunRecord) {
    state.withLock { state in
      switch record.outcome {
      case .done: state.progress.done += 1
      case .failed: state.progress.failed += 1
      }
      state.remaining[run.policy, default: 1] -= 1
      state.estimate.add(policy: run.policy, seconds: record.effort.seconds)
    }
    changed(self)
  }
}
