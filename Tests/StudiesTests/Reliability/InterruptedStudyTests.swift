// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GRDB
import SeededNumbers
import StudiesTestSupport
import Testing

@testable import Studies

/// A process that is killed, or whose disk is full, at some moment: what was finished is kept, and the study goes on as if
/// nothing had been. ORBITSHARE_KILLS=200 is the long form, which script/studies-reliability runs.
@Suite(.serialized) struct InterruptedStudyTests {
  private static let kills = ProcessInfo.processInfo.environment["ORBITSHARE_KILLS"].flatMap { Int($0) } ?? 20
  private static let options = ["--worlds", "60", "--microseconds", "500", "--quiet", "1"]

  /// The export of the study that nothing interrupted, and the seconds that it took.
  private func uninterrupted() throws -> (files: [String: Data], seconds: Double) {
    let scratch = try ScratchDirectory()
    let start = ContinuousClock.now
    #expect(try Exercise.run([scratch.path] + Self.options).code == 1)
    let elapsed = (ContinuousClock.now - start).components
    return (try exported(scratch.path), Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
  }

  /// The identities that are done; none where there is no store yet.
  private func finished(_ directory: String) throws -> Set<RunIdentity> {
    guard FileManager.default.fileExists(atPath: directory + "/study.sqlite") else { return [] }
    let store = try StudyStore.read(directory: directory)
    defer { try? store.close() }
    return try store.finished()
  }

  /// How many runs are in the store, done or failed.
  private func recorded(_ directory: String) throws -> Int {
    guard FileManager.default.fileExists(atPath: directory + "/study.sqlite") else { return 0 }
    let store = try StudyStore.read(directory: directory)
    defer { try? store.close() }
    return try store.runs().count
  }

  /// SIGKILL at moments from the first write of the store to the end of the export, each followed by a run that resumes.
  @Test func killedAtRandomMoments() throws {
    let (expected, seconds) = try uninterrupted()
    // The same moments each time, as far as a machine's own pace allows.
    var generator = SplitMix64(seed: 20_261_122)
    var scratch = try ScratchDirectory()
    var known: Set<RunIdentity> = []
    var (kills, studies) = (0, 0)
    while kills < Self.kills {
      let process = try Exercise.start([scratch.path] + Self.options)
      // Early moments often, since every start passes through them.
      let part = Double(generator.next() >> 11) / Double(1 << 53)
      Thread.sleep(forTimeInterval: part * part * seconds * 0.6)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let isKilled = process.terminationReason == .uncaughtSignal
      kills += isKilled ? 1 : 0
      let now = try finished(scratch.path)
      #expect(now.isSuperset(of: known), "finished runs were lost")
      known = now
      guard !isKilled else { continue }
      #expect(try exported(scratch.path) == expected)
      studies += 1
      scratch = try ScratchDirectory()
      known = []
    }
    #expect(try Exercise.run([scratch.path] + Self.options).code == 1)
    #expect(try exported(scratch.path) == expected)
  }

  /// Compilers that are there, on the system that the code is for.
  private static var compilers: [String] {
    #if os(Linux)
      ["/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang"].filter { FileManager.default.isExecutableFile(atPath: $0) }
    #else
      []
    #endif
  }

  /// Compiles what lets writes fail; nil where no compiler can.
  private func shim(_ scratch: ScratchDirectory) -> String? {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "failing-writes.c")
    let library = scratch("failing-writes.so")
    for compiler in Self.compilers {
      let arguments = ["-shared", "-fPIC", "-O1", "-o", library, source.path, "-ldl"]
      guard let process = try? Process.run(URL(fileURLWithPath: compiler), arguments: arguments) else { continue }
      process.waitUntilExit()
      if process.terminationStatus == 0 { return library }
    }
    return nil
  }

