// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Grants sorted along the circle, so that the neighbours of a place are found without looking at all.
struct GrantIndex {
  private var byBand: [[Option]]

  init(bandCount: Int) {
    byBand = Array(repeating: [], count: bandCount)
  }

  init(_ grants: some Sequence<Option>, docket: Docket) {
    self.init(bandCount: docket.bands.count)
    for grant in grants { byBand[docket.requests[grant.request].band].append(grant) }
    for band in byBand.indices { byBand[band].sort { Self.place(of: $0) < Self.place(of: $1) } }
  }

  mutating func insert(_ grant: Option, docket: Docket) {
    let band = docket.requests[grant.request].band
    byBand[band].insert(grant, at: firstIndex(in: band, from: Self.place(of: grant)))
  }

  /// The grants that an option conflicts with.
  func blockers(of option: Option, docket: Docket) -> [Option] {
    var found: [Option] = []
    scan(option, docket: docket) {
      found.append($0)
      return true
    }
    return found
  }

  /// Whether an option conflicts with no grant.
  func isFree(_ option: Option, docket: Docket) -> Bool {
    var isFree = true
    scan(option, docket: docket) { _ in
      isFree = false
      return false
    }
    return isFree
  }

  /// Looks at every pair of grants of a band that lie within its widest separation, each once.
  func forEachNeighbouringPair(docket: Docket, _ body: (Option, Option) -> Void) {
    for (band, grants) in byBand.enumerated() where grants.count > 1 {
      let reach = max(1, docket.bands[band].widestSeparation)
      for first in grants.indices {
        var second = first
        while true {
          second = second + 1 == grants.count ? 0 : second + 1
          if second == first { break }
          let gap = Circle.eastward(from: grants[first].position, to: grants[second].position)
          if gap >= reach { break }
          if gap == 0, second < first { continue }
          body(grants[first], grants[second])
        }
      }
    }
  }

  /// How many grants of a band lie in the arc of a width that starts at a longitude and goes east.
  func count(in band: Int, from longitude: Int, width: Int) -> Int {
    let start = Circle.eastward(from: 0, to: longitude)
    let end = start + width
    guard end > Circle.circumference else { return firstIndex(in: band, from: end) - firstIndex(in: band, from: start) }
    return byBand[band].count - firstIndex(in: band, from: start)
      + firstIndex(in: band, from: end - Circle.circumference)
  }

  /// Where the grants of a band that lie in an arc are.
  func positions(in band: Int, from longitude: Int, width: Int) -> [Int] {
    let grants = byBand[band]
    guard !grants.isEmpty else { return [] }
    let start = firstIndex(in: band, from: Circle.eastward(from: 0, to: longitude))
    return (0..<count(in: band, from: longitude, width: width)).map { grants[(start + $0) % grants.count].position }
  }

  private func scan(_ option: Option, docket: Docket, _ body: (Option) -> Bool) {
    let band = docket.requests[option.request].band
    let grants = byBand[band]
    guard !grants.isEmpty else { return }
    let reach = max(0, docket.bands[band].widestSeparation - 1)
    let west = option.position - reach
    var index = firstIndex(in: band, from: Circle.eastward(from: 0, to: west))
    for _ in grants.indices {
      if index == grants.count { index = 0 }
      if Circle.eastward(from: west, to: grants[index].position) > 2 * reach { return }
      if grants[index].request != option.request, docket.isConflict(option, grants[index]), !body(grants[index]) {
        return
      }
      index += 1
    }
  }

  private static func place(of option: Option) -> Int {
    Circle.eastward(from: 0, to: option.position)
  }

  /// Index of the first grant at or east of a place, counted from longitude 0.
  private func firstIndex(in band: Int, from place: Int) -> Int {
    var low = 0
    var high = byBand[band].count
    while low < high {
      let middle = (low + high) / 2
      if Self.place(of: byBand[band][middle]) < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
