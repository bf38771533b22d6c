// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Studies

/// A study whose results are made up from a seed: for what doesn't depend on how runs are done.
public struct MadeUpStudy: RunExecuting {
  /// Its name.
  public var name = "made-up"
  /// Its worlds.
  public var worlds = 10
  /// Its policies.
  public var policies = ["first-come", "leximin", "lottery"]
  /// Measures of a run.
  public var measures = 12
  /// Decisions of a run.
  public var decisions = 4
  /// Microseconds that a run computes.
  public var microseconds = 0
  /// One run in so many fails; 0 for none.
  public var failsOneIn = 7
  /// Edition of results.
  public var edition = 1
  /// Limit of nodes.
  public var nodeLimit = 10
  /// Contents of policy files by policy: what changes them changes the runs.
  public var files: [String: String] = [:]

  /// Makes a study.
  public init() {}

  /// How many places the plan has; every world but the first begins with a run of the world before.
  public var count: Int { worlds * policies.count }

  /// What places are called.
  public var names: PlaceNames {
    PlaceNames(
      grids: ["early", "late"], scenarios: ["shipped"], registers: ["real"],
      parameters: ["scenario.flexibility_degrees"])
  }

  /// The plan.
  public var plan: PlannedRuns { PlannedRuns(count: count) { place($0) } }

  /// What a store says of it.
  public var head: StudyHead { StudyHead(name: name, declaration: "0123456789abcdef") }

  /// A place: worlds by pairs share the run of the last policy, as where a parameter concerns no other.
  public func place(_ ordinal: Int) -> PlannedRun {
    let (world, policy) = (ordinal / policies.count, ordinal % policies.count)
    let name = policies[policy]
    let isShared = policy == policies.count - 1 && policies.count > 1
    let part = isShared ? world / 2 : world
    let key =
      #"{"edition":\#(edition),"keep":{"allocations":true},"limits":{"nodes":\#(nodeLimit)},"#
      + #""policy":{"digest":"\#(name) \#(files[name] ?? "")","settings":{}},"#
      + #""scenario":{"digest":"00","settings":{"flexibility_degrees":"\#(part)"}},"seeds":{"bands":"\#(part)"}}"#
    return PlannedRun(
      ordinal: ordinal, world: world, grid: 2 * world < worlds ? 0 : 1, scenario: 0, register: 0, point: world % 3,
      seed: world, policy: name,
      settings: [Setting(parameter: .scenario(["flexibility_degrees"]), value: String(world % 3))], key: key,
      identity: RunIdentity(key: key.utf8))
  }

  /// A world is its number; the fourth of every hundred can't be made.
  public func world(of run: PlannedRun) throws -> Int {
    if failsOneIn > 0, run.world % 100 == 3 {
      throw BadInput([Fault(file: "scenario.yaml", line: 3, field: "bands", problem: "no band", remedy: "name one")])
    }
    return run.world
  }

  /// A record made of the identity's bits.
  public func record(
    of run: PlannedRun, in world: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> RunRecord {
    var bits = UInt64(truncatingIfNeeded: run.identity.bits) | 1
    func next() -> UInt64 {
      bits ^= bits << 13
      bits ^= bits >> 7
      bits ^= bits << 17
      return bits
    }
    let end = ContinuousClock.now + .microseconds(microseconds)
    while ContinuousClock.now < end {
      if isCancelled() { throw CancellationError() }
    }
    var record = RunRecord(
      identity: run.identity, key: run.key, outcome: .done(proof: "optimal"), measures: [], claims: [], decisions: [],
      certificate: nil, effort: RunRecord.Effort(seconds: Double(microseconds) / 1e6, nodes: 3, simplexIterations: 5))
    if failsOneIn > 0, run.identity.bits % UInt128(failsOneIn) == 0 {
      record.outcome = .failed(RunFailure(kind: .limit, message: "no answer within 10 nodes, \"so it is\""))
      return record
    }
    for number in 0..<measures {
      let draw = next()
      let name = MeasureName(
        measure: "measure_\(number % 25)", population: "member_states", entitlement: "equal",
        group: number < 25 ? "all" : "group \(number / 25)")
      record.measures.append(
        draw % 31 == 0
          ? Measurement(name: name, value: nil, status: "undefined")
          : Measurement(name: name, value: Double(draw % 1_000_003) / 999_983, status: "value"))
    }
    record.claims = [
      RunRecord.Claim(
        number: 0, stage: "grant", objective: "granted-networks", strength: "optimal", value: Int(next() % 100),
        bound: 100)
    ]
    for number in 0..<decisions {
      let isGranted = next() % 3 > 0
      record.decisions.append(
        RunRecord.Decision(
          network: "NET-\(number)", outcome: isGranted ? "granted" : "refused",
          positionMilliDegrees: isGranted ? Int(next() % 360_000) - 180_000 : nil,
          firstChannel: isGranted ? number : nil, reason: isGranted ? "first in order" : "no room, none at all"))
    }
    if run.ordinal % 5 == 0 { record.certificate = Array("{\"value\":\(next() % 10)}".utf8) }
    return record
  }
}
