// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// A descending clock that buys positions back until the networks that stay fit onto the positions that are left.
///
/// Every holder is offered a price that falls from round to round. Before the price of a station falls, it is checked
/// whether the station could still stay beside those that do stay. If not, it is bought at the last price that its holder
/// accepted. If it could, its holder accepts the lower price or keeps the position for good. Stations are processed in an
/// order by lot, so that an exit counts for everybody after it in the same round.
///
/// A holder's price is the same whatever it would have said later, so keeping the position as soon as the price is below
/// its value is the best one can do, and the payment is the threshold at which one would have stayed (Milgrom, Segal 2020,
/// doi:10.1086/705506; Leyton-Brown, Milgrom, Segal 2017, doi:10.1073/pnas.1701997114). A station that was bought stays
/// bought, even if a later exit would make room for it.
public struct ReverseAuction: Sendable {
  /// What somebody does in a round.
  public enum Act: Hashable, Sendable, Codable {
    /// Keeps the position rather than sell at the price on offer.
    case exit(station: Int)
  }

  /// Why an act doesn't count.
  public enum Rejection: String, Hashable, Sendable, Codable, CaseIterable {
    /// No such station.
    case unknownStation = "unknown-station"
    /// The station was bought or stays already.
    case notActive = "not-active"
    /// A second act for the station in this round.
    case secondAct = "second-act"
    /// The auction is over.
    case closed
  }

  /// What happened.
  public enum Event: Hashable, Sendable, Codable {
    /// An act, by its place from 0, doesn't count.
    case rejected(act: Int, reason: Rejection)
    /// The station keeps its position.
    case stays(station: Int)
    /// The station can't stay any more and is bought.
    case bought(station: Int, price: Int)
    /// The holder accepted a price.
    case accepted(station: Int, price: Int)
    /// Its holder doesn't sell at the opening price, but there is no place for the station: the target is out of reach.
    case noPlace(station: Int)
    /// The auction is over.
    case over
  }

  /// Where a station stands.
  public enum Status: Hashable, Sendable {
    /// Its price may fall.
    case active
    /// It was bought.
    case bought
    /// It stays.
    case stays
    /// It has no place, and wasn't for sale.
    case noPlace
  }

  /// The stations.
  public let stations: [Station]
  /// The rules.
  public let rules: ReverseRules
  /// Where each stands.
  public private(set) var status: [Status]
  /// The last price that each accepted, in minor units; the opening price before that.
  public private(set) var prices: [Int]
  /// How many rounds have passed; the first offers the opening prices.
  public private(set) var round = 0
  /// A place for everything that has to have one.
  public private(set) var places: [Int: Int] = [:]
  /// The order in which stations are processed, by lot.
  public let order: [Int]
  private let repacking: Repacking
  /// Places found for a station that could stay, and how many stations had been settled by then.
  private var known: [Int: (settled: Int, places: [Int: Int])] = [:]

  /// Opens the auction.
  ///
  /// - Parameters:
  ///   - auction: its lots are the positions that are left, with their conflicts; its bidders are the holders.
  ///   - seed: of the order in which stations are processed.
  ///   - solver: decides whether stations fit.
  public init(auction: Auction, stations: [Station], rules: ReverseRules, seed: Int, solver: any Solver) {
    self.stations = stations
    self.rules = rules
    repacking = Repacking(auction: auction, solver: solver)
    status = Array(repeating: .active, count: stations.count)
    prices = stations.map(\.openingPrice)
    order = TieLot(seed: seed).order(
      of: Array(stations.indices), names: stations.map(\.name), on: "reverse")
  }

  /// Whether no price may fall any more.
  public var isOver: Bool { !status.contains(.active) || round >= rules.mostRounds }

  /// The price that is offered to a station in the coming round: the opening price first, then lower by the decrement.
  public func offer(to station: Int) -> Int {
    let opening = stations[station].openingPrice
    return round == 0
      ? opening : max(0, prices[station] - max(1, WholeMoney.share(opening, rules.decrementThousandths)))
  }

  /// The stations to which the coming round makes an offer, ascending.
  public var active: [Int] { status.indices.filter { status[$0] == .active } }

  /// Plays one round: who isn't named accepts the price on offer.
  ///
  /// - Throws: `RepackingFault.undecided`, and what the solver throws.
  /// - Complexity: at most one integer program for each active station.
  public mutating func submit(_ acts: [Act]) throws -> [Event] {
    guard !isOver else { return acts.indices.map { .rejected(act: $0, reason: .closed) } }
    var events: [Event] = []
    var leaving: Set<Int> = []
    for (place, act) in acts.enumerated() {
      guard case .exit(let station) = act else { continue }
      if !stations.indices.contains(station) {
        events.append(.rejected(act: place, reason: .unknownStation))
      } else if status[station] != .active {
        events.append(.rejected(act: place, reason: .notActive))
      } else if !leaving.insert(station).inserted {
        events.append(.rejected(act: place, reason: .secondAct))
      }
    }
    // At the opening prices nobody is bought who didn't accept them, so those who don't come first.
    let queue = round == 0 ? order.filter { leaving.contains($0) } + order.filter { !leaving.contains($0) } : order
    for station in queue where status[station] == .active {
      try process(station, isLeaving: leaving.contains(station), &events)
    }
    round += 1
    if isOver { events.append(.over) }
    return events
  }

  private mutating func process(_ station: Int, isLeaving: Bool, _ events: inout [Event]) throws {
    let price = offer(to: station)
    guard let fit = try places(staying: station) else {
      if round == 0, isLeaving {
        status[station] = .noPlace
        events.append(.noPlace(station: station))
      } else {
        status[station] = .bought
        events.append(.bought(station: station, price: prices[station]))
      }
      return
    }
    if isLeaving || price == 0 {
      places = fit
      status[station] = .stays
      events.append(.stays(station: station))
    } else {
      prices[station] = price
      events.append(.accepted(station: station, price: price))
    }
  }

  /// Places for what has to have one if a station stays, from memory as long as nobody was settled since.
  private mutating func places(staying station: Int) throws -> [Int: Int]? {
    let settled = status.reduce(0) { $0 + ($1 == .stays || $1 == .noPlace ? 1 : 0) }
    if let entry = known[station], entry.settled == settled { return entry.places }
    let found = try repacking.places(for: demands(staying: station), known: places)
    known[station] = found.map { (settled, $0) }
    return found
  }

  /// What has to have a place if a station stays: it, and all that stay.
  private func demands(staying: Int) -> [Repacking.Demand] {
    stations.indices.compactMap { index in
      guard index == staying || status[index] == .stays else { return nil }
      return Repacking.Demand(
        station: index, holder: stations[index].holder, positions: stations[index].positions)
    }
  }
}
