// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// How many of an administration's true needs an outcome serves, whatever was filed.
///
/// A need is a request that it makes when it tells the truth. A grant can stand in for it where it is in the same band,
/// within that band's flexibility of the needed longitude, and has at least as many channels. Each grant stands in for one
/// need: the utility is the size of a maximum matching (Kuhn 1955, doi:10.1002/nav.3800020109). The pieces of a request
/// that was split for its channels count as one grant where all of them are at one position, in one polarization and in
/// neighbouring channels; otherwise each counts by itself.
struct TrueUtility {
  /// Something that may stand in for a need.
  struct Unit {
    var band: Int
    var longitudeMilliDegrees: Int
    var channels: Int
  }

  let problem: CoordinationProblem
  /// The needs of the administration, by index of the true problem.
  let needs: [Int]

  init(problem: CoordinationProblem, administration: Int) {
    self.problem = problem
    needs = problem.requests.indices.filter { problem.holders[$0] == administration }
  }

  /// The number of needs that units can serve together. Time: needs × pairs of a need and a unit that fits it.
  func value(of units: [Unit]) -> Int {
    let fitting = needs.map { need -> [Int] in
      let request = problem.requests[need]
      let flexibility = problem.band(of: need).flexibilityMilliDegrees
      return units.indices.filter { unit in
        units[unit].band == request.band && units[unit].channels >= request.channels
          && Circle.distance(units[unit].longitudeMilliDegrees, request.longitudeMilliDegrees) <= flexibility
      }
    }
    var needOfUnit = [Int?](repeating: nil, count: units.count)
    var served = 0
    for need in needs.indices {
      var seen = [Bool](repeating: false, count: units.count)
      if Self.augment(need, fitting, &needOfUnit, &seen) { served += 1 }
    }
    return served
  }

  private static func augment(_ need: Int, _ fitting: [[Int]], _ needOfUnit: inout [Int?], _ seen: inout [Bool]) -> Bool
  {
    for unit in fitting[need] where !seen[unit] {
      seen[unit] = true
      if let other = needOfUnit[unit], !augment(other, fitting, &needOfUnit, &seen) { continue }
      needOfUnit[unit] = need
      return true
    }
    return false
  }

  /// The units that an administration's grants come to.
  ///
  /// - Parameters:
  ///   - filed: the problem as it was filed; its requests of the administration may differ from the true ones.
  ///   - grants: its grants.
  ///   - wholes: for each piece of a request that was split for its channels the request.
  static func units(
    in filed: CoordinationProblem, grants: [Allocation.Grant?], administration: Int, wholes: [String: String]
  ) -> [Unit] {
    let own = grants.compactMap { $0?.option }.filter { filed.holders[$0.request] == administration }
    func unit(_ option: Option, channels: Int) -> Unit {
      Unit(
        band: filed.requests[option.request].band, longitudeMilliDegrees: option.longitudeMilliDegrees,
        channels: channels)
    }
    var units: [Unit] = []
    var pieces: [String: [Option]] = [:]
    for option in own {
      if let whole = wholes[filed.requests[option.request].identifier] {
        pieces[whole, default: []].append(option)
      } else {
        units.append(unit(option, channels: filed.requests[option.request].channels))
      }
    }
    var counts: [String: Int] = [:]
    for whole in wholes.values { counts[whole, default: 0] += 1 }
    for whole in pieces.keys.sorted() {
      let parts = (pieces[whole] ?? []).sorted { $0.firstChannel < $1.firstChannel }
      let isTogether =
        parts.count == counts[whole]
        && parts.enumerated().allSatisfy { number, part in
          part.longitudeMilliDegrees == parts[0].longitudeMilliDegrees && part.polarization == parts[0].polarization
            && part.firstChannel == parts[0].firstChannel + number
        }
      units += isTogether ? [unit(parts[0], channels: parts.count)] : parts.map { unit($0, channels: 1) }
    }
    return units
  }
}
