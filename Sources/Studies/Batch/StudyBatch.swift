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

  /// What is left to do, without changing anything; a directory is refused as it is for running.
  public func preview(isResumed: Bool = false) throws -> (plan: BatchPlan, secondsExpected: Double?) {
    try StudyDirectory.check(directory, isResumed: isResumed)
    let store = try existingStore()
    defer { try? store?.close() }
    let batch = try checkedPlan(store)
    return (batch, batch.seconds(threads: threads, means: try store?.meanSeconds() ?? [:]))
  }

  /// Tells for each place why it is run or not, without changing anything; a directory is refused as it is for running.
  public func explain(isResumed: Bool = false, _ body: (PlannedRun, PlanReason) throws -> Void) throws {
    try StudyDirectory.check(directory, isResumed: isResumed)
    let store = try existingStore()
    defer { try? store?.close() }
    if let store { _ = try checkedPlan(store) }
    try PlanExplanation(plan: plan, names: names, shard: head.shard, store: store).forEach(body)
  }

  /// Runs what is left.
  ///
  /// Export and report of an earlier state are taken away before the first run.
  ///
  /// - Parameters:
  ///   - isResumed: refuse where no batch has begun.
  ///   - files: written into the directory before the first run, for example a copy of the study.
  ///   - monitor: makes what is told of progress.
  ///   - completion: called once the export is written and the store closed, while the directory is still locked.
  /// - Throws: `StudyDirectoryFault`, `StoreFault`, `OutputNotWritable`, and what the plan throws.
  public func run(
    isResumed: Bool = false, files: [(name: String, bytes: [UInt8])] = [],
    monitor: (BatchPlan, [String: (runs: Int, seconds: Double)]) -> BatchMonitor? = { _, _ in nil },
    isCancelled: @escaping @Sendable () -> Bool = { false }, completion: () throws -> Void = {}
  ) throws -> Outcome {
    try StudyDirectory.check(directory, isResumed: isResumed)
    let lock = try DirectoryLock(directory: directory)
    defer { withExtendedLifetime(lock) {} }
    var checked: BatchPlan?
    let store = try StudyStore.open(directory: directory, head: head) { checked = try checkedPlan($0) }
    let batch = try checked ?? checkedPlan(store)
    if try !batch.tasks.isEmpty || store.planDigest() != batch.digest { StudyDirectory.removeResults(directory) }
    for file in files {
      try FileSystem.write(file.bytes, to: (directory as NSString).appendingPathComponent(file.name))
    }
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
    if isComplete { try completion() }
    return Outcome(
      done: ran.done, failed: ran.failed, finishedBefore: batch.finished, isCancelled: ran.isCancelled,
      isExported: isComplete)
  }

  /// The plan against what a store holds, which must be this study's.
  private func checkedPlan(_ store: StudyStore?) throws -> BatchPlan {
    let stored = try store?.runs() ?? [:]
    let batch = try BatchPlan(
      plan, names: names, shard: head.shard, stored: stored, path: store?.path ?? directory
    ) { try store?.key(ofRun: $0.number) }
    if !stored.isEmpty {
      try store?.checkStudy(head, sharesRuns: batch.finished + batch.failedBefore > 0) { try placeKinds() }
    }
    return batch
  }

  private func placeKinds() throws -> Set<PlaceKind> {
    var kinds: Set<PlaceKind> = []
    for ordinal in 0..<plan.count {
      let run = try plan.run(ordinal)
      kinds.insert(
        PlaceKind(
          grid: names.grid(run), scenario: names.scenario(run), register: names.register(run), policy: run.policy))
    }
    return kinds
  }

  /// The store that is there, for reading; nil where there is none.
  private func existingStore() throws -> StudyStore? {
    let path = (directory as NSString).appendingPathComponent(StudyStore.fileName)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let store = try StudyStore.read(directory: directory)
    try store.match(head)
    return store
  }
}
