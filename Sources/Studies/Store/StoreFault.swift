// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import GRDB

/// Why a store can't be used, with what to do; what is damaged is never written over.
public enum StoreFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no store.
  case missing(path: String)
  /// The file isn't what a store is, or is damaged.
  case corrupt(path: String, detail: String)
  /// A later version of the program wrote it.
  case tooNew(path: String, found: Int, known: Int)
  /// An earlier version of the program wrote it, and it can't be brought up to date while it is only read.
  case tooOld(path: String)
  /// The directory belongs to another study.
  case otherStudy(path: String, stored: String, wanted: String)
  /// The directory belongs to another study of the same name.
  case sameName(path: String, name: String)
  /// The directory belongs to another part of the study.
  case otherShard(path: String, stored: String, wanted: String)
  /// Two keys have one hash.
  case collision(path: String, identity: RunIdentity, stored: String, wanted: String)
  /// Rows of a run don't agree with the digest that was taken when they were written.
  case altered(path: String, identity: String, rows: String)
  /// The places of the plan don't agree with its digest.
  case alteredPlaces(path: String)
  /// A run came out in two ways.
  case contradiction(path: String, identity: RunIdentity)
  /// A measure has a status that no store knows.
  case unknownStatus(MeasureName, String)

  /// Place, fault and remedy in one line.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no store; run `orbitshare batch` first, or correct the path"
    case .corrupt(let path, let detail):
      "\(path): the store is damaged (\(detail)); put back a copy, or move it away and run the study again"
    case .tooNew(let path, let found, let known):
      "\(path): the store has version \(found) and this program knows versions up to \(known); use a newer program, or another directory"
    case .tooOld(let path):
      "\(path): the store is of an earlier version; run `orbitshare batch` on it, which brings it up to date"
    case .otherStudy(let path, let stored, let wanted):
      "\(path): the store belongs to the study \(stored), not to \(wanted); give another directory with --out"
    case .sameName(let path, let name):
      "\(path): the store holds runs of another study that is called `\(name)` too: no grid, scenario, register and policy of this one stands there together; give another directory with --out, or this study another name"
    case .otherShard(let path, let stored, let wanted):
      "\(path): the store holds \(stored) of the study, not \(wanted); give each shard a directory of its own"
    case .collision(let path, let identity, let stored, let wanted):
      "\(path): two runs have the identity \(identity), with the keys \(Self.short(stored)) and \(Self.short(wanted)); change a value of one of them a little"
    case .altered(let path, let identity, let rows):
      "\(path): \(rows) of run \(identity) aren't what was written; put back a copy of the store, or move it away and run the study again"
    case .alteredPlaces(let path):
      "\(path): the places of the plan aren't what was written; give its `orbitshare batch` again, which writes them anew"
    case .contradiction(let path, let identity):
      "\(path): run \(identity) is there already with another result; this is a fault of the program: keep the store and report it"
    case .unknownStatus(let name, let status):
      "measure \(name.measure): `\(status)` is no status of a measure; this is a fault of the program"
    }
  }

  private static func short(_ key: String) -> String {
    "`\(key.split(whereSeparator: \.isNewline).joined(separator: "; "))`"
  }
}

extension StoreFault {
  /// Runs a body; what SQLite says becomes a fault of the store, or of the disk that it stands on.
  ///
  /// - Throws: `StoreFault` for a damaged store, `StudyDirectoryFault` for one in use, `OutputNotWritable` for a full or failing disk.
  static func translating<Answer>(_ path: String, _ body: () throws -> Answer) throws -> Answer {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw fault(of: error, path: path)
    }
  }

  private static func fault(of error: DatabaseError, path: String) -> any Error {
    let detail = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR, .SQLITE_FORMAT:
      return StoreFault.corrupt(path: path, detail: detail)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return StudyDirectoryFault.locked(path: path, holder: nil)
    case .SQLITE_FULL:
      return OutputNotWritable(
        path: path, reason: "the disk is full (\(detail)); the finished runs are kept",
        remedy: "free some room, then give the same command again")
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_NOLFS, .SQLITE_PROTOCOL:
      return OutputNotWritable(
        path: path, reason: "the disk doesn't take or give the store (\(detail)); the finished runs are kept",
        remedy:
          "look after the disk, its permissions and the limit on the size of files, then give the same command again")
    default:
      return error
    }
  }
}
