// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The options granted so far, arranged so that those near a longitude are found at once.
public struct Occupancy: Sendable {
  private static let sectorMilliDegrees = 1_000
  private var sectors: [[[Option]]]

  /// An empty arc in every band of a problem.
  public init(bands: Int) {
    sectors = Array(
      repeating: Array(repeating: [], count: Circle.circumference / Self.sectorMilliDegrees), count: bands)
  }

  /// Records a grant.
  public mutating func insert(_ option: Option, band: Int) {
    sectors[band][Self.sector(option.longitudeMilliDegrees)].append(option)
  }

  /// The granted options that conflict with an option, in no particular order.
  public func blockers(of option: Option, in problem: CoordinationProblem) -> [Option] {
    var found: [Option] = []
    visit(option, in: problem) { other in
      found.append(other)
      return true
    }
    return found
  }

  /// Whether nothing granted conflicts with an option. Time: proportional to the grants within the separation.
  public func isFree(_ option: Option, in problem: CoordinationProblem) -> Bool {
    var free = true
    visit(option, in: problem) { _ in
      free = false
      return false
    }
    return free
  }

  private func visit(_ option: Option, in problem: CoordinationProblem, _ body: (Option) -> Bool) {
    let band = problem.requests[option.request].band
    let reach = problem.greatestSeparation(band: band)
    let count = sectors[band].count
    let own = Self.sector(option.longitudeMilliDegrees)
    let span = min(reach / Self.sectorMilliDegrees + 1, count / 2)
    var visited = 0
    for step in -span...span where visited < count {
      visited += 1
      for other in sectors[band][((own + step) % count + count) % count]
      where other.request != option.request && problem.conflict(option, other) != nil {
        if !body(other) { return }
      }
    }
  }

  private static func sector(_ longitude: Int) -> Int {
    Circle.eastward(from: 0, to: longitude) / sectorMilliDegrees
  }
}
