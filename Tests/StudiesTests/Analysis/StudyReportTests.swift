// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reporting
import Testing

@testable import Studies

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The report of the study whose numbers are known.
@Suite("The report of a study")
struct StudyReportTests {
  private func files() throws -> [ResultFile] {
    let study = AnalysisFixture.study()
    var analysis = StudyAnalysis(study: study, planned: [240, 200], families: AnalysisFixture.families)
    for (run, values) in AnalysisFixture.causes(study) + AnalysisFixture.drawn(study) {
      if run.grid == 0, run.point == 3, run.seed == 5, run.policy == "leximin" {
        analysis.add(run, failure: RunFailure(kind: .badInput, message: "channels < 1 & \"none\""))
      } else {
        // One run with a single channel is far from all others.
        let isFar = run.grid == 0 && run.point == 1 && run.seed == 7 && run.policy == "leximin"
        analysis.add(run, values: isFar ? [values[0], 1, values[2]] : values)
      }
    }
    let program = ResultsDocument.Program(name: "orbitshare", version: "0.1.0")
    let files = try StudyReport(results: analysis.results(program: program)).files()
    // Where a person wants to look at it.
    if let directory = ProcessInfo.processInfo.environment["ORBITSHARE_KEEP_REPORT"] {
      for file in files {
        let url = URL(fileURLWithPath: directory).appendingPathComponent(file.path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url)
      }
    }
    return files
  }

  private func text(_ files: [ResultFile], _ path: String) throws -> String {
    String(decoding: try #require(files.first { $0.path == path }).bytes, as: UTF8.self)
  }

  @Test("Page and drawings are well formed, nothing is fetched, and every drawing has its table")
  func wellFormed() throws {
    let files = try files()
    let html = try text(files, "report.html")
    #expect(XMLParser(data: Data(html.utf8)).parse())
    #expect(!html.contains("src=") && !html.contains("<link") && !html.contains("@import"))
    let drawings = files.filter { $0.path.hasSuffix(".svg") }
    #expect(drawings.count >= 12)
    for drawing in drawings {
      #expect(XMLParser(data: Data(drawing.bytes)).parse())
      let table = try text(files, drawing.path.replacingOccurrences(of: ".svg", with: ".csv"))
      #expect(table.split(separator: "\n").count > 1)
    }
    #expect(Set(files.map(\.path)).count == files.count)
  }

  @Test("The answer comes first, with the numbers and their intervals")
  func answer() throws {
    let html = try text(try files(), "report.html")
    #expect(html.contains("is 0.8000 ["))
    #expect(html.contains("Of this 0.3500 [0.3500, 0.3500] (43."))
    #expect(html.contains("lower under leximin by 0.1000 [0.1000, 0.1000] (in 79 of 79 worlds"))
    let answer = try #require(html.range(of: "id=\"answer\""))
    let figure = try #require(html.range(of: "<figure"))
    #expect(answer.lowerBound < figure.lowerBound)
  }

  @Test("Names and messages that look like markup stay text")
  func escaping() throws {
    let html = try text(try files(), "report.html")
    #expect(!html.contains("<lots>") && !html.contains("<numbers>"))
    #expect(html.contains("&lt;lots&gt;") && html.contains("channels &lt; 1 &amp;"))
  }

  @Test("Methods give the study's own numbers; the entry for BibTeX escapes what TeX would read")
  func methods() throws {
    let html = try text(try files(), "report.html")
    #expect(html.contains("440 planned runs in 2 grids, of which 439 gave a result and 1 failed"))
    #expect(html.contains("Grid causes: 1 run failed."))
    #expect(html.contains("from 400 resamples of seeds or drawn points"))
    #expect(html.contains("a Latin hypercube of scenario.strong (0 to 1) and scenario.idle (0 to 1)"))
    #expect(html.contains("3 primary comparisons"))
    #expect(html.contains("Version 0.1.0, GPL-3.0-or-later; study fixture"))
    // The run that failed and the one that is far, with the command that repeats each.
    #expect(html.contains("Runs far from the others") && html.contains("Runs without a result"))
    #expect(html.components(separatedBy: "orbitshare batch fixture.yaml --only ").count == 3)
  }
}
