// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Studies

@Suite struct SlurmScriptsTests {
  private let scripts = SlurmScripts(
    program: "/opt/orbit share/orbitshare", study: "/home/o'neil/study.yaml", directory: "/home/o'neil/out", tasks: 12,
    threads: 4)

  @Test func theShellReadsThem() throws {
    let scratch = try ScratchDirectory()
    for file in scripts.files {
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: scratch(file.name)))
      let shell = try Process.run(URL(fileURLWithPath: "/bin/bash"), arguments: ["-n", scratch(file.name)])
      shell.waitUntilExit()
      #expect(shell.terminationStatus == 0, "\(file.name)")
    }
  }

  @Test func theArrayRunsEveryShardAndTheMergeWaits() throws {
    let texts = Dictionary(uniqueKeysWithValues: scripts.files.map { ($0.name, $0.text) })
    let array = try #require(texts["study.sbatch"])
    #expect(array.contains("#SBATCH --array=1-12\n"))
    #expect(array.contains("#SBATCH --requeue\n"))
    #expect(array.contains(#"study='/home/o'\''neil/study.yaml'"#))
    #expect(try #require(texts["submit.sh"]).contains("--dependency=\"afterok:$array\" --kill-on-invalid-dep=yes"))
  }

  /// A task as Slurm would start it, with a program that only says how it was called.
  @Test func aTaskCallsTheProgramWithItsShard() throws {
    let scratch = try ScratchDirectory()
    let program = scratch("pro gram")
    try Data("#!/bin/bash\nprintf '%s|' \"$@\" >\"\(scratch("called"))\"\nexit 1\n".utf8).write(
      to: URL(fileURLWithPath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let own = SlurmScripts(
      program: program, study: "/s.yaml", directory: scratch("out"), tasks: 3, threads: 2)
    try Data(own.files[0].text.utf8).write(to: URL(fileURLWithPath: scratch("study.sbatch")))
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [scratch("study.sbatch")]
    shell.environment = ["SLURM_ARRAY_TASK_ID": "2", "PATH": "/usr/bin:/bin"]
    try shell.run()
    shell.waitUntilExit()
    // Failed runs are no fault of the task.
    #expect(shell.terminationStatus == 0)
    var called = try String(contentsOfFile: scratch("called"), encoding: .utf8)
    #expect(called == "batch|/s.yaml|--out|\(scratch("out"))/shards/2|--shard|2/3|--threads|2|")
    // Nor of the merge: its report lists them.
    try Data(own.files[1].text.utf8).write(to: URL(fileURLWithPath: scratch("merge.sbatch")))
    let merge = try Process.run(URL(fileURLWithPath: "/bin/bash"), arguments: [scratch("merge.sbatch")])
    merge.waitUntilExit()
    #expect(merge.terminationStatus == 0)
    called = try String(contentsOfFile: scratch("called"), encoding: .utf8)
    let shards = (1...3).map { scratch("out/shards/\($0)|") }.joined()
    #expect(called == "merge|\(shards)--out|\(scratch("out"))|--study|/s.yaml|")
  }
}
