// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Reporting
import Verification

/// Holds the report and the figures of a result against `results.json`, by rendering them again, and `results.json` itself
/// against the digest in the record of the run.
///
/// The verifier recomputes tables and summary; this shows that what a person reads tells the same as they do.
struct WrittenFilesCheck {
  let directory: String
  let document: ResultsDocument
  /// The bytes that the document was read from.
  let bytes: [UInt8]

  private static let summary = "results.json"

  /// Adds what was looked at and what doesn't hold to a report of the verifier.
  func run(addingTo report: VerificationReport) throws -> VerificationReport {
    var report = report
    var looked = 1
    checkSummary(&report.findings)
    // Only what holds is drawn: numbers that no result has could end the process.
    if report.findings.isEmpty { looked += try rendered(&report.findings) }
    for index in report.counts.indices {
      switch report.counts[index].check {
      case .form: report.counts[index].count += looked
      default: break
      }
    }
    return report
  }

  /// The summary against the digest that the record of the run carries.
  private func checkSummary(_ findings: inout [Finding]) {
    // The record of the run may be left behind: all it could add is this digest.
    guard let record = contents(RunRecord.fileName) else { return }
    let own = ResultsDocument.FileDigest(path: Self.summary, bytes: bytes).fnv1a64
    let written = RunRecord.summaryDigest(json: record)
    if own != written {
      findings.append(
        finding(Self.summary, "has the digest \(own)", "\(written ?? "one"), as \(RunRecord.fileName) says"))
    }
  }

  /// The form of the summary, its sentences, the page and the figures, rendered again from it.
  ///
  /// Only by the version that wrote them: another one may word and draw differently.
  private func rendered(_ findings: inout [Finding]) throws -> Int {
    guard document.program.version == OrbitShare.version else { return 0 }
    if try document.json() != bytes {
      findings.append(finding(Self.summary, "is not in the form that the program writes", "the file as it was written"))
    }
    if document.withHeadline().headline != document.headline {
      findings.append(finding(Self.summary, "has other sentences in `headline`", "those that its numbers give"))
    }
    let page = Report(document: document)
    let files = [ResultFile(path: "report.html", text: try page.html())] + page.figures.all.flatMap(\.files)
    for file in files {
      let path = file.path
      guard let found = contents(path) else {
        findings.append(finding(path, "is missing", "the file as it was written"))
        continue
      }
      if !found.elementsEqual(file.bytes) {
        findings.append(finding(path, "is not what \(Self.summary) gives", "the file rendered again from it"))
      }
    }
    return files.count
  }

  private func contents(_ path: String) -> [UInt8]? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains("..") else { return nil }
    return FileManager.default.contents(atPath: (directory as NSString).appendingPathComponent(path)).map {
      [UInt8]($0)
    }
  }

  private func finding(_ file: String, _ problem: String, _ expected: String) -> Finding {
    Finding(check: file == Self.summary ? .results : .form, file: file, problem: problem, expected: expected)
  }
}
