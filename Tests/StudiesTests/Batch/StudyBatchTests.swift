// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import StudiesTestSupport
import Synchronization
import Testing

@testable import Studies

@Suite struct StudyBatchTests {
  @Test func theExportIsTheSameForAnyNumberOfThreadsAndInterruptions() throws {
    var study = MadeUpStudy()
    study.worlds = 30
    let whole = try ScratchDirectory()
    let outcome = try study.batch(whole.path, threads: 1).run()
    #expect(outcome.isExported)
    let expected = try exported(whole.path)
    #expect(
      Set(expected.keys) == [
        "datapackage.json", "runs.csv", "measures.csv", "claims.csv", "decisions.csv", "failures.csv",
      ])
    for threads in [2, 5] {
      let scratch = try ScratchDirectory()
      var stops = 0
      while true {
        let count = Mutex(0)
        let part = try study.batch(scratch.path, threads: threads).run(
          monitor: { plan, _ in
            BatchMonitor(plan, names: study.names, threads: 2) { _ in count.withLock { $0 += 1 } }
          }, isCancelled: { count.withLock { $0 } > 20 })
        guard part.isCancelled else { break }
        #expect(!part.isExported)
        stops += 1
      }
      #expect(stops > 1)
      #expect(try exported(scratch.path) == expected)
    }
  }

  @Test func rowsStandInTheOrderOfThePlan() throws {
    let study = MadeUpStudy()
    let scratch = try ScratchDirectory()
    _ = try study.batch(scratch.path).run()
    let runs = try Table.parse(bytes: [UInt8](try #require(try exported(scratch.path)["runs.csv"])), file: "runs.csv")
    let identity = try #require(runs.header.firstIndex(of: "identity"))
    let places = (0..<study.count).map(study.place)
    #expect(runs.rows.map { $0[identity] } == places.map(\.identity.description))
    let setting = try #require(runs.header.firstIndex(of: "scenario.flexibility_degrees"))
    #expect(runs.rows.map { $0[setting] } == places.map { $0.settings[0].value })
    #expect(runs.rows.map { $0[0] } == (1...study.count).map(String.init))
    let measures = try Table.parse(bytes: [UInt8](try #require(try exported(scratch.path)["measures.csv"])), file: "m")
    var order: [String] = []
    for row in measures.rows where order.last != row[0] { order.append(row[0]) }
    #expect(order.count == Set(order).count)
    let position = Dictionary(places.map { ($0.identity.description, $0.ordinal) }, uniquingKeysWith: { min($0, $1) })
    #expect(order.compactMap { position[$0] } == order.compactMap { position[$0] }.sorted())
  }

  /// A policy file changes: its runs are done again, the others aren't, and the reason is told.
  @Test func onlyWhatWasChangedIsRunAgain() throws {
    var study = MadeUpStudy()
    study.failsOneIn = 0
    let scratch = try ScratchDirectory()
    let first = try study.batch(scratch.path).run()
    #expect(first.finishedBefore == 0)
    let again = try study.batch(scratch.path).run()
    #expect(again.done == 0)
    #expect(again.finishedBefore == first.done)
    study.files["leximin"] = "changed"
    var reasons: [String: Set<String>] = [:]
    try study.batch(scratch.path).explain { run, reason in reasons[run.policy, default: []].insert("\(reason)") }
    #expect(reasons["leximin"] == ["run: changed since: the policy's file"])
    #expect(reasons["first-come"] == ["not run: finished"])
    #expect(try study.batch(scratch.path).preview().plan.tasks.count == study.worlds)
    let third = try study.batch(scratch.path).run()
    #expect(third.done == study.worlds)
    // Runs that the plan has no more stay in the store and out of the export.
    let store = try StudyStore.read(directory: scratch.path)
    #expect(try store.runs().count == first.done + study.worlds)
    let other = try ScratchDirectory()
    _ = try study.batch(other.path).run()
    #expect(try exported(scratch.path) == exported(other.path))
  }

  @Test func reasonsOfOtherChanges() throws {
    var study = MadeUpStudy()
    let scratch = try ScratchDirectory()
    _ = try study.batch(scratch.path).run()
    func reasons(_ study: MadeUpStudy, shard: Shard = .whole) throws -> [String] {
      var reasons: [String] = []
      try study.batch(scratch.path, shard: shard).explain { reasons.append("\($1)") }
      return reasons
    }
    let before = try reasons(study)
    #expect(before.contains("run: failed last time"))
    #expect(before.contains("not run: finished"))
    #expect(before[5] == "not run: the same as place 3")
    study.nodeLimit = 20
    study.edition = 2
    #expect(try Set(reasons(study)).contains("run: changed since: the edition of results, the limits"))
    study.worlds = 12
    #expect(try reasons(study).last { $0.hasPrefix("run") } == "run: never run")
  }

  @Test func differencesOfKeys() {
    let old = #"{"edition":1,"policy":{"digest":"1","settings":{"a":"1"}},"register":{"digest":"5"},"seeds":{}}"#
    let new =
      #"{"edition":1,"policy":{"digest":"1","settings":{"a":"2"}},"register":{"digest":"6"},"seeds":{"ties":"4"}}"#
    #expect(
      KeyDifference.parts(from: old, to: new) == ["the setting policy.a", "the register", "what the seed varies"])
    #expect(KeyDifference.parts(from: old, to: old).isEmpty)
  }

  @Test func aShardDoesItsWorldsOnly() throws {
    let study = MadeUpStudy()
    let plans = try (1...3).map { number in
      try BatchPlan(
        study.plan, names: study.names, shard: try #require(Shard(number: number, count: 3)), stored: [:], path: ""
      ) { _ in nil }
    }
    let whole = try BatchPlan(study.plan, names: study.names, shard: .whole, stored: [:], path: "") { _ in nil }
    #expect(plans.flatMap(\.tasks).map(\.ordinal).sorted() == whole.tasks.map(\.ordinal))
    #expect(Set(plans.map(\.digest)) == [whole.digest])
    #expect(whole.places == 30)
    #expect(whole.runs == 25)
    #expect(whole.grids.map(\.places) == [15, 15])
    #expect(whole.grids.map(\.runs) == [13, 12])
    for (number, plan) in plans.enumerated() { #expect(plan.tasks.allSatisfy { $0.world % 3 == number }) }
  }

  @Test func collisionsAreSaid() throws {
    var study = MadeUpStudy()
    let scratch = try ScratchDirectory()
    _ = try study.batch(scratch.path).run()
    let plan = PlannedRuns(count: study.count) { [study] ordinal in
      var run = study.place(ordinal)
      if ordinal == 1 { run.key += " " }
      return run
    }
    var batch = study.batch(scratch.path)
    batch.plan = plan
    let run = study.place(1)
    #expect(
      throws: StoreFault.collision(
        path: scratch("study.sqlite"), identity: run.identity, stored: run.key, wanted: run.key + " ")
    ) {
      try batch.run()
    }
    study.name = ""
  }

  @Test func directoriesThatAreRefused() throws {
    let study = MadeUpStudy()
    let empty = try ScratchDirectory()
    #expect(throws: StudyDirectoryFault.nothingToResume(path: empty.path)) {
      try study.batch(empty.path).run(isResumed: true)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: empty.path).isEmpty)
    // What is left of a batch that was killed before its store was made.
    let begun = try ScratchDirectory()
    try Data().write(to: URL(fileURLWithPath: begun(DirectoryLock.fileName)))
    #expect(try study.batch(begun.path).run(isResumed: true).isExported)
    try Data().write(to: URL(fileURLWithPath: empty("thesis.tex")))
    #expect(throws: StudyDirectoryFault.occupied(path: empty.path)) { try study.batch(empty.path).run() }
  }

  /// Two studies of one name: told apart by what they share, which one that was changed still does.
  @Test func anotherStudyOfTheSameNameIsRefused() throws {
    let study = MadeUpStudy()
    let scratch = try ScratchDirectory()
    _ = try study.batch(scratch.path).run()
    var other = study
    other.policies = ["by-size", "by-age"]
    other.edition = 7
    let before = FileManager.default.contents(atPath: scratch("study.sqlite"))
    func declared(_ study: MadeUpStudy, _ declaration: String) -> StudyBatch<MadeUpStudy> {
      var batch = study.batch(scratch.path)
      batch.head.declaration = declaration
      return batch
    }
    let fault = StoreFault.sameName(path: scratch("study.sqlite"), name: study.name)
    #expect(throws: fault) { try declared(other, "other").run() }
    #expect(throws: fault) { try declared(other, "other").preview() }
    #expect(throws: fault) { try declared(other, "other").explain { _, _ in } }
    #expect(FileManager.default.contents(atPath: scratch("study.sqlite")) == before)
    #expect(try exported(scratch.path).count == 6)
    // Other limits make every run a new one, of the same study.
    var changed = study
    changed.nodeLimit = 99
    #expect(try declared(changed, "changed").run().finishedBefore == 0)
    // A policy more.
    changed.policies.append("by-size")
    #expect(try declared(changed, "longer").run().finishedBefore > 0)
  }

  /// What an earlier plan left is taken away before the first run, so that a batch that is stopped leaves nothing untrue.
  @Test func resultsOfAnEarlierPlanAreTakenAway() throws {
    var study = MadeUpStudy()
    study.failsOneIn = 0
    let scratch = try ScratchDirectory()
    let results = ["report.html", "study-results.json", "figures/one.svg", "figures/one.csv", "figures/mine.txt"]
    _ = try study.batch(scratch.path).run(completion: {
      #expect(throws: StudyDirectoryFault.self) { try DirectoryLock(directory: scratch.path) }
      try FileSystem.makeDirectory(scratch("figures"))
      for name in results { try FileSystem.write(Array("of the first plan".utf8), to: scratch(name)) }
    })
    func left() -> [String] {
      (["export"] + results).filter { FileManager.default.fileExists(atPath: scratch($0)) }
    }
    // Nothing is to be done: they stay.
    _ = try study.batch(scratch.path).run()
    #expect(left() == ["export"] + results)
    study.files["leximin"] = "changed"
    #expect(try study.batch(scratch.path).run(isCancelled: { true }).isCancelled)
    #expect(left() == ["figures/mine.txt"])
    _ = try study.batch(scratch.path).run()
    #expect(left() == ["export", "figures/mine.txt"])
  }

  @Test func figuresThatAreNotWrittenAgainGo() throws {
    let scratch = try ScratchDirectory()
    try FileSystem.makeDirectory(scratch("figures"))
    for name in ["a.svg", "b.svg", "b.csv", "notes.md"] { try FileSystem.write([], to: scratch("figures/\(name)")) }
    StudyDirectory.removeFigures(scratch.path, except: ["a.svg"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch("figures")).sorted() == ["a.svg", "notes.md"])
  }

  @Test func whatIsShownIsRefusedAsWhatIsRun() throws {
    let study = MadeUpStudy()
    let scratch = try ScratchDirectory()
    let nothing = StudyDirectoryFault.nothingToResume(path: scratch.path)
    #expect(throws: nothing) { try study.batch(scratch.path).preview(isResumed: true) }
    #expect(throws: nothing) { try study.batch(scratch.path).explain(isResumed: true) { _, _ in } }
    try Data().write(to: URL(fileURLWithPath: scratch("thesis.tex")))
    let occupied = StudyDirectoryFault.occupied(path: scratch.path)
    #expect(throws: occupied) { try study.batch(scratch.path).preview() }
    #expect(throws: occupied) { try study.batch(scratch.path).explain { _, _ in } }
  }

  @Test func aSecondProcessIsKeptAway() throws {
    let study = MadeUpStudy()
    let scratch = try ScratchDirectory()
    let lock = try DirectoryLock(directory: scratch.path)
    #expect(throws: StudyDirectoryFault.locked(path: scratch.path, holder: "\(getpid())")) {
      try study.batch(scratch.path).run()
    }
    let other = try Exercise.run([scratch.path])
    #expect(other.code == 75)
    #expect(other.message.contains("another process (number \(getpid())) works on this study"))
    withExtendedLifetime(lock) {}
  }
}
