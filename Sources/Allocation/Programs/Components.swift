// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// Splits requests into parts that can't conflict with each other.
struct Components {
  let problem: CoordinationProblem

  /// The parts, band by band and going east; requests keep their order within a part.
  ///
  /// Two requests of a band are in one part where their places reach within a separation of each other, directly or over
  /// others. Places are taken as points on the circle; a gap of one separation without any place cuts it.
  func split(_ requests: [Int]) -> [[Int]] {
    let byBand = Dictionary(grouping: requests, by: { problem.requests[$0].band })
    return byBand.keys.sorted().flatMap { split(byBand[$0] ?? [], band: $0) }
  }

  private func split(_ requests: [Int], band: Int) -> [[Int]] {
    let reach = problem.greatestSeparation(band: band)
    let longitudes = Set(requests.flatMap { problem.places[$0].map(\.longitudeMilliDegrees) }).sorted()
    var arcs: [Int: Int] = [:]
    var arc = 0
    for (index, longitude) in longitudes.enumerated() {
      if index > 0, Circle.distance(longitudes[index - 1], longitude) >= reach { arc += 1 }
      arcs[longitude] = arc
    }
    // Across ±180° the last arc may continue the first.
    if arc > 0, let first = longitudes.first, let last = longitudes.last, Circle.distance(first, last) < reach {
      for longitude in longitudes where arcs[longitude] == arc { arcs[longitude] = 0 }
    }
    // A request whose places lie in several arcs joins them.
    var parent = Array(0...max(0, arc))
    func root(_ node: Int) -> Int {
      var node = node
      while parent[node] != node { node = parent[node] }
      return node
    }
    for request in requests {
      let own = problem.places[request].compactMap { arcs[$0.longitudeMilliDegrees] }
      for other in own.dropFirst() {
        let (left, right) = (root(own[0]), root(other))
        if left != right { parent[max(left, right)] = min(left, right) }
      }
    }
    let groups = Dictionary(grouping: requests) { request in
      root(problem.places[request].first.flatMap { arcs[$0.longitudeMilliDegrees] } ?? 0)
    }
    return groups.keys.sorted().map { groups[$0] ?? [] }
  }
}
