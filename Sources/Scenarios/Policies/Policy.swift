// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A declarative allocation rule: stages, each an ordering, an objective or a lottery, under constraints.
public struct Policy: Hashable, Sendable {
  /// What kind of rule it is; reports group policies by it.
  public enum Family: String, CaseIterable, Sendable {
    /// What is done today.
    case practice
    /// Who comes first, changed.
    case precedence
    /// Plans and guarantees.
    case plan
    /// Caps, set-asides and quotas.
    case limits
    /// Objectives that weigh one holder against another.
    case equity
    /// Objectives that ask only how much is carried.
    case efficiency
    /// Auctions and fees.
    case market
    /// Lots, lotteries and turns.
    case chance

    /// The family's name for people.
    public var title: String {
      switch self {
      case .practice: "Practice"
      case .precedence: "Precedence and procedure"
      case .plan: "Plans and guarantees"
      case .limits: "Caps, set-asides and quotas"
      case .equity: "Equitable objectives"
      case .efficiency: "Efficiency"
      case .market: "Auctions and fees"
      case .chance: "Lots, lotteries and turns"
      }
    }
  }

  /// Where a rule stands in the world.
  public enum Standing: String, CaseIterable, Sendable {
    /// A rule of this kind is or was in force somewhere.
    case existing
    /// A proposal, by others or of this project.
    case proposed
    /// From the literature on fair division.
    case literature
  }

  /// The name that commands and results use.
  public var name: String
  /// Title for people.
  public var title: String
  /// What it does, in a sentence or two.
  public var description: String
  /// What kind of rule it is.
  public var family: Family
  /// Where it stands in the world; nil where the file doesn't say.
  public var standing: Standing?
  /// Where the rule comes from: a Resolution, a provision, a paper with its DOI; empty where the file doesn't say.
  public var source: String
  /// What holds in every stage.
  public var constraints: Constraints
  /// The stages, in order.
  public var stages: [Stage]
  /// Path of the file it was read from.
  public var path: String

  /// Makes a policy.
  public init(
    name: String, title: String, description: String, family: Family, standing: Standing? = nil, source: String = "",
    constraints: Constraints = Constraints(), stages: [Stage], path: String
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.family = family
    self.standing = standing
    self.source = source
    self.constraints = constraints
    self.stages = stages
    self.path = path
  }

  /// Whether no stage may move a network from its filed longitude.
  public var isAsFiledOnly: Bool {
    constraints.filedPositions == .all
      || stages.allSatisfy { stage in
        guard case .order(let ordering) = stage.rule else { return false }
        return ordering.placement == .asFiled
      }
  }
}
