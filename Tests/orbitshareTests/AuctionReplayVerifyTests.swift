// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Testing
import Verification

@testable import orbitshare

/// Results of every format through the verifier: right ones are verified, and another price, lot, act or rule is found.
@Suite struct AuctionReplayVerifyTests {
  typealias Sealed = AuctionVerifyTests

  static let formats: [AuctionFormat] = [
    .sealedSingleLot, .ascendingSingleLot(AscendingSingleLotRules()),
    .simultaneousAscending(SimultaneousAscendingRules()), .clock(ClockRules()),
    .combinatorialClock(assigned), .rightToChoose(RightToChooseRules()), .reverse(opened), .postedFee(PostedFeeRules()),
    .lottery(LotteryRules()),
  ]

  static let assigned: CombinatorialClockRules = {
    var rules = CombinatorialClockRules()
    rules.hasAssignmentStage = true
    return rules
  }()

  static let opened: ReverseRules = {
    var rules = ReverseRules()
    rules.openingPrice = 60
    return rules
  }()

  /// A small auction with alternatives, budgets, eligibility, credits, conflicts, caps and set-asides as the draws give them,
  /// in a format with rules as the draws give them.
  static func document(_ seed: Int, _ format: AuctionFormat) -> AuctionDocument {
    var document = Sealed.auction(seed)
    var draws = Sealed.Draws(state: UInt64(seed) &* 977 &+ 5)
    document.format = format
    document.statesValues = true
    switch format {
    case .sealedSingleLot:
      document.statesValues = false
      singleLots(&document)
    case .reverse(var rules):
      singleLots(&document)
      // A network is worth the same at each of its places.
      for set in document.auction.exclusions {
        for bid in set { document.auction.bids[bid].amount = document.auction.bids[set[0]].amount }
      }
      rules.decrementThousandths = 20 + draws.next(200)
      document.format = .reverse(rules)
    case .simultaneousAscending:
      for lot in document.auction.lots.indices { document.auction.lots[lot].supply = 1 }
      for limit in document.auction.limits.indices { document.auction.limits[limit].most = 1 }
      singleUnits(&document)
    case .postedFee(var rules):
      if draws.next(2) == 0 { rules.fee = 1 + draws.next(9) }
      rules.order = draws.next(2) == 0 ? .lot : .receipt
      document.format = .postedFee(rules)
    case .lottery(var rules):
      if draws.next(2) == 0 { rules.mostPerBidder = nil }
      document.format = .lottery(rules)
    case .rightToChoose(var rules):
      if draws.next(2) == 0 { rules.rights = 1 + draws.next(3) }
      if draws.next(2) == 0 { rules.reserve = 1 + draws.next(5) }
      rules.sale = draws.next(3) == 0 ? .sealed : .ascending
      rules.mostPerGroup = draws.next(3) == 0 ? nil : 1 + draws.next(2)
      document.format = .rightToChoose(rules)
    case .combinatorialClock(var rules):
      rules.hasCapOfEveryReduction = draws.next(2) == 0
      document.format = .combinatorialClock(rules)
    default: break
    }
    return document
  }

  private static func singleUnits(_ document: inout AuctionDocument) {
    for bid in document.auction.bids.indices {
      document.auction.bids[bid].package = document.auction.bids[bid].package.map { LotQuantity(lot: $0.lot) }
    }
  }

  private static func singleLots(_ document: inout AuctionDocument) {
    for bid in document.auction.bids.indices {
      let lot = document.auction.bids[bid].package[bid % document.auction.bids[bid].package.count].lot
      document.auction.bids[bid].package = [LotQuantity(lot: lot)]
    }
  }

  static func result(_ document: AuctionDocument) throws -> AuctionResult {
    try AuctionRun(document: document, determination: Sealed.determination).result()
  }

  /// The result with another price for one winner, in every file but the log.
  static func repriced(_ result: AuctionResult, _ place: Int, by change: Int) -> AuctionResult {
    var wrong = result
    wrong.winners[place].price += change
    if result.cost == nil {
      let bidder = result.bids.bidders[wrong.winners[place].bidder]
      wrong.winners[place].payment = wrong.winners[place].price - bidder.discount(on: wrong.winners[place].price)
      wrong.revenue = wrong.winners.reduce(0) { $0 + $1.payment + $1.withdrawalPayment }
    } else {
      wrong.winners[place].payment += change
      wrong.cost = wrong.winners.reduce(0) { $0 - $1.price }
    }
    return wrong
  }

