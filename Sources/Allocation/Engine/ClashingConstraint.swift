// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A constraint that can't be kept together with others, and for whom it can't.
public struct ClashingConstraint: Hashable, Sendable {
  /// What a cap, a minimum or a quota asks of one subject.
  public struct Demand: Hashable, Sendable {
    /// Symbol of the administration or organisation.
    public var subject: String
    /// Whether it is at most, not at least.
    public var isUpper: Bool
    /// How much.
    public var amount: Int
  }

  /// The line where it stands in the policy file, where one is known.
  public var line: Int?
  /// What it demands, in a few words.
  public var text: String
  /// For whom it can't be kept, where it is meant for several one by one; empty where it is meant for all together.
  public var demands: [Demand] = []

  /// Up to as many subjects are named.
  static let namesShown = 12

  /// The constraint with its place: file, line, what it demands and of whom.
  func text(in path: String) -> String {
    let place = path + (line.map { ":\($0)" } ?? "")
    guard !demands.isEmpty else { return "\(place): \(text)" }
    var named = demands.prefix(Self.namesShown).map { demand in
      "at \(demand.isUpper ? "most" : "least") \(demand.amount) for `\(demand.subject)`"
    }
    if demands.count > Self.namesShown { named.append("and \(demands.count - Self.namesShown) more") }
    return "\(place): \(text): " + named.joined(separator: ", ")
  }
}
