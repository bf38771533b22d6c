// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Policies held against a problem: what they name that isn't there, and what has no effect.
@Suite struct PolicyFaultsTests {
  /// A and B are administrations with a network each; D has none and no known population; A is least developed.
  private static func world() throws -> CoordinationProblem {
    try SmallProblem(
      bands: [SmallProblem.band(channels: 2, separation: 2_000, flexibility: 1_000)],
      networks: [
        SmallNetwork(name: "A-1", administration: "A", longitude: 10_000, received: "2001-02-03", isInUse: true),
        SmallNetwork(name: "B-1", administration: "B", longitude: 11_000, received: "2002-03-04"),
      ]
    ).problem()
  }

  private static func policy(_ stages: [Policy.Stage], _ change: (inout Policy.Constraints) -> Void = { _ in })
    -> Policy
  {
    var policy = Policy.of(stages)
    change(&policy.constraints)
    return policy
  }

  @Test func nothingIsWrongWithWhatFits() throws {
    let problem = try Self.world()
    let policy = Self.policy([
      .order(requests: .inUse, administrations: .symbols(["A", "B"])),
      .order(administrations: .groups([.leastDeveloped])),
      .maximise(.leximin, .population),
    ]) {
      $0.limits = [.init(kind: .cap, scope: .administrations(["A", "D"]), quantity: .networks, amount: 1)]
      $0.quotas = [.init(entitlement: .population, units: 2, isLower: true, isUpper: true)]
      $0.setAsides = [.init(groups: [.leastDeveloped], extent: .channels(band: "C", first: 2, last: 2))]
      $0.protected = [.networksInUse]
      $0.eligibility = ["in-use-or-in-time"]
    }
    #expect(policy.faults(against: problem).isEmpty)
  }

  @Test func administrationsThatAreNotThere() throws {
    let problem = try Self.world()
    var stage = Policy.Stage.order(administrations: .symbols(["A", "Z"]))
    stage.line = 12
    let policy = Self.policy([stage]) {
      $0.limits = [
        .init(kind: .cap, scope: .eachAdministration(.all), quantity: .networks, amount: 3, line: 4),
        .init(kind: .cap, scope: .administrations(["Y"]), quantity: .networks, amount: 3, line: 5),
        .init(kind: .minimum, scope: .eachAdministration(.symbols(["X"])), quantity: .networks, amount: 1, line: 6),
      ]
    }
    let faults = policy.faults(against: problem)
    #expect(faults.map(\.line) == [5, 6, 12])
    #expect(faults.map(\.field) == ["constraints.cap[2]", "constraints.minimum", "stages[1].administrations"])
    #expect(faults.map { $0.problem.contains("is not in the register") } == [true, true, true])
    #expect(faults.allSatisfy { $0.file == "test.yaml" })
  }

  @Test func groupsWithoutMembers() throws {
    let problem = try Self.world()
    let none = Self.policy([.order()]) {
      $0.setAsides = [.init(groups: [.smallIslandDeveloping, .region(2)], extent: .positions([0]), line: 3)]
    }
    #expect(none.faults(against: problem).map(\.line) == [3])
    #expect(none.warnings(against: problem).isEmpty)
    // One of two groups is enough for the rule to mean something.
    let some = Self.policy([.order()]) {
      $0.setAsides = [.init(groups: [.leastDeveloped, .region(2)], extent: .positions([0]), line: 3)]
    }
    #expect(some.faults(against: problem).isEmpty)
    #expect(some.warnings(against: problem).map(\.problem).filter { $0.contains("`region:2`") }.count == 1)
    var priority = Policy.Ordering(queue: .dateOfReceipt)
    priority.priority = [.region(2), .leastDeveloped]
    let ordered = Self.policy([Policy.Stage(name: "order", rule: .order(priority))])
    #expect(ordered.faults(against: problem).isEmpty)
    #expect(ordered.warnings(against: problem).map(\.field) == ["stages[1].priority"])
  }

