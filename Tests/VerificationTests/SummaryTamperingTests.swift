// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Whatever is changed in the summary of a valid result is found.
struct SummaryTamperingTests {
  /// A reference with its check made once, so that thousands of changes can be tried.
  struct Bench {
    let document: JSONValue
    let check: ResultsCheck
    private let head: ExpectedPart
    /// What belongs to each policy, without its measures.
    private let policies: [ExpectedPart]

    init(_ world: SmallWorld) {
      let reference = ReferenceFiles(world)
      document = ReferenceSummary(reference).document
      var journal = Journal()
      let docket = Docket(scenario: world.scenario, register: world.register)
      let files = reference.files
      let table = AllocationTable(
        bytes: files.allocation, policies: world.policies, docket: docket, journal: &journal)
      var decoder = CertificateDecoder()
      let certificates = decoder.decode(files.certificate ?? [])
      let figures = FigureTable(
        scenario: world.scenario, docket: docket, outcomes: table.outcomes, greatestHolding: nil,
        conventions: MetricConventions())
      let expectation = SummaryExpectation(
        scenario: world.scenario, register: world.register, docket: docket, outcomes: table.outcomes,
        certificates: certificates.map { $0 }, figures: figures)
      check = ResultsCheck(expectation: expectation, files: files, conventions: MetricConventions())
      head = expectation.head
      policies = world.policies.indices.map { index in
        guard case .object(let members) = expectation.policy(index, definitions: [:]) else { return .all([]) }
        return .object(members.filter { !$0.name.hasPrefix("measures") })
      }
    }

    /// Whether anything is found outside the measures, of which there are so many.
    func isFoundOutsideMeasures(_ document: JSONValue) -> Bool {
      var comparison = PartComparison(conventions: MetricConventions())
      comparison.compare(document, head)
      for (index, part) in policies.enumerated() where comparison.problems.isEmpty {
        comparison.compare(document.member("policies")?.elements?[index], part)
      }
      return !comparison.problems.isEmpty
    }

    func findings(_ document: JSONValue) -> [Finding] {
      var journal = Journal()
      check.check(document, journal: &journal)
      return journal.report().findings
    }
  }

  /// Worlds with latecomers, organisations apart, plans, bandwidths and requests of fixed channels among them.
  static func bench(_ seed: Int) -> Bench {
    var world = SmallWorld.random(seed: seed, networks: 4)
    let policies = seed % 2 == 0 ? ["first-come", "cap"] : ["minimum"]
    world.policies = world.policies.filter { policies.contains($0.name) }
    if seed % 3 > 0 { world.scenario.entitlements = [seed % 3 == 1 ? .equal : .population] }
    return Bench(world)
  }

  private static func changed(_ text: String) -> [String] {
    if let number = Int(text) { return Set([number + 1, number * 2]).subtracting([number]).map { "\($0)" } }
    guard let number = Double(text) else { return [] }
    // Twice a rounding error is within the tolerance.
    return abs(number) < 1e-9 ? ["1"] : ["\(number + 1)", "\(number * 2)"]
  }

  private static func isMeasure(_ path: [JSONValue.Step]) -> Bool {
    path.contains(.member("measures")) || path.contains(.member("measures_without_latecomers"))
  }

  @Test("every number of the summary counts", arguments: 1...8)
  func numbers(seed: Int) {
    let bench = Self.bench(seed)
    #expect(bench.findings(bench.document).map(\.description) == [])
    var tried = 0
    for path in bench.document.paths where !Self.isMeasure(path) {
      guard case .number(let text)? = bench.document[path[...]] else { continue }
      for other in Self.changed(text) {
        tried += 1
        if !bench.isFoundOutsideMeasures(bench.document.replacing(path[...], with: .number(other))) {
          Issue.record("\(path): \(text) → \(other) was not found")
        }
      }
    }
    #expect(tried > 150)
  }

  @Test("every figure of a measure counts, all changed at once", arguments: 1...8)
  func measures(seed: Int) {
    let bench = Self.bench(seed)
    for rank in 0..<2 {
      var count = 0
      let document = Self.rewritten(bench.document) { text in
        let others = Self.changed(text).sorted()
        guard let other = rank < others.count ? others[rank] : others.first else { return text }
        count += 1
        return other
      }
      #expect(count > 100)
      #expect(Set(bench.findings(document).map { "\($0.policy ?? "") \($0.subject ?? "")" }).count == count)
    }
  }

  /// The document with every value of a measure replaced.
  private static func rewritten(
    _ value: JSONValue, isInside: Bool = false, _ change: (String) -> String
  ) -> JSONValue {
    switch value {
    case .number(let text): isInside ? .number(change(text)) : value
    case .array(let elements): .array(elements.map { rewritten($0, isInside: isInside, change) })
    case .object(let members):
      .object(
        members.map { member in
          let isMeasure = ["measures", "measures_without_latecomers"].contains(member.name)
          return .init(
            name: member.name, value: rewritten(member.value, isInside: isInside || isMeasure, change))
        })
    default: value
    }
  }

