// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Oracle {
  /// The best of the ways to place one set of requests, and how many there are.
  struct Placements {
    var displacement = Int.max
    var lot = 0
    /// By options.
    var count = 0
  }

  /// Every set of requests that can be granted together on top of fixed options, as bits; nil where it can't.
  ///
  /// Objectives and constraints tell allocations apart by what they grant alone, and by displacement.
  func sets(open: [Int], fixed: [Int]) -> [Placements?] {
    var result = [Placements?](repeating: nil, count: 1 << problem.requests.count)
    var groups = [[(bit: UInt64, conflicts: UInt64, displacement: Int, lot: Int)]](
      repeating: [], count: problem.requests.count)
    for position in open {
      let choice = choices[position]
      groups[choice.request].append(
        (1 << UInt64(position), conflicting[position], abs(choice.displacement), lot(choice)))
    }
    let order = groups.indices.filter { !groups[$0].isEmpty }
    func descend(_ depth: Int, _ set: Int, _ forbidden: UInt64, _ displacement: Int, _ lot: Int) {
      guard depth < order.count else {
        var own = result[set] ?? Placements()
        own.count += 1
        if displacement < own.displacement || (displacement == own.displacement && lot > own.lot) {
          own.displacement = displacement
          own.lot = lot
        }
        result[set] = own
        return
      }
      descend(depth + 1, set, forbidden, displacement, lot)
      for option in groups[order[depth]] where forbidden & option.bit == 0 {
        descend(
          depth + 1, set | 1 << order[depth], forbidden | option.conflicts, displacement + option.displacement,
          lot + option.lot)
      }
    }
    descend(0, 0, fixed.reduce(0) { $0 | conflicting[$1] }, 0, 0)
    return result
  }

  /// The requests of a set, ascending.
  func requests(in set: Int) -> [Int] { problem.requests.indices.filter { set >> $0 & 1 == 1 } }

  /// A set of requests as bits.
  static func set(_ requests: some Sequence<Int>) -> Int { requests.reduce(0) { $0 | 1 << $1 } }
}
