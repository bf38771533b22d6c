// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import SeededNumbers
import Testing

@testable import Fairness

@Suite("Identical units, the floor and the price of fairness")
struct FairDivisionTests {
  static func units(_ amounts: [Int], _ entitlements: [Int]? = nil, available: Int? = nil) throws -> IdenticalUnits {
    IdenticalUnits(try Holdings(amounts, entitlements: entitlements), available: available)
  }

  @Test("Six units for entitlements 3 : 2 : 1")
  func envyTable() throws {
    let fair = try Self.units([3, 2, 1], [3, 2, 1])
    #expect(fair.envies.isEmpty && fair.wef1Violations.isEmpty && fair.wprop1Violators.isEmpty)
    for amounts in [[4, 1, 1], [2, 2, 2], [5, 1, 0]] {
      let unfair = try Self.units(amounts, [3, 2, 1])
      #expect(!unfair.wef1Violations.isEmpty && !unfair.weakWef1Violations.isEmpty, "\(amounts)")
      #expect(unfair.wprop1Violators.isEmpty, "\(amounts)")
    }
    #expect(try Self.units([4, 1, 1], [3, 2, 1]).wef1Violations == [.init(envious: 1, envied: 0)])
    let equal = try Self.units([2, 1])
    // For identical units, any unit set aside is like any other: free of envy up to one is free of it up to any.
    #expect(!equal.envies.isEmpty && equal.wef1Violations.isEmpty)
  }

  @Test("Lower quotas are the any-price shares of unit slots")
  func lowerQuotas() throws {
    let five = { (entitled: Int, of: Int) throws in
      try Self.units([0, 0], [entitled, of - entitled], available: 5).lowerQuota(of: 0)
    }
    #expect(try five(1, 2) == 2 && five(1, 3) == 1 && five(2, 5) == 2 && five(3, 5) == 3)
    let six = try Self.units([0, 0], [1, 3], available: 6)
    #expect(six.lowerQuota(of: 0) == 1 && six.lowerQuota(of: 1) == 4)
    #expect(six.upperQuota(of: 0) == 2 && six.upperQuota(of: 1) == 5)
    #expect(six.belowLowerQuota == [0, 1] && six.wprop1Violators == [0, 1])
  }

  @Test("Apportionments: quotas of the Balinski–Young votes; Jefferson may exceed the upper quota")
  func apportionments() throws {
    let votes = [9061, 7179, 5259, 3319, 1182]
    for seats in [[9, 7, 5, 4, 1], [9, 8, 5, 3, 1], [9, 7, 6, 3, 1], [9, 7, 5, 3, 2]] {
      let units = try Self.units(seats, votes)
      #expect(units.belowLowerQuota.isEmpty && units.aboveUpperQuota.isEmpty, "\(seats)")
    }
    for seats in [[5, 2, 0], [4, 2, 1]] {
      let units = try Self.units(seats, [5, 3, 1])
      #expect(units.belowLowerQuota.isEmpty && units.wprop1Violators.isEmpty, "\(seats)")
    }
    // Jefferson's 5, 2 and 0 exceed the first quota of 35/9, rounded up, and leave the third an envy of one unit.
    #expect(try Self.units([5, 2, 0], [5, 3, 1]).aboveUpperQuota == [0])
    #expect(try Self.units([4, 2, 1], [5, 3, 1]).aboveUpperQuota.isEmpty)
    #expect(try Self.units([10, 7, 5, 3, 1], votes).aboveUpperQuota.isEmpty)
    #expect(try Self.units([11, 7, 5, 2, 1], votes).belowLowerQuota == [3])
  }

  @Test("Divisible amounts have no notion of one unit")
  func divisible() throws {
    let holdings = try Holdings([3, 2], kind: .amounts)
    for measure in [Measure.giniFloor, .wprop1Violations, .wef1Violations, .lowerQuotaViolations] {
      #expect(InequalityMeasures.value(of: measure, for: holdings)?.status == "undefined")
    }
    #expect(InequalityMeasures.gini(of: holdings) == .value(0.1))
  }

