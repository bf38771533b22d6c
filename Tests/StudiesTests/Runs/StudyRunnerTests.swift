// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Assessment
import Coordination
import Filings
import Foundation
import GLPKSolver
import Reporting
import Scenarios
import Testing

@testable import Studies

/// A run gives what a comparison of its one policy gives.
@Suite struct StudyRunnerTests {
  static let policies = [
    "first-come", "first-come-as-filed", "most-served", "max-min", "leximin", "guaranteed-minimum", "a-priori-plan",
    "set-aside", "cap", "queue-jump", "auction-vcg", "lottery-by-request", "picking-webster",
  ]
  static let everything =
    "measures: [{ populations: [filers, member_states] }]\nkeep: { allocations: true, certificates: full }"

  private func runner(_ study: Study) throws -> StudyRunner {
    StudyRunner(plan: try StudyPlan(study, supply: MarkedRegisters()), solver: GLPKSolver())
  }

  private func record(_ runner: StudyRunner, _ ordinal: Int) throws -> RunRecord {
    let run = runner.plan[ordinal]
    return try runner.record(of: run, in: runner.world(of: run), isCancelled: { false })
  }

  /// The results document of a comparison of one policy, by the path that `compare` takes.
  private func compared(
    scenario: String, policy: String, changes: [DocumentChange] = []
  ) throws -> (document: ResultsDocument, allocation: Allocation, problem: CoordinationProblem) {
    let scenario = try Scenario.read(path: scenario, changes: changes)
    let problem = try CoordinationProblem(
      scenario: scenario, register: try Register.read(directory: scenario.registerPath))
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: try Policy.read(path: policy))
    let document = Assessment(
      problem: problem, allocations: [allocation], programVersion: "0", inputs: []
    ).document()
    return (document, allocation, problem)
  }

  private func expectEqual(_ record: RunRecord, _ document: ResultsDocument) throws {
    let expected = try #require(document.policies.first?.measures)
    #expect(record.measures.count == expected.count && !expected.isEmpty)
    for (measure, other) in zip(record.measures, expected) {
      #expect(measure.name.measure == other.id && measure.name.population == other.population)
      #expect(measure.name.entitlement == other.entitlement && measure.name.group == other.group)
      #expect(measure.value == other.value && measure.status == other.status.rawValue, "\(measure.name)")
    }
  }

  @Test(arguments: policies.filter { $0 != "auction-vcg" }) func measuresOfAComparison(policy: String) throws {
    let runner = try runner(
      try StudyPlaces.small(
        policies: "[\(policy)]", seeds: "{ list: [1], varies: [] }", rest: Self.everything))
    let record = try record(runner, 0)
    let root = StudyPlaces.root + "/Instances/"
    let (document, allocation, problem) = try compared(
      scenario: root + "small/scenario.yaml", policy: root + "policies/\(policy).yaml")
    try expectEqual(record, document)
    // What is granted, and the certificate, are the same too.
    #expect(record.decisions.count == problem.requests.count)
    for (index, decision) in record.decisions.enumerated() {
      #expect(decision.network == problem.requests[index].identifier)
      #expect(decision.positionMilliDegrees == allocation.grants[index]?.option.longitudeMilliDegrees)
      #expect(decision.firstChannel == allocation.grants[index]?.option.firstChannel)
      #expect((decision.outcome == "granted") == (allocation.grants[index] != nil))
      #expect(decision.reason == allocation.decisions[index].reason.rawValue)
    }
    #expect(record.certificate == (try CertificateDocument(problem: problem, allocations: [allocation]).json()))
    #expect(record.claims.map(\.value) == allocation.claims.map(\.value))
    #expect(record.claims.map(\.bound) == allocation.claims.map(\.bound))
  }

  @Test func measuresOfTheRealRegister() throws {
    let study = try StudyPlaces.study(
      """
      orbitshare: study/1
      name: real
      scenarios: { shipped: ROOT/Instances/register-2023/scenario.yaml }
      grids: [{ name: only, policies: [first-come], seeds: { list: [2023], varies: [bands] } }]
      measures: [{ populations: [filers, member_states] }]
      """)
    let record = try record(try runner(study), 0)
    let root = StudyPlaces.root + "/Instances/"
    let (document, _, _) = try compared(
      scenario: root + "register-2023/scenario.yaml", policy: root + "policies/first-come.yaml")
    try expectEqual(record, document)
    #expect(record.outcome == .done(proof: "replayed"))
  }

  @Test func settingsAndSeedsReachTheRun() throws {
    let study = try StudyPlaces.small(
      policies: "[first-come, most-served]", seeds: "{ list: [5], varies: [bands, ties] }",
      grid: ["factors: [{ parameter: scenario.flexibility_degrees, values: [0, 1.5] }]"],
      rest: Self.everything)
    let runner = try runner(study)
    for run in runner.plan {
      let record = try record(runner, run.ordinal)
      let root = StudyPlaces.root + "/Instances/"
      let (document, allocation, _) = try compared(
        scenario: root + "small/scenario.yaml", policy: root + "policies/\(run.policy).yaml",
        changes: [
          .init(path: ["bands", "1", "flexibility_degrees"], value: run.settings[0].value),
          .init(path: ["bands", "2", "flexibility_degrees"], value: run.settings[0].value),
          .init(path: ["band_assignment", "seed"], value: "5"), .init(path: ["tie_break_seed"], value: "5"),
        ])
      try expectEqual(record, document)
      #expect(
        record.decisions.map(\.positionMilliDegrees) == allocation.grants.map { $0?.option.longitudeMilliDegrees })
    }
  }

  @Test func onlyWhatIsAskedForIsKept() throws {
    let standard = try record(try runner(try StudyPlaces.small()), 1)
    #expect(Set(standard.measures.map(\.name.group)) == ["all"])
    #expect(Set(standard.measures.map(\.name.population)) == ["filers", "member_states"])
    #expect(standard.decisions.isEmpty && standard.certificate == nil && !standard.claims.isEmpty)
    #expect(standard.outcome == .done(proof: "optimal"))
    let chosen = try record(
      try runner(
        try StudyPlaces.small(
          rest: """
            measures: [{ measures: [gini], populations: [member_states], entitlements: [equal], groups: [all, LDC] }]
            keep: { certificates: none }
            analysis: { primary: [{ measure: gini }], efficiency: { measure: gini } }
            """)), 0)
    #expect(chosen.measures.map(\.name.measure) == ["gini", "gini"])
    #expect(chosen.measures.map(\.name.group) == ["all", "LDC"])
    #expect(chosen.claims.isEmpty)
  }

  /// What a policy comes to beside others can't be said of one alone.
  @Test func whatNeedsOtherPoliciesIsUndefined() throws {
    let runner = try runner(try StudyPlaces.small(policies: "[first-come, most-served, auction-vcg]"))
    func status(_ ordinal: Int, _ measure: String) throws -> Set<String> {
      Set(try record(runner, ordinal).measures.filter { $0.name.measure == measure }.map(\.status))
    }
    #expect(try status(0, "price_of_fairness") == ["undefined"])
    #expect(try status(0, "revenue").isEmpty)
    #expect(try status(1, "price_of_fairness") == ["value"])
    #expect(try status(2, "efficiency") == ["undefined"])
    #expect(try status(2, "priced_out_networks") == ["undefined"])
    #expect(try status(2, "revenue") == ["value"])
  }

  @Test func failuresAreRecorded() throws {
    let study = try StudyPlaces.small(
      policies: "[most-served, first-come]",
      grid: ["factors: [{ parameter: policy.most-served.constraints.minimum, values: [[{ networks: 1000 }]] }]"])
    let runner = try runner(study)
    let failed = try record(runner, 0)
    guard case .failed(let failure) = failed.outcome else {
      Issue.record("nobody can have a thousand networks")
      return
    }
    #expect(failure.kind == .badInput && !failure.message.isEmpty)
    #expect(failed.measures.isEmpty && failed.identity == runner.plan[0].identity)
    guard case .done = try record(runner, 1).outcome else {
      Issue.record("the other policy isn't concerned")
      return
    }
  }

  @Test func cancellationRecordsNothing() throws {
    let runner = try runner(try StudyPlaces.small())
    let run = runner.plan[1]
    let world = try runner.world(of: run)
    #expect(throws: CancellationError.self) { _ = try runner.record(of: run, in: world, isCancelled: { true }) }
  }

  @Test func registersComeFromTheirSource() throws {
    let study = try StudyPlaces.study(
      """
      orbitshare: study/1
      name: sources
      scenarios: { small: ROOT/Instances/small/scenario.yaml }
      registers:
        real: ROOT/Instances/small
        made: { generate: { networks: 9 } }
      grids:
        - { name: own, policies: [first-come], seeds: [3] }
        - name: others
          registers: [real, made]
          policies: [first-come]
          seeds: [3]
        - name: altered
          policies: [first-come]
          seeds: { list: [3], varies: [bands] }
          factors: [{ parameter: register.dates, values: [shuffled] }]
      """)
    let runner = try runner(study)
    let titles = try runner.plan.map { try runner.world(of: $0).problem.register.title }
    let own = try Register.read(directory: StudyPlaces.root + "/Instances/small").title
    #expect(titles == [own, own, "generated networks=9 seed 3", "altered dates=shuffled seed 1"])
  }

  /// The files of one run, compared by themselves, give the same allocation.
  @Test func aRunsFilesGiveItsAllocation() throws {
    let study = try StudyPlaces.small(
      policies: "[first-come, leximin]", seeds: "{ list: [8], varies: [bands, ties] }",
      grid: [
        "factors:", "  - { parameter: scenario.flexibility_degrees, values: [2] }",
        "  - { parameter: policy.leximin.stages.1.entitlement, values: [population] }",
      ], rest: Self.everything)
    let runner = try runner(study)
    for run in runner.plan {
      let record = try record(runner, run.ordinal)
      try StudyPlaces.withDirectory { directory in
        for file in try runner.files(of: run) {
          try StudyPlaces.write(String(decoding: file.bytes, as: UTF8.self), to: directory + "/" + file.path)
        }
        let scenario = directory + "/scenario.yaml"
        let (document, allocation, problem) = try compared(
          scenario: scenario, policy: Policy.path(named: run.policy, scenario: scenario))
        #expect(try Scenario.read(path: scenario).policies == [run.policy])
        #expect(record.decisions.map(\.network) == problem.requests.map(\.identifier))
        #expect(
          record.decisions.map(\.positionMilliDegrees) == allocation.grants.map { $0?.option.longitudeMilliDegrees })
        try expectEqual(record, document)
      }
    }
  }

  @Test func theSameFromSeveralThreads() throws {
    let study = try StudyPlaces.small(
      policies: "[first-come, most-served]", seeds: "{ from: 1, count: 3 }", rest: Self.everything)
    let runner = try runner(study)
    let expected = try runner.plan.indices.map { try record(runner, $0).measures }
    let fresh = try self.runner(study)
    let results = Results()
    DispatchQueue.concurrentPerform(iterations: runner.plan.count) { ordinal in
      let run = fresh.plan[ordinal]
      let record = try? fresh.record(of: run, in: fresh.world(of: run), isCancelled: { false })
      results.put(ordinal, record?.measures ?? [])
    }
    #expect(runner.plan.indices.map { results.get($0) } == expected)
  }

  private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [Int: [Studies.Measurement]] = [:]
    func put(_ ordinal: Int, _ value: [Studies.Measurement]) { lock.withLock { values[ordinal] = value } }
    func get(_ ordinal: Int) -> [Studies.Measurement] { lock.withLock { values[ordinal] ?? [] } }
  }
}
