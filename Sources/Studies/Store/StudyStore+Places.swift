// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB

/// A place of the plan as a store keeps it.
public struct StoredPlace: Hashable, Sendable {
  /// Its number in the plan, from 0.
  public var number: Int
  /// Number of its world.
  public var world: Int
  /// The grid.
  public var grid: String
  /// The scenario.
  public var scenario: String
  /// The register; empty for the scenario's own.
  public var register: String
  /// Number of the point in the grid's design.
  public var point: Int
  /// The seed.
  public var seed: Int
  /// The policy.
  public var policy: String
  /// The identity of its run.
  public var identity: RunIdentity
}

extension StudyStore {
  /// Keeps where runs stand in a plan, in one transaction; nothing is done where the plan is the one that is kept, row by row.
  ///
  /// - Parameter digest: the plan's, from `BatchPlan`.
  public func setPlaces(of plan: PlannedRuns, names: PlaceNames, digest: String) throws {
    // Rows that were altered are written anew: the plan is at hand.
    if try planDigest() == digest, (try? digestOfPlaces()) == digest { return }
    try StoreFault.translating(path) {
      try queue.write { database in
        try database.execute(sql: "DELETE FROM places; DELETE FROM points;")
        var points: Set<[Int]> = []
        for ordinal in 0..<plan.count {
          let run = try plan.run(ordinal)
          try insert(
            StoredPlace(
              number: ordinal, world: run.world, grid: names.grid(run), scenario: names.scenario(run),
              register: names.register(run), point: run.point, seed: run.seed, policy: run.policy,
              identity: run.identity), database)
          guard points.insert([run.grid, run.point]).inserted else { continue }
          for (factor, setting) in run.settings.enumerated() {
            let step = try SQLStep(database, "INSERT INTO points VALUES (?, ?, ?, ?, ?)")
            step.bind(1, names.grid(run))
            step.bind(2, run.point)
            step.bind(3, factor)
            step.bind(4, setting.parameter.description)
            step.bind(5, setting.value)
            try step.execute()
          }
        }
        try database.execute(sql: "UPDATE study SET plan = ?", arguments: [digest])
      }
    }
  }

  /// Takes the places over from another store of the same study.
  func copyPlaces(from other: StudyStore) throws {
    let digest = try other.planDigest()
    let settings = try other.settings()
    try StoreFault.translating(path) {
      try queue.write { database in
        try database.execute(sql: "DELETE FROM places; DELETE FROM points;")
        try other.forEachPlace { try insert($0, database) }
        for setting in settings {
          let step = try SQLStep(database, "INSERT INTO points VALUES (?, ?, ?, ?, ?)")
          step.bind(1, setting.grid)
          step.bind(2, setting.point)
          step.bind(3, setting.factor)
          step.bind(4, setting.parameter)
          step.bind(5, setting.value)
          try step.execute()
        }
        try database.execute(sql: "UPDATE study SET plan = ?", arguments: [digest])
      }
    }
  }

