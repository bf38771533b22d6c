// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Studies

/// `orbitshare merge`: the shards of a study as one.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Join the shards of a study; nothing may be missing or there twice.",
    discussion: """
      Exit codes: 0 joined; 1 joined, and some runs failed, which the export lists; 65 runs or shards are missing or doubled, \
      which are listed, or belong to other studies, or a store is damaged: nothing is written then.
      """)

  @Argument(help: "The directories of the shards.")
  var directories: [String]

  @Option(help: "The directory of the whole study: new, or made by `merge` before.")
  var out: String

  @Option(help: "The study file, to write the report of the whole as well.")
  var study: String?

  @OptionGroup
  var answer: AnswerOption

  private struct Answer: Encodable {
    var study: String
    var done: Int
    var failed: Int
  }

  func run() throws {
    try ExitStatus.reporting {
      let loaded = try study.map { try LoadedStudy.load(path: $0) }
      let outcome: StudyMerge.Outcome
      do {
        outcome = try StudyMerge(directories: directories, study: loaded?.declared()).run(out: out) {
          if let first = directories.first { try Self.copyStudy(from: first, to: out) }
          try loaded?.report(directory: out)
        }
      } catch let incomplete as StudyMerge.Incomplete {
        Console.error("\(incomplete)")
        throw ExitStatus.badData.code
      }
      if answer.isJSON {
        let answer = Answer(study: outcome.study, done: outcome.done, failed: outcome.failed)
        try Console.answer(bytes: try JSONText.bytes(answer))
      } else {
        try Console.answer(
          "\(outcome.study): \(Grouped.text(outcome.done)) runs done, \(Grouped.text(outcome.failed)) failed; \(out): study.sqlite, export/\(loaded == nil ? "" : ", report.html")"
        )
      }
      if outcome.failed > 0 { throw ExitStatus.checkFailed.code }
    }
  }

  /// The copy of the study file goes along; the store doesn't need it.
  private static func copyStudy(from shard: String, to out: String) throws {
    guard let data = FileManager.default.contents(atPath: shard + "/" + StudyDirectory.copy) else { return }
    try FileSystem.write(data, to: out + "/" + StudyDirectory.copy)
  }
}
