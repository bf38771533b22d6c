// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Holds an allocation under any policy of the language against the enumeration of all that the policy allows.
///
/// Each stage is judged on what the allocation itself granted before it: orderings by carrying them out again, objectives
/// one after another by the best set of requests among those that attain the objectives before.
struct PolicyJudge {
  let book: RuleBook
  let allocation: Allocation
  private(set) var faults: [String] = []
  /// Whether rounding left open which welfare is greater, so that later objectives of the run weren't judged.
  private(set) var isRounded = false
  /// How many objectives were judged on more than one set, and how many of these after others.
  private(set) var objectives = 0
  private(set) var laterObjectives = 0
  /// How many claims were compared with the best of all sets that keep the claims before.
  private(set) var claims = 0
  /// By how much the bounds of welfare exceed what was attained.
  private(set) var gaps: [Double] = []
  private var nextClaim = 0
  /// Whether ties may end with an interval, which must hold.
  private let tiesMayStayOpen: Bool

  init(
    _ oracle: Oracle, _ policy: Policy, _ allocation: Allocation, entitlements: EntitlementsByHand? = nil,
    tiesMayStayOpen: Bool = false
  ) {
    self.tiesMayStayOpen = tiesMayStayOpen
    book = RuleBook(oracle: oracle, policy: policy, entitlements: entitlements)
    self.allocation = allocation
    guard standsAlone() else { return }
    var kept = 0
    var steps = book.steps()[...]
    while let step = steps.first {
      switch step.stage.rule {
      case .order(let ordering):
        kept = order(step, ordering)
        steps = steps.dropFirst()
      case .maximise:
        let length = 1 + steps.prefix { $0.stage.carry == .optimum }.count
        let isLast = !steps.dropFirst(length).contains { Self.maximises($0.stage) }
        run(Array(steps.prefix(length)), kept: kept, enforcesDemands: isLast)
        kept = 0
        steps = steps.dropFirst(length)
      case .lottery: steps = steps.dropFirst()
      }
    }
    if nextClaim != allocation.claims.count { faults.append("\(allocation.claims.count - nextClaim) claims too many") }
  }

  static func maximises(_ stage: Policy.Stage) -> Bool {
    if case .maximise = stage.rule { return true }
    return false
  }

  private var oracle: Oracle { book.oracle }

  private func positions(_ numbers: ClosedRange<Int>) -> [Int] {
    allocation.grants.compactMap { $0 }.filter { numbers.contains($0.stage) }
      .compactMap { oracle.position(of: $0.option) }
  }

  private func set(_ positions: [Int]) -> Int { Oracle.set(positions.map { oracle.choices[$0].request }) }

  /// Whether all grants are options of their requests that don't conflict.
  private mutating func standsAlone() -> Bool {
    var forbidden: UInt64 = 0
    for (request, grant) in allocation.grants.enumerated() {
      guard let grant else { continue }
      guard grant.option.request == request, let position = oracle.position(of: grant.option) else {
        faults.append("request \(request) has what is no option of it")
        return false
      }
      if forbidden >> UInt64(position) & 1 == 1 { faults.append("request \(request) conflicts with an earlier one") }
      forbidden |= oracle.conflicting[position]
    }
    return faults.isEmpty
  }

  // MARK: - Orderings

  /// Compares an ordering with its replay; the requests that the next run has to keep.
  private mutating func order(_ step: RuleBook.Step, _ ordering: Policy.Ordering) -> Int {
    let granted = book.replay(step, ordering, standing: step.number == 1 ? [] : positions(1...(step.number - 1)))
    let isTakenBack = step.stage.carry == .requests
    let own = positions(step.number...step.number)
    if Set(own) != (isTakenBack ? [] : Set(granted)) {
      faults.append("stage \(step.number) is not what its order gives")
    }
    if let claim = takeClaim(step.number...step.number) {
      if claim.objective != .precedence || claim.value != granted.count || claim.strength != .byConstruction {
        faults.append("stage \(step.number) claims \(claim.objective) \(claim.value), not \(granted.count)")
      }
    } else {
      faults.append("stage \(step.number) has no claim")
    }
    return isTakenBack ? set(granted) : 0
  }

  private mutating func takeClaim(_ stages: ClosedRange<Int>) -> Claim? {
    guard nextClaim < allocation.claims.count, stages.contains(allocation.claims[nextClaim].stage) else { return nil }
    nextClaim += 1
    return allocation.claims[nextClaim - 1]
  }

  // MARK: - Objectives

  /// A set of requests that a run may grant, with the best way to place them.
  struct Leaf {
    var set: Int
    var placements: Oracle.Placements
  }

