// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

extension BestResponse {
  /// A search for the bidders of a document, all others bidding as the document says they do.
  ///
  /// What the file states for the members, bids or values, is taken for what packages are worth to them.
  ///
  /// - Parameters:
  ///   - members: Indexes of the bidders; several act together.
  ///   - determination: Determines winners.
  /// - Throws: `BadInput` for a format in which nobody gives bids beforehand.
  public init(document: AuctionDocument, members: [Int], determination: WinnerDetermination) throws {
    let seed = document.seeds.world
    var behaviours = document.behaviours
    for member in members { behaviours[member] = .straightforward }
    var auction = document.auction
    let format: (Auction) throws -> [Holding]
    switch document.format {
    case .sealed: format = Self.sealed(document.payments, determination: determination)
    case .sealedSingleLot: format = Self.sealedSingleLots(document.payments, seed: seed)
    case .ascendingSingleLot(let rules):
      format = Self.ascendingSingleLots(rules, behaviours: behaviours, seed: seed)
    case .rightToChoose(let rules): format = Self.rightToChoose(rules, behaviours: behaviours, seed: seed)
    default:
      throw BadInput([
        Fault(
          file: document.path, field: "format",
          problem: "`\(document.format.kind.rawValue)` has no bids given beforehand that could be changed",
          remedy: "search in `sealed`, `sealed-single-lot`, `ascending-single-lot` or `right-to-choose`")
      ])
    }
    if document.statesValues, document.format.takesSealedBids {
      auction = SealedStrategy.bids(for: auction, behaviours: behaviours)
    }
    self.init(auction: auction, members: members, format: format)
  }

  /// The most ways to change all bids at once that are gone through.
  public static let mostWays = 2_000
  /// The most levels at which a bid is tried.
  public static let mostLevels = 40

  /// Deviations for any auction: every bid lower by 1 to 99 % and higher by some shares, fewer units, and each bid, or all of
  /// them where that is at most `mostWays`, at nothing and at and just above what others bid and the reserves.
  public func usualDeviations() -> [Deviation] {
    let levels = usualLevels
    return shading(Array(stride(from: 10, through: 990, by: 10)) + [-100, -250, -500, -1000])
      + demandReduction([250, 500, 750])
      + (allChanges(levels: levels, most: Self.mostWays) ?? singleChanges(levels: levels))
  }

  /// At most `mostLevels` amounts, evenly out of all where there are more.
  private var usualLevels: [Int] {
    let others = auction.bids.filter { !members.contains($0.bidder) }.map(\.amount)
    let marks = Set(others + auction.lots.map(\.reserve).filter { $0 > 0 })
    let all = Set([0] + marks.flatMap { [$0, $0 + 1] }).filter { $0 <= Currency.greatestAmount }.sorted()
    guard all.count > Self.mostLevels else { return all }
    return (0..<Self.mostLevels).map { all[$0 * (all.count - 1) / (Self.mostLevels - 1)] }
  }
}