  /// Parts that follow from nothing else in the result, or are words for people.
  static let free: Set = [
    "measure_definitions", "rules", "statement", "text", "reason",
    // Which policy gains are reckoned against is for the reader to choose, and may be left open.
    "reference_policy",
  ]

  @Test("nothing may be left out, be of another kind or stand twice", arguments: [2, 9])
  func pieces(seed: Int) {
    let bench = Self.bench(seed)
    var rank = 0
    for path in bench.document.paths {
      let names = path.compactMap { if case .member(let name) = $0 { name } else { nil } }
      rank += 1
      guard rank % (Self.isMeasure(path) ? 211 : 3) == 0 else { continue }
      // The reason of a refusal is its key; that of a measure says why it is undefined.
      guard names.allSatisfy({ !Self.free.contains($0) }) || names.suffix(2) == ["refused_by_reason", "reason"] else {
        continue
      }
      let value = bench.document[path[...]]
      if value?.isNull == false, bench.findings(bench.document.replacing(path[...], with: nil)).isEmpty {
        Issue.record("\(path) was left out and not found")
      }
      if bench.findings(bench.document.replacing(path[...], with: .boolean(true))).isEmpty, value?.boolean != true {
        Issue.record("\(path) became true and was not found")
      }
      if case .string(let text)? = value {
        let other = JSONValue.string(text + "x")
        if bench.findings(bench.document.replacing(path[...], with: other)).isEmpty {
          Issue.record("\(path): \(text)x")
        }
      }
      if case .array(let elements)? = value, let first = elements.first {
        let twice = JSONValue.array([first] + elements)
        if bench.findings(bench.document.replacing(path[...], with: twice)).isEmpty {
          Issue.record("\(path) has an element twice, and that was not found")
        }
      }
    }
  }

  @Test("a changed byte of a table or an input is found by its digest")
  func digests() {
    let reference = ReferenceFiles(HandMadeCertificateTests.world())
    let complete = reference.complete
    #expect(reference.verify(complete).findings.isEmpty)
    for path in [\ResultFiles.allocation, \ResultFiles.metrics, \ResultFiles.certificate] {
      for position in stride(from: 0, to: complete[keyPath: path]?.count ?? 0, by: 601) {
        var files = complete
        files[keyPath: path]?[position] ^= 1
        #expect(reference.verify(files).findings.contains { $0.check == .digests })
      }
    }
    #expect(ResultsCheck.digest([]) == "cbf29ce484222325")
    #expect(ResultsCheck.digest(Array("foobar".utf8)) == "85944171f73967e8")
    let inputs = ["inputs/scenario.yaml": Array("a".utf8)]
    func found(_ entries: JSONValue, _ inputs: [String: [UInt8]]) -> Int {
      var files = complete
      files.inputs = inputs
      let document = ReferenceSummary(reference).document
      guard case .object(var members)? = document.member("scenario") else { return -1 }
      members.append(.init(name: "inputs", value: entries))
      files.results = Array(document.replacing([.member("scenario")], with: .object(members)).written.utf8)
      return reference.verify(files).findings.count { $0.check == .digests }
    }
    func entry(_ digest: String, _ size: Int) -> JSONValue {
      ["path": "inputs/scenario.yaml", "fnv1a64": .string(digest), "bytes": .whole(size)]
    }
    #expect(found([entry("af63dc4c8601ec8c", 1)], inputs) == 0)
    #expect(found([entry("af63dc4c8601ec8d", 1)], inputs) == 1)
    #expect(found([entry("af63dc4c8601ec8c", 2)], inputs) == 1)
    #expect(found([], inputs) == 1)
    #expect(found([entry("af63dc4c8601ec8c", 1)], [:]) == 1)
  }

  @Test("a summary that is missing or no summary is a finding")
  func missing() {
    let reference = ReferenceFiles(HandMadeCertificateTests.world())
    var files = reference.complete
    let variants = [
      nil, "", "[", "null", "[]", "{}", "{\"schema\": \"orbitshare-results/2\"}",
      "{\"schema\": \"orbitshare-results/1\"}",
      "{\"schema\": \"orbitshare-results/1\", \"policies\": [null], \"files\": 3, \"scenario\": []}",
      "{\"schema\": \"orbitshare-results/1\", \"policies\": [{\"id\": \"most-served\"}]}",
    ]
    for text in variants {
      files.results = text.map { Array($0.utf8) }
      #expect(reference.verify(files).findings.contains { $0.file == ResultFiles.resultsName })
    }
  }
}
