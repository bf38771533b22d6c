// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Explanations of problems that are worked out by hand.
@Suite struct ExplainerTests {
  /// One channel, two degrees apart, nobody is moved: A-1 at 0°, B-1 at 1°, C-1 at 3°, in order of receipt.
  private func row(channels: Int = 1, flexibility: Int = 0) -> SmallProblem {
    SmallProblem(
      bands: [
        SmallProblem.band(channels: channels, separation: 2_000, flexibility: flexibility),
        SmallProblem.band(channels: 1, separation: 2_000, flexibility: flexibility, identifier: "Ku"),
      ],
      networks: [
        SmallNetwork(name: "A-1", administration: "A", longitude: 0, received: "2000-01-01"),
        SmallNetwork(name: "B-1", administration: "B", longitude: 1_000, received: "2001-01-01"),
        SmallNetwork(name: "C-1", administration: "C", longitude: 3_000, received: "2002-01-01"),
      ])
  }

  private func explanation(
    _ problem: SmallProblem, _ policy: Policy, _ network: String, limits: Explainer.Limits = .init()
  ) throws -> Explanation {
    let explainer = try Recording.explainer(try problem.problem(), [policy], limits: limits)
    return try #require(try explainer.explanation(policy: "test", network: network))
  }

  @Test func whatIsNotKnownHasNoExplanation() throws {
    let explainer = try Recording.explainer(try row().problem(), [.of([.order()])])
    #expect(try explainer.explanation(policy: "test", network: "A-2") == nil)
    #expect(try explainer.explanation(policy: "other", network: "A-1") == nil)
  }

  @Test func aRefusalNamesTheObstacleAndTheMissingDegrees() throws {
    let found = try explanation(row(), .of([.order()]), "B-1")
    #expect(found.outcome == "refused")
    #expect(found.admittedByStages == [1])
    #expect(found.places.map(\.longitudeMilliDegrees) == [1_000])
    let place = try #require(found.places.first)
    #expect(place.verdict == .blocked)
    #expect(place.marginMilliDegrees == 1_000)
    let obstacles = try #require(place.options.first?.obstacles)
    #expect(obstacles.map(\.network) == ["A-1"])
    #expect(obstacles.map(\.criterion) == [.tooClose])
    #expect(obstacles.map(\.distanceMilliDegrees) == [1_000])
    #expect(obstacles.map(\.requiredMilliDegrees) == [2_000])
    #expect(obstacles.map(\.missingMilliDegrees) == [1_000])
  }

  /// A-1 at 0° and C-1 at 3° leave nothing between them: 5° east of C-1's far side, or 2° west of A-1, is the nearest.
  @Test func theSmallestShiftIsTheNearestGapOnTheGrid() throws {
    let change = try #require(try explanation(row(), .of([.order()]), "B-1").smallestChange)
    // West: −2°, three degrees away. East: 5°, four degrees away.
    #expect(change.shift?.longitudeMilliDegrees == -2_000)
    #expect(change.shift?.displacementMilliDegrees == -3_000)
    #expect(!change.shiftIsWithinFlexibility)
    // Ku is for networks under a plan only.
    #expect(change.otherBands.isEmpty)
    #expect(change.visibility == .notChecked)
    #expect(change.sacrifice?.networks == ["A-1"])
    #expect(change.fewerChannels == nil)
    #expect(!change.capIsReached)
  }

  /// The weight of Ku is so small that all three are drawn into C, and yet Ku is open to them.
  @Test func anotherBandIsOneOfItsKind() throws {
    var problem = row()
    problem.nonPlanned = [.init(name: "C", weight: 999_999), .init(name: "Ku", weight: 1)]
    let change = try #require(try explanation(problem, .of([.order()]), "B-1").smallestChange)
    #expect(change.otherBands.map(\.band) == ["Ku"])
    #expect(change.otherBands.map(\.longitudeMilliDegrees) == [1_000])
    // Under a plan, Ku is its own band and C isn't open to it.
    problem.nonPlanned = nil
    problem.networks.append(
      SmallNetwork(name: "B-2", administration: "B", band: 1, longitude: 50_000, received: "2003-01-01"))
    problem.networks.append(
      SmallNetwork(name: "D-2", administration: "D", band: 1, longitude: 50_000, received: "2004-01-01"))
    let planned = try #require(try explanation(problem, .of([.order()]), "D-2").smallestChange)
    #expect(planned.otherBands.isEmpty)
  }

