// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Lotteries of whole policies: chances against all allocations written out, and what was drawn against the portfolio.
@Suite struct LotteryEnumerationTests {
  /// Who takes part: administrations with open requests and an entitlement.
  private struct Party {
    var symbol: String
    var share: Int
    var requests: [Int]
  }

  private static func parties(_ book: RuleBook, _ lottery: Policy.Lottery) -> [Party] {
    let admitted = book.problem.requests.indices.filter { request in
      let one = book.problem.requests[request]
      return book.admits(book.steps()[0], request) && one.channels <= book.problem.scenario.bands[one.band].channels
    }
    return Set(admitted.compactMap(book.holder)).sorted().compactMap { symbol in
      let share = book.entitlements.share(lottery.entitlement, of: symbol)
      guard share > 0 else { return nil }
      let own = admitted.filter { book.holder($0) == symbol }.sorted {
        let (left, right) = (book.problem.requests[$0], book.problem.requests[$1])
        return (left.received?.iso8601 ?? "", left.identifier) < (right.received?.iso8601 ?? "", right.identifier)
      }
      return Party(symbol: symbol, share: share, requests: own)
    }
  }

  /// Entries can be granted, their weights add up, and the ticket is that of the seed and drew what was granted.
  private static func checkDraw(
    _ allocation: Allocation, _ outcome: LotteryOutcome, _ leaves: Set<Int>, _ book: RuleBook, _ place: String
  ) throws {
    let oracle = book.oracle
    #expect(outcome.portfolio.reduce(0) { $0 + $1.weight } == outcome.denominator, "\(place)")
    for entry in outcome.portfolio {
      let positions = try entry.grants.map { try #require(oracle.position(of: $0), "\(place)") }
      #expect(leaves.contains(Oracle.set(entry.grants.map(\.request))), "\(place)")
      for (number, left) in positions.enumerated() {
        #expect(book.isOpen(left) && !positions[..<number].contains { oracle.conflict($0, left) }, "\(place)")
      }
    }
    let ticket = Int(
      SeededDraw(seed: outcome.seed).number(.portfolio, allocation.policy.stages[0].name)
        % UInt64(outcome.denominator))
    #expect(outcome.ticket == ticket, "\(place)")
    var left = ticket
    let drawn = outcome.portfolio.first { entry in
      left -= entry.weight
      return left < 0
    }
    #expect(Set(allocation.grants.compactMap { $0?.option }) == Set(drawn?.grants ?? []), "\(place)")
  }

  private static func policy(_ lottery: Policy.Lottery, _ draw: inout PolicyDraw) -> Policy {
    draw.policy([
      Policy.Stage(name: "lottery", rule: .lottery(lottery), requests: draw.kind(), administrations: draw.filter())
    ])
  }

  @Test(arguments: EnumerationRun.blocks)
  func chancesOfTheLeximinLottery(block: Int) throws {
    var unequal = 0
    try EnumerationRun.forEach(in: block, from: 40_000) { seed, instance, oracle, entitlements in
      var draw = PolicyDraw(instance, oracle.problem, seed: seed)
      // Fractions of the exact programs stay small where entitlements do.
      let lottery = Policy.Lottery(
        kind: .leximin, entitlement: draw.lots.one(of: [.equal, .equal, .income, .column("mine")]),
        seed: draw.lots.chance(50) ? draw.lots.below(100) : nil)
      var policy = Self.policy(lottery, &draw)
      if draw.lots.chance(40) {
        let kinds: [PolicyDraw.Constraint] = [
          .capEachAdministration, .capEachOrganisation, .capGroups, .capAdministrations, .quotaUpper, .setAsideSectors,
          .setAsideArc, .setAsidePositions, .setAsideChannels, .filedPositionsAll, .filedPositionsInUse,
          .eligibleInTime,
          .eligibleByTable,
        ]
        draw.add(draw.lots.one(of: kinds), to: &policy.constraints)
      }
      let book = RuleBook(oracle: oracle, policy: policy, entitlements: entitlements)
      let place = "seed \(seed): \(policy.brief)"
      let parties = Self.parties(book, lottery)
      let open = oracle.choices.indices.filter { position in
        book.isOpen(position) && parties.contains { $0.requests.contains(oracle.choices[position].request) }
      }
      let leaves = book.leaves(open: open, fixed: [], kept: 0, admitted: 0, enforcesDemands: false).map(\.set)
      let committees = Set(
        leaves.map { leaf in parties.map { party in party.requests.contains { leaf >> $0 & 1 == 1 } } })
      let maximal = committees.filter { one in
        !committees.contains { other in other != one && zip(one, other).allSatisfy { !$0 || $1 } }
      }.sorted { $0.description < $1.description }
      let expected = SmallFamily(agentCount: parties.count, committees: maximal)
        .leximin(entitlements: parties.map(\.share))

      let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(oracle.problem, policy: policy)
      let outcome = try #require(allocation.lottery, "\(place)")
      #expect(outcome.chances.map { oracle.problem.administrations[$0.administration] } == parties.map(\.symbol))
      for (chance, exact) in zip(outcome.chances, expected) {
        let found = Double(chance.served) / Double(outcome.denominator)
        #expect(
          abs(found - Double(exact.numerator) / Double(exact.denominator)) < 2e-6, "\(place): \(found), not \(exact)")
      }
      if Set(expected).count > 1 { unequal += 1 }
      if !outcome.portfolio.isEmpty { try Self.checkDraw(allocation, outcome, Set(leaves), book, place) }
    }
    #expect(unequal > EnumerationRun.instances / EnumerationRun.blocks.count / 30)
  }