  /// What a run looks at.
  private struct Field {
    var standing: Int
    var admitted: Int
    var leaves: [Leaf]
    /// What the allocation grants in the run.
    var own: Leaf
    var isVoid: Bool
  }

  private mutating func run(_ steps: [RuleBook.Step], kept: Int, enforcesDemands: Bool) {
    let numbers = steps[0].number...steps[steps.count - 1].number
    let fixed = numbers.lowerBound == 1 ? [] : positions(1...(numbers.lowerBound - 1))
    let field = field(steps, fixed: fixed, kept: kept, enforcesDemands: enforcesDemands)
    guard field.leaves.contains(where: { $0.set == field.own.set }) else {
      faults.append("stages \(numbers) grant what their constraints forbid: \(String(field.own.set, radix: 2))")
      return
    }
    var survivors = field.leaves
    for (index, step) in steps.enumerated() {
      guard case .maximise(let objective, let entitlement) = step.stage.rule else { continue }
      let goal = book.goal(
        objective, book.members(entitlement, admitted: field.admitted, standing: field.standing),
        standing: field.standing)
      let scores = survivors.map { book.score(goal, $0.set, displacement: $0.placements.displacement) }
      let own = book.score(goal, field.own.set, displacement: field.own.placements.displacement)
      if survivors.count > 1 { objectives += 1 }
      if survivors.count > 1, index > 0 { laterObjectives += 1 }
      if let better = scores.first(where: { own.compared(with: $0, tolerance: goal.tolerance) < 0 }) {
        faults.append("stage \(step.number) (\(objective)) attains \(own), but \(better) is possible")
      }
      let equal = zip(survivors, scores).filter { own.compared(with: $1) <= 0 }.map(\.0)
      let close = scores.count { own.compared(with: $0, tolerance: goal.tolerance) <= 0 }
      survivors = equal
      if close != equal.count {
        isRounded = true
        break
      }
      if objective == .generalisedGini {
        // Later objectives keep the holdings of the welfare that was found.
        survivors.removeAll { leaf in
          goal.members.contains {
            book.holding($0, leaf.set | field.standing) < book.holding($0, field.own.set | field.standing)
          }
        }
      }
    }
    if !isRounded { ties(field, survivors, numbers) }
    judgeClaims(steps, field, numbers)
  }

  private func field(_ steps: [RuleBook.Step], fixed: [Int], kept: Int, enforcesDemands: Bool) -> Field {
    let standing = set(fixed)
    let admitted = Oracle.set(book.problem.requests.indices.filter { book.admits(steps[0], $0) }) | kept
    let open = oracle.choices.indices.filter { position in
      let request = oracle.choices[position].request
      return (admitted & ~standing) >> request & 1 == 1 && book.isOpen(position)
    }
    let leaves = book.leaves(
      open: open, fixed: fixed, kept: kept, admitted: admitted, enforcesDemands: enforcesDemands)
    let here = positions(steps[0].number...steps[steps.count - 1].number)
    var own = Leaf(set: set(here), placements: .init())
    own.placements.displacement = here.reduce(0) { $0 + abs(oracle.choices[$1].displacement) }
    own.placements.lot = here.reduce(0) { $0 + oracle.lot(oracle.choices[$1]) }
    return Field(standing: standing, admitted: admitted, leaves: leaves, own: own, isVoid: open.isEmpty)
  }

  /// Ties are broken by displacement, then by lots; and who is served in all optima, some or none is said rightly.
  private mutating func ties(_ field: Field, _ survivors: [Leaf], _ numbers: ClosedRange<Int>) {
    let best = survivors.map { ($0.placements.displacement, -$0.placements.lot) }.min { $0 < $1 } ?? (0, 0)
    let own = (field.own.placements.displacement, -field.own.placements.lot)
    if own != best, !tiesMayStayOpen { faults.append("stages \(numbers) break ties at \(own), not \(best)") }
    guard numbers.upperBound == allocation.plan.last(where: { Self.maximises($0.stage) })?.number else { return }
    let named = Set((allocation.optima?.services ?? []).map { book.problem.administrations[$0.administration] })
    if !named.isEmpty, let missing = book.served(field.own.set | field.standing).subtracting(named).min() {
      faults.append("\(missing) is served, and nothing is said of the optima")
    }
    for service in allocation.optima?.services ?? [] where service.extent != .notExamined {
      let symbol = book.problem.administrations[service.administration]
      let serving = survivors.count { book.served($0.set | field.standing).contains(symbol) }
      let extent: ServiceAcrossOptima.Extent = serving == survivors.count ? .all : serving == 0 ? .none : .some
      if service.extent != extent {
        faults.append("\(symbol) is served in \(service.extent) of the optima, not \(extent)")
      }
    }
  }

