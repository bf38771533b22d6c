// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// Looks for the smallest changes that would have served a refused request, all else as it was granted.
struct ChangeSearch {
  let rules: StageRules
  let state: AllocationState
  let request: Int

  private var problem: CoordinationProblem { rules.problem }

  func changes() throws -> SmallestChange {
    let capIsReached = !tally(without: []).admits(request)
    // Under a cap that is reached no place and no band helps: only giving up a grant does.
    let visibility = problem.visibility(of: request)
    let shift = capIsReached ? nil : nearestFree(within: visibility)
    return SmallestChange(
      capIsReached: capIsReached, shift: shift,
      shiftIsWithinFlexibility: shift.map { abs($0.displacementMilliDegrees) <= flexibility } ?? false,
      visibility: visibility == nil ? .notChecked : .territory,
      otherBands: capIsReached ? [] : try otherBands(), sacrifice: sacrifice(capIsReached: capIsReached),
      fewerChannels: capIsReached ? nil : try fewerChannels())
  }

  private var flexibility: Int { problem.band(of: request).flexibilityMilliDegrees }

  // MARK: - Elsewhere

  /// The free option nearest to the filed longitude, over all of the circle that the territory sees; of two equally near the
  /// eastern one.
  ///
  /// Places within the flexibility are what the request may be given as it is, seen or not.
  /// The grid has its origin at 0°, and a filed longitude off the grid is a place of its own, as within the flexibility.
  private func nearestFree(within visibility: TerritoryVisibility?) -> SmallestChange.FreeOption? {
    let filed = problem.requests[request].longitudeMilliDegrees
    let grid = max(1, problem.scenario.gridMilliDegrees)
    var displacements: Set<Int> = [0]
    var position = 0
    while position < Circle.circumference {
      let east = Circle.eastward(from: filed, to: position)
      displacements.insert(east > Circle.circumference / 2 ? east - Circle.circumference : east)
      position += grid
    }
    // Places within the flexibility are among them, in the same order of preference.
    for displacement in displacements.sorted(by: { (abs($0), -$0) < (abs($1), -$1) }) {
      let place = Place(
        longitudeMilliDegrees: Circle.normalised(filed + displacement), displacementMilliDegrees: displacement)
      if abs(displacement) > flexibility, let visibility,
        !visibility.sees(longitudeMilliDegrees: place.longitudeMilliDegrees)
      {
        continue
      }
      if rules.isOpen(request, at: place),
        let option = problem.options(of: request, at: place).first(where: { rules.isOpen($0) && state.isFree($0) })
      {
        return free(option, in: problem)
      }
    }
    return nil
  }

  /// The nearest free option if the request asked for something else, within the flexibility of its band.
  private func nearestFree(asking changed: Request) throws -> SmallestChange.FreeOption? {
    var requests = problem.requests
    requests[request] = changed
    let other = try problem.withRequests(requests)
    guard other.isAdmissible(request) else { return nil }
    let survey = PlaceSurvey(rules: StageRules(problem: other, policy: rules.policy), state: state)
    let option = survey.openOptions(of: request).first { state.occupancy.isFree($0, in: other) }
    return option.map { free($0, in: other) }
  }

  private func otherBands() throws -> [SmallestChange.FreeOption] {
    try problem.bandsOpen(toKindOf: request).compactMap { band in
      var changed = problem.requests[request]
      guard band != changed.band else { return nil }
      changed.band = band
      changed.fixedFirstChannel = nil
      changed.fixedPolarization = nil
      return try nearestFree(asking: changed)
    }
  }

  private func fewerChannels() throws -> SmallestChange.FreeOption? {
    for channels in stride(from: problem.requests[request].channels - 1, through: 1, by: -1) {
      var changed = problem.requests[request]
      changed.channels = channels
      if let option = try nearestFree(asking: changed) { return option }
    }
    return nil
  }

  private func free(_ option: Option, in problem: CoordinationProblem) -> SmallestChange.FreeOption {
    SmallestChange.FreeOption(
      band: problem.band(of: option.request).identifier, channels: problem.requests[option.request].channels,
      longitudeMilliDegrees: option.longitudeMilliDegrees, displacementMilliDegrees: option.displacementMilliDegrees,
      firstChannel: option.firstChannel,
      polarization: problem.band(of: option.request).polarizations[option.polarization])
  }

  // MARK: - Giving up

  /// The fewest grants whose absence opens an option. One option is enough, so it is the option with the fewest obstacles;
  /// of equals the one whose obstacles come first by identifier, then the most preferred.
  ///
  /// Under a limit that is reached, grants that it counts must be given up too: those that count most, until it has room.
  /// They are the fewest where one limit is in the way.
  private func sacrifice(capIsReached: Bool) -> SmallestChange.Sacrifice? {
    var best: (blockers: [Int], option: Option)?
    for option in PlaceSurvey(rules: rules, state: state).openOptions(of: request) {
      var blockers = Set(state.occupancy.blockers(of: option, in: problem).map(\.request))
      if capIsReached, !makeRoom(&blockers) { continue }
      let sorted = blockers.sorted()
      if let known = best {
        guard sorted.count <= known.blockers.count else { continue }
        guard sorted.count < known.blockers.count || sorted.lexicographicallyPrecedes(known.blockers) else { continue }
      }
      best = (sorted, option)
    }
    return best.map { found in
      SmallestChange.Sacrifice(
        networks: found.blockers.map { problem.requests[$0].identifier }, option: free(found.option, in: problem))
    }
  }

  /// Adds grants to those that are given up until no limit keeps the request out; false where that can't be done.
  private func makeRoom(_ blockers: inout Set<Int>) -> Bool {
    while !tally(without: blockers).admits(request) {
      var next: (request: Int, quantity: Int)?
      for bound in rules.bounds.upper {
        guard let subject = bound.subjects[request] else { continue }
        let standing = state.grants.indices.filter { state.grants[$0] != nil && !blockers.contains($0) }
        let total = bound.totals(of: standing)[subject] ?? 0
        guard total + bound.quantities[request] > bound.amounts[subject] ?? .max else { continue }
        for other in standing where bound.subjects[other] == subject && bound.quantities[other] > next?.quantity ?? 0 {
          next = (other, bound.quantities[other])
        }
        break
      }
      guard let next else { return false }
      blockers.insert(next.request)
    }
    return true
  }

  /// What counts against the policy's limits once some grants are given up.
  private func tally(without blockers: Set<Int>) -> BoundTally {
    BoundTally(rules.bounds, granted: state.grants.indices.filter { state.grants[$0] != nil && !blockers.contains($0) })
  }
}