  /// Need has no table here; every rule that goes by it says so, and no other.
  @Test func entitlementsThatNobodyHas() throws {
    let problem = try Self.world()
    let picking = Policy.Ordering(queue: .pickingSequence(.adams, entitlement: .need))
    let policy = Self.policy([
      .maximise(.leximin, .need), .maximise(.total(.holding), .need),
      Policy.Stage(name: "picks", rule: .order(picking)), .maximise(.leximin, .equal),
      Policy.Stage(name: "lottery", rule: .lottery(.init(kind: .leximin, entitlement: .need))),
    ]) {
      $0.quotas = [.init(entitlement: .need, units: 2, isLower: true, isUpper: true)]
      $0.fairness = [.init(kind: .weightedEF1, entitlement: .need)]
    }
    #expect(
      policy.faults(against: problem).map(\.field) == [
        "constraints.quota.entitlement", "constraints.fairness.entitlement", "stages[1].entitlement",
        "stages[3].entitlement", "stages[5].entitlement",
      ])
  }

  /// What a scenario doesn't define is told with the file to define it in; of several constraints, which one.
  @Test func messagesOfNamesThatLeadNowhere() throws {
    let problem = try Self.world()
    var stage = Policy.Stage.maximise(.leximin, .blend("half"))
    stage.line = 3
    #expect(
      Self.policy([stage]).faults(against: problem).map(\.description) == [
        "test.yaml:3: stages[1].entitlement: the scenario doesn't define `blend:half`; define it in small.yaml, or name one "
          + "of: equal, population, need, visible_arc, income"
      ])
    let quotas = Self.policy([.maximise(.total(.holding))]) {
      $0.quotas = [.equal, .need].map { .init(entitlement: $0, units: 2, isLower: true, isUpper: true, line: 5) }
      $0.eligibility = ["in-use"]
    }
    #expect(
      quotas.faults(against: problem).map(\.field) == ["constraints.eligible", "constraints.quota[2].entitlement"])
    #expect(
      quotas.faults(against: problem)[0].description
        == "test.yaml: constraints.eligible: criterion `in-use` is unknown in this scenario; add a column to the table of "
        + "`compliance`, or write one of: in-use-or-in-time")
  }

  @Test func bandsAndChannels() throws {
    let problem = try Self.world()
    for (extent, field) in [
      (Policy.SetAside.Extent.channels(band: "Ka", first: 1, last: 1), "constraints.set_aside.band"),
      (.channels(band: "C", first: 2, last: 3), "constraints.set_aside.channels"),
    ] {
      let policy = Self.policy([.order()]) {
        $0.setAsides = [.init(groups: [.leastDeveloped], extent: extent, line: 7)]
      }
      let faults = policy.faults(against: problem)
      #expect(faults.map(\.field) == [field])
      #expect(faults.map(\.line) == [7])
    }
  }

  @Test func criteria() throws {
    let policy = Self.policy([.order()]) {
      $0.eligibility = ["in-use-or-in-time", "registration"]
      $0.eligibilityLine = 5
    }
    let faults = policy.faults(against: try Self.world())
    #expect(faults.map(\.line) == [5])
    #expect(faults.map { $0.problem.contains("`registration`") } == [true])
  }

  @Test func stagesThatAdmitNobody() throws {
    let problem = try Self.world()
    let policy = Self.policy([
      .order(), .order(requests: .national), .order(administrations: .symbols(["D"])),
      .maximise(.total(.holding), requests: .nationalAllotments), .order(administrations: .withoutFiling),
    ])
    #expect(policy.faults(against: problem).isEmpty)
    // D and C have filed nothing, but there are no national requests that could make them ask.
    #expect(
      policy.warnings(against: problem).map(\.field) == Array(repeating: "stage `order`", count: 2)
        + ["stage `holding`", "stage `order`"])
  }

  @Test func batchesWithoutRequests() throws {
    let window: (String, String) -> Policy.BatchWindow = {
      .init(from: SmallProblem.date($0), to: SmallProblem.date($1))
    }
    var ordering = Policy.Ordering(queue: .dateOfReceipt)
    ordering.batches = [
      window("2001-02-03", "2001-02-03"), window("2001-02-04", "2002-03-03"), window("2002-03-04", "2003-01-01"),
    ]
    let all = Self.policy([Policy.Stage(name: "batches", rule: .order(ordering))])
    let warnings = all.warnings(against: try Self.world())
    #expect(warnings.count == 1)
    #expect(warnings.first?.problem.contains("2001-02-04 to 2002-03-03") == true)
    // What the stage doesn't admit doesn't fill its windows.
    let one = Self.policy([
      Policy.Stage(name: "batches", rule: .order(ordering), administrations: .symbols(["B"]))
    ])
    #expect(one.warnings(against: try Self.world()).count == 2)
  }

  @Test func quotasBeyondWhatIsAsked() throws {
    let problem = try Self.world()
    for (units, count) in [(2, 0), (3, 1)] {
      let policy = Self.policy([.maximise(.total(.holding))]) {
        $0.quotas = [.init(entitlement: .equal, units: units, isLower: true, isUpper: true, line: 2)]
      }
      #expect(policy.warnings(against: problem).count == count, "\(units)")
    }
  }

  @Test func idleStages() throws {
    let problem = try Self.world()
    let policy = Self.policy([
      .order(.asFiled, administrations: .symbols(["A"])), .order(administrations: .symbols(["A"])),
      .maximise(.total(.holding)),
    ]) { $0.protected = [.nationalAllotments] }
    let engine = PolicyEngine(solver: GLPKSolver())
    let allocation = try engine.allocate(problem, policy: policy)
    #expect(allocation.idleStageNames == ["protected: national-allotments", "order"])
  }

  /// A stage in rounds is idle only where no round of it granted anything.
  @Test func idleRounds() throws {
    let problem = try Self.world()
    var stage = Policy.Stage.maximise(.total(.networks))
    stage.roundDays = 0
    let engine = PolicyEngine(solver: GLPKSolver())
    let once = try engine.allocate(problem, policy: Self.policy([stage]))
    #expect(once.plan.count == 2)
    #expect(once.idleStageNames.isEmpty)
    let early = Policy.Stage.order()
    let idle = try engine.allocate(problem, policy: Self.policy([early, stage]))
    #expect(idle.idleStages == [2, 3])
    #expect(idle.idleStageNames == [stage.name])
  }

  /// A and C stand in each other's way wherever they are put, B stands alone: somebody must have nothing.
  @Test func maxMinThatCannotHelp() throws {
    func warnings(flexibility: Int, _ stages: [Policy.Stage]) throws -> [StageWarning] {
      let problem = try SmallProblem(
        bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: flexibility)],
        networks: [
          SmallNetwork(name: "A-1", administration: "A", longitude: 0),
          SmallNetwork(name: "B-1", administration: "B", longitude: 50_000),
          SmallNetwork(name: "C-1", administration: "C", longitude: 0),
        ]
      ).problem()
      return try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: Self.policy(stages)).stageWarnings
    }
    let stages = [Policy.Stage.maximise(.minimumRatio, carry: .optimum), .maximise(.total(.networks))]
    let found = try warnings(flexibility: 0, stages)
    #expect(found.map(\.stage) == [1] && found.map(\.name) == [stages[0].name])
    #expect(found.allSatisfy { $0.text.hasPrefix("decides nothing") })
    #expect(try warnings(flexibility: 1_000, stages).isEmpty)
    // After all have been granted, nothing is left to any stage, max-min or not.
    let late = try warnings(flexibility: 1_000, [.order(), .maximise(.total(.holding))])
    #expect(late.map(\.text) == ["granted nothing"] && late.map(\.stage) == [2])
  }

  /// What a policy and its problem show of stages goes into the results as well, with the stage's number.
  @Test func partsOfStagesWithoutEffect() throws {
    let problem = try Self.world()
    var ordering = Policy.Ordering(queue: .dateOfReceipt)
    ordering.priority = [.region(2), .leastDeveloped]
    ordering.batches = [.init(from: SmallProblem.date("1999-01-01"), to: SmallProblem.date("1999-12-31"))]
    var stages: [Policy.Stage] = [
      .order(requests: .inUse), Policy.Stage(name: "batches", rule: .order(ordering)),
      .order(administrations: .groups([.region(3)])),
    ]
    for index in stages.indices { stages[index].line = 10 + index }
    let policy = Self.policy(stages) {
      $0.protected = [.networksInUse]
      $0.setAsides = [.init(groups: [.leastDeveloped, .region(2)], extent: .positions([0]))]
    }
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy)
    let found = allocation.partialWarnings(in: problem)
    // Protection is carried out first, as stage 1.
    #expect(found.map(\.stage) == [3, 3, 4])
    #expect(
      found.map(\.text) == [
        "no administration of the register belongs to `region:2`",
        "nothing that it admits was received from 1999-01-01 to 1999-12-31",
        "no administration of the register belongs to `region:3`",
      ])
  }
}
