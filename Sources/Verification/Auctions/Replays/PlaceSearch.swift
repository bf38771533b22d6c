// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Looks for places for stations side by side, depth first, whoever has the fewest places left first.
struct PlaceSearch {
  struct Demand {
    var holder: Int
    var positions: [Int]
  }

  /// What a search found.
  enum Answer {
    /// A place for every demand, in their order.
    case places([Int])
    case none
    /// The search reached its limit.
    case undecided
  }

  /// How many places are tried.
  static let mostSteps = 200_000
  /// For how many demands places are looked for; the search is as deep.
  static let mostDemands = 1_000

  private let demands: [Demand]
  private var held: HeldUnits
  private var places: [Int?]
  private var steps = 0

  static func places(for demands: [Demand], _ statement: AuctionStatement) -> Answer {
    guard demands.count <= mostDemands else { return .undecided }
    var search = PlaceSearch(demands: demands, held: HeldUnits(statement))
    switch search.extend() {
    case true?: return .places(search.places.compactMap { $0 })
    case false?: return .none
    case nil: return .undecided
    }
  }

  private init(demands: [Demand], held: HeldUnits) {
    self.demands = demands
    self.held = held
    places = demands.map { _ in nil }
  }

  private func isOpen(_ lot: Int, _ holder: Int) -> Bool { held.left(lot) > 0 && held.isFree(lot, for: holder) }

  private mutating func extend() -> Bool? {
    var next: (demand: Int, open: [Int])?
    for demand in demands.indices where places[demand] == nil {
      let open = demands[demand].positions.filter { isOpen($0, demands[demand].holder) }
      if open.isEmpty { return false }
      if open.count < next?.open.count ?? .max { next = (demand, open) }
    }
    guard let next else { return true }
    let before = held
    for lot in next.open {
      steps += 1
      if steps > Self.mostSteps { return nil }
      held.give([lot: 1], to: demands[next.demand].holder)
      places[next.demand] = lot
      guard let found = extend() else { return nil }
      if found { return true }
      held = before
      places[next.demand] = nil
    }
    return false
  }
}
