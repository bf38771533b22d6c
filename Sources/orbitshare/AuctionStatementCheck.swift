// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Filings
import Foundation
import Verification

/// Holds the statement of an auction, `auction.yaml`, against the file that was read, of which the result keeps a copy.
///
/// The copy is read and stated again. Everything after the statement is the verifier's.
struct AuctionStatementCheck {
  let directory: String

  private func path(_ name: String) -> String { (directory as NSString).appendingPathComponent(name) }

  private struct Head: Decodable {
    var input: String?
  }

  /// Adds what was looked at and what doesn't hold to a report of the verifier.
  func run(addingTo report: VerificationReport) throws -> VerificationReport {
    var report = report
    guard let certificate = FileManager.default.contents(atPath: path("certificate.json")),
      let statement = FileManager.default.contents(atPath: path("auction.yaml")),
      let name = (try? JSONDecoder().decode(Head.self, from: certificate))?.input
    else {
      report.findings.append(finding("certificate.json", "names no `input`", "the copy of the file that was read"))
      return report
    }
    guard name.hasPrefix("inputs/"), !name.contains(".."), FileManager.default.fileExists(atPath: path(name)) else {
      report.findings.append(finding("certificate.json", "`input` names no copy of a file", "one below inputs/"))
      return report
    }
    guard var document = try readCopy(name) else { return report }
    // The rule of payments may be given on the command line; the statement says which one was taken.
    if let line = String(decoding: statement, as: UTF8.self).split(separator: "\n").first(where: {
      $0.hasPrefix("payments: ")
    }), let rule = PaymentRule(rawValue: String(line.dropFirst(10))) {
      document.payments = rule
    }
    let expected = document.yaml().split(separator: "\n", omittingEmptySubsequences: false)
    let written = String(decoding: statement, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    if let line = (0..<max(expected.count, written.count)).first(where: { line in
      line >= expected.count || line >= written.count || !expected[line].utf8.elementsEqual(written[line].utf8)
    }) {
      report.findings.append(
        finding(
          "auction.yaml", line: line + 1, "is another auction than \(name)",
          line < expected.count ? "`\(expected[line])`" : "no such line"))
    }
    for index in report.counts.indices where report.counts[index].check == .form { report.counts[index].count += 1 }
    return report
  }

  /// The copy of the file that was read, stated again; nil where it takes its lots from a scenario, which the result doesn't
  /// keep.
  private func readCopy(_ name: String) throws -> AuctionDocument? {
    let text = FileManager.default.contents(atPath: path(name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if text.split(separator: "\n").contains(where: { $0.hasPrefix("lots-from:") }) { return nil }
    return try AuctionDocument.read(path: path(name))
  }

  private func finding(_ file: String, line: Int? = nil, _ problem: String, _ expected: String) -> Finding {
    Finding(check: .form, file: file, line: line, problem: problem, expected: expected)
  }
}
