// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What an auction's files say is sold, to whom, by which rules and for which bids, in the verifier's own terms.
struct AuctionStatement: Sendable {
  struct Lot: Sendable {
    var name: String
    var supply: Int
    var reserve: Int
    var points: Int
    var longitude: String
    var band: String
    var date: String
  }

  struct Conflict: Sendable {
    var lots: Set<Int>
    var most: Int
    var reason = ""
    var exemptsSameHolder: Bool
  }

  struct Bidder: Sendable {
    var name: String
    var administration: String
    var group: String
    var eligibility: Int?
    var budget: Int?
    var creditThousandths: Int
    var greatestDiscount: Int?
    var isStraightforward: Bool

    /// What is paid at a price: the share rounded down, and no more than the greatest discount, comes off.
    func payment(at price: Int) -> Int {
      let share = Int(clamping: Int128(max(0, price)) * Int128(creditThousandths) / 1000)
      return price - min(greatestDiscount ?? share, share)
    }
  }

  struct Limit: Sendable {
    var isCap: Bool
    var name: String
    var lots: Set<Int>
    var bidders: Set<Int>
    var most: Int
  }

  struct Bid: Sendable {
    var identifier: String
    var bidder: Int
    /// Units by lot.
    var units: [Int: Int]
    var amount: Int

    func units(of lots: Set<Int>) -> Int {
      units.reduce(0) { lots.contains($1.key) ? $0 + $1.value : $0 }
    }
  }

  var title = ""
  var currency = ""
  var money = AuctionMoney(decimals: 2)
  var format = "sealed"
  /// The parameters of the format.
  var rules = AuctionRuleValues()
  var payments = "first-price"
  var sellerBids = true
  var counterfactual: String?
  var worldSeed = 1
  var lots: [Lot] = []
  var conflicts: [Conflict] = []
  var bidders: [Bidder] = []
  var limits: [Limit] = []
  /// Whether bids are what packages are worth, from which behaviours make bids.
  var statesValues = false
  var bids: [Bid] = []
  /// Sets of bids of which at most one can win.
  var exclusions: [[Int]] = []

  func reserve(of units: [Int: Int]) -> Int {
    Int(clamping: units.reduce(Int128(0)) { $0 + Int128($1.value) * Int128(lots[$1.key].reserve) })
  }

  func points(of units: [Int: Int]) -> Int {
    Int(clamping: units.reduce(Int128(0)) { $0 + Int128($1.value) * Int128(lots[$1.key].points) })
  }

  /// Whether all money together can be counted.
  var isCountable: Bool {
    let reserves = lots.reduce(Int128(0)) { $0 + Int128($1.supply) * Int128($1.reserve) }
    let amounts = bids.reduce(Int128(0)) { $0 + Int128($1.amount) }
    return reserves + amounts <= Int128(AuctionMoney.greatest)
  }

  /// Names of lots in their order, with the number of units where there are several.
  func items(_ units: [Int: Int]) -> [String] {
    units.sorted { $0.key < $1.key }.map { lots[$0.key].name + ($0.value > 1 ? "*\($0.value)" : "") }
  }

  static func sum(_ packages: [[Int: Int]]) -> [Int: Int] {
    packages.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }
}
