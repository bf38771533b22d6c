// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation

/// Simultaneous eating against published shares, and its properties.
@Suite struct ProbabilisticSerialTests {
  private func eaten(_ preferences: [[Int]], objects: Int) throws -> [[String]] {
    try ProbabilisticSerial(
      agents: preferences.map { .init(preferences: $0) }, objectCount: objects,
      groups: ProbabilisticSerial.separateGroups(objectCount: objects)
    ).shares.map { $0.map(\.description) }
  }

  /// Bogomolnaia and Moulin 2001.
  @Test func publishedShares() throws {
    #expect(
      try eaten([[0, 1, 2, 3], [0, 1, 2, 3], [1, 0, 3, 2], [1, 0, 3, 2]], objects: 4) == [
        ["1/2", "0", "1/2", "0"], ["1/2", "0", "1/2", "0"], ["0", "1/2", "0", "1/2"], ["0", "1/2", "0", "1/2"],
      ])
    #expect(
      try eaten([[0, 1, 2], [0, 2, 1], [1, 0, 2]], objects: 3) == [
        ["1/2", "1/4", "1/4"], ["1/2", "0", "1/2"], ["0", "3/4", "1/4"],
      ])
  }

  @Test func speedsCapacitiesAndDemands() throws {
    // One object, speeds 2 : 1.
    let speeds = try ProbabilisticSerial(
      agents: [.init(preferences: [0], speed: 2), .init(preferences: [0])], objectCount: 1,
      groups: [.init(members: [0], capacity: 1)])
    #expect(speeds.shares.map { $0[0].description } == ["2/3", "1/3"])
    // Two objects that share one unit: the first agent is at object 0, the second at object 1, both stop at time 1/2.
    let shared = try ProbabilisticSerial(
      agents: [.init(preferences: [0]), .init(preferences: [1])], objectCount: 2,
      groups: [.init(members: [0, 1], capacity: 1), .init(members: [0], capacity: 1)])
    #expect(shared.shares.map { $0.map(\.description) } == [["1/2", "0"], ["0", "1/2"]])
    // Three units, a demand of 2 and one of 1: both have enough at the times 2 and 1.
    let demands = try ProbabilisticSerial(
      agents: [.init(preferences: [0], demand: 2), .init(preferences: [0], demand: 1)], objectCount: 1,
      groups: [.init(members: [0], capacity: 3)])
    #expect(demands.shares.map { $0[0].description } == ["2", "1"])
    // An object in no group is unlimited; an agent without wishes or demand has nothing.
    let free = try ProbabilisticSerial(
      agents: [
        .init(preferences: [0]), .init(preferences: [0]), .init(preferences: []), .init(preferences: [0], demand: 0),
      ],
      objectCount: 1, groups: [])
    #expect(free.shares.map { $0[0].description } == ["1", "1", "0", "0"])
  }

  @Test(arguments: 0..<200)
  func nobodyPrefersAnothersShareAndCapacitiesHold(seed: Int) throws {
    var lots = Lots(seed)
    let objects = 1 + lots.below(5)
    let agents = (0..<(1 + lots.below(6))).map { _ in
      var wishes = Array(0..<objects)
      for place in wishes.indices { wishes.swapAt(place, lots.below(objects)) }
      return ProbabilisticSerial.Agent(preferences: Array(wishes.prefix(lots.below(objects + 1))))
    }
    var groups = (0..<objects).map {
      ProbabilisticSerial.CapacityGroup(members: [$0], capacity: 1 + lots.below(2))
    }
    if lots.chance(50) {
      let members = (0..<objects).filter { _ in lots.chance(60) }
      groups.append(.init(members: members, capacity: lots.below(4)))
    }
    let shares = try ProbabilisticSerial(agents: agents, objectCount: objects, groups: groups).shares.map {
      $0.map { Rational($0.numerator, $0.denominator) }
    }
    for group in groups {
      let sum = shares.reduce(Rational.zero) { sum, row in group.members.reduce(sum) { $0 + row[$1] } }
      #expect(sum <= Rational(Int128(group.capacity)))
    }
    for (agent, value) in agents.enumerated() {
      let own = shares[agent].reduce(.zero, +)
      #expect(own <= .one)
      #expect((0..<objects).allSatisfy { value.preferences.contains($0) || shares[agent][$0] == .zero })
      // Who has less than it asked for is kept from every object of its list by a full group.
      if own < .one {
        for object in value.preferences {
          #expect(
            groups.contains { group in
              group.members.contains(object)
                && shares.reduce(Rational.zero) { sum, row in group.members.reduce(sum) { $0 + row[$1] } }
                  == Rational(Int128(group.capacity))
            })
        }
      }
      // First-order dominance: as much of the best k objects as anybody else, for every k.
      for other in shares {
        var difference = Rational.zero
        for object in value.preferences {
          difference = difference + shares[agent][object] - other[object]
          #expect(difference >= .zero)
        }
      }
    }
  }

  @Test func wrongInputsAreRefused() {
    #expect(throws: LotteryFault.self) {
      try ProbabilisticSerial(agents: [.init(preferences: [1])], objectCount: 1, groups: [])
    }
    #expect(throws: LotteryFault.self) {
      try ProbabilisticSerial(agents: [.init(preferences: [0, 0])], objectCount: 1, groups: [])
    }
    #expect(throws: LotteryFault.self) {
      try ProbabilisticSerial(agents: [.init(preferences: [0], speed: 0)], objectCount: 1, groups: [])
    }
    #expect(throws: LotteryFault.self) {
      try ProbabilisticSerial(
        agents: [.init(preferences: [0])], objectCount: 1, groups: [.init(members: [2], capacity: 1)])
    }
  }

  /// Speeds with great common multiples outgrow 128 bits: that is an error, not a wrong share.
  @Test func overflowIsAnError() {
    var lots = Lots(1)
    let agents = (0..<10).map { agent in
      var wishes = Array(0..<10)
      for place in wishes.indices { wishes.swapAt(place, lots.below(10)) }
      return ProbabilisticSerial.Agent(preferences: wishes, speed: 999_999_999_989 - 2 * agent * agent, demand: 20)
    }
    let groups = (0..<10).map { ProbabilisticSerial.CapacityGroup(members: [$0], capacity: 3 + $0) }
    #expect(throws: LotteryFault.self) {
      try ProbabilisticSerial(agents: agents, objectCount: 10, groups: groups)
    }
  }
}
