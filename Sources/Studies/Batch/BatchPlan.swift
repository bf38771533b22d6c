// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a plan leaves to do, given what a store holds.
public struct BatchPlan: Sendable {
  /// A run to be done.
  public struct Task: Hashable, Sendable {
    /// Its first place in the plan.
    public var ordinal: Int
    /// Number of its world.
    public var world: Int
  }

  /// Counts of a grid.
  public struct GridCount: Hashable, Sendable {
    /// The grid.
    public var grid: String
    /// Its places.
    public var places: Int
    /// Runs that stand first there.
    public var runs: Int
  }

  /// Places of the plan.
  public private(set) var places = 0
  /// Different runs of the plan.
  public private(set) var runs = 0
  /// Runs of the shard.
  public private(set) var runsOfShard = 0
  /// Those of them that are done.
  public private(set) var finished = 0
  /// Those of them that failed before, which are tried again.
  public private(set) var failedBefore = 0
  /// What is left, in the order of the plan.
  public private(set) var tasks: [Task] = []
  /// What is left by policy.
  public private(set) var tasksByPolicy: [String: Int] = [:]
  /// Counts by grid, in the study's order.
  public private(set) var grids: [GridCount]
  /// A digest of the places with their identities: two plans that agree in it are one.
  public private(set) var digest = ""

  /// Goes through a plan once. Memory: one identity a run.
  ///
  /// - Parameters:
  ///   - stored: the runs of the store by identity.
  ///   - key: the key of a stored run, for telling of a collision.
  /// - Throws: `StoreFault.collision`, and what the plan throws.
  public init(
    _ plan: PlannedRuns, names: PlaceNames, shard: Shard, stored: [RunIdentity: StoredRun], path: String,
    key: (StoredRun) throws -> String?
  ) throws {
    grids = names.grids.map { GridCount(grid: $0, places: 0, runs: 0) }
    places = plan.count
    var seen: [RunIdentity: Int] = [:]
    seen.reserveCapacity(plan.count)
    var digest = PlanDigest()
    for ordinal in 0..<plan.count {
      let run = try plan.run(ordinal)
      digest.add(run.identity, world: run.world, point: run.point, words: names.words(for: run))
      if grids.indices.contains(run.grid) { grids[run.grid].places += 1 }
      let keyHash = StoredRun.hash(ofKey: run.key)
      if let first = seen.updateValue(keyHash, forKey: run.identity) {
        guard first == keyHash else {
          throw StoreFault.collision(
            path: path, identity: run.identity, stored: "another run's of the plan", wanted: run.key)
        }
        continue
      }
      if grids.indices.contains(run.grid) { grids[run.grid].runs += 1 }
      let storedRun = stored[run.identity]
      if let storedRun, storedRun.keyHash != keyHash {
        throw StoreFault.collision(
          path: path, identity: run.identity, stored: try key(storedRun) ?? "", wanted: run.key)
      }
      count(run, stored: storedRun, shard: shard)
    }
    self.digest = digest.text
  }

  private mutating func count(_ run: PlannedRun, stored: StoredRun?, shard: Shard) {
    runs += 1
    guard shard.contains(world: run.world) else { return }
    runsOfShard += 1
    if stored?.isDone == true {
      finished += 1
      return
    }
    if stored != nil { failedBefore += 1 }
    tasks.append(Task(ordinal: run.ordinal, world: run.world))
    tasksByPolicy[run.policy, default: 0] += 1
  }

  /// Seconds that the tasks will take by the means so far; nil where no policy was run yet.
  ///
  /// A policy that was never run counts with the mean of all.
  public func seconds(threads: Int, means: [String: (runs: Int, seconds: Double)]) -> Double? {
    RunEstimate(means: means).seconds(remaining: tasksByPolicy, threads: threads)
  }
}

/// A digest of the places of a plan in their order.
struct PlanDigest {
  private var digest = RowDigest(table: 6)

  /// 16 hexadecimal digits.
  var text: String { RowDigest.text(digest.bits) }

  mutating func add(_ identity: RunIdentity, world: Int, point: Int, words: String) {
    digest.mix(UInt64(truncatingIfNeeded: identity.bits))
    digest.mix(world)
    digest.mix(point)
    digest.mix(words)
  }
}

/// Expected seconds from the mean of each policy's runs so far.
struct RunEstimate {
  private var runs: [String: Int] = [:]
  private var sums: [String: Double] = [:]

  init(means: [String: (runs: Int, seconds: Double)] = [:]) {
    for (policy, mean) in means {
      runs[policy] = mean.runs
      sums[policy] = mean.seconds * Double(mean.runs)
    }
  }

  mutating func add(policy: String, seconds: Double) {
    runs[policy, default: 0] += 1
    sums[policy, default: 0] += seconds
  }

  /// Nil where nothing was run.
  func seconds(remaining: [String: Int], threads: Int) -> Double? {
    let total = runs.values.reduce(0, +)
    guard total > 0 else { return nil }
    // Sorted, since sums of fractions depend on their order.
    let mean = sums.keys.sorted().reduce(0) { $0 + (sums[$1] ?? 0) } / Double(total)
    let work = remaining.keys.sorted().reduce(0.0) { work, policy in
      let count = runs[policy] ?? 0
      let each = count > 0 ? (sums[policy] ?? 0) / Double(count) : mean
      return work + each * Double(remaining[policy] ?? 0)
    }
    return work / Double(max(1, threads))
  }
}
