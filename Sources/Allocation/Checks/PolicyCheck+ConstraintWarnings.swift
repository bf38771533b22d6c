// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

extension PolicyCheck {
  /// Caps that nobody can reach. What eligibility rules out doesn't count as asked for.
  ///
  /// Time: proportional to caps × requests.
  func capWarnings(_ rules: StageRules) -> [Fault] {
    let limits = policy.constraints.limits
    let caps = limits.indices.filter { limits[$0].kind == .cap }
    return caps.enumerated().compactMap { place, index in
      guard let bound = rules.bounds.upper.first(where: { $0.source == .limit(index) }) else { return nil }
      let asked = bound.totals(of: problem.requests.indices.filter { rules.isEligible[$0] }).values.max() ?? 0
      let cap = limits[index]
      guard asked <= cap.amount else { return nil }
      let demand =
        switch cap.scope {
        case .eachAdministration: "no administration that it concerns asks for more than \(asked)"
        case .eachOrganisation: "no organisation asks for more than \(asked)"
        case .groups, .administrations: "those whom it concerns ask for \(asked) together"
        }
      return fault(
        Policy.Constraints.field(Policy.Limit.Kind.cap.rawValue, place, of: caps.count), cap.line,
        "at most \(cap.amount) \(cap.quantity.rawValue), and \(demand)",
        "the cap has no effect here; write a smaller number for one that binds")
    }
  }

  /// Set-asides that leave those outside of their groups no place at all, alone or with those before them, and the arc
  /// that looks like all of it and is one longitude.
  ///
  /// Time: at most proportional to set-asides × options of requests; ends with the first that is left.
  func setAsideWarnings() -> [Fault] {
    let asides = policy.constraints.setAsides
    var wasLeftNothing = false
    return asides.indices.compactMap { index in
      let isLeftNothing = wasLeftNothing || leavesNothing(Array(asides[...index]))
      let isNew = isLeftNothing && !wasLeftNothing
      wasLeftNothing = isLeftNothing
      let field = Policy.Constraints.field("set_aside", index, of: asides.count)
      if asides[index].extent == .arc(fromMilliDegrees: -180_000, toMilliDegrees: 180_000) {
        return fault(
          field, asides[index].line, "-180° and 180° are one longitude, and only that is set aside",
          "write from -179.999 to 180 for the whole arc, or `positions: [180]`")
      }
      guard isNew || leavesNothing([asides[index]]) else { return nil }
      let named = isNew ? asides[...index].flatMap(\.groups) : asides[index].groups
      let groups = AdministrationGroup.all.filter { named.contains($0) }
      return fault(
        field, asides[index].line,
        "leaves no place to anybody outside of \(Self.words(groups))",
        "set less aside, or cap what the others hold, if that isn't meant")
    }
  }

  /// Whether somebody outside of all groups asks for what it could be given, and every option is set aside.
  private func leavesNothing(_ asides: [Policy.SetAside]) -> Bool {
    var open = policy
    open.constraints.setAsides = []
    let without = StageRules(problem: problem, policy: open)
    open.constraints.setAsides = asides
    let with = StageRules(problem: problem, policy: open)
    let groups = asides.flatMap(\.groups)
    let outside = Set(
      problem.register.administrations.filter { one in !groups.contains { $0.contains(one) } }.map(\.symbol))
    func isServable(_ request: Int, _ rules: StageRules) -> Bool {
      problem.places[request].contains { !rules.options(of: request, at: $0).isEmpty }
    }
    let concerned = problem.requests.indices.filter {
      without.isEligible[$0] && outside.contains(problem.administrations[problem.notifying[$0]])
    }
    return !concerned.contains { isServable($0, with) } && concerned.contains { isServable($0, without) }
  }
}
