// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The program as it was built beside the tests.
struct Program {
  /// What one run of the program came to.
  struct Run {
    var status: Int32
    var output: [UInt8]
    var error: String

    var text: String { String(decoding: output, as: UTF8.self) }

    /// The answer as JSON.
    func json() throws -> JSON { try JSON(output) }
  }

  struct NotBuilt: Error, CustomStringConvertible {
    let description = "no program `orbitshare` beside the tests; build the whole package first"
  }

  /// Where the program is: beside the test bundle, in the directory that the build made.
  static func path() throws -> String {
    let bundles = Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }.map(\.bundleURL)
    let places = bundles + [Bundle.main.bundleURL, Bundle.main.executableURL].compactMap { $0 }
    for place in places {
      for directory in [place, place.deletingLastPathComponent()] {
        let program = directory.appendingPathComponent("orbitshare").path
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: program, isDirectory: &isDirectory), !isDirectory.boolValue {
          return program
        }
      }
    }
    throw NotBuilt()
  }

  /// Starts the program; its streams go to files in a directory.
  static func start(
    _ arguments: [String], streams directory: String, at place: String? = nil, output: String? = nil
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path())
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: place ?? Places.root)
    process.standardInput = FileHandle.nullDevice
    for name in ["output", "error"] {
      _ = FileManager.default.createFile(atPath: directory + "/" + name, contents: nil)
    }
    process.standardOutput = FileHandle(forWritingAtPath: output ?? directory + "/output")
    process.standardError = FileHandle(forWritingAtPath: directory + "/error")
    try process.run()
    return process
  }

  /// Runs the program to its end, in the package's root directory unless told otherwise.
  static func run(_ arguments: [String], at place: String? = nil) throws -> Run {
    try Places.withTemporaryDirectory { directory in
      let process = try start(arguments, streams: directory, at: place)
      process.waitUntilExit()
      let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
      return Run(
        status: status, output: try Places.bytes(directory + "/output"), error: try Places.text(directory + "/error"))
    }
  }

  static func run(_ arguments: String...) throws -> Run { try run(arguments) }
}
