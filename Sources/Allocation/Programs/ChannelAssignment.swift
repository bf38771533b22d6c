// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// Gives blocks of channels to networks whose places are decided.
///
/// On a line as many blocks as networks within any separation are always enough (interval graphs are perfect). On the
/// closed circle they are not: an odd ring of networks, each too close to the next, needs three. The search below is exact.
struct ChannelAssignment {
  /// A network with its place.
  struct Site {
    var request: Int
    var longitudeMilliDegrees: Int
  }

  let separationMilliDegrees: Int
  let blocks: Int

  /// The block of each site, from 0, in the order of the sites given; nil where no assignment exists or the search, which
  /// is limited to a fixed number of steps, found none.
  func blocks(for sites: [Site]) -> [Int]? {
    guard !sites.isEmpty else { return [] }
    let order = sites.indices.sorted {
      (sites[$0].longitudeMilliDegrees, sites[$0].request) < (sites[$1].longitudeMilliDegrees, sites[$1].request)
    }
    let start = seam(order.map { sites[$0].longitudeMilliDegrees })
    let rotated = Array(order[start...] + order[..<start])
    guard let found = search(rotated.map { sites[$0].longitudeMilliDegrees }) else { return nil }
    var result = [Int](repeating: 0, count: sites.count)
    for (position, site) in rotated.enumerated() { result[site] = found[position] }
    return result
  }

  /// Where to cut the circle: after the widest gap, the western one of equals.
  private func seam(_ longitudes: [Int]) -> Int {
    var best = (gap: -1, index: 0)
    for index in longitudes.indices {
      let previous = longitudes[(index + longitudes.count - 1) % longitudes.count]
      let gap = longitudes.count == 1 ? Circle.circumference : Circle.eastward(from: previous, to: longitudes[index])
      if gap > best.gap { best = (gap, index) }
    }
    return best.index
  }

  /// Depth-first search going east, lowest block first; a block is open where no neighbour within the separation has it.
  private func search(_ longitudes: [Int]) -> [Int]? {
    var assigned = [Int](repeating: -1, count: longitudes.count)
    var steps = 0
    let limit = 200_000 + 50 * longitudes.count
    var position = 0
    var next = [Int](repeating: 0, count: longitudes.count)
    while position < longitudes.count {
      steps += 1
      if steps > limit { return nil }
      var used = [Bool](repeating: false, count: blocks)
      for other in neighbours(of: position, longitudes) where assigned[other] >= 0 { used[assigned[other]] = true }
      if let block = (next[position]..<max(next[position], blocks)).first(where: { !used[$0] }) {
        assigned[position] = block
        next[position] = block + 1
        position += 1
        if position < longitudes.count { next[position] = 0 }
      } else {
        assigned[position] = -1
        position -= 1
        if position < 0 { return nil }
        assigned[position] = -1
      }
    }
    return assigned
  }

  /// Sites too close to a site, among those before it going east and, across the seam, after it.
  private func neighbours(of position: Int, _ longitudes: [Int]) -> [Int] {
    var result: [Int] = []
    var other = position - 1
    while other >= 0, Circle.distance(longitudes[other], longitudes[position]) < separationMilliDegrees {
      result.append(other)
      other -= 1
    }
    // The first sites are assigned already when the last ones come round to them.
    var first = 0
    while first <= other, Circle.distance(longitudes[first], longitudes[position]) < separationMilliDegrees {
      result.append(first)
      first += 1
    }
    return result
  }
}
