// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What one bidder, or a ring of some, gains by other bids than its values, all others bidding as they do.
///
/// The search goes through a list of deviations and compares what the bidder holds, at its true values, less what it pays.
/// It finds the best of the list and claims nothing beyond it: `examined` says how long the list was, and only where the list
/// is the whole space of bids is a gain of 0 a proof that truth is best.
public struct BestResponse {
  /// What a bidder got at which payment.
  public struct Holding: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// What it got.
    public var package: [LotQuantity]
    /// What it pays, in minor units.
    public var payment: Int

    /// Makes a holding.
    public init(bidder: Int, package: [LotQuantity], payment: Int) {
      self.bidder = bidder
      self.package = package
      self.payment = payment
    }
  }

  /// Bids that are given in place of the values.
  public struct Deviation: Hashable, Sendable {
    /// What is done, in a few words.
    public var name: String
    /// One amount a bid of the auction, in minor units; 0 leaves a bid out.
    public var amounts: [Int]

    /// Makes a deviation.
    public init(name: String, amounts: [Int]) {
      self.name = name
      self.amounts = amounts
    }
  }

  /// What the search found.
  public struct Finding: Hashable, Sendable {
    /// The surplus of bidding the values, in minor units.
    public var truthful: Int
    /// The greatest surplus found.
    public var best: Int
    /// The first deviation that reaches it; nil where none is better than the truth.
    public var deviation: Deviation?
    /// How many deviations were looked at.
    public var examined: Int

    /// What is gained over the truth, at least 0.
    public var gain: Int { best - truthful }
  }

  /// What is sold, with bids that are true values of the members and the bids of everybody else.
  public let auction: Auction
  /// Whose surplus counts: one bidder, or those of a ring together.
  public let members: [Int]
  /// From bids to holdings.
  public let format: (Auction) throws -> [Holding]

  /// Makes a search.
  public init(auction: Auction, members: [Int], format: @escaping (Auction) throws -> [Holding]) {
    self.auction = auction
    self.members = members
    self.format = format
  }

  /// Goes through deviations.
  ///
  /// - Throws: what the format throws.
  /// - Complexity: one run of the format for each deviation and one for the truth.
  public func search(_ deviations: [Deviation]) throws -> Finding {
    let values = StatedValues(auction)
    let truthful = surplus(of: try format(auction), values)
    var finding = Finding(truthful: truthful, best: truthful, deviation: nil, examined: 0)
    for deviation in deviations {
      finding.examined += 1
      let reached = surplus(of: try format(auction.withAmounts(deviation.amounts)), values)
      guard reached > finding.best else { continue }
      finding.best = reached
      finding.deviation = deviation
    }
    return finding
  }

  private func surplus(of holdings: [Holding], _ values: StatedValues) -> Int {
    members.reduce(0) { sum, member in
      var units = Array(repeating: 0, count: auction.lots.count)
      var paid = 0
      for holding in holdings where holding.bidder == member {
        for part in holding.package { units[part.lot] += part.units }
        paid += holding.payment
      }
      return sum + values.value(of: units, to: member) - paid
    }
  }

  // MARK: - Deviations

  /// All bids of the members lower (or, with a negative share, higher) by shares in thousandths.
  public func shading(_ thousandths: [Int]) -> [Deviation] {
    thousandths.map { share in
      Deviation(
        name: "every bid \(share < 0 ? "higher" : "lower") by \(Double(abs(share)) / 10) %",
        amounts: changed { WholeMoney.share(auction.bids[$0].amount, max(0, 1000 - share)) })
    }
  }

  /// Fewer units asked for: shares of what is wanted, in thousandths.
  public func demandReduction(_ thousandths: [Int]) -> [Deviation] {
    thousandths.map { share in
      let behaviours = auction.bidders.indices.map { bidder in
        members.contains(bidder) ? Behaviour.demandReducing(thousandths: share) : .straightforward
      }
      let given = SealedStrategy.bids(for: auction, behaviours: behaviours)
      let kept = Set(given.bids.map(\.identifier))
      return Deviation(
        name: "at most \(Double(share) / 10) % of the units wanted",
        amounts: changed { kept.contains(auction.bids[$0].identifier) ? auction.bids[$0].amount : 0 })
    }
  }

  /// Each bid alone at each of some levels, in minor units.
  public func singleChanges(levels: [Int]) -> [Deviation] {
    ownBids.flatMap { bid in
      levels.filter { $0 != auction.bids[bid].amount }.map { level in
        Deviation(
          name: "\(auction.bids[bid].identifier) at \(auction.currency.text(level))",
          amounts: changed { $0 == bid ? level : auction.bids[$0].amount })
      }
    }
  }

  /// Every way to put the bids of the members at some levels, in minor units.
  ///
  /// - Returns: nil where there are more ways than `most`.
  public func allChanges(levels: [Int], most: Int = 100_000) -> [Deviation]? {
    var vectors: [[Int]] = [[]]
    for _ in ownBids {
      guard vectors.count * levels.count <= most else { return nil }
      vectors = vectors.flatMap { vector in levels.map { vector + [$0] } }
    }
    return vectors.map { vector in
      let byBid = Dictionary(uniqueKeysWithValues: zip(ownBids, vector))
      return Deviation(
        name: zip(ownBids, vector).map { "\(auction.bids[$0].identifier) at \(auction.currency.text($1))" }
          .joined(separator: ", "),
        amounts: changed { byBid[$0] ?? 0 })
    }
  }

  private var ownBids: [Int] { auction.bids.indices.filter { members.contains(auction.bids[$0].bidder) } }

  private func changed(_ amount: (Int) -> Int) -> [Int] {
    auction.bids.indices.map { members.contains(auction.bids[$0].bidder) ? amount($0) : auction.bids[$0].amount }
  }
}
