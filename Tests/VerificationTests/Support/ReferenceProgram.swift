// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Scenarios
@testable import Verification

/// A claim as the reference allocator writes it.
struct ReferenceClaim {
  var stage: Int
  var kind: String
  var objective: ClaimObjective
  var claim: String
  var value: Int
  var bound: Int?
  var proof: String
  var columns: [String: String] = [:]
  var scale: Int = 1
  /// Rows with their multipliers, as JSON path and number.
  var multipliers: [(row: ReferenceProgram.Row, y: Int)] = []
  /// In units of 1 ÷ scale.
  var orderedWeights: [String: Int] = [:]
}

/// A stage's program written out in full: every column and every row of the format, dense.
struct ReferenceProgram {
  enum Column: Hashable {
    case option(Option)
    case place(request: Int, position: Int)
    case holds(String, steps: Int)
    case served(String)
  }

  struct Row {
    var path: [String]
    /// Options of a clique, whose path isn't a chain of names.
    var clique: [Option]?
    var coefficients: [Column: Int]
    var rightHandSide: Int
  }

  let allocator: ReferenceAllocator
  /// Numbers of the stages that are settled together.
  let run: [Int]
  /// Requests that they look at, granted before or not.
  let admitted: Set<Int>
  let kept: Set<Int>
  /// Whether minimums and lower quotas hold at its end.
  let isLast: Bool
  let fixed: [Int: Option]
  let competing: [Int]
  private(set) var columns: [Column] = []
  private(set) var kinds: [String: String] = [:]
  /// What an ordered welfare has later objectives keep, by administration, beside what is fixed.
  var profile: [String: Int] = [:]

  var docket: Docket { allocator.docket }

  init(
    _ allocator: ReferenceAllocator, run: [Int], admitted: Set<Int>, kept: Set<Int>, isLast: Bool,
    fixed: [Int: Option], competing: [Int]
  ) {
    self.allocator = allocator
    self.run = run
    self.admitted = admitted
    self.kept = kept
    self.isLast = isLast
    self.fixed = fixed
    self.competing = competing
    for (index, band) in allocator.docket.bands.enumerated() {
      kinds[band.identifier] = isBlocks(index) ? "places" : "options"
    }
    for request in competing {
      let free = allocator.options(request).filter { option in
        !fixed.values.contains { allocator.conflicts($0, option) }
      }
      if isBlocks(docket.requests[request].band) {
        let positions = Set(allocator.options(request).map(\.position)).sorted()
        columns += positions.filter { !isFull($0, docket.requests[request].band) }.map {
          .place(request: request, position: $0)
        }
      } else {
        columns += free.map { .option($0) }
      }
    }
    columns += servable().map { .served($0) }
    for (symbol, demand) in demands() {
      columns += (0..<demand / docket.step).map { .holds(symbol, steps: $0 + 1) }
    }
  }

  private func isBlocks(_ band: Int) -> Bool {
    let identifier = docket.bands[band].identifier
    let isAgreed = allocator.world.scenario.agreements.contains { $0.bands?.contains(identifier) ?? true }
    let requests = docket.requests.filter { $0.band == band }
    return !isAgreed && docket.bands[band].polarizations.count == 1 && Set(requests.map(\.demand)).count == 1
      && requests.allSatisfy { $0.fixedFirstChannel == nil }
  }

  private func isWithin(_ position: Int, _ from: Int, _ band: Int) -> Bool {
    (position - from + 720_000) % 360_000 < allocator.world.scenario.bands[band].requiredSeparationMilliDegrees
  }

  private func fixedCount(_ from: Int, _ band: Int) -> Int {
    fixed.values.count { docket.requests[$0.request].band == band && isWithin($0.position, from, band) }
  }

  private func blocks(_ band: Int) -> Int {
    guard let demand = docket.requests.first(where: { $0.band == band })?.demand else { return 0 }
    return docket.bands[band].channels / demand
  }

  private func isFull(_ position: Int, _ band: Int) -> Bool {
    let separation = allocator.world.scenario.bands[band].requiredSeparationMilliDegrees
    return (0..<separation / 10).contains { fixedCount(position - $0 * 10, band) >= blocks(band) }
  }

  func holding(_ symbol: String, _ grants: some Sequence<Option>) -> (holding: Int, networks: Int) {
    let own = grants.filter { docket.requests[$0.request].holder == symbol }
    return (own.reduce(0) { $0 + docket.requests[$1.request].holding }, own.count)
  }

  /// Everybody whom a request that competes, or that was granted before, would serve.
  private func servable() -> [String] {
    let all = Set((competing + Array(fixed.keys)).flatMap { allocator.beneficiaries($0) })
    return allocator.world.register.administrations.map(\.symbol).filter { all.contains($0) }
  }

