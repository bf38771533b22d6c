// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

// study-exercise DIR [--worlds N] [--policies N] [--measures N] [--decisions N] [--microseconds N] [--threads N] [--shard K/N]
//                    [--study NAME] [--quiet 1] [--read 1] [--told FILE]
//
// With --told the number of runs that were said to be written stands in FILE at every moment.
// Runs a study of made-up results in a directory, for the tests that kill it and for measuring. Exit codes as `orbitshare batch`.

import Filings
import Foundation
import Studies
import StudiesTestSupport

/// Runs made-up studies in a directory.
@main
struct StudyExercise {
  private let start = ContinuousClock.now
  private let directory: String
  private let options: [String: String]

  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard !arguments.isEmpty else { complain("a directory, please", 64) }
    let directory = arguments.removeFirst()
    var options: [String: String] = [:]
    while arguments.count > 1 { options[arguments.removeFirst()] = arguments.removeFirst() }
    let exercise = StudyExercise(directory: directory, options: options)
    do {
      exit(try options["--read"] == nil ? exercise.run() : exercise.read())
    } catch let error as OutputNotWritable {
      complain("\(error)", 73)
    } catch let error as StudyDirectoryFault {
      complain("\(error)", 75)
    } catch let error as StoreFault {
      complain("\(error)", 65)
    } catch {
      complain("\(error)", 70)
    }
  }

  private init(directory: String, options: [String: String]) {
    self.directory = directory
    self.options = options
  }

  private static func complain(_ text: String, _ code: Int32) -> Never {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    exit(code)
  }

  private func number(_ option: String, _ standard: Int) -> Int { options[option].flatMap { Int($0) } ?? standard }

  private func report(_ what: String) {
    guard options["--quiet"] == nil else { return }
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    let processor = seconds + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    print("\(what): \(ContinuousClock.now - start), processor \(processor) s, memory \(usage.ru_maxrss / 1024) MiB")
  }

  private func run() throws -> Int32 {
    var study = MadeUpStudy()
    study.name = options["--study"] ?? study.name
    study.worlds = number("--worlds", 10)
    study.policies = (0..<number("--policies", 3)).map { "policy-\($0)" }
    study.measures = number("--measures", 12)
    study.decisions = number("--decisions", 4)
    study.microseconds = number("--microseconds", 0)
    var head = study.head
    head.shard = options["--shard"].flatMap { Shard($0) } ?? .whole
    let threads = number("--threads", 2)
    let batch = StudyBatch(
      head: head, names: study.names, plan: study.plan, executor: study, directory: directory, threads: threads)
    let names = study.names
    let told = options["--told"].flatMap { path -> FileHandle? in
      FileManager.default.createFile(atPath: path, contents: nil) ? FileHandle(forWritingAtPath: path) : nil
    }
    let outcome = try batch.run(monitor: { plan, means in
      report("started with \(plan.tasks.count) of \(plan.runs) runs to do")
      return BatchMonitor(plan, names: names, threads: threads, means: means) { monitor in
        guard let told else { return }
        let progress = monitor.progress
        try? told.seek(toOffset: 0)
        try? told.write(contentsOf: Data("\(progress.done + progress.failed)\n".utf8))
      }
    })
    report("done \(outcome.done), failed \(outcome.failed)")
    return outcome.failed > 0 ? 1 : 0
  }

  private func read() throws -> Int32 {
    let store = try StudyStore.read(directory: directory)
    report("opened and checked")
    let runs = try store.runs()
    report("identities of \(runs.count) runs")
    let names = Array(try store.measureNames().prefix(5))
    let values = try store.values(of: names)
    report("five measures of \(values.count) runs")
    return 0
  }
}
