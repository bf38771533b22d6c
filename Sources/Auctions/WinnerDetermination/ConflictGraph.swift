// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Which offers of a program exclude each other, as bits.
struct ConflictGraph: Sendable {
  let count: Int
  private let words: Int
  private var bits: [UInt64]
  /// Whether the conflicts say all that the rows do, so that any independent set is a point.
  let isComplete: Bool

  /// Programs with more offers are left without a graph.
  static let mostOffers = 6_000

  /// Makes the graph of a program; nil where it would be too large.
  init?(_ program: PackingProgram) {
    count = program.offers.count
    guard count <= Self.mostOffers else { return nil }
    words = (count + 63) / 64
    var bits = [UInt64](repeating: 0, count: words * count)
    let words = words
    var isComplete = program.indicators.isEmpty
    for row in 0..<program.rowCount {
      let places = program.rowStarts[row]..<program.rowStarts[row + 1]
      let capacity = places.reduce(program.capacities[row]) { $0 - min(0, program.rowCoefficients[$1]) }
      let members = places.filter { program.rowColumns[$0] < program.offers.count && program.rowCoefficients[$0] > 0 }
        .sorted { program.rowCoefficients[$0] > program.rowCoefficients[$1] }
      if members.contains(where: { program.rowCoefficients[$0] * 2 <= capacity }) { isComplete = false }
      for (index, one) in members.enumerated() {
        for other in members[(index + 1)...] {
          guard program.rowCoefficients[one] + program.rowCoefficients[other] > capacity else { break }
          let (left, right) = (program.rowColumns[one], program.rowColumns[other])
          bits[left * words + right / 64] |= 1 << UInt64(right % 64)
          bits[right * words + left / 64] |= 1 << UInt64(left % 64)
        }
      }
    }
    self.bits = bits
    self.isComplete = isComplete
  }

  /// Whether two offers exclude each other.
  func conflict(_ one: Int, _ other: Int) -> Bool {
    bits[one * words + other / 64] & (1 << UInt64(other % 64)) != 0
  }

  /// The offers that exclude one, ascending.
  func neighbours(_ offer: Int) -> [Int] {
    var result: [Int] = []
    for word in 0..<words {
      var rest = bits[offer * words + word]
      while rest != 0 {
        result.append(word * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }

  /// Sets of offers of which at most one can be accepted and of which a fractional point accepts more (Padberg 1973,
  /// doi:10.1007/BF01580121): grown greedily from each fractional offer, then by offers that the point doesn't accept.
  func violatedCliques(_ point: [Double], most: Int) -> [[Int]] {
    let support = (0..<count).filter { point[$0] > 1e-4 }.sorted { (point[$0], $1) > (point[$1], $0) }
    var found = Set<[Int]>()
    var cliques: [(excess: Double, members: [Int])] = []
    for first in support where point[first] < 1 - 1e-6 {
      var clique = [first]
      var sum = point[first]
      for other in support where other != first && clique.allSatisfy({ conflict($0, other) }) {
        clique.append(other)
        sum += point[other]
      }
      guard sum > 1 + 1e-3, found.insert(clique.sorted()).inserted else { continue }
      cliques.append((sum - 1, clique))
    }
    cliques.sort { ($0.excess, $1.members[0]) > ($1.excess, $0.members[0]) }
    return cliques.prefix(most).map { extended($0.members) }
  }

  /// A clique with all that still fits, ascending.
  func extended(_ clique: [Int]) -> [Int] {
    var common = Array(bits[clique[0] * words..<(clique[0] + 1) * words])
    for member in clique.dropFirst() {
      for word in 0..<words { common[word] &= bits[member * words + word] }
    }
    var result = clique
    for word in 0..<words {
      while common[word] != 0 {
        let member = word * 64 + common[word].trailingZeroBitCount
        result.append(member)
        common[word] &= common[word] - 1
        for place in 0..<words { common[place] &= bits[member * words + place] }
      }
    }
    return result.sorted()
  }
}
