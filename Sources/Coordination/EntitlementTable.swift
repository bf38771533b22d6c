// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Radio
import Scenarios

/// What every administration is entitled to, as whole numbers: the one place where entitlements become numbers.
public struct EntitlementTable: Sendable {
  /// Symbols of every administration of the register, sorted: the order of `shares`.
  public let administrations: [String]
  /// The elevation that a territory's arc is seen at, in thousandths of a degree.
  public let minimumElevationMilliDegrees: Int
  private let byIdentifier: [String: [Int?]]
  private let definitions: EntitlementDefinitions
  private let path: String

  /// The total of a blend's shares.
  public static let blendTotal = 1_000_000_000
  /// The smallest elevation in thousandths of a degree where a scenario has no latecomers that state one.
  public static let standardMinimumElevationMilliDegrees = 10_000

  /// Works out every entitlement that is built in or that the scenario defines.
  ///
  /// An entitlement that nobody has is no fault until it is named; see `fault(of:field:)`.
  public init(scenario: Scenario, register: Register) {
    let members = register.administrations.sorted { $0.symbol < $1.symbol }
    administrations = members.map(\.symbol)
    definitions = scenario.entitlementDefinitions
    path = scenario.path
    minimumElevationMilliDegrees =
      scenario.latecomers?.minimumElevationMilliDegrees ?? Self.standardMinimumElevationMilliDegrees
    var tables: [String: [Int?]] = [:]
    tables[Entitlement.equal.identifier] = members.map { _ in 1 }
    tables[Entitlement.population.identifier] = members.map { $0.population.flatMap { $0 >= 0 ? $0 : nil } }
    if let unserved = definitions.unservedMillionths?.numbers {
      tables[Entitlement.need.identifier] = members.map { member in
        guard let inhabitants = member.population, inhabitants >= 0, let share = unserved[member.symbol] else {
          return nil
        }
        return Self.need(inhabitants: inhabitants, unservedMillionths: share)
      }
    }
    tables[Entitlement.visibleArc.identifier] = Self.visibleArcs(
      members, register, elevation: minimumElevationMilliDegrees)
    tables[Entitlement.income.identifier] = members.map { member in
      member.incomeGroup.flatMap { scenario.entitlementDefinitions.incomeWeights[$0] }
    }
    for column in definitions.columns {
      let numbers = column.table.numbers
      tables[Entitlement.column(column.name).identifier] = members.map { numbers[$0.symbol] }
    }
    // Blends may stand in each other; each pass settles those whose parts are known. Cycles are refused on reading.
    var open = definitions.blends
    while !open.isEmpty {
      let ready = open.filter { blend in blend.parts.allSatisfy { tables[$0.entitlement.identifier] != nil } }
      guard !ready.isEmpty else { break }
      for blend in ready {
        tables[Entitlement.blend(blend.name).identifier] = Self.blend(blend, tables)
      }
      open.removeAll { blend in ready.contains { $0.name == blend.name } }
    }
    byIdentifier = tables
  }

  /// Shares by index of administration; nil for an administration where none is known, and for all where it isn't defined.
  public func shares(_ entitlement: Entitlement) -> [Int?] {
    byIdentifier[entitlement.identifier] ?? administrations.map { _ in nil }
  }

  /// Inhabitants without service: inhabitants × share, a half rounded up.
  static func need(inhabitants: Int, unservedMillionths: Int) -> Int {
    Int((Int128(inhabitants) * Int128(unservedMillionths) + 500_000) / 1_000_000)
  }

  /// Why an entitlement can't be used with this scenario and register, as a fault; nil where it can.
  ///
  /// - Parameters:
  ///   - entitlement: what is named.
  ///   - file: the file that names it; the scenario's own where nil.
  ///   - line: the line that names it.
  ///   - field: the key that names it.
  public func fault(of entitlement: Entitlement, file: String? = nil, line: Int? = nil, field: String) -> Fault? {
    func fault(_ problem: String, _ remedy: String) -> Fault {
      Fault(file: file ?? path, line: line, field: field, problem: problem, remedy: remedy)
    }
    let identifier = entitlement.identifier
    if !definitions.known.contains(entitlement) {
      let known = definitions.known.map(\.identifier)
      let near = nearest(to: identifier, among: known).map { "did you mean `\($0)`? " } ?? ""
      return fault(
        "the scenario doesn't define `\(identifier)`",
        near + "define it in \(path), or name one of: \(known.joined(separator: ", "))")
    }
    if entitlement == .need, definitions.unservedMillionths == nil {
      return fault(
        "`need` has no table: nothing says who is without service",
        "add `need: {file: need.csv, column: unserved_share, source: …}` to \(path)")
    }
    if !shares(entitlement).contains(where: { $0 ?? 0 > 0 }) {
      return fault(
        "nobody in the register is entitled to anything by `\(identifier)`",
        "give it a number above 0 for at least one administration, or leave it out")
    }
    return nil
  }

  private static func visibleArcs(
    _ members: [Administration], _ register: Register, elevation: Int
  ) -> [Int?] {
    let points = Dictionary(grouping: register.territoryPoints, by: \.administration)
    return members.map { member in
      VisibleArc.territoryWidthMilliDegrees(
        points: (points[member.symbol] ?? []).map {
          GroundPoint(latitudeMilliDegrees: $0.latitudeMilliDegrees, longitudeMilliDegrees: $0.longitudeMilliDegrees)
        }, minimumElevationMilliDegrees: elevation)
    }
  }

  /// Σ weight · eᵢ / Σⱼ eⱼ over the administrations that have every part, in whole numbers that add up to 10⁹.
  private static func blend(_ blend: EntitlementDefinitions.Blend, _ tables: [String: [Int?]]) -> [Int?] {
    let parts = blend.parts.map { (weight: $0.weightThousandths, shares: tables[$0.entitlement.identifier] ?? []) }
    let count = parts.first?.shares.count ?? 0
    let having = (0..<count).filter { index in parts.allSatisfy { $0.shares[index] != nil } }
    let totals = parts.map { part in having.reduce(0) { $0 + (part.shares[$1] ?? 0) } }
    var result = [Int?](repeating: nil, count: count)
    // A part that nobody has can't be divided: the blend is then undefined, as its parts are.
    guard !totals.contains(0) else { return result }
    let weights = having.map { index in
      parts.indices.reduce(WideNatural.zero) { sum, number in
        var term = WideNatural(parts[number].weight) * WideNatural(parts[number].shares[index] ?? 0)
        for (other, total) in totals.enumerated() where other != number { term = term * WideNatural(total) }
        return sum + term
      }
    }
    // Administrations stand in the order of their symbols, which is how ties are broken.
    guard let units = LargestRemainders.units(blendTotal, weights: weights, order: Array(having.indices)) else {
      return result
    }
    for (position, index) in having.enumerated() { result[index] = units[position] }
    return result
  }
}