  private func served(_ grants: some Sequence<Option>) -> Set<String> {
    Set(grants.flatMap { allocator.beneficiaries($0.request) })
  }

  private func demands() -> [(String, Int)] {
    allocator.world.register.administrations.compactMap { administration in
      let wanted = competing.filter { docket.requests[$0].holder == administration.symbol }
      let demand = wanted.reduce(0) { $0 + docket.requests[$1].holding }
      let fixedHolding = holding(administration.symbol, fixed.values).holding
      return demand + fixedHolding > 0 ? (administration.symbol, demand + fixedHolding) : nil
    }
  }

  func asking(_ entitlement: Entitlement) -> [(symbol: String, share: Int, demand: Int)] {
    demands().compactMap { symbol, demand in
      let isAsking = admitted.contains { docket.requests[$0].holder == symbol }
      let administration = allocator.world.register.administrations.first { $0.symbol == symbol }
      guard isAsking, let share = entitlement == .equal ? 1 : administration?.population else { return nil }
      return (symbol, share, demand)
    }
  }

  func levels(_ entitlement: Entitlement) -> [Level] {
    var levels: [Level] = []
    for asking in asking(entitlement) {
      for steps in 1...max(1, asking.demand / docket.step) {
        let level = Level(entitlement: entitlement, numerator: steps * docket.step, denominator: asking.share)
        if !levels.contains(where: { $0.numerator * level.denominator == level.numerator * $0.denominator }) {
          levels.append(level)
        }
      }
    }
    return levels.sorted { $0.numerator * $1.denominator < $1.numerator * $0.denominator }
  }

  private func need(_ level: Level, _ share: Int) -> Int {
    var need = 0
    while need * level.denominator < level.numerator * share { need += docket.step }
    return need
  }

  func value(of objective: ClaimObjective, granted: [Option]) -> Int {
    let all = Array(fixed.values) + granted
    switch objective {
    case .precedence, .total(.networks), .total(.value): return granted.count
    case .total(let quantity): return granted.reduce(0) { $0 + amount(quantity, $1.request) }
    case .bids: return 0
    case .populationCovered:
      return served(all).reduce(0) {
        $0 + (allocator.administration($1)?.population ?? 0)
      }
    case .holders(let entitlement):
      return asking(entitlement).count { holding($0.symbol, all).holding >= docket.step }
    case .welfare(let halves, let entitlement):
      return gains(halves, entitlement).reduce(0) {
        $0 + $1.value.prefix(holding($1.key, all).holding / docket.step).reduce(0, +)
      }
    case .orderedWelfare(let entitlement): return orderedWelfare(entitlement, all)
    case .lot: return granted.reduce(0) { $0 + docket.ticket(of: $1) }
    case .displacement:
      return granted.reduce(0) { sum, option in
        let raw = abs(option.position - docket.requests[option.request].filedLongitude)
        return sum - min(raw, 360_000 - raw)
      }
    case .administrationsServed: return served(all).count
    case .administrationsAtLevel(let level):
      return asking(level.entitlement).count { holding($0.symbol, all).holding >= need(level, $0.share) }
    case .allAtLevel(let level):
      return asking(level.entitlement).allSatisfy { holding($0.symbol, all).holding >= need(level, $0.share) } ? 1 : 0
    }
  }

  func coefficients(of objective: ClaimObjective) -> [Column: Int] {
    var result: [Column: Int] = [:]
    for column in columns {
      switch (column, objective) {
      case (.option, .total(let quantity)), (.place, .total(let quantity)):
        result[column] = amount(quantity, request(column))
      case (.served(let symbol), .populationCovered):
        result[column] = allocator.administration(symbol)?.population ?? 0
      case (.holds(let symbol, let steps), .holders(let entitlement)):
        if steps == 1, asking(entitlement).contains(where: { $0.symbol == symbol }) { result[column] = 1 }
      case (.holds(let symbol, let steps), .welfare(let halves, let entitlement)):
        result[column] = gains(halves, entitlement)[symbol]?[steps - 1]
      case (.option(let option), .lot): result[column] = docket.ticket(of: option)
      case (.place(let request, let position), .lot): result[column] = docket.ticket(of: request, at: position)
      case (.option, .displacement), (.place, .displacement):
        let raw = abs(position(column) - docket.requests[request(column)].filedLongitude)
        result[column] = -min(raw, 360_000 - raw)
      case (.served, .administrationsServed): result[column] = 1
      case (.holds(let symbol, let steps), .administrationsAtLevel(let level)),
        (.holds(let symbol, let steps), .allAtLevel(let level)):
        for asking in asking(level.entitlement) where asking.symbol == symbol {
          let need = need(level, asking.share)
          if need <= asking.demand, need == steps * docket.step { result[column] = 1 }
        }
      default: break
      }
    }
    return result
  }

