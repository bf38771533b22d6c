// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Decodes `auction.yaml` from its tree.
struct AuctionStatementReader {
  /// Something that isn't as it is written, in words.
  struct Unreadable: Error {
    var place: String
    var problem: String
  }

  private var statement = AuctionStatement()
  private var lotIndex: [String: Int] = [:]
  private var bidderIndex: [String: Int] = [:]
  private var bidIndex: [String: Int] = [:]

  static func read(_ tree: JSONValue) throws(Unreadable) -> AuctionStatement {
    var reader = AuctionStatementReader()
    guard tree.member("orbitshare")?.text == "auction/1" else {
      throw Unreadable(place: "orbitshare", problem: "is not `auction/1`")
    }
    try reader.readHead(tree)
    try reader.readLots(tree)
    try reader.readBidders(tree)
    try reader.readLimits(tree)
    for set in tree.member("exclusions")?.elements ?? [] {
      var bids: [Int] = []
      for name in set.elements ?? [] {
        guard let bid = reader.bidIndex[name.text ?? ""] else {
          throw Unreadable(place: "exclusions", problem: "names a bid that there isn't: \(name.brief)")
        }
        bids.append(bid)
      }
      reader.statement.exclusions.append(bids)
    }
    return reader.statement
  }

  // MARK: - Scalars

  private func whole(
    _ value: JSONValue?, _ place: String, least: Int = 0, most: Int = .max
  ) throws(Unreadable) -> Int? {
    guard let value else { return nil }
    guard let number = wholeNumber(value.text ?? ""), number >= least, number <= most else {
      throw Unreadable(place: place, problem: "is no whole number of at least \(least): \(value.brief)")
    }
    return number
  }

  private func money(_ value: JSONValue?, _ place: String) throws(Unreadable) -> Int? {
    guard let value else { return nil }
    guard let amount = statement.money.minorUnits(value.text ?? ""), amount >= 0, amount <= AuctionMoney.greatest else {
      throw Unreadable(place: place, problem: "is no amount of money: \(value.brief)")
    }
    return amount
  }

  private func flag(_ value: JSONValue?, _ place: String) throws(Unreadable) -> Bool {
    guard let value else { return false }
    guard value.text == "true" || value.text == "false" else {
      throw Unreadable(place: place, problem: "is neither true nor false: \(value.brief)")
    }
    return value.text == "true"
  }

  // MARK: - Parts

  private mutating func readHead(_ tree: JSONValue) throws(Unreadable) {
    statement.title = tree.member("title")?.text ?? ""
    statement.counterfactual = tree.member("counterfactual")?.text
    let currency = tree.member("currency")
    // A file of the test suite names no currency; its copy says `units`.
    statement.currency = currency?.member("code")?.text ?? ""
    guard let decimals = try whole(currency?.member("decimals"), "currency.decimals"), decimals <= 6 else {
      throw Unreadable(place: "currency.decimals", problem: "is missing or above 6")
    }
    statement.money.decimals = decimals
    let format = tree.member("format")
    if let kind = format?.text { statement.format = kind }
    var fields: [String: String] = [:]
    for member in format?.members ?? [] {
      if member.name == "kind" { statement.format = member.value.text ?? "" }
      fields[member.name] = member.value.text
    }
    statement.rules = try AuctionRuleValues(format: statement.format, fields: fields, money: statement.money)
    guard format != nil, let payments = tree.member("payments")?.text else {
      throw Unreadable(
        place: format == nil ? "format" : "payments",
        problem: "is missing; a result states every rule that is in effect")
    }
    statement.payments = payments
    let reserves = tree.member("reserves")?.text
    guard reserves == "seller-bids" || reserves == "floors" else {
      throw Unreadable(place: "reserves", problem: "is neither `seller-bids` nor `floors`")
    }
    statement.sellerBids = reserves == "seller-bids"
    guard let seed = try whole(tree.member("seeds")?.member("world"), "seeds.world") else {
      throw Unreadable(place: "seeds.world", problem: "is missing; a result states the seed that was used")
    }
    statement.worldSeed = seed
  }

  private mutating func readLots(_ tree: JSONValue) throws(Unreadable) {
    for (number, entry) in (tree.member("lots")?.elements ?? []).enumerated() {
      let place = "lots[\(number + 1)]"
      guard let name = entry.member("name")?.text, lotIndex[name] == nil else {
        throw Unreadable(place: place, problem: "has no name of its own")
      }
      lotIndex[name] = statement.lots.count
      statement.lots.append(
        .init(
          name: name, supply: try whole(entry.member("supply"), "\(place).supply", least: 1, most: 1_000_000) ?? 1,
          reserve: try money(entry.member("reserve"), "\(place).reserve") ?? 0,
          points: try whole(entry.member("points"), "\(place).points", most: 1_000_000_000) ?? 1,
          longitude: entry.member("longitude")?.text ?? "", band: entry.member("band")?.text ?? "",
          date: entry.member("bring-into-use")?.text ?? ""))
    }
    for (number, entry) in (tree.member("conflicts")?.elements ?? []).enumerated() {
      let place = "conflicts[\(number + 1)]"
      guard let most = try whole(entry.member("most"), "\(place).most") else {
        throw Unreadable(place: place, problem: "has no `most`")
      }
      statement.conflicts.append(
        .init(
          lots: try lots(entry.member("lots"), place), most: most, reason: entry.member("reason")?.text ?? "",
          exemptsSameHolder: try flag(entry.member("unless-same-holder"), place)))
    }
  }

