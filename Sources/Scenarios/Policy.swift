// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A declarative allocation rule: stages, each an ordering or an objective, under constraints.
public struct Policy: Hashable, Sendable {
  /// Which requests a stage looks at.
  public enum RequestKind: String, CaseIterable, Sendable {
    /// Every request.
    case all
    /// Requests of networks in the register.
    case filed
    /// The national requests that a scenario adds for latecomers.
    case national
  }

  /// Which administrations a stage looks at.
  public enum AdministrationFilter: Hashable, Sendable {
    /// Every administration.
    case all
    /// Those of which no network in the register was in use on the day of the snapshot.
    case withoutNetworkInUse
    /// Those in at least one of these groups.
    case groups([AdministrationGroup])
  }

  /// Where an ordering may place a network.
  public enum Placement: String, CaseIterable, Sendable {
    /// The feasible place nearest to the filed longitude.
    case nearest
    /// The filed longitude only.
    case asFiled = "as-filed"
  }

  /// What a stage makes as large as possible.
  public enum Objective: String, CaseIterable, Sendable {
    /// The sum of holdings, in the scenario's unit.
    case holding
    /// The number of networks granted.
    case networks
    /// The number of administrations with at least one grant.
    case administrationsServed = "administrations-served"
    /// The smallest ratio of holding to entitlement among the administrations that ask.
    case minimumRatio = "minimum-ratio"
    /// The ratios of holding to entitlement, the smallest first, then the second smallest, and so on.
    case leximin
  }

  /// What a stage passes on.
  public enum Carry: String, CaseIterable, Sendable {
    /// Its grants, fixed from here on.
    case grants
    /// Its optimum, as a bound for the next stage, which may still move every grant.
    case optimum
  }

  /// What a stage does.
  public enum Rule: Hashable, Sendable {
    /// Requests in order of date, then of identifier; each gets its most preferred free option.
    case order(Placement)
    /// An objective; `entitlement` is what ratios are taken to.
    case maximise(Objective, entitlement: Entitlement, carry: Carry)
  }

  /// One step of a policy.
  public struct Stage: Hashable, Sendable {
    /// Name for people.
    public var name: String
    /// What it does.
    public var rule: Rule
    /// Which requests it looks at.
    public var requests: RequestKind
    /// Which administrations it looks at.
    public var administrations: AdministrationFilter
    /// At most so many grants an administration in this stage; nil for no limit.
    public var networksPerAdministration: Int?
    /// Line of the file, for messages.
    public var line: Int?
  }

  /// A part of the arc that is open to some groups only.
  public struct SetAside: Hashable, Sendable {
    /// The groups.
    public var groups: [AdministrationGroup]
    /// The share of every sector in thousandths.
    public var shareThousandths: Int
    /// Width of the sectors in thousandths of a degree.
    public var sectorMilliDegrees: Int

    /// Whether a longitude (thousandths of a degree) is reserved: the western part of its sector.
    public func reserves(longitudeMilliDegrees: Int) -> Bool {
      let east = ((longitudeMilliDegrees % 360_000) + 360_000) % 360_000
      return (east % sectorMilliDegrees) * 1000 < shareThousandths * sectorMilliDegrees
    }
  }

  /// The name that commands and results use.
  public var name: String
  /// Title for people.
  public var title: String
  /// What it does and where it comes from, in a sentence or two.
  public var description: String
  /// An administration (with the organisations it files for) holds at most so many networks.
  public var capNetworks: Int?
  /// A reserved part of the arc.
  public var setAside: SetAside?
  /// The stages, in order.
  public var stages: [Stage]
  /// Path of the file it was read from.
  public var path: String

  /// Whether no stage may move a network from its filed longitude.
  public var isAsFiledOnly: Bool {
    stages.allSatisfy { $0.rule == .order(.asFiled) }
  }
}
