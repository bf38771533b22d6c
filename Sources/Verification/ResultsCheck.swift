// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds `results.json` against what follows from inputs, allocation and certificate, and digests against the files.
struct ResultsCheck {
  static let schema = "orbitshare-results/1"

  let expectation: SummaryExpectation
  let files: ResultFiles
  let conventions: MetricConventions

  func check(bytes: [UInt8]?, journal: inout Journal) {
    guard let bytes else {
      report(.form, problem: "is missing", expected: "the summary", &journal)
      return
    }
    do {
      let document = try JSONValue(bytes: bytes)
      journal.count(.form)
      check(document, journal: &journal)
    } catch {
      report(.form, line: error.line, problem: error.problem, expected: "a JSON document", &journal)
    }
  }

  /// Checks a document that has been read.
  func check(_ document: JSONValue, journal: inout Journal) {
    guard let schema = document.member("schema")?.text, isSame(schema, Self.schema) else {
      let written = document.member("schema")?.brief ?? "nothing"
      report(.form, subject: "schema", problem: "is \(written)", expected: "`\(Self.schema)`", &journal)
      return
    }
    compare(document, expectation.head, policy: nil, journal: &journal)
    checkPolicies(document, journal: &journal)
    checkDigests(document, journal: &journal)
  }

  private func checkPolicies(_ document: JSONValue, journal: inout Journal) {
    let names = expectation.outcomes.map(\.policy.name)
    let policies = document.member("policies")?.elements ?? []
    let written = policies.map { $0.member("id")?.text ?? "" }
    guard written.count == names.count, zip(written, names).allSatisfy({ isSame($0, $1) }) else {
      report(
        .results, subject: "policies", problem: "are \(written.joined(separator: ", "))",
        expected: names.joined(separator: ", "), &journal)
      return
    }
    var definitions: [String: JSONValue] = [:]
    for definition in document.member("measure_definitions")?.elements ?? [] {
      if let id = definition.member("id")?.text { definitions[id] = definition }
    }
    for (index, policy) in policies.enumerated() {
      compare(
        policy, expectation.policy(index, definitions: definitions), policy: names[index], journal: &journal)
    }
  }

  private func checkDigests(_ document: JSONValue, journal: inout Journal) {
    let tables = [
      (ResultFiles.allocationName, files.allocation), (ResultFiles.metricsName, files.metrics),
      (ResultFiles.certificateName, files.certificate),
    ]
    checkDigests(document.member("files"), of: tables, hasSize: false, journal: &journal)
    guard let inputs = files.inputs else { return }
    checkDigests(
      document.member("scenario")?.member("inputs"), of: inputs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      hasSize: true, journal: &journal)
  }

  private func checkDigests(
    _ list: JSONValue?, of contents: [(path: String, bytes: [UInt8]?)], hasSize: Bool, journal: inout Journal
  ) {
    var entries = list?.elements ?? []
    for (path, bytes) in contents {
      journal.count(.digests)
      let named = entries.filter { $0.member("path")?.text.map { isSame($0, path) } == true }
      entries.removeAll { $0.member("path")?.text.map { isSame($0, path) } == true }
      let written = named.first?.member("fnv1a64")?.text
      // A missing table has been reported.
      guard let bytes else { continue }
      let digest = Self.digest(bytes)
      if named.count != 1 {
        report(
          .digests, file: path, problem: "is named \(named.count) times in \(ResultFiles.resultsName)",
          expected: "one digest", &journal)
      } else if written.map({ isSame($0, digest) }) != true {
        report(
          .digests, file: path, problem: "has the digest \(digest)",
          expected: "\(written ?? "none"), as \(ResultFiles.resultsName) says", &journal)
      } else if hasSize, named[0].member("bytes")?.integer != bytes.count {
        report(
          .digests, file: path, problem: "has \(bytes.count) bytes",
          expected: "\(named[0].member("bytes")?.brief ?? "nothing"), as \(ResultFiles.resultsName) says", &journal)
      }
    }
    for entry in entries {
      report(
        .digests, subject: entry.member("path")?.text, problem: "names a file that isn't there", expected: "no entry",
        &journal)
    }
  }

  /// Fowler, Noll and Vo's hash 1a with 64 bits in sixteen digits; any one changed byte changes it.
  static func digest(_ bytes: [UInt8]) -> String {
    var state: UInt64 = 14_695_981_039_346_656_037
    for byte in bytes {
      state ^= UInt64(byte)
      state &*= 1_099_511_628_211
    }
    let nibbles = stride(from: 60, through: 0, by: -4).map { Int(state >> UInt64($0) & 15) }
    return nibbles.map { String($0, radix: 16) }.joined()
  }

  private func compare(_ value: JSONValue, _ part: ExpectedPart, policy: String?, journal: inout Journal) {
    var comparison = PartComparison(conventions: conventions)
    comparison.compare(value, part)
    journal.count(.results, comparison.compared)
    for problem in comparison.problems {
      report(
        .results, policy: policy, subject: problem.place, problem: problem.problem, expected: problem.expected,
        &journal)
    }
  }

  private func report(
    _ check: Check, file: String = ResultFiles.resultsName, line: Int? = nil, policy: String? = nil,
    subject: String? = nil, problem: String, expected: String, _ journal: inout Journal
  ) {
    journal.report(
      Finding(
        check: check, file: file, line: line, policy: policy, subject: subject, problem: problem, expected: expected))
  }
}