  private func lots(_ value: JSONValue?, _ place: String) throws(Unreadable) -> Set<Int> {
    var found: Set<Int> = []
    for name in value?.elements ?? [] {
      guard let lot = lotIndex[name.text ?? ""], found.insert(lot).inserted else {
        throw Unreadable(place: place, problem: "names a lot that there isn't, or twice: \(name.brief)")
      }
    }
    return found
  }

  private mutating func readBidders(_ tree: JSONValue) throws(Unreadable) {
    let entries = tree.member("bidders")?.elements ?? []
    for (number, entry) in entries.enumerated() {
      let place = "bidders[\(number + 1)]"
      guard let name = entry.member("name")?.text, bidderIndex[name] == nil else {
        throw Unreadable(place: place, problem: "has no name of its own")
      }
      bidderIndex[name] = number
      statement.bidders.append(
        .init(
          name: name, administration: entry.member("administration")?.text ?? "",
          group: entry.member("group")?.text ?? "",
          eligibility: try whole(entry.member("eligibility"), "\(place).eligibility"),
          budget: try money(entry.member("budget"), "\(place).budget"),
          creditThousandths: try credit(entry.member("credit"), place),
          greatestDiscount: try money(entry.member("credit-cap"), "\(place).credit-cap"),
          isStraightforward: entry.member("behaviour").map { $0.text == "straightforward" } ?? true))
    }
    for (number, entry) in entries.enumerated() {
      if entry.member("values") != nil { statement.statesValues = true }
      for offer in (entry.member("bids") ?? entry.member("values"))?.elements ?? [] {
        guard let alternatives = offer.member("xor")?.elements else {
          _ = try readBid(offer, number)
          continue
        }
        var set: [Int] = []
        for alternative in alternatives { set.append(try readBid(alternative, number)) }
        statement.exclusions.append(set)
      }
    }
  }

  private func credit(_ value: JSONValue?, _ place: String) throws(Unreadable) -> Int {
    guard let value else { return 0 }
    guard let text = value.text, text.hasSuffix("%"),
      let share = AuctionMoney(decimals: 1).minorUnits(String(text.dropLast())), (0...1000).contains(share)
    else { throw Unreadable(place: "\(place).credit", problem: "is no share: \(value.brief)") }
    return share
  }

  private mutating func readBid(_ entry: JSONValue, _ bidder: Int) throws(Unreadable) -> Int {
    guard let identifier = entry.member("id")?.text, bidIndex[identifier] == nil else {
      throw Unreadable(
        place: "bids of \(statement.bidders[bidder].name)", problem: "have one without a name of its own")
    }
    let place = "bid \(identifier)"
    var units: [Int: Int] = [:]
    if let members = entry.member("lots")?.members {
      for member in members {
        guard let lot = lotIndex[member.name], units[lot] == nil,
          let number = try whole(member.value, place, least: 1, most: 1_000_000)
        else { throw Unreadable(place: place, problem: "names a lot that there isn't: `\(member.name)`") }
        units[lot] = number
      }
    } else {
      for lot in try lots(entry.member("lots"), place) { units[lot] = 1 }
    }
    guard let amount = try money(entry.member("amount"), place) else {
      throw Unreadable(place: place, problem: "has no amount")
    }
    let index = statement.bids.count
    bidIndex[identifier] = index
    statement.bids.append(.init(identifier: identifier, bidder: bidder, units: units, amount: amount))
    return index
  }

  private func bidders(_ value: JSONValue?, _ place: String) throws(Unreadable) -> Set<Int> {
    var found: Set<Int> = []
    for name in value?.elements ?? [] {
      guard let bidder = bidderIndex[name.text ?? ""], found.insert(bidder).inserted else {
        throw Unreadable(place: place, problem: "names a bidder that there isn't, or twice: \(name.brief)")
      }
    }
    return found
  }

  private mutating func readLimits(_ tree: JSONValue) throws(Unreadable) {
    for (number, entry) in (tree.member("caps")?.elements ?? []).enumerated() {
      let place = "caps[\(number + 1)]"
      guard let most = try whole(entry.member("most"), "\(place).most") else {
        throw Unreadable(place: place, problem: "has no `most`")
      }
      statement.limits.append(
        .init(
          isCap: true, name: entry.member("name")?.text ?? "", lots: try lots(entry.member("lots"), place),
          bidders: try bidders(entry.member("bidders"), place), most: most))
    }
    for (number, entry) in (tree.member("set-asides")?.elements ?? []).enumerated() {
      let place = "set-asides[\(number + 1)]"
      let lots = try lots(entry.member("lots"), place)
      let eligible = try bidders(entry.member("eligible"), place)
      let supply = lots.reduce(0) { $0 + statement.lots[$1].supply }
      guard let units = try whole(entry.member("units"), "\(place).units"), units <= supply else {
        throw Unreadable(place: place, problem: "sets more aside than there is")
      }
      statement.limits.append(
        .init(
          isCap: false, name: entry.member("name")?.text ?? "", lots: lots,
          bidders: Set(statement.bidders.indices).subtracting(eligible), most: supply - units))
    }
  }
}
