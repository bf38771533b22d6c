// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GRDB
import StudiesTestSupport
import Testing

@testable import Studies

@Suite struct StudyStoreTests {
  private let study = MadeUpStudy()

  /// Records of the study, one a run.
  private func records() throws -> [(PlannedRun, RunRecord)] {
    var seen: Set<RunIdentity> = []
    return try (0..<study.count).map(study.place).filter { seen.insert($0.identity).inserted }.map { run in
      (run, try study.record(of: run, in: 0) { false })
    }
  }

  @Test func everyFieldOfARecordIsReadBack() throws {
    let scratch = try ScratchDirectory()
    let store = try StudyStore.open(directory: scratch.path, head: study.head)
    let records = try records()
    for (run, record) in records { try store.append(record, policy: run.policy, place: "here") }
    try store.close()
    let again = try StudyStore.read(directory: scratch.path)
    for (run, record) in records {
      var expected = record
      expected.measures.sort { $0.name < $1.name }
      #expect(try again.record(of: run.identity) == expected)
    }
    #expect(try again.runs().count == records.count)
    #expect(
      try again.finished() == Set(records.filter { $0.1.measures.count > 0 }.map(\.0.identity)))
    #expect(try again.record(of: RunIdentity(key: "no such run".utf8)) == nil)
  }

  /// Who only reads leaves nothing beside the store, and changes nothing in it, even what a killed writer left in the log.
  @Test func readersLeaveNothingBehind() throws {
    let scratch = try ScratchDirectory()
    let writer = try StudyStore.open(directory: scratch.path, head: study.head)
    for (run, record) in try records() { try writer.append(record, policy: run.policy, place: "") }
    // While the writer is there, its log is too: a copy of both is what a killed one leaves.
    let copy = try ScratchDirectory()
    for name in ["study.sqlite", "study.sqlite-wal"] {
      try FileManager.default.copyItem(atPath: scratch(name), toPath: copy(name))
    }
    let count = try writer.runs().count
    try writer.close()
    for directory in [scratch, copy] {
      var reader = try StudyStore.read(directory: directory.path)
      #expect(try reader.runs().count == count)
      #expect(throws: (any Error).self) { try reader.queue.write { try $0.execute(sql: "DELETE FROM runs") } }
      try reader.close()
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["study.sqlite"])
      reader = try StudyStore.read(directory: directory.path)
      #expect(try reader.runs().count == count)
      try reader.close()
    }
  }

  /// Closed by its writer, the store is one file in which nothing waits: the header says so (SQLite's file format, bytes 18 and 19).
  @Test func aClosedStoreIsOneFile() throws {
    let scratch = try ScratchDirectory()
    for _ in 1...2 {
      let writer = try StudyStore.open(directory: scratch.path, head: study.head)
      for (run, record) in try records() { try writer.append(record, policy: run.policy, place: "") }
      #expect(FileManager.default.fileExists(atPath: scratch("study.sqlite-wal")))
      try writer.close()
      #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["study.sqlite"])
      let bytes = try #require(FileManager.default.contents(atPath: scratch("study.sqlite")))
      #expect(Array(bytes[18...19]) == [1, 1])
      // Another program that may only read leaves it as it is.
      var configuration = Configuration()
      configuration.readonly = true
      let other = try DatabaseQueue(path: scratch("study.sqlite"), configuration: configuration)
      #expect(try other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM runs") } == records().count)
      #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["study.sqlite"])
      try other.close()
    }
  }

  /// A directory that can't be written: what was closed is read, and so is what a killed process left without a log.
  @Test(.enabled(if: geteuid() != 0, "who may do everything can't be kept from writing"), arguments: [true, false])
  func aStoreThatCanOnlyBeRead(isClosed: Bool) throws {
    let scratch = try ScratchDirectory()
    let writer = try StudyStore.open(directory: scratch.path, head: study.head)
    for (run, record) in try records() { try writer.append(record, policy: run.policy, place: "") }
    if isClosed { try writer.close() } else { try writer.queue.close() }
    func allow(_ permissions: Int) throws {
      try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: scratch.path)
    }
    try allow(0o555)
    defer { try? allow(0o755) }
    let reader = try StudyStore.read(directory: scratch.path)
    #expect(try reader.runs().count == records().count)
    try reader.close()
  }

  /// Numbers that SQLite would change by itself.
  @Test func unusualNumbersAndTextsAreKept() throws {
    let scratch = try ScratchDirectory()
    let store = try StudyStore.open(directory: scratch.path, head: study.head)
    let values: [Double?] = [
      nil, 0, -0.0, 1, -1, 0.1, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, 1 / 3.0,
    ]
    let run = study.place(0)
    var record = try study.record(of: run, in: 0) { false }
    record.outcome = .done(proof: "")
    record.measures = values.enumerated().map { number, value in
      Studies.Measurement(
        name: MeasureName(measure: "m\(number)", population: "", entitlement: "it’s, \"so\"\u{0}\n", group: "é"),
        value: value, status: value == nil ? "undefined" : value == .infinity ? "infinite" : "value")
    }
    record.decisions = [
      RunRecord.Decision(network: "", outcome: "granted", positionMilliDegrees: nil, firstChannel: -1, reason: "")
    ]
    record.certificate = []
    try store.append(record, policy: "", place: "")
    let read = try #require(try store.record(of: run.identity))
    #expect(Set(read.measures.map(\.name)) == Set(record.measures.map(\.name)))
    let found = Dictionary(uniqueKeysWithValues: read.measures.map { ($0.name.measure, $0.value) })
    for (number, value) in values.enumerated() { #expect(found["m\(number)"] == .some(value)) }
    #expect(read.decisions == record.decisions)
    #expect(read.certificate == [])
  }

  @Test func aFailedRunGivesWayAndADoneOneStays() throws {
    let scratch = try ScratchDirectory()
    let store = try StudyStore.open(directory: scratch.path, head: study.head)
    let (run, done) = try #require(try records().first { $0.1.measures.count > 0 })
    var failed = done
    failed.outcome = .failed(RunFailure(kind: .limit, message: "no"))
    try store.append(failed, policy: run.policy, place: "")
    #expect(try store.finished().isEmpty)
    try store.append(done, policy: run.policy, place: "")
    try store.append(done, policy: run.policy, place: "")
    #expect(try store.finished() == [run.identity])
    #expect(try store.record(of: run.identity)?.outcome == done.outcome)
    var other = done
    other.measures.removeLast()
    #expect(throws: StoreFault.contradiction(path: store.path, identity: run.identity)) {
      try store.append(other, policy: run.policy, place: "")
    }
    other.key = "another key"
    #expect(
      throws: StoreFault.collision(path: store.path, identity: run.identity, stored: done.key, wanted: "another key")
    ) {
      try store.append(other, policy: run.policy, place: "")
    }
    #expect(try store.record(of: run.identity) != nil)
  }

  /// Names that a transaction gave numbers to are forgotten with it.
  @Test func aTransactionThatFailsLeavesNoNames() throws {
    let scratch = try ScratchDirectory()
    let store = try StudyStore.open(directory: scratch.path, head: study.head)
    let (run, done) = try #require(try records().first { $0.1.measures.count > 0 })
    var odd = done
    odd.measures[odd.measures.count - 1].status = "odd"
    #expect(throws: StoreFault.unknownStatus(odd.measures[odd.measures.count - 1].name, "odd")) {
      try store.append(odd, policy: run.policy, place: "")
    }
    #expect(try store.measureNames().isEmpty)
    #expect(try store.runs().isEmpty)
    var turned = done
    turned.measures.reverse()
    try store.append(turned, policy: run.policy, place: "")
    #expect(try store.record(of: run.identity)?.measures == done.measures.sorted { $0.name < $1.name })
  }

  @Test func measuresOfAllRunsInOneScan() throws {
    let scratch = try ScratchDirectory()
    let store = try StudyStore.open(directory: scratch.path, head: study.head)
    let records = try records()
    for (run, record) in records { try store.append(record, policy: run.policy, place: "") }
    let wanted = try #require(records.first { $0.1.measures.count > 3 }).1.measures[3].name
    let unknown = MeasureName(measure: "unknown", population: "", entitlement: "", group: "")
    let values = try store.values(of: [unknown, wanted])
    for (run, record) in records {
      guard case .done = record.outcome else {
        #expect(values[run.identity] == nil)
        continue
      }
      #expect(values[run.identity] == [nil, record.measures.first { $0.name == wanted }?.value])
    }
  }

  @Test func twoStudiesInOneDirectoryAreRefused() throws {
    let scratch = try ScratchDirectory()
    try StudyStore.open(directory: scratch.path, head: study.head).close()
    let other = StudyHead(name: "other", declaration: "1")
    let path = scratch("study.sqlite")
    #expect(throws: StoreFault.otherStudy(path: path, stored: "`made-up`", wanted: "`other`")) {
      _ = try StudyStore.open(directory: scratch.path, head: other)
    }
    var shard = study.head
    shard.shard = try #require(Shard("2/3"))
    #expect(throws: StoreFault.otherShard(path: path, stored: "the whole", wanted: "shard 2/3")) {
      _ = try StudyStore.open(directory: scratch.path, head: shard)
    }
    // A declaration that was changed belongs to the same study.
    let changed = StudyHead(name: "made-up", declaration: "fedcba9876543210")
    try StudyStore.open(directory: scratch.path, head: changed).close()
    #expect(try StudyStore.read(directory: scratch.path).head() == changed)
  }

  @Test(arguments: ["0/3", "4/3", "1", "a/b", "1/2/3", "", "-1/2"])
  func whatIsNoShard(text: String) { #expect(Shard(text) == nil) }

  @Test func shardsPartTheWorlds() throws {
    let shards = try (1...3).map { try #require(Shard("\($0)/3")) }
    for world in 0..<20 { #expect(shards.filter { $0.contains(world: world) }.count == 1) }
  }
}
