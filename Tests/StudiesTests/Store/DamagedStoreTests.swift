// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GRDB
import StudiesTestSupport
import Testing

@testable import Studies

/// A store that is old, too new, or damaged: it is said, and the file stays as it is.
@Suite struct DamagedStoreTests {
  private let study = MadeUpStudy()

  private func filled() throws -> ScratchDirectory {
    let scratch = try ScratchDirectory()
    _ = try study.batch(scratch.path).run()
    return scratch
  }

  /// What opening for writing and for reading says, and whether the file is as before.
  private func expectRefusal(_ scratch: ScratchDirectory, _ isExpected: (StoreFault) -> Bool) throws {
    let before = FileManager.default.contents(atPath: scratch("study.sqlite"))
    for isWriting in [true, false] {
      do {
        if isWriting {
          _ = try study.batch(scratch.path).run()
        } else {
          _ = try StoreExport(StudyStore.read(directory: scratch.path)).write(directory: scratch.path)
        }
        Issue.record("it was taken")
      } catch let fault as StoreFault {
        #expect(isExpected(fault), "\(fault)")
        #expect("\(fault)".hasPrefix(scratch("study.sqlite")))
      }
      #expect(FileManager.default.contents(atPath: scratch("study.sqlite")) == before)
    }
  }

  private func isCorrupt(_ fault: StoreFault) -> Bool {
    if case .corrupt = fault { return true }
    return false
  }

