// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import Fairness

/// One row of published or independently computed answers; not a number where a value is infinite or undefined.
struct KnownRow: Sendable, CustomTestStringConvertible {
  var amounts: [Int]
  var entitlements: [Int]?
  var expected: [Measure: Double]
  var testDescription: String { "\(amounts) for \(entitlements ?? [])" }
}

@Suite("Known answers")
struct KnownAnswerTests {
  static let rows: [KnownRow] = [
    KnownRow(
      amounts: [1, 1, 1, 1],
      expected: [
        .gini: 0, .theilT: 0, .meanLogDeviation: 0, .generalizedEntropy2: 0, .atkinsonHalf: 0, .atkinsonOne: 0,
        .hoover: 0, .jain: 1, .coefficientOfVariation: 0, .palma: 0.25, .ratio2020: 1, .minimumRatio: 1,
        .nashWelfare: 1, .herfindahl: 0.25, .shareWithNothing: 0,
      ]),
    KnownRow(
      amounts: [10, 20, 30, 40, 50],
      expected: [
        .gini: 4.0 / 15, .theilT: 0.1196875936, .meanLogDeviation: 0.1411139401, .generalizedEntropy2: 1.0 / 9,
        .atkinsonHalf: 0.0631533922, .atkinsonOne: 0.1316096384, .hoover: 0.2, .jain: 9.0 / 11,
        .coefficientOfVariation: 0.4714045208, .palma: 5.0 / 6, .ratio2020: 5,
      ]),
    KnownRow(
      amounts: [0, 0, 0, 10],
      expected: [
        .gini: 0.75, .theilT: 1.3862943611198906, .meanLogDeviation: .nan, .generalizedEntropy2: 1.5,
        .atkinsonHalf: 0.75, .atkinsonOne: 1, .hoover: 0.75, .jain: 0.25,
        .coefficientOfVariation: 1.7320508075688772, .palma: .nan, .ratio2020: .nan, .minimumRatio: 0,
        .nashWelfare: 0, .shareWithNothing: 0.75,
      ]),
    KnownRow(
      amounts: [0, 0, 0, 10, 10, 10],
      expected: [
        .gini: 0.5, .theilT: 0.6931471805599453, .meanLogDeviation: .nan, .generalizedEntropy2: 0.5,
        .atkinsonHalf: 0.5, .atkinsonOne: 1, .hoover: 0.5, .jain: 0.5, .coefficientOfVariation: 1,
        .palma: .nan, .ratio2020: .nan,
      ]),
    KnownRow(
      amounts: [1000, 2000, 1500, 3000, 2500],
      expected: [
        .gini: 0.2, .theilT: 0.0649583913, .meanLogDeviation: 0.0704441187, .generalizedEntropy2: 1.0 / 16,
        .atkinsonHalf: 0.0333527439, .atkinsonOne: 0.0680201817, .hoover: 0.15, .jain: 8.0 / 9,
        .coefficientOfVariation: 0.3535533906, .palma: 0.6, .ratio2020: 3,
      ]),
    KnownRow(
      amounts: [10, 1, 20, 5], entitlements: [4, 3, 2, 1],
      expected: [
        .gini: 89.0 / 180, .theilT: 0.4458213338, .meanLogDeviation: 0.6225404295,
        .generalizedEntropy2: 0.4657921811, .atkinsonHalf: 0.2329657950, .atkinsonOne: 0.4634204379,
        .hoover: 71.0 / 180, .jain: 0.5177097204, .coefficientOfVariation: 0.9651861800,
        .minimumRatio: 0.0925925926,
      ]),
  ]

  @Test("Indices of vectors, unweighted and weighted", arguments: rows)
  func indices(row: KnownRow) throws {
    for (measure, expected) in row.expected {
      let value = try measured(measure, row.amounts, row.entitlements)
      if !expected.isNaN {
        #expect(isClose(value?.number, expected), "\(measure.id): \(String(describing: value))")
      } else {
        #expect(value != nil && value?.number == nil, "\(measure.id): \(String(describing: value))")
      }
    }
  }

