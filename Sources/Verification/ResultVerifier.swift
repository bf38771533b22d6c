// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// Re-checks a result from its files, the scenario and the register alone.
///
/// Nothing of the allocator is used: requests, options, conflicts, orders, values, bounds and measures are worked out
/// here again, so that a fault would have to be made twice, in two different ways, to stay hidden. No solver is needed:
/// what a stage claims to be optimal is proven by its multipliers in exact arithmetic, or counted as the solver's word.
public struct ResultVerifier: Sendable {
  /// The scenario that the result answers.
  public var scenario: Scenario
  /// The register that the scenario names.
  public var register: Register
  /// The policies, in the scenario's order.
  public var policies: [Policy]
  /// The files of the result.
  public var files: ResultFiles
  /// Conventions of measures, and tolerances.
  public var conventions: MetricConventions

  /// Makes a verifier of one result.
  public init(
    scenario: Scenario, register: Register, policies: [Policy], files: ResultFiles,
    conventions: MetricConventions = MetricConventions()
  ) {
    self.scenario = scenario
    self.register = register
    self.policies = policies
    self.files = files
    self.conventions = conventions
  }

  /// Makes every check; the report has no findings where all hold.
  public func verify() -> VerificationReport {
    var journal = Journal()
    let docket = Docket(scenario: scenario, register: register)
    let table = AllocationTable(bytes: files.allocation, policies: policies, docket: docket, journal: &journal)
    let certificates = readCertificates(journal: &journal)
    for (index, outcome) in table.outcomes.enumerated() {
      let rules = PolicyRules(policy: outcome.policy, docket: docket)
      OutcomeChecks(outcome: outcome, rules: rules, docket: docket).run(journal: &journal)
      guard let certificate = certificates[index] else { continue }
      var checks = CertificateChecks(docket: docket, rules: rules, outcome: outcome, certificate: certificate)
      checks.run(journal: &journal)
    }
    RivalChecks(docket: docket, outcomes: table.outcomes, certificates: certificates).run(journal: &journal)
    let summary = files.results.flatMap { try? JSONValue(bytes: $0) }
    let market = MarketOutcome(
      docket: docket, outcomes: table.outcomes, certificates: certificates, summary: summary)
    if let market { PriceChecks(market: market, docket: docket).run(journal: &journal) }
    let figures = FigureTable(
      scenario: scenario, docket: docket, outcomes: table.outcomes,
      greatestHolding: greatestHolding(table.outcomes, certificates, docket), conventions: conventions,
      market: market)
    MetricsCheck(table: figures).check(bytes: files.metrics, journal: &journal)
    ResultsCheck(
      expectation: SummaryExpectation(
        scenario: scenario, register: register, docket: docket, outcomes: table.outcomes, certificates: certificates,
        figures: figures, market: market), files: files, conventions: conventions
    ).check(bytes: files.results, journal: &journal)
    return journal.report()
  }

  /// The certificate of each policy; nil where there is none.
  private func readCertificates(journal: inout Journal) -> [PolicyCertificate?] {
    var found = [PolicyCertificate?](repeating: nil, count: policies.count)
    func report(_ policy: String?, _ problem: String, _ expected: String) {
      journal.report(
        Finding(
          check: .form, file: ResultFiles.certificateName, policy: policy, problem: problem, expected: expected))
    }
    guard let bytes = files.certificate else {
      report(nil, "is missing", "the claims of every policy")
      return found
    }
    var decoder = CertificateDecoder()
    let certificates = decoder.decode(bytes)
    for finding in decoder.findings { journal.report(finding) }
    journal.count(.form)
    var last = -1
    for certificate in certificates {
      guard let index = policies.firstIndex(where: { isSame($0.name, certificate.policy) }) else {
        report(certificate.policy, "is not a policy of the scenario", "no entry")
        continue
      }
      guard found[index] == nil else {
        report(certificate.policy, "stands twice", "one entry")
        continue
      }
      if index < last { report(certificate.policy, "is out of order", "the scenario's order of policies") }
      last = max(last, index)
      found[index] = certificate
    }
    for (index, policy) in policies.enumerated() where found[index] == nil {
      report(policy.name, "has no entry", "its claims")
    }
    return found
  }

  /// The total holding of the policy that makes it as great as possible without any other aim, and whether proven.
  private func greatestHolding(
    _ outcomes: [PolicyOutcome], _ certificates: [PolicyCertificate?], _ docket: Docket
  ) -> (value: Int, isProven: Bool)? {
    var best: (value: Int, isProven: Bool)?
    for (outcome, certificate) in zip(outcomes, certificates) {
      let policy = outcome.policy
      guard policy.constraints.isEmpty, let stage = policy.stages.first,
        stage.requests == .all, stage.administrations == .all, case .maximise(.total(.holding), _) = stage.rule
      else { continue }
      let total = outcome.granted.reduce(0) { $0 + docket.requests[$1.request].holding }
      let isProven = certificate?.claims.first.map { $0?.assertion == .optimal } ?? false
      if best.map({ total > $0.value }) ?? true { best = (total, isProven) }
    }
    return best
  }
}
