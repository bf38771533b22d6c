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
/// While one writes, what was written last stands in a log beside the file; closed by its writer, the file is all there is.
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
  /// - Parameter check: looks at the store before anything is written to it, and throws where it isn't the one that is meant.
  /// - Throws: `StoreFault` where it is damaged, too new, or another study's; `OutputNotWritable`.
  public static func open(
    directory: String, head: StudyHead, check: (StudyStore) throws -> Void = { _ in }
  ) throws -> StudyStore {
    let path = (directory as NSString).appendingPathComponent(fileName)
    if !FileManager.default.fileExists(atPath: path) { try make(path, head: head) }
    let seen = try inspected(path)
    return try StoreFault.translating(path) {
      try seen.match(head)
      try check(seen)
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
    let isLogged = try StoreFile.inspect(path)
    return try StoreFault.translating(path) {
      try rollBack(path)
      let queue = try DatabaseQueue(
        path: StoreFile.address(path, isLogged: isLogged), configuration: configuration(isReadOnly: true))
      let store = StudyStore(path: path, queue: queue)
      try queue.read { try store.inspect($0) }
      return store
    }
  }

  /// Closes the file; what was appended is there whether or not it is closed.
  ///
  /// Who wrote leaves write-ahead mode, so that the file alone is the store and can be read where nothing can be written. Who only
  /// read can't take away the log that had to be made; a connection that may is opened for a moment then, where the files allow
  /// it and nobody else has the store open.
  public func close() throws {
    try StoreFault.translating(path) {
      if queue.configuration.readonly {
        try queue.close()
        if StoreFile.hasLog(path), StoreFile.isWritable(path) { try Self.touch(path) }
      } else {
        // Where others read the store, the last one to leave folds the log in.
        try? queue.writeWithoutTransaction { database in
          try database.execute(sql: "PRAGMA busy_timeout = 0")
          try database.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try queue.close()
      }
    }
  }

  /// Undoes a change of the mode that was cut off, which a connection that only reads can't.
  private static func rollBack(_ path: String) throws {
    if StoreFile.size(path + "-journal") > 0, StoreFile.isWritable(path) { try touch(path) }
  }

  /// Opens a store for writing, as it is, and closes it.
  private static func touch(_ path: String) throws {
    let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: false, hasLog: false))
    try queue.read { _ = try Int.fetchOne($0, sql: "PRAGMA schema_version") }
    try queue.close()
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
    FileSystem.synchronise(directory: FileSystem.directory(of: path))
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
    try inspectRuns(database)
  }

  /// Sees that every run is found by its identity too, and that no rows belong to runs that aren't there.
  ///
  /// SQLite's quick check doesn't hold indexes against their tables, and its thorough one takes too long for a store of millions of
  /// measures. Every run has one row of `effort`, written with it, so that a count finds runs that went.
  /// Time: runs × log runs.
  private func inspectRuns(_ database: Database) throws {
    let step = try SQLStep(
      database,
      """
      SELECT (SELECT count(*) FROM runs NOT INDEXED),
        (SELECT count(*) FROM runs AS seen NOT INDEXED CROSS JOIN runs AS found
          ON found.identity = seen.identity WHERE +found.number = +seen.number),
        (SELECT count(*) FROM effort),
        (SELECT count(*) FROM effort CROSS JOIN runs ON runs.number = effort.run),
        (SELECT coalesce(max(run), 0) FROM measures), (SELECT coalesce(max(number), 0) FROM runs)
      """)
    defer { step.end() }
    guard try step.next() else { throw StoreFault.corrupt(path: path, detail: "its runs can't be counted") }
    guard step.number(1) == step.number(0) else {
      throw StoreFault.corrupt(path: path, detail: "its index doesn't find every run by its identity")
    }
    guard step.number(2) == step.number(3), step.number(4) <= step.number(5) else {
      throw StoreFault.corrupt(path: path, detail: "it has rows of runs that aren't there")
    }
    guard step.number(3) == step.number(0) else {
      throw StoreFault.corrupt(path: path, detail: "it has runs without all of their rows")
    }
  }

  /// Sees that the store is this study's and this part's.
  func match(_ head: StudyHead) throws {
    let stored = try self.head()
    guard stored.name == head.name else {
      throw StoreFault.otherStudy(path: path, stored: "`\(stored.name)`", wanted: "`\(head.name)`")
    }
    guard stored.shard == head.shard else {
      throw StoreFault.otherShard(path: path, stored: "\(stored.shard)", wanted: "\(head.shard)")
    }
  }

  /// Takes over a declaration that was changed since.
  private func claim(_ head: StudyHead) throws {
    guard try self.head().declaration != head.declaration else { return }
    try queue.write { database in
      try database.execute(sql: "UPDATE study SET declaration = ?", arguments: [head.declaration])
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
