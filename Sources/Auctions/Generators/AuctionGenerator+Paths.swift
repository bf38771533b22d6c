// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers

/// Connections gone along one after another.
private struct Trail {
  /// The length, and what is left as the crow flies.
  var bound: Int
  var length: Int
  var cities: [Int]
  var goods: [Int]

  /// The order in which trails are gone on with; goods part equals.
  func precedes(_ other: Trail) -> Bool {
    bound != other.bound ? bound < other.bound : goods.lexicographicallyPrecedes(other.goods)
  }
}

/// Cities in a square and the connections between them that are sold.
private struct CityGraph {
  /// The side of the square; a distance is a price in hundredths.
  static let side = 1_000_00

  var places: [(x: Int, y: Int)]
  /// For each city the connections from it: the good, the other city, the length.
  var connections: [[(good: Int, city: Int, length: Int)]]

  func distance(_ left: Int, _ right: Int) -> Int {
    let (x, y) = (places[left].x - places[right].x, places[left].y - places[right].y)
    return Int(Double(x * x + y * y).squareRoot().rounded())
  }

  /// As many connections as goods: first those that join all cities at the least length (Kruskal 1956,
  /// doi:10.1090/S0002-9939-1956-0078686-7), then the shortest of the others.
  init(goods: Int, _ draws: inout SplitMix64) {
    let cities = max(2, 2 * goods / 3 + 1)
    places = (0..<cities).map { _ in (draws.next(below: Self.side + 1), draws.next(below: Self.side + 1)) }
    connections = Array(repeating: [], count: cities)
    var pairs: [(length: Int, left: Int, right: Int)] = []
    for left in 0..<cities {
      // The nearest forty are enough to join all and to have others left.
      let near = (0..<cities).filter { $0 != left }.map { (distance(left, $0), $0) }.sorted(by: <).prefix(40)
      for (length, right) in near { pairs.append((length, min(left, right), max(left, right))) }
    }
    pairs.sort { ($0.length, $0.left, $0.right) < ($1.length, $1.left, $1.right) }
    var sets = DisjointSets(count: cities)
    var chosen: [(length: Int, left: Int, right: Int)] = []
    var rest: [(length: Int, left: Int, right: Int)] = []
    var last: (Int, Int)?
    for pair in pairs {
      if let last, last == (pair.left, pair.right) { continue }
      last = (pair.left, pair.right)
      if sets.root(pair.left) != sets.root(pair.right) {
        sets.join(pair.left, pair.right)
        chosen.append(pair)
      } else {
        rest.append(pair)
      }
    }
    for (good, pair) in (chosen + rest).prefix(goods).enumerated() {
      connections[pair.left].append((good, pair.right, pair.length))
      connections[pair.right].append((good, pair.left, pair.length))
    }
  }

  /// The shortest paths between two cities without a city twice, up to a length, at most ten: goods and length.
  ///
  /// Paths are gone along in the order of their length and what is left as the crow flies (Hart, Nilsson, Raphael 1968,
  /// doi:10.1109/TSSC.1968.300136); after 4,000 of them what was found is the answer.
  func paths(from start: Int, to end: Int, upTo limit: Int) -> [(goods: [Int], length: Int)] {
    var open = [Trail(bound: distance(start, end), length: 0, cities: [start], goods: [])]
    var found: [(goods: [Int], length: Int)] = []
    var steps = 0
    while found.count < 10, steps < 4_000, let trail = Self.removeLeast(&open) {
      steps += 1
      guard let city = trail.cities.last else { continue }
      if city == end {
        found.append((trail.goods.sorted(), trail.length))
        continue
      }
      for (good, next, length) in connections[city] where !trail.cities.contains(next) {
        let bound = trail.length + length + distance(next, end)
        guard bound <= limit else { continue }
        let longer = Trail(
          bound: bound, length: trail.length + length, cities: trail.cities + [next], goods: trail.goods + [good])
        Self.insert(longer, in: &open)
      }
    }
    return found
  }

  // MARK: - A heap

  private static func insert(_ trail: Trail, in heap: inout [Trail]) {
    heap.append(trail)
    var child = heap.count - 1
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private static func removeLeast(_ heap: inout [Trail]) -> Trail? {
    guard let least = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return least }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return least
  }
}

extension AuctionGenerator {
  /// Everybody wants to get from one city to another, for which a connection is worth up to 2.5 times its length as the
  /// crow flies; the price of a path is what it leaves of that. Up to ten paths are alternatives.
  func makePaths(_ collector: inout BidCollector, _ draws: inout SplitMix64) {
    let graph = CityGraph(goods: goods, &draws)
    var attempts = 0
    while !collector.isFull, attempts < 1_000 + 50 * bids {
      attempts += 1
      let start = draws.next(below: graph.places.count)
      let end = draws.next(below: graph.places.count)
      guard start != end else { continue }
      let straight = graph.distance(start, end)
      let worth = straight + draws.next(below: straight * 3 / 2 + 1)
      let paths = graph.paths(from: start, to: end, upTo: worth)
      collector.take(paths.map { ($0.goods, worth - $0.length) })
    }
  }
}
