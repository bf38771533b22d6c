// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import StudiesTestSupport
import Testing

@testable import Studies

@Suite struct StudyMergeTests {
  private func shards(_ study: MadeUpStudy, _ numbers: [Int], of count: Int) throws -> [ScratchDirectory] {
    try numbers.map { number in
      let scratch = try ScratchDirectory()
      let outcome = try study.batch(scratch.path, shard: try #require(Shard(number: number, count: count))).run()
      #expect(!outcome.isExported)
      return scratch
    }
  }

  @Test(arguments: [1, 3, 7])
  func shardsJoinedAreTheWhole(count: Int) throws {
    var study = MadeUpStudy()
    study.worlds = 20
    let whole = try ScratchDirectory()
    let outcome = try study.batch(whole.path).run()
    var parts = try count == 1 ? [] : shards(study, Array(1...count), of: count)
    if count == 1 { parts = [whole] }
    parts.reverse()
    let joined = try ScratchDirectory()
    for _ in 1...2 {
      let merged = try StudyMerge(directories: parts.map(\.path)).run(out: joined.path)
      #expect(merged == StudyMerge.Outcome(study: "made-up", done: outcome.done, failed: outcome.failed))
      #expect(try exported(joined.path) == exported(whole.path))
    }
    // What was joined goes on as the whole study.
    let again = try study.batch(joined.path).run()
    #expect(again.done == 0)
    #expect(again.finishedBefore == outcome.done)
  }

  @Test func whatIsMissingOrDoubledIsListed() throws {
    let study = MadeUpStudy()
    let parts = try shards(study, [1, 3, 3], of: 3)
    let joined = try ScratchDirectory()
    do {
      _ = try StudyMerge(directories: parts.map(\.path)).run(out: joined.path)
      Issue.record("it was joined")
    } catch let incomplete as StudyMerge.Incomplete {
      #expect(incomplete.missingShards == [Shard("2/3")])
      #expect(incomplete.doubledShards == [Shard("3/3")])
      #expect(incomplete.missing == 0)
      #expect("\(incomplete)".contains("shard 2/3 is missing: run it with --shard 2/3"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: joined.path).isEmpty)
  }

  @Test func runsThatAreMissingOrDoubledAreListed() throws {
    let study = MadeUpStudy()
    let parts = try shards(study, [1, 2], of: 2)
    let run = study.place(study.policies.count)
    let doubled = study.place(0)
    try forget(run.identity, parts[1].path)
    let store = try StudyStore.open(
      directory: parts[1].path,
      head: StudyHead(name: study.name, declaration: study.head.declaration, shard: Shard("2/2") ?? .whole))
    try store.append(try study.record(of: doubled, in: 0) { false }, policy: "", place: "")
    try store.close()
    do {
      _ = try StudyMerge(directories: parts.map(\.path)).run(out: try ScratchDirectory().path)
      Issue.record("it was joined")
    } catch let incomplete as StudyMerge.Incomplete {
      #expect(incomplete.missing == 1)
      #expect(incomplete.firstMissing == ["\(run.identity) (early, seed 1, first-come), of shard 2/2"])
      #expect(incomplete.doubled == 1)
      #expect(incomplete.firstDoubled.first?.hasPrefix("\(doubled.identity) (early, seed 0, first-come)") == true)
    }
  }

  /// What one run less makes of an index, rows of places that differ, and a plan that isn't the study's: nothing is written.
  @Test func damagedShardsAreRefused() throws {
    let study = MadeUpStudy()
    let out = try ScratchDirectory()
    for (number, change) in [
      "UPDATE places SET policy = 'lottery' WHERE number = 4", "DELETE FROM places WHERE number = 29",
      "UPDATE points SET value = '7' WHERE grid = 'late' AND point = 1",
      "INSERT INTO points VALUES ('late', 9, 0, 'scenario.more', '1')",
    ].enumerated() {
      let parts = try shards(study, [1, 2], of: 2)
      let spoilt = parts[number % 2].path
      try spoil(spoilt, change)
      #expect(throws: StoreFault.alteredPlaces(path: spoilt + "/study.sqlite"), "\(change)") {
        _ = try StudyMerge(directories: parts.map(\.path)).run(out: out.path)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).isEmpty)
      // The batch has the plan, and writes its places anew.
      _ = try study.batch(spoilt, shard: try #require(Shard(number: number % 2 + 1, count: 2))).run()
      _ = try StudyMerge(directories: parts.map(\.path)).run(out: try ScratchDirectory().path)
    }
    let parts = try shards(study, [1, 2], of: 2)
    try spoilIndex(parts[1].path)
    #expect(throws: StoreFault.self) { _ = try StudyMerge(directories: parts.map(\.path)).run(out: out.path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).isEmpty)
  }

  @Test func shardsOfAnotherStudyThanTheGivenAreRefused() throws {
    let study = MadeUpStudy()
    let parts = try shards(study, [1, 2], of: 2)
    func declared(_ study: MadeUpStudy) throws -> StudyMerge.Declared {
      let plan = try BatchPlan(study.plan, names: study.names, shard: .whole, stored: [:], path: "") { _ in nil }
      return StudyMerge.Declared(file: "made-up.yaml", name: study.name, plan: plan.digest)
    }
    let out = try ScratchDirectory()
    var (other, changed) = (study, study)
    other.name = "other"
    changed.files["leximin"] = "changed"
    for stranger in [other, changed] {
      let error = try #require(throws: BadInput.self) {
        _ = try StudyMerge(directories: parts.map(\.path), study: declared(stranger)).run(out: out.path)
      }
      #expect(error.faults.map(\.file) == ["made-up.yaml"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).isEmpty)
    }
    var isLocked = false
    _ = try StudyMerge(directories: parts.map(\.path), study: declared(study)).run(out: out.path) {
      #expect(throws: StudyDirectoryFault.self) { try DirectoryLock(directory: out.path) }
      isLocked = true
    }
    #expect(isLocked)
  }