  /// At an elevation of ε = 10° a point on the equator sees arccos((6,378 ÷ 42,164)·cos ε) − ε = 71.4° to either side, so that
  /// one at 72° east sees 1° and 5°, and not −2°.
  @Test func aShiftStaysInSight() throws {
    var problem = row()
    problem.territoryPoints = [
      .init(administration: "B", latitudeMilliDegrees: 0, longitudeMilliDegrees: 72_000)
    ]
    let change = try #require(try explanation(problem, .of([.order()]), "B-1").smallestChange)
    #expect(change.visibility == .territory)
    #expect(change.shift?.longitudeMilliDegrees == 5_000)
    // A point that doesn't even see the filed position says nothing of the shift.
    problem.territoryPoints[0].longitudeMilliDegrees = 150_000
    let unknown = try #require(try explanation(problem, .of([.order()]), "B-1").smallestChange)
    #expect(unknown.visibility == .notChecked)
    #expect(unknown.shift?.longitudeMilliDegrees == -2_000)
  }

  @Test func fewerChannelsMayFit() throws {
    var problem = row(channels: 2)
    problem.networks[0].channels = (1, 1, nil)
    problem.demandWeights = [.init(name: "2", weight: 1)]
    let change = try #require(try explanation(problem, .of([.order()]), "B-1").smallestChange)
    #expect(change.fewerChannels?.channels == 1)
    #expect(change.fewerChannels?.firstChannel == 2)
    #expect(change.fewerChannels?.longitudeMilliDegrees == 1_000)
  }

  @Test func anOrderingIsReplayedWithTheRequestFirst() throws {
    let found = try explanation(row(), .of([.order()]), "B-1")
    #expect(found.cost.status == .replayed)
    // C-1 at 3° is two degrees from B-1 and stays; A-1 is lost.
    #expect(found.cost.changes.map(\.administration) == ["A", "B"])
    #expect(found.cost.changes.map(\.lost) == [["A-1"], []])
    #expect(found.cost.changes.map(\.gained) == [[], ["B-1"]])
    #expect(found.cost.changes.map(\.holdingChange) == [-1, 1])
  }

  @Test func aGrantSaysWhatItDisplaced() throws {
    var problem = row()
    problem.networks[2].longitude = 2_000
    problem.networks.append(SmallNetwork(name: "D-1", administration: "D", longitude: 1_500, received: "2003-01-01"))
    // A-1 at 0° and C-1 at 2° are granted; B-1 at 1° and D-1 at 1.5° are too close to both.
    let found = try explanation(problem, .of([.order()]), "A-1")
    #expect(found.outcome == "granted")
    #expect(found.grant?.stage == 1)
    #expect(found.grant?.blocksAlone.isEmpty == true)
    #expect(found.grant?.blocksWithOthers.map(\.network) == ["B-1", "D-1"])
    #expect(found.grant?.blocksWithOthers.map(\.others) == [["C-1"], ["C-1"]])
    #expect(found.places.isEmpty)
    // Without A-1 the next in line is B-1, which then keeps C-1 and D-1 out.
    #expect(found.cost.status == .replayed)
    #expect(found.cost.changes.map(\.administration) == ["A", "B", "C"])
    #expect(found.cost.changes.map(\.holdingChange) == [-1, 1, -1])
    problem.networks.remove(at: 2)
    let alone = try explanation(problem, .of([.order()]), "A-1")
    #expect(alone.grant?.blocksAlone.map(\.network) == ["B-1", "D-1"])
  }

  @Test func underACapOnlyGivingUpHelps() throws {
    var problem = row()
    problem.networks.append(SmallNetwork(name: "A-2", administration: "A", longitude: 90_000, received: "2005-01-01"))
    let found = try explanation(problem, .of([.order()], cap: 1), "A-2")
    #expect(found.reason == "cap-reached")
    let change = try #require(found.smallestChange)
    #expect(change.capIsReached)
    #expect(change.shift == nil)
    #expect(change.otherBands.isEmpty)
    #expect(change.sacrifice?.networks == ["A-1"])
    // Put first, A-2 takes the one network that A may have; then B-1 is granted at 1°.
    #expect(found.cost.changes.flatMap(\.gained) == ["A-2", "B-1"])
    #expect(found.cost.changes.flatMap(\.lost) == ["A-1"])
  }

