// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `batch` and `merge` on a study of the small scenario, from the file to the export.
@Suite struct BatchTests {
  /// Writes the study with its own copies of the policies, so that one of them can be changed.
  private func study(_ directory: String, name: String = "tiny", seeds: Int = 3) throws -> String {
    for policy in ["first-come", "leximin"] where !Places.exists("\(directory)/\(policy).yaml") {
      try Places.write(
        Places.text("\(Places.root)/Instances/policies/\(policy).yaml"), "\(directory)/\(policy).yaml")
    }
    let path = "\(directory)/\(name).yaml"
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
            - { parameter: scenario.flexibility_degrees, values: [0, 1] }
          seeds: { from: 1, count: \(seeds) }
      keep: { allocations: true, certificates: claims }

      """, path)
    return path
  }

  @Test func shardsInAnyOrderAreTheWholeStudy() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory)
      let whole = try Program.run("batch", study, "--out", directory + "/whole", "--threads", "1")
      #expect(whole.status == 0, "\(whole.error)")
      #expect(whole.text.hasPrefix("tiny: 12 runs done, 0 failed\n"))
      for shard in 1...3 {
        let part = try Program.run("batch", study, "--out", "\(directory)/part-\(shard)", "--shard", "\(shard)/3")
        #expect(part.status == 0, "\(part.error)")
        #expect(!Places.exists("\(directory)/part-\(shard)/export"))
      }
      let parts = [3, 1, 2].map { "\(directory)/part-\($0)" }
      let missing = try Program.run(["merge"] + parts[..<2] + ["--out", directory + "/joined"])
      #expect(missing.status == 1)
      #expect(missing.error.contains("shard 2/3 is missing"))
      #expect(!Places.exists(directory + "/joined"))
      let joined = try Program.run(["merge"] + parts + ["--out", directory + "/joined"])
      #expect(joined.status == 0, "\(joined.error)")
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

  @Test func ctrlCKeepsWhatIsFinished() throws {
    try Places.withTemporaryDirectory { directory in
      let study = try study(directory, seeds: 400)
      let process = try Program.start(
        ["batch", study, "--out", directory + "/out", "--threads", "1"], streams: directory)
      // Once some runs are there.
      for _ in 0..<600 where !Places.exists(directory + "/out/study.sqlite-wal") { Thread.sleep(forTimeInterval: 0.05) }
      Thread.sleep(forTimeInterval: 1)
      process.interrupt()
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
  ])
  func faultyOptions(options: [String]) throws {
    try Places.withTemporaryDirectory { directory in
      let run = try Program.run(["batch", try study(directory), "--out", directory + "/out"] + options)
      #expect(run.status == 64)
      #expect(!Places.exists(directory + "/out"))
    }
  }
}
