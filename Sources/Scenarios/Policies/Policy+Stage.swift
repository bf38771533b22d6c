// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Policy {
  /// Which requests a stage looks at.
  public enum RequestKind: String, CaseIterable, Sendable {
    /// Every request.
    case all
    /// Requests of networks in the register.
    case filed
    /// The national requests that a scenario adds for latecomers.
    case national
    /// Networks in the register that were in use on the day of the snapshot.
    case inUse = "in-use"
    /// National allotments of a plan that stand in the register.
    case nationalAllotments = "national-allotments"
    /// Networks in the register that were filed under a plan.
    case planned
    /// Networks in the register that were filed outside the plans.
    case nonPlanned = "non-planned"
  }

  /// Which administrations a stage looks at.
  public enum AdministrationFilter: Hashable, Sendable {
    /// Every administration.
    case all
    /// Those of which no network in the register was in use on the day of the snapshot.
    case withoutNetworkInUse
    /// Those of which no network outside the plans stands in the register.
    case withoutFiling
    /// Those in at least one of these groups.
    case groups([AdministrationGroup])
    /// These, by symbol.
    case symbols([String])
  }

  /// What a stage passes on.
  public enum Carry: String, CaseIterable, Sendable {
    /// Its grants, fixed from here on.
    case grants
    /// Its optimum, as a bound for the next stage, which may still move every grant.
    case optimum
    /// Which requests it granted: the next stage keeps them granted, and may give them another place.
    case requests
  }

  /// What a stage does.
  public enum Rule: Hashable, Sendable {
    /// Requests one after another; each gets its most preferred free option.
    case order(Ordering)
    /// An objective; `entitlement` is what ratios are taken to.
    case maximise(Objective, entitlement: Entitlement)
    /// A lottery over feasible allocations, drawn by a published seed.
    case lottery(Lottery)
  }

  /// One step of a policy.
  public struct Stage: Hashable, Sendable {
    /// Name for people.
    public var name: String
    /// What it does.
    public var rule: Rule
    /// What it passes on.
    public var carry: Carry
    /// Which requests it looks at.
    public var requests: RequestKind
    /// Which administrations it looks at.
    public var administrations: AdministrationFilter
    /// At most so many grants an administration in this stage; nil for no limit. Orderings only.
    public var networksPerAdministration: Int?
    /// Processing rounds: the first request opens one, all received within so many days of it belong to it, and the stage
    /// is carried out round after round; nil for one round of all.
    public var roundDays: Int?
    /// The terms on which it sells; nil where it doesn't.
    public var auction: Auction?
    /// Line of the file, for messages.
    public var line: Int?

    /// Makes a stage.
    public init(
      name: String, rule: Rule, carry: Carry = .grants, requests: RequestKind = .all,
      administrations: AdministrationFilter = .all, networksPerAdministration: Int? = nil, roundDays: Int? = nil,
      auction: Auction? = nil, line: Int? = nil
    ) {
      self.name = name
      self.rule = rule
      self.carry = carry
      self.requests = requests
      self.administrations = administrations
      self.networksPerAdministration = networksPerAdministration
      self.roundDays = roundDays
      self.auction = auction
      self.line = line
    }
  }
}
