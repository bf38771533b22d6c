// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument.Policy {
  /// What kind of rule a policy is; the report groups policies by it.
  public struct Family: Codable, Hashable, Sendable {
    /// The identifier, for example `practice`.
    public var id: String
    /// The name for people.
    public var title: String

    /// Makes a family.
    public init(id: String, title: String) {
      self.id = id
      self.title = title
    }

    /// The order in which reports show families; others follow in the order in which they occur.
    public static let order = ["practice", "precedence", "plan", "limits", "equity", "efficiency", "market", "chance"]
  }

  /// Where a rule stands in the world.
  public enum RuleStanding: String, Codable, Hashable, Sendable {
    /// A rule of this kind is or was in force somewhere.
    case existing
    /// A proposal, by others or of this project.
    case proposed
    /// From the literature.
    case literature
  }

  /// Something about the outcome that its reader should know.
  public struct Warning: Codable, Hashable, Sendable {
    /// Number of the stage as carried out, from 1; of the first round where it has rounds; 0 for a constraint.
    public var stage: Int
    /// Name of the stage, or the key of the constraint.
    public var stageName: String
    /// What is wrong, after the name of the stage: `granted nothing`, who is passed over, or which part of it has no effect.
    public var text: String

    /// Makes a warning.
    public init(stage: Int, stageName: String, text: String) {
      self.stage = stage
      self.stageName = stageName
      self.text = text
    }
  }
}

extension ResultsDocument {
  /// Indexes of the policies, family by family in the order of ``Policy/Family/order``, inside a family in the scenario's
  /// order.
  public var families: [(family: Policy.Family, policies: [Int])] {
    var result: [(family: Policy.Family, policies: [Int])] = []
    for (index, policy) in policies.enumerated() {
      if let place = result.firstIndex(where: { $0.family.id == policy.family.id }) {
        result[place].policies.append(index)
      } else {
        result.append((policy.family, [index]))
      }
    }
    func rank(_ place: Int) -> Int {
      Policy.Family.order.firstIndex(of: result[place].family.id) ?? Policy.Family.order.count
    }
    return result.indices.sorted { (rank($0), $0) < (rank($1), $1) }.map { result[$0] }
  }
}
