// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds the figures that `results.json` repeats against their recomputation.
///
/// The summary has more than the tables; whatever names policy, population, entitlement, group and metric is a figure.
struct ResultsCheck {
  let metrics: MetricsCheck
  let conventions: MetricConventions

  func check(bytes: [UInt8]?, journal: inout Journal) {
    guard let bytes else { return }
    do {
      let document = try JSONValue(bytes: bytes)
      journal.count(.form)
      visit(document, journal: &journal)
    } catch {
      report(error.line, nil, nil, error.problem, expected: "a JSON document", .form, &journal)
    }
  }

  private func visit(_ value: JSONValue, journal: inout Journal) {
    for element in value.elements ?? [] { visit(element, journal: &journal) }
    guard let members = value.members else { return }
    checkFigure(value, journal: &journal)
    for member in members { visit(member.value, journal: &journal) }
  }

  private func checkFigure(_ value: JSONValue, journal: inout Journal) {
    guard let policy = value.member("policy")?.text, let population = value.member("population")?.text,
      let entitlement = value.member("entitlement")?.text, let group = value.member("group")?.text,
      let metric = value.member("metric")?.text ?? value.member("id")?.text
    else { return }
    let subject = "\(population) \(entitlement) \(group) \(metric)"
    guard
      let expected = metrics.expected(
        policy: policy, population: population, entitlement: entitlement, group: group, metric: metric)
    else {
      report(nil, policy, subject, "is no figure of this result", expected: "no such figure", .results, &journal)
      return
    }
    journal.count(.results)
    var number: Double?
    if case .number(let text)? = value.member("value") { number = Double(text) }
    let status = value.member("status")?.text ?? "value"
    guard !expected.matches(value: number, status: status, conventions: conventions) else { return }
    let written = number.map { "\($0)" } ?? "nothing"
    report(nil, policy, subject, "is \(written) with status `\(status)`", expected: expected.text, .results, &journal)
  }

  private func report(
    _ line: Int?, _ policy: String?, _ subject: String?, _ problem: String, expected: String, _ check: Check,
    _ journal: inout Journal
  ) {
    journal.report(
      Finding(
        check: check, file: ResultFiles.resultsName, line: line, policy: policy, subject: subject, problem: problem,
        expected: expected))
  }
}