  @Test("Properties imply each other as they should")
  func implications() throws {
    var generator = SplitMix64(seed: 31)
    for _ in 0..<2_000 {
      let holdings = try randomHoldings(&generator)
      let units = IdenticalUnits(holdings)
      let pairs = Set(units.envies.map { [$0.envious, $0.envied] })
      let strong = Set(units.wef1Violations.map { [$0.envious, $0.envied] })
      let weak = Set(units.weakWef1Violations.map { [$0.envious, $0.envied] })
      #expect(weak.isSubset(of: strong) && strong.isSubset(of: pairs))
      #expect(Set(units.wprop1Violators).isSubset(of: units.belowLowerQuota))
      let equal = IdenticalUnits(try Holdings(holdings.amounts))
      #expect(equal.wef1Violations == equal.weakWef1Violations)
    }
  }

  @Test("Floor for equal entitlements: closed form")
  func floorClosedForm() throws {
    #expect(GiniFloor.ofEqualEntitlements(units: 5, holders: 7) == (try fraction(2, 7)))
    #expect(GiniFloor.ofEqualEntitlements(units: 7, holders: 5) == (try fraction(6, 35)))
    #expect(GiniFloor.ofEqualEntitlements(units: 4, holders: 10) == (try fraction(3, 5)))
    let many = try #require(GiniFloor.ofEqualEntitlements(units: 360, holders: 193))
    #expect(isClose(many.doubleValue, 0.062493, 5e-7))
    let few = try #require(GiniFloor.ofEqualEntitlements(units: 100, holders: 193))
    #expect(isClose(few.doubleValue, 0.481865, 5e-7))
    #expect(GiniFloor.ofEqualEntitlements(units: 0, holders: 3) == nil)
    for (units, holders) in [(7, 5), (4, 10), (360, 193), (100, 193), (6, 3)] {
      let floor = try #require(GiniFloor.ofEntitlements(Array(repeating: 4, count: holders), units: units))
      #expect(floor.isProven && floor.attained == GiniFloor.ofEqualEntitlements(units: units, holders: holders))
    }
  }

  @Test("Floor for unequal entitlements: equals brute force")
  func floorBruteForce() throws {
    var generator = SplitMix64(seed: 32)
    for _ in 0..<250 {
      let count = 2 + generator.next(below: 4)
      let units = 1 + generator.next(below: 8)
      let entitlements = (0..<count).map { _ in 1 + generator.next(below: 12) }
      var least = ExactRatio.one
      forEachDivision(of: units, among: count) { division in
        guard let holdings = try? Holdings(division, entitlements: entitlements),
          let gini = InequalityMeasures.exactGini(of: holdings)
        else { return }
        least = min(least, gini)
      }
      let floor = try #require(GiniFloor.ofEntitlements(entitlements, units: units))
      #expect(floor.isProven && floor.attained == least, "\(entitlements) \(units)")
      #expect(InequalityMeasures.exactGini(of: try Holdings(floor.amounts, entitlements: entitlements)) == least)
    }
  }

  @Test("The best division may exceed the upper quota")
  func floorBeyondQuota() throws {
    // The great one is entitled to 10.5 of 12 units, each of 75 small ones to 0.02.
    let entitlements = [525] + Array(repeating: 1, count: 75)
    let floor = try #require(GiniFloor.ofEntitlements(entitlements, units: 12))
    #expect(floor.isProven && floor.amounts[0] == 12)
    #expect(floor.attained == (try fraction(1, 8)))
  }

  @Test("At its limit the search gives an interval, and the measure says so")
  func floorInterval() throws {
    var generator = SplitMix64(seed: 33)
    let entitlements = (0..<60).map { _ in 1 + generator.next(below: 1000) }
    let floor = try #require(GiniFloor.ofEntitlements(entitlements, units: 97, nodeLimit: 50))
    #expect(!floor.isProven && floor.lowerBound < floor.attained)
    #expect(floor.amounts.reduce(0, +) == 97)
    #expect(InequalityMeasures.exactGini(of: try Holdings(floor.amounts, entitlements: entitlements)) == floor.attained)
    #expect(floor.measure.reason?.hasPrefix("search limit reached") == true)
    let hoover = InequalityMeasures.exactHoover(of: try Holdings(floor.amounts, entitlements: entitlements))
    #expect(try #require(hoover) >= floor.lowerBound)
  }

