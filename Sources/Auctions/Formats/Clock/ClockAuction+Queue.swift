// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

extension ClockAuction {
  /// A change of what a bidder wants of one lot.
  private struct Change {
    var point: Int
    var luck: UInt64
    var bidder: Int
    var lot: Int
    /// Units more, or fewer where negative, that aren't carried out yet.
    var units: Int
    /// The most points the bidder may hold to while the change is carried out.
    var mostPoints: Int
  }

  /// What bidders hold to after their requests, and for every lot the highest point at which some units were given up.
  struct Processed {
    var demands: [[Int]]
    var lastReduction: [Int?]
  }

  /// Carries requests out as far as no lot becomes less wanted than there is of it.
  ///
  /// Changes wait in a queue by price, and at one price by lot. The first that can be carried out at least in part is, and the
  /// queue is looked at from its beginning again, until nothing more can be. The forward auction of the Federal Communications
  /// Commission treats bids like this (FCC 15-78).
  ///
  /// - Complexity: O(q² · (lots + bounds)) for q changes.
  func processed(_ requests: [[Request]]) -> Processed {
    guard rules.forbidsUnderselling, !records.isEmpty else {
      return Processed(
        demands: requests.map { $0.last?.units ?? [] }, lastReduction: lastPoints(requests))
    }
    var queue = changes(requests)
    var state = Processed(
      demands: demands, lastReduction: Array(repeating: nil, count: auction.lots.count))
    var isMoving = true
    while isMoving {
      isMoving = false
      for index in queue.indices where queue[index].units != 0 {
        let change = queue[index]
        let units = change.units < 0 ? -removable(change, state.demands) : addable(change, state.demands)
        guard units != 0 else { continue }
        state.demands[change.bidder][change.lot] += units
        queue[index].units -= units
        if units < 0 {
          state.lastReduction[change.lot] = max(change.point, state.lastReduction[change.lot] ?? 0)
        }
        isMoving = true
        break
      }
    }
    return state
  }

  private func changes(_ requests: [[Request]]) -> [Change] {
    var queue: [Change] = []
    for (bidder, own) in requests.enumerated() {
      var before = demands[bidder]
      for request in own {
        let mostPoints = max(eligibility[bidder] ?? Int.max, holdingRules.points(request.units))
        for lot in before.indices where before[lot] != request.units[lot] {
          let name = "\(nextRound)/\(auction.lots[lot].name)/\(auction.bidders[bidder].name)"
          queue.append(
            Change(
              point: request.point, luck: SeededDraw(seed: seed).number(.lot, name), bidder: bidder, lot: lot,
              units: request.units[lot] - before[lot], mostPoints: mostPoints))
        }
        before = request.units
      }
    }
    return queue.sorted {
      ($0.point, $1.luck, $0.bidder, $0.lot) < ($1.point, $0.luck, $1.bidder, $1.lot)
    }
  }

  /// How many of the units that a bidder gives up may go.
  private func removable(_ change: Change, _ demands: [[Int]]) -> Int {
    let wanted = min(-change.units, demands[change.bidder][change.lot])
    var surplus = demands.reduce(0) { $0 + $1[change.lot] } - holdingRules.supply[change.lot]
    for bound in holdingRules.bounds where bound.lots.contains(change.lot) {
      guard bound.bidders?.contains(change.bidder) ?? true else { continue }
      let excess = holdingRules.load(bound, demands) - bound.most
      if excess > 0 { surplus = max(surplus, bound.countsHolders ? wanted : excess) }
    }
    return max(0, min(wanted, surplus))
  }

  /// How many of the units that a bidder wants in addition may come.
  private func addable(_ change: Change, _ demands: [[Int]]) -> Int {
    func fits(_ more: Int) -> Bool {
      var units = demands[change.bidder]
      units[change.lot] += more
      guard holdingRules.points(units) <= change.mostPoints,
        holdingRules.breach(bidder: change.bidder, units: units) == nil
      else { return false }
      return auction.bidders[change.bidder].budget.map { WholeMoney.cost(units, clockPrices) <= $0 } ?? true
    }
    var (fitting, beyond) = (0, max(0, change.units) + 1)
    while beyond - fitting > 1 {
      let middle = (fitting + beyond) / 2
      if fits(middle) { fitting = middle } else { beyond = middle }
    }
    return fitting
  }

  /// For every lot the highest point at which somebody asks for less than before.
  private func lastPoints(_ requests: [[Request]]) -> [Int?] {
    var points: [Int?] = Array(repeating: nil, count: auction.lots.count)
    for (bidder, own) in requests.enumerated() {
      var before = demands[bidder]
      for request in own {
        for lot in before.indices where request.units[lot] < before[lot] {
          points[lot] = max(points[lot] ?? 0, request.point)
        }
        before = request.units
      }
    }
    return points
  }
}
