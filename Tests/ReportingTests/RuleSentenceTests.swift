// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reporting

@Suite("Sentences on chances, ties, welfare and the frontier")
struct RuleSentenceTests {
  typealias Lottery = ResultsDocument.Policy.Lottery
  typealias Optima = ResultsDocument.Policy.Optima

  @Test("how probabilities were found")
  func methods() {
    var lottery = Fixture.portfolio
    #expect(
      ChanceSentences.method(lottery)
        == "The lottery is over 2 allocations, weighted by whole numbers that add up to 3; probabilities follow from them "
        + "exactly.")
    lottery.portfolio.removeLast()
    #expect(ChanceSentences.method(lottery) == "The lottery has one allocation only, which is certain.")
    lottery.portfolio = []
    #expect(ChanceSentences.method(lottery) == "Nobody can be served: the lottery has no allocation.")
    lottery.method = .exact
    lottery.denominator = 40_320
    #expect(ChanceSentences.method(lottery) == "All 40,320 orders were carried out; probabilities are exact.")
    lottery.denominator = 1
    #expect(ChanceSentences.method(lottery) == "There is one order only; probabilities are exact.")
    lottery.method = .sampled
    #expect(ChanceSentences.method(lottery).hasPrefix("One order was drawn; probabilities are estimates"))
    lottery.denominator = 500
    #expect(ChanceSentences.method(lottery).hasPrefix("500 orders were drawn; probabilities are estimates"))
  }

  @Test("what the seed drew")
  func draws() {
    var lottery = Fixture.portfolio
    #expect(
      ChanceSentences.draw(lottery)
        == "The seed 2023 gives ticket 1 of 3, counted from 0, which draws allocation 2 of 2.")
    (lottery.ticket, lottery.entryDrawn) = (nil, nil)
    #expect(ChanceSentences.draw(lottery) == "Nothing was drawn (seed 2023).")
    lottery.method = .sampled
    #expect(ChanceSentences.draw(lottery) == "The outcome shown is that of the order that the seed 2023 gives.")
  }

  @Test("how levels are proved")
  func levels() {
    var lottery = Fixture.portfolio
    #expect(ChanceSentences.levels(lottery).isEmpty)
    lottery.levels = .init(
      rounds: 1, count: 1, proven: 1, withinGap: 0, solversWord: 0, smallest: .proven, gapBillionths: 0)
    #expect(
      ChanceSentences.levels(lottery) == [
        "No lottery makes the smallest probability for its entitlement greater, proved by multipliers."
      ])
    lottery.levels = .init(
      rounds: 1_009, count: 57, proven: 1_000, withinGap: 7, solversWord: 2, smallest: .withinGap, gapBillionths: 20,
      unservable: ["A", "B"], unservableProof: .proven)
    #expect(
      ChanceSentences.sentences(lottery)[3...5] == [
        "No lottery makes the smallest probability for its entitlement greater, proved by multipliers up to 20 billionths.",
        "1,009 rounds fix who can have no more, at 57 different levels. How they are proved: 1,000 by multipliers, 7 "
          + "by multipliers up to at most 20 billionths of a probability and 2 by the solver's word.",
        "No allocation serves A and B, proved by multipliers.",
      ])
    lottery.levels = .init(
      rounds: 194, count: 1, proven: 194, withinGap: 0, solversWord: 0, smallest: .proven, gapBillionths: 0)
    #expect(
      ChanceSentences.levels(lottery).last
        == "194 rounds fix who can have no more, at one level. How they are proved: 194 by multipliers.")
    lottery.levels = .init(
      rounds: 1, count: 1, proven: 0, withinGap: 0, solversWord: 1, smallest: .solver, gapBillionths: 0,
      unservable: ["A"],
      unservableProof: .solver)
    #expect(
      ChanceSentences.levels(lottery) == [
        "No lottery makes the smallest probability for its entitlement greater, by the solver's word.",
        "No allocation serves A, by the solver's word.",
      ])
  }

  @Test("by what shares that are eaten were multiplied")
  func shareFactor() {
    var lottery = Fixture.portfolio
    #expect(ChanceSentences.shareFactor(lottery).isEmpty)
    lottery.shareFactor = .init(numerator: 1, denominator: 1)
    #expect(ChanceSentences.sentences(lottery)[1].hasSuffix("(β\u{A0}=\u{A0}1)."))
    lottery.shareFactor = .init(numerator: 2, denominator: 3)
    #expect(ChanceSentences.shareFactor(lottery)[0].hasSuffix("by one factor, β\u{A0}=\u{A0}2/3, 0.666667."))
    lottery.shareFactor = .init(numerator: 923_456, denominator: 1_000_003)
    #expect(ChanceSentences.shareFactor(lottery)[0].hasSuffix("β\u{A0}=\u{A0}0.923453."))
    lottery.shareFactor = .init(numerator: 0, denominator: 1)
    #expect(ChanceSentences.shareFactor(lottery)[0].hasSuffix("β\u{A0}=\u{A0}0."))
  }

  @Test("the smallest probability and whose it is")
  func least() {
    var lottery = Fixture.portfolio
    #expect(
      ChanceSentences.least(lottery) == "The smallest probability of being served is 1/3 (33.33\u{A0}%): B.")
    for index in lottery.chances.indices { lottery.chances[index].served = 3 }
    #expect(ChanceSentences.least(lottery) == "The smallest probability of being served is 1: everybody who asks.")
    lottery.chances[0].served = 0
    #expect(ChanceSentences.least(lottery) == "The smallest probability of being served is 0: A.")
    lottery.chances = (0..<9).map { .init(administration: "X\($0)", served: $0 / 8, percent: 0, holding: 0) }
    #expect(ChanceSentences.least(lottery) == "The smallest probability of being served is 0: 8 of the 9 that ask.")
    lottery.chances = []
    #expect(ChanceSentences.least(lottery) == "Nobody asks.")
  }

  /// Of 1/3, 2/3 and 1: ½ Σᵢⱼ |pᵢ − pⱼ| = 4/3, over n² times the mean, 6: 2/9.
  @Test("how unequal probabilities are")
  func gini() {
    var lottery = Fixture.portfolio
    #expect(
      ChanceSentences.gini(lottery) == "The Gini coefficient of the probabilities of those who ask is 2/9, 0.222.")
    lottery.gini = .init(numerator: 0, denominator: 1)
    #expect(ChanceSentences.gini(lottery).hasSuffix("who ask is 0.000."))
    lottery.gini = .init(numerator: 5_000, denominator: 10_001)
    #expect(ChanceSentences.gini(lottery).hasSuffix("who ask is 0.500."))
    lottery.gini = nil
    #expect(ChanceSentences.gini(lottery).hasSuffix("undefined, since nobody is ever served."))
    #expect(ChanceSentences.fraction(6, 9) == "2/3")
    #expect(ChanceSentences.fraction(0, 9) == "0")
    #expect(ChanceSentences.fraction(9, 9) == "1")
  }

  private func optima(_ extents: [Optima.Extent], count: Int? = nil) -> String? {
    OptimaSentences.sentence(
      .init(count: count, services: extents.enumerated().map { .init(administration: "A\($0)", extent: $1) }))
  }

  @Test("who is served whatever ties decide")
  func ties() {
    #expect(
      optima([.all, .all, .some, .none, .notExamined], count: 12)
        == "12 allocations are optimal: 2 administrations are served under each, 1 is under some, 1 is under none and 1 is not examined; the documented order of ties decided for it."
    )
    #expect(
      optima([.some, .some])
        == "2 administrations are served under some of the optimal allocations; the documented order of ties decided for them."
    )
    #expect(
      optima([.all, .none])
        == "1 administration is served under every optimal allocation and 1 is under none; ties decided for nobody "
        + "whether it is served.")
    #expect(
      optima([.none])
        == "1 administration is served under none of the optimal allocations; ties decided for nobody whether it is served."
    )
    #expect(
      optima([.notExamined, .notExamined])
        == "2 administrations are not examined; whether ties decided for anybody is open.")
    #expect(optima([.all], count: 1) == nil)
    #expect(optima([]) == nil)
  }

  @Test("optima of some stages only say so")
  func tiesOfSomeStages() {
    var record = Optima(
      count: 4, services: [.init(administration: "A", extent: .some)], stages: [2, 3], grantedBefore: 7,
      grantedAfter: 1, stageCount: 4)
    #expect(
      OptimaSentences.sentence(record)
        == "What follows is said of the optima of stages 2 and 3, given what earlier stages granted. 4 allocations are "
        + "optimal: 1 administration is served under some; the documented order of ties decided for it. Later stages "
        + "granted 1 more request and may serve others.")
    record.stages = [1]
    (record.grantedBefore, record.grantedAfter) = (0, 0)
    #expect(OptimaSentences.sentence(record)?.hasPrefix("What follows is said of the optima of stage 1. ") == true)
  }

  @Test("warnings: all of few, the first of many")
  func warnings() {
    var policy = Fixture.small.document.policies[0]
    #expect(OptimaSentences.warnings(policy).isEmpty)
    policy.warnings = (1...5).map { .init(stage: $0, stageName: "s\($0)", text: "granted nothing") }
    #expect(OptimaSentences.warnings(policy).count == 5)
    #expect(OptimaSentences.warnings(policy)[0] == "“First come, first served”, stage “s1”: granted nothing.")
    policy.warnings.append(.init(stage: 6, stageName: "s6", text: "granted nothing"))
    #expect(OptimaSentences.warnings(policy).count == 4)
    #expect(OptimaSentences.warnings(policy)[3] == "“First come, first served”: 3 more stages with warnings.")
  }

  @Test("what welfare counts in, and how near the product is to the greatest")
  func welfare() {
    let plain = ResultsDocument.Policy.Welfare(unit: "a unit of holding")
    #expect(WelfareSentences.sentences(plain) == ["A unit is a unit of holding."])
    let full = ResultsDocument.Policy.Welfare(unit: "u", productOfHoldings: "24", holders: 3, excess: "5.13e-7")
    #expect(
      WelfareSentences.sentences(full) == [
        "A unit is u.", "The product of the 3 holdings above nothing is 24.",
        "No allocation's product with as many holders exceeds this one's by more than a factor 1 + ε, "
          + "ε = 5.13 × 10⁻⁷, which covers the bound and the rounding of logarithms.",
      ])
    let one = ResultsDocument.Policy.Welfare(unit: "u", productOfHoldings: "7", holders: 1)
    #expect(WelfareSentences.sentences(one).last == "The one holding above nothing is 7.")
    #expect(WelfareSentences.scientific("1.20e0") == "1.20")
    #expect(WelfareSentences.scientific("1.20e12") == "1.20 × 10¹²")
  }

  @Test("what fairness costs, and where it costs nothing")
  func frontier() {
    let section = FrontierSection(Digest(Fixture.small.document))
    #expect(
      section.sentence(Fixture.frontier)
        == "Measured by equal shares, the greatest total holding is 1,624 channels at a smallest ratio of 1; the greatest "
        + "smallest ratio is 4 with a total of 1,500, a price of 7.6\u{A0}%. At 1 point the greatest holding is known up to "
        + "a bound only.")
    var free = Fixture.frontier
    free.points = Array(free.points.prefix(2))
    #expect(
      section.sentence(free)
        == "Measured by equal shares, fairness costs nothing: 1,624 channels at a smallest ratio of 1 and no point has a "
        + "greater smallest ratio.")
    free.points = []
    #expect(section.sentence(free) == "Measured by equal shares, no point of the frontier was worked out.")
  }

  @Test("where a rule stands and comes from")
  func sources() {
    var policy = Fixture.small.document.policies[0]
    #expect(
      Report.source(policy)
        == "A rule of this kind is or was in force somewhere. Source: Practice under Article 9.")
    policy.source = ""
    policy.ruleStanding = .proposed
    #expect(Report.source(policy) == "A proposal, by others or of this project.")
    policy.ruleStanding = .literature
    #expect(Report.source(policy) == "From the literature.")
    policy.ruleStanding = nil
    #expect(Report.source(policy).isEmpty)
  }

  @Test("lots in the headline")
  func lots() {
    #expect(ClaimSentences.lots([]) == nil)
    #expect(
      ClaimSentences.lots(["By lot"])?.text
        == "Under “By lot” lots decide who gets what: the outcome shown is one of many.")
  }
}
