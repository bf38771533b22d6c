// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GRDBSQLite

/// The file of a store as the file system sees it.
enum StoreFile {
  /// Looks at the file before SQLite does, which takes an empty file for a new database and would change others.
  ///
  /// - Returns: whether it is in write-ahead mode.
  /// - Throws: `StoreFault.corrupt`, or `OutputNotWritable` where it can't be opened.
  static func inspect(_ path: String) throws -> Bool {
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
    guard self.size(path + "-wal") > 0 || Int(size) >= number(28) * pageSize else {
      throw StoreFault.corrupt(path: path, detail: "the file ends before its last page")
    }
    return head[18] == 2 || head[19] == 2
  }

  /// What SQLite is to open for reading.
  ///
  /// A store in write-ahead mode wants a log beside it even for reading. Where none waits and none can be made, the file is all
  /// there is and nobody changes it.
  static func address(_ path: String, isLogged: Bool) -> String {
    guard isLogged, !isWritable(path), size(path + "-wal") == 0, sqlite3_compileoption_used("USE_URI") != 0 else {
      return path
    }
    return URL(fileURLWithPath: path).absoluteString + "?immutable=1"
  }

  /// Whether the file and its directory may be written.
  static func isWritable(_ path: String) -> Bool {
    let manager = FileManager.default
    let directory = FileSystem.directory(of: path)
    return manager.isWritableFile(atPath: path) && manager.isWritableFile(atPath: directory.isEmpty ? "." : directory)
  }

  /// Whether files of a log stand beside it.
  static func hasLog(_ path: String) -> Bool {
    ["-wal", "-shm"].contains { FileManager.default.fileExists(atPath: path + $0) }
  }

  /// Bytes of a file; 0 where it isn't there.
  static func size(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}
