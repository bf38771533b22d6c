// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Reporting
import Verification

/// Holds the files of a result against `results.json`: by their digests, and by rendering again what is made from it.
///
/// The verifier recomputes the tables; this shows that the summary, the report and the figures tell the same as they do,
/// and that the inputs are those that the result was made from.
struct WrittenFilesCheck {
  let directory: String
  let document: ResultsDocument
  /// The bytes that the document was read from.
  let bytes: [UInt8]

  private static let summary = "results.json"

  /// Adds what was looked at and what doesn't hold to a report of the verifier.
  func run(addingTo report: VerificationReport) throws -> VerificationReport {
    var report = report
    var looked = digests(&report.findings)
    let figures = metrics(&report.findings)
    // What is drawn rests on numbers that hold; a summary that was tampered with is not to end the process.
    if report.findings.isEmpty, isDrawable(&report.findings) { looked += try rendered(&report.findings) }
    for index in report.counts.indices {
      switch report.counts[index].check {
      case .form: report.counts[index].count += looked
      case .results: report.counts[index].count += figures
      default: break
      }
    }
    return report
  }

  /// Tables, certificate and inputs against the digests that the summary carries.
  private func digests(_ findings: inout [Finding]) -> Int {
    let inputs = document.scenario.inputs.map { ($0.path, $0.fnv1a64) }
    for (path, digest) in document.files.map({ ($0.path, $0.fnv1a64) }) + inputs {
      // A file of the result that is missing is the verifier's finding, with what should be in it.
      guard let found = contents(path) else {
        if path.hasPrefix("inputs/") { findings.append(finding(path, "is missing", "the file as it was written")) }
        continue
      }
      let own = ResultsDocument.FileDigest(path: path, bytes: found).fnv1a64
      if own != digest {
        findings.append(finding(path, "has the digest \(own)", "\(digest), as \(Self.summary) says"))
      }
    }
    for name in ["allocation.csv", "metrics.csv", "certificate.json"]
    where !document.files.contains(where: { $0.path == name }) {
      findings.append(finding(Self.summary, "has no digest of \(name)", "one in `files`"))
    }
    return inputs.count
  }

  /// The measures of the summary against the rows of `metrics.csv`, one by one.
  private func metrics(_ findings: inout [Finding]) -> Int {
    guard let bytes = contents("metrics.csv") else { return 0 }
    let table = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let own = MetricsTable(document: document).csv.split(separator: "\n", omittingEmptySubsequences: false)
    for (line, (left, right)) in zip(own, table).enumerated() where left != right {
      findings.append(finding(Self.summary, "says `\(left)`", "`\(right)`, as line \(line + 1) of metrics.csv"))
    }
    if own.count != table.count {
      findings.append(
        finding(Self.summary, "has \(own.count - 2) measures", "\(table.count - 2), the rows of metrics.csv"))
    }
    return max(0, own.count - 2)
  }

  /// Whether the summary's numbers are of a size that can be added up and drawn, and its indexes exist.
  private func isDrawable(_ findings: inout [Finding]) -> Bool {
    let administrations = document.administrations.indices
    for policy in document.policies {
      for grant in policy.arc.flatMap(\.grants) where !administrations.contains(grant.administration) {
        findings.append(
          finding(Self.summary, "names administration number \(grant.administration)", "an index of `administrations`"))
        return false
      }
    }
    let seeds = Set(document.scenario.seeds.map { Double($0.value) })
    for number in Self.numbers(in: bytes) where !(abs(number) <= 1e15) && !seeds.contains(number) {
      findings.append(finding(Self.summary, "has the number \(number)", "numbers of at most 15 digits"))
      return false
    }
    return true
  }

  /// The numbers of a JSON text, outside its strings.
  private static func numbers(in bytes: [UInt8]) -> [Double] {
    var result: [Double] = []
    var digits: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if isInString {
        if !isEscaped, byte == UInt8(ascii: "\"") { isInString = false }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      if (48...57).contains(byte) || "+-.eE".utf8.contains(byte) {
        digits.append(byte)
        continue
      }
      if let number = Double(String(decoding: digits, as: UTF8.self)) { result.append(number) }
      digits = []
      isInString = byte == UInt8(ascii: "\"")
    }
    return result
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
    var files = [("report.html", try page.html())]
    for figure in page.figures.all {
      files += [("figures/\(figure.name).svg", figure.svg), ("figures/\(figure.name).csv", figure.csv)]
    }
    for (path, text) in files {
      guard let found = contents(path) else {
        findings.append(finding(path, "is missing", "the file as it was written"))
        continue
      }
      if !found.elementsEqual(text.utf8) {
        findings.append(finding(path, "is not what \(Self.summary) gives", "the file rendered again from it"))
      }
    }
    return files.count
  }

  private func contents(_ path: String) -> [UInt8]? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains("..") else { return nil }
    return FileManager.default.contents(atPath: (directory as NSString).appendingPathComponent(path)).map { [UInt8]($0) }
  }

  private func finding(_ file: String, _ problem: String, _ expected: String) -> Finding {
    Finding(check: file == Self.summary ? .results : .form, file: file, problem: problem, expected: expected)
  }
}
