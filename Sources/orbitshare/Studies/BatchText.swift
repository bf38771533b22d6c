// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Studies

/// What `batch` answers, for a person or a program.
enum BatchText {
  private struct Preview: Encodable {
    struct Grid: Encodable {
      var grid: String
      var places: Int
      var runs: Int
    }

    var places: Int
    var runs: Int
    var runsOfShard: Int
    var finished: Int
    var failedBefore: Int
    var left: Int
    var secondsExpected: Double?
    var grids: [Grid]
  }

  private struct Reason: Encodable {
    var place: Int
    var identity: String
    var runs: Bool
    var reason: String
  }

  private struct Answer: Encodable {
    var study: String
    var done: Int
    var failed: Int
    var finishedBefore: Int
    var stopped: Bool
  }

  /// The plan and what is left of it.
  static func preview<Executor>(_ batch: StudyBatch<Executor>, isResumed: Bool, isJSON: Bool) throws {
    let (plan, seconds) = try batch.preview(isResumed: isResumed)
    let preview = Preview(
      places: plan.places, runs: plan.runs, runsOfShard: plan.runsOfShard, finished: plan.finished,
      failedBefore: plan.failedBefore, left: plan.tasks.count, secondsExpected: seconds,
      grids: plan.grids.map { .init(grid: $0.grid, places: $0.places, runs: $0.runs) })
    if isJSON { return try Console.answer(bytes: try JSONText.bytes(preview)) }
    for grid in plan.grids {
      try Console.answer("\(grid.grid): \(Grouped.text(grid.places)) places, \(Grouped.text(grid.runs)) runs")
    }
    let shard = batch.head.shard == .whole ? "" : ", \(Grouped.text(plan.runsOfShard)) of them in \(batch.head.shard)"
    try Console.answer("\(Grouped.text(plan.places)) places, \(Grouped.text(plan.runs)) different runs\(shard)")
    let failed = plan.failedBefore > 0 ? ", \(Grouped.text(plan.failedBefore)) of which failed before" : ""
    try Console.answer("\(Grouped.text(plan.finished)) finished, \(Grouped.text(plan.tasks.count)) to do\(failed)")
    if plan.tasks.isEmpty { return }
    try Console.answer(
      seconds.map { "about \(BatchProgressLine.duration($0)) with \(batch.threads) threads, by the runs so far" }
        ?? "no run yet to reckon the time from")
  }

  /// Why each run is done or not, line by line.
  static func explanation<Executor>(_ batch: StudyBatch<Executor>, isResumed: Bool, isJSON: Bool) throws {
    try batch.explain(isResumed: isResumed) { run, reason in
      if isJSON {
        let line = Reason(
          place: run.ordinal + 1, identity: "\(run.identity)", runs: reason.isRun, reason: "\(reason)")
        try Console.answer(bytes: try JSONText.line(line))
      } else {
        try Console.answer("\(run.ordinal + 1)\t\(run.identity)\t\(batch.names.words(for: run))\t\(reason)")
      }
    }
  }

  /// How a batch ended.
  static func answer<Executor>(
    _ outcome: StudyBatch<Executor>.Outcome, study: String, out: String, isJSON: Bool
  ) throws {
    if isJSON {
      let answer = Answer(
        study: study, done: outcome.done, failed: outcome.failed, finishedBefore: outcome.finishedBefore,
        stopped: outcome.isCancelled)
      return try Console.answer(bytes: try JSONText.bytes(answer))
    }
    let before = outcome.finishedBefore > 0 ? ", \(Grouped.text(outcome.finishedBefore)) finished before" : ""
    try Console.answer(
      "\(study): \(Grouped.text(outcome.done)) runs done, \(Grouped.text(outcome.failed)) failed\(before)")
    if outcome.isCancelled {
      try Console.answer("stopped; what is finished is kept: give the same command again to go on")
    } else {
      let written = "study.sqlite, export/, report.html"
      try Console.answer(
        "\(out): \(outcome.isExported ? written : "study.sqlite; join the shards with `orbitshare merge`")")
    }
  }
}
