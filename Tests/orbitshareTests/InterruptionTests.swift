// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Ctrl-C on long work.
@Suite struct InterruptionTests {
  /// The comparison over the whole register takes long enough to be stopped in the middle.
  @Test func compareStopsCleanly() throws {
    try Places.withTemporaryDirectory { directory in
      let streams = directory + "/streams"
      let place = directory + "/place"
      for path in [streams, place] {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      let process = try Program.start(
        [
          "compare", Places.root + "/Instances/register-2023/scenario.yaml", "--out", place + "/out", "--threads", "2",
          "--policy", "leximin", "--policy", "max-min",
        ], streams: streams)
      Thread.sleep(forTimeInterval: 3)
      #expect(process.isRunning)
      let start = ContinuousClock.now
      process.interrupt()
      process.waitUntilExit()
      // A second or so on a quiet machine; the test leaves room for a busy one.
      #expect(ContinuousClock.now - start < .seconds(30))
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == 75)
      #expect(try Places.bytes(streams + "/output").isEmpty)
      let message = try Places.text(streams + "/error")
      #expect(message.contains("nothing was written"), "\(message)")
      #expect(message.split(separator: "\n").count == 1, "\(message)")
      #expect(try Places.names(place) == [])
    }
  }

  /// A search that is stopped shows and writes what it has.
  @Test func manipulateKeepsWhatIsFinished() throws {
    try Places.withTemporaryDirectory { directory in
      let streams = directory + "/streams"
      try FileManager.default.createDirectory(atPath: streams, withIntermediateDirectories: true)
      let process = try Program.start(
        [
          "manipulate", Places.root + "/Instances/register-2023/scenario.yaml", "--policy", "first-come",
          "--administration", "USA", "--budget", "100000", "--threads", "2", "--out", directory + "/out",
        ], streams: streams)
      Thread.sleep(forTimeInterval: 5)
      #expect(process.isRunning)
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == 75)
      #expect(try Places.text(streams + "/output").contains("stopped before the end"))
      #expect(try Places.text(streams + "/error").isEmpty)
      let written = try JSON(try Places.bytes(directory + "/out/manipulation.json"))
      #expect(written["interrupted"]?.flag == true)
    }
  }
}