  // MARK: - Claims

  /// Every claim says what was granted, and no set that keeps the claims before it exceeds the bound.
  private mutating func judgeClaims(_ steps: [RuleBook.Step], _ field: Field, _ numbers: ClosedRange<Int>) {
    var leaves = field.leaves
    var isOpen = true
    while let claim = takeClaim(numbers) {
      let place = "claim \(nextClaim - 1) (\(claim.objective))"
      if case .welfare(let halves, let entitlement) = claim.objective {
        let members = book.members(
          Entitlement(entitlement) ?? .equal, admitted: field.admitted, standing: field.standing)
        let goal = book.goal(.alphaFairness(halves: halves), members, standing: field.standing)
        isOpen = judgeWelfare(claim, goal, field.own, &leaves, place) && isOpen
        continue
      }
      let mayBeOpen = tiesMayStayOpen && claim.kind == .tieBreak && claim.strength == .withinGap
      if !mayBeOpen, claim.strength != .optimal || claim.bound != claim.value {
        faults.append("\(place) is \(claim.strength) with \(claim.value) of \(claim.bound ?? -1)")
      }
      guard let own = book.measure(claim, field.own, field.standing, field.admitted) else { continue }
      if own != claim.value { faults.append("\(place) says \(claim.value), not \(own)") }
      guard isOpen else { continue }
      let values = leaves.map { book.measure(claim, $0, field.standing, field.admitted) ?? 0 }
      if mayBeOpen ? values.max() ?? 0 > claim.bound ?? 0 : values.max() != claim.bound {
        faults.append("\(place): \(claim.bound ?? -1), but \(values.max() ?? -1) is best")
      }
      claims += 1
      leaves = zip(leaves, values).filter { $1 >= claim.value }.map(\.0)
      if case .orderedWelfare(let entitlement) = claim.objective {
        let members = book.members(
          Entitlement(entitlement) ?? .equal, admitted: field.admitted, standing: field.standing)
        leaves.removeAll { leaf in
          members.contains {
            book.holding($0, leaf.set | field.standing) < book.holding($0, field.own.set | field.standing)
          }
        }
      }
    }
  }

  /// Units of welfare are rounded gains: value and bound are held against the formula within what rounding can do.
  ///
  /// Returns whether the sets that are left are surely those that keep the claim.
  private mutating func judgeWelfare(
    _ claim: Claim, _ goal: RuleBook.Goal, _ own: Leaf, _ leaves: inout [Leaf], _ place: String
  ) -> Bool {
    guard let statement = WelfareStatement(claim: nextClaim - 1, of: allocation, in: book.problem),
      let bound = claim.bound
    else {
      faults.append("\(place) has no bound or no units")
      return false
    }
    let score = book.score(goal, own.set, displacement: 0)
    let greatest = Double(goal.members.map(\.share).max() ?? 1)
    /// The welfare that a number of units stands for, among as many holders.
    func welfare(_ units: Int) -> Double {
      let raised = units - statement.raise * statement.holdings.count
      let unit = Double(statement.unitsPerOne)
      guard goal.isLogarithmic else { return Double(raised) / unit }
      let whole = greatest / Double(max(1, goal.members.map(\.share).reduce(0, greatestCommonDivisor)))
      return Double(raised) / unit / (statement.countsSharesOfTheGreatest ? 1 : whole)
    }
    let exact = goal.objective == .alphaFairness(halves: 0) ? score.whole.map(Double.init)[0] : score.welfare
    if abs(welfare(claim.value) - exact) > goal.tolerance + 1e-11 {
      faults.append("\(place): \(claim.value) units say \(welfare(claim.value)), not \(exact)")
    }
    let scores = leaves.map { book.score(goal, $0.set, displacement: 0) }
    for other in scores where other.whole == score.whole {
      if other.welfare > welfare(bound) + goal.tolerance + 1e-11 {
        faults.append("\(place): the bound says \(welfare(bound)), but \(other.welfare) is possible")
        break
      }
    }
    claims += 1
    if claim.strength == .optimal ? bound != claim.value : claim.strength != .withinGap || bound < claim.value {
      faults.append("\(place) is \(claim.strength) with \(claim.value) of \(bound)")
    }
    gaps.append(welfare(bound) - welfare(claim.value))
    let close = scores.count { score.compared(with: $0, tolerance: goal.tolerance) <= 0 }
    leaves = zip(leaves, scores).filter { score.compared(with: $1) <= 0 }.map(\.0)
    return close == leaves.count
  }
}
