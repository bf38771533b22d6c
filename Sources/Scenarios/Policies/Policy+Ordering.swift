// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

extension Policy {
  /// Where an ordering may place a network.
  public enum Placement: String, CaseIterable, Sendable {
    /// The feasible place nearest to the filed longitude.
    case nearest
    /// The filed longitude only.
    case asFiled = "as-filed"
  }

  /// Whose turn it is.
  public enum Queue: Hashable, Sendable {
    /// Requests by the date from which they are taken into account, undated first, then by identifier.
    case dateOfReceipt
    /// Requests by lot.
    case lot
    /// Administrations by lot; each takes in its turn what it asks for, by date.
    case serialDictatorship
    /// Administrations by turns in proportion to their entitlements; each takes one network a turn, by date.
    case pickingSequence(DivisorMethod, entitlement: Entitlement)
  }

  /// Which administration picks next: the one with the least (picks + shift) ÷ entitlement.
  ///
  /// Source: Chakraborty, Igarashi, Suksompong, Zick 2021, "Weighted envy-freeness in indivisible item allocation",
  /// doi:10.1145/3457166; the divisor methods are those of apportionment (Balinski, Young 1982).
  public enum DivisorMethod: String, CaseIterable, Sendable {
    /// Shift 0: favours small entitlements.
    case adams
    /// Shift ½.
    case webster
    /// Shift 1: favours large entitlements.
    case jefferson

    /// Twice the shift.
    public var doubledShift: Int {
      switch self {
      case .adams: 0
      case .webster: 1
      case .jefferson: 2
      }
    }
  }

  /// A span of days; requests received within it are treated as received together, on its last day.
  public struct BatchWindow: Hashable, Sendable {
    /// First day.
    public var from: CalendarDate
    /// Last day.
    public var to: CalendarDate

    /// Makes a window.
    public init(from: CalendarDate, to: CalendarDate) {
      self.from = from
      self.to = to
    }
  }

  /// An order of requests and where each may be placed.
  public struct Ordering: Hashable, Sendable {
    /// Whose turn it is.
    public var queue: Queue
    /// Where a network may be placed.
    public var placement: Placement
    /// Groups that go first, the highest first; an administration belongs to the first that has it, others come last.
    public var priority: [AdministrationGroup]
    /// Windows whose requests are treated as received together; within one, lots decide.
    public var batches: [BatchWindow]
    /// How many networks an administration takes in one turn; nil for all it asks for.
    public var networksPerTurn: Int?
    /// Seed of the lots; nil for the scenario's `tie_break_seed`.
    public var seed: Int?
    /// How many orders are drawn to estimate probabilities; 0 for none.
    public var draws: Int

    /// Makes an ordering.
    public init(
      queue: Queue, placement: Placement = .nearest, priority: [AdministrationGroup] = [], batches: [BatchWindow] = [],
      networksPerTurn: Int? = nil, seed: Int? = nil, draws: Int = 0
    ) {
      self.queue = queue
      self.placement = placement
      self.priority = priority
      self.batches = batches
      self.networksPerTurn = networksPerTurn
      self.seed = seed
      self.draws = draws
    }
  }

  /// A lottery over feasible allocations.
  public struct Lottery: Hashable, Sendable {
    /// What probabilities it gives.
    public enum Kind: String, CaseIterable, Sendable {
      /// The smallest probability of being served as large as possible, then the second smallest, and so on.
      case leximin
      /// Everyone eats at the speed of its entitlement from what it likes best of what is left.
      case probabilisticSerial = "probabilistic-serial"
    }

    /// What probabilities it gives.
    public var kind: Kind
    /// What probabilities are measured against.
    public var entitlement: Entitlement
    /// Seed of the draw; nil for the scenario's `tie_break_seed`.
    public var seed: Int?

    /// Makes a lottery.
    public init(kind: Kind, entitlement: Entitlement = .equal, seed: Int? = nil) {
      self.kind = kind
      self.entitlement = entitlement
      self.seed = seed
    }
  }
}
