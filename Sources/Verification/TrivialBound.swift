// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Bounds that follow without a program.
struct TrivialBound {
  let context: StageContext
  let rules: PolicyRules
  let claims: [Claim?]
  let index: Int

  /// The bound, or nil and why there is none.
  func bound(of claim: Claim) -> (Int?, String) {
    let requests = context.competing.map { context.docket.requests[$0] }
    switch claim.objective {
    case .precedence: return (nil, "bounds an order, which has no program")
    case .total(let quantity):
      return (requests.reduce(0) { $0 + context.docket.quantity(quantity, of: $1) }, "")
    case .bids:
      guard let sale = rules.sale else { return (nil, "bounds bids where nothing is sold") }
      return (context.competing.reduce(0) { $0 + sale.weight($1) }, "")
    case .populationCovered:
      return (context.services.keys.reduce(0) { $0 + context.docket.inhabitants(of: $1) }, "")
    case .holders(let entitlement):
      return (context.asking(entitlement).count { $0.standing.demand >= context.docket.step }, "")
    case .welfare(let halves, let entitlement):
      let scale = WelfareGains(halves: halves, asking: context.asking(entitlement), step: context.docket.step)
      return (scale.welfare { _ in Int.max }, "")
    case .orderedWelfare(let entitlement):
      // Where nobody counts there is no welfare; else it takes more than a count.
      return context.asking(entitlement).isEmpty
        ? (0, "") : (nil, "bounds ordered welfare, which takes more than a count")
    case .lot: return (requests.count * Int(SeededDraw.ticketCount - 1), "")
    case .displacement: return (0, "")
    case .administrationsServed: return (context.services.count, "")
    case .allAtLevel(let level): return (context.reach(level) == context.asking(level.entitlement).count ? 1 : 0, "")
    case .administrationsAtLevel(let level):
      let reach = context.reach(level)
      guard let previous = previousLevel(below: level) else { return (reach, "") }
      // What reaches a level reaches every lower one, so the lower one's proven bound holds here too.
      guard let bound = previous.assertion == .optimal ? previous.value : previous.bound else {
        return (nil, "rests on a level that has no bound")
      }
      return (min(reach, bound), "")
    }
  }

  /// The nearest earlier claim of the run that is about a lower level of the same entitlement.
  private func previousLevel(below level: Level) -> Claim? {
    let stages = rules.runs[context.run].stages
    for claim in claims[..<index].reversed() {
      guard let claim, stages.contains(claim.stage - 1) else { continue }
      guard case .administrationsAtLevel(let lower) = claim.objective, lower.entitlement == level.entitlement else {
        continue
      }
      return Level.isLess(lower, level) ? claim : nil
    }
    return nil
  }
}

extension Level {
  /// Whether a fraction is less than another.
  static func isLess(_ one: Level, _ other: Level) -> Bool {
    Int128(one.numerator) * Int128(other.denominator) < Int128(other.numerator) * Int128(one.denominator)
  }
}
