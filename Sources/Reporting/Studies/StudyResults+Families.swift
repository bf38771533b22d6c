// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension StudyResults {
  /// A family of rules with what it changes.
  public struct FamilyRecord: Codable, Hashable, Sendable {
    /// The identifier, for example `plan`.
    public var id: String
    /// The name for people.
    public var title: String
    /// The policies of the family that the grid runs, without the reference.
    public var policies: [String]
    /// What it changes, measure by measure.
    public var changes: [FamilyChange]

    /// Makes a family.
    public init(id: String, title: String, policies: [String], changes: [FamilyChange]) {
      self.id = id
      self.title = title
      self.policies = policies
      self.changes = changes
    }
  }

  /// A family of rules against the reference on the same worlds.
  public struct FamilyChange: Codable, Hashable, Sendable {
    /// Index of the target.
    public var target: Int
    /// Worlds in which the reference and a policy of the family have a number.
    public var count: Int
    /// Mean over worlds of the mean difference over the family's policies.
    public var difference: Estimate
    /// The policy with the least mean difference.
    public var leastPolicy: String
    /// Its mean difference.
    public var least: Double
    /// The policy with the greatest mean difference.
    public var greatestPolicy: String
    /// Its mean difference.
    public var greatest: Double

    /// Makes a change.
    public init(
      target: Int, count: Int, difference: Estimate, leastPolicy: String, least: Double, greatestPolicy: String,
      greatest: Double
    ) {
      self.target = target
      self.count = count
      self.difference = difference
      self.leastPolicy = leastPolicy
      self.least = least
      self.greatestPolicy = greatestPolicy
      self.greatest = greatest
    }
  }
}
