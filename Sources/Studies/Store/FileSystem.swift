// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// What Foundation has no call for: files that are on the disk when a call returns, and the system's own words where one isn't.
public enum FileSystem {
  /// The end of the name that a file has until all of it is there.
  static let unfinished = ".unfinished"

  /// Writes a file whole or not at all; when this returns, it is on the disk.
  ///
  /// - Throws: `OutputNotWritable`; a file that was there stays as it was then.
  public static func write(_ bytes: some Collection<UInt8>, to path: String) throws(OutputNotWritable) {
    let directory = Self.directory(of: path)
    let temporary = (directory as NSString).appendingPathComponent("." + name(of: path) + unfinished)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw fault(path) }
    do throws(OutputNotWritable) {
      defer { close(descriptor) }
      try write([UInt8](bytes), to: descriptor, path: path)
      guard fsync(descriptor) == 0 else { throw fault(path) }
      guard rename(temporary, path) == 0 else { throw fault(path) }
    } catch {
      unlink(temporary)
      throw error
    }
    synchronise(directory: directory)
  }

  /// Writes all bytes to an open file.
  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(OutputNotWritable) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw fault(path) }
      start += count
    }
  }

  /// Makes a directory with those that lead to it, where they aren't there; when this returns, their names are on the disk.
  public static func makeDirectory(_ path: String) throws(OutputNotWritable) {
    var missing: [String] = []
    var place = path
    while !place.isEmpty, !FileManager.default.fileExists(atPath: place) {
      missing.append(place)
      place = Self.directory(of: place)
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw OutputNotWritable(
        path: path, reason: "the directory can't be made", remedy: "give a path in a directory that you may write")
    }
    for made in missing.reversed() { synchronise(directory: directory(of: made)) }
  }

  /// The directory that a path leads through; empty for a name alone.
  ///
  /// `NSString` has the same, which traps on Linux where the path is one letter.
  public static func directory(of path: String) -> String {
    let bytes = path.utf8
    guard let end = bytes.lastIndex(where: { $0 != slash }), let cut = bytes[...end].lastIndex(of: slash) else {
      return path.utf8.first == slash ? "/" : ""
    }
    guard let last = bytes[..<cut].lastIndex(where: { $0 != slash }) else { return "/" }
    return String(path[...last])
  }

  /// The last name of a path.
  public static func name(of path: String) -> String {
    let bytes = path.utf8
    guard let end = bytes.lastIndex(where: { $0 != slash }) else { return path }
    let start = bytes[...end].lastIndex(of: slash).map { bytes.index(after: $0) } ?? bytes.startIndex
    return String(path[start...end])
  }

  private static let slash = UInt8(ascii: "/")

  /// Sees that names made or changed in a directory reach the disk.
  static func synchronise(directory: String) {
    let descriptor = open(directory.isEmpty ? "." : directory, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The error of the call that failed last, with what helps against it.
  static func fault(_ path: String, _ what: String = "the file can't be written") -> OutputNotWritable {
    let number = errno
    let remedy =
      switch number {
      case ENOSPC, EDQUOT: "free some room, then give the same command again"
      case EFBIG: "raise the limit on the size of files (`ulimit -f`), then give the same command again"
      case EACCES, EPERM, EROFS, ENOTDIR, EISDIR: "give a directory that you may write"
      default: "look after the disk, then give the same command again"
      }
    return OutputNotWritable(path: path, reason: "\(what): \(String(cString: strerror(number)))", remedy: remedy)
  }
}
