// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// Who each request's grant counts for, in parts of one common denominator.
public struct AttributionTable: Sendable {
  /// What an administration has of a request.
  public struct Part: Hashable, Sendable {
    /// Index of the administration.
    public var administration: Int
    /// Its part, in units of which `unitsPerHolding` make a whole request.
    public var units: Int
  }

  /// The rule.
  public let rule: Scenario.Attribution
  /// The common denominator of all parts: 1 where every grant counts for one administration as a whole.
  public let unitsPerHolding: Int
  /// For each request its parts above 0, by ascending index; none where a grant counts for an organisation alone.
  public let parts: [[Part]]

  /// The largest common denominator; where members need a larger one, parts are rounded to this one.
  ///
  /// 2,520 is the least common multiple of 1 to 10: up to ten equal parts are exact.
  public static let greatestDenominator = 2_520

  /// Works out the parts under a rule.
  ///
  /// - Throws: `BadInput` where the rule counts for members and an organisation's members aren't known.
  public init(rule: Scenario.Attribution, scenario: Scenario, register: Register, requests: [Request]) throws {
    let symbols = register.administrations.map(\.symbol).sorted()
    let index = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
    let notifying = requests.map { index[$0.administration] ?? 0 }
    self.rule = rule
    switch rule {
    case .notifyingAdministration:
      unitsPerHolding = 1
      parts = notifying.map { [Part(administration: $0, units: 1)] }
    case .organisationsApart:
      unitsPerHolding = 1
      parts = zip(requests, notifying).map {
        $0.organisation == nil ? [Part(administration: $1, units: 1)] : []
      }
    case .members, .memberShares:
      let missing = Self.organisationsWithoutMembers(register: register, requests: requests)
      guard missing.isEmpty else {
        throw BadInput([
          Fault(
            file: scenario.path, field: "attribution",
            problem: "the register names no members of \(missing.joined(separator: ", "))",
            remedy: "add their members to memberships.csv of the register, or write notifying-administration or "
              + "organisations-apart")
        ])
      }
      let shares = Self.shares(rule: rule, register: register, requests: requests, index: index)
      let denominator = Self.commonDenominator(shares.compactMap { $0 })
      unitsPerHolding = denominator
      parts = zip(shares, notifying).map { shares, notifying in
        guard let shares else { return [Part(administration: notifying, units: denominator)] }
        return Self.parts(shares, of: denominator, notifying: notifying)
      }
    }
  }

  /// Organisations on whose behalf something is asked for and of which the register names no members, sorted.
  public static func organisationsWithoutMembers(register: Register, requests: [Request]) -> [String] {
    let known = Set(register.memberships.map(\.organisation))
    let joint = Set(register.jointFilings.map(\.network))
    let asking = requests.filter { $0.kind == .filed && !joint.contains($0.identifier) }.compactMap(\.organisation)
    return Set(asking).subtracting(known).sorted()
  }

  /// For each request the shares of its members by index; nil where it counts as a whole for whoever notified it.
  private static func shares(
    rule: Scenario.Attribution, register: Register, requests: [Request], index: [String: Int]
  ) -> [[Int: Int]?] {
    func shares(_ rows: [(administration: String, share: Int)]) -> [Int: Int] {
      var result: [Int: Int] = [:]
      for row in rows {
        let share = rule == .members ? 1 : row.share
        if let administration = index[row.administration], share > 0 { result[administration, default: 0] += share }
      }
      return result
    }
    let members = Dictionary(grouping: register.memberships, by: \.organisation).mapValues { rows in
      shares(rows.map { ($0.administration, $0.share) })
    }
    let joint = Dictionary(grouping: register.jointFilings, by: \.network).mapValues { rows in
      shares(rows.map { ($0.administration, $0.share) })
    }
    return requests.map { request in
      guard request.kind == .filed else { return nil }
      // The register names the parties of a joint filing one by one: that is closer than an organisation's members.
      return joint[request.identifier] ?? request.organisation.flatMap { members[$0] }
    }
  }

  /// The least common multiple of the reduced totals where it is small enough, else the greatest denominator.
  private static func commonDenominator(_ shares: [[Int: Int]]) -> Int {
    var result = 1
    for total in Set(shares.map { reducedTotal($0) }).sorted() {
      let factor = total / greatestCommonDivisor(result, total)
      guard factor <= greatestDenominator / result else { return greatestDenominator }
      result *= factor
    }
    return result
  }

  private static func reducedTotal(_ shares: [Int: Int]) -> Int {
    let divisor = shares.values.reduce(0) { greatestCommonDivisor($0, $1) }
    return shares.values.reduce(0, +) / max(1, divisor)
  }

  /// Parts in whole units by largest remainders; of equal remainders the notifying administration's is served first, then by
  /// symbol.
  private static func parts(_ shares: [Int: Int], of denominator: Int, notifying: Int) -> [Part] {
    let members = shares.keys.sorted()
    let order = members.indices.sorted {
      (members[$0] == notifying ? 0 : 1, $0) < (members[$1] == notifying ? 0 : 1, $1)
    }
    let units = LargestRemainders.units(
      denominator, weights: members.map { WideNatural(shares[$0] ?? 0) }, order: order)
    return zip(members, units ?? []).compactMap { $1 > 0 ? Part(administration: $0, units: $1) : nil }
  }

  private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    var (larger, smaller) = (left, right)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}

extension CoordinationProblem {
  /// The common denominator of all parts of requests: holdings of administrations are counted in such parts.
  public var unitsPerHolding: Int { attribution.unitsPerHolding }

  /// Parts of a request by index of administration, over `unitsPerHolding`; none where it counts for an organisation alone.
  public func shares(of request: Int) -> [(administration: Int, numerator: Int)] {
    attribution.parts[request].map { ($0.administration, $0.units) }
  }

  /// The administrations that a grant of a request serves, ascending by index: whoever has a part of it, however small.
  ///
  /// The one answer to who is served, for objectives, proofs and what is said of all optima. Without members to count it is
  /// the request's holder.
  public func beneficiaries(of request: Int) -> [Int] {
    attribution.parts[request].map(\.administration)
  }

  /// What a grant adds to each administration's holding, in parts of the scenario's unit: holding × share.
  public func attributed(_ request: Int) -> [(administration: Int, units: Int)] {
    attribution.parts[request].map { ($0.administration, $0.units * requests[request].holding) }
  }
}
