// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import StudiesTestSupport
import Synchronization
import Testing

@testable import Studies

@Suite struct StudySchedulerTests {
  /// Counts worlds made and alive, and stops or breaks where it is told to.
  private final class Counting: RunExecuting {
    final class World: Sendable {
      let number: Int
      let owner: Counting
      init(_ number: Int, _ owner: Counting) {
        self.number = number
        self.owner = owner
        owner.alive.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
      }
      deinit { owner.alive.withLock { $0.now -= 1 } }
    }

    let made = Mutex<[Int]>([])
    let alive = Mutex<(now: Int, most: Int)>((0, 0))
    let ran = Mutex<[Int]>([])
    let study: MadeUpStudy
    let seconds: Double

    init(_ study: MadeUpStudy, seconds: Double = 0) {
      self.study = study
      self.seconds = seconds
    }

    func world(of run: PlannedRun) throws -> World {
      made.withLock { $0.append(run.world) }
      _ = try study.world(of: run)
      return World(run.world, self)
    }

    func record(of run: PlannedRun, in world: World, isCancelled: @escaping @Sendable () -> Bool) throws -> RunRecord {
      #expect(world.number == run.world)
      ran.withLock { $0.append(run.ordinal) }
      if seconds > 0 { Thread.sleep(forTimeInterval: seconds) }
      return try study.record(of: run, in: run.world, isCancelled: isCancelled)
    }
  }

  private func tasks(_ study: MadeUpStudy) throws -> BatchPlan {
    try BatchPlan(study.plan, names: study.names, shard: .whole, stored: [:], path: "") { _ in nil }
  }

  @Test(arguments: [1, 2, 3, 8])
  func everyRunOnceAndEveryWorldOnce(threads: Int) throws {
    var study = MadeUpStudy()
    study.worlds = 40
    let counting = Counting(study)
    let plan = try tasks(study)
    var written: [Int] = []
    let outcome = try StudyScheduler(executor: counting, plan: study.plan, threads: threads).run(plan.tasks) {
      #expect($0.identity == $1.identity)
      written.append($1.ordinal)
    }
    #expect(written.sorted() == plan.tasks.map(\.ordinal))
    #expect(outcome.done + outcome.failed == plan.tasks.count)
    #expect(counting.made.withLock { $0.sorted() } == Set(plan.tasks.map(\.world)).sorted())
    #expect(counting.alive.withLock { $0.most } <= threads + 1)
    #expect(counting.alive.withLock { $0.now } == 0)
    #expect(!outcome.isCancelled)
  }

  /// World 3 can't be made: its runs are failures with the message, the others go on.
  @Test func aWorldThatCannotBeMadeFailsItsRunsOnly() throws {
    let study = MadeUpStudy()
    let plan = try tasks(study)
    var messages: [Int: String] = [:]
    _ = try StudyScheduler(executor: study, plan: study.plan, threads: 2).run(plan.tasks) { record, run in
      if case .failed(let failure) = record.outcome, failure.kind == .badInput {
        messages[run.ordinal] = failure.message
      }
    }
    let expected = plan.tasks.filter { $0.world == 3 }.map(\.ordinal)
    #expect(messages.keys.sorted() == expected)
    #expect(Set(messages.values) == ["scenario.yaml:3: bands: no band; name one"])
  }

  @Test func stoppingKeepsWhatIsDone() throws {
    var study = MadeUpStudy()
    study.worlds = 50
    study.microseconds = 1_000
    let plan = try tasks(study)
    let count = Mutex(0)
    var written = 0
    let outcome = try StudyScheduler(executor: study, plan: study.plan, threads: 2).run(
      plan.tasks, isCancelled: { count.withLock { $0 } >= 10 }
    ) { _, _ in
      written += 1
      count.withLock { $0 += 1 }
    }
    #expect(outcome.isCancelled)
    #expect(written >= 10)
    #expect(written < plan.tasks.count)
  }

  private struct DiskIsFull: Error {}

  @Test func aWriterThatFailsStopsEverything() throws {
    var study = MadeUpStudy()
    study.worlds = 200
    let counting = Counting(study, seconds: 0.001)
    let plan = try tasks(study)
    var written = 0
    #expect(throws: DiskIsFull.self) {
      _ = try StudyScheduler(executor: counting, plan: study.plan, threads: 3).run(plan.tasks) { _, _ in
        written += 1
        if written == 5 { throw DiskIsFull() }
      }
    }
    #expect(written == 5)
    #expect(counting.ran.withLock { $0.count } < plan.tasks.count)
  }

  @Test func progressCountsAndEstimates() throws {
    var study = MadeUpStudy()
    study.failsOneIn = 0
    let plan = try tasks(study)
    let means = Dictionary(uniqueKeysWithValues: study.policies.map { ($0, (runs: 4, seconds: 2.0)) })
    #expect(plan.seconds(threads: 2, means: means) == Double(plan.tasks.count))
    #expect(plan.seconds(threads: 2, means: [:]) == nil)
    // A policy that was never run counts with the mean of all: 4 runs of 1 s and 4 of 3 s.
    let some = ["first-come": (runs: 4, seconds: 1.0), "leximin": (runs: 4, seconds: 3.0)]
    let expected =
      Double(plan.tasksByPolicy["first-come"] ?? 0) + 3.0 * Double(plan.tasksByPolicy["leximin"] ?? 0)
      + 2.0 * Double(plan.tasksByPolicy["lottery"] ?? 0)
    #expect(plan.seconds(threads: 1, means: some) == expected)
    let monitor = BatchMonitor(plan, names: study.names, threads: 2, means: means) { _ in }
    _ = try StudyScheduler(executor: study, plan: study.plan, threads: 2).run(plan.tasks, monitor: monitor) { _, _ in }
    let progress = monitor.progress
    #expect(progress.done == plan.tasks.count)
    #expect(progress.failed == 0)
    #expect(progress.secondsLeft == 0)
    #expect(progress.running.isEmpty)
  }
}
