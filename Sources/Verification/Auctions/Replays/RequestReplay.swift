// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Formats that one opening of bids, a fee or a draw decides, carried out again from the bids.
struct RequestReplay {
  let statement: AuctionStatement

  private var lots: PublishedLots { PublishedLots(seed: statement.worldSeed) }

  /// What a bidder asks for at once: bids of which one can be granted.
  private struct Request {
    var bidder: Int
    var bids: [Int]
  }

  /// Bids that exclude each other, directly or through others, by the first of them.
  private var requests: [Request] {
    var group = Array(statement.bids.indices)
    for set in statement.exclusions {
      let touched = Set(set.map { group[$0] })
      guard let first = touched.min() else { continue }
      for bid in group.indices where touched.contains(group[bid]) { group[bid] = first }
    }
    return Set(group).sorted().map { first in
      Request(bidder: statement.bids[first].bidder, bids: group.indices.filter { group[$0] == first })
    }
  }

  // MARK: - Sealed bids lot by lot

  /// Every unit goes to the highest bid for it that may take it, at that bid or at the next one of somebody else and no less
  /// than the reserve.
  func sealedLots() -> ReplayedOutcome {
    var outcome = ReplayedOutcome(bidders: statement.bidders.count)
    var held = HeldUnits(statement)
    var spent = Array(repeating: 0, count: statement.bidders.count)
    var isOut = Set<Int>()
    for (lot, entry) in statement.lots.enumerated() {
      for unit in 0..<entry.supply {
        let here = statement.bids.indices.filter { statement.bids[$0].units == [lot: 1] && !isOut.contains($0) }
        let open = here.filter { held.mayTake([lot: 1], statement.bids[$0].bidder) }
        var best: [Int: Int] = [:]
        for bid in open {
          let (bidder, amount) = (statement.bids[bid].bidder, statement.bids[bid].amount)
          if let budget = statement.bidders[bidder].budget, amount > budget - spent[bidder] { continue }
          if best[bidder].map({ statement.bids[$0].amount < amount }) ?? true { best[bidder] = bid }
        }
        let valid = best.values.filter { statement.bids[$0].amount >= entry.reserve }
        guard let highest = valid.map({ statement.bids[$0].amount }).max(),
          let winner = lots.order(
            of: valid.filter { statement.bids[$0].amount == highest }, names: statement.bids.map(\.identifier),
            on: "\(entry.name)/\(unit)"
          ).first
        else {
          let rules = AuctionRulesCheck(statement: statement)
          outcome.reasons[lot] =
            if held.isClosedToAll(lot) {
              "conflict"
            } else if here.isEmpty {
              "no-offer"
            } else {
              here.contains { rules.reasonToReject(statement.bids[$0]) == "below-reserve" } ? "below-reserve" : "limit"
            }
          break
        }
        let second = valid.filter { $0 != winner }.map { statement.bids[$0].amount }.max() ?? 0
        let price = statement.payments == "first-price" ? highest : max(second, entry.reserve)
        let bidder = statement.bids[winner].bidder
        outcome.sell([lot: 1], to: bidder, bid: highest, price: price)
        held.give([lot: 1], to: bidder)
        spent[bidder] += price
        isOut.insert(winner)
        for set in statement.exclusions where set.contains(winner) { isOut.formUnion(set) }
      }
    }
    return outcome
  }

  // MARK: - A fee

  private func fee(of units: [Int: Int]) -> Int {
    guard let fee = statement.rules.money("fee") else { return statement.reserve(of: units) }
    return Int(clamping: units.reduce(Int128(0)) { $0 + Int128($1.value) * Int128(fee) })
  }