  @Test("Floor under demands: water filling equals brute force")
  func floorOfDemands() throws {
    var generator = SplitMix64(seed: 34)
    for _ in 0..<300 {
      let count = 2 + generator.next(below: 4)
      let demands = (0..<count).map { _ in generator.next(below: 6) }
      let units = 1 + generator.next(below: 10)
      var least: ExactRatio?
      forEachDivision(of: units, among: count) { division in
        guard zip(division, demands).allSatisfy({ $0 <= $1 }), let holdings = try? Holdings(division),
          let gini = InequalityMeasures.exactGini(of: holdings)
        else { return }
        least = min(least ?? gini, gini)
      }
      let floor = GiniFloor.ofDemands(demands, units: units)
      #expect(floor?.attained == least, "\(demands) \(units)")
      if let floor {
        #expect(floor.amounts.reduce(0, +) == units)
        #expect(zip(floor.amounts, demands).allSatisfy { $0 <= $1 })
      }
    }
    #expect(GiniFloor.ofDemands([1, 1], units: 3) == nil)
  }

  @Test("Avoidable inequality runs from the floor to the greatest value")
  func avoidable() throws {
    let greatest = try #require(GiniFloor.greatest(entitlements: [1, 1, 1, 1]))
    #expect(greatest == (try fraction(3, 4)))
    #expect(GiniFloor.greatest(entitlements: [3, 1]) == (try fraction(3, 4)))
    #expect(GiniFloor.avoidable(gini: 0.5, floor: 0.5, greatest: 0.75) == .value(0))
    #expect(GiniFloor.avoidable(gini: 0.75, floor: 0.5, greatest: 0.75) == .value(1))
    #expect(GiniFloor.avoidable(gini: 0.75, floor: 0.75, greatest: 0.75).status == "undefined")
  }

  @Test("Prices of published small instances")
  func prices() {
    #expect(PriceOfFairness.value(system: 10, fair: 9) == .value(0.1))
    #expect(isClose(PriceOfFairness.value(system: 13, fair: 12).number, 1.0 / 13))
    #expect(PriceOfFairness.value(system: 8, fair: 6) == .value(0.25))
    #expect(isClose(PriceOfFairness.value(system: 105, fair: 74).number, 31.0 / 105))
    let range = PriceOfFairness.range(system: 105, fair: [74, 81, 76])
    #expect(isClose(range?.best.number, 8.0 / 35) && isClose(range?.worst.number, 31.0 / 105))
    #expect(PriceOfFairness.value(system: 0, fair: 0).status == "undefined")
    #expect(PriceOfFairness.servedShare(granted: 1, requested: 4) == .value(0.25))
    #expect(PriceOfFairness.servedShare(granted: 0, requested: 0) == .undefined(reason: "nothing requested"))
  }

  @Test("Closed forms: bounds of the price, and the linear network")
  func closedForms() {
    let players = [2, 3, 4, 5, 10, 20, 193]
    let proportional = [
      0.0857864376, 0.1786327950, 0.25, 0.3055728090, 0.4675444680, 0.6027864045, 0.8612181970,
    ]
    let maxMin = [1.0 / 9, 0.25, 0.36, 4.0 / 9, 0.6694214876, 0.8185941043, 0.9794877245]
    for (index, count) in players.enumerated() {
      #expect(isClose(PriceOfFairness.boundOfProportionalFairness(players: count).number, proportional[index]))
      #expect(isClose(PriceOfFairness.boundOfMaxMinFairness(players: count).number, maxMin[index]))
      let alphaOne = PriceOfFairness.boundOfAlphaFairness(1, players: count).number
      #expect(isClose(alphaOne, proportional[index], 1e-9))
    }
    for (alpha, bound) in [(0.5, 0.133624), (1, 0.178633), (2, 0.210517), (5, 0.233278)] {
      #expect(isClose(PriceOfFairness.boundOfAlphaFairness(alpha, players: 3).number, bound, 5e-7))
    }
    let network: [(Double, Int, Double)] = [
      (0.5, 2, 0.2), (1, 2, 1.0 / 3), (2, 2, 0.4142135624), (0.5, 3, 0.1), (1, 3, 0.25), (2, 3, 0.3660254038),
    ]
    for (alpha, links, share) in network {
      #expect(isClose(PriceOfFairness.longFlowInLinearNetwork(alpha, links: links).number, share))
    }
    #expect(PriceOfFairness.boundOfAlphaFairness(0, players: 3).status == "undefined")
    #expect(PriceOfFairness.boundOfMaxMinFairness(players: 0).status == "undefined")
  }
}
