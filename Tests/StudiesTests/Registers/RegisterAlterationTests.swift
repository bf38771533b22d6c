// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Studies

/// What alterations change and, above all, what they leave.
@Suite struct RegisterAlterationTests {
  private func altered(_ register: Register, _ settings: [String: String], seed: Int = 1) throws -> Register {
    var alteration = RegisterAlteration()
    for (name, value) in settings { try alteration.set(name, to: value) }
    return try alteration.applied(to: register, seed: seed)
  }

  private func history(_ network: Network) -> String {
    "\(network.firstReceived?.iso8601 ?? "") \(network.notificationReceived?.iso8601 ?? "") "
      + "\(network.broughtIntoUse?.iso8601 ?? "") \(network.maturity.rawValue) \(network.suspensions.count)"
  }

  @Test func nothingChangesWhereNothingIsAsked() throws {
    let real = try RegisterFixtures.real.get()
    let made = try altered(real, ["dates": "as-filed", "demand": "as-filed", "sample": "all", "in-use": "as-filed"])
    let isSame = made == real
    #expect(isSame)
  }

  @Test(arguments: ["shuffled", "reversed"])
  func histories(word: String) throws {
    let real = try RegisterFixtures.real.get()
    let made = try altered(real, ["dates": word])
    for procedure in Network.Procedure.allCases {
      let (before, after) = (
        real.networks.filter { $0.procedure == procedure }, made.networks.filter { $0.procedure == procedure }
      )
      // The same histories, each whole, at other networks.
      #expect(before.map(history).sorted() == after.map(history).sorted())
      #expect(before.map(history) != after.map(history))
    }
    for (before, after) in zip(real.networks, made.networks) {
      #expect(before.identifier == after.identifier && before.administration == after.administration)
      #expect(before.orbit == after.orbit && before.organisation == after.organisation)
      if before.firstReceived == nil || before.isNationalAllotment { #expect(before == after) }
    }
    #expect(RegisterFigures(of: made).inUseThousandths == RegisterFigures(of: real).inUseThousandths)
  }

  /// By hand: three dates, of which the middle one stays.
  @Test func reversedByHand() throws {
    let register = try RegisterFixtures.register([
      ("A", 10, true), ("B", 30, false), ("C", 20, false), ("A", nil, true),
    ])
    let made = try altered(register, ["dates": "reversed"])
    #expect(made.networks.map { $0.firstReceived?.iso8601 } == ["2000-01-31", "2000-01-11", "2000-01-21", nil])
    #expect(made.networks.map { $0.broughtIntoUse != nil } == [false, true, false, true])
  }

  /// Reversing twice gives every network its history back where no two share a day.
  @Test func reversedTwice() throws {
    var real = try RegisterFixtures.real.get()
    var days: Set<CalendarDate?> = []
    real.networks = real.networks.filter { days.insert($0.firstReceived).inserted }
    #expect(real.networks.count > 1_000)
    let twice = try altered(altered(real, ["dates": "reversed"]), ["dates": "reversed"])
    for (one, other) in zip(twice.networks, real.networks) { #expect(one == other) }
  }

  /// Every order of three dates comes up about as often as every other: 600 seeds, six orders, χ² with five degrees of freedom.
  @Test func ordersByLotAreEven() throws {
    let register = try RegisterFixtures.register([("A", 1, false), ("B", 2, false), ("C", 3, false)])
    var orders: [[Int?]: Int] = [:]
    for seed in 1...600 {
      let made = try altered(register, ["dates": "shuffled"], seed: seed)
      orders[made.networks.map { $0.firstReceived?.day }, default: 0] += 1
    }
    #expect(orders.count == 6)
    // 20.5 is exceeded once in a thousand times.
    #expect(orders.values.reduce(0.0) { $0 + Double(($1 - 100) * ($1 - 100)) / 100 } < 20.5)
  }

  @Test func equalDemand() throws {
    let real = try RegisterFixtures.real.get()
    let made = try altered(real, ["demand": "equal"])
    let asked = Dictionary(
      grouping: made.networks.filter { !$0.isNationalAllotment }, by: \.administration
    ).mapValues(\.count)
    #expect(asked.count == real.memberStates.count)
    #expect((asked.values.max() ?? 0) - (asked.values.min() ?? 0) <= 1)
    for (before, after) in zip(real.networks, made.networks) {
      #expect(before.orbit == after.orbit && history(before) == history(after))
      #expect(before.isNationalAllotment ? before == after : after.organisation == nil)
    }
    let small = try RegisterFixtures.register([("A", 1, true), ("A", 2, true), ("A", 3, true)])
    #expect(try altered(small, ["demand": "equal"]).jointFilings.isEmpty)
    #expect(try Set(altered(small, ["demand": "equal"]).networks.map(\.administration)) == ["A", "B", "C"])
  }

  @Test func samplesKeepProportions() throws {
    let real = try RegisterFixtures.real.get()
    let whole = Dictionary(grouping: real.networks, by: \.administration).mapValues(\.count)
    for size in [1, 200, 1_000, 3_442] {
      let made = try altered(real, ["sample": "\(size)"], seed: size)
      #expect(made.networks.count == size)
      let part = Dictionary(grouping: made.networks, by: \.administration).mapValues(\.count)
      for (administration, count) in whole {
        let quota = Double(count * size) / 3_442
        #expect(abs(Double(part[administration] ?? 0) - quota) < 1, "\(administration)")
      }
      let known = Set(real.networks)
      #expect(made.networks.allSatisfy(known.contains))
    }
  }

  /// Each of five networks is drawn in two of five seeds: 1,000 seeds, four standard deviations of 15.5.
  @Test func samplesAreEven() throws {
    let register = try RegisterFixtures.register([
      ("A", 1, true), ("A", 2, true), ("B", 3, true), ("C", 4, true), ("C", 5, true),
    ])
    var drawn: [String: Int] = [:]
    for seed in 1...1_000 {
      for network in try altered(register, ["sample": "2"], seed: seed).networks {
        drawn[network.identifier, default: 0] += 1
      }
    }
    #expect(drawn.count == 5)
    for count in drawn.values { #expect(abs(count - 400) < 62) }
  }

  @Test func nothingInUse() throws {
    let real = try RegisterFixtures.real.get()
    let made = try altered(real, ["in-use": "none"])
    #expect(made.networks.allSatisfy { !$0.isInUse(on: made.snapshot) && $0.suspensions.isEmpty })
    #expect(made.networks.map(\.firstReceived) == real.networks.map(\.firstReceived))
    #expect(made.title.contains("nothing in use"))
  }
}