  func request(_ column: Column) -> Int {
    switch column {
    case .option(let option): option.request
    case .place(let request, _): request
    case .holds, .served: -1
    }
  }

  func position(_ column: Column) -> Int {
    switch column {
    case .option(let option): option.position
    case .place(_, let position): position
    case .holds, .served: 0
    }
  }

  /// Every row of the format that this program has.
  func rows(earlier: [ReferenceClaim]) -> [Row] {
    var rows: [Row] = []
    let granting = columns.filter { request($0) >= 0 }
    for request in competing {
      let mine = granting.filter { self.request($0) == request }
      rows.append(row(["request", docket.requests[request].identifier], mine, 1))
    }
    for (index, band) in docket.bands.enumerated() {
      let inBand = granting.filter { docket.requests[request($0)].band == index }
      for from in Set(inBand.map { position($0) }).sorted() {
        let covered = inBand.filter { isWithin(position($0), from, index) }
        if kinds[band.identifier] == "places" {
          rows.append(
            row(["window", band.identifier, "\(from)"], covered, blocks(index) - fixedCount(from, index)))
          continue
        }
        for channel in 1...band.channels {
          let using = covered.filter { column in
            guard case .option(let option) = column else { return false }
            return (option.firstChannel..<option.firstChannel + docket.requests[option.request].demand)
              .contains(channel)
          }
          if band.polarizations.count == 1, !band.hasAgreement {
            rows.append(row(["channel_window", band.identifier, "\(from)", "\(channel)"], using, 1))
          }
          var clique: [Option] = []
          for case .option(let option) in using
          where clique.allSatisfy({ $0.request == option.request || allocator.conflicts($0, option) }) {
            clique.append(option)
          }
          if clique.count > 1 {
            var added = row(["clique"], clique.map { .option($0) }, 1)
            added.clique = clique
            rows.append(added)
          }
        }
      }
    }
    rows += administrationRows(granting)
    for (index, claim) in earlier.enumerated() where run.contains(claim.stage) {
      guard claim.kind != "order", !claim.objective.isAboutAll else { continue }
      if case .orderedWelfare = claim.objective { continue }
      rows.append(
        Row(
          path: ["at_least", "\(index)"], coefficients: coefficients(of: claim.objective).mapValues { -$0 },
          rightHandSide: -claim.value))
    }
    return rows
  }

  private func administrationRows(_ granting: [Column]) -> [Row] {
    var rows: [Row] = []
    for (symbol, demand) in demands() {
      let own = granting.filter { docket.requests[request($0)].holder == symbol }
      let fixedOwn = holding(symbol, fixed.values)
      var held: [Column: Int] = [:]
      for column in own { held[column] = -docket.requests[request(column)].holding }
      for steps in 0..<demand / docket.step { held[.holds(symbol, steps: steps + 1)] = docket.step }
      rows.append(Row(path: ["holding", symbol], coefficients: held, rightHandSide: fixedOwn.holding))
      if let kept = profile[symbol] {
        let columns = Dictionary(uniqueKeysWithValues: own.map { ($0, -docket.requests[request($0)].holding) })
        rows.append(Row(path: ["profile", symbol], coefficients: columns, rightHandSide: -kept))
      }
    }
    let rule = allocator.world.scenario.attribution
    let name = rule == .members || rule == .memberShares ? "attributed" : "served"
    for symbol in servable() {
      var served: [Column: Int] = [.served(symbol): 1]
      for column in granting where allocator.beneficiaries(request(column)).contains(symbol) { served[column] = -1 }
      let fixedNetworks = fixed.keys.count { allocator.beneficiaries($0).contains(symbol) }
      rows.append(Row(path: [name, symbol], coefficients: served, rightHandSide: fixedNetworks))
    }
    for limit in allocator.limits where limit.isUpper || isLast {
      let sign = limit.isUpper ? 1 : -1
      var counted: [Column: Int] = [:]
      for column in granting { if let count = limit.counts[request(column)] { counted[column] = sign * count } }
      rows.append(
        Row(path: limit.path, coefficients: counted, rightHandSide: sign * (limit.amount - limit.total(fixed))))
    }
    for index in kept {
      var own: [Column: Int] = [:]
      for column in granting where request(column) == index { own[column] = -1 }
      rows.append(Row(path: ["kept", docket.requests[index].identifier], coefficients: own, rightHandSide: -1))
    }
    return rows
  }

  private func row(_ path: [String], _ columns: [Column], _ rightHandSide: Int) -> Row {
    Row(
      path: path, coefficients: Dictionary(uniqueKeysWithValues: columns.map { ($0, 1) }),
      rightHandSide: rightHandSide)
  }
}
