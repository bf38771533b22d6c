// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import orbitshare

/// What `verify` accepts and refuses, through the program.
@Suite struct VerifyTests {
  @Test func theResultIsAccepted() throws {
    let run = try Program.run("verify", try SmallResult.directory())
    #expect(run.status == 0, "\(run.text)")
    #expect(run.error.isEmpty)
    #expect(run.text.contains("rows of the allocation: 270\n"))
    #expect(run.text.hasSuffix("verified: everything that was checked holds\n"))
  }

  @Test func theAnswerAsJSON() throws {
    let run = try Program.run("verify", try SmallResult.directory(), "--json", "-")
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    let answer = try run.json()
    #expect(answer.keys == ["checked", "findings", "schema", "verified"])
    #expect(answer["schema"]?.text == "orbitshare-verification/1")
    #expect(answer["verified"]?.flag == true)
    #expect(answer["findings"]?.elements.isEmpty == true)
    #expect(answer["checked"]?["rows of the allocation"]?.number == 270)
  }

  @Test func aChangedCellIsListed() throws {
    try SmallResult.withCopy { copy in
      let path = copy + "/allocation.csv"
      var lines = try Places.text(path).components(separatedBy: "\n")
      let index = try #require(lines.firstIndex { $0.hasPrefix("first-come,OLD-1,") })
      lines[index] = lines[index].replacingOccurrences(of: "as-filed", with: "moved")
      try Places.write(lines.joined(separator: "\n"), path)
      let run = try Program.run("verify", copy)
      #expect(run.status == 1)
      #expect(run.text.contains("allocation.csv:\(index + 1): first-come: OLD-1: "), "\(run.text)")
      #expect(run.text.contains("NOT verified: "))
      let answer = try Program.run("verify", copy, "--json", "-")
      #expect(answer.status == 1)
      let finding = try #require(try answer.json()["findings"]?.elements.first { $0["line"] != nil })
      #expect(finding["file"]?.text == "allocation.csv")
      #expect(finding["line"]?.number == Double(index + 1))
      #expect(finding["subject"]?.text == "OLD-1")
    }
  }

  @Test func theListCanBeShortened() throws {
    try SmallResult.withCopy { copy in
      let path = copy + "/allocation.csv"
      try Places.write(try Places.text(path).replacingOccurrences(of: ",C,", with: ",Ka,"), path)
      let run = try Program.run("verify", copy, "--most", "3")
      #expect(run.status == 1)
      #expect(run.text.split(separator: "\n").prefix(4).map { $0.hasPrefix("… and ") } == [false, false, false, true])
    }
  }

  @Test(arguments: [
    "allocation.csv", "metrics.csv", "certificate.json", "report.html", "figures/arc-1.svg", "figures/staircase.csv",
    "inputs/import_log.csv", "inputs/organisations.csv",
  ]) func aMissingFileIsTold(name: String) throws {
    try SmallResult.withCopy { copy in
      // The small register was not imported: it has no log, and nothing is missing without one.
      guard Places.exists(copy + "/" + name) else {
        #expect(name.hasSuffix("import_log.csv"))
        return
      }
      try FileManager.default.removeItem(atPath: copy + "/" + name)
      let run = try Program.run("verify", copy)
      let isInput = name.hasPrefix("inputs/")
      #expect((isInput ? [65, 66] : [1]).contains(run.status), "\(name): \(run.status) \(run.text)\(run.error)")
      #expect((run.text + run.error).contains((name as NSString).lastPathComponent))
    }
  }

  @Test(arguments: [
    "results.json", "inputs/scenario.yaml", "inputs/policies/cap.yaml", "inputs/datapackage.json",
  ]) func withoutItNothingCanBeChecked(name: String) throws {
    try SmallResult.withCopy { copy in
      try FileManager.default.removeItem(atPath: copy + "/" + name)
      let run = try Program.run("verify", copy)
      #expect(run.status == 66, "\(name): \(run.text)\(run.error)")
      #expect(run.output.isEmpty)
      #expect(run.error.contains(name))
    }
  }

  @Test func noSuchResult() throws {
    for path in ["/nowhere/at/all", Places.small, Places.root + "/Instances/small"] {
      let run = try Program.run("verify", path)
      #expect(run.status == 66, "\(path): \(run.error)")
      #expect(run.output.isEmpty)
    }
  }

  /// What the report says can't be changed apart from the summary, nor the inputs apart from what follows from them.
  @Test(arguments: [
    ("report.html", "orbitshare"), ("figures/arc-1.svg", "svg"), ("figures/efficiency-fairness.csv", "first-come"),
    ("inputs/scenario.yaml", "synthetic"), ("inputs/policies/cap.yaml", "practice"),
    ("inputs/policies/cap.yaml", "25"), ("inputs/networks.csv", "2010-12-01"),
    ("inputs/administrations.csv", "60000000"),
  ]) func otherFiles(name: String, text: String) throws {
    try SmallResult.withCopy { copy in
      let before = try Places.text(copy + "/" + name)
      var other = text
      other.replaceSubrange(other.startIndex...other.startIndex, with: text.first == "2" ? "1" : "7")
      guard let range = before.range(of: text) else {
        // The word that this case wants to change may have gone from the file: then any other will do.
        try Places.write(before + " ", copy + "/" + name)
        #expect([1, 65].contains(try Program.run("verify", copy).status))
        return
      }
      try Places.write(before.replacingCharacters(in: range, with: other), copy + "/" + name)
      let run = try Program.run("verify", copy)
      #expect(run.status == 1, "\(run.text)\(run.error)")
    }
  }
}
