// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// Whether stations fit onto positions side by side, and where.
///
/// An exact integer program: x(s, p) = 1 puts station s at position p, every station at one of its positions, units of a
/// position within its supply, and of every conflict no more than may be used together. Conflicts that exempt the same holder
/// count holders instead: y(c, h) ≥ x(s, p) for the stations of holder h, Σ y ≤ most.
public struct Repacking: Sendable {
  /// One station that must have a place.
  public struct Demand: Hashable, Sendable {
    /// A number that names the station.
    public var station: Int
    /// Index of the holder.
    public var holder: Int
    /// Indexes of the lots where it can be.
    public var positions: [Int]

    /// Makes a demand.
    public init(station: Int, holder: Int, positions: [Int]) {
      self.station = station
      self.holder = holder
      self.positions = positions
    }
  }

  /// The positions and conflicts.
  public let auction: Auction
  private let solver: any Solver

  /// Makes a repacking.
  ///
  /// - Parameter auction: its lots, conflicts and bidders are used, nothing else.
  public init(auction: Auction, solver: any Solver) {
    self.auction = auction
    self.solver = solver
  }

  /// A place for every station; nil where there is none.
  ///
  /// Stations first stay where they are known to fit and the others take the first free place; only where that fails the
  /// integer program decides.
  ///
  /// - Parameters:
  ///   - demands: what must have a place.
  ///   - known: places by station that are tried first.
  /// - Returns: the lot of each station.
  /// - Throws: `RepackingFault.undecided`, and what the solver throws.
  public func places(for demands: [Demand], known: [Int: Int] = [:]) throws -> [Int: Int]? {
    if let places = greedyPlaces(for: demands, known: known) { return places }
    if demands.contains(where: { $0.positions.isEmpty }) { return nil }
    return try solvedPlaces(for: demands)
  }

  private func greedyPlaces(for demands: [Demand], known: [Int: Int]) -> [Int: Int]? {
    var held = HeldLots(auction: auction)
    var places: [Int: Int] = [:]
    let (settled, open) = (
      demands.filter { demand in known[demand.station].map(demand.positions.contains) ?? false },
      demands.filter { demand in !(known[demand.station].map(demand.positions.contains) ?? false) }
    )
    for demand in settled + open {
      let wanted = known[demand.station].flatMap { demand.positions.contains($0) ? [$0] : nil } ?? demand.positions
      guard let place = wanted.first(where: { held.left($0) > 0 && held.isFree($0, for: demand.holder) }) else {
        return nil
      }
      held.give(lot: place, to: demand.holder)
      places[demand.station] = place
    }
    return places
  }

  private func solvedPlaces(for demands: [Demand]) throws -> [Int: Int]? {
    var model = Model(name: "repacking")
    var byLot = Array(repeating: [(variable: Variable, holder: Int)](), count: auction.lots.count)
    var choices: [[(variable: Variable, lot: Int)]] = []
    for demand in demands {
      let choice = demand.positions.map { lot in
        (variable: model.addVariable(domain: .binary, lower: 0, upper: 1), lot: lot)
      }
      for (variable, lot) in choice { byLot[lot].append((variable, demand.holder)) }
      model.addRow(terms: choice.map { ($0.variable, 1) }, sense: .equal(1))
      choices.append(choice)
    }
    for (lot, users) in byLot.enumerated() where users.count > auction.lots[lot].supply {
      model.addRow(terms: users.map { ($0.variable, 1) }, sense: .atMost(Double(auction.lots[lot].supply)))
    }
    for conflict in auction.conflicts {
      let users = conflict.lots.flatMap { byLot[$0] }
      guard conflict.exemptsSameHolder else {
        if users.count > conflict.most {
          model.addRow(terms: users.map { ($0.variable, 1) }, sense: .atMost(Double(conflict.most)))
        }
        continue
      }
      let holders = Set(users.map(\.holder)).sorted()
      guard holders.count > conflict.most else { continue }
      var present: [(Variable, Double)] = []
      for holder in holders {
        let isPresent = model.addVariable(domain: .binary, lower: 0, upper: 1)
        present.append((isPresent, 1))
        for user in users where user.holder == holder {
          model.addRow(terms: [(user.variable, 1), (isPresent, -1)], sense: .atMost(0))
        }
      }
      model.addRow(terms: present, sense: .atMost(Double(conflict.most)))
    }
    let outcome = try solver.solve(model)
    if outcome.proof == .infeasible { return nil }
    guard outcome.solution == .feasible else { throw RepackingFault.undecided(reason: "\(outcome.termination)") }
    var places: [Int: Int] = [:]
    for (demand, choice) in zip(demands, choices) {
      // The solver's values are whole numbers, and its point was checked against the model.
      places[demand.station] = choice.first { (outcome[$0.variable] ?? 0) == 1 }?.lot
    }
    return places
  }
}
