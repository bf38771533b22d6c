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
    let text = String(decoding: statement, as: UTF8.self)
    var (document, lotsAsStated) = try readCopy(name, statement: text)
    for index in report.counts.indices where report.counts[index].check == .lotsAsStated {
      report.counts[index].count += lotsAsStated
    }
    // The rule of payments may be given on the command line; the statement says which one was taken.
    if let line = text.split(separator: "\n").first(where: {
      $0.hasPrefix("payments: ")
    }), let rule = PaymentRule(rawValue: String(line.dropFirst(10))) {
      document.payments = rule
    }
    let expected = document.yaml().split(separator: "\n", omittingEmptySubsequences: false)
    let written = text.split(separator: "\n", omittingEmptySubsequences: false)
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

  /// The copy of the file that was read, stated again, and how many lots it takes from a scenario.
  ///
  /// A result doesn't keep the scenario. Such lots, with what can't be sold together, are taken as the statement has them, and
  /// everything else from the copy.
  private func readCopy(_ name: String, statement: String) throws -> (document: AuctionDocument, lotsAsStated: Int) {
    let text = FileManager.default.contents(atPath: path(name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let parts = Self.parts(of: text)
    guard parts.contains(where: { $0.key == "lots-from" }) else {
      return (try AuctionDocument.read(path: path(name)), 0)
    }
    let stated = Self.parts(of: statement).filter { ["lots", "conflicts"].contains($0.key) }
    let kept = parts.filter { !["lots", "lots-from", "separation", "conflicts"].contains($0.key) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("restated-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    // Beside copies of the tables that it names.
    try FileManager.default.copyItem(atPath: path("inputs"), toPath: folder.path)
    let file = folder.appendingPathComponent((name as NSString).lastPathComponent)
    try Data((kept + stated).map(\.text).joined(separator: "\n").utf8).write(to: file)
    let document = try AuctionDocument.read(path: file.path)
    return (document, document.auction.lots.count)
  }

  /// The entries of a file's outermost mapping, each with the lines below its key.
  private static func parts(of text: String) -> [(key: String, text: String)] {
    var parts: [(key: String, text: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let first = line.first, first.isLetter, let colon = line.firstIndex(of: ":") {
        parts.append((String(line[..<colon]), String(line)))
      } else if !parts.isEmpty {
        parts[parts.count - 1].text += "\n" + line
      }
    }
    return parts
  }

  private func finding(_ file: String, line: Int? = nil, _ problem: String, _ expected: String) -> Finding {
    Finding(check: .form, file: file, line: line, problem: problem, expected: expected)
  }
}
