// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Simultaneous eating: every agent eats at its speed from the best object that is left (probabilistic serial).
///
/// At each time an agent eats from the first object of its list that is available, until it has eaten its demand or its
/// list is used up. An object is available while every capacity group that contains it has room. With equal
/// speeds nobody prefers another's share (Bogomolnaia, Moulin 2001, doi:10.1006/jeth.2000.2710); speeds are entitlements.
/// All arithmetic is exact.
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
  let shares: [[Fraction]]
  /// How often somebody had to turn to another object or to stop.
  let phases: Int

  /// Lets the agents eat.
  ///
  /// Takes O((agents + groups) · (agents · objects + sizes of the groups)).
  ///
  /// - Parameters:
  ///   - agents: The agents.
  ///   - objectCount: How many objects there are.
  ///   - groups: The capacities. An object in no group is unlimited.
  /// - Throws: `LotteryFault`: an index out of range, a number that isn't allowed, a fraction beyond 128 bits.
  init(agents: [Agent], objectCount: Int, groups: [CapacityGroup]) throws {
    try Self.check(agents, objectCount, groups)
    var meal = try Meal(agents, objectCount, groups)
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

/// The state between two phases.
private struct Meal {
  let agents: [ProbabilisticSerial.Agent]
  let groups: [ProbabilisticSerial.CapacityGroup]
  let groupsOfObject: [[Int]]
  var shares: [[Fraction]]
  var appetites: [Fraction]
  var rooms: [Fraction]
  var phases = 0

  init(
    _ agents: [ProbabilisticSerial.Agent], _ objectCount: Int, _ groups: [ProbabilisticSerial.CapacityGroup]
  ) throws {
    self.agents = agents
    self.groups = groups
    var groupsOfObject = [[Int]](repeating: [], count: objectCount)
    for (index, group) in groups.enumerated() {
      for object in group.members { groupsOfObject[object].append(index) }
    }
    self.groupsOfObject = groupsOfObject
    shares = agents.map { _ in Array(repeating: .zero, count: objectCount) }
    appetites = agents.map { Fraction(whole: $0.demand) }
    rooms = groups.map { Fraction(whole: $0.capacity) }
  }

  /// Everybody eats until the first group is full or the first agent has enough; false where nobody can eat.
  mutating func next() throws -> Bool {
    var meals: [(agent: Int, object: Int)] = []
    var rates = [Int](repeating: 0, count: groups.count)
    for (agent, value) in agents.enumerated() where appetites[agent] > .zero {
      guard let object = value.preferences.first(where: isAvailable) else { continue }
      meals.append((agent, object))
      for group in groupsOfObject[object] {
        let (rate, overflow) = rates[group].addingReportingOverflow(value.speed)
        if overflow { throw LotteryFault.overflow(place: "speeds") }
        rates[group] = rate
      }
    }
    let limits =
      try meals.map { try appetites[$0.agent].divided(by: agents[$0.agent].speed) }
      + groups.indices.filter { rates[$0] > 0 }.map { try rooms[$0].divided(by: rates[$0]) }
    guard let time = limits.min() else { return false }
    for (agent, object) in meals {
      let eaten = try time.multiplied(by: agents[agent].speed)
      shares[agent][object] = try shares[agent][object].adding(eaten)
      appetites[agent] = try appetites[agent].subtracting(eaten)
    }
    for group in groups.indices where rates[group] > 0 {
      rooms[group] = try rooms[group].subtracting(time.multiplied(by: rates[group]))
    }
    phases += 1
    return true
  }

  private func isAvailable(_ object: Int) -> Bool {
    groupsOfObject[object].allSatisfy { rooms[$0] > .zero }
  }
}
