// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Scenarios
@testable import Verification

/// What the verifier, which shares nothing with the engine, says of one policy's grants and certificate.
struct LotteryVerdict {
  /// A grant as the table of grants has it.
  struct Granted {
    var network: String
    var longitudeMilliDegrees: Int
    var firstChannel: Int
    var polarization: Int
  }

  /// What doesn't hold.
  var findings: [String] = []
  /// Levels proven by multipliers, those among them with a gap, and levels by the solver's word.
  var (levels, withinGap, solversWord) = (0, 0, 0)
  /// Shares of simultaneous eating that were recomputed, and lotteries whose shares were not.
  var (shares, withoutShares) = (0, 0)

  init(scenario: Scenario, register: Register, policy: Policy, granted: [Granted], certificate: [UInt8]) {
    let docket = Docket(scenario: scenario, register: register)
    var grants = [Option?](repeating: nil, count: docket.requests.count)
    for grant in granted {
      guard let request = docket.index(of: grant.network) else { continue }
      grants[request] = Option(
        request: request, position: grant.longitudeMilliDegrees, firstChannel: grant.firstChannel,
        polarization: grant.polarization)
    }
    var decoder = CertificateDecoder()
    let decoded = decoder.decode(certificate)
    findings = decoder.findings.map(\.description)
    guard let certificate = decoded.first else {
      findings.append("no certificate")
      return
    }
    var journal = Journal()
    var checks = CertificateChecks(
      docket: docket, rules: PolicyRules(policy: policy, docket: docket),
      outcome: PolicyOutcome(policy: policy, rows: grants.map { _ in nil }, grants: grants), certificate: certificate)
    checks.run(journal: &journal)
    findings += journal.findings.map(\.description)
    let report = journal.report()
    levels = report.count(of: .lotteryLevels)
    withinGap = report.count(of: .lotteryLevelsWithinGap)
    solversWord = report.count(of: .lotterySolversWord)
    shares = report.count(of: .shares)
    withoutShares = report.count(of: .unprovenShares)
  }
}
