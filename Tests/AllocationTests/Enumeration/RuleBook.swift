// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Coordination
@testable import Scenarios

/// What a policy's filters and constraints say of a small problem, read a second time from the description of the file.
struct RuleBook {
  let oracle: Oracle
  let policy: Policy
  let entitlements: EntitlementsByHand
  let beneficiaries: BeneficiariesByHand
  /// Units of holding in one step.
  private(set) var step = 1

  init(oracle: Oracle, policy: Policy, entitlements: EntitlementsByHand? = nil) {
    self.oracle = oracle
    self.policy = policy
    beneficiaries = BeneficiariesByHand(oracle.problem)
    self.entitlements = entitlements ?? EntitlementsByHand(problem: oracle.problem)
    step = Self.step(oracle.problem.requests.indices.map { quantity(.holding, $0) })
  }

  var problem: CoordinationProblem { oracle.problem }

  /// A stage as it is carried out.
  struct Step {
    var number: Int
    var stage: Policy.Stage
    /// The days of its round; nil for one round of all.
    var days: ClosedRange<Int>?
    var isFirstRound = true
  }

  /// Protected requests first, then the stages, those that maximise round by round.
  func steps() -> [Step] {
    var result: [Step] = []
    func add(_ stage: Policy.Stage, _ days: ClosedRange<Int>? = nil, isFirstRound: Bool = true) {
      result.append(Step(number: result.count + 1, stage: stage, days: days, isFirstRound: isFirstRound))
    }
    for protection in policy.constraints.protected {
      add(
        Policy.Stage(
          name: "protected: \(protection.rawValue)",
          rule: .order(.init(queue: .dateOfReceipt, placement: .asFiled)),
          requests: protection == .nationalAllotments ? .nationalAllotments : .inUse))
    }
    var rest = policy.stages[...]
    while let stage = rest.first {
      let length = 1 + rest.prefix { $0.carry == .optimum }.count
      let group = rest.prefix(length)
      if case .maximise = stage.rule, let span = stage.roundDays {
        for (index, days) in rounds(span).enumerated() {
          for one in group { add(one, days, isFirstRound: index == 0) }
        }
      } else {
        for one in group { add(one) }
      }
      rest = rest.dropFirst(length)
    }
    return result
  }

  func rounds(_ span: Int) -> [ClosedRange<Int>] {
    var left = problem.requests.compactMap { $0.received?.dayNumber }.sorted()
    var result: [ClosedRange<Int>] = []
    while let first = left.first {
      result.append(first...(first + span))
      left.removeAll { $0 <= first + span }
    }
    return result.isEmpty ? [0...span] : result
  }

  // MARK: - Filters

  func administration(_ request: Int) -> Administration {
    problem.register.administrations.first { $0.symbol == problem.requests[request].administration }
      ?? problem.register.administrations[0]
  }

  func admits(_ step: Step, _ request: Int) -> Bool {
    let one = problem.requests[request]
    let isOfKind =
      switch step.stage.requests {
      case .all: true
      case .filed: one.kind == .filed
      case .national: one.kind == .national
      case .inUse: one.isInUseToday
      case .nationalAllotments: one.isNationalAllotment
      case .planned: one.kind == .filed && one.isPlanned
      case .nonPlanned: one.kind == .filed && !one.isPlanned
      }
    guard isOfKind, passes(step.stage.administrations, request), isEligible(request) else { return false }
    guard let days = step.days else { return true }
    return one.received.map { days.contains($0.dayNumber) } ?? step.isFirstRound
  }

  func passes(_ filter: Policy.AdministrationFilter, _ request: Int) -> Bool {
    let symbol = problem.requests[request].administration
    let own = problem.register.networks.filter { $0.administration == symbol }
    switch filter {
    case .all: return true
    case .withoutNetworkInUse: return !own.contains { $0.isInUse(on: problem.register.snapshot) }
    case .withoutFiling: return own.allSatisfy { $0.procedure == .planned }
    case .symbols(let symbols): return symbols.contains(symbol)
    case .groups(let groups): return groups.contains { Self.contains($0, administration(request)) }
    }
  }

  static func contains(_ group: AdministrationGroup, _ administration: Administration) -> Bool {
    switch group {
    case .leastDeveloped: administration.isLeastDeveloped
    case .landlockedDeveloping: administration.isLandlockedDeveloping
    case .smallIslandDeveloping: administration.isSmallIslandDeveloping
    case .income(let income): administration.incomeGroup == income
    case .region(let region): administration.ituRegion == region
    }
  }

  func isEligible(_ request: Int) -> Bool {
    let one = problem.requests[request]
    return policy.constraints.eligibility.allSatisfy { criterion in
      if criterion == "in-use-or-in-time" {
        if one.kind == .national || one.isInUseToday { return true }
        // The seven years never start for an allotment that came into its plan without a date of receipt.
        guard let received = one.received else { return one.isNationalAllotment }
        // Received after this day seven years ago.
        let today = problem.register.snapshot
        return CalendarDate(year: today.year - 7, month: today.month, day: today.day).map { $0 < received } ?? false
      }
      guard let table = problem.scenario.compliance, let column = table.criteria.firstIndex(of: criterion) else {
        return false
      }
      let key = table.subject == .network ? one.identifier : one.administration
      return table.rows.first { $0.key == key }?.isMet[column] ?? false
    }
  }

  // MARK: - Places

  /// Whether set-asides and filed positions leave an option to its request.
  func isOpen(_ position: Int) -> Bool {
    let choice = oracle.choices[position]
    let request = problem.requests[choice.request]
    if choice.displacement != 0 {
      if policy.constraints.filedPositions == .all { return false }
      if policy.constraints.filedPositions == .inUse, request.isInUseToday { return false }
    }
    let longitude = (choice.longitude + 360_000) % 360_000
    return policy.constraints.setAsides.allSatisfy { aside in
      if aside.groups.contains(where: { Self.contains($0, administration(choice.request)) }) { return true }
      switch aside.extent {
      case .sectors(let start, let share, let sector):
        let thousandths = (longitude % sector) * 1_000
        return thousandths < start * sector || thousandths >= (start + share) * sector
      case .arc(let from, let to):
        let (west, east) = ((from + 360_000) % 360_000, (to + 360_000) % 360_000)
        return west <= east ? longitude < west || longitude > east : longitude < west && longitude > east
      case .positions(let positions): return !positions.contains { ($0 + 360_000) % 360_000 == longitude }
      case .channels(let band, let first, let last):
        guard problem.scenario.bands[request.band].identifier == band else { return true }
        return (choice.first..<(choice.first + request.channels)).allSatisfy { $0 < first || $0 > last }
      }
    }
  }
}
