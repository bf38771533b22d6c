// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import IntegerPrograms
import Testing

@testable import Auctions

/// Small repackings for tests, with an oracle that tries every placement.
struct SmallRepacking {
  var auction: Auction
  var stations: [Station]
  var limits: [Int]

  /// Stations of holders of their own at random positions, some lots in conflict.
  init(seed: Int) {
    var numbers = DrawnNumbers(seed: 7000 + seed)
    let lotCount = numbers.next(1...4)
    let stationCount = numbers.next(1...6)
    var conflicts: [LotConflict] = []
    for left in 0..<lotCount {
      for right in (left + 1)..<max(left + 1, lotCount) where numbers.next(0...3) == 0 {
        conflicts.append(
          LotConflict(lots: [left, right], reason: "near", exemptsSameHolder: numbers.next(0...2) == 0))
      }
    }
    auction = .grid(Array(repeating: Array(repeating: 0, count: lotCount), count: stationCount), conflicts: conflicts)
    for lot in 0..<lotCount where numbers.next(0...3) == 0 { auction.lots[lot].supply = 2 }
    stations = (0..<stationCount).map { station in
      let positions = (0..<lotCount).filter { _ in numbers.next(0...1) == 1 }
      return Station(
        name: "S\(station)", holder: numbers.next(0...5) == 0 ? 0 : station,
        positions: positions.isEmpty ? [numbers.next(0...(lotCount - 1))] : positions, openingPrice: 40)
    }
    // Values differ, so that the order of exits doesn't depend on lots.
    var left = Array(1...30)
    limits = (0..<stationCount).map { _ in left.remove(at: numbers.next(0...(left.count - 1))) }
  }

  /// Whether these stations fit, by trying every placement.
  func fits(_ staying: [Int]) -> Bool {
    func place(_ index: Int, _ places: [(holder: Int, lot: Int)]) -> Bool {
      guard index < staying.count else { return isAllowed(places) }
      let station = stations[staying[index]]
      return station.positions.contains { place(index + 1, places + [(station.holder, $0)]) }
    }
    return place(0, [])
  }

  private func isAllowed(_ places: [(holder: Int, lot: Int)]) -> Bool {
    for (lot, item) in auction.lots.enumerated() where places.filter({ $0.lot == lot }).count > item.supply {
      return false
    }
    for conflict in auction.conflicts {
      let here = places.filter { conflict.lots.contains($0.lot) }
      let used = conflict.exemptsSameHolder ? Set(here.map(\.holder)).count : here.count
      if used > conflict.most { return false }
    }
    return true
  }

  /// Who is bought where stations stay in the order of what they say staying is worth, the greatest first, as long as they
  /// fit: what the clock comes to, without a clock.
  func bought(saying limits: [Int]) -> Set<Int> {
    var staying: [Int] = []
    var bought: Set<Int> = []
    for station in limits.indices.sorted(by: { limits[$0] > limits[$1] }) {
      if fits(staying + [station]) { staying.append(station) } else { bought.insert(station) }
    }
    return bought
  }

  /// Plays the clock with holders who leave as soon as the price on offer is below what they say.
  static func played(
    _ auction: Auction, _ stations: [Station], saying limits: [Int], rules: ReverseRules = .init(), seed: Int = 1
  ) throws -> ReverseAuction {
    var machine = ReverseAuction(
      auction: auction, stations: stations, rules: rules, seed: seed, solver: GLPKSolver())
    while !machine.isOver {
      _ = try machine.submit(
        machine.active.filter { machine.offer(to: $0) < limits[$0] }.map { .exit(station: $0) })
    }
    return machine
  }

  /// The greatest value that a station could have named and still be bought.
  func threshold(of station: Int) -> Int {
    var best = 0
    for said in 0...40 {
      var other = limits
      // Between the values of others, so that there are no ties.
      other = other.map { $0 * 2 }
      other[station] = said * 2 + 1
      if bought(saying: other).contains(station) { best = max(best, said) }
    }
    return best
  }
}

@Suite struct ReverseAuctionTests {
  private var unitSteps: ReverseRules {
    var rules = ReverseRules()
    rules.decrementThousandths = 1
    return rules
  }

  @Test func threeHoldersForTwoPlaces() throws {
    // Two stay; the one who values its place the least is bought at the last price before the second exit: steps of 5.
    let auction = Auction.grid(Array(repeating: [0, 0], count: 3))
    let stations = (0..<3).map { Station(name: "S\($0)", holder: $0, positions: [0, 1], openingPrice: 100) }
    let outcome = try SmallRepacking.played(auction, stations, saying: [62, 31, 83]).outcome
    #expect(outcome.purchases.map(\.station) == [1])
    // S2 keeps at 80, S0 at 60: at that moment S1 has accepted 65, or 60 if it is processed before S0.
    #expect([60, 65].contains(outcome.cost) && outcome.isCleared)
    #expect(Set(outcome.places.values) == [0, 1])
  }

  @Test(arguments: 0..<150) func theClockBuysWhatTheOracleBuysAtThresholdPrices(seed: Int) throws {
    let small = SmallRepacking(seed: seed)
    let machine = try SmallRepacking.played(
      small.auction, small.stations, saying: small.limits, rules: unitSteps, seed: seed)
    let outcome = machine.outcome
    let expected = small.bought(saying: small.limits)
    // Stations that fit nowhere at all are bought at the opening price.
    #expect(Set(outcome.purchases.map(\.station)) == expected)
    #expect(outcome.withoutPlace.isEmpty && machine.isOver)
    #expect(small.fits(outcome.places.keys.sorted()))
    for purchase in outcome.purchases {
      #expect(purchase.price >= small.limits[purchase.station])
      // The threshold is met to a step, whichever of the two is processed first.
      #expect(abs(purchase.price - small.threshold(of: purchase.station)) <= 1)
    }
  }

