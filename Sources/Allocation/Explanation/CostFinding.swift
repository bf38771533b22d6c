// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What granting a refused request would cost the policy's objectives, or what they would be without a granted one.
public struct CostFinding: Encodable, Sendable {
  /// How much is known.
  public enum Status: String, Encodable, Sendable {
    /// Every objective is attained all the same: a tie decided.
    case noCost = "no-cost"
    /// The first objective that loses, and how much, are proved.
    case exact
    /// An allocation was found that loses so much; a better one may exist, up to the bound.
    case atMost = "at-most"
    /// At least so much is lost, which is proved; no allocation was found within the limits.
    case atLeast = "at-least"
    /// An ordering has no objective: grants are lost and gained.
    case replayed
    /// No allocation at all grants the request under the policy's rules.
    case impossible
    /// It was not computed within the limits.
    case notComputed = "not-computed"
  }

  /// The first objective, in the policy's order, that loses.
  public struct Objective: Encodable, Sendable {
    /// Number of the policy's stage, from 1.
    public var stage: Int
    /// Name of the stage.
    public var stageName: String
    /// Identifier of the objective.
    public var id: String
    /// The level in words, where the objective counts administrations at one.
    public var level: String?
    /// The unit of the values.
    public var unit: String
    /// The value of the result.
    public var value: Int
    /// The value that was found with the change; nil where none was.
    public var changedValue: Int?
    /// What no allocation with the change exceeds, as long as earlier objectives keep their values; nil where not known.
    public var changedBound: Int?
    /// For Nash welfare with equal entitlements the product of holdings with the change, or the bound on it where no value
    /// was found, in per cent of the product without; nil for other objectives.
    public var productPercent: Double?
  }

  /// An administration whose grants change.
  public struct Change: Encodable, Sendable {
    /// Its symbol.
    public var administration: String
    /// Networks that it loses, by identifier.
    public var lost: [String]
    /// Networks that it gains, by identifier.
    public var gained: [String]
    /// What its holding changes by, in the scenario's unit.
    public var holdingChange: Int
  }

  /// How it was worked out.
  public struct Method: Encodable, Sendable {
    /// Requests that were free to change; all others stood as granted.
    public var freeRequests: Int
    /// Requests that compete in the stages that were solved again.
    public var competingRequests: Int
    /// Whether nothing stood fixed that the objectives depend on, so that what was found is the optimum.
    public var isWhole: Bool
    /// Columns of the program that was solved, with those that count administrations.
    public var programColumns: Int
    /// Those of them that are for requests.
    public var requestColumns: Int
    /// Columns of requests beyond which no program is solved.
    public var columnLimit: Int
    /// Nodes of branch and bound for each integer program; nil for no limit.
    public var nodeLimit: Int?
  }

  /// What was asked: `granted` puts the request in, `refused` leaves it out.
  public var question: String
  /// How much is known.
  public var status: Status
  /// The first objective that loses; nil where none does or it isn't known.
  public var objective: Objective?
  /// The first objective of which the certificate's multipliers prove that it can't keep its value while those before it
  /// do: it or one before it loses in every allocation. Nil where they prove nothing.
  public var provenObjective: Objective?
  /// Who loses what and who gains what, in the allocation that was found, by symbol.
  public var changes: [Change] = []
  /// How it was worked out; nil for a replay.
  public var method: Method?
  /// What limits the answer, in words; empty where nothing does.
  public var remarks: [String] = []
}
