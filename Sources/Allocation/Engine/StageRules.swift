// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

/// What a policy's filters and constraints say of requests and places, looked up once.
struct StageRules {
  let problem: CoordinationProblem
  let policy: Policy
  /// Caps, minimums and quotas.
  private(set) var bounds: PolicyBounds
  /// For each set-aside and administration whether what is set aside is open to it.
  private let mayUse: [[Bool]]
  /// For each request whether it meets the criteria of eligibility.
  let isEligible: [Bool]
  private let members: [Administration]
  /// Who bids what, where a stage of the policy sells.
  let bids: RequestBids?

  init(problem: CoordinationProblem, policy: Policy) {
    self.problem = problem
    self.policy = policy
    let bySymbol = Dictionary(uniqueKeysWithValues: problem.register.administrations.map { ($0.symbol, $0) })
    let members = problem.administrations.compactMap { bySymbol[$0] }
    self.members = members
    bids = policy.auction.map { RequestBids(problem: problem, terms: $0.terms) }
    bounds = PolicyBounds(problem: problem, policy: policy) { Self.open($0, problem: problem, members: members) }
    mayUse = policy.constraints.setAsides.map { aside in
      Self.open(.groups(aside.groups), problem: problem, members: members)
    }
    isEligible = problem.requests.indices.map { request in
      policy.constraints.eligibility.allSatisfy { problem.meets(criterion: $0, request: request) == true }
    }
  }

  /// The same rules with some bounds for certain subjects only.
  func narrowed(to subjects: [Bound.Source: Set<Int>]) -> StageRules {
    var rules = self
    rules.bounds = bounds.narrowed(to: subjects)
    return rules
  }

  /// Whether the constraints leave a place open to a request, whatever the channels.
  func allows(_ request: Int, at place: Place) -> Bool {
    mayStand(request, at: place) && isOpen(request, at: place)
  }

  /// Whether a request may be moved to a place.
  func mayStand(_ request: Int, at place: Place) -> Bool {
    guard place.displacementMilliDegrees != 0 else { return true }
    switch policy.constraints.filedPositions {
    case .none: return true
    case .inUse: return !problem.requests[request].isInUseToday
    case .all: return false
    }
  }

  /// Whether the set-asides leave a place open to a request, whatever the channels.
  func isOpen(_ request: Int, at place: Place) -> Bool {
    policy.constraints.setAsides.enumerated().allSatisfy { number, aside in
      mayUse[number][problem.notifying[request]] || !aside.reserves(longitudeMilliDegrees: place.longitudeMilliDegrees)
    }
  }

  /// Whether the set-asides of channels leave an option open.
  func isOpen(_ option: Option) -> Bool {
    policy.constraints.setAsides.enumerated().allSatisfy { number, aside in
      guard case .channels(let band, let first, let last) = aside.extent,
        !mayUse[number][problem.notifying[option.request]], problem.band(of: option.request).identifier == band
      else { return true }
      let end = option.firstChannel + problem.requests[option.request].channels - 1
      return end < first || last < option.firstChannel
    }
  }

  /// Whether channels of a band are set aside, so that they aren't interchangeable.
  func setsAsideChannels(band: Int) -> Bool {
    policy.constraints.setAsides.contains { aside in
      guard case .channels(let name, _, _) = aside.extent else { return false }
      return name == problem.scenario.bands[band].identifier
    }
  }

  /// Every option of a request at a place that the constraints leave open, in order of preference.
  func options(of request: Int, at place: Place) -> [Option] {
    guard allows(request, at: place) else { return [] }
    return problem.options(of: request, at: place).filter { isOpen($0) }
  }

  /// Whether a stage looks at a request, granted or not.
  func admits(_ planned: PlannedStage) -> [Bool] {
    let concerned = concerns(planned)
    guard planned.stage.auction != nil, let bids else { return concerned }
    return concerned.indices.map { concerned[$0] && bids.takesPart($0) }
  }

  /// The requests that an auction would look at if they were worth enough, and aren't.
  func tooLowBids() -> [Bool] {
    guard let bids, let (index, _) = policy.auction else {
      return Array(repeating: false, count: problem.requests.count)
    }
    let concerned = concerns(PlannedStage(number: index + 1, stage: policy.stages[index], round: nil))
    return concerned.indices.map { concerned[$0] && !bids.takesPart($0) }
  }

  /// Whether the filters of a stage leave a request in, whatever is bid for it.
  private func concerns(_ planned: PlannedStage) -> [Bool] {
    let stage = planned.stage
    let open = Self.open(stage.administrations, problem: problem, members: members)
    return problem.requests.indices.map { index in
      let request = problem.requests[index]
      let isOfKind =
        switch stage.requests {
        case .all: true
        case .filed: request.kind == .filed
        case .national: request.kind == .national
        case .inUse: request.isInUseToday
        case .nationalAllotments: request.isNationalAllotment
        case .planned: request.kind == .filed && request.isPlanned
        case .nonPlanned: request.kind == .filed && !request.isPlanned
        }
      return isOfKind && open[problem.notifying[index]] && isEligible[index] && planned.isWithinRound(request)
    }
  }

  /// For each administration whether a filter has it.
  private static func open(
    _ filter: Policy.AdministrationFilter, problem: CoordinationProblem, members: [Administration]
  ) -> [Bool] {
    var open = Array(repeating: true, count: problem.administrations.count)
    switch filter {
    case .all: break
    case .withoutNetworkInUse:
      let register = problem.register
      let using = Set(register.networks.filter { $0.isInUse(on: register.snapshot) }.map(\.administration))
      open = problem.administrations.map { !using.contains($0) }
    case .withoutFiling:
      for (index, request) in problem.requests.enumerated() where request.kind == .filed && !request.isPlanned {
        open[problem.notifying[index]] = false
      }
    case .groups(let groups):
      open = members.map { administration in groups.contains { $0.contains(administration) } }
    case .symbols(let symbols):
      open = problem.administrations.map { symbols.contains($0) }
    }
    return open
  }

  /// For each administration its rank in a priority of groups: the place of the first group that has it.
  func ranks(_ priority: [AdministrationGroup]) -> [Int] {
    members.map { administration in
      priority.firstIndex { $0.contains(administration) } ?? priority.count
    }
  }
}