  @Test func directoriesOfSomethingElseAreRefused() throws {
    let study = MadeUpStudy()
    let parts = try shards(study, [1, 2], of: 2).map { $0 }
    let merge = StudyMerge(directories: parts.map(\.path))
    let texts = try ScratchDirectory()
    try Data().write(to: URL(fileURLWithPath: texts("thesis.tex")))
    #expect(throws: StudyDirectoryFault.occupied(path: texts.path)) { _ = try merge.run(out: texts.path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: texts.path) == ["thesis.tex"])
    var other = study
    other.policies = ["by-size", "by-age"]
    other.edition = 7
    let taken = try ScratchDirectory()
    var batch = other.batch(taken.path)
    batch.head.declaration = "another"
    _ = try batch.run()
    let before = FileManager.default.contents(atPath: taken("study.sqlite"))
    #expect(throws: StoreFault.sameName(path: taken("study.sqlite"), name: study.name)) {
      _ = try merge.run(out: taken.path)
    }
    #expect(FileManager.default.contents(atPath: taken("study.sqlite")) == before)
    #expect(try exported(taken.path).count == 6)
  }

  @Test func shardsOfOtherStudiesAreRefused() throws {
    let study = MadeUpStudy()
    var other = study
    other.name = "other"
    var longer = study
    longer.worlds = 11
    let first = try shards(study, [1], of: 2)
    for stranger in [other, longer] {
      let second = try shards(stranger, [2], of: 2)
      #expect(throws: StoreFault.self) {
        _ = try StudyMerge(directories: [first[0].path, second[0].path]).run(out: try ScratchDirectory().path)
      }
    }
    let third = try shards(study, [2], of: 3)
    #expect(
      throws: StoreFault.otherShard(path: third[0].path + "/study.sqlite", stored: "shard 2/3", wanted: "a shard of 2")
    ) {
      _ = try StudyMerge(directories: [first[0].path, third[0].path]).run(out: try ScratchDirectory().path)
    }
  }
}
