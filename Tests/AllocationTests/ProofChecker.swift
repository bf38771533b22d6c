// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Checks multipliers by weak duality from the description of their rows and columns alone.
struct ProofChecker {
  /// A column of the program, written down anew.
  enum Column: Hashable {
    case place(request: Int, longitude: Int, displacement: Int)
    case option(Int)
    case level(administration: Int, steps: Int)
    case served(administration: Int)
  }

  let oracle: Oracle
  let policy: Policy
  let claims: [Claim]
  /// Choices that compete in the run, by positions.
  let open: [Int]
  /// Choices that earlier stages have fixed.
  let fixed: [Int]
  /// Administrations that ask in the run.
  let asking: [Int]
  /// Requests that the stage admits or that earlier stages granted.
  let asked: [Int]
  /// Choices that are granted at the end of the run.
  let granted: [Int]
  /// Whom each request serves.
  let beneficiaries: BeneficiariesByHand

  private var problem: CoordinationProblem { oracle.problem }

  /// Whether a grant of a request serves an administration.
  private func serves(_ request: Int, _ administration: Int) -> Bool {
    beneficiaries.symbols[request].contains(problem.administrations[administration])
  }

  /// What is wrong with a claim's multipliers; nil where they prove it.
  func fault(_ index: Int) -> String? {
    let claim = claims[index]
    guard let multipliers = claim.multipliers else { return "has no multipliers" }
    guard multipliers.scale >= 1, multipliers.entries.allSatisfy({ $0.multiplier >= 0 }) else { return "bad signs" }
    var columns = requestColumns(multipliers)
    for administration in problem.administrations.indices {
      let isServable = asked.contains { serves($0, administration) }
      if isServable { columns.append(.served(administration: administration)) }
    }
    for administration in asking {
      for steps in 1...max(1, most(administration) / step) {
        columns.append(.level(administration: administration, steps: steps))
      }
    }
    var costs = columns.map { Int128(multipliers.scale) * Int128(coefficient(claim.objective, $0)) }
    var total: Int128 = 0
    if case .orderedWelfare(let entitlement) = claim.objective {
      let members = asking.filter { share($0, entitlement) > 0 }
      if let fault = fault(of: multipliers, members: members) { return fault }
      let multiple = members.reduce(1) {
        $0 * share($1, entitlement) / LevelPlan.greatestCommonDivisor($0, share($1, entitlement))
      }
      for member in members {
        let weight = Int128((multipliers.orderedWeights[member] ?? 0) * (multiple / share(member, entitlement)))
        total += weight * Int128(fixedSum(member, \.holding) / step)
        for (position, column) in columns.enumerated() {
          guard let request = request(column), problem.holders[request] == member else { continue }
          costs[position] += weight * Int128(problem.requests[request].holding / step)
        }
      }
    }
    for (row, multiplier) in multipliers.entries {
      if let fault = fault(of: row, before: index) { return fault }
      total += Int128(multiplier) * Int128(rightHandSide(row))
      var members: Set<Int> = []
      if case .clique(let options) = row { members = Set(options.compactMap { oracle.position(of: $0) }) }
      for position in columns.indices {
        costs[position] -= Int128(multiplier) * Int128(coefficient(row, columns[position], members))
      }
    }
    total += costs.reduce(0) { $0 + max(0, $1) }
    let scale = Int128(multipliers.scale)
    let bound = total >= 0 ? total / scale : -((-total + scale - 1) / scale)
    var limit = Int128(claim.bound ?? claim.value)
    if case .allAtLevel(_, _, let entitlement) = claim.objective {
      limit = Int128(asking.filter { share($0, entitlement) > 0 }.count) - 1
    }
    return bound <= limit ? nil : "proves \(bound), not \(limit)"
  }

  /// What is wrong with weights of ordered welfare: of k members, any k, scale × the k greatest of 1, 3, 5 … is the limit.
  private func fault(of multipliers: Multipliers, members: [Int]) -> String? {
    let weights = members.map { multipliers.orderedWeights[$0] ?? 0 }.sorted(by: >)
    guard Set(multipliers.orderedWeights.keys) == Set(members) else { return "weights of others" }
    let count = members.count
    for size in 0...count {
      let limit = multipliers.scale * (count * count - (count - size) * (count - size))
      let sum = weights.prefix(size).reduce(0, +)
      if sum > limit || (size == count && sum != limit) { return "weights that aren't majorised" }
    }
    return nil
  }

