// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What `certificate.json` of an auction claims.
struct AuctionCertificateFile: Sendable {
  struct Payment: Sendable {
    var bidder: String
    var price: Int
    var exactPrice: ExactFraction
    var vickreyPrice: Int?
  }

  struct Cut: Sendable {
    var coalition: [String]
    var payers: [String]
    var bound: Int
    /// The bids that the coalition would have accepted.
    var bids: [String]
  }

  var decimals: Int
  var input: String?
  var bids: [String]
  var claim: String
  var value: Int
  var bound: Int?
  var uniqueness: String?
  var rule: String?
  var alternatives: [[String]]
  var payments: [Payment]?
  var cuts: [Cut]?
  var isInCore: Bool?
  var blockingCoalition: [String]?
  var blockingBids: [String]?
  var blockingGain: Int?

  /// Where the file isn't as it is written.
  struct Unreadable: Error {
    var place: String
  }

  init(_ json: JSONValue) throws(Unreadable) {
    guard json.member("schema")?.text == "orbitshare-auction-certificate/1" else { throw Unreadable(place: "schema") }
    guard let decimals = json.member("decimals")?.integer else { throw Unreadable(place: "decimals") }
    self.decimals = decimals
    input = json.member("input")?.text
    guard let winners = json.member("winners"), let claim = winners.member("claim")?.text,
      let value = winners.member("value")?.integer
    else { throw Unreadable(place: "winners") }
    bids = try Self.names(winners.entry("bids"), "winners.bids")
    self.claim = claim
    self.value = value
    bound = try Self.optionalInteger(winners.member("bound"), "winners.bound")
    uniqueness = winners.member("uniqueness")?.text
    rule = json.member("rule")?.text
    alternatives = []
    for set in json.member("alternatives")?.elements ?? [] { alternatives.append(try Self.names(set, "alternatives")) }
    if let entries = json.member("payments")?.elements {
      var read: [Payment] = []
      for entry in entries {
        guard let bidder = entry.member("bidder")?.text, let price = entry.member("price")?.integer,
          let exact = entry.member("exact_price")?.text.flatMap({ ExactFraction($0) })
        else { throw Unreadable(place: "payments") }
        read.append(
          Payment(
            bidder: bidder, price: price, exactPrice: exact,
            vickreyPrice: try Self.optionalInteger(entry.member("vickrey_price"), "payments.vickrey_price")))
      }
      payments = read
    }
    if let entries = json.member("cuts")?.elements {
      var read: [Cut] = []
      for entry in entries {
        guard let bound = entry.member("bound")?.integer else { throw Unreadable(place: "cuts") }
        read.append(
          Cut(
            coalition: try Self.names(entry.entry("coalition"), "cuts.coalition"),
            payers: try Self.names(entry.entry("payers"), "cuts.payers"), bound: bound,
            bids: try Self.names(entry.entry("bids"), "cuts.bids")))
      }
      cuts = read
    }
    isInCore = json.member("is_in_core")?.boolean
    if json.member("is_in_core") != nil, isInCore == nil { throw Unreadable(place: "is_in_core") }
    blockingCoalition = try json.member("blocking_coalition").map { value throws(Unreadable) in
      try Self.names(value, "blocking_coalition")
    }
    blockingBids = try json.member("blocking_bids").map { value throws(Unreadable) in
      try Self.names(value, "blocking_bids")
    }
    blockingGain = try Self.optionalInteger(json.member("blocking_gain"), "blocking_gain")
  }

  private static func names(_ value: JSONValue?, _ place: String) throws(Unreadable) -> [String] {
    guard let elements = value?.elements else { throw Unreadable(place: place) }
    var names: [String] = []
    for element in elements {
      guard let name = element.text else { throw Unreadable(place: place) }
      names.append(name)
    }
    return names
  }

  private static func optionalInteger(_ value: JSONValue?, _ place: String) throws(Unreadable) -> Int? {
    guard let value else { return nil }
    guard let number = value.integer else { throw Unreadable(place: place) }
    return number
  }
}