  @Test(arguments: formats) func everyFormat(_ format: AuctionFormat) throws {
    var winners = 0
    for seed in 1...40 {
      let document = Self.document(seed, format)
      let result = try Self.result(document)
      let report = try Sealed.report(document, result)
      #expect(report.isVerified, "\(seed): \(report.findings)")
      #expect(report.count(of: .auctionLimits) == 0)
      #expect(report.count(of: .auctionSolversWord) == 0)
      winners += result.winners.count
      for place in result.winners.indices {
        for change in [-1, 1] {
          let wrong = Self.repriced(result, place, by: change)
          #expect(!(try Sealed.report(document, wrong).isVerified), "\(seed): \(place) by \(change)")
        }
      }
    }
    #expect(winners > 20)
  }

  /// One winner less, with what is left told as unsold: found in every format.
  @Test(arguments: formats) func aWinnerLeftOut(_ format: AuctionFormat) throws {
    for seed in 1...12 {
      let document = Self.document(seed, format)
      let result = try Self.result(document)
      for place in result.winners.indices {
        var wrong = result
        wrong.winners.remove(at: place)
        #expect(!(try Sealed.report(document, wrong).isVerified), "\(seed): \(place)")
      }
    }
  }

  /// Another digit anywhere in a log: found, save in what acts say that are rejected either way, and where a right or a lot was
  /// asked for that is then not what is told.
  @Test(arguments: [1, 4, 5, 6].map { formats[$0] }) func everyDigitOfALog(_ format: AuctionFormat) throws {
    var found = 0
    var missed: [String] = []
    for seed in [3, 4, 5] {
      let document = Self.document(seed, format)
      let files = try Sealed.files(document, try Self.result(document))
      let bytes = files.bytes["log.json"] ?? []
      for place in bytes.indices where (48...57).contains(bytes[place]) {
        var changed = files
        changed.bytes["log.json"]?[place] = bytes[place] == 57 ? 48 : bytes[place] + 1
        if AuctionVerifier(files: changed).verify().isVerified {
          missed.append(String(decoding: bytes[max(0, place - 40)...place], as: UTF8.self))
        } else {
          found += 1
        }
      }
    }
    #expect(found > 20)
    #expect(missed.count * 20 < found, "\(missed.count) of \(found + missed.count): \(missed.prefix(5))")
  }

  /// A parameter that isn't stated is a finding, never a standard.
  @Test(arguments: formats) func aRuleThatIsNotStated(_ format: AuctionFormat) throws {
    let document = Self.document(2, format)
    let files = try Sealed.files(document, try Self.result(document))
    let statement = String(decoding: files.bytes["auction.yaml"] ?? [], as: UTF8.self)
    let line = try #require(statement.split(separator: "\n").first { $0.hasPrefix("format:") })
    let parts = line.drop { $0 != "," }.dropFirst().dropLast().split(separator: ",").map(String.init)
    for part in parts {
      var changed = files
      changed.bytes["auction.yaml"] = Array(
        statement.replacingOccurrences(of: line, with: line.replacingOccurrences(of: "," + part.trimmed, with: "")).utf8
      )
      let key = String(part.trimmed.drop { $0 == " " }.prefix { $0 != ":" })
      let findings = AuctionVerifier(files: changed).verify().findings
      #expect(findings.contains { $0.check == .form && $0.problem.contains("`format.\(key)`") }, "\(key): \(findings)")
    }
    for head in ["payments: ", "seeds: ", "reserves: "] {
      var changed = files
      changed.bytes["auction.yaml"] = Array(
        statement.split(separator: "\n").filter { !$0.hasPrefix(head) }.joined(separator: "\n").utf8)
      #expect(AuctionVerifier(files: changed).verify().findings.contains { $0.check == .form }, "\(head)")
    }
  }