  @Test("Exact fractions of Gini and Hoover")
  func exactFractions() throws {
    let weighted = try Holdings([10, 1, 20, 5], entitlements: [4, 3, 2, 1])
    #expect(InequalityMeasures.exactGini(of: weighted) == (try fraction(89, 180)))
    #expect(InequalityMeasures.exactHoover(of: weighted) == (try fraction(71, 180)))
    #expect(InequalityMeasures.exactGini(of: try Holdings([10, 1, 20, 5])) == (try fraction(31, 72)))
    #expect(InequalityMeasures.exactGini(of: try Holdings([1, 2, 3, 4, 5])) == (try fraction(4, 15)))
    let nines = Array(repeating: 1, count: 75) + Array(repeating: 9, count: 25)
    #expect(InequalityMeasures.exactGini(of: try Holdings(nines)) == (try fraction(1, 2)))
    // Published values of R's ineq are corrected for the sample: 4/9 · 9/10.
    for amounts in [
      Array(repeating: 50, count: 9) + [450], Array(repeating: 2, count: 5) + Array(repeating: 18, count: 5),
    ] {
      #expect(InequalityMeasures.exactGini(of: try Holdings(amounts)) == (try fraction(2, 5)))
    }
  }

  @Test("Satisfaction of five voters with a small budget: costs 3, 3, 2, 2, 1, budget 6, three of one mind")
  func smallBudget() throws {
    // Greedy takes the first two projects; equal shares take the first and the last.
    for (satisfaction, mean, gini, nothing) in [([6, 6, 6, 0, 0], 18, 10, 0.4), ([3, 3, 3, 0, 1], 10, 8, 0.2)] {
      let holdings = try Holdings(satisfaction)
      #expect(satisfaction.reduce(0, +) == mean)
      #expect(InequalityMeasures.exactGini(of: holdings) == (try fraction(Int128(gini), 25)))
      #expect(InequalityMeasures.value(of: .shareWithNothing, for: holdings) == .value(nothing))
    }
  }

  @Test("Perfect equality is exactly zero, also for entitlements with no finite binary shares")
  func exactZero() throws {
    let holdings = try Holdings([3, 9, 21, 300], entitlements: [1, 3, 7, 100])
    for measure in [
      Measure.gini, .theilT, .meanLogDeviation, .generalizedEntropy2, .atkinsonHalf, .atkinsonOne, .hoover,
      .coefficientOfVariation,
    ] {
      #expect(InequalityMeasures.value(of: measure, for: holdings) == .value(0), "\(measure.id)")
    }
    #expect(InequalityMeasures.value(of: .jain, for: holdings) == .value(1))
    #expect(InequalityMeasures.value(of: .nashWelfare, for: holdings) == .value(1))
  }

  @Test("Other orders: GE(1/2), Atkinson(2)")
  func otherOrders() throws {
    let expected: [([Int], Double, Double)] = [
      ([1, 1, 1, 1], 0, 0), ([1, 2, 3, 4, 5], 0.1283665302, 0.2700729927), ([0, 0, 0, 10], 2, 1),
      ([0, 0, 0, 10, 10, 10], 1.1715728753, 1), ([1000, 2000, 1500, 3000, 2500], 0.0672711639, 0.1379310345),
    ]
    for (amounts, entropy, atkinson) in expected {
      let holdings = try Holdings(amounts)
      #expect(isClose(InequalityMeasures.generalizedEntropy(0.5, of: holdings).number, entropy))
      #expect(isClose(InequalityMeasures.atkinson(2, of: holdings).number, atkinson))
    }
    let weighted = try Holdings([10, 1, 20, 5], entitlements: [4, 3, 2, 1])
    #expect(isClose(InequalityMeasures.atkinson(2, of: weighted).number, 0.7474747475))
    #expect(InequalityMeasures.generalizedEntropy(-1, of: try Holdings([0, 1])) == .infinite)
    #expect(InequalityMeasures.atkinson(0, of: weighted).status == "undefined")
  }

  @Test("Gini corrected for the sample, n/(n − 1) times as great, as other packages print it")
  func correctedGini() throws {
    let expected: [([Int], Int128, Int128)] = [
      ([1, 2, 3, 4, 5], 1, 3), ([0, 0, 0, 10], 1, 1), (Array(repeating: 50, count: 9) + [450], 4, 9),
      (Array(repeating: 2, count: 5) + Array(repeating: 18, count: 5), 4, 9),
    ]
    for (amounts, numerator, denominator) in expected {
      let count = Int128(amounts.count)
      let gini = try #require(InequalityMeasures.exactGini(of: try Holdings(amounts)))
      #expect(gini.multiplied(by: try fraction(count, count - 1)) == (try fraction(numerator, denominator)))
    }
  }