  /// Requests in order, each with the alternative worth its fee that leaves its bidder the most.
  func postedFee() -> ReplayedOutcome {
    var outcome = ReplayedOutcome(bidders: statement.bidders.count)
    var held = HeldUnits(statement)
    var spent = Array(repeating: 0, count: statement.bidders.count)
    var granted: [Int] = []
    let requests = requests
    let names = requests.map { statement.bids[$0.bids[0]].identifier }
    let order =
      statement.rules.word("order") == "lot"
      ? lots.order(of: Array(requests.indices), names: names, on: "posted fee") : Array(requests.indices)
    for request in order.map({ requests[$0] }) {
      let purse = (statement.bidders[request.bidder].budget ?? .max) - spent[request.bidder]
      var best: (bid: Int, surplus: Int)?
      for bid in request.bids {
        let (units, amount) = (statement.bids[bid].units, statement.bids[bid].amount)
        let due = fee(of: units)
        guard amount >= due, due <= purse, held.mayTake(units, request.bidder) else { continue }
        if best.map({ $0.surplus < amount - due }) ?? true { best = (bid, amount - due) }
      }
      guard let bid = best?.bid else { continue }
      let due = fee(of: statement.bids[bid].units)
      outcome.sell(statement.bids[bid].units, to: request.bidder, bid: statement.bids[bid].amount, price: due)
      held.give(statement.bids[bid].units, to: request.bidder)
      spent[request.bidder] += due
      granted.append(bid)
    }
    for lot in statement.lots.indices where held.left(lot) > 0 {
      let asking = statement.bids.filter { $0.units[lot] != nil }
      outcome.reasons[lot] =
        if held.isClosedToAll(lot) {
          "conflict"
        } else if asking.isEmpty {
          "no-offer"
        } else {
          asking.allSatisfy { $0.amount < fee(of: $0.units) } ? "below-reserve" : "limit"
        }
    }
    outcome.bids = granted.sorted()
    return outcome
  }

  // MARK: - A draw

  /// Turns go round in the order that was drawn; each takes what is worth the most to it of what is left, for nothing.
  func lottery() -> ReplayedOutcome {
    lottery(
      lots.order(of: Array(statement.bidders.indices), names: statement.bidders.map(\.name), on: "lottery"))
  }

  /// In how many of all orders each bid is served; nil with more bidders than are enumerated.
  func odds() -> (orders: Int, served: [Int])? {
    guard statement.bidders.count <= 8 else { return nil }
    var orders: [[Int]] = [[]]
    for bidder in statement.bidders.indices {
      orders = orders.flatMap { order in
        (0...order.count).map { Array(order[..<$0]) + [bidder] + Array(order[$0...]) }
      }
    }
    var served = Array(repeating: 0, count: statement.bids.count)
    for order in orders { for bid in lottery(order).bids ?? [] { served[bid] += 1 } }
    return (orders.count, served)
  }

  private func lottery(_ order: [Int]) -> ReplayedOutcome {
    var outcome = ReplayedOutcome(bidders: statement.bidders.count)
    var held = HeldUnits(statement)
    var waiting = Dictionary(grouping: requests, by: \.bidder)
    var taken = Array(repeating: 0, count: statement.bidders.count)
    var served: [Int] = []
    let most = statement.rules.count("most-per-bidder") ?? .max
    var before = -1
    while served.count > before {
      before = served.count
      for bidder in order where taken[bidder] < most {
        let open = (waiting[bidder] ?? []).flatMap(\.bids).filter { held.mayTake(statement.bids[$0].units, bidder) }
        guard let worth = open.map({ statement.bids[$0].amount }).max(),
          let bid = open.filter({ statement.bids[$0].amount == worth }).min()
        else { continue }
        waiting[bidder]?.removeAll { $0.bids.contains(bid) }
        held.give(statement.bids[bid].units, to: bidder)
        outcome.sell(statement.bids[bid].units, to: bidder, bid: worth, price: 0)
        taken[bidder] += 1
        served.append(bid)
      }
    }
    let asked = Set(statement.bids.flatMap(\.units.keys))
    for lot in statement.lots.indices where held.left(lot) > 0 {
      outcome.reasons[lot] = held.isClosedToAll(lot) ? "conflict" : asked.contains(lot) ? "limit" : "no-offer"
    }
    outcome.bids = served.sorted()
    return outcome
  }
}