  // MARK: - Columns

  private func requestColumns(_ multipliers: Multipliers) -> [Column] {
    var columns: [Column] = []
    var seen: Set<Column> = []
    for position in open {
      let choice = oracle.choices[position]
      let column: Column =
        multipliers.columns[problem.requests[choice.request].band] == .places
        ? .place(request: choice.request, longitude: choice.longitude, displacement: choice.displacement)
        : .option(position)
      if seen.insert(column).inserted { columns.append(column) }
    }
    return columns
  }

  private func request(_ column: Column) -> Int? {
    switch column {
    case .place(let request, _, _): request
    case .option(let position): oracle.choices[position].request
    case .level, .served: nil
    }
  }

  // MARK: - Objectives

  /// The greatest step that every holding is a multiple of.
  private var step: Int {
    problem.requests.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1.holding) }
  }

  private func share(_ administration: Int, _ entitlement: String) -> Int {
    if entitlement == "equal" { return 1 }
    return problem.register.administrations.first { $0.symbol == problem.administrations[administration] }?.population
      ?? 0
  }

  private func fixedSum(_ administration: Int, _ value: (Request) -> Int) -> Int {
    fixed.map { oracle.choices[$0].request }.filter { problem.holders[$0] == administration }
      .reduce(0) { $0 + value(problem.requests[$1]) }
  }

  /// What an administration would hold if all that it competes with were granted.
  private func most(_ administration: Int) -> Int {
    let own = asked.filter { problem.holders[$0] == administration }
    return own.reduce(0) { $0 + problem.requests[$1].holding }
  }

  private func coefficient(_ objective: Claim.Objective, _ column: Column) -> Int {
    switch objective {
    case .precedence: return 0
    case .total(.holding): return request(column).map { problem.requests[$0].holding } ?? 0
    case .total(.networks): return request(column) == nil ? 0 : 1
    case .holders, .welfare, .orderedWelfare, .total, .bids: return 0
    case .populationCovered:
      guard case .served(let administration) = column else { return 0 }
      return share(administration, "population")
    case .administrationsServed:
      if case .served = column { return 1 }
      return 0
    case .administrationsAtLevel(let numerator, let denominator, let entitlement),
      .allAtLevel(let numerator, let denominator, let entitlement):
      guard case .level(let administration, let steps) = column else { return 0 }
      let share = share(administration, entitlement)
      guard share > 0 else { return 0 }
      let needed = (numerator * share + denominator - 1) / denominator
      return needed <= most(administration) && (needed + step - 1) / step == steps ? 1 : 0
    case .displacement:
      switch column {
      case .place(_, _, let displacement): return -abs(displacement)
      case .option(let position): return -abs(oracle.choices[position].displacement)
      case .level, .served: return 0
      }
    case .lot:
      switch column {
      case .place(let request, let longitude, let displacement):
        return oracle.lot(
          .init(request: request, longitude: longitude, displacement: displacement, first: 1, polarization: 0))
      case .option(let position): return oracle.lot(oracle.choices[position])
      case .level, .served: return 0
      }
    }
  }

  // MARK: - Rows

  private func fault(of row: Multipliers.Row, before index: Int) -> String? {
    switch row {
    case .channelWindow(let band, _, _):
      let plan = problem.scenario.bands[band]
      let touching = problem.scenario.agreements.filter { $0.bands?.contains(plan.identifier) ?? true }
      if plan.polarizations.count > 1 || !touching.isEmpty { return "a channel window where pairs are exempt" }
    case .clique(let options):
      let positions = options.compactMap { oracle.position(of: $0) }
      guard positions.count == options.count else { return "a clique of unknown options" }
      for (number, left) in positions.enumerated() {
        for right in positions[(number + 1)...]
        where !oracle.conflict(left, right) && oracle.choices[left].request != oracle.choices[right].request {
          return "a clique with a pair that may be granted together"
        }
      }
    case .atLeast(let step):
      guard step < index, claims[step].strength == .optimal || claims[step].strength == .withinGap else {
        return "leans on claim \(step)"
      }
    case .nested(_, let steps): if steps < 2 { return "a lowest step that rests on none" }
    case .served: if problem.scenario.attribution.countsMembers { return "counts whole networks" }
    case .attributed: if !problem.scenario.attribution.countsMembers { return "counts parts of networks" }
    case .request, .window, .holding, .bound, .kept, .profile: break
    case .fairness: return "a row of fairness"
    }
    return nil
  }

  private func rightHandSide(_ row: Multipliers.Row) -> Int {
    switch row {
    case .request, .channelWindow, .clique: return 1
    case .window(let band, let from):
      let plan = problem.scenario.bands[band]
      let demand = problem.requests.first { $0.band == band }?.channels ?? 1
      let within = fixed.filter {
        problem.requests[oracle.choices[$0].request].band == band
          && eastward(from, oracle.choices[$0].longitude) < plan.requiredSeparationMilliDegrees
      }
      return plan.channels / demand - within.count
    case .holding(let administration): return fixedSum(administration, \.holding)
    case .served(let administration), .attributed(let administration):
      return fixed.count { serves(oracle.choices[$0].request, administration) }
    case .atLeast(let step): return -claims[step].value
    case .kept, .fairness: return -1
    case .nested: return 0
    case .profile(let administration):
      let all = granted.map { oracle.choices[$0].request }.filter { problem.holders[$0] == administration }
      return fixedSum(administration, \.holding) - all.reduce(0) { $0 + problem.requests[$1].holding }
    case .bound(_, let name):
      let held = fixed.filter { problem.requests[oracle.choices[$0].request].administration == name }.count
      return max(0, (policy.constraints.limits.first?.amount ?? 0) - held)
    }
  }

  private func coefficient(_ row: Multipliers.Row, _ column: Column, _ members: Set<Int>) -> Int {
    switch (row, column) {
    case (.request(let request), _): return self.request(column) == request ? 1 : 0
    case (.window(let band, let from), .place(let request, let longitude, _)):
      let plan = problem.scenario.bands[band]
      return problem.requests[request].band == band
        && eastward(from, longitude) < plan.requiredSeparationMilliDegrees ? 1 : 0
    case (.channelWindow(let band, let from, let channel), .option(let position)):
      let choice = oracle.choices[position]
      let request = problem.requests[choice.request]
      return request.band == band
        && eastward(from, choice.longitude) < problem.scenario.bands[band].requiredSeparationMilliDegrees
        && (choice.first..<choice.first + request.channels).contains(channel) ? 1 : 0
    case (.clique, .option(let position)): return members.contains(position) ? 1 : 0
    case (.holding(let administration), .level(let own, _)): return own == administration ? step : 0
    case (.holding(let administration), _):
      return request(column).map { problem.holders[$0] == administration ? -problem.requests[$0].holding : 0 } ?? 0
    case (.nested(let administration, let steps), .level(let own, let count)):
      return own != administration ? 0 : count == steps ? 1 : count == steps - 1 ? -1 : 0
    case (.served(let administration), .served(let own)), (.attributed(let administration), .served(let own)):
      return own == administration ? 1 : 0
    case (.served(let administration), _), (.attributed(let administration), _):
      return request(column).map { serves($0, administration) ? -1 : 0 } ?? 0
    case (.atLeast(let step), _): return -coefficient(claims[step].objective, column)
    case (.bound(_, let name), _):
      return request(column).map { problem.requests[$0].administration == name ? 1 : 0 } ?? 0
    case (.profile(let administration), _):
      return request(column).map { problem.holders[$0] == administration ? -problem.requests[$0].holding : 0 } ?? 0
    case (.kept, _), (.fairness, _), (.nested, _): return 0
    case (.window, _), (.channelWindow, _), (.clique, _): return 0
    }
  }

  private func eastward(_ from: Int, _ longitude: Int) -> Int {
    ((longitude - from) % 360_000 + 360_000) % 360_000
  }
}
