// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What the report of a study works out; declared before anything is run.
public struct AnalysisPlan: Hashable, Sendable {
  /// One measure, over one population, against one entitlement, of all administrations.
  public struct Target: Hashable, Sendable {
    /// Identifier of the measure.
    public var measure: String
    /// The population.
    public var population: String
    /// The entitlement.
    public var entitlement: String

    /// Makes a target.
    public init(measure: String, population: String = "member_states", entitlement: String = "equal") {
      self.measure = measure
      self.population = population
      self.entitlement = entitlement
    }
  }

  /// The policy that others are compared with, world by world.
  public var reference = "first-come"
  /// The comparisons that Holm's adjustment runs over.
  public var primary = [Target(measure: "gini")]
  /// What stands for efficiency on the frontier.
  public var efficiency = Target(measure: "granted_channels")
  /// The confidence of intervals, in thousandths.
  public var confidenceThousandths = 950
  /// Resamples of the bootstrap, and draws of permutation tests.
  public var resamples = 2_000
  /// Seed of both.
  public var seed = 1

  /// The standard plan.
  public init() {}
}

/// Measures by identifier, population, entitlement and group; an empty list stands for all.
public struct MeasureSelection: Hashable, Sendable {
  /// Identifiers of measures.
  public var measures: [String]
  /// Populations.
  public var populations: [String]
  /// Entitlements.
  public var entitlements: [String]
  /// Groups.
  public var groups: [String]

  /// Whether a measure is among them.
  public func contains(_ name: MeasureName) -> Bool {
    func has(_ list: [String], _ word: String) -> Bool { list.isEmpty || list.contains(word) }
    return has(measures, name.measure) && has(populations, name.population)
      && has(entitlements, name.entitlement) && has(groups, name.group)
  }
}
