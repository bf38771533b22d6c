// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Simultaneous eating: every agent eats at its speed from the best object that is left (probabilistic serial).
///
/// At each time an agent eats from the first object of its list that is available, until it has eaten its demand or its
/// list is used up. An object is available while every capacity group that contains it has room. With equal
/// speeds nobody prefers another's share (Bogomolnaia, Moulin 2001, doi:10.1006/jeth.2000.2710); speeds are entitlements.
/// All arithmetic is exact, in fractions of any length.
struct ProbabilisticSerial: Hashable, Sendable {
  /// One agent.
  struct Agent: Hashable, Sendable {
    /// The objects that it accepts, the best first.
    var preferences: [Int]
    /// How fast it eats, in relation to the others, from 1 to 10^12.
    var speed = 1
    /// How many objects it eats at most, in all.
    var demand = 1
  }

  /// Objects that share a capacity.
  struct CapacityGroup: Hashable, Sendable {
    /// The objects.
    var members: [Int]
    /// How much of them can be eaten in all.
    var capacity: Int
  }

  /// For every agent and object, how much of the object the agent has eaten.
  let shares: [[Rational]]
  /// How often somebody had to turn to another object or to stop.
  let phases: Int

  /// Lets the agents eat.
  ///
  /// At each of at most agents + groups events only what changes is worked out again: the agents that turn to
  /// another object, and the groups of both objects. The next event is found in O(agents + groups).
  ///
  /// - Parameters:
  ///   - agents: The agents.
  ///   - objectCount: How many objects there are.
  ///   - groups: The capacities. An object in no group is unlimited.
  /// - Throws: `LotteryFault`: an index out of range, a number that isn't allowed, speeds that add up beyond 64 bits.
  init(agents: [Agent], objectCount: Int, groups: [CapacityGroup]) throws {
    try Self.check(agents, objectCount, groups)
    var meal = Meal(agents, objectCount, groups)
    try meal.begin()
    while try meal.next() {}
    shares = meal.shares
    phases = meal.phases
  }

  /// One group for each object, all of the same capacity.
  static func separateGroups(objectCount: Int, capacity: Int = 1) -> [CapacityGroup] {
    (0..<objectCount).map { CapacityGroup(members: [$0], capacity: capacity) }
  }

  private static func check(_ agents: [Agent], _ objectCount: Int, _ groups: [CapacityGroup]) throws(LotteryFault) {
    let speeds = 1...1_000_000_000_000
    try LotteryFault.require([objectCount], in: 0...1_000_000_000, at: "objectCount")
    try LotteryFault.require(agents.map(\.speed), in: speeds, at: "speed")
    try LotteryFault.require(agents.map(\.demand), in: 0...1_000_000_000, at: "demand")
    try LotteryFault.require(groups.map(\.capacity), in: 0...1_000_000_000, at: "capacity")
    let lists = agents.enumerated().map { ("preferences[\($0)]", $1.preferences) }
    for (place, objects) in lists + groups.enumerated().map({ ("members[\($0)]", $1.members) }) {
      for (index, object) in objects.enumerated() where object < 0 || object >= objectCount {
        throw .notAllowed(
          place: "\(place)[\(index)]", value: "object \(object)", allowed: "an object from 0 to \(objectCount - 1)")
      }
      if Set(objects).count < objects.count {
        throw .notAllowed(place: place, value: "an object twice", allowed: "every object at most once")
      }
    }
  }
}
