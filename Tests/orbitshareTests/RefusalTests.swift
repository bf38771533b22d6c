// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// What is refused, with which exit code, and that nothing is written then.
@Suite struct RefusalTests {
  @Test func anOutputThatExistsIsLeftAlone() throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/out"
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      try Places.write("mine", out + "/notes.txt")
      let run = try Program.run("compare", Places.small, "--policy", "cap", "--out", out)
      #expect(run.status == 73)
      #expect(run.output.isEmpty)
      #expect(run.error.contains(out))
      #expect(try Places.names(directory) == ["out"])
      #expect(try Places.names(out) == ["notes.txt"])
      #expect(try Places.text(out + "/notes.txt") == "mine")
      let file = try Program.run("compare", Places.small, "--policy", "cap", "--out", out + "/notes.txt")
      #expect(file.status == 73)
      #expect(try Places.text(out + "/notes.txt") == "mine")
    }
  }

  @Test func anOutputThatCannotBeWritten() throws {
    for out in ["/proc/orbitshare/out", "/dev/null/out"] {
      let run = try Program.run("compare", Places.small, "--policy", "cap", "--out", out)
      #expect(run.status == 73, "\(out): \(run.error)")
      #expect(run.output.isEmpty)
    }
  }

  /// A full disk behind standard output is told, and is no crash.
  @Test(
    .enabled(if: Places.exists("/dev/full")),
    arguments: [
      ["validate", "Instances/small"], ["validate", "Instances/small", "--json", "-"], ["import", "--help"],
    ]) func anAnswerThatCannotBeWritten(arguments: [String]) throws
  {
    try Places.withTemporaryDirectory { directory in
      let process = try Program.start(arguments, streams: directory, output: "/dev/full")
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      // Help is written by the argument parser, which doesn't look.
      #expect(process.terminationStatus == (arguments.contains("--help") ? 0 : 73))
    }
  }

  @Test func anEmptyDirectoryIsFilled() throws {
    try Places.withTemporaryDirectory { directory in
      let run = try Program.run("compare", Places.small, "--policy", "cap", "--out", directory)
      #expect(run.status == 0, "\(run.error)")
      #expect(Places.exists(directory + "/results.json"))
    }
  }

  @Test func missingInputs() throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/out"
      let scenario = try Program.run("compare", directory + "/none.yaml", "--out", out)
      #expect(scenario.status == 66)
      #expect(scenario.error.contains("none.yaml"))
      let policy = try Program.run("compare", Places.small, "--policy", "no-such-policy", "--out", out)
      #expect(policy.status == 66)
      #expect(policy.error.contains("no-such-policy.yaml"))
      try Places.write(
        try Places.text(Places.small).replacingOccurrences(of: "register: .", with: "register: nowhere"),
        directory + "/scenario.yaml")
      let register = try Program.run(
        "compare", directory + "/scenario.yaml", "--policy", Places.root + "/Instances/policies/cap.yaml", "--out", out)
      #expect(register.status == 66, "\(register.error)")
      #expect(!Places.exists(out))
    }
  }

  @Test func aBadScenarioIsRefusedWithEveryFault() throws {
    try Places.withTemporaryDirectory { directory in
      let text = try Places.text(Places.small)
        .replacingOccurrences(of: "grid_degrees: 0.5", with: "grid_degrees: 0.7")
        .replacingOccurrences(of: "holding: channels", with: "holding: chanels")
        .replacingOccurrences(of: "register: .", with: "register: \(Places.root)/Instances/small")
      let path = directory + "/scenario.yaml"
      try Places.write(text, path)
      let run = try Program.run("compare", path, "--policy", "cap", "--out", directory + "/out")
      #expect(run.status == 65)
      #expect(run.output.isEmpty)
      let lines = run.error.split(separator: "\n")
      #expect(lines.count == 2, "\(run.error)")
      for (line, key) in zip(lines, ["grid_degrees", "holding"]) {
        let number = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix(key) }
        #expect(line.hasPrefix("\(path):\(try #require(number) + 1): \(key): "), "\(line)")
        #expect(line.contains(";"))
      }
      #expect(try Places.names(directory) == ["scenario.yaml"])
    }
  }

  /// Faults of the register and of policies are told together, before anything is worked out.
  @Test func faultsOfSeveralFilesAreToldTogether() throws {
    try Places.withTemporaryDirectory { directory in
      let register = Places.root + "/Instances/malformed/registers/network-twice"
      let text = try Places.text(Places.small).replacingOccurrences(of: "register: .", with: "register: \(register)")
      try Places.write(text, directory + "/scenario.yaml")
      try Places.write("orbitshare: policy/1\nname: nothing\nstages: []\n", directory + "/nothing.yaml")
      let run = try Program.run(
        "compare", directory + "/scenario.yaml", "--policy", directory + "/nothing.yaml", "--out", directory + "/out")
      #expect(run.status == 65)
      #expect(run.error.contains("networks.csv:4:"))
      #expect(run.error.contains("nothing.yaml:3:"))
      #expect(!Places.exists(directory + "/out"))
    }
  }

  @Test(arguments: [
    ["compare"], ["compare", "scenario.yaml"], ["compare", "--out", "x"], ["fly"],
    ["compare", "a.yaml", "--out", "x", "--threads", "0"], ["compare", "a.yaml", "--out", "x", "--threads", "many"],
    ["compare", "a.yaml", "--out", "x", "--seed", "-1"], ["compare", "a.yaml", "--out", "x", "--node-limit", "0"],
    ["compare", "a.yaml", "--out", "x", "--json", "file"], ["compare", "a.yaml", "b.yaml", "--out", "x"],
    ["compare", "a.yaml", "--out", "x", "--polcy", "cap"], ["verify"], ["verify", "a", "--json", "b"],
    ["verify", "a", "--most", "-1"], ["validate"], ["metrics"], ["solve"], ["solve", "a.lp", "--time-limit", "0"],
    ["solve", "a.lp", "--node-limit", "-3"], ["import", "srs"], ["import", "space-network-list", "a"],
    ["import", "space-network-list", "a", "--out", "b", "--snapshot", "September"],
  ]) func usage(arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.status == 64, "\(arguments): \(run.error)")
    #expect(run.output.isEmpty)
    #expect(!run.error.isEmpty)
  }

  @Test(arguments: [
    [], ["compare"], ["verify"], ["validate"], ["import"], ["import", "space-network-list"], ["metrics"], ["solve"],
  ]) func help(command: [String]) throws {
    let run = try Program.run(command + ["--help"])
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    #expect(run.text.contains("USAGE: " + (["orbitshare"] + command).joined(separator: " ")))
    // Every line of help fits a terminal of 80 columns, save the line of usage.
    for line in run.text.split(separator: "\n") where !line.hasPrefix("USAGE") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func version() throws {
    let run = try Program.run("--version")
    #expect(run.status == 0)
    #expect(run.text == "0.1.0\n")
  }

  @Test func noCommandShowsHelp() throws {
    let run = try Program.run()
    #expect(run.status == 0 || run.status == 64)
    #expect((run.text + run.error).contains("SUBCOMMANDS"))
  }
}
