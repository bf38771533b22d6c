// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// Joins the shards of a study into one store.
public struct StudyMerge {
  /// What is missing or there twice; nothing is written then.
  public struct Incomplete: Error, Hashable, Sendable, CustomStringConvertible {
    /// Shards that no directory holds.
    public var missingShards: [Shard] = []
    /// Shards that several directories hold.
    public var doubledShards: [Shard] = []
    /// How many runs no directory holds.
    public var missing = 0
    /// The first of them, with the shard that they belong to.
    public var firstMissing: [String] = []
    /// How many runs several directories hold.
    public var doubled = 0
    /// The first of them.
    public var firstDoubled: [String] = []

    /// Whether nothing is wrong.
    public var isNothing: Bool { self == Incomplete() }

    /// A line for each.
    public var description: String {
      var lines: [String] = []
      lines += missingShards.map { "\($0) is missing: run it with --shard \($0.number)/\($0.count)" }
      lines += doubledShards.map { "\($0) is given twice: leave one of its directories out" }
      lines += firstMissing.map { "missing: \($0)" }
      if missing > firstMissing.count { lines.append("missing: \(missing - firstMissing.count) more") }
      lines += firstDoubled.map { "doubled: \($0)" }
      if doubled > firstDoubled.count { lines.append("doubled: \(doubled - firstDoubled.count) more") }
      return lines.joined(separator: "\n")
    }
  }

  /// What was joined.
  public struct Outcome: Hashable, Sendable {
    /// The study.
    public var study: String
    /// Runs done.
    public var done = 0
    /// Runs that failed.
    public var failed = 0
  }

  /// Runs that are listed one by one.
  static let listed = 20

  private let directories: [String]
  private let study: Declared?

  /// A study as its file stands now.
  public struct Declared: Hashable, Sendable {
    /// Path of the file.
    public var file: String
    /// The study's name.
    public var name: String
    /// The digest of its plan.
    public var plan: String

    /// Makes it.
    public init(file: String, name: String, plan: String) {
      self.file = file
      self.name = name
      self.plan = plan
    }
  }

  /// Makes a merge of the shards in some directories.
  ///
  /// - Parameter study: the study that they must be of, where one is given.
  public init(directories: [String], study: Declared? = nil) {
    self.directories = directories
    self.study = study
  }

  /// Joins into a directory that is new, or holds the same study as a whole; then writes its export.
  ///
  /// Runs are joined in the order of the plan, each checked by its digest. Nothing is written before all of them were found.
  ///
  /// - Parameter completion: called once the export is written and the store closed, while the directory is still locked.
  /// - Throws: `Incomplete` where runs are missing or doubled, `StoreFault` where stores don't belong together, `BadInput` where
  ///   they aren't of the study that is given, `StudyDirectoryFault`, `OutputNotWritable`.
  public func run(out: String, completion: () throws -> Void = {}) throws -> Outcome {
    try StudyDirectory.check(out)
    let stores = try directories.map { try StudyStore.read(directory: $0) }
    defer { for store in stores { try? store.close() } }
    let heads = try stores.map { try $0.head() }
    guard let first = stores.first, let head = heads.first else { return Outcome(study: "") }
    try check(stores, heads)
    var incomplete = Self.shards(of: heads)
    let owners = try owners(stores, shards: heads.map(\.shard), incomplete: &incomplete)
    guard incomplete.isNothing else { throw incomplete }
    let lock = try DirectoryLock(directory: out)
    defer { withExtendedLifetime(lock) {} }
    let whole = StudyHead(name: head.name, declaration: head.declaration)
    let joined = try StudyStore.open(directory: out, head: whole) { store in
      let stored = try store.runs()
      guard !stored.isEmpty else { return }
      try store.checkStudy(whole, sharesRuns: owners.keys.contains { stored[$0] != nil }) { try first.placeKinds() }
    }
    StudyDirectory.removeResults(out)
    try joined.copyPlaces(from: first)
    var outcome = try copy(from: stores, owners: owners, to: joined)
    outcome.study = head.name
    try StoreExport(joined).write(directory: out)
    try joined.close()
    try completion()
    return outcome
  }

