// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `batch` and `merge` on a study of the small scenario, from the file to the export.
@Suite struct BatchTests {
  /// Writes the study with its own copies of the policies, so that one of them can be changed.
  private func study(
    _ directory: String, name: String = "tiny", seeds: Int = 3,
    factor: String = "scenario.flexibility_degrees, values: [0, 1]",
    file: String? = nil
  ) throws -> String {
    for policy in ["first-come", "leximin"] where !Places.exists("\(directory)/\(policy).yaml") {
      try Places.write(
        Places.text("\(Places.root)/Instances/policies/\(policy).yaml"), "\(directory)/\(policy).yaml")
    }
    let path = "\(directory)/\(file ?? name).yaml"
    try Places.write(
      """
      orbitshare: study/1
      name: \(name)
      scenarios:
        small: \(Places.small)
      grids:
        - name: early
          policies: [first-come.yaml, leximin.yaml]
          factors:
            - { parameter: \(factor) }
          seeds: { from: 1, count: \(seeds) }
      keep: { allocations: true, certificates: claims }

      """, path)
    return path
  }

  @Test func shardsInAnyOrderAreTheWholeStudy() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory)
      // In the folder itself, and by names as short as can be.
      let whole = try Program.run(["batch", "tiny.yaml", "--out", "w", "--threads", "1"], at: directory)
      try FileManager.default.moveItem(atPath: directory + "/w", toPath: directory + "/whole")
      #expect(whole.status == 0, "\(whole.error)")
      #expect(whole.text.hasPrefix("tiny: 12 runs done, 0 failed\n"))
      for shard in 1...3 {
        let part = try Program.run("batch", study, "--out", "\(directory)/part-\(shard)", "--shard", "\(shard)/3")
        #expect(part.status == 0, "\(part.error)")
        #expect(!Places.exists("\(directory)/part-\(shard)/export"))
      }
      let parts = [3, 1, 2].map { "\(directory)/part-\($0)" }
      let missing = try Program.run(["merge"] + parts[..<2] + ["--out", directory + "/joined"])
      #expect(missing.status == 65)
      #expect(missing.error.contains("shard 2/3 is missing"))
      #expect(!Places.exists(directory + "/joined"))
      // With the file of another study, or with the same after a change, nothing is written.
      let changed = try self.study(directory, seeds: 4, file: "changed")
      for stranger in [try self.study(directory, name: "stranger"), changed] {
        let refused = try Program.run(["merge"] + parts + ["--out", directory + "/joined", "--study", stranger])
        #expect(refused.status == 65)
        #expect(refused.error.hasPrefix(stranger + ": "), "\(refused.error)")
        #expect(!Places.exists(directory + "/joined"))
      }
      let joined = try Program.run(["merge"] + parts + ["--out", directory + "/joined", "--study", study])
      #expect(joined.status == 0, "\(joined.error)")
      #expect(try Places.bytes(directory + "/joined/report.html") == Places.bytes(directory + "/whole/report.html"))
      #expect(try Places.files(directory + "/joined/export") == Places.files(directory + "/whole/export"))
      let other = try self.study(directory, name: "other")
      _ = try Program.run("batch", other, "--out", directory + "/other", "--shard", "2/3")
      let mixed = try Program.run(["merge"] + parts[..<2] + [directory + "/other", "--out", directory + "/mixed"])
      #expect(mixed.status == 65)
      #expect(mixed.error.contains("`other`") && mixed.error.contains("`tiny`"))
    }
  }

  @Test func aChangedPolicyFileIsAllThatIsRunAgain() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory)
      let out = directory + "/out"
      let nothing = try Program.run("batch", study, "--out", out, "--resume")
      #expect(nothing.status == 65)
      #expect(!Places.exists(out))
      let before = try Program.run("batch", study, "--out", out, "--dry-run", "--json", "-").json()
      #expect(before["left"]?.number == 12)
      #expect(!Places.exists(out))
      #expect(try Program.run("batch", study, "--out", out).status == 0)
      let again = try Program.run("batch", study, "--out", out, "--resume", "--json", "-").json()
      #expect(again["done"]?.number == 0)
      #expect(again["finished_before"]?.number == 12)
      try Places.write(Places.text(directory + "/leximin.yaml") + "# changed\n", directory + "/leximin.yaml")
      let reasons = try Program.run("batch", study, "--out", out, "--explain-plan").text.split(separator: "\n")
      #expect(reasons.filter { $0.hasSuffix("run: changed since: the policy's file") }.count == 6)
      #expect(reasons.filter { $0.hasSuffix("not run: finished") }.count == 6)
      let third = try Program.run("batch", study, "--out", out, "--json", "-").json()
      #expect(third["done"]?.number == 6)
      let other = try Program.run("batch", try self.study(directory, name: "other"), "--out", out)
      #expect(other.status == 65)
      #expect(other.error.contains("belongs to the study `tiny`, not to `other`"))
    }
  }

  @Test func oneRunAgainIsVerified() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory, seeds: 1)
      let lines = try Program.run("batch", study, "--out", directory + "/out", "--explain-plan").text.split(
        separator: "\n")
      let identity = try #require(lines.last?.split(separator: "\t")[1])
      let again = try Program.run("batch", study, "--out", directory + "/again", "--only", String(identity))
      #expect(again.status == 0, "\(again.error)")
      #expect(try Program.run("verify", directory + "/again").status == 0)
      let unknown = try Program.run(
        "batch", study, "--out", directory + "/unknown", "--only", String(repeating: "0", count: 32))
      #expect(unknown.status == 65)
    }
  }

  /// A sample of more networks than there are: its runs fail, which is recorded with the file that asks for it; the rest is joined.
  @Test func runsThatFailAreTold() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory, seeds: 1, factor: "register.sample, values: [20, 1000]")
      let whole = try Program.run("batch", study, "--out", directory + "/whole")
      #expect(whole.status == 1)
      let failures = try Places.text(directory + "/whole/export/failures.csv")
      #expect(failures.contains("tiny.yaml:9: register.sample: a sample of 1000 is wanted"), "\(failures)")
      for shard in 1...2 {
        let part = try Program.run("batch", study, "--out", "\(directory)/\(shard)", "--shard", "\(shard)/2")
        #expect(part.status == (shard == 1 ? 0 : 1), "\(part.error)")
      }
      let joined = try Program.run(
        "merge", directory + "/1", directory + "/2", "--out", directory + "/joined", "--study", study, "--json", "-")
      #expect(joined.status == 1)
      #expect(try joined.json()["failed"]?.number == 2)
      #expect(try Places.files(directory + "/joined/export") == Places.files(directory + "/whole/export"))
    }
  }

  /// SIGKILL at moments of the whole course, each followed by the same command: the outcome is that of a study left alone.
  @Test func killedAndContinued() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory, seeds: 6)
      let start = ContinuousClock.now
      #expect(try Program.run("batch", study, "--out", directory + "/whole").status == 0)
      let seconds = (ContinuousClock.now - start) / Duration.seconds(1)
      var expected = try Places.files(directory + "/whole")
      expected["study.sqlite"] = nil
      expected[".lock"] = nil
      var kills = 0
      for moment in 1...10 {
        let process = try Program.start(["batch", study, "--out", directory + "/out"], streams: directory)
        // Later and later, for every start is quicker by what was done before.
        Thread.sleep(forTimeInterval: seconds * 0.1 * Double(moment % 5 + 1))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        kills += process.terminationReason == .uncaughtSignal ? 1 : 0
      }
      #expect(kills > 0)
      #expect(try Program.run("batch", study, "--out", directory + "/out").status == 0)
      for (path, bytes) in expected { #expect(try Places.bytes("\(directory)/out/\(path)") == bytes, "\(path)") }
      #expect(try Places.names(directory + "/out") == Places.names(directory + "/whole"))
    }
  }

  /// A limit on the size of files is an error with a message, and what was written stays.
  @Test func aLimitOnTheSizeOfFilesIsTold() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory, seeds: 10)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      let program = try Program.path()
      process.arguments = [
        "-c", "ulimit -f 200; exec \"$0\" batch \"$1\" --out \"$2\"", program, study, directory + "/out",
      ]
      process.standardOutput = FileHandle.nullDevice
      let error = Pipe()
      process.standardError = error
      try process.run()
      let message = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == 73)
      // After lines of progress.
      #expect(message.split(separator: "\n").last?.hasPrefix(directory + "/out/") == true, "\(message)")
      let rest = try Program.run("batch", study, "--out", directory + "/out")
      #expect(rest.status == 0, "\(rest.error)")
    }
  }

  /// The scripts of an array: as many tasks as there are worlds at most, and of one number in a directory.
  @Test func arraysThatCannotBe() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory)
      let out = directory + "/out"
      #expect(try Program.run("batch", study, "--out", out, "--slurm", "--tasks", "7").status == 64)
      #expect(!Places.exists(out))
      #expect(try Program.run("batch", study, "--out", out, "--slurm").status == 0)
      #expect(try Places.text(out + "/slurm/study.sbatch").contains("--array=1-6\n"))
      #expect(try Program.run("batch", study, "--out", out + "/shards/1", "--shard", "1/3").status == 0)
      let other = try Program.run("batch", study, "--out", out, "--slurm", "--tasks", "5")
      #expect(other.status == 65)
      #expect(other.error.contains("give --tasks 3"), "\(other.error)")
      #expect(try Program.run("batch", study, "--out", out, "--slurm", "--tasks", "3").status == 0)
      try Places.write("", directory + "/thesis.tex")
      #expect(try Program.run("batch", study, "--out", directory, "--slurm").status == 65)
      #expect(try Program.run("batch", study, "--out", directory, "--dry-run").status == 65)
      #expect(try Program.run("batch", study, "--out", directory + "/new", "--dry-run", "--resume").status == 65)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalKeepsWhatIsFinished(number: Int32) throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory, seeds: 400)
      let process = try Program.start(
        ["batch", study, "--out", directory + "/out", "--threads", "1"], streams: directory)
      // Once some runs are there.
      for _ in 0..<600 where !Places.exists(directory + "/out/study.sqlite-wal") { Thread.sleep(forTimeInterval: 0.05) }
      Thread.sleep(forTimeInterval: 1)
      kill(process.processIdentifier, number)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == 75)
      let left = try Program.run("batch", study, "--out", directory + "/out", "--dry-run", "--json", "-").json()
      let finished = try #require(left["finished"]?.number)
      #expect(finished > 0)
      #expect(left["left"]?.number == 1_600 - finished)
    }
  }

  @Test(arguments: [
    ["--shard", "4/3"], ["--threads", "0"], ["--only", "12"], ["--tasks", "3"], ["--dry-run", "--slurm"],
    ["--slurm", "--json", "-"], ["--slurm", "--shard", "1/2"], ["--slurm", "--resume"],
    ["--only", "6c62272e07bb014262b821756295c58d", "--shard", "1/2"],
    ["--only", "6c62272e07bb014262b821756295c58d", "--resume"],
  ])
  func faultyOptions(options: [String]) throws {
    try Places.withTemporaryDirectory { directory in
      let run = try Program.run(["batch", try study(directory), "--out", directory + "/out"] + options)
      #expect(run.status == 64)
      #expect(!Places.exists(directory + "/out"))
    }
  }
}
