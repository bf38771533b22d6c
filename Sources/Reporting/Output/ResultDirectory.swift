// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// A file of a result directory.
public struct ResultFile: Hashable, Sendable {
  /// The path inside the directory, with `/` between its parts.
  public var path: String
  /// The bytes.
  public var bytes: [UInt8]

  /// Makes a file of its bytes.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Makes a file of text in UTF-8.
  public init(path: String, text: String) {
    self.init(path: path, bytes: [UInt8](text.utf8))
  }
}

/// A result directory that is written whole or not at all.
///
/// The files go into a hidden directory beside the output, which takes the output's name once all of them are there. So
/// a run that fails or is stopped never leaves half a result behind under the name that was asked for.
public struct ResultDirectory: Sendable {
  /// The path as the user gave it.
  public let path: String
  private let target: URL

  private init(path: String, target: URL) {
    self.path = path
    self.target = target
  }

  /// Checks that a result can be written, before a long computation; nothing is left behind.
  ///
  /// - Parameter out: the directory to write; it must not exist, or be empty.
  public static func prepare(out: String) throws(OutputNotWritable) -> ResultDirectory {
    guard !out.isEmpty else {
      throw OutputNotWritable(path: out, reason: "the path is empty", remedy: "give the path of a new directory")
    }
    let directory = ResultDirectory(path: out, target: URL(fileURLWithPath: out).standardizedFileURL)
    try directory.checkTarget()
    let probe = directory.nearestExistingAncestor.appendingPathComponent(directory.temporaryName)
    try directory.attempt("no directory can be made in \(directory.nearestExistingAncestor.path)") {
      try FileManager.default.createDirectory(at: probe, withIntermediateDirectories: false)
      try FileManager.default.removeItem(at: probe)
    }
    return directory
  }

  /// Writes all files, or none.
  ///
  /// - Parameter files: the files in the order in which they are written; paths inside the directory, each once.
  public func write(_ files: [ResultFile]) throws(OutputNotWritable) {
    try checkTarget()
    try check(files)
    let parent = target.deletingLastPathComponent()
    let temporary = parent.appendingPathComponent(temporaryName)
    do throws(OutputNotWritable) {
      try fill(temporary, with: files)
      // A rename over an empty directory is allowed and leaves no moment without one.
      guard rename(temporary.path, target.path) == 0 else {
        throw OutputNotWritable(
          path: path, reason: "the finished result can't take this name: \(String(cString: strerror(errno)))",
          remedy: "give the path of a new directory")
      }
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw error
    }
  }

  private func fill(_ temporary: URL, with files: [ResultFile]) throws(OutputNotWritable) {
    try attempt("the files can't be written") {
      try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
      for file in files {
        let url = temporary.appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url)
      }
    }
  }

  // MARK: - Checks

  /// The output must not exist, or be an empty directory.
  private func checkTarget() throws(OutputNotWritable) {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: target.path, isDirectory: &isDirectory) else { return }
    guard isDirectory.boolValue else {
      throw OutputNotWritable(
        path: path, reason: "it exists and is a file", remedy: "give the path of a new directory")
    }
    let entries = try attempt("it exists and can't be read") {
      try FileManager.default.contentsOfDirectory(atPath: target.path)
    }
    guard entries.isEmpty else {
      throw OutputNotWritable(
        path: path, reason: "it exists and isn't empty", remedy: "give the path of a new directory, or empty this one")
    }
  }

  /// Paths stay inside the directory and differ.
  private func check(_ files: [ResultFile]) throws(OutputNotWritable) {
    var seen: Set<String> = []
    for file in files {
      let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
      let isInside = !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
      guard isInside, seen.insert(file.path).inserted else {
        throw OutputNotWritable(
          path: path + "/" + file.path, reason: "the name leaves the directory or occurs twice",
          remedy: "give every file a name of its own inside the directory")
      }
    }
  }

  private var nearestExistingAncestor: URL {
    var url = target.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: url.path), url.path != "/" { url = url.deletingLastPathComponent() }
    return url
  }

  private var temporaryName: String {
    ".\(target.lastPathComponent).unfinished-\(UUID().uuidString)"
  }

  /// Turns an error of the file system into one that names the output and a remedy.
  private func attempt<Result>(_ reason: String, _ body: () throws -> Result) throws(OutputNotWritable) -> Result {
    do {
      return try body()
    } catch {
      throw OutputNotWritable(
        path: path, reason: reason, remedy: "give a path in a directory that you may write, on a disk with room")
    }
  }
}
