// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Simultaneous eating over time: everybody eats at its speed from the first object on its list of which some is left.
struct Eating {
  struct Eater {
    var preferences: [Int]
    var speed: Double
    var demand: Double
  }

  /// What objects share: together no more than the capacity.
  struct Group {
    var members: [Int]
    var capacity: Double
  }

  /// For each eater what it has eaten of each object.
  static func shares(_ eaters: [Eater], objects: Int, groups: [Group]) -> [[Double]] {
    var shares = eaters.map { _ in [Double](repeating: 0, count: objects) }
    func eaten(_ group: Group) -> Double {
      shares.reduce(0) { sum, row in group.members.reduce(sum) { $0 + row[$1] } }
    }
    while true {
      let isLeft = (0..<objects).map { object in
        groups.allSatisfy { !$0.members.contains(object) || eaten($0) < $0.capacity - 1e-9 }
      }
      let choices = eaters.indices.map { eater in
        shares[eater].reduce(0, +) < eaters[eater].demand - 1e-9 ? eaters[eater].preferences.first { isLeft[$0] } : nil
      }
      guard choices.contains(where: { $0 != nil }) else { return shares }
      // Until the first group is full or the first demand is met.
      var time = Double.infinity
      for (eater, choice) in choices.enumerated() where choice != nil {
        time = min(time, (eaters[eater].demand - shares[eater].reduce(0, +)) / eaters[eater].speed)
      }
      for group in groups {
        let speed = eaters.indices.reduce(0.0) { sum, eater in
          sum + (choices[eater].map(group.members.contains) ?? false ? eaters[eater].speed : 0)
        }
        if speed > 0 { time = min(time, (group.capacity - eaten(group)) / speed) }
      }
      for (eater, choice) in choices.enumerated() {
        if let choice { shares[eater][choice] += time * eaters[eater].speed }
      }
    }
  }
}
