// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// An auction of several rounds: it takes the acts of a round and says what came of them.
///
/// It knows the rules and what was done, and nothing of what lots are worth to anybody.
public protocol RoundMachine: Sendable {
  /// What is sold, to whom; its bids aren't looked at.
  var auction: Auction { get }
  /// What was done so far.
  var log: AuctionLog { get }
  /// The phase of the next round, as the log writes it.
  var phase: String { get }
  /// Whether no further round takes place.
  var isClosed: Bool { get }

  /// Carries out a round.
  ///
  /// - Parameter acts: What bidders do; acts that don't count are in the events of the round, with the reason.
  /// - Returns: The round as the log keeps it.
  /// - Throws: What the solver throws where standing bids or winners are chosen by one. The state is then as before.
  @discardableResult
  mutating func submit(_ acts: [AuctionLog.Act]) throws -> AuctionLog.Round
}

extension RoundMachine {
  /// The number of the next round, from 1.
  public var nextRound: Int { log.rounds.count + 1 }

  /// Carries out the acts of a log from the present state on.
  ///
  /// - Parameter log: Rounds, in order; events in them are not looked at.
  /// - Returns: What differs first between the log and what came of its acts; nil where nothing does. Rounds of the log that
  ///   have no events at all, as a file of acts alone has, agree with anything.
  /// - Throws: What `submit` throws.
  public mutating func replay(_ log: AuctionLog) throws -> AuctionLog.Difference? {
    var first: AuctionLog.Difference?
    for round in log.rounds {
      let number = nextRound
      if first == nil, round.number != number {
        first = AuctionLog.Difference(round: round.number, event: nil, recorded: nil, replayed: nil)
      }
      let played = try submit(round.acts)
      if first == nil { first = played.difference(from: round) }
    }
    return first
  }
}

extension AuctionLog {
  /// Where a log and the replay of its acts part.
  public struct Difference: Hashable, Sendable {
    /// Number of the round.
    public var round: Int
    /// Index of the event; nil where the round itself is out of place.
    public var event: Int?
    /// What the log says; nil where it says nothing more.
    public var recorded: Event?
    /// What came of the acts; nil where nothing more did.
    public var replayed: Event?
  }
}

extension AuctionLog.Round {
  /// The first event in which this round, played again, differs from what was recorded.
  func difference(from recorded: AuctionLog.Round) -> AuctionLog.Difference? {
    if recorded.events.isEmpty { return nil }
    for index in 0..<max(events.count, recorded.events.count) {
      let old = index < recorded.events.count ? recorded.events[index] : nil
      let new = index < events.count ? events[index] : nil
      if old != new {
        return AuctionLog.Difference(round: number, event: index, recorded: old, replayed: new)
      }
    }
    return nil
  }
}
