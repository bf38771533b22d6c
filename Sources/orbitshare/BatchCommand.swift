// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Filings
import Foundation
import Reporting
import Studies

/// `orbitshare batch`: the runs of a study.
struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Do the runs of a study; what is done stays done, whatever happens.",
    discussion: """
      A directory of the same study is continued: finished runs are never done again, failed ones are tried again. Runs \
      whose policy, scenario, register, settings or limits were changed are new. Ctrl-C keeps what is finished. \
      Exit codes: 0 all runs done; 1 some failed, which the export lists; 65 a faulty study, a damaged store, or a directory \
      of something else; 75 stopped, by Ctrl-C or SIGTERM, or another process works there.
      """)

  @Argument(help: "The study file.")
  var study: String

  @Option(help: "The study's directory: new, empty, or of the same study.")
  var out: String

  @Option(help: "Threads to use; the result doesn't depend on it.")
  var threads: Int?

  @Flag(help: "Continue only: refuse where no batch has begun.")
  var resume = false

  @Option(help: "Do a fixed part of the study: shard K of N, as K/N, in a directory of its own.")
  var shard: String?

  @Flag(help: "Show the plan and what is left to do; change nothing.")
  var dryRun = false

  @Flag(help: "Tell for every run why it is done or not; change nothing.")
  var explainPlan = false

  @Option(help: "Repeat one run, by its identity, as a comparison in a new directory.")
  var only: String?

  @Flag(help: "Write the scripts of a job array for Slurm into DIR/slurm; run nothing.")
  var slurm = false

  @Option(help: "Tasks of the array.")
  var tasks: Int?

  @OptionGroup
  var answer: AnswerOption

  private var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads: write a number of at least 1") }
    if let tasks, tasks < 1 { throw ValidationError("--tasks: write a number of at least 1") }
    if tasks != nil, !slurm { throw ValidationError("--tasks: only together with --slurm") }
    if let shard, Shard(shard) == nil {
      throw ValidationError("--shard: write K/N with K from 1 to N, for example 2/8")
    }
    if let only, RunIdentity(only) == nil { throw ValidationError("--only: write the 32 digits of a run's identity") }
    if [dryRun, explainPlan, only != nil, slurm].filter({ $0 }).count > 1 {
      throw ValidationError("--dry-run, --explain-plan, --only and --slurm: one of them at a time")
    }
    for (isGiven, option) in [(only != nil, "--only"), (slurm, "--slurm")] where isGiven {
      if shard != nil { throw ValidationError("--shard: not together with \(option), which takes the whole study") }
      if resume { throw ValidationError("--resume: not together with \(option), which continues nothing") }
    }
    if slurm, answer.isJSON { throw ValidationError("--json: not together with --slurm, which answers in words only") }
  }

  func run() throws {
    try ExitStatus.reporting {
      let loaded = try LoadedStudy.load(path: study)
      let batch = loaded.batch(directory: out, shard: shard.flatMap { Shard($0) } ?? .whole, threads: threadCount)
      if let identity = only.flatMap({ RunIdentity($0) }) {
        let document = try loaded.repeatRun(identity, out: out, threads: threadCount)
        if answer.isJSON {
          try Console.answer(bytes: try document.json())
        } else {
          try Console.answer(ComparisonSummary(document: document, out: out, columns: Console.outputColumns).text)
        }
      } else if slurm {
        try writeScripts(loaded)
      } else if dryRun {
        try BatchText.preview(batch, isResumed: resume, isJSON: answer.isJSON)
      } else if explainPlan {
        try BatchText.explanation(batch, isResumed: resume, isJSON: answer.isJSON)
      } else {
        try work(loaded, batch)
      }
    }
  }

  private func work(_ loaded: LoadedStudy, _ batch: StudyBatch<StudyRunner>) throws {
    let interruption = Interruption()
    let line = BatchProgressLine()
    let names = batch.names
    let outcome = try interruption.whileCatching {
      defer { line.finish() }
      return try batch.run(
        isResumed: resume, files: [(name: StudyDirectory.copy, bytes: loaded.copy)],
        monitor: { plan, means in
          BatchMonitor(plan, names: names, threads: batch.threads, means: means) { line.show($0) }
        }, isCancelled: { interruption.isRequested }, completion: { try loaded.report(directory: out) })
    }
    try BatchText.answer(outcome, study: loaded.study.name, out: out, isJSON: answer.isJSON)
    if outcome.isCancelled { throw ExitStatus.stoppedWithoutAnswer.code }
    if outcome.failed > 0 { throw ExitStatus.checkFailed.code }
  }

  private func writeScripts(_ loaded: LoadedStudy) throws {
    let worlds = loaded.plan.worldCount
    if let tasks, tasks > worlds {
      throw ValidationError(
        "--tasks: the study has \(Grouped.text(worlds)) worlds, which are shared out whole; write a number up to that")
    }
    let count = tasks ?? min(8, max(1, worlds))
    try StudyDirectory.check(out)
    try StudyDirectory.check(out, forShards: count)
    let directory = Self.absolute(out)
    let scripts = SlurmScripts(
      program: Bundle.main.executablePath ?? Self.absolute(CommandLine.arguments[0]), study: Self.absolute(study),
      directory: directory, tasks: count, threads: threads ?? 1)
    let folder = directory + "/" + StudyDirectory.scripts
    try FileSystem.makeDirectory(folder)
    for file in scripts.files {
      let path = folder + "/" + file.name
      try FileSystem.write(Array(file.text.utf8), to: path)
      do {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      } catch {
        throw OutputNotWritable(
          path: path, reason: "the script can't be made one to run", remedy: "give a directory that you may write")
      }
    }
    try Console.answer("\(folder): submit with `bash \(folder)/submit.sh`, and options for sbatch where you need them")
  }

  private static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}
