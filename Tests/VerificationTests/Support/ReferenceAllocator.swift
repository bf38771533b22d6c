// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Scenarios
@testable import Verification

/// Allocates by the rules' plain words: every option against every grant, every allocation against every other.
struct ReferenceAllocator {
  let docket: Docket
  let world: SmallWorld
  let policy: Policy

  struct Solution {
    var grants: [Int: Option] = [:]
    var grantStage: [Int: Int] = [:]
    var claims: [ReferenceClaim] = []
    /// Whether the policy's demands can be met at all.
    var isPossible = true
  }

  init(world: SmallWorld, policy: Policy) {
    self.world = world
    self.policy = policy
    docket = Docket(scenario: world.scenario, register: world.register)
  }

  /// Whom a grant of a request serves, by the register's tables.
  func beneficiaries(_ index: Int) -> Set<String> {
    let request = docket.requests[index]
    let rule = world.scenario.attribution
    if rule == .organisationsApart, !request.organisation.isEmpty { return [] }
    guard rule == .members || rule == .memberShares, request.kind == .filed else { return [request.administration] }
    let joint = world.register.jointFilings.filter { $0.network == request.identifier }
    let members = world.register.memberships.filter { $0.organisation == request.organisation }
    let rows =
      joint.isEmpty ? members.map { ($0.administration, $0.share) } : joint.map { ($0.administration, $0.share) }
    if rows.isEmpty { return [request.administration] }
    return Set(rows.filter { rule == .members || $0.1 > 0 }.map(\.0))
  }

  func conflicts(_ one: Option, _ other: Option) -> Bool {
    let (mine, theirs) = (docket.requests[one.request], docket.requests[other.request])
    if mine.band != theirs.band { return false }
    let channels = Set(one.firstChannel..<one.firstChannel + mine.demand)
    if channels.isDisjoint(with: other.firstChannel..<other.firstChannel + theirs.demand) { return false }
    let raw = abs(one.position - other.position) % 360_000
    let distance = min(raw, 360_000 - raw)
    let isSameHolder = mine.administration == theirs.administration && mine.organisation == theirs.organisation
    if distance == 0 && isSameHolder { return one.polarization == other.polarization }
    var required = world.scenario.bands[mine.band].requiredSeparationMilliDegrees
    let identifier = world.scenario.bands[mine.band].identifier
    for agreement in world.scenario.agreements
    where Set(agreement.administrations) == [mine.administration, theirs.administration]
      && (agreement.bands == nil || agreement.bands?.contains(identifier) == true)
    {
      required = agreement.separationMilliDegrees
    }
    return distance < required
  }

  /// Options by the plain words, most preferred first.
  func options(_ index: Int, isReservedOpen: Bool = false) -> [Option] {
    let request = docket.requests[index]
    let band = world.scenario.bands[request.band]
    var found: [(displacement: Int, option: Option)] = []
    for displacement in -band.flexibilityMilliDegrees...band.flexibilityMilliDegrees {
      let longitude = request.filedLongitude + displacement
      guard displacement == 0 || longitude % world.scenario.gridMilliDegrees == 0 else { continue }
      var position = longitude
      if position > 180_000 { position -= 360_000 }
      if position <= -180_000 { position += 360_000 }
      let isFixed = policy.constraints.filedPositions == .all || request.isInUse
      if policy.constraints.filedPositions != .none, isFixed, displacement != 0 { continue }
      for first in 1...band.channels
      where first + request.demand - 1 <= band.channels && (request.fixedFirstChannel ?? first) == first {
        for polarization in request.polarizations {
          let option = Option(request: index, position: position, firstChannel: first, polarization: polarization)
          if !isReservedOpen, isClosed(option) { continue }
          found.append((displacement, option))
        }
      }
    }
    return found.enumerated().sorted { one, other in
      let (first, second) = (one.element.displacement, other.element.displacement)
      if abs(first) != abs(second) { return abs(first) < abs(second) }
      return first != second ? first > second : one.offset < other.offset
    }.map(\.element.option)
  }

  func isClosed(_ option: Option) -> Bool {
    let request = docket.requests[option.request]
    return policy.constraints.setAsides.contains { aside in
      if isMember(request.administration, aside.groups) { return false }
      guard case .channels(let band, let first, let last) = aside.extent else {
        return aside.reserves(longitudeMilliDegrees: option.position)
      }
      let channels = option.firstChannel..<option.firstChannel + request.demand
      return docket.bands[request.band].identifier == band && channels.contains { $0 >= first && $0 <= last }
    }
  }

  /// Runs all stages.
  func solve() -> Solution {
    var solution = Solution()
    let plan = plan
    var index = 0
    var kept: Set<Int> = []
    while index < plan.count, solution.isPossible {
      if case .order(let ordering) = plan[index].stage.rule {
        let granted = runOrder(plan[index], ordering, &solution)
        kept = plan[index].stage.carry == .requests ? granted : []
        index += 1
      } else {
        var end = index
        while plan[end].stage.carry == .optimum { end += 1 }
        let isLast = !plan[(end + 1)...].contains { if case .maximise = $0.stage.rule { true } else { false } }
        runMaximum(Array(plan[index...end]), kept: kept, isLast: isLast, &solution)
        kept = []
        index = end + 1
      }
    }
    return solution
  }

