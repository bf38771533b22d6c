// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// Who a grant of each request counts for, in parts of one common denominator.
struct AttributionParts {
  /// What an administration has of a request.
  struct Part: Hashable, Sendable {
    var administration: String
    var units: Int
  }

  /// The common denominator; 1 where nothing is divided.
  private(set) var denominator = 1
  /// By request.
  private(set) var parts: [[Part]]

  init(scenario: Scenario, register: Register, requests: [Request]) {
    parts = requests.map { $0.holder.map { [Part(administration: $0, units: 1)] } ?? [] }
    guard scenario.attribution.countsMembers else { return }
    let isByShare = scenario.attribution == .memberShares
    let symbols = Set(register.administrations.map(\.symbol))
    func shares(_ rows: [(symbol: String, share: Int)]) -> [String: Int] {
      rows.reduce(into: [:]) { shares, row in
        let share = isByShare ? row.share : 1
        if symbols.contains(row.symbol), share > 0 { shares[row.symbol, default: 0] += share }
      }
    }
    let members = Dictionary(grouping: register.memberships, by: \.organisation)
      .mapValues { rows in shares(rows.map { ($0.administration, $0.share) }) }
    // What the register says of one network goes before what it says of an organisation.
    let parties = Dictionary(grouping: register.jointFilings, by: \.network)
      .mapValues { rows in shares(rows.map { ($0.administration, $0.share) }) }
    let divided = requests.map { $0.kind == .filed ? parties[$0.identifier] ?? members[$0.organisation] : nil }
    denominator = Self.denominator(divided.compactMap { $0 })
    parts = zip(requests, divided).map { request, shares in
      guard let shares else { return [Part(administration: request.administration, units: denominator)] }
      return Self.parts(shares, of: denominator, first: request.administration)
    }
  }

  /// The least common multiple of all totals, each without its common factors; 2,520 where that is too large.
  private static func denominator(_ shares: [[String: Int]]) -> Int {
    var result = 1
    for share in shares where !share.isEmpty {
      let total = share.values.reduce(0, +) / max(1, share.values.reduce(0) { Docket.greatestCommonDivisor($0, $1) })
      let factor = total / Docket.greatestCommonDivisor(result, total)
      if factor > 2_520 / result { return 2_520 }
      result *= factor
    }
    return result
  }

  /// Whole units by largest remainders; of equal ones whoever notified first, then by symbol.
  private static func parts(_ shares: [String: Int], of denominator: Int, first: String) -> [Part] {
    let total = shares.values.reduce(Int128(0)) { $0 + Int128($1) }
    guard total > 0 else { return [] }
    var parts = shares.keys.sorted().map { symbol in
      let product = Int128(shares[symbol] ?? 0) * Int128(denominator)
      return (part: Part(administration: symbol, units: Int(product / total)), rest: product % total)
    }
    let order = parts.indices.sorted { one, other in
      if parts[one].rest != parts[other].rest { return parts[one].rest > parts[other].rest }
      let isFirst = [one, other].map { parts[$0].part.administration == first }
      return isFirst[0] != isFirst[1] ? isFirst[0] : one < other
    }
    for index in order.prefix(denominator - parts.reduce(0) { $0 + $1.part.units }) { parts[index].part.units += 1 }
    return parts.map(\.part).filter { $0.units > 0 }
  }
}
