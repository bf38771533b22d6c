// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// Runs a study in its directory: what is done stays done, the rest is run, then the export is written.
public struct StudyBatch<Executor: RunExecuting> {
  /// How it ended.
  public struct Outcome: Hashable, Sendable {
    /// Runs done now.
    public var done: Int
    /// Runs that failed now.
    public var failed: Int
    /// Runs that were done before.
    public var finishedBefore: Int
    /// Whether it was stopped before the end.
    public var isCancelled: Bool
    /// Whether the export was written: not for a shard, nor where it was stopped.
    public var isExported: Bool
  }

  /// What the store says of the study.
  public var head: StudyHead
  /// What the study calls the parts of places.
  public var names: PlaceNames
  /// The plan.
  public var plan: PlannedRuns
  /// Does the runs.
  public var executor: Executor
  /// The study's directory.
  public var directory: String
  /// Threads.
  public var threads: Int

  /// Makes a batch.
  public init(
    head: StudyHead, names: PlaceNames, plan: PlannedRuns, executor: Executor, directory: String, threads: Int
  ) {
    self.head = head
    self.names = names
    self.plan = plan
    self.executor = executor
    self.directory = directory
    self.threads = threads
  }

  /// What is left to do, without changing anything.
  public func preview() throws -> (plan: BatchPlan, secondsExpected: Double?) {
    let store = try existingStore()
    defer { try? store?.close() }
    let batch = try batchPlan(store)
    return (batch, batch.seconds(threads: threads, means: try store?.meanSeconds() ?? [:]))
  }

  /// Tells for each place why it is run or not, without changing anything.
  public func explain(_ body: (PlannedRun, PlanReason) throws -> Void) throws {
    let store = try existingStore()
    defer { try? store?.close() }
    try PlanExplanation(plan: plan, names: names, shard: head.shard, store: store).forEach(body)
  }

  /// Runs what is left.
  ///
  /// - Parameters:
  ///   - isResumed: refuse where there is nothing yet.
  ///   - files: written into the directory before the first run, for example a copy of the study.
  ///   - monitor: makes what is told of progress.
  /// - Throws: `StudyDirectoryFault`, `StoreFault`, `OutputNotWritable`, and what the plan throws.
  public func run(
    isResumed: Bool = false, files: [(name: String, bytes: [UInt8])] = [],
    monitor: (BatchPlan, [String: (runs: Int, seconds: Double)]) -> BatchMonitor? = { _, _ in nil },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Outcome {
    try checkDirectory(isResumed: isResumed)
    let lock = try DirectoryLock(directory: directory)
    defer { withExtendedLifetime(lock) {} }
    let store = try StudyStore.open(directory: directory, head: head)
    for file in files { try write(file.bytes, to: file.name) }
    let batch = try batchPlan(store)
    try store.setPlaces(of: plan, names: names, digest: batch.digest)
    let means = try store.meanSeconds()
    let scheduler = StudyScheduler(executor: executor, plan: plan, threads: threads)
    let names = names
    let ran = try scheduler.run(batch.tasks, monitor: monitor(batch, means), isCancelled: isCancelled) { record, run in
      try store.append(record, policy: run.policy, place: names.words(for: run))
    }
    let isComplete = !ran.isCancelled && head.shard == .whole
    if isComplete { try StoreExport(store).write(directory: directory) }
    try store.close()
    return Outcome(
      done: ran.done, failed: ran.failed, finishedBefore: batch.finished, isCancelled: ran.isCancelled,
      isExported: isComplete)
  }

  private func batchPlan(_ store: StudyStore?) throws -> BatchPlan {
    try BatchPlan(
      plan, names: names, shard: head.shard, stored: try store?.runs() ?? [:], path: store?.path ?? directory
    ) { try store?.key(ofRun: $0.number) }
  }

  /// The store that is there, for reading; nil where there is none.
  private func existingStore() throws -> StudyStore? {
    let path = (directory as NSString).appendingPathComponent(StudyStore.fileName)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let store = try StudyStore.read(directory: directory)
    let stored = try store.head()
    guard stored.name == head.name else {
      throw StoreFault.otherStudy(path: store.path, stored: "`\(stored.name)`", wanted: "`\(head.name)`")
    }
    guard stored.shard == head.shard else {
      throw StoreFault.otherShard(path: store.path, stored: "\(stored.shard)", wanted: "\(head.shard)")
    }
    return store
  }

  private func checkDirectory(isResumed: Bool) throws {
    let path = (directory as NSString).appendingPathComponent(StudyStore.fileName)
    if FileManager.default.fileExists(atPath: path) { return }
    guard !isResumed else { throw StudyDirectoryFault.nothingToResume(path: directory) }
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let strangers = entries.filter {
      $0 != DirectoryLock.fileName && !["slurm", "shards"].contains($0) && !$0.hasPrefix(StudyStore.fileName)
    }
    guard strangers.isEmpty else { throw StudyDirectoryFault.occupied(path: directory) }
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    let path = (directory as NSString).appendingPathComponent(name)
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw OutputNotWritable(path: path, reason: "the file can't be written", remedy: "free some room")
    }
  }
}
