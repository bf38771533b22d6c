// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The log of an auction's rounds in the verifier's own terms.
struct AuctionRounds {
  /// What was done or what came of it.
  struct Entry: Equatable {
    var kind: String
    /// The number of the act in the round, from 1.
    var act: Int?
    var bidder: Int?
    var units: [Int: Int]
    var amount: Int?
    var points: Int?
    /// Numbered places of a lot, from 1.
    var places: [Int] = []
    var reason: String?
  }

  struct Round {
    /// Empty where the format has one phase.
    var phase = ""
    var acts: [Entry]
    var events: [Entry]
  }

  var rounds: [Round] = []

  /// Where the log isn't as it is written.
  struct Unreadable: Error {
    var place: String
  }

  init(_ log: JSONValue, statement: AuctionStatement) throws(Unreadable) {
    guard log.member("orbitshare")?.text == "auction-log/1", log.member("format")?.text == statement.format else {
      throw Unreadable(place: "format")
    }
    let lots = Dictionary(statement.lots.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let bidders = Dictionary(
      statement.bidders.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    func entries(_ value: JSONValue?, _ key: String, _ place: String) throws(Unreadable) -> [Entry] {
      var entries: [Entry] = []
      for entry in value?.elements ?? [] {
        var units: [Int: Int] = [:]
        for member in entry.member("lots")?.members ?? [] {
          guard let lot = lots[member.name], let number = member.value.integer, (1...1_000_000).contains(number) else {
            throw Unreadable(place: "\(place): lots")
          }
          units[lot] = number
        }
        var amount: Int?
        if let value = entry.member("amount") {
          guard case .number(let text) = value, let money = statement.money.minorUnits(text) else {
            throw Unreadable(place: "\(place): amount")
          }
          amount = money
        }
        var bidder: Int?
        if let name = entry.member("bidder")?.text {
          guard let index = bidders[name] else { throw Unreadable(place: "\(place): bidder") }
          bidder = index
        }
        guard let kind = entry.member(key)?.text, key != "act" || Self.acts.contains(kind) else {
          throw Unreadable(place: "\(place): \(key)")
        }
        entries.append(
          Entry(
            kind: kind, act: entry.member("act")?.integer, bidder: bidder, units: units, amount: amount,
            points: entry.member("points")?.integer, places: try Self.places(entry.member("places"), place),
            reason: entry.member("reason")?.text))
      }
      return entries
    }
    for (index, round) in (log.member("rounds")?.elements ?? []).enumerated() {
      let place = "round \(index + 1)"
      guard round.member("round")?.integer == index + 1 else { throw Unreadable(place: "\(place): number") }
      rounds.append(
        Round(
          phase: round.member("phase")?.text ?? "", acts: try entries(round.member("acts"), "act", place),
          events: try entries(round.member("events"), "event", place)))
    }
  }

  /// What bidders may do in rounds.
  private static let acts: Set<String> = [
    "bid", "withdraw", "waive", "reduce", "demand", "offer", "prefer", "choose", "exit",
  ]

  private static func places(_ value: JSONValue?, _ place: String) throws(Unreadable) -> [Int] {
    var places: [Int] = []
    for entry in value?.elements ?? [] {
      guard let number = entry.integer, (1...1_000_000).contains(number) else {
        throw Unreadable(place: "\(place): places")
      }
      places.append(number)
    }
    return places
  }
}
