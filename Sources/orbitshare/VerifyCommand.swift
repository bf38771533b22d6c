// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Filings
import Foundation
import Reporting
import Scenarios
import Verification

/// `orbitshare verify`: re-checks a result from its files alone, without the solver.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check a result directory again, from its files alone and without the solver.",
    discussion: """
      The checks share no code with the allocator: requests and places are derived again from the inputs kept in the \
      result, every cell of allocation.csv is checked, orderings are replayed, proofs are added up in whole numbers, \
      and every figure is computed again. The summary, the report and the figures are held against the tables. Of an \
      auction the winners are searched again and the payments held against every coalition of bidders. Exit code 1 and \
      a list where anything doesn't hold.
      """)

  @Argument(help: "A directory that compare or auction has written.")
  var directory: String

  @OptionGroup
  var answer: AnswerOption

  @Option(help: "List at most so many findings.")
  var most = 50

  func validate() throws {
    if most < 0 { throw ValidationError("--most: write a number of at least 0") }
  }

  func run() throws {
    try ExitStatus.reporting {
      let report = try StoredResult(directory: directory).verify()
      if answer.isJSON {
        try Console.answer(bytes: try JSONText.bytes(Answer(report)))
      } else {
        for finding in report.findings.prefix(most) { try Console.answer("\(finding)") }
        if report.findings.count > most { try Console.answer("… and \(report.findings.count - most) more") }
        for count in report.counts where count.count > 0 { try Console.answer("\(count.check.title): \(count.count)") }
        try Console.answer(
          report.isVerified
            ? "verified: everything that was checked holds" : "NOT verified: \(report.findings.count) findings")
      }
      if !report.isVerified { throw ExitStatus.checkFailed.code }
    }
  }

  private struct Answer: Encodable {
    struct Entry: Encodable {
      var check: String
      var file: String
      var line: Int?
      var policy: String?
      var subject: String?
      var problem: String
      var expected: String
    }

    let schema = "orbitshare-verification/1"
    var verified: Bool
    var findings: [Entry]
    var checked: [String: Int]

    init(_ report: VerificationReport) {
      verified = report.isVerified
      findings = report.findings.map {
        Entry(
          check: $0.check.title, file: $0.file, line: $0.line, policy: $0.policy, subject: $0.subject,
          problem: $0.problem,
          expected: $0.expected)
      }
      checked = Dictionary(report.counts.map { ($0.check.title, $0.count) }, uniquingKeysWith: +)
    }
  }
}

/// A result directory with the inputs that it keeps.
struct StoredResult {
  let directory: String

  /// Makes every check of the result.
  ///
  /// - Throws: `InputNotFound` where a file is missing, `BadInput` where an input that was kept is no longer valid.
  func verify() throws -> VerificationReport {
    if AuctionVerifier.isAuction(results: try summaryBytes()) {
      return try AuctionStatementCheck(directory: directory).run(
        addingTo: AuctionVerifier(files: AuctionVerifier.Files(directory: directory)).verify())
    }
    let (document, bytes) = try summary()
    let report = try verifier(of: document).verify()
    return try WrittenFilesCheck(directory: directory, document: document, bytes: bytes).run(addingTo: report)
  }

  /// The verifier of the tables and the certificate.
  func verifier() throws -> ResultVerifier {
    try verifier(of: try summary().document)
  }

  func summary() throws -> (document: ResultsDocument, bytes: [UInt8]) {
    let bytes = try summaryBytes()
    return (try ResultsDocument(json: bytes, path: path(Self.summaryName)), bytes)
  }

  /// What of the summary says which inputs were used.
  func head() throws -> ResultsHead {
    try ResultsHead(json: try summaryBytes(), path: path(Self.summaryName))
  }

  private static let summaryName = "results.json"

  private func summaryBytes() throws -> [UInt8] {
    let summary = path(Self.summaryName)
    guard let data = FileManager.default.contents(atPath: summary) else {
      throw InputNotFound(path: summary, reason: "no such file, or it can't be read")
    }
    return [UInt8](data)
  }

  private func verifier(of document: ResultsDocument) throws -> ResultVerifier {
    let inputs = try inputs(of: ResultsHead(document))
    return ResultVerifier(
      scenario: inputs.scenario, register: inputs.register, policies: inputs.policies,
      files: ResultFiles(directory: directory))
  }

  /// The scenario with the seeds that were used, the register and the policies that the result keeps.
  func inputs(of head: ResultsHead) throws -> (scenario: Scenario, register: Register, policies: [Policy]) {
    var scenario = try Scenario.read(path: path(InputCopies.scenario))
    for seed in head.seeds {
      guard let value = Int(exactly: seed.value) else { continue }
      if seed.name == ScenarioSeeds.bandAssignment { scenario.bandAssignment.seed = value }
      if seed.name == ScenarioSeeds.ties { scenario.tieBreakSeed = value }
    }
    let register = try Register.read(directory: InputCopies.registerDirectory(of: scenario))
    let policies = try head.policyNames.map { name -> Policy in
      guard !name.contains("/"), !name.hasPrefix(".") else {
        throw BadInput([
          Fault(
            file: path(Self.summaryName), field: "policies", problem: "`\(name)` is not the name of a policy",
            remedy: "use the file as written")
        ])
      }
      return try Policy.read(path: path(InputCopies.policy(name)))
    }
    return (scenario, register, policies)
  }

  func path(_ name: String) -> String {
    (directory as NSString).appendingPathComponent(name)
  }
}
