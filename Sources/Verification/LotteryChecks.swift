// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Holds a lottery's portfolio, chances and ticket against the policy, the draw and what was granted.
struct LotteryChecks {
  let docket: Docket
  let rules: PolicyRules
  let outcome: PolicyOutcome
  let runOfGrant: [Int?]
  let lottery: LotteryCertificate?

  /// What a stage draws, where it draws anything.
  private enum Draw {
    case portfolio(Policy.Lottery)
    case orders(Policy.Ordering)
  }

  func run(journal: inout Journal) {
    let drawing = rules.planned.indices.filter { draw(of: $0) != nil }
    guard let lottery else {
      if !drawing.isEmpty { report("has no lottery", expected: "that of stage \(drawing[0] + 1)", journal: &journal) }
      return
    }
    guard let stage = drawing.first(where: { $0 == lottery.stage - 1 }), let draw = draw(of: stage) else {
      report(
        "has a lottery of stage \(lottery.stage)", expected: "a stage that draws, or no lottery", journal: &journal)
      return
    }
    checkForm(journal: &journal)
    switch draw {
    case .portfolio(let rule):
      compare("seed", lottery.seed, rule.seed ?? docket.tieBreakSeed, journal: &journal)
      compare("method", lottery.method.rawValue, "portfolio", journal: &journal)
      checkPortfolio(lottery, rule, stage: stage, journal: &journal)
    case .orders(let ordering):
      compare("seed", lottery.seed, ordering.seed ?? docket.tieBreakSeed, journal: &journal)
      if !lottery.portfolio.isEmpty || lottery.ticket != nil {
        report("has a portfolio or a ticket", expected: "none, since orders were drawn", journal: &journal)
      }
      DrawReplay(docket: docket, rules: rules, lottery: lottery, stage: stage, ordering: ordering)
        .check(journal: &journal)
    }
  }

  private func draw(of stage: Int) -> Draw? {
    switch rules.planned[stage].stage.rule {
    case .lottery(let lottery): return .portfolio(lottery)
    case .order(let ordering): return ordering.draws > 0 ? .orders(ordering) : nil
    case .maximise: return nil
    }
  }

  /// Checks what holds of chances whatever they were found by.
  private func checkForm(journal: inout Journal) {
    guard let lottery else { return }
    let holders = Set(docket.requests.compactMap(\.holder))
    for chance in lottery.chances {
      journal.count(.chances)
      let name = chance.administration
      if !holders.contains(name) { report("has a chance for `\(name)`", expected: "those who ask", journal: &journal) }
      if chance.served < 0 || chance.served > lottery.denominator || chance.holding < 0 {
        report(
          "says that `\(name)` is served \(chance.served) times and holds \(chance.holding)",
          expected: "0 to \(lottery.denominator) times, and a holding that is not negative", journal: &journal)
      }
      guard let interval = chance.interval else { continue }
      let estimate = Int128(chance.served) * 1_000_000_000
      let contains =
        Int128(interval.low) * Int128(lottery.denominator) <= estimate
        && estimate <= Int128(interval.high) * Int128(lottery.denominator)
      guard lottery.method != .sampled || !contains || interval.low < 0 || interval.high > 1_000_000_000 else {
        continue
      }
      report(
        "has the interval \(interval.low) to \(interval.high) for `\(name)`",
        expected: "one within 0 to 1 that contains \(chance.served) of \(lottery.denominator), for drawn orders only",
        journal: &journal)
    }
  }

  // MARK: - Portfolios

