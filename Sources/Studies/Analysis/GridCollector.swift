// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The runs of a grid as they come in: one small row a run, its numbers beside it.
struct GridCollector: Sendable {
  /// A run.
  struct Row: Sendable {
    var ordinal: Int
    var world: Int
    var policy: Int
    var scenario: Int
    var register: Int?
    var point: Int
    var seed: Int
    var identity: RunIdentity
  }

  let grid: Grid
  let planned: Int
  let targets: Int
  /// Runs without a result.
  var failed = 0
  /// Runs with one.
  private(set) var rows: [Row] = []
  /// Their numbers, target by target; not a number where there is none.
  private(set) var numbers: [Double] = []
  /// The levels of each point, factor by factor.
  private(set) var points: [Int: [String]] = [:]
  /// Runs that ended at a limit, by policy.
  private(set) var unproved: [Int]
  private let policies: [String: Int]

  init(grid: Grid, planned: Int, targets: Int) {
    self.grid = grid
    self.planned = planned
    self.targets = targets
    unproved = grid.policies.map { _ in 0 }
    policies = Dictionary(grid.policies.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Adds a run; one of a policy that the grid doesn't have is left out.
  mutating func add(_ run: PlannedRun, values: [Double?], isProved: Bool) {
    guard let policy = policies[run.policy] else { return }
    if !isProved { unproved[policy] += 1 }
    rows.append(
      Row(
        ordinal: run.ordinal, world: run.world, policy: policy, scenario: run.scenario, register: run.register,
        point: run.point, seed: run.seed, identity: run.identity))
    for target in 0..<targets {
      let value = values.indices.contains(target) ? values[target] : nil
      numbers.append(value.flatMap { $0.isFinite ? $0 : nil } ?? .nan)
    }
    if points[run.point] == nil { points[run.point] = run.settings.map(\.value) }
  }
}
