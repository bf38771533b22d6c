// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// The places of a study in a fixed order, each worked out from its number.
///
/// The order is by grid, scenario, register, point, seed and policy, the last one changing fastest, so that the places of one
/// world stand together. Nothing is kept for each place: memory is that of the declaration, and of drawn designs.
public struct StudyPlan: RandomAccessCollection, Sendable {
  /// The study.
  public let study: Study
  /// What makes registers.
  public let supply: any RegisterSupplying
  /// The number of worlds.
  public let worldCount: Int
  /// The number of places.
  public let endIndex: Int

  let blocks: [Block]
  let points: [DesignPoints]
  /// Parts of every key.
  private let common: Common
  /// What keys say of registers: places follow each other that have the same.
  private let registerParts = RecentValues<String>(capacity: 16)

  /// The places of one grid, scenario and register.
  struct Block: Sendable {
    var grid: Int
    var scenario: Int
    var register: Int?
    /// Number of its first place, and of its first world.
    var first: Int
    var firstWorld: Int
    var source: Scenario
    var scenarioDigest: String
    var registerDigest: String
    /// Knobs that the study sets for a generated register.
    var ownKnobs: [Setting]
    var isGenerated: Bool
    var policies: [PolicyPart]
  }

  /// A policy of a block.
  struct PolicyPart: Sendable {
    var word: String
    var policy: Policy
    var digest: String
  }

  private struct Common: Sendable {
    var keep: String
    var limits: String
    var measures: String
  }

  /// Number of the first place.
  public var startIndex: Int { 0 }

  /// Plans a study: reads its scenarios and policies, and the bytes of every file for their digests.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` where a file is faulty.
  public init(_ study: Study, supply: any RegisterSupplying = RegisterSupplies.standard) throws {
    self.study = study
    self.supply = supply
    points = study.grids.map { DesignPoints(factors: $0.factors, design: $0.design) }
    common = Common(
      keep: CanonicalJSON.object([
        ("allocations", study.keep.allocations ? "true" : "false"),
        ("certificates", CanonicalJSON.text(study.keep.certificates.rawValue)),
      ]), limits: CanonicalJSON.object([("nodes", study.nodeLimit.map { String($0) } ?? "null")]),
      measures: Self.json(study.measures))
    let scenarios = try study.scenarios.map { try Scenario.read(path: $0.path) }
    let scenarioDigests = try scenarios.map { try InputDigest.of($0) }
    var registers: [String: String] = [:]
    var policies: [String: PolicyPart] = [:]
    var blocks: [Block] = []
    var (first, firstWorld) = (0, 0)
    for (number, grid) in study.grids.enumerated() {
      for scenario in grid.scenarios {
        for register in grid.registers {
          var directory = scenarios[scenario].registerPath
          var knobs: [Setting] = []
          if let register {
            switch study.registers[register].origin {
            case .directory(let path): directory = path
            case .generated(let settings): knobs = settings
            }
          }
          let digest = try registers[directory] ?? InputDigest.of(register: directory)
          registers[directory] = digest
          let parts = try grid.policies.map { word -> PolicyPart in
            let path = study.path(ofPolicy: word, scenario: scenario)
            let part =
              try policies[path]
              ?? PolicyPart(word: word, policy: Policy.read(path: path), digest: InputDigest.of(file: path))
            policies[path] = part
            return PolicyPart(word: word, policy: part.policy, digest: part.digest)
          }
          blocks.append(
            Block(
              grid: number, scenario: scenario, register: register, first: first, firstWorld: firstWorld,
              source: scenarios[scenario], scenarioDigest: scenarioDigests[scenario], registerDigest: digest,
              ownKnobs: knobs, isGenerated: study.isGenerated(register), policies: parts))
          let worlds = points[number].count * grid.seeds.count
          first += worlds * grid.policies.count
          firstWorld += worlds
        }
      }
    }
    self.blocks = blocks
    endIndex = first
    worldCount = firstWorld
  }

  /// The family of each policy, by the word that names it in grids.
  public var families: [String: Policy.Family] {
    Dictionary(
      blocks.flatMap(\.policies).map { ($0.word, $0.policy.family) }, uniquingKeysWith: { first, _ in first })
  }

  /// A place. Time: that of writing its key; nothing depends on its number.
  public subscript(ordinal: Int) -> PlannedRun {
    let block = blocks[block(of: ordinal)]
    let grid = study.grids[block.grid]
    let offset = ordinal - block.first
    let world = offset / grid.policies.count
    let policy = block.policies[offset % grid.policies.count]
    let point = world / grid.seeds.count
    let seed = grid.seed(world % grid.seeds.count, point: point)
    let values = points[block.grid].values(point)
    let settings = zip(grid.factors, values).map {
      Setting(parameter: $0.parameter, value: $1, line: $0.line)
    }
    let key = key(block, settings, seed, policy)
    return PlannedRun(
      ordinal: ordinal, world: block.firstWorld + world, grid: block.grid, scenario: block.scenario,
      register: block.register, point: point, seed: seed, policy: policy.word, settings: settings, key: key,
      identity: RunIdentity(key: key.utf8))
  }