  private func checkPortfolio(
    _ lottery: LotteryCertificate, _ rule: Policy.Lottery, stage: Int, journal: inout Journal
  ) {
    guard let run = rules.runs.firstIndex(where: { $0.stages.contains(stage) }) else { return }
    let fixed = outcome.granted.filter { grant in runOfGrant[grant.request].map { $0 < run } ?? false }
    let agents = agents(rule, stage: stage, fixed: fixed)
    var weights = Int128(0)
    var served: [String: Int128] = [:]
    var holdings: [String: Int128] = [:]
    var entries: [Set<Option>] = []
    for (number, entry) in lottery.portfolio.enumerated() {
      journal.count(.chances)
      if entry.weight < 1 {
        report("weighs allocation \(number) with \(entry.weight)", expected: "at least 1", journal: &journal)
      }
      weights += Int128(entry.weight)
      let (options, problem) = options(of: entry, agents: agents, stage: stage, fixed: fixed)
      if let problem { report("in allocation \(number) " + problem.0, expected: problem.1, journal: &journal) }
      entries.append(Set(options))
      let holders = options.compactMap { docket.requests[$0.request].holder }
      for holder in Set(holders) { served[holder, default: 0] += Int128(entry.weight) }
      for option in options {
        guard let holder = docket.requests[option.request].holder else { continue }
        holdings[holder, default: 0] += Int128(entry.weight) * Int128(docket.requests[option.request].holding)
      }
    }
    // Where nobody takes part there is nothing to draw from.
    if lottery.portfolio.isEmpty, agents.isEmpty {
      if lottery.levels != nil || lottery.unservable != nil {
        report("has levels", expected: "none, since nobody takes part", journal: &journal)
      }
      let whole = LotteryCertificate.ShareFactor(numerator: 1, denominator: 1)
      compare(
        "share_factor", lottery.shareFactor, rule.kind == .probabilisticSerial ? whole : nil, journal: &journal)
      compare("denominator", lottery.denominator, 1, journal: &journal)
      compare("ticket", lottery.ticket, nil, journal: &journal)
      if outcome.granted.contains(where: { runOfGrant[$0.request] == run }) {
        report("draws from nothing", expected: "no grant of stage \(stage + 1)", journal: &journal)
      }
      return
    }
    if weights != Int128(lottery.denominator) {
      report("has weights that add up to \(weights)", expected: "\(lottery.denominator)", journal: &journal)
    }
    compareChances(lottery, served: served, holdings: holdings, journal: &journal)
    let named = lottery.chances.map(\.administration).sorted()
    compare("chances", named, agents.keys.sorted(), journal: &journal)
    checkShareFactor(lottery, rule, journal: &journal)
    checkRule(
      lottery, rule, stage: stage, run: run, agents: agents, served: served, entries: entries, journal: &journal)
    checkTicket(lottery, stage: stage, run: run, entries: entries, journal: &journal)
  }

  /// Those who take part, with their entitlements: a request of theirs waits that is no larger than its band.
  private func agents(_ rule: Policy.Lottery, stage: Int, fixed: [Option]) -> [String: Int] {
    let isTaken = Set(fixed.map(\.request))
    var agents: [String: Int] = [:]
    for (index, request) in docket.requests.enumerated() {
      guard let holder = request.holder, !isTaken.contains(index),
        request.demand <= docket.bands[request.band].channels,
        rules.admits(index, stage: stage, docket: docket)
      else { continue }
      agents[holder] = docket.entitlement(of: holder, rule.entitlement)
    }
    return agents
  }

  /// Holds the factor of a lottery of simultaneous eating against the portfolio; other rules have none.
  private func checkShareFactor(_ lottery: LotteryCertificate, _ rule: Policy.Lottery, journal: inout Journal) {
    if rule.kind == .probabilisticSerial {
      if let problem = ShareFactorChecks(lottery: lottery).problem() {
        report(problem.0, expected: problem.1, journal: &journal)
      }
    } else {
      compare("share_factor", lottery.shareFactor, nil, journal: &journal)
    }
  }

  /// Holds the portfolio against the rule: levels of leximin, or shares of simultaneous eating.
  private func checkRule(
    _ lottery: LotteryCertificate, _ rule: Policy.Lottery, stage: Int, run: Int, agents: [String: Int],
    served: [String: Int128], entries: [Set<Option>], journal: inout Journal
  ) {
    let context = StageContext(
      docket: docket, rules: rules, stage: stage, run: run, holders: Set(agents.keys), grants: outcome.grants,
      runOfGrant: runOfGrant)
    guard rule.kind == .leximin else {
      if lottery.levels != nil || lottery.unservable != nil {
        report("has levels", expected: "none, since the rule has none", journal: &journal)
      }
      let checks = EatingChecks(context: context, lottery: lottery, entitlements: agents, entries: entries)
      for problem in checks.problems(journal: &journal) {
        journal.report(Self.finding(rules.policy.name, problem.0, problem.1, check: .shares))
      }
      return
    }
    let values = ObjectiveValues(context: context, grants: outcome.grants, runOfGrant: runOfGrant)
    var checks = LotteryLevelChecks(
      context: context, values: values, lottery: lottery, entitlements: agents,
      weights: served.mapValues { Int(clamping: $0) })
    for problem in checks.problems(journal: &journal) {
      journal.report(Self.finding(rules.policy.name, problem.0, problem.1, check: .lotteryLevels))
    }
  }

