// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Coordination
@testable import Scenarios

/// Everything that a small problem leaves to choose, worked out anew: places, options, conflicts, and every allocation.
///
/// It takes from the problem only what a request asks for and the scenario's numbers; the rules are written a second time.
struct Oracle {
  struct Choice {
    var request: Int
    var longitude: Int
    var displacement: Int
    var first: Int
    var polarization: Int
  }

  /// What objectives can tell allocations apart by: 8 bits for each administration, and for what counts for nobody.
  struct Outcome: Hashable {
    var holdings: UInt64 = 0
    var networks: UInt64 = 0

    func holding(_ slot: Int) -> Int { Int(holdings >> UInt64(slot * 8) & 255) }
    func networks(_ slot: Int) -> Int { Int(networks >> UInt64(slot * 8) & 255) }
  }

  /// The best allocations with one outcome.
  struct Best {
    var displacement = Int.max
    var lot = 0
    /// Distinct allocations, by places where channels are interchangeable and by options elsewhere.
    var distinct: Set<UInt64> = []
    /// Allocations by options.
    var count = 0
  }

  let problem: CoordinationProblem
  let choices: [Choice]
  /// The choices of each request, in order of preference.
  let byRequest: [[Int]]
  /// Conflicts and places as bits; empty where nothing is to be enumerated.
  let conflicting: [UInt64]
  private let placeBits: [UInt64]

  /// Nil where allocations are to be enumerated and there are more than 64 options.
  init?(_ problem: CoordinationProblem, enumerates: Bool = true) {
    self.problem = problem
    var choices: [Choice] = []
    var byRequest: [[Int]] = []
    for (index, request) in problem.requests.enumerated() {
      let band = problem.scenario.bands[request.band]
      var own: [Int] = []
      for (longitude, displacement) in Self.places(
        request.longitudeMilliDegrees, grid: problem.scenario.gridMilliDegrees, within: band.flexibilityMilliDegrees)
      {
        for first in 1...band.channels
        where first + request.channels - 1 <= band.channels && (request.fixedFirstChannel ?? first) == first {
          for polarization in band.polarizations.indices
          where (request.fixedPolarization ?? polarization) == polarization {
            own.append(choices.count)
            choices.append(
              Choice(
                request: index, longitude: longitude, displacement: displacement, first: first,
                polarization: polarization))
          }
        }
      }
      byRequest.append(own)
    }
    self.choices = choices
    self.byRequest = byRequest
    guard enumerates else {
      conflicting = []
      placeBits = []
      return
    }
    guard choices.count <= 64 else { return nil }
    conflicting = choices.map { one in
      var mask: UInt64 = 0
      for (position, other) in choices.enumerated() where Self.conflict(problem, one, other) {
        mask |= 1 << UInt64(position)
      }
      return mask
    }
    var bits: [UInt64] = []
    for (position, choice) in choices.enumerated() {
      let isByPlace = problem.interchangeableBlocks(band: problem.requests[choice.request].band) != nil
      let representative =
        isByPlace
        ? choices.firstIndex { $0.request == choice.request && $0.longitude == choice.longitude } ?? position : position
      bits.append(1 << UInt64(representative))
    }
    placeBits = bits
  }

  /// The lot of a choice, by the place alone where a second look at the requests finds channels interchangeable.
  func lot(_ choice: Choice) -> Int {
    let request = problem.requests[choice.request]
    let band = problem.scenario.bands[request.band]
    let rivals = problem.requests.filter { $0.band == request.band }
    let isByPlace =
      band.polarizations.count == 1 && Set(rivals.map(\.channels)).count == 1
      && rivals.allSatisfy { $0.fixedFirstChannel == nil }
      && !problem.scenario.agreements.contains { $0.bands?.contains(band.identifier) ?? true }
    let name =
      "\(request.identifier)@\(choice.longitude)" + (isByPlace ? "" : "/\(choice.first)/\(choice.polarization)")
    return SeededDraw(seed: problem.scenario.tieBreakSeed).lot(name)
  }

  /// Whether allocations can be enumerated.
  var enumerates: Bool { !conflicting.isEmpty || choices.isEmpty }

  /// The number of ways to choose an option or nothing for each request, conflicts aside.
  var combinations: Int { byRequest.reduce(1) { $0 * ($1.count + 1) } }

  /// Places by a walk over every multiple of the grid on the whole circle.
  static func places(_ filed: Int, grid: Int, within flexibility: Int) -> [(longitude: Int, displacement: Int)] {
    var found = [(longitude: filed, displacement: 0)]
    for multiple in stride(from: -180_000, to: 180_000, by: grid) {
      // Grids divide the circle, but need not divide half of it.
      let east = (multiple + 180_000) % 360_000
      let longitude = east > 180_000 ? east - 360_000 : east
      var displacement = (longitude - filed) % 360_000
      if displacement > 180_000 { displacement -= 360_000 }
      if displacement <= -180_000 { displacement += 360_000 }
      if displacement != 0, abs(displacement) <= flexibility { found.append((longitude, displacement)) }
    }
    return found.sorted {
      abs($0.displacement) != abs($1.displacement)
        ? abs($0.displacement) < abs($1.displacement) : $0.displacement > $1.displacement
    }
  }

