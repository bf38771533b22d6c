// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Reporting

/// The runs of a grid in order: worlds by policies by targets.
struct GridData: Sendable {
  /// A world.
  struct World: Sendable {
    var number: Int
    var scenario: Int
    var register: Int?
    var point: Int
    var seed: Int
  }

  /// A factor with the level of every world.
  struct FactorColumn: Sendable {
    /// The parameter; `scenario` or `register` where there are several.
    var parameter: String
    /// The levels, in the file's order; empty where the factor is drawn from a range.
    var levels: [String]
    /// The level of each world, as an index of `levels`; empty of a range.
    var places: [Int]
    /// The number of each world; empty of a list.
    var numbers: [Double]
  }

  let grid: Grid
  let collector: GridCollector
  /// How many seeds were left out since all their runs are those of an earlier seed.
  let repeatedSeeds: Int
  /// The worlds, in the order of the plan.
  let worlds: [World]
  /// Numbers by policy, target and world; not a number where there is none.
  let numbers: [[[Double]]]
  /// Identities by policy and world.
  let identities: [[RunIdentity?]]
  /// What the resamples draw.
  let block: StudyResults.GridResult.Block
  /// The block of each world.
  let blocks: [Int]
  /// Number of blocks.
  let blockCount: Int
  /// Scenarios and registers where there are several, then the grid's factors.
  let factors: [FactorColumn]

  init(_ collector: GridCollector, study: Study) {
    self.collector = collector
    grid = collector.grid
    let repeated = Self.repeatedSeeds(collector)
    repeatedSeeds = repeated.count
    let kept = collector.rows.indices.filter { !repeated.contains(collector.rows[$0].seed) }
    let order = kept.sorted {
      (collector.rows[$0].world, collector.rows[$0].ordinal) < (collector.rows[$1].world, collector.rows[$1].ordinal)
    }
    var worlds: [World] = []
    var places = Array(repeating: 0, count: collector.rows.count)
    for index in order {
      let row = collector.rows[index]
      if worlds.last?.number != row.world {
        worlds.append(
          World(
            number: row.world, scenario: row.scenario, register: row.register, point: row.point, seed: row.seed))
      }
      places[index] = worlds.count - 1
    }
    let column = Array(repeating: Double.nan, count: worlds.count)
    var numbers = Array(
      repeating: Array(repeating: column, count: collector.targets), count: collector.grid.policies.count)
    var identities = Array(
      repeating: [RunIdentity?](repeating: nil, count: worlds.count), count: collector.grid.policies.count)
    for index in kept {
      let row = collector.rows[index]
      identities[row.policy][places[index]] = row.identity
      for target in 0..<collector.targets {
        numbers[row.policy][target][places[index]] = collector.numbers[index * collector.targets + target]
      }
    }
    self.worlds = worlds
    self.numbers = numbers
    self.identities = identities
    block = collector.grid.design.isDrawn ? .point : .seed
    let keys = block == .point ? worlds.map(\.point) : worlds.map(\.seed)
    let distinct = Set(keys).sorted()
    let blockOf = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    blocks = keys.map { blockOf[$0] ?? 0 }
    blockCount = distinct.count
    factors = Self.factors(collector, worlds: worlds, study: study)
  }

  /// Seeds whose runs are all those of an earlier seed: a run that chance doesn't touch is one draw, however many seeds share it.
  private static func repeatedSeeds(_ collector: GridCollector) -> Set<Int> {
    guard !collector.grid.design.isDrawn else { return [] }
    var runs: [Int: [(place: [Int], identity: RunIdentity)]] = [:]
    for row in collector.rows {
      runs[row.seed, default: []].append(
        ([row.scenario, row.register ?? -1, row.point, row.policy], row.identity))
    }
    var seen: Set<[RunIdentity]> = []
    return Set(
      runs.keys.sorted().filter { seed in
        let own = (runs[seed] ?? []).sorted { $0.place.lexicographicallyPrecedes($1.place) }
        return !seen.insert(own.map(\.identity)).inserted
      })
  }

  private static func factors(_ collector: GridCollector, worlds: [World], study: Study) -> [FactorColumn] {
    let grid = collector.grid
    var columns: [FactorColumn] = []
    if grid.scenarios.count > 1 {
      columns.append(
        FactorColumn(
          parameter: "scenario", levels: grid.scenarios.map { study.scenarios[$0].name },
          places: worlds.map { grid.scenarios.firstIndex(of: $0.scenario) ?? 0 }, numbers: []))
    }
    if grid.registers.count > 1 {
      columns.append(
        FactorColumn(
          parameter: "register", levels: grid.registers.map { $0.map { study.registers[$0].name } ?? "own" },
          places: worlds.map { grid.registers.firstIndex(of: $0.register) ?? 0 }, numbers: []))
    }
    for (index, factor) in grid.factors.enumerated() {
      let values = worlds.map { world -> String in
        let settings = collector.points[world.point] ?? []
        return settings.indices.contains(index) ? settings[index] : ""
      }
      switch factor.levels {
      case .values(let levels):
        let placeOf = Dictionary(levels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        columns.append(
          FactorColumn(
            parameter: factor.parameter.description, levels: levels, places: values.map { placeOf[$0] ?? 0 },
            numbers: []))
      case .range:
        columns.append(
          FactorColumn(
            parameter: factor.parameter.description, levels: [], places: [], numbers: values.map { Double($0) ?? 0 }))
      }
    }
    return columns
  }

  /// Worlds with a number of a policy and target.
  func filled(_ policy: Int, _ target: Int) -> [Int] {
    worlds.indices.filter { numbers[policy][target][$0].isFinite }
  }

  /// Worlds that differ by chance alone: of one scenario, register and point; of drawn points all of one scenario and register.
  func alike() -> [[Int]] {
    var groups: [[Int]: [Int]] = [:]
    for (index, world) in worlds.enumerated() {
      groups[[world.scenario, world.register ?? -1, block == .point ? 0 : world.point], default: []].append(index)
    }
    return groups.values.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }

  /// The world of a run in words.
  func worldText(_ world: Int, study: Study) -> String {
    (settingTexts(world, study: study) + ["seed \(worlds[world].seed)"]).joined(separator: ", ")
  }

  /// What a world's scenario, register and settings are, without its seed.
  func settingTexts(_ world: Int, study: Study) -> [String] {
    let own = worlds[world]
    var parts: [String] = []
    if study.scenarios.count > 1 { parts.append(study.scenarios[own.scenario].name) }
    if let register = own.register { parts.append(study.registers[register].name) }
    let settings = collector.points[own.point] ?? []
    parts += zip(grid.factors, settings).map { "\($0.parameter) \($1)" }
    return parts
  }
}
