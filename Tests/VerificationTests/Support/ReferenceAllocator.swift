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
  }

  init(world: SmallWorld, policy: Policy) {
    self.world = world
    self.policy = policy
    docket = Docket(scenario: world.scenario, register: world.register)
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
      if !isReservedOpen, isClosed(position, to: request) { continue }
      for first in 1...band.channels
      where first + request.demand - 1 <= band.channels && (request.fixedFirstChannel ?? first) == first {
        for polarization in request.polarizations {
          let option = Option(request: index, position: position, firstChannel: first, polarization: polarization)
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

  func isClosed(_ position: Int, to request: Request) -> Bool {
    guard let setAside = policy.aside, setAside.reserves(longitudeMilliDegrees: position) else { return false }
    let administration = world.register.administrations.first { $0.symbol == request.administration }
    return !setAside.groups.contains { group in administration.map { group.contains($0) } ?? false }
  }

  func admits(_ request: Request, _ stage: Policy.Stage) -> Bool {
    if stage.requests == .filed && request.kind != .filed { return false }
    if stage.requests == .national && request.kind != .national { return false }
    switch stage.administrations {
    case .withoutFiling, .symbols: return false
    case .all: return true
    case .withoutNetworkInUse:
      return !world.register.networks.contains {
        $0.administration == request.administration && $0.isInUse(on: world.register.snapshot)
      }
    case .groups(let groups):
      let administration = world.register.administrations.first { $0.symbol == request.administration }
      return groups.contains { group in administration.map { group.contains($0) } ?? false }
    }
  }

  func held(_ administration: String, _ grants: [Int: Option]) -> Int {
    grants.keys.count { docket.requests[$0].administration == administration }
  }

  /// Runs all stages.
  func solve() -> Solution {
    var solution = Solution()
    var stage = 0
    while stage < policy.stages.count {
      if case .order(let ordering) = policy.stages[stage].rule {
        runOrder(stage, ordering.placement, &solution)
        stage += 1
      } else {
        var end = stage
        while policy.stages[end].carry == .optimum { end += 1 }
        runMaximum(stage...end, &solution)
        stage = end + 1
      }
    }
    return solution
  }

  private func runOrder(_ number: Int, _ placement: Policy.Placement, _ solution: inout Solution) {
    let stage = policy.stages[number]
    let waiting = docket.requests.indices.filter { solution.grants[$0] == nil && admits(docket.requests[$0], stage) }
    let ordered = waiting.sorted { one, other in
      let (mine, theirs) = (docket.requests[one], docket.requests[other])
      let (first, second) = (mine.day ?? Int.min, theirs.day ?? Int.min)
      return first != second ? first < second : mine.identifier < theirs.identifier
    }
    var inStage: [String: Int] = [:]
    for index in ordered {
      let administration = docket.requests[index].administration
      if let cap = policy.cap, held(administration, solution.grants) >= cap { continue }
      if let limit = stage.networksPerAdministration, inStage[administration, default: 0] >= limit { continue }
      let option = options(index).first { option in
        (placement == .nearest || option.position == docket.requests[index].filedLongitude)
          && !solution.grants.values.contains { conflicts($0, option) }
      }
      guard let option else { continue }
      solution.grants[index] = option
      solution.grantStage[index] = number + 1
      inStage[administration, default: 0] += 1
    }
    let count = solution.grantStage.values.count { $0 == number + 1 }
    solution.claims.append(
      ReferenceClaim(
        stage: number + 1, kind: "order", objective: .precedence, claim: "by-construction", value: count, bound: nil,
        proof: "replay"))
  }

  private func runMaximum(_ stages: ClosedRange<Int>, _ solution: inout Solution) {
    let stage = policy.stages[stages.upperBound]
    let fixed = solution.grants
    let competing = docket.requests.indices.filter { fixed[$0] == nil && admits(docket.requests[$0], stage) }
    let choices = competing.map { index in
      options(index).filter { option in !fixed.values.contains { conflicts($0, option) } }
    }
    let program = ReferenceProgram(self, stage: stage, fixed: fixed, competing: competing)
    var candidates: [[Option]] = [[]]
    for options in choices {
      candidates += candidates.flatMap { partial in
        options.filter { option in !partial.contains { conflicts($0, option) } }.map { partial + [$0] }
      }
    }
    if let cap = policy.cap {
      candidates = candidates.filter { candidate in
        var all = fixed
        for option in candidate { all[option.request] = option }
        return world.register.administrations.allSatisfy { held($0.symbol, all) <= cap }
      }
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
        objective, kind: kind, stage: number + 1, value: value, earlier: solution.claims, candidates: before)
      solution.claims.append(claim)
    }
    for number in stages where !competing.isEmpty {
      guard case .maximise(let objective, let entitlement) = policy.stages[number].rule else { continue }
      switch objective {
      case .total(.holding): claim(.holding, "maximise", number)
      case .total(.networks): claim(.networks, "maximise", number)
      case .administrationsServed: claim(.administrationsServed, "maximise", number)
      case .populationCovered, .administrationsAtRatio, .alphaFairness, .generalisedGini, .leastDisplacement, .total:
        break
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
    if !competing.isEmpty {
      claim(.displacement, "tie-break", stages.upperBound)
      claim(.lot, "tie-break", stages.upperBound)
    }
    for option in candidates.first ?? [] {
      solution.grants[option.request] = option
      solution.grantStage[option.request] = stages.upperBound + 1
    }
  }
}