  // MARK: - Simultaneous eating

  /// Places are what is eaten where channels are interchangeable; other instances are left out.
  @Test(arguments: EnumerationRun.blocks)
  func sharesOfSimultaneousEating(block: Int) throws {
    var (eaten, scaled) = (0, 0)
    try EnumerationRun.forEach(in: block, from: 50_000) { seed, drawn, _, _ in
      var instance = drawn
      instance.scenario.agreements = []
      for band in instance.scenario.bands.indices { instance.scenario.bands[band].polarizations = ["dual"] }
      let demand = seed.isMultiple(of: 3) ? 2 : 1
      instance.scenario.bandAssignment.channels = [.init(name: String(demand), weight: 1)]
      instance.scenario.latecomers?.channels = demand
      if (seed / 4).isMultiple(of: 3) { Self.close(&instance) }
      // Around the circle one block to each place: several might fit each window, and yet not all windows at once.
      if instance.scenario.gridMilliDegrees > 1_000 {
        for band in instance.scenario.bands.indices { instance.scenario.bands[band].channels = demand }
      }
      for network in instance.register.networks.indices { instance.register.networks[network].channels = nil }
      let problem = try instance.problem()
      guard let oracle = Oracle(problem), oracle.combinations <= PolicyInstance.mostCombinations else { return }
      var draw = PolicyDraw(instance, problem, seed: seed)
      let lottery = Policy.Lottery(
        kind: .probabilisticSerial, entitlement: draw.lots.one(of: [.equal, .equal, .income, .column("mine")]))
      let policy = Self.policy(lottery, &draw)
      let book = RuleBook(oracle: oracle, policy: policy)
      let place = "seed \(seed): \(policy.brief)"
      let parties = Self.parties(book, lottery)
      let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy)
      let outcome = try #require(allocation.lottery, "\(place)")

      let objects = EatenObjects(oracle, parties.flatMap(\.requests))
      let shares = Eating.shares(
        parties.map { party in
          Eating.Eater(
            preferences: party.requests.flatMap { objects.of[$0] ?? [] }, speed: Double(party.share),
            demand: Double(party.requests.count))
        }, objects: objects.places.count, groups: objects.groups)
      let marginals = objects.places.indices.map { object in shares.reduce(0) { $0 + $1[object] } }
      var granted = [Double](repeating: 0, count: marginals.count)
      for entry in outcome.portfolio {
        for option in entry.grants {
          granted[try #require(objects.index(option))] += Double(entry.weight) / Double(outcome.denominator)
        }
      }
      let factor = objects.greatestFactor(marginals)
      for (own, marginal) in zip(granted, marginals) {
        #expect(abs(own - factor * marginal) < 1e-5, "\(place): \(granted), not \(factor) × \(marginals)")
      }
      let stated = try #require(outcome.shareFactor, "\(place)")
      #expect(abs(Double(stated.numerator) / Double(stated.denominator) - factor) < 1e-5, "\(place): \(stated)")
      if marginals.contains(where: { $0 > 0 }) { eaten += 1 }
      if factor < 1 - 1e-6 { scaled += 1 }
      let leaves = Set(
        oracle.sets(open: Array(oracle.choices.indices), fixed: []).enumerated().compactMap { $1 == nil ? nil : $0 })
      if !outcome.portfolio.isEmpty { try Self.checkDraw(allocation, outcome, leaves, book, place) }
    }
    #expect(eaten > EnumerationRun.instances / EnumerationRun.blocks.count / 3)
    #expect(scaled > 0)
  }

