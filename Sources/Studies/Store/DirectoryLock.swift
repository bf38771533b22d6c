// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// Why a study's directory can't be worked in.
public enum StudyDirectoryFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another process works there; its number, where it is known.
  case locked(path: String, holder: String?)
  /// `--resume`, and there is nothing.
  case nothingToResume(path: String)
  /// Shards of another number stand there.
  case otherShards(path: String, stored: Int, wanted: Int)
  /// Files stand there that belong to no study.
  case occupied(path: String)

  /// Place, fault and remedy in one line.
  public var description: String {
    switch self {
    case .locked(let path, let holder):
      "\(path): another process\(holder.map { " (number \($0))" } ?? "") works on this study; wait for its end, or give another directory"
    case .nothingToResume(let path):
      "\(path): there is nothing to resume; leave --resume out to begin, or correct the path"
    case .otherShards(let path, let stored, let wanted):
      "\(path): the directory holds shards of \(stored), not of \(wanted); give --tasks \(stored), or another directory"
    case .occupied(let path):
      "\(path): the directory has files and no study; give the path of a new directory, or of a study"
    }
  }
}

/// The right to work in a study's directory: one process at a time, given up when the process ends in whatever way.
public final class DirectoryLock: Sendable {
  /// The name of the file that is locked.
  public static let fileName = ".lock"

  private let descriptor: Int32

  /// Takes the lock; the directory is made where it isn't there.
  ///
  /// - Throws: `StudyDirectoryFault.locked`, or `OutputNotWritable`.
  public init(directory: String) throws {
    try FileSystem.makeDirectory(directory)
    let path = (directory as NSString).appendingPathComponent(Self.fileName)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw FileSystem.fault(path, "the lock can't be made")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      var bytes = [UInt8](repeating: 0, count: 32)
      let count = read(descriptor, &bytes, bytes.count)
      close(descriptor)
      guard reason == EWOULDBLOCK else {
        throw OutputNotWritable(
          path: path, reason: "the file system doesn't lock files: \(String(cString: strerror(reason)))",
          remedy: "give a directory on a local disk")
      }
      let holder = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      throw StudyDirectoryFault.locked(path: directory, holder: holder.isEmpty ? nil : holder)
    }
    // The number is for the message only; that it can't be written stops nobody.
    let number = [UInt8]("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, number, number.count, 0) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