  /// Numbers of the places that are run: of places with one key the first. Time and memory: one hash a place.
  public func distinct() -> [Int] {
    var seen: Set<RunIdentity> = []
    return indices.filter { seen.insert(self[$0].identity).inserted }
  }

  /// The first place of an identity; nil where the plan has none. Time: that of going through all places.
  public func place(of identity: RunIdentity) -> PlannedRun? {
    for run in self where run.identity == identity { return run }
    return nil
  }

  /// What tells a world from every other: everything that its problem is made of, but for policies.
  public func worldKey(of run: PlannedRun) -> String {
    let block = blocks[block(of: run.ordinal)]
    let varies = study.grids[block.grid].varies
    var seeds = seeds(block, run.settings, run.seed)
    if varies.contains(.ties) { seeds.append(("ties", String(run.seed))) }
    return CanonicalJSON.object([
      ("register", register(block, run.settings)), ("scenario", scenario(block, run.settings)),
      ("seeds", CanonicalJSON.object(seeds)),
    ])
  }

  /// Index of the block of a place.
  func block(of ordinal: Int) -> Int {
    var (low, high) = (0, blocks.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if blocks[middle].first <= ordinal { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

// MARK: - Keys

extension StudyPlan {
  private func key(_ block: Block, _ settings: [Setting], _ seed: Int, _ part: PolicyPart) -> String {
    let varies = study.grids[block.grid].varies
    let own = part.settings(of: settings)
    var seeds = seeds(block, settings, seed)
    if varies.contains(.ties), SeedReach.usesTies(part.policy, own) { seeds.append(("ties", String(seed))) }
    if varies.contains(.values), SeedReach.usesValues(part.policy) { seeds.append(("values", String(seed))) }
    // The names stand in the order of their bytes, as in every object of the key.
    return "{\"edition\":\(RunRecord.edition),\"keep\":\(common.keep),\"limits\":\(common.limits),"
      + "\"measures\":\(common.measures),\"policy\":{\"digest\":\"\(part.digest)\",\"settings\":\(Self.json(own))},"
      + "\"register\":\(register(block, settings)),\"scenario\":\(scenario(block, settings)),"
      + "\"seeds\":\(CanonicalJSON.object(seeds))}"
  }

  /// The seeds that the world uses, but for ties.
  private func seeds(_ block: Block, _ settings: [Setting], _ seed: Int) -> [(key: String, json: String)] {
    let varies = study.grids[block.grid].varies
    var seeds: [(key: String, json: String)] = []
    if varies.contains(.bands), SeedReach.usesBands(block.source, settings) { seeds.append(("bands", String(seed))) }
    if varies.contains(.register), block.isGenerated || settings.contains(where: { $0.knob != nil }),
      supply.isDrawn(Setting.merged(block.ownKnobs, with: settings), generated: block.isGenerated)
    {
      seeds.append(("register", String(seed)))
    }
    return seeds
  }

  private func register(_ block: Block, _ settings: [Setting]) -> String {
    var place = String(block.first)
    for setting in settings where setting.knob != nil { place += "\u{0}" + setting.value }
    return registerParts.value(place) {
      let knobs = Setting.merged(block.ownKnobs, with: settings)
      let effective =
        knobs.isEmpty && !block.isGenerated ? [] : supply.effective(knobs, generated: block.isGenerated)
      return
        "{\"digest\":\"\(block.registerDigest)\",\"generated\":\(block.isGenerated),\"settings\":\(Self.json(effective))}"
    }
  }

  private func scenario(_ block: Block, _ settings: [Setting]) -> String {
    let own = settings.filter {
      if case .scenario = $0.parameter { return true }
      return false
    }
    return "{\"digest\":\"\(block.scenarioDigest)\",\"settings\":\(Self.json(own))}"
  }

  private static func json(_ settings: [Setting]) -> String {
    if settings.isEmpty { return "{}" }
    return CanonicalJSON.object(
      settings.map { setting in
        let name =
          switch setting.parameter.normalised {
          case .scenario(let path), .policy(_, let path): path.joined(separator: ".")
          case .register(let knob): knob
          }
        return (name, CanonicalJSON.text(setting.value))
      })
  }

  private static func json(_ measures: [MeasureSelection]) -> String {
    func sorted(_ words: [String]) -> String {
      CanonicalJSON.list(words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
    let entries = measures.map {
      CanonicalJSON.object([
        ("entitlements", sorted($0.entitlements)), ("groups", sorted($0.groups)), ("measures", sorted($0.measures)),
        ("populations", sorted($0.populations)),
      ])
    }
    return "[" + entries.joined(separator: ",") + "]"
  }
}

extension StudyPlan.PolicyPart {
  /// The names by which settings may mean the policy.
  var names: [String] { word == policy.name ? [word] : [word, policy.name] }

  /// Those of some settings that concern the policy.
  func settings(of settings: [Setting]) -> [Setting] {
    settings.filter { setting in
      guard case .policy(let name, _) = setting.parameter else { return false }
      return names.contains(name)
    }
  }
}
