// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Misreports whose gain can be worked out by hand.
@Suite struct ManipulationTests {
  /// A-1 and B-1 a degree apart where two are needed, on one channel; nobody is moved.
  private func pair(seed: Int = 1, flexibility: Int = 0) -> SmallProblem {
    SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: flexibility)],
      networks: [
        SmallNetwork(name: "A-1", administration: "A", longitude: 0, received: "2000-06-01"),
        SmallNetwork(name: "B-1", administration: "B", longitude: 1_000, received: "2010-01-01"),
      ], seed: seed)
  }

  private let engine = PolicyEngine(solver: GLPKSolver())

  private func finding(
    _ problem: SmallProblem, _ policy: Policy, _ symbol: String, _ kind: ManipulationKind, budget: Int = 1_000
  ) throws -> ManipulationFinding {
    let true_ = try problem.problem()
    let truth = try engine.allocate(true_, policy: policy)
    let trial = try #require(ManipulationTrial(problem: true_, symbol: symbol, truth: truth))
    let all = trial.misreports(kind)
    let trials = try all.prefix(budget).map { ($0, Optional(try trial.run($0, engine: engine))) }
    return ManipulationFinding(trial, kind: kind, trials: trials, space: all.count)
  }

  @Test func filingEarlyPaysWhereDatesDecide() throws {
    let found = try finding(pair(), .of([.order()]), "B", .fileEarly)
    #expect(found.trueNeeds == 1)
    #expect(found.trueUtility == 0)
    #expect(found.bestUtility == 1)
    #expect(found.gain == 1)
    #expect(found.othersLost == 1)
    #expect(found.bestMisreport == "every request dated before every dated request")
    #expect(found.runs == 5)
    #expect(found.isExhaustive)
    #expect(found.runsAtLimit == 0)
    // One who is first already has nothing to gain.
    #expect(try finding(pair(), .of([.order()]), "A", .fileEarly).gain == 0)
  }

  /// Of A-1 and B-1 the lot picks one. With three copies of B-1 at its place B has four tickets of five: over many draws it
  /// is served in about 80 % instead of 50 %.
  @Test func chanceIsMeasuredOverDraws() throws {
    let problem = try pair().problem()
    let policy = Policy.of([Policy.Stage(name: "lots", rule: .order(.init(queue: .lot)))])
    let truth = try engine.allocate(problem, policy: policy)
    let trial = try #require(ManipulationTrial(problem: problem, symbol: "B", truth: truth))
    #expect(trial.isDrawn)
    let copies = Misreport(
      changes: (1...3).map { .copy(of: "B-1", number: $0, displacementMilliDegrees: 0) }, words: "three copies")
    let draws = try trial.draws(copies, engine: engine, count: 400)
    #expect(draws.count == 400)
    // Five standard deviations: 5·√(400·¼) = 50 and 5·√(400·0.16) = 40.
    #expect(abs(draws.trueUtility - 200) <= 50)
    #expect(abs(draws.misreportUtility - 320) <= 40)
    #expect(draws.misreportUtility - draws.trueUtility == draws.better - draws.worse)
    // Dates mean nothing to lots: on every draw the early date serves as much as the truth.
    let early = try #require(trial.misreports(.fileEarly).first)
    let same = try trial.draws(early, engine: engine)
    #expect(same.count == 20 && same.better == 0 && same.worse == 0)
    #expect(
      try !#require(
        ManipulationTrial(
          problem: problem, symbol: "B", truth: try engine.allocate(problem, policy: .of([.order()])))
      ).isDrawn)
  }

  /// What is surveyed after a run has no part in it.
  @Test func theSurveyDecidesNothing() throws {
    for seed in 0..<20 {
      let problem = try SmallProblem.random(seed).problem()
      var limits = SolverLimits()
      limits.surveysOptima = false
      let quick = PolicyEngine(solver: GLPKSolver(), limits: limits)
      let policy = Policy.of([.maximise(.leximin)])
      let (one, other) = (try engine.allocate(problem, policy: policy), try quick.allocate(problem, policy: policy))
      #expect(one.grants == other.grants)
      #expect(other.uniqueness == .notExamined)
    }
  }

  @Test func datesMeanNothingToAnObjective() throws {
    for policy in [Policy.of([.maximise(.leximin)]), .of([.maximise(.total(.networks))])] {
      for symbol in ["A", "B"] { #expect(try finding(pair(), policy, symbol, .fileEarly).gain == 0) }
    }
  }

  /// A copy of B-1 at 2° is far enough from A-1 at 0°, and within B-1's flexibility: it stands in for B-1. Filed as it is,
  /// B-1 may be moved as far, so that the truth serves both; where nobody is moved, only the copy could go there, and the
  /// grid leaves no copy without flexibility.
  @Test func aCopyStandsInOnlyWithinTheFlexibility() throws {
    #expect(try finding(pair(flexibility: 1_000), .of([.order()]), "B", .paperSatellites).trueUtility == 1)
    let asFiled = try finding(pair(flexibility: 1_000), .of([.order(.asFiled)]), "B", .paperSatellites)
    #expect(asFiled.trueUtility == 0)
    #expect(asFiled.gain == 1)
    #expect(asFiled.othersLost == 0)
    #expect(try finding(pair(), .of([.order(.asFiled)]), "B", .paperSatellites).gain == 0)
  }

  /// One place for two: leximin serves one of them, and the greater lot decides. A copy is another ticket.
  @Test func aCopyIsAnotherTicketWhereLotsDecide() throws {
    var counts = [0, 0]
    for seed in 1...24 {
      var problem = pair(seed: seed)
      problem.networks[1].longitude = 0
      let draw = SeededDraw(seed: seed)
      let own = draw.lot("A-1@0")
      let other = draw.lot("B-1@0")
      let copy = draw.lot("A-1~1@0")
      let found = try finding(problem, .of([.maximise(.leximin)]), "A", .paperSatellites, budget: 1)
      #expect(found.trueUtility == (own > other ? 1 : 0), "seed \(seed)")
      #expect(found.bestUtility == (max(own, copy) > other ? 1 : 0), "seed \(seed)")
      counts[found.gain] += 1
    }
    #expect(counts[0] > 4 && counts[1] > 1)
  }

  @Test func askingForMoreThanTheBandHasLeftIsRefused() throws {
    var problem = pair()
    problem.bands = [SmallProblem.band(channels: 2, separation: 2_000, flexibility: 0)]
    // Two channels for two: the truth serves both, and whoever asks for both channels shuts the other out.
    let found = try finding(problem, .of([.order()]), "A", .overstateDemand)
    #expect(found.trueUtility == 1)
    #expect(found.gain == 0)
    #expect(found.runs == 1)
    #expect(found.isExhaustive)
  }

  @Test func aSmallBudgetIsNotExhaustive() throws {
    let found = try finding(pair(), .of([.order()]), "B", .fileEarly, budget: 2)
    #expect(found.runs == 2)
    #expect(found.space == 5)
    #expect(!found.isExhaustive)
  }

  /// The truth is always a candidate, others keep what they filed, and nothing that was drawn changes.
  @Test func neverLosesAgainstTheTruth() throws {
    let policies: [Policy] = [
      .of([.order()]), .of([.order()], cap: 1),
      .of([.order(administrations: .withoutNetworkInUse, limit: 1), .order()]),
      .of([.maximise(.total(.holding))]),
    ]
    for seed in 0..<24 {
      let problem = try SmallProblem.random(seed).problem()
      let truth = try engine.allocate(problem, policy: policies[seed % policies.count])
      let trial = try #require(ManipulationTrial(problem: problem, symbol: "A", truth: truth))
      #expect(try trial.run(Misreport(changes: [], words: "the truth"), engine: engine) == trial.baseline)
      for kind in ManipulationKind.allCases {
        let misreports = trial.misreports(kind).prefix(6)
        for misreport in misreports {
          let filed = try problem.withRequests(misreport.applied(to: problem).requests)
          let before = problem.requests.filter { $0.administration != "A" }
          let after = filed.requests.filter { $0.administration != "A" }
          #expect(before.map(\.identifier) == after.map(\.identifier))
          #expect(before.map(\.band) == after.map(\.band))
          #expect(before.map(\.received) == after.map(\.received))
        }
        let trials = try misreports.map { ($0, Optional(try trial.run($0, engine: engine))) }
        let found = ManipulationFinding(trial, kind: kind, trials: trials, space: misreports.count)
        #expect(found.gain >= 0)
        #expect(found.bestUtility <= found.trueNeeds)
        #expect(
          found.trueUtility
            == trial.truth.grants.indices.filter {
              trial.truth.grants[$0] != nil && problem.holders[$0] == trial.administration
            }.count)
      }
    }
  }
}