  /// Puts the networks around the circle in fifths, each too close to the next: half of every place is eaten, and no
  /// allocation grants more than two of five.
  private static func close(_ instance: inout PolicyInstance) {
    instance.scenario.gridMilliDegrees = 72_000
    instance.scenario.latecomers = nil
    for band in instance.scenario.bands.indices {
      instance.scenario.bands[band].requiredSeparationMilliDegrees = 72_001
      instance.scenario.bands[band].flexibilityMilliDegrees = 0
    }
    for number in instance.register.networks.indices {
      instance.register.networks[number].orbit = .geostationary(
        longitudeMilliDegrees: Circle.normalised(number * 72_000))
      instance.register.networks[number].procedure = .nonPlanned
      instance.register.networks[number].organisation = nil
      instance.register.networks[number].administration =
        instance.register.administrations[number % instance.register.administrations.count].symbol
    }
  }

  // MARK: - Turns by lot

  @Test(arguments: EnumerationRun.blocks)
  func chancesOfSerialDictatorship(block: Int) throws {
    try EnumerationRun.forEach(in: block, from: 60_000) { seed, instance, oracle, entitlements in
      var draw = PolicyDraw(instance, oracle.problem, seed: seed)
      var stage = draw.ordering(.serialDictatorship)
      guard case .order(var ordering) = stage.rule else { return }
      ordering.draws = 5
      stage.rule = .order(ordering)
      let policy = draw.policy([stage])
      let book = RuleBook(oracle: oracle, policy: policy, entitlements: entitlements)
      let step = book.steps()[0]
      let admitted = oracle.problem.requests.indices.filter { book.admits(step, $0) }
      let symbols = Set(admitted.map { oracle.problem.requests[$0].administration }).sorted()
      var served: [String: Int] = [:]
      var holding: [String: Int] = [:]
      let orders = Self.permutations(symbols)
      for order in orders {
        let requests = book.replay(step, ordering, standing: [], order: order).map { oracle.choices[$0].request }
        for symbol in Set(requests.compactMap(book.holder)) { served[symbol, default: 0] += 1 }
        for request in requests {
          if let symbol = book.holder(request) { holding[symbol, default: 0] += book.quantity(.holding, request) }
        }
      }
      let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(oracle.problem, policy: policy)
      let outcome = try #require(allocation.lottery)
      #expect(outcome.method == .exact && outcome.denominator == orders.count)
      #expect(
        outcome.chances.map { oracle.problem.administrations[$0.administration] }
          == Set(admitted.compactMap(book.holder)).sorted())
      for chance in outcome.chances {
        let symbol = oracle.problem.administrations[chance.administration]
        #expect(chance.served == served[symbol] ?? 0, "seed \(seed): \(policy.brief)")
        #expect(chance.holding == holding[symbol] ?? 0, "seed \(seed): \(policy.brief)")
      }
    }
  }

  private static func permutations(_ symbols: [String]) -> [[String]] {
    guard !symbols.isEmpty else { return [[]] }
    return symbols.indices.flatMap { index in
      var rest = symbols
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }
}
