// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GRDB
import StudiesTestSupport
import Synchronization
import Testing

@testable import Studies

/// A directory that is gone after the test.
final class ScratchDirectory: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "orbitshare-studies-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file or folder in it.
  func callAsFunction(_ name: String) -> String { path + "/" + name }
}

extension MadeUpStudy {
  /// A batch of it.
  func batch(_ directory: String, threads: Int = 2, shard: Shard = .whole) -> StudyBatch<MadeUpStudy> {
    var head = head
    head.shard = shard
    return StudyBatch(
      head: head, names: names, plan: plan, executor: self, directory: directory, threads: threads)
  }
}

/// The files of an export by name.
func exported(_ directory: String) throws -> [String: Data] {
  let folder = directory + "/export"
  var files: [String: Data] = [:]
  for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
    files[name] = FileManager.default.contents(atPath: folder + "/" + name)
  }
  return files
}

/// Changes a store behind the program's back.
func spoil(_ directory: String, _ sql: String) throws {
  let queue = try DatabaseQueue(path: directory + "/study.sqlite")
  try queue.writeWithoutTransaction { database in
    try database.execute(sql: sql)
    try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
  }
  try queue.close()
}

/// Takes a run with all its rows out of a store.
func forget(_ identity: RunIdentity, _ directory: String) throws {
  let rows = ["measures", "claims", "allocations", "certificates", "failures", "effort"].map {
    "DELETE FROM \($0) WHERE run = (SELECT number FROM runs WHERE identity = '\(identity)');"
  }
  try spoil(directory, rows.joined() + "DELETE FROM runs WHERE identity = '\(identity)'")
}

/// Turns one bit of an identity over in the index of a store's runs: in its first page, whether of the tree's root or a leaf.
func spoilIndex(_ directory: String) throws {
  let path = directory + "/study.sqlite"
  let queue = try DatabaseQueue(path: path)
  let (page, identity) = try queue.read { database in
    (
      try Int.fetchOne(database, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_runs_1'"),
      try String.fetchOne(database, sql: "SELECT identity FROM runs ORDER BY identity")
    )
  }
  try queue.close()
  let (root, text) = (try #require(page), try #require(identity))
  var bytes = try #require(FileManager.default.contents(atPath: path))
  let found = try #require(
    bytes.range(of: Data(text.utf8), in: (root - 1) * 4_096..<root * 4_096), "the index has more than one page")
  bytes[found.upperBound - 1] ^= 1
  try bytes.write(to: URL(fileURLWithPath: path))
}

/// The program of the tests that run studies of made-up results.
enum Exercise {
  static var program: String {
    // Tests are loaded from the folder that the program is built in.
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      let file = folder.appendingPathComponent("study-exercise")
      if FileManager.default.isExecutableFile(atPath: file.path) { return file.path }
      folder = folder.deletingLastPathComponent()
    }
    return ".build/debug/study-exercise"
  }

  /// Starts it.
  static func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = Pipe()
    try process.run()
    return process
  }

  /// Runs it to its end: the exit code (or the signal, negative) and what it complains of.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (code: Int32, message: String) {
    let process = try start(arguments, environment: environment)
    let data = (process.standardError as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data()
    process.waitUntilExit()
    let code = process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
    return (code, String(decoding: data, as: UTF8.self))
  }
}