  @Test func aStageThatLooksAtNobodySaysSo() throws {
    let found = try explanation(row(), .of([.order(requests: .national)]), "A-1")
    #expect(found.admittedByStages.isEmpty)
    #expect(found.cost.status == .impossible)
  }

  /// Greatest number of networks: A-1 and C-1, two. With B-1 at 1°, A-1 is lost and C-1 stays: two again, a tie.
  @Test func aLostTieCostsNothing() throws {
    let policy = Policy.of([.maximise(.total(.networks))])
    let problem = try row().problem()
    let explainer = try Recording.explainer(problem, [policy])
    for network in ["A-1", "B-1"] {
      let found = try #require(try explainer.explanation(policy: "test", network: network))
      #expect(found.cost.status == .noCost)
      #expect(found.cost.objective == nil)
      #expect(found.cost.changes.count == 2)
    }
    // C-1 is in every optimum: without it, one network is all there is.
    let last = try #require(try explainer.explanation(policy: "test", network: "C-1"))
    #expect(last.outcome == "granted")
    #expect(last.cost.status == .exact)
    #expect(last.cost.objective?.value == 2)
    #expect(last.cost.objective?.changedValue == 1)
  }

  /// B-1 in the middle of A-1 and C-1, two degrees from neither: granting it loses both, one network in place of two.
  @Test func aCostIsExact() throws {
    var problem = row()
    problem.networks[2].longitude = 2_000
    let found = try explanation(problem, .of([.maximise(.total(.networks))]), "B-1")
    #expect(found.outcome == "refused")
    #expect(found.cost.status == .exact)
    #expect(found.cost.objective?.id == "networks")
    #expect(found.cost.objective?.value == 2)
    #expect(found.cost.objective?.changedValue == 1)
    #expect(found.cost.changes.map(\.holdingChange) == [-1, 1, -1])
    #expect(found.cost.method?.isWhole == true)
  }

  /// An ordering decides who is granted, an objective where: what the ordering granted stays granted.
  @Test func whatAnOrderingKeepsGrantedLeavesNoRoom() throws {
    let policy = Policy.of([
      Policy.Stage(name: "who", rule: .order(.init(queue: .dateOfReceipt)), carry: .requests),
      .maximise(.leastDisplacement),
    ])
    let refused = try explanation(row(), policy, "B-1")
    #expect(refused.outcome == "refused")
    #expect(refused.cost.status == .impossible)
    let granted = try explanation(row(), policy, "A-1")
    #expect(granted.grant?.stage == 2)
    #expect(granted.cost.status == .impossible)
    // Room for one degree: B-1 is still refused, since A-1 and C-1 stay, and neither can go far enough away.
    let flexible = try explanation(row(flexibility: 1_000), policy, "A-1")
    #expect(flexible.cost.status == .impossible)
  }

  @Test func aTableThatDoesNotFitIsRefused() throws {
    let problem = try row().problem()
    func outcome(_ rows: [RecordedOutcome.Row]) throws -> RecordedOutcome {
      try RecordedOutcome(
        problem: problem, policy: .of([.order()]), rows: rows, stages: [:], claims: [], file: "allocation.csv")
    }
    func cells(_ network: String, at longitude: Int? = nil) -> RecordedOutcome.Row {
      .init(
        line: 7, network: network, reason: "", longitudeMilliDegrees: longitude, firstChannel: longitude.map { _ in 1 },
        polarization: longitude.map { _ in "dual" })
    }
    let all = ["A-1", "B-1", "C-1"].map { cells($0) }
    #expect(throws: Never.self) { try outcome(all) }
    for rows in [
      Array(all.dropLast()), all + [cells("A-1")], all + [cells("X")], [cells("A-1", at: 500)] + all.dropFirst(),
    ] {
      let error = #expect(throws: BadInput.self) { try outcome(rows) }
      #expect(error?.faults.first?.file == "allocation.csv")
    }
  }
}
