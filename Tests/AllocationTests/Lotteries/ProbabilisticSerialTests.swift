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
      try $0.map { share in
        let fraction = try #require(share.fraction)
        return OwnFraction(fraction.numerator, fraction.denominator)
      }
    }
    for group in groups {
      let sum = shares.reduce(OwnFraction.zero) { sum, row in group.members.reduce(sum) { $0 + row[$1] } }
      #expect(sum <= OwnFraction(Int128(group.capacity)))
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
                && shares.reduce(OwnFraction.zero) { sum, row in group.members.reduce(sum) { $0 + row[$1] } }
                  == OwnFraction(Int128(group.capacity))
            })
        }
      }
      // First-order dominance: as much of the best k objects as anybody else, for every k.
      for other in shares {
        var difference = OwnFraction.zero
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

  /// Speeds with great common multiples outgrow 128 bits; what is eaten adds up exactly all the same.
  @Test func sharesOfAnyLengthAreExact() throws {
    var lots = Lots(1)
    let agents = (0..<40).map { agent in
      var wishes = Array(0..<20)
      for place in wishes.indices { wishes.swapAt(place, lots.below(20)) }
      return ProbabilisticSerial.Agent(preferences: wishes, speed: 999_999_999_989 - 2 * agent * agent, demand: 20)
    }
    let groups = (0..<20).map { ProbabilisticSerial.CapacityGroup(members: [$0], capacity: 3 + $0) }
    let serial = try ProbabilisticSerial(agents: agents, objectCount: 20, groups: groups)
    for object in 0..<20 {
      let eaten = serial.shares.reduce(Rational.zero) { $0 + $1[object] }
      #expect(eaten == Rational(3 + object))
    }
    #expect(serial.shares.joined().contains { $0.fraction == nil })
    // All eat at nearly the same speed for the same time, so that what anybody has differs by less than 1 in 10⁸.
    let totals = serial.shares.map { $0.reduce(.zero, +) }
    let (least, most) = (try #require(totals.min()), try #require(totals.max()))
    #expect((most - least).times(100_000_000) < least)
    // In proportion to speeds, exactly: everybody eats until everything is gone.
    for (agent, total) in zip(agents, totals) {
      #expect(total.times(agents[0].speed) == totals[0].times(agent.speed))
    }
  }

  /// The same meal, eaten by a second program: from one event to the next everything is worked out anew.
  private func eatenStepByStep(
    _ agents: [ProbabilisticSerial.Agent], _ objects: Int, _ groups: [ProbabilisticSerial.CapacityGroup]
  ) -> [[OwnFraction]] {
    var shares = agents.map { _ in [OwnFraction](repeating: .zero, count: objects) }
    while true {
      let full = groups.map { group in
        let sum = shares.reduce(OwnFraction.zero) { sum, row in group.members.reduce(sum) { $0 + row[$1] } }
        return OwnFraction(Int128(group.capacity)) - sum
      }
      var eating: [(agent: Int, object: Int)] = []
      for (agent, value) in agents.enumerated() {
        guard shares[agent].reduce(.zero, +) < OwnFraction(Int128(value.demand)) else { continue }
        let object = value.preferences.first { object in
          zip(groups, full).allSatisfy { !$0.members.contains(object) || $1 > .zero }
        }
        if let object { eating.append((agent, object)) }
      }
      var times = eating.map { entry in
        let left = OwnFraction(Int128(agents[entry.agent].demand)) - shares[entry.agent].reduce(.zero, +)
        return left / OwnFraction(Int128(agents[entry.agent].speed))
      }
      for (group, room) in zip(groups, full) {
        let rate = eating.filter { group.members.contains($0.object) }.reduce(0) { $0 + agents[$1.agent].speed }
        if rate > 0 { times.append(room / OwnFraction(Int128(rate))) }
      }
      guard let time = times.min() else { return shares }
      for (agent, object) in eating {
        shares[agent][object] = shares[agent][object] + time * OwnFraction(Int128(agents[agent].speed))
      }
    }
  }

  @Test(arguments: 0..<200) func agreesStepByStep(seed: Int) throws {
    var lots = Lots(seed)
    let objects = 1 + lots.below(6)
    let agents = (0..<(1 + lots.below(6))).map { _ in
      var wishes = Array(0..<objects)
      for place in wishes.indices { wishes.swapAt(place, lots.below(objects)) }
      return ProbabilisticSerial.Agent(
        preferences: Array(wishes.prefix(1 + lots.below(objects))), speed: 1 + lots.below(4), demand: lots.below(4))
    }
    let groups = (0..<(1 + lots.below(6))).map { _ in
      ProbabilisticSerial.CapacityGroup(
        members: (0..<objects).filter { _ in lots.chance(50) }, capacity: lots.below(4))
    }
    let serial = try ProbabilisticSerial(agents: agents, objectCount: objects, groups: groups)
    let expected = eatenStepByStep(agents, objects, groups)
    for (own, other) in zip(serial.shares.joined(), expected.joined()) {
      #expect(own.fraction == Fraction(other.numerator, other.denominator))
    }
  }

  @Test func roundingDown() throws {
    let third = try #require(Rational(1).divided(by: 3))
    #expect(third.roundedDown(toDenominator: 720_720) == Fraction(1, 3))
    #expect(third.roundedDown(toDenominator: 10) == Fraction(3, 10))
    #expect(third.times(-1).roundedDown(toDenominator: 10) == nil)
    #expect((third + third.times(2)).description == "1")
    #expect((third - third) == .zero)
    #expect(third.divided(by: 0) == nil)
    #expect(third.fraction == Fraction(1, 3))
  }
}
