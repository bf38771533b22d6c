// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// What every administration is entitled to, worked out from the register and the scenario's tables.
struct EntitlementShares: Sendable {
  private var shares: [Entitlement: [String: Int]] = [:]

  init(scenario: Scenario, register: Register) {
    let definitions = scenario.entitlementDefinitions
    let unserved = Self.numbers(definitions.unservedMillionths)
    let points = Dictionary(grouping: register.territoryPoints, by: \.administration)
    let elevation = scenario.latecomers?.minimumElevationMilliDegrees ?? 10_000
    for administration in register.administrations {
      let symbol = administration.symbol
      func set(_ entitlement: Entitlement, _ share: Int?) {
        if let share { shares[entitlement, default: [:]][symbol] = share }
      }
      let inhabitants = administration.population.flatMap { $0 >= 0 ? $0 : nil }
      set(.equal, 1)
      set(.population, inhabitants)
      if let inhabitants, let millionths = unserved[symbol] {
        let product = Int128(inhabitants) * Int128(millionths)
        set(.need, Int(clamping: product / 1_000_000 + (product % 1_000_000 >= 500_000 ? 1 : 0)))
      }
      set(.income, administration.incomeGroup.flatMap { definitions.incomeWeights[$0] })
      set(
        .visibleArc,
        VisibleArc.widestMilliDegrees(of: points[symbol] ?? [], minimumElevationMilliDegrees: elevation))
    }
    for column in definitions.columns { shares[.column(column.name)] = Self.numbers(column.table) }
    // A blend may name one that stands after it; in as many rounds as there are blends all are worked out.
    for _ in definitions.blends {
      for blend in definitions.blends where shares[.blend(blend.name)] == nil {
        shares[.blend(blend.name)] = self.blend(blend)
      }
    }
  }

  /// The share of an administration; nil where none is known.
  func share(of administration: String, _ entitlement: Entitlement) -> Int? {
    shares[entitlement]?[administration]
  }

  private static func numbers(_ table: NumberTable?) -> [String: Int] {
    Dictionary(table?.rows.map { ($0.key, $0.number) } ?? []) { first, _ in first }
  }

  /// A billion units in proportion to Σ weight × share ÷ total share, by largest remainders; ties by symbol.
  private func blend(_ blend: EntitlementDefinitions.Blend) -> [String: Int]? {
    var columns: [(weight: Int, shares: [String: Int])] = []
    for part in blend.parts {
      guard let shares = shares[part.entitlement] else { return nil }
      columns.append((part.weightThousandths, shares))
    }
    guard let first = columns.first else { return nil }
    let members = first.shares.keys.filter { symbol in columns.allSatisfy { $0.shares[symbol] != nil } }.sorted()
    let totals = columns.map { column in members.reduce(0) { $0 + (column.shares[$1] ?? 0) } }
    guard !totals.contains(0) else { return nil }
    // Over the product of all totals every share of the blend is a whole number.
    let weights = members.map { symbol in
      columns.indices.reduce(into: LongNumber(0)) { sum, index in
        var term = LongNumber(columns[index].weight).times(columns[index].shares[symbol] ?? 0)
        for (other, total) in totals.enumerated() where other != index { term = term.times(total) }
        sum = sum.plus(term)
      }
    }
    let total = weights.reduce(LongNumber(0)) { $0.plus($1) }
    let units = 1_000_000_000
    var parts = weights.map { $0.times(units).divided(by: total, atMost: units) }
    let order = parts.indices.sorted { one, other in
      parts[one].rest == parts[other].rest ? one < other : parts[other].rest.isLess(than: parts[one].rest)
    }
    for index in order.prefix(units - parts.reduce(0) { $0 + $1.quotient }) { parts[index].quotient += 1 }
    return Dictionary(uniqueKeysWithValues: zip(members, parts.map(\.quotient)))
  }
}

/// A whole number of any length, at least 0: digits of 32 bits, the lowest first, without zeros at the end.
struct LongNumber: Equatable {
  private var digits: [UInt32]

  init(_ value: Int) {
    digits = []
    var rest = UInt64(max(0, value))
    while rest > 0 {
      digits.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }

  func plus(_ other: LongNumber) -> LongNumber {
    var result = LongNumber(0)
    var carry: UInt64 = 0
    for index in 0..<max(digits.count, other.digits.count) {
      carry += UInt64(index < digits.count ? digits[index] : 0)
      carry += UInt64(index < other.digits.count ? other.digits[index] : 0)
      result.digits.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    if carry > 0 { result.digits.append(UInt32(carry)) }
    return result
  }

  /// What is left when a number that isn't greater is taken away.
  func minus(_ other: LongNumber) -> LongNumber {
    var result = self
    var borrow: Int64 = 0
    for index in digits.indices {
      var digit = Int64(digits[index]) - borrow - Int64(index < other.digits.count ? other.digits[index] : 0)
      borrow = digit < 0 ? 1 : 0
      if digit < 0 { digit += 1 << 32 }
      result.digits[index] = UInt32(digit)
    }
    result.trim()
    return result
  }

  func times(_ factor: Int) -> LongNumber {
    var result = LongNumber(0)
    let other = LongNumber(factor)
    for (shift, digit) in other.digits.enumerated() {
      var row = LongNumber(0)
      row.digits = Array(repeating: 0, count: shift)
      var carry: UInt64 = 0
      for own in digits {
        carry += UInt64(own) * UInt64(digit)
        row.digits.append(UInt32(truncatingIfNeeded: carry))
        carry >>= 32
      }
      if carry > 0 { row.digits.append(UInt32(carry)) }
      row.trim()
      result = result.plus(row)
    }
    return result
  }

  func isLess(than other: LongNumber) -> Bool {
    guard digits.count == other.digits.count else { return digits.count < other.digits.count }
    for (mine, theirs) in zip(digits, other.digits).reversed() where mine != theirs { return mine < theirs }
    return false
  }

  /// Quotient and rest of a division by a positive number, where the quotient is known not to exceed a number.
  func divided(by divisor: LongNumber, atMost most: Int) -> (quotient: Int, rest: LongNumber) {
    var low = 0
    var high = most
    while low < high {
      let middle = low + (high - low + 1) / 2
      if isLess(than: divisor.times(middle)) { high = middle - 1 } else { low = middle }
    }
    return (low, minus(divisor.times(low)))
  }
}
