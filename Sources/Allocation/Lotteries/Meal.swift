// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// Simultaneous eating between two events: who eats what since when, and when each group will be full.
///
/// What has been eaten of a group by the time t is base + rate · t, so that nothing needs to be touched while
/// nobody turns to another object. An agent never pauses: it has enough at demand ÷ speed.
struct Meal {
  /// A time with its whole part in units of 2⁻⁶⁰, by which most times are told apart.
  private struct Moment: Comparable {
    let time: Rational
    private let whole: BigInt

    init(_ time: Rational) {
      self.time = time
      whole = time.wholePart(times: BigInt(1) << 60)
    }

    static func < (left: Moment, right: Moment) -> Bool {
      left.whole == right.whole ? left.time < right.time : left.whole < right.whole
    }

    static func == (left: Moment, right: Moment) -> Bool { left.whole == right.whole && left.time == right.time }
  }

  private struct Group {
    var capacity: Int
    var base = Rational.zero
    var rate = 0
    var isFull: Bool
    var fullAt: Moment?
  }

  private struct Eater {
    /// The place in its list of the object that it eats; the list's length where nothing is left.
    var place = -1
    var since = Rational.zero
    var enoughAt: Moment?
  }

  private let agents: [ProbabilisticSerial.Agent]
  private let groupsOfObject: [[Int]]
  private var groups: [Group]
  private var eaters: [Eater]
  private(set) var shares: [[Rational]]
  private(set) var phases = 0

  init(_ agents: [ProbabilisticSerial.Agent], _ objectCount: Int, _ groups: [ProbabilisticSerial.CapacityGroup]) {
    self.agents = agents
    var groupsOfObject = [[Int]](repeating: [], count: objectCount)
    for (index, group) in groups.enumerated() {
      for object in group.members { groupsOfObject[object].append(index) }
    }
    self.groupsOfObject = groupsOfObject
    self.groups = groups.map { Group(capacity: $0.capacity, isFull: $0.capacity == 0) }
    eaters = agents.map { agent in
      Eater(enoughAt: Rational(agent.demand).divided(by: agent.speed).map { Moment($0) })
    }
    shares = agents.map { _ in Array(repeating: .zero, count: objectCount) }
  }

  /// Everybody turns to its first object.
  mutating func begin() throws(LotteryFault) {
    for agent in agents.indices where agents[agent].demand > 0 { try turn(agent, at: .zero) }
    for group in groups.indices { foresee(group) }
  }

  /// Goes to the next time at which a group is full or an agent has enough; false where nobody eats any more.
  mutating func next() throws(LotteryFault) -> Bool {
    let eating = agents.indices.filter { object(of: $0) != nil }
    let moments = eating.compactMap { eaters[$0].enoughAt } + groups.compactMap(\.fullAt)
    guard let now = moments.min() else { return false }
    for group in groups.indices where groups[group].fullAt == now { groups[group].isFull = true }
    var touched: Set<Int> = []
    for agent in eating {
      let hasEnough = eaters[agent].enoughAt == now
      guard let object = object(of: agent), hasEnough || !isAvailable(object) else { continue }
      touched.formUnion(groupsOfObject[object])
      try stop(agent, at: now.time)
      if hasEnough { continue }
      try turn(agent, at: now.time)
      if let other = self.object(of: agent) { touched.formUnion(groupsOfObject[other]) }
    }
    for group in touched { foresee(group) }
    phases += 1
    return true
  }

  private func object(of agent: Int) -> Int? {
    let place = eaters[agent].place
    return agents[agent].preferences.indices.contains(place) ? agents[agent].preferences[place] : nil
  }

  private func isAvailable(_ object: Int) -> Bool { groupsOfObject[object].allSatisfy { !groups[$0].isFull } }

  /// An agent turns to the next object that is left, or to none.
  private mutating func turn(_ agent: Int, at time: Rational) throws(LotteryFault) {
    let list = agents[agent].preferences
    let start = eaters[agent].place + 1
    eaters[agent].place = list.indices.dropFirst(start).first { isAvailable(list[$0]) } ?? list.count
    eaters[agent].since = time
    guard let object = object(of: agent) else { return }
    try change(groupsOfObject[object], by: agents[agent].speed, at: time)
  }

  /// An agent leaves its object, and keeps what it has eaten of it.
  private mutating func stop(_ agent: Int, at time: Rational) throws(LotteryFault) {
    guard let object = object(of: agent) else { return }
    shares[agent][object] = (time - eaters[agent].since).times(agents[agent].speed)
    try change(groupsOfObject[object], by: -agents[agent].speed, at: time)
    if eaters[agent].enoughAt?.time == time { eaters[agent].place = agents[agent].preferences.count }
  }

  /// Changes the rate of groups from a time on.
  private mutating func change(_ members: [Int], by speed: Int, at time: Rational) throws(LotteryFault) {
    let eaten = time.times(speed)
    for group in members {
      let (rate, overflow) = groups[group].rate.addingReportingOverflow(speed)
      if overflow { throw .overflow(place: "speeds") }
      groups[group].rate = rate
      // A group that is full is of no further interest.
      if !groups[group].isFull { groups[group].base = groups[group].base - eaten }
    }
  }

  /// Works out when a group will be full at its rate.
  private mutating func foresee(_ index: Int) {
    let group = groups[index]
    groups[index].fullAt =
      group.isFull ? nil : (Rational(group.capacity) - group.base).divided(by: group.rate).map { Moment($0) }
  }
}
