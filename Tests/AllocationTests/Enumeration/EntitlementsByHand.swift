// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Coordination
@testable import Scenarios

/// Entitlements worked out a second time from their description; 0 where nothing is known.
///
/// The visible arc alone is taken as it stands: it is geometry, and has tests of its own.
struct EntitlementsByHand {
  private var shares: [String: [String: Int]] = [:]

  init(problem: CoordinationProblem) {
    let register = problem.register
    let definitions = problem.scenario.entitlementDefinitions
    for administration in register.administrations {
      let symbol = administration.symbol
      shares["equal", default: [:]][symbol] = 1
      shares["population", default: [:]][symbol] = administration.population
      if let people = administration.population,
        let row = definitions.unservedMillionths?.rows.first(where: { $0.key == symbol })
      {
        // A half is rounded up.
        shares["need", default: [:]][symbol] = (2 * people * row.number + 1_000_000) / 2_000_000
      }
      let weights: [Administration.IncomeGroup: Int] = [.low: 4, .lowerMiddle: 3, .upperMiddle: 2, .high: 1]
      shares["income", default: [:]][symbol] = administration.incomeGroup.flatMap { weights[$0] }
      let index = problem.administrations.firstIndex(of: symbol) ?? 0
      shares["visible_arc", default: [:]][symbol] = problem.entitlement(.visibleArc, of: index)
    }
    for column in definitions.columns {
      for row in column.table.rows { shares["column:" + column.name, default: [:]][row.key] = row.number }
    }
    for blend in definitions.blends { shares["blend:" + blend.name] = self.blend(blend, register) }
  }

  func share(_ entitlement: Entitlement, of symbol: String) -> Int {
    shares[entitlement.identifier]?[symbol] ?? 0
  }

  /// Largest remainders of 10⁹ units, in exact fractions.
  private func blend(_ blend: EntitlementDefinitions.Blend, _ register: Register) -> [String: Int] {
    let parts = blend.parts.map { (weight: $0.weightThousandths, shares: shares[$0.entitlement.identifier] ?? [:]) }
    let having = register.administrations.map(\.symbol).sorted().filter { symbol in
      parts.allSatisfy { $0.shares[symbol] != nil }
    }
    let all = parts.reduce(0) { $0 + $1.weight }
    let quotas = having.map { symbol in
      parts.reduce(OwnFraction.zero) { sum, part in
        let total = having.reduce(0) { $0 + (part.shares[$1] ?? 0) }
        return sum
          + OwnFraction(Int128(part.weight) * Int128(part.shares[symbol] ?? 0), Int128(total) * Int128(all))
          * OwnFraction(1_000_000_000)
      }
    }
    var units = quotas.map { Int($0.numerator / $0.denominator) }
    let remainders = zip(quotas, units).map { $0 - OwnFraction(Int128($1)) }
    let order = having.indices.sorted { remainders[$0] != remainders[$1] ? remainders[$0] > remainders[$1] : $0 < $1 }
    for index in order.prefix(1_000_000_000 - units.reduce(0, +)) { units[index] += 1 }
    return Dictionary(uniqueKeysWithValues: zip(having, units))
  }
}
