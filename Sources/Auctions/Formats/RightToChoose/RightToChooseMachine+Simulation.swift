// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension RightToChooseMachine {
  /// How bidders open, which the format leaves to them.
  public static let openingThousandths = 500

  /// Plays an auction in which bidders behave and bids are values.
  ///
  /// A right is worth to a bidder what the best lot on its list adds to what it holds, of those whose reserve it would pay, less
  /// what it expects from later rights if it loses. It opens with a share of its limit, or the reserve of that lot where that
  /// is more, raises by the least step as long as that is within the limit, and picks the best lot that its price reaches,
  /// the first of equals. The share at which it opens is ours: half.
  ///
  /// - Parameters:
  ///   - auction: its bids say what lots are worth.
  ///   - behaviours: one a bidder.
  ///   - seed: of the lots that decide between equal offers.
  ///   - continuation: what a bidder expects to gain from later rights if it loses this one, in minor units; nothing for
  ///     bidders who don't look ahead.
  public static func run(
    auction: Auction, behaviours: [Behaviour], rules: RightToChooseRules, seed: Int,
    continuation: (_ bidder: Int, _ rights: RightToChoose) -> Int = { _, _ in 0 }
  ) -> RightToChooseMachine {
    var machine = RightToChooseMachine(auction: auction, rules: rules, seed: seed)
    machine.play(behaviours: behaviours, continuation: continuation)
    return machine
  }

  /// What a bidder would gain from later rights if it let the one on sale go and nobody looked ahead from then on: one step
  /// of foresight by somebody who knows what lots are worth to all and how they behave.
  ///
  /// - Parameter behaviours: one a bidder.
  /// - Returns: what `run` takes for `continuation`; each call plays the rest of the auction once.
  public static func foresight(behaviours: [Behaviour]) -> (_ bidder: Int, _ rights: RightToChoose) -> Int {
    { bidder, rights in
      let values = StatedValues(rights.auction)
      var rest = RightToChooseMachine(continuing: rights)
      rest.play(behaviours: behaviours, abstaining: (bidder, rights.right)) { _, _ in 0 }
      let gain =
        values.value(of: rest.rights.held.units[bidder], to: bidder)
        - values.value(of: rights.held.units[bidder], to: bidder)
      let paid = rest.rights.won.dropFirst(rights.won.count).filter { $0.bidder == bidder }
      return max(0, gain - WholeMoney.sum(paid.map(\.price)))
    }
  }

  /// Plays from the present state on.
  ///
  /// - Parameter abstaining: a bidder who makes no offer for one right.
  private mutating func play(
    behaviours: [Behaviour], abstaining: (bidder: Int, right: Int)? = nil,
    continuation: (_ bidder: Int, _ rights: RightToChoose) -> Int
  ) {
    let values = StatedValues(auction)
    let aims = auction.bidders.indices.map { behaviours[$0].unitsAimedAt(of: values.wantedUnits(of: $0)) }
    var limits: [Int] = []
    while !isClosed {
      let rights = self.rights
      switch rights.stage {
      case .offers:
        let offers = auction.bidders.indices.map { bidder -> (limit: Int, least: Int) in
          let units = rights.held.units[bidder]
          guard rights.mayOffer(bidder), units.reduce(0, +) < aims[bidder],
            abstaining.map({ $0 != (bidder, rights.right) }) ?? true
          else { return (0, 1) }
          return Self.offer(
            of: bidder, rights, values, behaviours[bidder], later: continuation(bidder, rights))
        }
        limits = Behaviour.limitsWithinRings(offers.map(\.limit), behaviours)
        submit(
          limits.indices.filter { limits[$0] >= max(1, offers[$0].least) }.map { bidder in
            let opening =
              rights.rules.sale == .sealed ? limits[bidder] : WholeMoney.share(limits[bidder], Self.openingThousandths)
            return AuctionLog.Act(bidder: bidder, kind: .bid, amount: max(1, offers[bidder].least, opening))
          })
      case .ascending:
        guard let sale = rights.sale else { return }
        submit(
          sale.active.filter { $0 != sale.standing?.bidder && limits[$0] >= sale.leastBid }
            .map { AuctionLog.Act(bidder: $0, kind: .bid, amount: sale.leastBid) })
      case .choice:
        guard let won = rights.won.last,
          let choice = Self.favourite(
            of: won.bidder, rights, values, among: rights.list(for: won.bidder, at: won.price))
        else { return }
        submit([AuctionLog.Act(bidder: won.bidder, kind: .choose, package: [LotQuantity(lot: choice.lot)])])
      case .over: return
      }
    }
  }

  /// Up to what a bidder goes for the right on sale, and the reserve of the lot for which it does; 0 where none is worth its
  /// reserve.
  private static func offer(
    of bidder: Int, _ rights: RightToChoose, _ values: StatedValues, _ behaviour: Behaviour, later: Int
  ) -> (limit: Int, least: Int) {
    let limits = rights.list(for: bidder).map { lot -> (limit: Int, least: Int) in
      let gain = values.gain(from: lot, beside: rights.held.units[bidder], to: bidder)
      return (behaviour.limit(for: max(0, gain - later), purse: rights.purse(of: bidder)), rights.least(for: lot))
    }
    let open = limits.filter { $0.limit >= max(1, $0.least) }
    guard let limit = open.map(\.limit).max() else { return (0, 1) }
    return (limit, open.filter { $0.limit == limit }.map(\.least).min() ?? 1)
  }

  /// The lot that adds the most to what a bidder holds, the first of equals; nil where there is none.
  private static func favourite(
    of bidder: Int, _ rights: RightToChoose, _ values: StatedValues, among lots: [Int]
  ) -> (lot: Int, gain: Int)? {
    lots
      .map { (lot: $0, gain: values.gain(from: $0, beside: rights.held.units[bidder], to: bidder)) }
      .max { $0.gain != $1.gain ? $0.gain < $1.gain : $0.lot > $1.lot }
  }
}