  @Test(arguments: 0..<25) func nobodyGainsByLeavingEarlierOrLater(seed: Int) throws {
    let small = SmallRepacking(seed: 500 + seed)
    func surplus(_ station: Int, _ limits: [Int]) throws -> Int {
      let outcome = try SmallRepacking.played(
        small.auction, small.stations, saying: limits, rules: unitSteps, seed: seed
      ).outcome
      let price = outcome.purchases.first { $0.station == station }?.price
      return price.map { $0 - small.limits[station] } ?? 0
    }
    for station in small.stations.indices {
      let truthful = try surplus(station, small.limits)
      #expect(truthful >= 0)
      for said in stride(from: 0, through: 40, by: 4) {
        var limits = small.limits
        limits[station] = said
        #expect(try surplus(station, limits) <= truthful)
      }
    }
  }

  @Test func whoIsNotForSaleMayPutTheTargetOutOfReach() throws {
    let auction = Auction.grid([[0, 0], [0, 0]])
    let stations = (0..<2).map { Station(name: "S\($0)", holder: $0, positions: [0], openingPrice: 10) }
    let failed = try SmallRepacking.played(auction, stations, saying: [20, 30]).outcome
    #expect(failed.withoutPlace.count == 1 && failed.purchases.isEmpty && !failed.isCleared)
    var poor = ReverseRules()
    poor.budget = 3
    let dear = try SmallRepacking.played(auction, stations, saying: [8, 4], rules: poor).outcome
    #expect(dear.purchases.count == 1 && dear.cost > 3 && !dear.isWithinBudget && !dear.isCleared)
  }

  /// Two networks of one holder at the same positions may leave in one round, each by an act of its own.
  @Test func likeNetworksOfOneHolderLeaveSideBySide() throws {
    var auction = Auction.grid([[30, 0], [10, 10]], alternatives: true)
    auction.bids.append(Bid(identifier: "second", bidder: 0, package: [LotQuantity(lot: 0)], amount: 30))
    auction.lots[0].supply = 2
    for lot in auction.lots.indices { auction.lots[lot].reserve = 40 }
    var machine = try ReverseMachine(auction: auction, rules: .init(), seed: 1, solver: GLPKSolver())
    let leave = AuctionLog.Act(bidder: 0, kind: .exit, package: [LotQuantity(lot: 0)])
    let round = try machine.submit([leave, leave, leave])
    #expect(round.events.prefix(3).map(\.reason) == [nil, nil, .twice])
    #expect(machine.reverse.outcome.places.values.sorted() == [0, 0])
  }

  @Test func theLogNamesStationsByTheirLotsAndReplays() throws {
    var auction = Auction.grid([[30, 30], [20, 0], [10, 0]], alternatives: true)
    for lot in auction.lots.indices { auction.lots[lot].reserve = 40 }
    let (stations, values) = try Station.stations(of: auction, rules: .init())
    #expect(stations.map(\.positions) == [[0, 1], [0], [0]] && values == [30, 20, 10])
    #expect(stations.map(\.openingPrice) == [40, 40, 40])
    var machine = try ReverseMachine(auction: auction, rules: .init(), seed: 2, solver: GLPKSolver())
    while !machine.isClosed {
      let leaving = machine.reverse.active.filter { machine.reverse.offer(to: $0) < values[$0] }
      try machine.submit(
        leaving.map { station in
          AuctionLog.Act(
            bidder: stations[station].holder, kind: .exit,
            package: stations[station].positions.map { LotQuantity(lot: $0) })
        })
    }
    #expect(machine.reverse.outcome.purchases.map(\.station) == [2])
    var again = try ReverseMachine(auction: auction, rules: .init(), seed: 2, solver: GLPKSolver())
    #expect(try again.replay(machine.log) == nil)
    let late = try again.submit([AuctionLog.Act(bidder: 0, kind: .exit)])
    #expect(late.events.first?.reason == .closed)
  }

  @Test func packagesAreNoStations() {
    var auction = Auction.grid([[5, 5]])
    auction.bids[0].package = [LotQuantity(lot: 0), LotQuantity(lot: 1)]
    #expect(throws: RepackingFault.packageOfSeveral(bid: "b0.0")) {
      try Station.stations(of: auction, rules: .init())
    }
  }
}

@Suite struct ReverseSimulationTests {
  /// A seller who asks for more than staying is worth may keep what it would have sold at a profit.
  @Test func askingForMoreCostsSalesAndNeverRaisesOnesPrice() throws {
    var auction = Auction.grid([[30, 30], [20, 20], [10, 10]], alternatives: true)
    for lot in auction.lots.indices { auction.lots[lot].reserve = 100 }
    func outcome(_ last: Behaviour) throws -> ReverseOutcome {
      try ReverseMachine.run(
        auction: auction, behaviours: [.straightforward, .straightforward, last], rules: .init(), seed: 1,
        solver: GLPKSolver()
      ).reverse.outcome
    }
    let honest = try outcome(.straightforward)
    #expect(honest.purchases.map(\.station) == [2] && (15...20).contains(honest.cost))
    #expect(try outcome(.shading(thousandths: 500)) == honest)
    #expect(try outcome(.shading(thousandths: 1500)).purchases.map(\.station) == [1])
  }
}
