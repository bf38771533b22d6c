// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds what winners pay against the rule of payments.
struct AuctionPaymentChecks {
  let game: AuctionGame
  let certificate: AuctionCertificateFile
  let holdings: [AuctionHolding]

  private var statement: AuctionStatement { game.statement }
  private var money: AuctionMoney { game.statement.money }

  private func report(_ journal: inout Journal, _ subject: String?, _ problem: String, _ expected: String) {
    journal.report(
      Finding(check: .payments, file: "certificate.json", subject: subject, problem: problem, expected: expected))
  }

  private func name(_ place: Int) -> String { statement.bidders[game.winners[place]].name }

  func run(_ journal: inout Journal) {
    guard game.model.isFeasible(game.accepted), game.accepted.allSatisfy({ game.model.values[$0] >= 0 }) else { return }
    let prices = holdings.map(\.price)
    for (place, price) in prices.enumerated() where price > game.bids[place] {
      report(&journal, name(place), "pays more than it bid", "at most \(money.text(game.bids[place]))")
      return
    }
    // Where winners aren't proven the best they pay what they bid.
    let rule = certificate.claim == "optimal" ? statement.payments : "first-price"
    if let payments = certificate.payments {
      guard payments.map(\.bidder) == game.winners.map({ statement.bidders[$0].name }) else {
        report(&journal, nil, "`payments` aren't those of the winners in their order", "one a winner")
        return
      }
      checkRounding(payments, &journal)
      check(payments, rule: rule, &journal)
    } else {
      report(&journal, nil, "`payments` is missing", "how the prices came about")
    }
    checkCore(prices, &journal)
  }

  private func checkRounding(_ payments: [AuctionCertificateFile.Payment], _ journal: inout Journal) {
    for payment in payments where payment.exactPrice.roundedUp != payment.price {
      report(
        &journal, payment.bidder, "the price \(payment.price) isn't \(payment.exactPrice.description) rounded up",
        payment.exactPrice.roundedUp.map(String.init) ?? "a whole number")
    }
  }

  private func check(_ payments: [AuctionCertificateFile.Payment], rule: String, _ journal: inout Journal) {
    guard rule != "first-price" else {
      for (place, payment) in payments.enumerated() {
        journal.count(.payments)
        if payment.exactPrice != ExactFraction(game.bids[place]) {
          report(&journal, payment.bidder, "pays \(payment.exactPrice.description)", "what it bid, \(game.bids[place])")
        }
        if payment.vickreyPrice != nil {
          report(&journal, payment.bidder, "has a VCG price", "none at the first price")
        }
      }
      if !(certificate.cuts ?? []).isEmpty { report(&journal, nil, "has cuts", "none at the first price") }
      return
    }
    for place in payments.indices { checkReference(place, payments[place].vickreyPrice, &journal) }
    guard rule != "vcg" else {
      for payment in payments where payment.vickreyPrice.map({ ExactFraction($0) }) != payment.exactPrice {
        report(&journal, payment.bidder, "pays \(payment.exactPrice.description)", "its VCG price")
      }
      if !(certificate.cuts ?? []).isEmpty { report(&journal, nil, "has cuts", "none under VCG") }
      return
    }
    checkCoreRule(payments, rule: rule, &journal)
  }

  /// What each winner pays at least: VCG, or the reserve where it is a floor and more.
  private func reference(_ place: Int) -> Int? {
    game.vickreyPrice(of: place).map { statement.sellerBids ? $0 : max($0, game.reserves[place]) }
  }

  private func checkReference(_ place: Int, _ claimed: Int?, _ journal: inout Journal) {
    guard let own = reference(place) else {
      journal.count(.auctionLimits)
      if claimed.map({ $0 < 0 || $0 > game.bids[place] }) ?? true {
        report(&journal, name(place), "has no VCG price from 0 to its bid", "one")
      }
      return
    }
    journal.count(.payments)
    if claimed != own {
      report(&journal, name(place), "the VCG price is \(claimed.map(String.init) ?? "missing")", "\(own) minor units")
    }
  }

  // MARK: - Rules of the core

  private func checkCoreRule(
    _ payments: [AuctionCertificateFile.Payment], rule: String, _ journal: inout Journal
  ) {
    guard let cuts = cuts(&journal) else { return }
    let point = AuctionPaymentPoint(
      least: payments.map { $0.vickreyPrice ?? 0 }, most: game.bids, cuts: cuts, prices: payments.map(\.exactPrice))
    guard zip(point.least, point.most).allSatisfy(<=), point.isAllowed else {
      report(&journal, nil, "the payments break VCG prices, bids or cuts", "payments between them that keep the cuts")
      return
    }
    switch game.strongestBlock(prices: point.prices) {
    case .none: journal.count(.coalitions)
    case .found(let bids, let gain):
      let names = Set(bids.map { statement.bidders[statement.bids[$0].bidder].name }).sorted()
      report(
        &journal, nil, "\(names.joined(separator: ", ")) could offer \(gain.description) minor units more",
        "exact payments in the core")
    case .undecided: journal.count(.auctionLimits)
    }
    let revenue = point.prices.reduce(.zero, +)
    guard let least = point.leastRevenue() else {
      report(&journal, nil, "the cuts contradict the bids", "cuts that some payments keep")
      return
    }
    if revenue != least {
      report(
        &journal, nil, "the revenue is \(revenue.description), and the cuts ask for \(least.description) minor units",
        "the least revenue")
      return
    }
    let holds: Bool? =
      switch rule {
      case "core-vcg-nearest": point.isNearest(to: point.least)
      case "core-zero-nearest": point.isNearest(to: point.least.map { _ in 0 })
      case "core-bid-nearest": point.isNearest(to: point.most)
      case "core-leximin": point.isLeximin(over: point.least)
      case "core-minimum-revenue": point.isFirstInOrder()
      default: nil
      }
    switch holds {
    case true?: journal.count(.payments)
    case false?: report(&journal, nil, "other payments of the same revenue are preferred by \(rule)", "those")
    case nil: journal.count(.auctionLimits)
    }
  }

