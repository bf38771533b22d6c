// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Bidders who act by what lots are worth to them, by their behaviour, and by what the rules disclose of a round.
///
/// All of them ask only for what the rules let them have: within eligibility, budget and caps.
///
/// - `straightforward`: the package with the greatest profit at the prices of the round.
/// - `shading`: the same, with everything taken for worth less by a share.
/// - `demand-reducing`: the best package of at most that share of the units that it would be otherwise, but of at least one.
/// - `spiteful`: the same as straightforward with everything taken for worth more by a share. Who gains from what others pay
///   stays in beyond what a lot is worth; by how much is known for one lot (Morgan, Steiglitz, Reis 2003, B.E. Journal of
///   Economic Analysis & Policy 2), and this is the plain form of it.
/// - `colluding`: the members of a ring choose one after another, who gains most at the opening prices first; nobody asks for units
///   that are left to a member before, or in which another member stands.
/// - `budget-bound`: straightforward. Its budget is what binds.
public struct RoundBidders: Sendable {
  /// What packages are worth to every bidder, as the behaviour takes it.
  let values: [PackageValues]
  /// How every bidder behaves.
  public let behaviours: [Behaviour]
  /// What bidders would give for particular places, as the behaviour takes it.
  let preferences: [PlacePreference]
  /// Indexes of the bidders in the order in which they choose.
  let order: [Int]
  /// Indexes of the members of every bidder's ring; empty for who is in none.
  let rings: [[Int]]

  /// Takes the bids of a statement as what packages are worth.
  ///
  /// - Parameters:
  ///   - statement: An auction whose bids say what packages are worth to their bidders.
  ///   - behaviours: One for each bidder; who has none is straightforward.
  ///   - preferences: What bidders would give for particular places, where a round assigns them.
  public init(statement: Auction, behaviours: [Behaviour], preferences: [PlacePreference] = []) {
    let count = statement.bidders.count
    let behaviours = Array((behaviours + Array(repeating: .straightforward, count: count)).prefix(count))
    self.behaviours = behaviours
    self.preferences = preferences.map { preference in
      var taken = preference
      taken.amount = behaviours[preference.bidder].limit(for: preference.amount)
      return taken
    }
    let values = PackageValues.all(statement).enumerated().map { bidder, plain in
      switch behaviours[bidder] {
      case .shading(let share): plain.scaled(thousandths: max(0, 1000 - share))
      case .spiteful(let share): plain.scaled(thousandths: 1000 + share)
      default: plain
      }
    }
    self.values = values
    rings = (0..<count).map { bidder in
      guard case .colluding(let group) = behaviours[bidder] else { return [] }
      return behaviours.indices.filter { behaviours[$0] == .colluding(group: group) }
    }
    let reserves = statement.lots.map(\.reserve)
    let supply = statement.lots.map(\.supply)
    let gains = values.map { $0.best(.init(prices: reserves, available: supply)).profit }
    order = (0..<count).sorted { (gains[$1], $0) < (gains[$0], $1) }
  }

  /// The package that a bidder asks for under conditions.
  func choice(of bidder: Int, _ conditions: PackageValues.Conditions) -> PackageValues.Choice {
    let whole = values[bidder].best(conditions)
    guard case .demandReducing(let share) = behaviours[bidder] else { return whole }
    let wanted = whole.units.reduce(0, +)
    let held = conditions.held.reduce(0, +)
    let most = max(1, held, WholeMoney.share(wanted, share))
    guard wanted > most else { return whole }
    var fewer = conditions
    fewer.isAllowed = { $0.reduce(0, +) <= most && conditions.isAllowed($0) }
    let part = values[bidder].best(fewer)
    // Who can use nothing but the whole asks for it.
    return part.profit > 0 ? part : whole
  }

  /// The other members of a bidder's ring.
  func mates(of bidder: Int) -> [Int] { rings[bidder].filter { $0 != bidder } }
}
