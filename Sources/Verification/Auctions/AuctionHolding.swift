// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What one bidder holds and pays, as the verifier understands the files.
struct AuctionHolding: Sendable {
  var bidder: Int
  /// Bids that won, ascending; empty where a format has none.
  var bids: [Int]
  /// Units by lot.
  var units: [Int: Int]
  var bid: Int
  var price: Int
  /// With what is paid for particular places.
  var payment: Int
  var withdrawal: Int
  /// Particular places, as the table of the outcome writes them; empty where none were assigned.
  var places = ""
  /// What is paid for them.
  var placePayment = 0
}

/// What is left of a lot, and why.
struct AuctionRemainder: Sendable {
  var lot: Int
  var units: Int
  /// Why; nil where it isn't worked out again.
  var reason: String?
}

extension AuctionStatement {
  /// What is left after holdings, without reasons.
  func remainders(after holdings: [AuctionHolding]) -> [AuctionRemainder] {
    let sold = Self.sum(holdings.map(\.units))
    return lots.enumerated().compactMap { index, lot in
      let left = lot.supply - (sold[index] ?? 0)
      return left > 0 ? AuctionRemainder(lot: index, units: left) : nil
    }
  }

  /// Why a lot is left after sealed bids: what was sold keeps it from everybody, nobody asked, all were too low, a limit kept them out,
  /// or others were worth more.
  func reason(for lot: Int, after holdings: [AuctionHolding], rejected: [Int: String]) -> String {
    let sold = Self.sum(holdings.map(\.units))
    let own = conflicts.filter { $0.lots.contains(lot) }
    let isFree = bidders.indices.contains { bidder in
      own.allSatisfy { conflict in
        guard conflict.exemptsSameHolder else {
          return conflict.lots.reduce(0) { $0 + (sold[$1] ?? 0) } < conflict.most
        }
        return holdings.count { $0.bidder != bidder && $0.units.keys.contains(where: conflict.lots.contains) }
          < conflict.most
      }
    }
    if !isFree, !bidders.isEmpty { return "conflict" }
    let asking = bids.indices.filter { bids[$0].units[lot] != nil }
    if asking.isEmpty { return "no-offer" }
    let open = asking.filter { rejected[$0] == nil }
    if open.isEmpty { return asking.contains { rejected[$0] == "below-reserve" } ? "below-reserve" : "limit" }
    let areLow = sellerBids && open.allSatisfy { bids[$0].amount < reserve(of: bids[$0].units) }
    return areLow ? "below-reserve" : "offers-lost"
  }

  /// What units are worth to a bidder by the bids: the most that bids within them add up to, no two of them alternatives; nil
  /// where the search reached its limit.
  func worth(of units: [Int: Int], to bidder: Int) -> Int? {
    let own = bids.indices.filter { index in
      bids[index].bidder == bidder && bids[index].units.allSatisfy { $0.value <= units[$0.key] ?? 0 }
    }
    var model = PackingModel(values: own.map { bids[$0].amount }, holders: own.map { _ in bidder })
    for (lot, supply) in units {
      let columns = own.indices.filter { bids[own[$0]].units[lot] != nil }
      model.rows.append(
        .init(columns: columns, coefficients: columns.map { bids[own[$0]].units[lot] ?? 0 }, capacity: supply))
    }
    for set in exclusions {
      let columns = own.indices.filter { set.contains(own[$0]) }
      model.rows.append(.init(columns: columns, coefficients: columns.map { _ in 1 }, capacity: 1))
    }
    let answer = PackingSearch.best(of: model, above: 0)
    return answer.isComplete ? model.value(of: answer.best ?? []) : nil
  }
}
