// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Reporting

@Suite("The result directory")
struct ResultDirectoryTests {
  private let files = [
    ResultFile(path: "results.json", text: "{}\n"), ResultFile(path: "figures/a.svg", text: "<svg/>"),
  ]

  /// Runs a test in a directory of its own.
  private func withScratch(_ body: (URL) throws -> Void) throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("orbitshare-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    try body(scratch)
  }

  private func entries(_ directory: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
  }

  @Test("all files are written, and nothing else is left")
  func whole() throws {
    try withScratch { scratch in
      let out = scratch.appendingPathComponent("deep/out")
      try ResultDirectory.prepare(out: out.path).write(files)
      #expect(try entries(out) == ["figures", "results.json"])
      #expect(try String(contentsOf: out.appendingPathComponent("figures/a.svg"), encoding: .utf8) == "<svg/>")
      #expect(try entries(scratch.appendingPathComponent("deep")) == ["out"])
    }
  }

  @Test("preparing leaves nothing behind")
  func prepare() throws {
    try withScratch { scratch in
      _ = try ResultDirectory.prepare(out: scratch.appendingPathComponent("a/b/out").path)
      #expect(try entries(scratch).isEmpty)
    }
  }

  @Test("an empty directory is taken, one with something in it is refused")
  func existing() throws {
    try withScratch { scratch in
      let out = scratch.appendingPathComponent("out")
      try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
      try ResultDirectory.prepare(out: out.path + "/").write(files)
      #expect(try entries(out).count == 2)
      let error = #expect(throws: OutputNotWritable.self) { try ResultDirectory.prepare(out: out.path) }
      #expect(error?.reason == "it exists and isn't empty")
    }
  }

  @Test("a directory that fills up in the meantime is refused and left as it is")
  func filledMeanwhile() throws {
    try withScratch { scratch in
      let out = scratch.appendingPathComponent("out")
      let directory = try ResultDirectory.prepare(out: out.path)
      try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
      try Data("x".utf8).write(to: out.appendingPathComponent("mine"))
      #expect(throws: OutputNotWritable.self) { try directory.write(files) }
      #expect(try entries(out) == ["mine"])
      #expect(try entries(scratch) == ["out"])
    }
  }

  @Test("a file in the way, a parent that is a file, and no path at all are refused")
  func inTheWay() throws {
    try withScratch { scratch in
      let file = scratch.appendingPathComponent("file")
      try Data("x".utf8).write(to: file)
      #expect(throws: OutputNotWritable.self) { try ResultDirectory.prepare(out: file.path) }
      #expect(throws: OutputNotWritable.self) { try ResultDirectory.prepare(out: file.path + "/out") }
      #expect(throws: OutputNotWritable.self) { try ResultDirectory.prepare(out: "") }
      #expect(try entries(scratch) == ["file"])
    }
  }

  @Test("names that leave the directory or occur twice write nothing", arguments: ["../x", "/x", "a//b", "", "a/."])
  func names(_ path: String) throws {
    try withScratch { scratch in
      let directory = try ResultDirectory.prepare(out: scratch.appendingPathComponent("out").path)
      #expect(throws: OutputNotWritable.self) { try directory.write(files + [ResultFile(path: path, text: "")]) }
      #expect(throws: OutputNotWritable.self) { try directory.write(files + files) }
      #expect(try entries(scratch).isEmpty)
    }
  }

  @Test("a failure half-way leaves nothing")
  func halfWay() throws {
    try withScratch { scratch in
      let directory = try ResultDirectory.prepare(out: scratch.appendingPathComponent("out").path)
      let clash = [ResultFile(path: "a", text: ""), ResultFile(path: "a/b", text: "")]
      #expect(throws: OutputNotWritable.self) { try directory.write(clash) }
      #expect(try entries(scratch).isEmpty)
    }
  }

  @Test("the files of a report come in a fixed order, each once")
  func reportFiles() throws {
    let files = try Report(document: Fixture.small.document).files(allocation: AllocationTable(rows: []))
    #expect(files.prefix(4).map(\.path) == ["results.json", "allocation.csv", "metrics.csv", "report.html"])
    #expect(Set(files.map(\.path)).count == files.count)
    #expect(files.contains { $0.path == "figures/lorenz-member-states-equal.svg" })
  }
}
