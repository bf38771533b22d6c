// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Carries out again an auction that buys positions back: prices that fall, and before each fall whether the station could
/// still stay beside those that do.
struct ReverseReplay {
  private enum Status {
    case active, bought, stays, noPlace
  }

  /// A network of a holder, at any of whose positions it can be.
  private struct Station {
    var name: String
    var holder: Int
    var positions: [Int]
    var worth: Int
    var opening: Int
  }

  /// Where somebody who stays is said to be.
  struct Place {
    var bidder: Int
    var lot: Int
  }

  let statement: AuctionStatement
  private var stations: [Station] = []
  private var order: [Int] = []
  private var status: [Status] = []
  private var prices: [Int] = []
  private var round = 0
  /// Whether a station could stay, and how many were settled when that was found.
  private var known: [Int: (settled: Int, fits: Bool?)] = [:]

  init(_ statement: AuctionStatement) {
    self.statement = statement
    let joined = Set(statement.exclusions.flatMap { $0 })
    let sets =
      statement.exclusions.map { $0.sorted() } + statement.bids.indices.filter { !joined.contains($0) }.map { [$0] }
    var names: [String] = []
    for set in sets.sorted(by: { ($0.first ?? 0) < ($1.first ?? 0) }) {
      guard let first = set.first else { continue }
      let positions = Set(set.flatMap { statement.bids[$0].units.keys }).sorted()
      names.append(statement.bids[first].identifier)
      stations.append(
        Station(
          name: statement.bids[first].identifier, holder: statement.bids[first].bidder, positions: positions,
          worth: set.map { statement.bids[$0].amount }.max() ?? 0,
          opening: statement.rules.money("opening-price") ?? positions.map { statement.lots[$0].reserve }.max() ?? 0))
    }
    order = PublishedLots(seed: statement.worldSeed).order(
      of: Array(stations.indices), names: names, on: "reverse")
    status = stations.map { _ in .active }
    prices = stations.map(\.opening)
  }

  /// - Returns: What was bought; nil where the log ends before the auction does.
  mutating func run(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) -> ReplayedOutcome? {
    for (index, entry) in rounds.enumerated() {
      play(entry, &journal).compare(entry, index, statement, &journal)
    }
    guard isOver else {
      AuctionLogChecks.report(&journal, nil, "ends while prices may still fall", "the rounds to the close")
      return nil
    }
    var outcome = ReplayedOutcome(bidders: statement.bidders.count)
    var worth = 0
    for (index, station) in stations.enumerated() {
      if status[index] == .stays { worth += station.worth }
      guard status[index] == .bought else { continue }
      outcome.sell(
        Dictionary(station.positions.map { ($0, 1) }, uniquingKeysWith: +), to: station.holder, bid: station.worth,
        price: -prices[index])
    }
    outcome.worth = worth
    return outcome
  }

  private var isOver: Bool {
    !status.contains(.active) || round >= statement.rules.count("most-rounds") ?? .max
  }

  private func offer(_ station: Int) -> Int {
    guard round > 0 else { return stations[station].opening }
    let step = Int128(stations[station].opening) * Int128(statement.rules.share("decrement")) / 1000
    return max(0, prices[station] - max(1, Int(clamping: step)))
  }

  private mutating func play(_ entry: AuctionRounds.Round, _ journal: inout Journal) -> ExpectedRound {
    var expected = ExpectedRound()
    guard !isOver else {
      expected.answer(entry.acts, entry.acts.map { _ in "closed" })
      return expected
    }
    var leaving: [Int] = []
    var reasons: [String?] = []
    for act in entry.acts {
      let lots = act.units.keys.sorted()
      let own = stations.indices.filter { stations[$0].holder == act.bidder && stations[$0].positions == lots }
      // Of like networks each act is about the next one that is still there.
      let next = own.first { status[$0] == .active && !leaving.contains($0) }
      guard act.kind == "exit", let station = next ?? own.first else {
        reasons.append(act.kind == "exit" ? "unknown-lot" : "wrong-act")
        continue
      }
      let reason = leaving.contains(station) ? "twice" : status[station] == .active ? nil : "not-in-auction"
      if reason == nil { leaving.append(station) }
      reasons.append(reason)
    }
    expected.answer(entry.acts, reasons)
    // At the opening prices those who don't come are settled before anybody is bought.
    let queue = round == 0 ? order.filter(leaving.contains) + order.filter { !leaving.contains($0) } : order
    for station in queue where status[station] == .active {
      settle(station, isLeaving: leaving.contains(station), entry, &expected, &journal)
    }
    round += 1
    if isOver { expected.add("closed") }
    return expected
  }

  private mutating func settle(
    _ station: Int, isLeaving: Bool, _ entry: AuctionRounds.Round, _ expected: inout ExpectedRound,
    _ journal: inout Journal
  ) {
    let units = Dictionary(stations[station].positions.map { ($0, 1) }, uniquingKeysWith: +)
    let holder = stations[station].holder
    let price = offer(station)
    // Where the search can't tell, the log's word is taken: who has no place is bought, or leaves without one.
    let fits =
      fits(station, &journal)
      ?? !entry.events.contains { $0.kind == "won" && $0.bidder == holder && $0.units == units }
    if fits, isLeaving || price == 0 {
      status[station] = .stays
    } else if fits {
      prices[station] = price
      expected.add("price", bidder: holder, units: units, amount: price)
      return
    } else if round == 0, isLeaving {
      status[station] = .noPlace
    } else {
      status[station] = .bought
      expected.add("won", bidder: holder, units: units, amount: prices[station])
      return
    }
    expected.add("exit", bidder: holder, units: units)
  }