  /// The cuts, each recomputed from the bids that its coalition would have accepted; nil where one doesn't hold.
  private func cuts(_ journal: inout Journal) -> [AuctionPaymentPoint.Cut]? {
    guard let claimed = certificate.cuts else {
      report(&journal, nil, "`cuts` is missing", "what the core asks for")
      return nil
    }
    let index = Dictionary(
      statement.bids.enumerated().map { ($1.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    var cuts: [AuctionPaymentPoint.Cut] = []
    for (number, cut) in claimed.enumerated() {
      journal.count(.cuts)
      let subject = "cut \(number + 1)"
      let bids = cut.bids.compactMap { index[$0] }
      guard bids.count == cut.bids.count, Set(bids).count == bids.count, game.model.isFeasible(bids),
        bids.allSatisfy({ game.model.values[$0] >= 0 })
      else {
        report(&journal, subject, "its bids can't win together", "bids that keep every rule")
        return nil
      }
      let members = Set(bids.map { statement.bids[$0].bidder })
      let memberNames = members.sorted().map { statement.bidders[$0].name }
      if cut.coalition != memberNames {
        report(
          &journal, subject, "its coalition is \(cut.coalition.joined(separator: ", "))",
          memberNames.joined(separator: ", "))
      }
      let payers = game.winners.indices.filter { !members.contains(game.winners[$0]) }
      if cut.payers != payers.map(name) {
        report(
          &journal, subject, "its payers are \(cut.payers.joined(separator: ", "))",
          payers.map(name).joined(separator: ", "))
      }
      var bound = game.model.value(of: bids)
      for place in game.winners.indices {
        if members.contains(game.winners[place]) {
          bound -= game.bids[place] - game.countedReserve(place)
        } else {
          bound += game.countedReserve(place)
        }
      }
      if cut.bound != bound { report(&journal, subject, "its bound is \(cut.bound)", "\(bound) minor units") }
      cuts.append(.init(payers: payers, bound: bound))
    }
    return cuts
  }

  // MARK: - The core

  private func checkCore(_ prices: [Int], _ journal: inout Journal) {
    guard certificate.claim == "optimal" else {
      if certificate.isInCore != nil {
        report(&journal, nil, "`is_in_core` is claimed", "nothing without the best winners")
      }
      return
    }
    guard let claimed = certificate.isInCore else {
      report(&journal, nil, "`is_in_core` is missing", "true or false")
      return
    }
    let isBelowFloor = !statement.sellerBids && zip(prices, game.reserves).contains(where: <)
    let index = Dictionary(
      statement.bids.enumerated().map { ($1.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    var known: [Int]?
    if let bids = certificate.blockingBids {
      let set = bids.compactMap { index[$0] }
      guard set.count == bids.count, Set(set).count == set.count, game.model.isFeasible(set) else {
        report(&journal, nil, "the blocking bids can't win together", "bids that keep every rule")
        return
      }
      known = set
      let members = Set(set.map { statement.bids[$0].bidder }).sorted().map { statement.bidders[$0].name }
      if certificate.blockingCoalition != members {
        report(&journal, nil, "`blocking_coalition` isn't who made the blocking bids", members.joined(separator: ", "))
      }
      let gain = game.gain(of: set, prices: prices)
      if certificate.blockingGain != gain || gain <= 0 {
        report(&journal, nil, "`blocking_gain` is \(certificate.blockingGain.map(String.init) ?? "missing")", "\(gain)")
      }
    } else if certificate.blockingCoalition != nil || certificate.blockingGain != nil {
      report(&journal, nil, "a blocking coalition has no bids", "its bids")
    }
    if claimed != (known == nil && !isBelowFloor) {
      report(&journal, nil, "`is_in_core` is \(claimed)", "\(!claimed), by its own coalition and the reserves")
    }
    switch game.strongestBlock(prices: prices.map { ExactFraction($0) }, beginningWith: known) {
    case .none: journal.count(.coalitions)
    case .found(let bids, let gain):
      journal.count(.coalitions)
      if certificate.blockingGain.map({ ExactFraction($0) }) != gain {
        let names = Set(bids.map { statement.bidders[statement.bids[$0].bidder].name }).sorted()
        report(
          &journal, nil, "\(names.joined(separator: ", ")) could offer \(gain.description) minor units more",
          known == nil ? "prices in the core, or this coalition" : "the coalition that could offer the most")
      }
    case .undecided: journal.count(.auctionLimits)
    }
  }
}
