// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds the bids that were made against those that the file states.
///
/// Bids of the file must be there as they are. Where the file says what packages are worth, a straightforward bidder bids just
/// that, and others only for packages that the file values for them; by how much they deviate isn't worked out again. In a
/// combinatorial clock the bids come from its rounds: they are those of the log, and all of a bidder's exclude each other.
struct AuctionBidChecks {
  let stated: AuctionStatement
  let made: AuctionStatement

  func run(_ journal: inout Journal) {
    if stated.format == "combinatorial-clock" {
      checkClockAlternatives(&journal)
      return
    }
    let isSealed = stated.format == "sealed" || stated.format == "sealed-single-lot"
    let behaves = stated.statesValues && isSealed
    let index = Dictionary(
      made.bids.enumerated().map { ($1.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    var deviating = 0
    for bid in stated.bids {
      journal.count(.bids)
      let bidder = stated.bidders[bid.bidder]
      guard let found = index[bid.identifier].map({ made.bids[$0] }) else {
        if behaves, !bidder.isStraightforward { deviating += 1 } else { report(bid, "isn't there", "a row", &journal) }
        continue
      }
      if found.bidder != bid.bidder { report(bid, "is of another bidder", bidder.name, &journal) }
      if found.units != bid.units {
        report(bid, "has other lots", stated.items(bid.units).joined(separator: "|"), &journal)
      }
      if found.amount != bid.amount {
        if behaves, !bidder.isStraightforward {
          deviating += 1
        } else {
          report(bid, "is \(stated.money.text(found.amount))", stated.money.text(bid.amount), &journal)
        }
      }
    }
    let known = Set(stated.bids.map(\.identifier))
    for bid in made.bids where !known.contains(bid.identifier) {
      report(bid, "isn't in auction.yaml", "no row", &journal)
    }
    if deviating > 0 { journal.count(.behaviours, deviating) }
    let sets = Set(
      stated.exclusions.map { set in Set(set.map { stated.bids[$0].identifier }.filter { index[$0] != nil }) })
    let claimed = Set(made.exclusions.map { set in Set(set.map { made.bids[$0].identifier }) })
    if sets.subtracting([[]]) != claimed.subtracting([[]]) {
      journal.report(
        Finding(
          check: .bids, file: "certificate.json", problem: "`alternatives` are others than in auction.yaml",
          expected: "the sets of bids that exclude each other"))
    }
  }

  private func report(
    _ bid: AuctionStatement.Bid, _ problem: String, _ expected: String, _ journal: inout Journal
  ) {
    journal.report(
      Finding(check: .bids, file: "bids.csv", subject: bid.identifier, problem: problem, expected: expected))
  }

  private func checkClockAlternatives(_ journal: inout Journal) {
    journal.count(.bids, made.bids.count)
    let sets = Set(made.exclusions.map { Set($0) })
    let own = Set(
      made.bidders.indices.map { bidder in Set(made.bids.indices.filter { made.bids[$0].bidder == bidder }) })
    if sets.subtracting([[]]) != own.subtracting([[]]) {
      journal.report(
        Finding(
          check: .bids, file: "certificate.json", problem: "`alternatives` aren't all bids of each bidder",
          expected: "one set a bidder"))
    }
  }
}
