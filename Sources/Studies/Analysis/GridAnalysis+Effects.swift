// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import Reporting

extension GridAnalysis {
  /// The most classes of a drawn factor whose means are shown.
  static let mostClasses = 8
  /// The most levels of two factors together whose means are listed.
  static let mostPairCells = 64

  /// The levels of a factor and the worlds at each that show its effect.
  private func levels(_ factor: Int) -> [(level: String, worlds: [Int])] {
    let column = data.factors[factor]
    if !column.levels.isEmpty {
      return column.levels.enumerated().map { place, level in
        (level, data.worlds.indices.filter { column.places[$0] == place && isShown($0, factor) })
      }
    }
    let all = Array(data.worlds.indices)
    let count = min(Self.mostClasses, GridDataClasses.count(data, runs: all.count))
    let classes = GridDataClasses.classes(column, worlds: all, count: count)
    return (0..<count).compactMap { own in
      let worlds = all.filter { classes[$0] == own }
      guard !worlds.isEmpty else { return nil }
      // In whole thousandths, halves upwards: a mean of numbers in base two would put a half on either side.
      let sum = worlds.reduce(0) { $0 + Int((column.numbers[$1] * 1_000).rounded()) }
      let (doubled, parts) = (2 * sum + worlds.count, 2 * worlds.count)
      let middle = doubled / parts - (doubled % parts < 0 ? 1 : 0)
      return (FactorTitle.number(Double(middle) / 1_000), worlds)
    }
  }

  /// Of a grid that moves one factor at a time, worlds where all other factors stay at their first level.
  private func isShown(_ world: Int, _ factor: Int) -> Bool {
    guard case .oneAtATime = data.grid.design else { return true }
    return data.factors.indices.allSatisfy { other in
      other == factor || ["scenario", "register"].contains(data.factors[other].parameter)
        || data.factors[other].places.isEmpty || data.factors[other].places[world] == 0
    }
  }

  private func key(_ policy: Int, _ target: Int, _ factor: Int, _ level: Int) -> [String] {
    ["effect", String(policy), String(target), String(factor), String(level)]
  }

  /// Adds a column for every policy, target, factor and level.
  func addEffects(to means: inout MeanTable) {
    for factor in data.factors.indices {
      for (place, level) in levels(factor).enumerated() {
        for policy in policies.indices {
          for target in reported {
            means.add(key(policy, target, factor, place)) { column in
              for world in level.worlds {
                column.add(data.numbers[policy][target][world], block: data.blocks[world])
              }
            }
          }
        }
      }
    }
  }

  /// Means by level.
  func effects(_ means: MeanTable) -> [StudyResults.Effect] {
    var effects: [StudyResults.Effect] = []
    for factor in data.factors.indices {
      let levels = levels(factor)
      for target in reported {
        for policy in policies.indices {
          for (place, level) in levels.enumerated() {
            let count = level.worlds.count { data.numbers[policy][target][$0].isFinite }
            guard let estimate = means.estimate(key(policy, target, factor, place)) else { continue }
            effects.append(
              StudyResults.Effect(
                policy: policies[policy], target: target, parameter: data.factors[factor].parameter,
                level: level.level, count: count, mean: estimate))
          }
        }
      }
    }
    return effects
  }

  /// Means by levels of two factors, of the primary targets of a full grid.
  func interactions() -> [StudyResults.Interaction] {
    guard case .full = data.grid.design else { return [] }
    var result: [StudyResults.Interaction] = []
    for (first, second) in FactorialVariance.pairs(of: data.factors.count) {
      let (one, two) = (data.factors[first], data.factors[second])
      let size = one.levels.count * two.levels.count
      guard size > 1, size <= Self.mostPairCells else { continue }
      for target in analysis.primary {
        for policy in policies.indices {
          var sums = Array(repeating: 0.0, count: size)
          var counts = Array(repeating: 0, count: size)
          for (world, number) in data.numbers[policy][target].enumerated() where number.isFinite {
            let cell = one.places[world] * two.levels.count + two.places[world]
            sums[cell] += number
            counts[cell] += 1
          }
          for cell in sums.indices where counts[cell] > 0 {
            result.append(
              StudyResults.Interaction(
                policy: policies[policy], target: target, parameters: [one.parameter, two.parameter],
                levels: [one.levels[cell / two.levels.count], two.levels[cell % two.levels.count]],
                count: counts[cell], mean: sums[cell] / Double(counts[cell])))
          }
        }
      }
    }
    return result
  }
}