  /// The options of an allocation of the portfolio, and the first thing that forbids it.
  private func options(
    of entry: LotteryCertificate.Entry, agents: [String: Int], stage: Int, fixed: [Option]
  ) -> (options: [Option], problem: (String, String)?) {
    var index = GrantIndex(fixed, docket: docket)
    var tally = LimitTally(rules.limitations, granted: fixed.map(\.request))
    var isTaken = Set(fixed.map(\.request))
    var options: [Option] = []
    for grant in entry.grants {
      guard let request = docket.index(of: grant.network), rules.admits(request, stage: stage, docket: docket),
        docket.requests[request].holder.flatMap({ agents[$0] }) != nil, isTaken.insert(request).inserted
      else {
        return (
          options,
          ("grants `\(grant.network)`", "a request of somebody who takes part, once, and not granted before")
        )
      }
      let names = docket.bands[docket.requests[request].band].polarizations
      let place = docket.places(of: docket.requests[request]).first { $0.position == grant.position }
      let option = place.map { rules.options(of: request, at: $0, docket: docket) }?.first {
        $0.firstChannel == grant.firstChannel && isSame(names[$0.polarization], grant.polarization)
      }
      guard let option else {
        return (options, ("gives `\(grant.network)` what is none of its open options", "an option that is open to it"))
      }
      guard index.isFree(option, docket: docket) else {
        return (options, ("grants `\(grant.network)` in conflict with another grant", "no conflict"))
      }
      guard tally.hasRoom(for: request) else {
        return (options, ("grants `\(grant.network)` beyond a cap or an upper quota", "all of them kept"))
      }
      index.insert(option, docket: docket)
      tally.add(request)
      options.append(option)
    }
    return (options, nil)
  }

  /// The ticket picks an entry by cumulative weights, and that entry is what the stage grants.
  private func checkTicket(
    _ lottery: LotteryCertificate, stage: Int, run: Int, entries: [Set<Option>], journal: inout Journal
  ) {
    guard lottery.denominator >= 1 else { return }
    let draw = SeededDraw(purpose: "portfolio", identifier: rules.planned[stage].name, seed: lottery.seed)
    let ticket = Int(draw.number % UInt64(lottery.denominator))
    compare("ticket", lottery.ticket ?? -1, ticket, journal: &journal)
    var rest = Int128(ticket)
    var drawn: Set<Option>?
    for (entry, options) in zip(lottery.portfolio, entries) {
      if rest < Int128(entry.weight) {
        drawn = options
        break
      }
      rest -= Int128(entry.weight)
    }
    guard let drawn else { return }
    for request in docket.requests.indices {
      let granted = runOfGrant[request] == run ? outcome.grants[request] : nil
      let expected = drawn.first { $0.request == request }
      journal.count(.order)
      guard granted != expected else { continue }
      journal.report(
        AllocationTable.finding(
          .order, line: outcome.rows[request]?.line, policy: rules.policy.name,
          subject: docket.requests[request].identifier,
          "has \(granted.map { docket.text($0) } ?? "no grant") from stage \(stage + 1)",
          expected:
            "\(expected.map { docket.text($0) } ?? "no grant"), as in the allocation that ticket \(ticket) draws"))
    }
  }

  // MARK: - Findings

  private func compareChances(
    _ lottery: LotteryCertificate, served: [String: Int128], holdings: [String: Int128], journal: inout Journal
  ) {
    for problem in lottery.chanceProblems(served: served, holdings: holdings) {
      report(problem.0, expected: problem.1, journal: &journal)
    }
  }

  private func compare<Value: Equatable>(_ name: String, _ own: Value, _ expected: Value, journal: inout Journal) {
    guard own != expected else { return }
    report("has the \(name) \(own)", expected: "\(expected)", journal: &journal)
  }

  private func report(_ problem: String, expected: String, journal: inout Journal) {
    journal.report(Self.finding(rules.policy.name, problem, expected))
  }

  static func finding(
    _ policy: String, _ problem: String, _ expected: String, check: Check = .chances
  ) -> Finding {
    Finding(
      check: check, file: ResultFiles.certificateName, policy: policy, subject: "lottery", problem: problem,
      expected: expected)
  }
}

extension LotteryCertificate {
  /// Chances that differ from what was counted: by administration how often it was served, and its holdings by weight.
  func chanceProblems(served: [String: Int128], holdings: [String: Int128]) -> [(String, String)] {
    var problems: [(String, String)] = []
    for chance in chances {
      let counted = (served[chance.administration] ?? 0, holdings[chance.administration] ?? 0)
      guard counted != (Int128(chance.served), Int128(chance.holding)) else { continue }
      problems.append(
        (
          "says that `\(chance.administration)` is served \(chance.served) times and holds \(chance.holding)",
          "\(counted.0) and \(counted.1), as its outcomes give"
        ))
    }
    let named = Set(chances.map(\.administration))
    for administration in served.keys.sorted() where !named.contains(administration) {
      problems.append(("lacks the chance of `\(administration)`", "an entry for everybody who is served"))
    }
    return problems
  }
}
