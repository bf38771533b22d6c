// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension BestResponse {
  /// Sealed bids for packages as a format: exact winners, payments by a rule.
  public static func sealed(
    _ payments: PaymentRule, determination: WinnerDetermination
  ) -> (Auction) throws -> [Holding] {
    { auction in
      var sealed = SealedAuction(auction: auction, payments: payments, solver: determination.solver)
      sealed.determination = determination
      return try sealed.run().winners.map {
        Holding(bidder: $0.bidder, package: $0.package, payment: $0.payment)
      }
    }
  }

  /// Sealed bids for one lot after another as a format.
  public static func sealedSingleLots(_ payments: PaymentRule, seed: Int) -> (Auction) throws -> [Holding] {
    { auction in
      SealedSingleLotAuction(auction: auction, payments: payments, seed: seed).run().holdings(of: auction)
    }
  }

  /// Ascending bids for one lot after another as a format, in which all go up to what they bid for each.
  ///
  /// - Parameter behaviours: one a bidder.
  public static func ascendingSingleLots(
    _ rules: AscendingSingleLotRules, behaviours: [Behaviour], seed: Int
  ) -> (Auction) throws -> [Holding] {
    { auction in
      AscendingSingleLotMachine.run(
        auction: auction, behaviours: behaviours, rules: rules, seed: seed
      ).sales.outcome.holdings(of: auction)
    }
  }

  /// Rights to choose as a format, in which all go up to what they bid for the best lot left.
  ///
  /// - Parameter behaviours: one a bidder.
  public static func rightToChoose(
    _ rules: RightToChooseRules, behaviours: [Behaviour], seed: Int
  ) -> (Auction) throws -> [Holding] {
    { auction in
      RightToChooseMachine.run(
        auction: auction, behaviours: behaviours, rules: rules, seed: seed
      ).rights.outcome.holdings(of: auction)
    }
  }
}

extension SaleOutcome {
  /// What each bidder got and pays after its credit, those who got something.
  func holdings(of auction: Auction) -> [BestResponse.Holding] {
    let payments = payments(of: auction.bidders)
    return auction.bidders.indices.compactMap { bidder in
      var units = Array(repeating: 0, count: auction.lots.count)
      for sale in sales where sale.bidder == bidder { units[sale.lot] += 1 }
      let package = units.indices.filter { units[$0] > 0 }.map { LotQuantity(lot: $0, units: units[$0]) }
      return package.isEmpty
        ? nil : BestResponse.Holding(bidder: bidder, package: package, payment: payments[bidder])
    }
  }
}
