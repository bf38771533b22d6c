// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Why a run of the plan is done, or not.
public enum PlanReason: Hashable, Sendable, CustomStringConvertible {
  /// It is done already.
  case finished
  /// It stands at another place already; its number from 1.
  case shared(place: Int)
  /// It belongs to another shard.
  case otherShard
  /// No run was ever done at its place.
  case neverRun
  /// It failed, and is tried again.
  case failedBefore
  /// What determines it was changed since a run was done at its place; the parts of the key.
  case changed([String])

  /// In words.
  public var description: String {
    switch self {
    case .finished: "not run: finished"
    case .shared(let place): "not run: the same as place \(place)"
    case .otherShard: "not run: of another shard"
    case .neverRun: "run: never run"
    case .failedBefore: "run: failed last time"
    case .changed(let parts): "run: changed since: " + parts.joined(separator: ", ")
    }
  }

  /// Whether it is run.
  public var isRun: Bool {
    switch self {
    case .finished, .shared, .otherShard: false
    case .neverRun, .failedBefore, .changed: true
    }
  }
}

/// Tells for each place of a plan why its run is done.
public struct PlanExplanation {
  private let plan: PlannedRuns
  private let names: PlaceNames
  private let shard: Shard
  private let store: StudyStore?

  /// - Parameter store: what was done so far; nil where nothing was.
  public init(plan: PlannedRuns, names: PlaceNames, shard: Shard, store: StudyStore?) {
    self.plan = plan
    self.names = names
    self.shard = shard
    self.store = store
  }

  /// Goes through the places in their order.
  public func forEach(_ body: (PlannedRun, PlanReason) throws -> Void) throws {
    let stored = try store?.runs() ?? [:]
    let places = try store?.runsByPlace() ?? [:]
    var seen: [RunIdentity: Int] = [:]
    for ordinal in 0..<plan.count {
      let run = try plan.run(ordinal)
      if let first = seen[run.identity] {
        try body(run, .shared(place: first + 1))
        continue
      }
      seen[run.identity] = ordinal
      try body(run, try reason(for: run, stored: stored[run.identity], places: places))
    }
  }

  private func reason(for run: PlannedRun, stored: StoredRun?, places: [RunIdentity: Int]) throws -> PlanReason {
    guard shard.contains(world: run.world) else { return .otherShard }
    if let stored { return stored.isDone ? .finished : .failedBefore }
    guard let number = places[RunIdentity(key: names.words(for: run).utf8)], let key = try store?.key(ofRun: number)
    else { return .neverRun }
    return .changed(KeyDifference.parts(from: key, to: run.key))
  }
}

/// What differs between two keys, which are JSON objects of objects.
enum KeyDifference {
  /// The parts that differ, in words, in the order of their names.
  static func parts(from old: String, to new: String) -> [String] {
    let (before, after) = (leaves(of: old), leaves(of: new))
    let differing = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    var words: [String] = []
    for path in differing.sorted() {
      let text = Self.words(for: path)
      if !words.contains(text) { words.append(text) }
    }
    return words
  }

  private static func words(for path: String) -> String {
    switch path {
    case "edition": return "the edition of results"
    case "policy.digest": return "the policy's file"
    case "scenario.digest": return "the scenario's file or its tables"
    case "register.digest", "register.generated": return "the register"
    default: break
    }
    let parts = path.split(separator: ".", maxSplits: 2).map(String.init)
    switch parts.first {
    case "keep": return "what is kept"
    case "limits": return "the limits"
    case "measures": return "which measures are kept"
    case "seeds": return "what the seed varies"
    case _ where parts.count == 3 && parts[1] == "settings": return "the setting \(parts[0]).\(parts[2])"
    default: return "`\(path)`"
    }
  }

  /// The scalars of a key by their path.
  private static func leaves(of key: String) -> [String: String] {
    var leaves: [String: String] = [:]
    func visit(_ value: Any, _ path: String) {
      switch value {
      case let members as [String: Any]:
        for (name, member) in members { visit(member, path.isEmpty ? name : "\(path).\(name)") }
      case let elements as [Any]:
        for (index, element) in elements.enumerated() { visit(element, "\(path).\(index)") }
      default: leaves[path] = "\(value)"
      }
    }
    if let value = try? JSONSerialization.jsonObject(with: Data(key.utf8)) {
      visit(value, "")
    } else {
      leaves["key"] = key
    }
    return leaves
  }
}
