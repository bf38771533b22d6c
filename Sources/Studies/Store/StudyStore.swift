// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GRDB
import Synchronization

/// The finished and failed runs of a study in a file of SQLite.
///
/// A run is written in one transaction that reached the disk when `append` returns: a process that is killed, a full disk or
/// a power cut leave every run either there or not there. One process writes, which `DirectoryLock` sees to; any number read.
public final class StudyStore: Sendable {
  /// The name of the file in a study's directory.
  public static let fileName = "study.sqlite"

  /// Path of the file.
  public let path: String
  let queue: DatabaseQueue
  /// Nil after a transaction failed, when they are read again.
  let names = Mutex<StoredNames?>(nil)

  private init(path: String, queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  // MARK: - Opening

  /// The store of a study's directory, for writing: made where there is none, brought to this version where it is older.
  ///
  /// - Throws: `StoreFault` where it is damaged, too new, or another study's; `OutputNotWritable`.
  public static func open(directory: String, head: StudyHead) throws -> StudyStore {
    let path = (directory as NSString).appendingPathComponent(fileName)
    if !FileManager.default.fileExists(atPath: path) { try make(path, head: head) }
    let seen = try inspected(path)
    return try StoreFault.translating(path) {
      try seen.queue.close()
      let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: false))
      let store = StudyStore(path: path, queue: queue)
      try StoreSchema.migrator.migrate(queue)
      try store.claim(head)
      return store
    }
  }

  /// A store that is there, for reading only.
  ///
  /// - Throws: `StoreFault`; a store of an older version is read only after `open` brought it to this one.
  public static func read(directory: String) throws -> StudyStore {
    let path = (directory as NSString).appendingPathComponent(fileName)
    guard FileManager.default.fileExists(atPath: path) else { throw StoreFault.missing(path: path) }
    let store = try inspected(path)
    try store.reading { database in
      guard try StoreSchema.migrator.hasCompletedMigrations(database) else {
        throw StoreFault.tooOld(path: path)
      }
    }
    return store
  }

  /// A store opened for reading whose version and structure are in order: what is damaged is found before anything is written.
  private static func inspected(_ path: String) throws -> StudyStore {
    try inspectFile(path)
    return try StoreFault.translating(path) {
      let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: true))
      let store = StudyStore(path: path, queue: queue)
      try queue.read { try store.inspect($0) }
      return store
    }
  }

  /// Closes the file; what was appended is there whether or not it is closed.
  ///
  /// A connection that may only read can't take away the log that it had to make. One that may is opened for a moment then, where
  /// the files allow it and nobody else has the store open.
  public func close() throws {
    try StoreFault.translating(path) {
      let isReader = queue.configuration.readonly
      try queue.close()
      let manager = FileManager.default
      let directory = (path as NSString).deletingLastPathComponent
      guard isReader, manager.isWritableFile(atPath: path), manager.isWritableFile(atPath: directory) else { return }
      let last = try DatabaseQueue(path: path, configuration: Self.configuration(isReadOnly: false))
      try last.read { _ = try Int.fetchOne($0, sql: "PRAGMA schema_version") }
      try last.close()
    }
  }

  /// Makes an empty store beside its name and moves it there, so that a store half made is never seen.
  private static func make(_ path: String, head: StudyHead) throws {
    let temporary = path + ".unfinished"
    for suffix in ["", "-journal", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: temporary + suffix) }
    try StoreFault.translating(path) {
      // Without a log beside it, which would have to be moved along: a commit is then in the file itself.
      let queue = try DatabaseQueue(path: temporary, configuration: configuration(isReadOnly: false, hasLog: false))
      try StoreSchema.migrator.migrate(queue)
      try queue.write { database in
        try database.execute(
          sql: "INSERT INTO study (number, name, declaration, shard, shards) VALUES (1, ?, ?, ?, ?)",
          arguments: [head.name, head.declaration, head.shard.number, head.shard.count])
      }
      // The last step, with nothing in the log yet: whoever opens the store later has no journal to roll back first.
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try queue.close()
    }
    guard rename(temporary, path) == 0 else {
      throw OutputNotWritable(
        path: path, reason: "the new store can't take its name: \(String(cString: strerror(errno)))",
        remedy: "give a directory that you may write")
    }
    FileSystem.synchronise(directory: (path as NSString).deletingLastPathComponent)
  }

  private static func configuration(isReadOnly: Bool, hasLog: Bool = true) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    // Readers in other programs hold the file for moments; a second writer is kept away by the lock.
    configuration.busyMode = .timeout(10)
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      guard !isReadOnly else { return }
      if hasLog { try database.execute(sql: "PRAGMA journal_mode = WAL") }
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    return configuration
  }
}

