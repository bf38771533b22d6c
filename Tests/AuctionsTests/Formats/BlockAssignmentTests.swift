// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

@Suite struct BlockAssignmentTests {
  /// What a bidder offers for each of ten channels, of a published notebook; a block is worth the sum of its channels.
  private static let channels = [
    [470, 20, 460, 740, 890, 620, 840, 200, 210, 730], [800, 440, 890, 300, 930, 200, 740, 310, 220, 410],
    [230, 80, 810, 530, 170, 90, 440, 660, 690, 100],
  ]

  private func published() throws -> BlockAssignment {
    try BlockAssignment(
      lot: "K", places: 10,
      holders: zip(Self.channels, [4, 4, 2]).enumerated().map { bidder, row in
        let (values, units) = row
        return .init(
          bidder: bidder, units: units,
          offers: Dictionary(
            uniqueKeysWithValues: (0...(10 - units)).map { ($0 + 1, values[$0..<($0 + units)].reduce(0, +)) }))
      })
  }

  /// The notebook reports the order C, B, A, worth 4610, under a winning total of 5770, because it sorts its list of values in
  /// place after it looked up the greatest, and charges 1980, 310 and 0, the next lower sums of each bidder.
  @Test("T28 · published channels in the right order, which the notebook misreports and overcharges")
  func publishedChannelsInTheRightOrder() throws {
    let problem = try published()
    let solution = problem.solution()
    #expect(solution.value == 5770)
    #expect(solution.firstPlaces == [5, 1, 9])
    #expect(zip([0, 1, 2], [5, 1, 9]).map { problem.offer($0, at: $1) } == [2550, 2430, 790])
    #expect(problem.vickreyPayments(solution) == [0, 0, 0])
    // C, B, A begin at 7, 3 and 1.
    #expect(zip([0, 1, 2], [7, 3, 1]).reduce(0) { $0 + problem.offer($1.0, at: $1.1) } == 4610)
    // A alone could have channels 3 to 6, worth 2710: B and C together must pay the 160 by which that is more.
    #expect(try problem.payments(solution, by: .coreVCGNearest) == [0, 80, 80])
    #expect(try problem.payments(solution, by: .coreZeroNearest) == [0, 80, 80])
    // The offers are 2430 and 790, so the nearest point with the sum 160 leaves C nothing to pay.
    #expect(try problem.payments(solution, by: .coreBidNearest) == [0, 160, 0])
    // Asked again it answers the same.
    #expect(problem.solution() == solution)
  }

  /// All orders of the holders and the unsold block.
  private func orders(_ count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return orders(count - 1).flatMap { order in
      (0...order.count).map { place in Array(order[..<place]) + [count - 1] + Array(order[place...]) }
    }
  }

  private func best(_ problem: BlockAssignment, _ coalition: Set<Int>) -> Int {
    let unsold = problem.places - problem.holders.reduce(0) { $0 + $1.units }
    let sizes = problem.holders.map(\.units) + (unsold > 0 ? [unsold] : [])
    return orders(sizes.count).map { order in
      var (place, value) = (1, 0)
      for item in order {
        if coalition.contains(item) { value += problem.offer(item, at: place) }
        place += sizes[item]
      }
      return value
    }.max() ?? 0
  }

  private func random(_ seed: Int) throws -> BlockAssignment {
    var draws = Draws(seed: seed)
    let sizes = (0..<(2 + draws.below(3))).map { _ in 1 + draws.below(3) }
    let places = sizes.reduce(0, +) + draws.below(3)
    return try BlockAssignment(
      lot: "K", places: places,
      holders: sizes.enumerated().map { bidder, units in
        let offers = (1...(places - units + 1)).map { ($0, draws.below(3) == 0 ? 0 : draws.below(40)) }
        return .init(bidder: bidder, units: units, offers: Dictionary(uniqueKeysWithValues: offers))
      })
  }

  @Test func orderAndPaymentsAgainstAllOrders() throws {
    for seed in 0..<120 {
      let problem = try random(seed)
      let solution = problem.solution()
      let all = Set(problem.holders.indices)
      #expect(solution.value == best(problem, all))
      let offers = problem.holders.indices.map { problem.offer($0, at: solution.firstPlaces[$0]) }
      #expect(offers.reduce(0, +) == solution.value)
      let vickrey = problem.vickreyPayments(solution)
      #expect(vickrey == all.sorted().map { best(problem, all.subtracting([$0])) - solution.value + offers[$0] })
      for rule in [PaymentRule.coreVCGNearest, .coreZeroNearest, .coreBidNearest] {
        let core = try problem.payments(solution, by: rule)
        #expect(zip(vickrey, core).allSatisfy(<=) && zip(core, offers).allSatisfy(<=), "seed \(seed)")
        for set in 0..<(1 << problem.holders.count) {
          let coalition = all.filter { set >> $0 & 1 == 1 }
          let outside = all.subtracting(coalition).reduce(0) { $0 + core[$1] }
          let now = coalition.reduce(0) { $0 + offers[$1] }
          #expect(outside >= best(problem, coalition) - now, "seed \(seed), \(coalition)")
        }
      }
    }
  }

  /// Without unsold places blocks side by side are just packages of places, so the general winner determination finds the same.
  @Test func agreesWithWinnerDetermination() throws {
    for seed in 0..<40 {
      let problem = try random(seed)
      // So much for any block that everybody gets one.
      let base = 1000
      var auction = RoundsSamples.auction(
        (1...problem.places).map { Lot(name: "\($0)") }, problem.holders.map { Bidder(name: "\($0.bidder)") })
      for (bidder, holder) in problem.holders.enumerated() {
        let first = auction.bids.count
        for place in 1...(problem.places - holder.units + 1) {
          auction.bids.append(
            Bid(
              identifier: "\(bidder)/\(place)", bidder: bidder,
              package: (0..<holder.units).map { LotQuantity(lot: place - 1 + $0) },
              amount: base + problem.offer(bidder, at: place)))
        }
        auction.exclusions.append(Array(first..<auction.bids.count))
      }
      let outcome = try SealedAuction(auction: auction, payments: .vcg, solver: GLPKSolver(), threads: 1).run()
      let free = outcome.welfare - base * problem.holders.count
      if problem.holders.reduce(0, { $0 + $1.units }) == problem.places {
        #expect(free == problem.solution().value, "seed \(seed)")
      } else {
        #expect(free >= problem.solution().value, "seed \(seed)")
      }
    }
  }

  @Test func tooManyHoldersAreRefused() {
    let holders = (0..<17).map { BlockAssignment.Holder(bidder: $0, units: 1, offers: [:]) }
    #expect(throws: RoundsFault.tooManyHolders(lot: "K", count: 17, most: 16)) {
      try BlockAssignment(lot: "K", places: 20, holders: holders)
    }
  }
}
