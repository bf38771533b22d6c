// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions

/// Small auctions of all kinds, drawn by a seed (SplitMix64).
struct RandomAuction {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return range.lowerBound + Int(bits % UInt64(range.count))
  }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func subset(of count: Int, percent: Int) -> [Int] { (0..<count).filter { _ in chance(percent) } }

  /// At most 5 bidders, 5 lots and 9 bids.
  mutating func draw() -> Auction {
    let lotCount = number(1...5)
    let bidderCount = number(1...5)
    let greatest = chance(50) ? 8 : 1000
    let withReserves = chance(40)
    let lots = (0..<lotCount).map { index in
      Lot(
        name: "L\(index)", supply: chance(30) ? number(1...3) : 1,
        reserve: withReserves && chance(60) ? number(1...max(2, greatest / 4)) : 0, points: number(0...2))
    }
    let bidders = (0..<bidderCount).map { index in
      Bidder(
        name: "B\(index)", eligibilityPoints: chance(10) ? number(1...6) : nil,
        budget: chance(15) ? number(greatest / 2...2 * greatest) : nil,
        creditThousandths: chance(20) ? number(1...400) : 0, greatestDiscount: chance(10) ? number(0...5) : nil)
    }
    var bids: [Bid] = []
    for number in 0..<number(1...9) {
      var package = subset(of: lotCount, percent: 45)
      if package.isEmpty { package = [self.number(0...lotCount - 1)] }
      bids.append(
        Bid(
          identifier: "b\(number)", bidder: self.number(0...bidderCount - 1),
          package: package.map { LotQuantity(lot: $0, units: chance(25) ? self.number(1...2) : 1) },
          amount: self.number(1...greatest) * (package.count + 1) / 2 + 1))
    }
    return Auction(
      currency: Currency(code: "", decimals: 0), lots: lots, conflicts: conflicts(lotCount), bidders: bidders,
      limits: limits(lotCount, bidderCount), reserveRule: chance(50) ? .sellerBids : .floors, bids: bids,
      exclusions: exclusions(bids, bidderCount))
  }

  private mutating func conflicts(_ lotCount: Int) -> [LotConflict] {
    guard lotCount > 1, chance(35) else { return [] }
    return (0..<number(1...2)).map { _ in
      var lots = subset(of: lotCount, percent: 50)
      if lots.count < 2 { lots = [0, 1] }
      return LotConflict(lots: lots, most: number(1...2), reason: "interference", exemptsSameHolder: chance(50))
    }
  }

  private mutating func limits(_ lotCount: Int, _ bidderCount: Int) -> [HoldingLimit] {
    var limits: [HoldingLimit] = []
    if chance(25) {
      limits.append(
        HoldingLimit(
          kind: .cap, name: "cap", lots: Array(0..<lotCount), bidders: [number(0...bidderCount - 1)],
          most: number(0...2)))
    }
    if chance(20) {
      limits.append(
        HoldingLimit(
          kind: .setAside, name: "newcomers", lots: [number(0...lotCount - 1)],
          bidders: subset(of: bidderCount, percent: 60), most: number(0...1)))
    }
    return limits
  }

  private mutating func exclusions(_ bids: [Bid], _ bidderCount: Int) -> [[Int]] {
    var exclusions: [[Int]] = []
    for bidder in 0..<bidderCount where chance(75) {
      let own = bids.indices.filter { bids[$0].bidder == bidder }
      guard own.count > 1 else { continue }
      if own.count > 2, chance(25) {
        exclusions.append(Array(own[..<2]))
        exclusions.append(Array(own[1...]))
      } else {
        exclusions.append(own)
      }
    }
    return exclusions
  }
}