  @Test func aStoreOfTheFirstVersionMigrates() throws {
    let scratch = try ScratchDirectory()
    let queue = try DatabaseQueue(path: scratch("study.sqlite"))
    let script = try #require(FirstVersion.script.isEmpty ? nil : FirstVersion.script)
    try queue.writeWithoutTransaction { try $0.execute(sql: script) }
    try queue.close()
    let store = try StudyStore.open(directory: scratch.path, head: StudyHead(name: "made-up", declaration: "0"))
    let identity = RunIdentity(key: FirstVersion.key.utf8)
    let record = try #require(try store.record(of: identity))
    #expect(record.outcome == .done(proof: "optimal"))
    #expect(
      record.measures == [
        Studies.Measurement(
          name: MeasureName(measure: "gini", population: "member_states", entitlement: "equal", group: "all"),
          value: 0.25, status: "value")
      ])
    #expect(try store.finished() == [identity])
    #expect(try store.values(of: record.measures.map(\.name)) == [identity: [0.25]])
    try store.close()
    let version = try DatabaseQueue(path: scratch("study.sqlite")).read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
    #expect(version == StoreSchema.version)
  }

  @Test func aNewerStoreIsRefused() throws {
    let scratch = try filled()
    try spoil(scratch.path, "PRAGMA user_version = 7")
    try expectRefusal(scratch) { $0 == .tooNew(path: scratch("study.sqlite"), found: 7, known: 1) }
  }

  @Test func aStoreWithAnUnknownMigrationIsRefused() throws {
    let scratch = try filled()
    try spoil(scratch.path, "INSERT INTO grdb_migrations VALUES ('later')")
    try expectRefusal(scratch) {
      if case .tooNew = $0 { return true }
      return false
    }
  }

  @Test func anotherProgramsDatabaseIsRefused() throws {
    let scratch = try ScratchDirectory()
    try DatabaseQueue(path: scratch("study.sqlite")).write { try $0.execute(sql: "CREATE TABLE mine (a)") }
    try expectRefusal(scratch, isCorrupt)
  }

  @Test(arguments: [0, 50, 4_096, 10_000])
  func aTruncatedFileIsFound(length: Int) throws {
    let scratch = try filled()
    let file = try #require(FileHandle(forWritingAtPath: scratch("study.sqlite")))
    try file.truncate(atOffset: UInt64(length))
    try file.close()
    try expectRefusal(scratch, isCorrupt)
  }

  @Test func garbageInTheHeaderIsFound() throws {
    for range in [0..<16, 16..<24, 40..<100] {
      let scratch = try filled()
      let file = try #require(FileHandle(forUpdatingAtPath: scratch("study.sqlite")))
      try file.seek(toOffset: UInt64(range.lowerBound))
      try file.write(contentsOf: Data(repeating: 0xA7, count: range.count))
      try file.close()
      try expectRefusal(scratch) { _ in true }
    }
  }

  /// The head of every page in turn: whatever the page is for, nothing is taken from a damaged store in silence.
  @Test func aSpoiltPageIsFound() throws {
    let whole = try filled()
    let bytes = try #require(FileManager.default.contents(atPath: whole("study.sqlite")))
    for page in 1..<bytes.count / 4_096 {
      let scratch = try ScratchDirectory()
      var spoilt = bytes
      for offset in 0..<64 { spoilt[page * 4_096 + offset] ^= 0xFF }
      try spoilt.write(to: URL(fileURLWithPath: scratch("study.sqlite")))
      try expectRefusal(scratch, isCorrupt)
    }
  }

  /// One bit of the index, which SQLite's quick check doesn't see: the run would be thought done and never be found.
  @Test func aSpoiltIndexIsFound() throws {
    let scratch = try filled()
    try spoilIndex(scratch.path)
    try expectRefusal(scratch, isCorrupt)
  }

  /// What is found before the first run, not after it.
  @Test(arguments: [
    "DELETE FROM runs WHERE number = 5", "DELETE FROM runs WHERE number = (SELECT max(number) FROM runs)",
    "DELETE FROM effort WHERE run = 5", "UPDATE effort SET run = 1000 WHERE run = 5",
    "INSERT INTO measures VALUES (1000, 1, 0.5, 0)",
  ])
  func rowsThatDoNotHangTogetherAreFound(change: String) throws {
    let scratch = try filled()
    try spoil(scratch.path, change)
    try expectRefusal(scratch, isCorrupt)
  }

  /// A run that went without a trace is done again by a batch; what only exports doesn't leave it out.
  @Test func anExportThatLacksARunIsRefused() throws {
    let scratch = try filled()
    let before = try exported(scratch.path)
    let run = try #require(try StudyStore.read(directory: scratch.path).finished().min())
    try forget(run, scratch.path)
    #expect(throws: StoreFault.self) {
      try StoreExport(StudyStore.read(directory: scratch.path)).write(directory: scratch.path)
    }
    #expect(try exported(scratch.path) == before)
    _ = try study.batch(scratch.path).run()
    #expect(try exported(scratch.path) == before)
  }

  @Test(arguments: [
    "UPDATE places SET seed = 99 WHERE number = 3", "UPDATE places SET number = 100 WHERE number = 29",
    "UPDATE places SET identity = (SELECT identity FROM places WHERE number = 0) WHERE number = 3",
    "UPDATE places SET register = '' WHERE number = 3", "UPDATE places SET identity = 'none' WHERE number = 3",
    "UPDATE points SET value = '7' WHERE grid = 'early' AND point = 1", "DELETE FROM points WHERE point = 2",
    "INSERT INTO points VALUES ('early', 0, 1, 'scenario.more', '1')",
    "INSERT INTO points VALUES ('nowhere', 0, 0, 'scenario.more', '1')",
  ])
  func alteredPlacesAreFoundAndWrittenAnew(change: String) throws {
    let scratch = try filled()
    let before = try exported(scratch.path)
    try spoil(scratch.path, change)
    #expect(throws: StoreFault.self) {
      try StoreExport(StudyStore.read(directory: scratch.path)).write(directory: scratch.path)
    }
    _ = try study.batch(scratch.path).run()
    #expect(try exported(scratch.path) == before)
  }

  @Test(arguments: [
    ("UPDATE measures SET value = value + 1e-9 WHERE run = 2 AND measure = 3", "measures"),
    ("UPDATE measures SET value = NULL WHERE run = 2 AND measure = 3", "measures"),
    ("UPDATE measures SET status = 1 WHERE run = 2 AND measure = 3", "measures"),
    ("UPDATE measures SET measure = 9000 WHERE run = 2 AND measure = 3", "measures"),
    ("DELETE FROM measures WHERE run = 2 AND measure = 3", "measures"),
    ("UPDATE measure_names SET group_name = 'ldc' WHERE number = 3", "measures"),
    ("UPDATE claims SET bound = bound + 1 WHERE run = 2", "rows"),
    ("UPDATE allocations SET first_channel = 77 WHERE run = 2 AND request = 1", "rows"),
    ("UPDATE allocations SET reason = 4000 WHERE run = 2 AND request = 1", "allocations"),
    ("UPDATE runs SET proof = 'feasible' WHERE number = 2", "rows"),
    ("UPDATE runs SET key = key || ' ' WHERE number = 2", "rows"),
    ("DELETE FROM claims WHERE run = 2", "rows"),
  ])
  func aChangedValueIsFound(change: (sql: String, rows: String)) throws {
    var study = study
    study.failsOneIn = 0
    let scratch = try ScratchDirectory()
    _ = try study.batch(scratch.path, threads: 1).run()
    try spoil(scratch.path, change.sql)
    let store = try StudyStore.read(directory: scratch.path)
    do {
      try StoreExport(store).write(directory: scratch.path)
      Issue.record("it was exported")
    } catch let StoreFault.altered(_, _, rows) {
      #expect(rows == change.rows)
    }
    // The export of before is still there.
    #expect(try exported(scratch.path).count == 6)
  }

  @Test func theScanFindsAChangedMeasure() throws {
    var study = study
    study.failsOneIn = 0
    let scratch = try ScratchDirectory()
    _ = try study.batch(scratch.path, threads: 1).run()
    try spoil(scratch.path, "UPDATE measures SET value = 0.5 WHERE run = 5 AND measure = 1")
    let store = try StudyStore.read(directory: scratch.path)
    #expect(throws: StoreFault.self) { try store.values(of: []) }
  }

  @Test func aStoreThatIsNotThere() throws {
    let scratch = try ScratchDirectory()
    #expect(throws: StoreFault.missing(path: scratch("study.sqlite"))) {
      _ = try StudyStore.read(directory: scratch.path)
    }
  }
}

/// A store as the first version of the schema had it, with one run.
enum FirstVersion {
  static let key = #"{"edition":1,"policy":{"digest":"1f","settings":{}}}"#
  /// The tables are copied from the first version and stay as they were; digests and hashes were worked out once, apart from
  /// the program, by Tests/StudiesTests/Store/first-version.py.
  static var script: String {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("first-version.sql")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }
}