  private func insert(_ place: StoredPlace, _ database: Database) throws {
    let step = try SQLStep(database, "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    step.bind(1, place.number)
    step.bind(2, place.world)
    step.bind(3, place.grid)
    step.bind(4, place.scenario)
    step.bind(5, place.register)
    step.bind(6, place.point)
    step.bind(7, place.seed)
    step.bind(8, place.policy)
    step.bind(9, place.identity.description)
    try step.execute()
  }

  /// The digest of the plan whose places are kept; empty where none are.
  public func planDigest() throws -> String {
    try reading { database in
      let step = try SQLStep(database, "SELECT plan FROM study")
      defer { step.end() }
      return try step.next() ? step.text(0) : ""
    }
  }

  /// The digest of the rows that keep the plan, worked out anew; nil where they don't hang together.
  func digestOfPlaces() throws -> String? {
    var settings: [String: [Int: [String]]] = [:]
    for setting in try self.settings() {
      settings[setting.grid, default: [:]][setting.point, default: []].append("\(setting.parameter)=\(setting.value)")
    }
    var unused = Set(settings.flatMap { grid, points in points.keys.map { PointName(grid: grid, point: $0) } })
    var digest = PlanDigest()
    var (count, isInOrder) = (0, true)
    try forEachPlace { place in
      isInOrder = isInOrder && place.number == count
      count += 1
      unused.remove(PointName(grid: place.grid, point: place.point))
      let words = PlaceNames.words(
        grid: place.grid, scenario: place.scenario, register: place.register,
        settings: settings[place.grid]?[place.point] ?? [], seed: place.seed, policy: place.policy)
      digest.add(place.identity, world: place.world, point: place.point, words: words)
    }
    return isInOrder && unused.isEmpty ? digest.text : nil
  }

  private struct PointName: Hashable {
    var grid: String
    var point: Int
  }

  /// Sees that the places are those that were written.
  ///
  /// - Throws: `StoreFault.alteredPlaces`.
  func checkPlaces() throws {
    guard try digestOfPlaces() == planDigest() else { throw StoreFault.alteredPlaces(path: path) }
  }

  /// Goes through the places in the order of the plan.
  public func forEachPlace(_ body: (StoredPlace) throws -> Void) throws {
    try reading { try forEachPlace($0, body) }
  }

  func forEachPlace(_ database: Database, _ body: (StoredPlace) throws -> Void) throws {
    let step = try SQLStep(
      database,
      "SELECT number, world, grid, scenario, register, point, seed, policy, identity FROM places ORDER BY number")
    defer { step.end() }
    while try step.next() {
      guard let identity = RunIdentity(digits: step.bytes(ofText: 8)) else {
        throw StoreFault.corrupt(path: path, detail: "an identity isn't 32 hexadecimal digits")
      }
      try body(
        StoredPlace(
          number: step.number(0), world: step.number(1), grid: step.text(2), scenario: step.text(3),
          register: step.text(4), point: step.number(5), seed: step.number(6), policy: step.text(7),
          identity: identity))
    }
  }

  /// A value of a factor at a point of a grid.
  struct StoredSetting: Hashable, Sendable {
    var grid: String
    var point: Int
    var factor: Int
    var parameter: String
    var value: String
  }

  func settings() throws -> [StoredSetting] {
    try reading { database in
      let step = try SQLStep(
        database, "SELECT grid, point, factor, parameter, value FROM points ORDER BY grid, point, factor")
      var settings: [StoredSetting] = []
      while try step.next() {
        settings.append(
          StoredSetting(
            grid: step.text(0), point: step.number(1), factor: step.number(2), parameter: step.text(3),
            value: step.text(4)))
      }
      return settings
    }
  }
}

/// What a place is beside its point and seed: by these a study is known again when its settings were changed.
struct PlaceKind: Hashable {
  var grid: String
  var scenario: String
  var register: String
  var policy: String
}

extension StudyStore {
  /// The kinds of places of the plan that was kept last; none in a store that keeps no plan.
  func placeKinds() throws -> Set<PlaceKind> {
    try reading { database in
      guard try StoreSchema.migrator.hasCompletedMigrations(database) else { return [] }
      let step = try SQLStep(database, "SELECT DISTINCT grid, scenario, register, policy FROM places")
      defer { step.end() }
      var kinds: Set<PlaceKind> = []
      while try step.next() {
        kinds.insert(
          PlaceKind(grid: step.text(0), scenario: step.text(1), register: step.text(2), policy: step.text(3)))
      }
      return kinds
    }
  }

  /// Refuses another study of the same name: one with another declaration that shares no run with the store, and no grid, scenario,
  /// register and policy that stand together. A study whose settings, seeds or files were changed still shares those.
  ///
  /// - Throws: `StoreFault.sameName`.
  func checkStudy(_ head: StudyHead, sharesRuns: Bool, kinds: () throws -> Set<PlaceKind>) throws {
    guard !sharesRuns, try self.head().declaration != head.declaration else { return }
    let stored = try placeKinds()
    guard try stored.isEmpty || !stored.isDisjoint(with: kinds()) else {
      throw StoreFault.sameName(path: path, name: head.name)
    }
  }

  /// All places: some hundred bytes each.
  func placesInOrder() throws -> [StoredPlace] {
    var places: [StoredPlace] = []
    try forEachPlace { places.append($0) }
    return places
  }

  /// The place that a run was done at, in words.
  func placeWords(of identity: RunIdentity) throws -> String {
    try reading { database in
      let step = try SQLStep(database, "SELECT place FROM runs WHERE identity = ?")
      defer { step.end() }
      step.bind(1, identity.description)
      return try step.next() ? step.text(0) : ""
    }
  }
}
