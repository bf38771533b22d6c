// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Reading of whole files into bytes.
enum InputFile {
  /// The bytes of a file.
  ///
  /// - Parameter path: the path as the user gave it.
  /// - Throws: `InputNotFound` where there is no such file or it can't be read.
  static func bytes(_ path: String) throws(InputNotFound) -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw InputNotFound(path: path, reason: "there is no such file")
    }
    guard !isDirectory.boolValue else { throw InputNotFound(path: path, reason: "it is a directory, not a file") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputNotFound(path: path, reason: "the file can't be read")
    }
    return [UInt8](data)
  }

  /// Whether a path leads to a directory.
  static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  /// The directory that a file is in, as the user would write it; empty for the present directory.
  static func parent(_ path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts == ["", parts.last ?? ""] ? "/" : parts.dropLast().joined(separator: "/")
  }

  /// A path inside a directory, as the user would write it.
  static func path(_ directory: String, _ name: String) -> String {
    if directory.isEmpty || directory == "." { return name }
    return directory.hasSuffix("/") ? directory + name : directory + "/" + name
  }
}