  @Test("Parity ratios: slots for each entitlement, over the mean of 36 for 10")
  func parityRatios() throws {
    let holdings = try Holdings([10, 1, 20, 5], entitlements: [4, 3, 2, 1])
    let mean = try fraction(36, 10)
    for (index, slots) in [(5, 2), (1, 3), (10, 1), (5, 1)].enumerated() {
      #expect(
        holdings.parityRatio(of: index)?.multiplied(by: mean) == (try fraction(Int128(slots.0), Int128(slots.1))))
    }
  }

  @Test("Theil T keeps zeros: a well-known package drops them and gets 0 here")
  func zerosAreKept() throws {
    #expect(isClose(try measured(.theilT, [0, 0, 0, 10, 10, 10])?.number, 0.6931471805599453))
  }

  @Test("Nothing allocated: every index of shares is undefined, and says so")
  func nothingAllocated() throws {
    for result in InequalityMeasures.all(of: try Holdings([0, 0, 0])) {
      switch result.measure {
      case .shareWithNothing: #expect(result.value == .value(1))
      case .grantedAdministrations: #expect(result.value == .value(0))
      default: #expect(result.value == .undefined(reason: "nothing allocated"), "\(result.measure.id)")
      }
    }
  }

  @Test("One zero: infinite, one and zero where they belong; the tails say who holds what")
  func oneZero() throws {
    #expect(try measured(.meanLogDeviation, [0, 1, 2]) == .infinite)
    #expect(try measured(.atkinsonOne, [0, 1, 2]) == .value(1))
    #expect(try measured(.nashWelfare, [0, 1, 2]) == .value(0))
    #expect(
      try measured(.palma, [0, 0, 0, 10])
        == .undefined(reason: "the bottom 40 % hold nothing; the top 10 % hold 40 %"))
    let positives = InequalityMeasures.nashWelfareOfHolders(in: try Holdings([0, 7, 7]))
    #expect(positives == .value(1))
    #expect(InequalityMeasures.worstServed(in: try Holdings([2, 1, 4, 3], entitlements: [2, 1, 4, 1])) == [0, 1, 2])
  }

  @Test("A single holder of everything")
  func singleHolder() throws {
    #expect(try measured(.gini, [7]) == .value(0))
    #expect(try measured(.herfindahl, [7]) == .value(1))
    #expect(try measured(.giniFloor, [7]) == .value(0))
    #expect(try measured(.palma, [7]) == .value(0.25))
  }

  @Test("First come, first served on six positions: Gini of the six orders, mean 10/27")
  func sixOrders() throws {
    let outcomes = [[4, 2, 0], [4, 2, 0], [3, 3, 0], [3, 3, 0], [4, 0, 2], [1, 3, 2]]
    var sum = ExactRatio.zero
    for (outcome, ninths) in zip(outcomes, [4, 4, 3, 3, 4, 2] as [Int128]) {
      let gini = try #require(InequalityMeasures.exactGini(of: try Holdings(outcome)))
      #expect(gini == (try fraction(ninths, 9)))
      sum = try #require(sum.adding(gini))
    }
    #expect(sum.divided(by: ExactRatio(6)) == (try fraction(10, 27)))
  }

  @Test(
    "Expected Gini of a multinomial lottery, by enumeration",
    arguments: [(2, 2, 1, 4), (3, 3, 10, 27), (3, 4, 26, 81), (4, 4, 105, 256)])
  func lottery(holders: Int, units: Int, numerator: Int, denominator: Int) throws {
    var sum = ExactRatio.zero
    var count = 1
    for _ in 0..<units { count *= holders }
    for code in 0..<count {
      var amounts = Array(repeating: 0, count: holders)
      var rest = code
      for _ in 0..<units {
        amounts[rest % holders] += 1
        rest /= holders
      }
      sum = try #require(InequalityMeasures.exactGini(of: try Holdings(amounts)).flatMap(sum.adding))
    }
    #expect(sum.divided(by: ExactRatio(Int128(count))) == (try fraction(Int128(numerator), Int128(denominator))))
  }

  @Test("The catalogue: contract ids, in order, each with title, unit, definition and source")
  func catalogue() {
    let ids =
      "gini gini_floor theil_t mld ge2 atkinson_0.5 atkinson_1 hoover jain cv hhi palma ratio_20_20 min_ratio "
      + "share_with_nothing granted_networks granted_administrations granted_channels served_share price_of_fairness "
      + "nash_welfare theil_between theil_within wprop1_violations wef1_violations lower_quota_violations parity_ratio"
    #expect(Measure.allCases.map(\.id) == ids.split(separator: " ").map(String.init))
    for measure in Measure.allCases {
      #expect(!measure.title.isEmpty && !measure.unit.isEmpty && !measure.source.isEmpty, "\(measure.id)")
      #expect(measure.definition.hasSuffix("."), "\(measure.id)")
    }
    #expect(Set(Measure.allCases.map(\.title)).count == Measure.allCases.count)
  }
}
