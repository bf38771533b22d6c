// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Policy {
  /// What holds in every stage of a policy.
  public struct Constraints: Hashable, Sendable {
    /// Caps and minimums, in the order of the file.
    public var limits: [Limit] = []
    /// Quotas.
    public var quotas: [Quota] = []
    /// Reserved parts of the arc.
    public var setAsides: [SetAside] = []
    /// Requests that may not be refused for the sake of others.
    public var protected: [Protection] = []
    /// Which networks may not be moved.
    public var filedPositions = FiledPositions.none
    /// Fairness demanded of holdings.
    public var fairness: [FairnessDemand] = []
    /// Criteria that a request must meet to be looked at.
    public var eligibility: [String] = []
    /// Line of the file where requests are protected, for messages.
    public var protectionLine: Int?
    /// Line of the file where criteria are named, for messages.
    public var eligibilityLine: Int?

    /// No constraints.
    public init() {}

    /// Whether there are none.
    public var isEmpty: Bool { self == Constraints() }
  }

  /// Whose grants a limit counts.
  public enum LimitScope: Hashable, Sendable {
    /// Each notifying administration for itself, with the organisations that it files for.
    case eachAdministration(AdministrationFilter)
    /// Each organisation for itself.
    case eachOrganisation
    /// All administrations of these groups together.
    case groups([AdministrationGroup])
    /// These administrations together.
    case administrations([String])
  }

  /// A cap or a minimum.
  public struct Limit: Hashable, Sendable {
    /// Which of the two.
    public enum Kind: String, Sendable {
      /// At most so much.
      case cap
      /// At least so much, or all that is asked for where that is less.
      case minimum
    }

    /// Cap or minimum.
    public var kind: Kind
    /// Whose grants it counts.
    public var scope: LimitScope
    /// What it counts.
    public var quantity: Quantity
    /// The limit, in the quantity's unit.
    public var amount: Int
    /// Line of the file, for messages.
    public var line: Int?

    /// Makes a limit.
    public init(kind: Kind, scope: LimitScope, quantity: Quantity, amount: Int, line: Int? = nil) {
      self.kind = kind
      self.scope = scope
      self.quantity = quantity
      self.amount = amount
      self.line = line
    }
  }

  /// Every administration that asks holds its share of a number of units, rounded down at least and up at most.
  ///
  /// Source: Balinski, Young 1982, "Fair Representation" (lower and upper quota).
  public struct Quota: Hashable, Sendable {
    /// What shares are taken of.
    public var entitlement: Entitlement
    /// Units to be shared, in the scenario's unit of holdings.
    public var units: Int
    /// Whether ⌊share × units⌋ is guaranteed, or all that is asked for where that is less.
    public var isLower: Bool
    /// Whether ⌈share × units⌉ isn't exceeded.
    public var isUpper: Bool
    /// Line of the file, for messages.
    public var line: Int?

    /// Makes a quota.
    public init(entitlement: Entitlement, units: Int, isLower: Bool, isUpper: Bool, line: Int? = nil) {
      self.entitlement = entitlement
      self.units = units
      self.isLower = isLower
      self.isUpper = isUpper
      self.line = line
    }
  }

  /// A part of the arc, or of a band, that is open to some groups only.
  public struct SetAside: Hashable, Sendable {
    /// What is set aside.
    public enum Extent: Hashable, Sendable {
      /// A share of every sector, in thousandths, going east from where the shares of earlier set-asides end; sectors in
      /// thousandths of a degree.
      case sectors(startThousandths: Int, shareThousandths: Int, sectorMilliDegrees: Int)
      /// An arc going east from one longitude to another, both included, in thousandths of a degree.
      case arc(fromMilliDegrees: Int, toMilliDegrees: Int)
      /// Single longitudes in thousandths of a degree, −180,000 < λ ≤ 180,000.
      case positions([Int])
      /// Channels of a band, from 1.
      case channels(band: String, first: Int, last: Int)
    }

    /// The groups.
    public var groups: [AdministrationGroup]
    /// What is set aside for them.
    public var extent: Extent
    /// Line of the file, for messages.
    public var line: Int?

    /// Makes a set-aside.
    public init(groups: [AdministrationGroup], extent: Extent, line: Int? = nil) {
      self.groups = groups
      self.extent = extent
      self.line = line
    }

    /// Whether a longitude is reserved, whatever the channel; thousandths of a degree.
    public func reserves(longitudeMilliDegrees: Int) -> Bool {
      let east = Self.east(longitudeMilliDegrees)
      switch extent {
      case .sectors(let start, let share, let sector):
        let within = (east % sector) * 1000
        return start * sector <= within && within < (start + share) * sector
      case .arc(let from, let to): return Self.east(longitudeMilliDegrees - from) <= Self.east(to - from)
      case .positions(let positions): return positions.contains { Self.east($0) == east }
      case .channels: return false
      }
    }

    private static func east(_ longitude: Int) -> Int {
      ((longitude % 360_000) + 360_000) % 360_000
    }
  }

  /// Requests that may not be refused for the sake of others: before all stages each gets its filed longitude, by date of
  /// receipt.
  public enum Protection: String, CaseIterable, Sendable {
    /// National allotments of a plan that stand in the register.
    case nationalAllotments = "national-allotments"
    /// Networks in use on the day of the snapshot.
    case networksInUse = "networks-in-use"
  }

  /// Which networks may not be moved from their filed longitudes.
  public enum FiledPositions: String, CaseIterable, Sendable {
    /// None.
    case none
    /// Networks in use on the day of the snapshot.
    case inUse = "in-use"
    /// All.
    case all
  }

  /// Fairness demanded of holdings, counted in whole steps; who has all that it asks for envies nobody.
  public struct FairnessDemand: Hashable, Sendable {
    /// What is demanded.
    public enum Kind: String, CaseIterable, Sendable {
      /// Nobody envies another, for its entitlement, once one step is taken from the other.
      case weightedEF1 = "weighted-ef1"
      /// Everybody has its share of all that is granted, once one step is added to its own.
      case weightedPROP1 = "weighted-prop1"
    }

    /// What is demanded.
    public var kind: Kind
    /// What holdings are measured against.
    public var entitlement: Entitlement
    /// Line of the file, for messages.
    public var line: Int?

    /// Makes a demand.
    public init(kind: Kind, entitlement: Entitlement, line: Int? = nil) {
      self.kind = kind
      self.entitlement = entitlement
      self.line = line
    }
  }
}
