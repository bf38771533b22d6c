// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One place of a study's plan: a world under a policy.
public struct PlannedRun: Hashable, Sendable {
  /// Its number in the plan, from 0.
  public var ordinal: Int
  /// Number of its world; runs of one world stand together.
  public var world: Int
  /// Index of the grid in the study.
  public var grid: Int
  /// Index of the scenario in the study.
  public var scenario: Int
  /// Index of the register in the study; nil for the scenario's own.
  public var register: Int?
  /// Number of the point in the grid's design.
  public var point: Int
  /// The seed.
  public var seed: Int
  /// The policy, as the grid names it.
  public var policy: String
  /// One setting of every factor of the grid, in the grid's order.
  public var settings: [Setting]
  /// All that determines the result, in a canonical form.
  public var key: String
  /// The hash of the key.
  public var identity: RunIdentity

  /// Makes a place.
  public init(
    ordinal: Int, world: Int, grid: Int, scenario: Int, register: Int?, point: Int, seed: Int, policy: String,
    settings: [Setting], key: String, identity: RunIdentity
  ) {
    self.ordinal = ordinal
    self.world = world
    self.grid = grid
    self.scenario = scenario
    self.register = register
    self.point = point
    self.seed = seed
    self.policy = policy
    self.settings = settings
    self.key = key
    self.identity = identity
  }
}
