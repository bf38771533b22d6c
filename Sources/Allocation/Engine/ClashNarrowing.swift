// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Finds for whom the bounds of a clash can't be kept.
///
/// A cap, minimum or quota for each of several administrations is as many demands. Of those, a set is sought of which none
/// can be left out, by halving (QuickXplain: Junker 2004, "Preferred explanations and relaxations for over-constrained
/// problems", AAAI-04, 167–172): about k · log(n ÷ k) questions for k of n demands. It need not be the smallest.
struct ClashNarrowing {
  /// One demand: a bound, by its place among the constraints of the clash, and a subject.
  private struct Atom {
    var source: Bound.Source
    var subject: Int
  }

  /// Up to as many questions are put to the solver; demands that are then still in question stay in the set.
  static let mostQuestions = 64

  let clash: ConstraintClash
  let entries: [ConstraintClash.Entry]

  /// For each constraint the demands that clash; none where it isn't meant for several one by one.
  func demands() throws -> [[ClashingConstraint.Demand]] {
    let rules = clash.rules(of: entries)
    let bounds = rules.bounds.all.filter { rules.policy.constraints.isForEach($0.source) }
    var result: [[ClashingConstraint.Demand]] = entries.map { _ in [] }
    let atoms = bounds.flatMap { bound in
      subjects(thatMayBind: bound).map { Atom(source: bound.source, subject: $0) }
    }
    guard !atoms.isEmpty else { return result }
    var questions = 0
    func isClash(_ chosen: [Atom]) throws -> Bool {
      questions += 1
      guard questions <= Self.mostQuestions else { return false }
      return try !clash.canBeKept(entries, for: narrowing(of: bounds, to: chosen))
    }
    let chosen = try narrowest(atoms, beside: [], isNew: true, isClash: isClash)
    // Orderings before the run see bounds too: easing one may undo the clash of others, and then nobody is to be named.
    guard try !clash.canBeKept(entries, for: narrowing(of: bounds, to: chosen)) else { return result }
    let positions = positions
    for bound in bounds {
      guard let entry = positions[bound.source] else { continue }
      result[entry] = chosen.filter { $0.source == bound.source }.compactMap { atom in
        guard let name = bound.names[atom.subject], let amount = bound.amounts[atom.subject] else { return nil }
        return .init(subject: name, isUpper: bound.isUpper, amount: amount)
      }.sorted { $0.subject < $1.subject }
    }
    return result
  }

  /// For each bound the constraint that it comes from: they were numbered as the constraints were added.
  private var positions: [Bound.Source: Int] {
    var result: [Bound.Source: Int] = [:]
    var earlier: Set<Bound.Source> = []
    for end in entries.indices {
      let sources = clash.rules(of: Array(entries[...end])).bounds.all.map(\.source)
      for source in sources where earlier.insert(source).inserted { result[source] = end }
    }
    return result
  }

  /// The subjects for whom a bound says anything at all: who can fall short of it, or go beyond it.
  private func subjects(thatMayBind bound: Bound) -> [Int] {
    let demands = bound.totals(of: bound.subjects.indices)
    return bound.amounts.keys.sorted().filter { subject in
      let amount = bound.amounts[subject] ?? 0
      return bound.isUpper ? amount < demands[subject] ?? 0 : amount > 0
    }
  }

  private func narrowing(of bounds: [Bound], to atoms: [Atom]) -> [Bound.Source: Set<Int>] {
    var result = Dictionary(uniqueKeysWithValues: bounds.map { ($0.source, Set<Int>()) })
    for atom in atoms { result[atom.source]?.insert(atom.subject) }
    return result
  }

  /// The demands among some that clash beside others that stay.
  private func narrowest(
    _ atoms: [Atom], beside kept: [Atom], isNew: Bool, isClash: ([Atom]) throws -> Bool
  ) throws -> [Atom] {
    if isNew, try isClash(kept) { return [] }
    guard atoms.count > 1 else { return atoms }
    let (first, second) = (Array(atoms[..<(atoms.count / 2)]), Array(atoms[(atoms.count / 2)...]))
    let ofSecond = try narrowest(second, beside: kept + first, isNew: true, isClash: isClash)
    let ofFirst = try narrowest(first, beside: kept + ofSecond, isNew: !ofSecond.isEmpty, isClash: isClash)
    return ofFirst + ofSecond
  }
}

extension Policy.Constraints {
  /// Whether a bound is meant for each administration or organisation by itself, not for some together.
  fileprivate func isForEach(_ source: Bound.Source) -> Bool {
    switch source {
    case .lowerQuota, .upperQuota: return true
    case .limit(let number):
      switch limits[number].scope {
      case .eachAdministration, .eachOrganisation: return true
      case .groups, .administrations: return false
      }
    }
  }
}
