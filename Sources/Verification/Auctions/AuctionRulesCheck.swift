// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The rules of an auction, applied to bids by the verifier's own hand.
struct AuctionRulesCheck: Sendable {
  let statement: AuctionStatement

  /// The first rule that a bid breaks by itself; nil where it may take part.
  func reasonToReject(_ bid: AuctionStatement.Bid) -> String? {
    let bidder = statement.bidders[bid.bidder]
    // Where one lot is sold at a time a reserve is the least price of its lot.
    let isFloor = !statement.sellerBids || statement.format == "sealed-single-lot"
    if isFloor, bid.amount < statement.reserve(of: bid.units) { return "below-reserve" }
    if let budget = bidder.budget, bid.amount > budget { return "above-budget" }
    if let points = bidder.eligibility, statement.points(of: bid.units) > points { return "above-eligibility" }
    if bid.units.contains(where: { $0.value > statement.lots[$0.key].supply }) { return "above-supply" }
    let broken = statement.limits.filter { $0.bidders.contains(bid.bidder) && bid.units(of: $0.lots) > $0.most }
    if broken.contains(where: \.isCap) { return "above-cap" }
    if !broken.isEmpty { return "not-eligible-for-set-aside" }
    let isAtOdds = statement.conflicts.contains { conflict in
      (!conflict.exemptsSameHolder || conflict.most == 0) && bid.units(of: conflict.lots) > conflict.most
    }
    return isAtOdds ? "conflicts-within-package" : nil
  }

  /// A package that a bidder holds.
  struct Holding {
    var bidder: Int
    var units: [Int: Int]
  }

  /// What holdings break: supply, conflicts, caps and set-asides, in words.
  func breaches(_ holdings: [Holding]) -> [String] {
    var breaches: [String] = []
    let sold = AuctionStatement.sum(holdings.map(\.units))
    for (lot, units) in sold.sorted(by: { $0.key < $1.key }) where units > statement.lots[lot].supply {
      breaches.append(
        "\(units) units of \(statement.lots[lot].name) are sold, and there are \(statement.lots[lot].supply)")
    }
    for (number, conflict) in statement.conflicts.enumerated() {
      let load =
        conflict.exemptsSameHolder
        ? Set(holdings.filter { $0.units.keys.contains(where: conflict.lots.contains) }.map(\.bidder)).count
        : sold.reduce(0) { conflict.lots.contains($1.key) ? $0 + $1.value : $0 }
      if load > conflict.most {
        breaches.append("conflict \(number + 1) allows \(conflict.most), and there are \(load)")
      }
    }
    for limit in statement.limits {
      let load = holdings.reduce(0) { sum, holding in
        limit.bidders.contains(holding.bidder)
          ? holding.units.reduce(sum) { limit.lots.contains($1.key) ? $0 + $1.value : $0 } : sum
      }
      if load > limit.most {
        breaches.append(
          "\(limit.isCap ? "cap" : "set-aside") `\(limit.name)` allows \(limit.most), and there are \(load)")
      }
    }
    return breaches
  }

  /// What accepted bids break beyond what their packages do: alternatives, budgets and eligibility.
  func breaches(ofAccepted bids: [Int]) -> [String] {
    let accepted = Set(bids)
    var breaches: [String] = []
    for set in statement.exclusions {
      let won = set.filter(accepted.contains)
      if won.count > 1 {
        breaches.append("\(won.map { statement.bids[$0].identifier }.joined(separator: ", ")) exclude each other")
      }
    }
    for (index, bidder) in statement.bidders.enumerated() {
      let own = bids.map { statement.bids[$0] }.filter { $0.bidder == index }
      let money = own.reduce(0) { $0 + $1.amount }
      if let budget = bidder.budget, money > budget { breaches.append("\(bidder.name) bids more than its budget") }
      if let points = bidder.eligibility {
        let used = own.reduce(Int128(0)) { $0 + Int128(statement.points(of: $1.units)) }
        if used > Int128(points) { breaches.append("\(bidder.name) holds more points than its eligibility") }
      }
    }
    return breaches
  }