// MARK: - Inspection

extension StudyStore {
  /// Looks at the file before SQLite does, which takes an empty file for a new database and would change others.
  private static func inspectFile(_ path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw OutputNotWritable(path: path, reason: "the store can't be opened", remedy: "look after its permissions")
    }
    defer { try? file.close() }
    let head = [UInt8](((try? file.read(upToCount: 100)) ?? nil) ?? Data())
    guard head.count == 100, head.starts(with: Array("SQLite format 3\u{0}".utf8)) else {
      throw StoreFault.corrupt(path: path, detail: "the file doesn't begin as one of SQLite")
    }
    func number(_ offset: Int) -> Int { head[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard number(68) == StoreSchema.applicationIdentifier else {
      throw StoreFault.corrupt(path: path, detail: "it is a database of another program")
    }
    let pageSize = number(16) >> 16 == 1 ? 65_536 : number(16) >> 16
    let size = ((try? file.seekToEnd()) ?? 0)
    // A log that waits beside the file may hold the pages that are missing.
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    let waiting = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    guard waiting > 0 || Int(size) >= number(28) * pageSize else {
      throw StoreFault.corrupt(path: path, detail: "the file ends before its last page")
    }
  }

  /// Checks version and structure.
  private func inspect(_ database: Database) throws {
    let found = try SQLStep(database, "PRAGMA user_version")
    let version = try found.next() ? found.number(0) : 0
    found.end()
    guard version <= StoreSchema.version else {
      throw StoreFault.tooNew(path: path, found: version, known: StoreSchema.version)
    }
    if try StoreSchema.migrator.hasBeenSuperseded(database) {
      throw StoreFault.tooNew(path: path, found: StoreSchema.version + 1, known: StoreSchema.version)
    }
    let check = try SQLStep(database, "PRAGMA quick_check(1)")
    let answer = try check.next() ? check.text(0) : "no answer"
    check.end()
    guard answer == "ok" else {
      throw StoreFault.corrupt(path: path, detail: answer.split(whereSeparator: \.isNewline).joined(separator: ", "))
    }
  }

  /// Sees that the store is this study's; a declaration that was changed since is taken over.
  private func claim(_ head: StudyHead) throws {
    let stored = try self.head()
    guard stored.name == head.name else {
      throw StoreFault.otherStudy(path: path, stored: "`\(stored.name)`", wanted: "`\(head.name)`")
    }
    guard stored.shard == head.shard else {
      throw StoreFault.otherShard(path: path, stored: "\(stored.shard)", wanted: "\(head.shard)")
    }
    if stored.declaration != head.declaration {
      try queue.write { database in
        try database.execute(sql: "UPDATE study SET declaration = ?", arguments: [head.declaration])
      }
    }
  }

  /// What the store says of its study.
  public func head() throws -> StudyHead {
    try reading { database in
      let step = try SQLStep(database, "SELECT name, declaration, shard, shards FROM study")
      defer { step.end() }
      guard try step.next(), let shard = Shard(number: step.number(2), count: step.number(3)) else {
        throw StoreFault.corrupt(path: path, detail: "it doesn't say which study it belongs to")
      }
      return StudyHead(name: step.text(0), declaration: step.text(1), shard: shard)
    }
  }

  /// Reads, with the faults of a store.
  func reading<Answer>(_ body: (Database) throws -> Answer) throws -> Answer {
    try StoreFault.translating(path) { try queue.read(body) }
  }

  /// Reads with the names of measures and networks.
  func readingNames<Answer>(_ body: (Database, StoredNames) throws -> Answer) throws -> Answer {
    try reading { database in
      let names = try self.names.withLock { names in
        let known = try names ?? StoredNames(database, path: path)
        names = known
        return known
      }
      return try body(database, names)
    }
  }
}

/// What Foundation has no call for.
enum FileSystem {
  /// Sees that names made or changed in a directory reach the disk.
  static func synchronise(directory: String) {
    let descriptor = open(directory.isEmpty ? "." : directory, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
