// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A network whose holder may sell its position back, and where it can be put if it stays.
public struct Station: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Index of the bidder who holds it.
  public var holder: Int
  /// Indexes of the lots at any of which it serves its holder as well as now, ascending.
  public var positions: [Int]
  /// The first price that is offered, in minor units.
  public var openingPrice: Int
  /// Indexes of the bids that state it, ascending; empty where it wasn't made from bids.
  public var bids: [Int]

  /// Makes a station.
  public init(name: String, holder: Int, positions: [Int], openingPrice: Int, bids: [Int] = []) {
    self.name = name
    self.holder = holder
    self.positions = positions
    self.openingPrice = openingPrice
    self.bids = bids
  }

  /// The stations of an auction file, with what staying is worth to their holders, in minor units.
  ///
  /// A set of alternatives, each for one unit of one lot, is one station that can be put at any of its lots; so is a bid of
  /// its own. Staying is worth the same at each of them: one that is worth less is no place that a network can be moved to.
  ///
  /// - Throws: `RepackingFault` for a package of more than one unit, and for alternatives of several amounts.
  public static func stations(
    of auction: Auction, rules: ReverseRules
  ) throws(RepackingFault) -> (stations: [Station], values: [Int]) {
    let alone = Set(auction.bids.indices).subtracting(auction.exclusions.flatMap { $0 })
    let sets = (auction.exclusions + alone.map { [$0] }).sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    var stations: [Station] = []
    var values: [Int] = []
    for set in sets {
      guard let first = set.first else { continue }
      for bid in set where auction.bids[bid].package.count != 1 || auction.bids[bid].package[0].units != 1 {
        throw .packageOfSeveral(bid: auction.bids[bid].identifier)
      }
      let worth = auction.bids[first].amount
      for bid in set where auction.bids[bid].amount != worth {
        throw .unequalWorth(bid: auction.bids[first].identifier, other: auction.bids[bid].identifier)
      }
      let positions = Set(set.map { auction.bids[$0].package[0].lot }).sorted()
      stations.append(
        Station(
          name: auction.bids[first].identifier, holder: auction.bids[first].bidder, positions: positions,
          openingPrice: rules.openingPrice ?? positions.map { auction.lots[$0].reserve }.max() ?? 0, bids: set.sorted())
      )
      values.append(worth)
    }
    return (stations, values)
  }
}

/// Why stations can't be repacked or bought back.
public enum RepackingFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// A bid names more than one unit.
  case packageOfSeveral(bid: String)
  /// Two places of one station are worth different amounts.
  case unequalWorth(bid: String, other: String)
  /// The solver ended without an answer.
  case undecided(reason: String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .packageOfSeveral(let bid):
      "bid \(bid): a station is at one position; write one bid for each position at which it could be, as alternatives"
    case .unequalWorth(let bid, let other):
      "bids \(bid) and \(other): a station serves its holder as well at each of its positions; write the same amount for all of them, and leave out positions that won't do"
    case .undecided(let reason): "whether the stations fit was left open (\(reason)); raise the limits of the solver"
    }
  }
}
