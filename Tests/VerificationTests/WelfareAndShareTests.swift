// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Welfare gains and shares of blends against numbers worked out otherwise.
struct WelfareAndShareTests {
  private func gains(_ halves: Int, _ members: [(String, Int, Int)]) -> WelfareGains {
    let asking = members.map { symbol, entitlement, demand in
      StageContext.Asking(
        administration: symbol, entitlement: entitlement, standing: StageContext.Standing(demand: demand))
    }
    return WelfareGains(halves: halves, asking: asking, step: 1)
  }

  @Test("logarithms keep products, and the first step is lifted above every second")
  func logarithms() {
    // ln 2 = 0.69314718055994531, ln 3 = 1.09861228866810969, in units of 10⁻¹⁴.
    let (two, three) = (69_314_718_055_995, 109_861_228_866_811)
    let equal = gains(2, [("A", 1, 4), ("B", 1, 1)])
    #expect(equal.steps(of: "A") == [two, two, three - two, 2 * two - three])
    #expect(equal.steps(of: "B") == [two])
    #expect(equal.welfare { $0 == "A" ? 4 : 0 } - equal.welfare { $0 == "A" ? 1 : 0 } == 2 * two)
    // Entitlements 2 : 4 are 1 : 2, in half as fine units, and the highest second step is that of the second.
    let half = 34_657_359_027_997
    let weighted = gains(2, [("A", 2, 2), ("B", 4, 2)])
    #expect(weighted.steps(of: "A") == [2 * half, half])
    #expect(weighted.steps(of: "B") == [2 * half, 2 * half])
    // Above 1,000 as shares of the greatest: 3 ÷ 2,000 of ln 2.
    #expect(gains(2, [("A", 3, 2), ("B", 2_000, 1)]).steps(of: "A") == [103_972_077_084, 103_972_077_084])
    // However small the share, a further step is worth a unit.
    #expect(gains(10, [("A", 1, 3), ("B", 1_000_000, 1)]).steps(of: "A").suffix(2) == [1, 1])
  }

  @Test("powers")
  func powers() {
    // α = 0: every step is worth the same. α = ½: 2·√x; α = 2: −1 ÷ x.
    #expect(gains(0, [("A", 7, 3)]).steps(of: "A") == [1, 1, 1])
    #expect(gains(1, [("A", 1, 2)]).steps(of: "A") == [200_000_000_000_000, 82_842_712_474_619])
    #expect(gains(4, [("A", 1, 3)]).steps(of: "A") == [50_000_000_000_000, 50_000_000_000_000, 16_666_666_666_667])
    // A quarter of the entitlement: α = 2 weighs gains with a sixteenth.
    #expect(gains(4, [("A", 1, 2), ("B", 4, 0)]).steps(of: "A")[1] == 3_125_000_000_000)
    #expect(gains(4, [("A", 1, 3)]).welfare { _ in 99 } == 116_666_666_666_667)
  }

  @Test("long numbers divide as short ones do")
  func longNumbers() {
    for (number, factor, divisor) in [(7, 3, 2), (1 << 40, 1 << 20, 12_345), (999_999_999_999, 1_000_000_007, 998)] {
      let product = LongNumber(number).times(factor)
      let (quotient, rest) = product.divided(by: LongNumber(divisor).times(number), atMost: 1 << 40)
      #expect(quotient == factor / divisor)
      #expect(rest == LongNumber(factor % divisor).times(number))
    }
    #expect(LongNumber(1 << 33).plus(LongNumber(5)).minus(LongNumber(1 << 33)) == LongNumber(5))
    #expect(!LongNumber(5).isLess(than: LongNumber(5)))
  }

  @Test("a blend adds up to a billion and follows the weights")
  func blend() {
    var scenario = SmallWorld.scenario(bands: [SmallWorld.band("C")])
    scenario.entitlementDefinitions.blends = [
      .init(
        name: "half",
        parts: [
          .init(entitlement: .equal, weightThousandths: 500), .init(entitlement: .population, weightThousandths: 500),
        ])
    ]
    let register = SmallWorld.register(
      [
        SmallWorld.administration("A", population: 3_000), SmallWorld.administration("B", population: 1_000),
        SmallWorld.administration("D", population: nil), SmallWorld.administration("E", population: 2_000),
      ], [])
    let shares = EntitlementShares(scenario: scenario, register: register)
    // (1/3 + 3/6) ÷ 2 = 5/12, (1/3 + 1/6) ÷ 2 = 1/4, (1/3 + 1/3) ÷ 2 = 1/3; the largest remainder is A's 2/3.
    let blend = Entitlement.blend("half")
    #expect(shares.share(of: "A", blend) == 416_666_667)
    #expect(shares.share(of: "B", blend) == 250_000_000)
    #expect(shares.share(of: "D", blend) == nil)
    #expect(shares.share(of: "E", blend) == 333_333_333)
    #expect(shares.share(of: "A", .income) == 1)
    #expect(shares.share(of: "B", .income) == 4)
  }

  @Test("the widest arc: half arcs of 71.43° at the equator, common or not")
  func arcs() {
    func width(_ longitudes: [Int]) -> Int? {
      VisibleArc.widestMilliDegrees(
        of: longitudes.map { .init(administration: "A", latitudeMilliDegrees: 0, longitudeMilliDegrees: $0) },
        minimumElevationMilliDegrees: 10_000)
    }
    let half = (width([0]) ?? 0) / 2
    #expect(abs(half - 71_430) <= 5)
    #expect(width([170_000, -170_000]) == 2 * half - 20_000)
    // Opposite points share nothing: the widest arc that one of them sees.
    #expect(width([0, 180_000]) == 2 * half)
    #expect(width([]) == nil)
  }
}
