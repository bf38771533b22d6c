// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A grid of runs as its file declares it: worlds, policies, factors, seeds, limits, and what is asked of the results.
public struct Study: Hashable, Sendable {
  /// A scenario by the name that the study gives it.
  public struct ScenarioSource: Hashable, Sendable {
    /// The study's name for it.
    public var name: String
    /// Path of the scenario file, resolved against the study's own.
    public var path: String
    /// Line of the study file, for messages.
    public var line: Int?
  }

  /// A register that takes the place of a scenario's own.
  public struct RegisterSource: Hashable, Sendable {
    /// Where it comes from.
    public enum Origin: Hashable, Sendable {
      /// A directory, resolved against the study file's own.
      case directory(String)
      /// The generator with some of its knobs set.
      case generated([Setting])
    }

    /// The study's name for it.
    public var name: String
    /// Where it comes from.
    public var origin: Origin
    /// Line of the study file, for messages.
    public var line: Int?
  }

  /// What the store keeps of a run beyond its measures.
  public struct Keep: Hashable, Sendable {
    /// How much of the certificate is kept.
    public enum Certificates: String, CaseIterable, Hashable, Sendable {
      /// Nothing.
      case none
      /// What is claimed, stage by stage, with value and bound.
      case claims
      /// The whole certificate with its multipliers.
      case full
    }

    /// Whether the outcome of every request is kept.
    public var allocations = false
    /// How much of the certificate is kept.
    public var certificates = Certificates.claims
  }

  /// Name that results use.
  public var name: String
  /// Title for people.
  public var title: String
  /// The question that it asks.
  public var question: String
  /// The scenarios, in the file's order.
  public var scenarios: [ScenarioSource]
  /// The registers, in the file's order; none where each scenario keeps its own.
  public var registers: [RegisterSource]
  /// The grids, in the file's order.
  public var grids: [Grid]
  /// Nodes of branch and bound that a policy may take; nil for the engine's own limit.
  public var nodeLimit: Int?
  /// What the store keeps.
  public var keep: Keep
  /// The measures kept; empty for all of group `all`.
  public var measures: [MeasureSelection]
  /// What the report works out.
  public var analysis: AnalysisPlan
  /// Path of the file it was read from.
  public var path: String
}