  /// A small study, one write after the other going wrong: a clear error, nothing lost, and the same end.
  @Test(.enabled(if: !compilers.isEmpty, "there is no compiler"), arguments: ["enospc", "eio", "short", "kill", "cut"])
  func everyWriteFailsInTurn(kind: String) throws {
    let tools = try ScratchDirectory()
    let shim = try #require(self.shim(tools))
    let options = ["--worlds", "4", "--threads", "1", "--quiet", "1"]
    let whole = try ScratchDirectory()
    let count = tools("count")
    let first = try Exercise.run(
      [whole.path] + options, environment: ["LD_PRELOAD": shim, "FAULT_BELOW": whole.path, "FAULT_COUNT": count])
    #expect(first.code == 1)
    let expected = try exported(whole.path)
    let writes = try #require(
      Int(String(contentsOfFile: count, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(writes > 40)
    // The short form takes one write in so many, the long one every one.
    let step = Self.kills >= 200 ? 1 : max(1, writes / 25)
    for number in stride(from: 0, to: writes, by: step) {
      let scratch = try ScratchDirectory()
      let told = tools("told")
      let broken = try Exercise.run(
        [scratch.path] + options + ["--told", told],
        environment: ["LD_PRELOAD": shim, "FAULT_BELOW": scratch.path, "FAULT_AT": "\(number)", "FAULT_KIND": kind])
      if ["kill", "cut"].contains(kind) {
        #expect(broken.code == -9)
      } else {
        // A fault of a write that isn't needed, such as the lock's number or the tidying at the end, stops nobody.
        #expect([73, 1].contains(broken.code), "write \(number): \(broken.code) \(broken.message)")
        if broken.code == 73 {
          #expect(broken.message.split(separator: "\n").count == 1)
          #expect(broken.message.hasPrefix(scratch.path))
        }
      }
      let before = try finished(scratch.path)
      // What was said to be written is there, whatever became of the process.
      let kept = try recorded(scratch.path)
      let said = (try? String(contentsOfFile: told, encoding: .utf8)).flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
      #expect(kept >= said, "write \(number): \(said) runs were said to be written, \(kept) are there")
      #expect(try Exercise.run([scratch.path] + options).code == 1)
      #expect(try finished(scratch.path).isSuperset(of: before))
      #expect(try exported(scratch.path) == expected, "write \(number)")
    }
  }

  /// A store that may not grow, page by page: the same where nothing can be put before the C library.
  @Test func aStoreThatMayNotGrow() throws {
    let study = MadeUpStudy()
    let scratch = try ScratchDirectory()
    let store = try StudyStore.open(directory: scratch.path, head: study.head)
    var pages = try store.queue.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    var (refusals, written) = (0, Set<RunIdentity>())
    for ordinal in 0..<study.count {
      let run = study.place(ordinal)
      var record = try study.record(of: run, in: 0) { false }
      record.certificate = [UInt8](repeating: 65, count: 3_000)
      while true {
        try store.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
        do {
          try store.append(record, policy: run.policy, place: "")
          written.insert(run.identity)
          break
        } catch let error as OutputNotWritable {
          #expect(error.reason.contains("the disk is full"))
          #expect(Set(try store.runs().keys) == written)
          refusals += 1
          pages += 1
        }
      }
    }
    #expect(refusals > 20)
    for identity in written { #expect(try store.record(of: identity)?.certificate?.count == 3_000) }
  }

  @Test func twoProcessesOnOneStore() throws {
    let (expected, _) = try uninterrupted()
    let scratch = try ScratchDirectory()
    let processes = try (0..<4).map { _ in try Exercise.start([scratch.path] + Self.options) }
    for process in processes { process.waitUntilExit() }
    let codes = processes.map(\.terminationStatus).sorted()
    // One works; those that come while it does are kept away.
    #expect(codes.contains(1))
    #expect(codes.allSatisfy { $0 == 1 || $0 == 75 })
    #expect(try exported(scratch.path) == expected)
  }
}