  /// Two who stay within the separation, or at a position that isn't their own.
  @Test func placesOfThoseWhoStay() throws {
    func bid(_ name: String, _ bidder: Int, _ lot: Int) -> Bid {
      Bid(identifier: name, bidder: bidder, package: [LotQuantity(lot: lot)], amount: 50 + bidder)
    }
    let auction = Auction(
      title: "back", currency: Currency(code: "X", decimals: 2),
      lots: ["W", "M", "E"].map { Lot(name: $0) }, conflicts: [LotConflict(lots: [0, 1], reason: "near")],
      bidders: ["one", "two", "three"].map { Bidder(name: $0) },
      bids: [
        bid("a", 0, 0), bid("b", 0, 1), bid("c", 1, 1), bid("d", 1, 2), bid("e", 2, 0), bid("f", 2, 1), bid("g", 2, 2),
      ], exclusions: [[0, 1], [2, 3], [4, 5, 6]])
    let document = AuctionDocument(auction: auction, format: .reverse(Self.opened), statesValues: true)
    let result = try Self.result(document)
    let stayers = result.remarks.filter { $0.contains("stays, at") }
    #expect(stayers.count == 2)
    #expect(try Sealed.report(document, result).count(of: .repackings) > 0)
    for (index, remark) in result.remarks.enumerated() where remark.contains("stays, at") {
      for lot in ["W", "M", "E"] where !remark.hasSuffix(" \(lot).") {
        var wrong = result
        wrong.remarks[index] = String(remark.dropLast(2)) + lot + "."
        let others = stayers.filter { $0 != remark }.map { String($0.dropLast().suffix(1)) }
        let name = String(remark.prefix { $0 != " " })
        let own = ["one": ["W", "M"], "two": ["M", "E"], "three": ["W", "M", "E"]][name] ?? []
        let isRight = own.contains(lot) && !others.contains(lot) && !(lot != "E" && others.contains { $0 != "E" })
        #expect(try Sealed.report(document, wrong).isVerified == isRight, "\(wrong.remarks)")
      }
    }
  }

  /// Core prices of a combinatorial clock that cost more than the least, or are not the nearest, with every claim made to fit.
  @Test func coreOfACombinatorialClock() throws {
    func bid(_ name: String, _ bidder: Int, _ lots: [Int], _ amount: Int) -> Bid {
      Bid(identifier: name, bidder: bidder, package: lots.map { LotQuantity(lot: $0) }, amount: amount)
    }
    let auction = Auction(
      title: "core", currency: Currency(code: "X", decimals: 0), lots: [Lot(name: "A"), Lot(name: "B")],
      bidders: ["one", "two", "both"].map { Bidder(name: $0) },
      bids: [bid("a", 0, [0], 28), bid("b", 1, [1], 20), bid("ab", 2, [0, 1], 32)], exclusions: [])
    for rule in PaymentRule.allCases {
      let document = AuctionDocument(
        auction: auction, format: .combinatorialClock(CombinatorialClockRules()), payments: rule, statesValues: true)
      let result = try Self.result(document)
      let report = try Sealed.report(document, result)
      #expect(report.isVerified, "\(rule): \(report.findings)")
      #expect(report.count(of: .payments) >= result.winners.count)
      #expect(report.count(of: .cuts) == result.payments?.cuts.count)
      guard result.winners.count == 2, rule.rawValue.hasPrefix("core") else { continue }
      for (first, second) in [(1, -1), (-1, 1), (1, 0), (0, 1)] {
        var wrong = result
        for (place, change) in [first, second].enumerated() {
          wrong.winners[place].price += change
          wrong.winners[place].payment += change
          wrong.payments?.prices[place] += change
          wrong.payments?.exactPrices[place] = "\(wrong.winners[place].price)"
        }
        wrong.revenue = wrong.winners.reduce(0) { $0 + $1.payment }
        let prices = result.bids.bidders.indices.map { index in wrong.winners.first { $0.bidder == index }?.price ?? 0 }
        wrong.core = try? CoreCheck(determination: Sealed.determination).check(
          result.bids, bids: wrong.winners.flatMap(\.bids).sorted(), prices: prices)
        // The log as it would have been written with these prices.
        let rounds = wrong.log?.rounds.count ?? 0
        for event in wrong.log?.rounds[rounds - 1].events.indices ?? 0..<0 {
          guard wrong.log?.rounds[rounds - 1].events[event].kind == .won,
            let winner = wrong.winners.first(where: { $0.bidder == wrong.log?.rounds[rounds - 1].events[event].bidder })
          else { continue }
          wrong.log?.rounds[rounds - 1].events[event].amount = winner.price
        }
        let findings = try Sealed.report(document, wrong).findings
        #expect(findings.contains { $0.check == .payments }, "\(rule) \(first) \(second): \(findings)")
      }
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    last == "}" ? String(dropLast()).trimmed : last == " " ? String(dropLast()).trimmed : self
  }
}