  /// Whether a station has a place beside those that stay; nil where the search reached its limit.
  private mutating func fits(_ station: Int, _ journal: inout Journal) -> Bool? {
    let settled = status.count { $0 == .stays || $0 == .noPlace }
    if let entry = known[station], entry.settled == settled { return entry.fits }
    let staying = stations.indices.filter { $0 == station || status[$0] == .stays }
    let demands = staying.map { PlaceSearch.Demand(holder: stations[$0].holder, positions: stations[$0].positions) }
    let fits: Bool?
    switch PlaceSearch.places(for: demands, statement) {
    case .places: fits = true
    case .none: fits = false
    case .undecided: fits = nil
    }
    journal.count(fits == nil ? .auctionLimits : .repackings)
    known[station] = (settled, fits)
    return fits
  }

  // MARK: - Places

  /// Holds where those who stay are said to be against what they can use, supply and conflicts.
  ///
  /// - Parameter told: One a station that stays, in the order of the stations.
  func checkPlaces(told: [Place], _ journal: inout Journal) {
    let staying = stations.indices.filter { status[$0] == .stays }
    func report(_ problem: String, _ expected: String) {
      journal.report(
        Finding(check: .holdings, file: "results.json", subject: "remarks", problem: problem, expected: expected))
    }
    guard told.map(\.bidder) == staying.map({ stations[$0].holder }) else {
      report(
        "tells places of \(told.map { statement.bidders[$0.bidder].name }.joined(separator: ", "))",
        staying.map { statement.bidders[stations[$0].holder].name }.joined(separator: ", "))
      return
    }
    var held = HeldUnits(statement)
    for (station, place) in zip(staying, told) {
      journal.count(.holdings)
      let words = "\(statement.bidders[place.bidder].name) stays at \(statement.lots[place.lot].name)"
      if !stations[station].positions.contains(place.lot) { report(words, "one of its own positions") }
      if held.left(place.lot) <= 0 || !held.isFree(place.lot, for: place.bidder) {
        report(words, "a place that supply and conflicts leave beside the others")
      }
      held.give([place.lot: 1], to: place.bidder)
    }
  }

  /// Holds what a summary tells of every network against what was carried out again; where one stays is taken from it, and
  /// held against supply and conflicts.
  func checkNetworks(_ summary: JSONValue, _ journal: inout Journal) {
    let told = summary.member("networks")?.elements ?? []
    let lots = Dictionary(
      statement.lots.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let expected = ExpectedAuctionEntry.list(
      stations.indices.map { index in
        let isBought = status[index] == .bought
        let outcome =
          switch status[index] {
          case .active: "undecided"
          case .bought: "bought"
          case .stays: "stays"
          case .noPlace: "without-place"
          }
        return .object([
          ("network", .text(stations[index].name)),
          ("holder", .text(statement.bidders[stations[index].holder].name)),
          ("positions", .list(stations[index].positions.map { .text(statement.lots[$0].name) })),
          ("outcome", .text(outcome)), ("price", isBought ? .money(prices[index]) : .absent),
          ("place", status[index] == .stays ? .anything : .absent),
        ])
      })
    let count = expected.compare(summary.member("networks"), path: "networks", money: statement.money) {
      journal.report(Finding(check: .results, file: "results.json", subject: $0, problem: $1, expected: $2))
    }
    journal.count(.results, count)
    var places: [Place] = []
    for (entry, index) in zip(told, stations.indices) where status[index] == .stays {
      guard let lot = entry.member("place")?.text.flatMap({ lots[$0] }) else {
        journal.report(
          Finding(
            check: .results, file: "results.json", subject: "networks[\(index + 1)].place",
            problem: "is missing or no lot", expected: "where \(stations[index].name) stays"))
        return
      }
      places.append(Place(bidder: stations[index].holder, lot: lot))
    }
    if told.count == stations.count { checkPlaces(told: places, &journal) }
  }

  /// The places that the remarks of a summary tell, in their order; a bidder or lot that there isn't is left out.
  static func remarkedPlaces(_ summary: JSONValue, _ statement: AuctionStatement) -> [Place] {
    let between = " stays, at "
    return (summary.member("remarks")?.elements ?? []).compactMap { remark in
      guard let text = remark.text, text.hasSuffix(".") else { return nil }
      for (bidder, entry) in statement.bidders.enumerated() where text.hasPrefix(entry.name + between) {
        let name = text.dropFirst((entry.name + between).count).dropLast()
        if let lot = statement.lots.firstIndex(where: { isSame($0.name, String(name)) }) {
          return Place(bidder: bidder, lot: lot)
        }
      }
      return nil
    }
  }
}