  /// The conflict rule, from the description of the formats.
  static func conflict(_ problem: CoordinationProblem, _ left: Choice, _ right: Choice) -> Bool {
    let (one, other) = (problem.requests[left.request], problem.requests[right.request])
    guard left.request != right.request, one.band == other.band else { return false }
    let overlap = !Set(left.first..<left.first + one.channels).isDisjoint(
      with: right.first..<right.first + other.channels)
    let difference = abs(left.longitude - right.longitude) % 360_000
    let distance = min(difference, 360_000 - difference)
    if distance == 0 && one.administration == other.administration && one.organisation == other.organisation {
      return overlap && left.polarization == right.polarization
    }
    let band = problem.scenario.bands[one.band]
    var required = band.requiredSeparationMilliDegrees
    for agreement in problem.scenario.agreements
    where Set(agreement.administrations) == [one.administration, other.administration]
      && (agreement.bands?.contains(band.identifier) ?? true)
    {
      required = agreement.separationMilliDegrees
    }
    return overlap && distance < required
  }

  /// The position of an option among the choices.
  func position(of option: Option) -> Int? {
    byRequest[option.request].first {
      choices[$0].longitude == option.longitudeMilliDegrees && choices[$0].first == option.firstChannel
        && choices[$0].polarization == option.polarization
        && choices[$0].displacement == option.displacementMilliDegrees
    }
  }

  func conflict(_ left: Int, _ right: Int) -> Bool {
    guard !conflicting.isEmpty else { return Self.conflict(problem, choices[left], choices[right]) }
    return conflicting[left] >> UInt64(right) & 1 == 1
  }

  /// The slot of a holder; the last one is for what counts for no administration.
  func slot(_ request: Int) -> Int { problem.holders[request] ?? 7 }

  /// Every allocation of some choices on top of fixed ones, gathered by outcome. The outcome includes what is fixed.
  func outcomes(open: [Int], fixed: [Int], cap: Int?) -> [Outcome: Best] {
    var result: [Outcome: Best] = [:]
    forEachAllocation(open: open, fixed: fixed, cap: cap) { outcome, displacement, lot, places in
      result[outcome, default: Best()].add(displacement, lot, places)
    }
    return result
  }

  /// Calls a body with outcome, displacement, lots and places of every allocation of some choices on top of fixed ones.
  func forEachAllocation(
    open: [Int], fixed: [Int], cap: Int?, _ body: (Outcome, _ displacement: Int, _ lot: Int, _ places: UInt64) -> Void
  ) {
    var byRequest: [Int: [Int]] = [:]
    for position in open { byRequest[choices[position].request, default: []].append(position) }
    let requests = byRequest.keys.sorted()
    var outcome = Outcome()
    var capCounts = [Int](repeating: 0, count: problem.administrations.count)
    var forbidden: UInt64 = 0
    for position in fixed {
      let request = choices[position].request
      outcome.holdings += UInt64(problem.requests[request].holding) << UInt64(slot(request) * 8)
      outcome.networks += 1 << UInt64(slot(request) * 8)
      capCounts[problem.notifying[request]] += 1
      forbidden |= conflicting[position]
    }
    func descend(
      _ depth: Int, _ forbidden: UInt64, _ outcome: Outcome, _ displacement: Int, _ lot: Int, _ places: UInt64
    ) {
      guard depth < requests.count else {
        body(outcome, displacement, lot, places)
        return
      }
      descend(depth + 1, forbidden, outcome, displacement, lot, places)
      let request = requests[depth]
      let administration = problem.notifying[request]
      if let cap, capCounts[administration] >= cap { return }
      capCounts[administration] += 1
      var next = outcome
      next.holdings += UInt64(problem.requests[request].holding) << UInt64(slot(request) * 8)
      next.networks += 1 << UInt64(slot(request) * 8)
      for position in byRequest[request] ?? [] where forbidden >> UInt64(position) & 1 == 0 {
        descend(
          depth + 1, forbidden | conflicting[position], next, displacement + abs(choices[position].displacement),
          lot + self.lot(choices[position]), places | placeBits[position])
      }
      capCounts[administration] -= 1
    }
    descend(0, forbidden, outcome, 0, 0, 0)
  }
}

extension Oracle.Best {
  fileprivate mutating func add(_ displacement: Int, _ lot: Int, _ places: UInt64) {
    count += 1
    distinct.insert(places)
    if (displacement, -lot) < (self.displacement, -self.lot) {
      self.displacement = displacement
      self.lot = lot
    }
  }
}