  /// What a bidder's holding breaks of its own limits, in formats of any kind: points and money.
  ///
  /// - Parameter ignoringBudget: whether it was held to more than it asked for, so that the price may be above the budget.
  func breaches(of holding: AuctionHolding, ignoringBudget: Bool) -> [String] {
    let bidder = statement.bidders[holding.bidder]
    var breaches: [String] = []
    if let points = bidder.eligibility, statement.points(of: holding.units) > points {
      breaches.append("\(bidder.name) holds \(statement.points(of: holding.units)) points, and has \(points)")
    }
    if !ignoringBudget, let budget = bidder.budget, holding.price > budget {
      breaches.append(
        "\(bidder.name) has the price \(statement.money.text(holding.price)), and \(statement.money.text(budget)) to spend"
      )
    }
    return breaches
  }

  // MARK: - As a packing model

  /// The bids that take part as a model whose column i is bid i; others are worth −1, so they are never chosen.
  ///
  /// Where the seller bids the reserves, everything that isn't sold stays with the seller, and nothing but the supply limits
  /// what it keeps. So a bid is worth its amount less the reserves of its package, on top of all reserves.
  func model() -> PackingModel {
    var model = PackingModel()
    let takesPart = statement.bids.map { reasonToReject($0) == nil }
    model.holders = statement.bids.map(\.bidder)
    model.values = zip(statement.bids, takesPart).map { bid, takesPart in
      guard takesPart else { return -1 }
      return max(-1, statement.sellerBids ? bid.amount - statement.reserve(of: bid.units) : bid.amount)
    }
    let bids = statement.bids.indices.filter { takesPart[$0] }
    func add(_ capacity: Int, _ load: (AuctionStatement.Bid) -> Int) {
      var row = PackingModel.Row(columns: [], coefficients: [], capacity: capacity)
      for bid in bids {
        let units = load(statement.bids[bid])
        guard units > 0 else { continue }
        row.columns.append(bid)
        row.coefficients.append(units)
      }
      if !row.columns.isEmpty { model.rows.append(row) }
    }
    for (index, lot) in statement.lots.enumerated() { add(lot.supply) { $0.units[index] ?? 0 } }
    for set in statement.exclusions {
      let own = set.filter { takesPart[$0] }
      if own.count > 1 {
        model.rows.append(.init(columns: own.sorted(), coefficients: own.map { _ in 1 }, capacity: 1))
      }
    }
    for limit in statement.limits {
      add(limit.most) { limit.bidders.contains($0.bidder) ? $0.units(of: limit.lots) : 0 }
    }
    for (index, bidder) in statement.bidders.enumerated() {
      if let budget = bidder.budget { add(budget) { $0.bidder == index ? $0.amount : 0 } }
      if let points = bidder.eligibility { add(points) { $0.bidder == index ? statement.points(of: $0.units) : 0 } }
    }
    for conflict in statement.conflicts {
      guard conflict.exemptsSameHolder else {
        add(conflict.most) { $0.units(of: conflict.lots) }
        continue
      }
      let own = bids.filter { statement.bids[$0].units(of: conflict.lots) > 0 }
      guard !own.isEmpty else { continue }
      model.holderRows.append(.init(columns: own, capacity: conflict.most))
      for row in picks(own) {
        model.rows.append(.init(columns: row, coefficients: row.map { _ in 1 }, capacity: conflict.most))
      }
    }
    return model
  }

  /// Rows that follow from counting holders: of each bidder bids that exclude each other, so that they count the bidder once.
  private func picks(_ bids: [Int]) -> [[Int]] {
    var groups: [[[Int]]] = []
    for bidder in Set(bids.map { statement.bids[$0].bidder }).sorted() {
      var left = Set(bids.filter { statement.bids[$0].bidder == bidder })
      var own: [[Int]] = []
      for set in statement.exclusions {
        let members = set.filter(left.contains)
        if members.count > 1 {
          own.append(members)
          left.subtract(members)
        }
      }
      groups.append(own + left.sorted().map { [$0] })
    }
    let count = groups.map(\.count).max() ?? 0
    return (0..<count).map { turn in groups.flatMap { $0[turn % $0.count] }.sorted() }
  }
}