  /// All must be of one study, one declaration, one plan, one number of shards, and keep the plan as it was written.
  private func check(_ stores: [StudyStore], _ heads: [StudyHead]) throws {
    guard let head = heads.first, let plan = try stores.first?.planDigest() else { return }
    if let study, study.name != head.name || study.plan != plan {
      throw BadInput([
        Fault(
          file: study.file,
          problem:
            "its runs aren't those of the shards: it is `\(study.name)` with the plan \(study.plan.prefix(8)), and "
            + "\(stores[0].path) holds \(Self.words(for: head, plan: plan))",
          remedy: head.name == study.name
            ? "the study or a file that it names was changed: run the shards again, or put the files back"
            : "give the study that the shards were run from")
      ])
    }
    for (store, other) in zip(stores, heads).dropFirst() {
      let isSame =
        try other.name == head.name && other.declaration == head.declaration && store.planDigest() == plan
      guard isSame else {
        throw StoreFault.otherStudy(
          path: store.path, stored: Self.words(for: other, plan: try store.planDigest()),
          wanted: Self.words(for: head, plan: plan))
      }
      guard other.shard.count == head.shard.count else {
        throw StoreFault.otherShard(
          path: store.path, stored: "\(other.shard)", wanted: "a shard of \(head.shard.count)")
      }
    }
    for store in stores { try store.checkPlaces() }
  }

  private static func words(for head: StudyHead, plan: String) -> String {
    "`\(head.name)` (declaration \(head.declaration.prefix(8)), plan \(plan.prefix(8)))"
  }

  private static func shards(of heads: [StudyHead]) -> Incomplete {
    var incomplete = Incomplete()
    var found: [Shard: Int] = [:]
    for head in heads { found[head.shard, default: 0] += 1 }
    let count = heads.first?.shard.count ?? 1
    for number in 1...max(1, count) {
      guard let shard = Shard(number: number, count: count) else { continue }
      switch found[shard] ?? 0 {
      case 0: incomplete.missingShards.append(shard)
      case 1: break
      default: incomplete.doubledShards.append(shard)
      }
    }
    return incomplete
  }

  /// Which store holds each run of the plan.
  private func owners(
    _ stores: [StudyStore], shards: [Shard], incomplete: inout Incomplete
  ) throws -> [RunIdentity: Int] {
    var owners: [RunIdentity: Int] = [:]
    let runs = try stores.map { try $0.runs() }
    var found = Incomplete()
    var seen: Set<RunIdentity> = []
    let missingShards = Set(incomplete.missingShards)
    try stores.first?.forEachPlace { place in
      guard seen.insert(place.identity).inserted else { return }
      let holders = runs.indices.filter { runs[$0][place.identity] != nil }
      if let owner = holders.first { owners[place.identity] = owner }
      let words = "\(place.identity) (\(place.grid), seed \(place.seed), \(place.policy))"
      if holders.isEmpty {
        let count = shards.first?.count ?? 1
        let isExplained = Shard(number: place.world % count + 1, count: count).map(missingShards.contains) ?? false
        guard !isExplained else { return }
        found.missing += 1
        if found.firstMissing.count < Self.listed {
          found.firstMissing.append("\(words), of shard \(place.world % count + 1)/\(count)")
        }
      } else if holders.count > 1, incomplete.doubledShards.isEmpty {
        found.doubled += 1
        if found.firstDoubled.count < Self.listed {
          found.firstDoubled.append("\(words): " + holders.map { directories[$0] }.joined(separator: ", "))
        }
      }
    }
    incomplete.missing = found.missing
    incomplete.firstMissing = found.firstMissing
    incomplete.doubled = found.doubled
    incomplete.firstDoubled = found.firstDoubled
    return owners
  }

  /// Copies the runs in the order of the plan, some hundred in one transaction: what is joined can be joined again.
  private func copy(from stores: [StudyStore], owners: [RunIdentity: Int], to joined: StudyStore) throws -> Outcome {
    var outcome = Outcome(study: "")
    var batch: [(record: RunRecord, policy: String, place: String)] = []
    var seen: Set<RunIdentity> = []
    let places = try joined.placesInOrder()
    for place in places where seen.insert(place.identity).inserted {
      guard let owner = owners[place.identity] else {
        throw StoreFault.corrupt(path: joined.path, detail: "run \(place.identity) is of no shard")
      }
      guard let record = try stores[owner].record(of: place.identity) else {
        throw StoreFault.corrupt(path: stores[owner].path, detail: "run \(place.identity) isn't found by its identity")
      }
      switch record.outcome {
      case .done: outcome.done += 1
      case .failed: outcome.failed += 1
      }
      batch.append((record, place.policy, try stores[owner].placeWords(of: place.identity)))
      if batch.count == 200 {
        try joined.append(batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    try joined.append(batch)
    return outcome
  }
}