  /// The requests that an ordering grants; what it grants is taken over unless only its requests are passed on.
  private func runOrder(
    _ planned: ReferenceStage, _ ordering: Policy.Ordering, _ solution: inout Solution
  ) -> Set<Int> {
    var queue = ReferenceQueue(self, planned, ordering, solution.grants)
    queue.run()
    solution.claims.append(
      ReferenceClaim(
        stage: planned.number, kind: "order", objective: .precedence, claim: "by-construction",
        value: queue.granted.count, bound: nil, proof: "replay"))
    if planned.stage.carry != .requests {
      solution.grants = queue.grants
      for request in queue.granted { solution.grantStage[request] = planned.number }
    }
    return Set(queue.granted)
  }

  private func runMaximum(
    _ stages: [ReferenceStage], kept: Set<Int>, isLast: Bool, _ solution: inout Solution
  ) {
    let fixed = solution.grants
    let admitted = Set(docket.requests.indices.filter { kept.contains($0) || admits($0, stages[0]) })
    let competing = docket.requests.indices.filter { fixed[$0] == nil && admitted.contains($0) }
    let choices = competing.map { index in
      options(index).filter { option in !fixed.values.contains { conflicts($0, option) } }
    }
    var program = ReferenceProgram(
      self, run: stages.map(\.number), admitted: admitted, kept: kept, isLast: isLast, fixed: fixed,
      competing: competing)
    var candidates: [[Option]] = [[]]
    for options in choices {
      candidates += candidates.flatMap { partial in
        options.filter { option in !partial.contains { conflicts($0, option) } }.map { partial + [$0] }
      }
    }
    if !policy.constraints.isEmpty || !kept.isEmpty {
      candidates = candidates.filter { candidate in
        var all = fixed
        for option in candidate { all[option.request] = option }
        return kept.allSatisfy { all[$0] != nil } && keepsLimits(all) && (!isLast || meetsDemands(all, stages[0]))
      }
    }
    guard !candidates.isEmpty else {
      solution.isPossible = false
      return
    }
    func keepBest(_ objective: ClaimObjective) -> Int {
      let values = candidates.map { program.value(of: objective, granted: $0) }
      let best = values.max() ?? 0
      candidates = zip(candidates, values).filter { $0.1 == best }.map(\.0)
      return best
    }
    func claim(_ objective: ClaimObjective, _ kind: String, _ number: Int) {
      let before = candidates
      let value = keepBest(objective)
      let claim = program.prove(
        objective, kind: kind, stage: number, value: value, earlier: solution.claims, candidates: before)
      solution.claims.append(claim)
    }
    for planned in stages where !competing.isEmpty {
      guard case .maximise(let objective, let entitlement) = planned.stage.rule else { continue }
      let number = planned.number
      switch objective {
      case .total(let quantity): claim(.total(quantity), "maximise", number)
      case .administrationsServed: claim(.administrationsServed, "maximise", number)
      case .populationCovered: claim(.populationCovered, "maximise", number)
      // Worlds of these tests sell nothing.
      case .bids: break
      case .leastDisplacement: claim(.displacement, "maximise", number)
      case .generalisedGini:
        claim(.orderedWelfare(entitlement), "maximise", number)
        // Of several with the greatest welfare the holdings of one are kept.
        let asking = program.asking(entitlement).map(\.symbol)
        func held(_ candidate: [Option]) -> [Int] { asking.map { program.holding($0, candidate).holding } }
        let kept = held(candidates.first ?? [])
        candidates = candidates.filter { held($0) == kept }
        for (symbol, holding) in zip(asking, kept) { program.profile[symbol] = holding }
      case .administrationsAtRatio(let ratio):
        let level = Level(entitlement: entitlement, numerator: ratio.numerator, denominator: ratio.denominator)
        claim(.administrationsAtLevel(level), "maximise", number)
      case .alphaFairness(let halves):
        if halves >= 2 { claim(.holders(entitlement), "maximise", number) }
        claim(.welfare(halves: halves, entitlement), "maximise", number)
      case .leximin:
        for level in program.levels(entitlement) {
          claim(.administrationsAtLevel(level), "maximise", number)
          if solution.claims.last?.value == 0 { break }
        }
      case .minimumRatio:
        for level in program.levels(entitlement) {
          let most = candidates.map { program.value(of: .administrationsAtLevel(level), granted: $0) }.max() ?? 0
          if most < program.asking(entitlement).count {
            claim(.allAtLevel(level), "maximise", number)
            break
          }
          claim(.administrationsAtLevel(level), "maximise", number)
        }
      }
    }
    let last = stages[stages.count - 1].number
    if !competing.isEmpty {
      claim(.displacement, "tie-break", last)
      claim(.lot, "tie-break", last)
    }
    for option in candidates.first ?? [] {
      solution.grants[option.request] = option
      solution.grantStage[option.request] = last
    }
  }
}
