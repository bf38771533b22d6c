// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import Reporting

/// Columns of a decomposition: the measure with every set of causes present.
struct CauseSets {
  /// A cause that can be taken away.
  struct Cause {
    var parameter: String
    var present: String
    var absent: String
  }

  let policy: Int
  let target: Int
  let causes: [Cause]
  /// Bit i of a set says whether cause i is present.
  let columns: [(key: [String], column: BlockedColumn)]
}

extension GridAnalysis {
  /// What takes a cause away: alterations of the register, whose first level leaves it as filed.
  private static let removals = ["register.dates", "register.demand", "register.in-use"]

  /// The sets of causes of every policy and primary target, where all factors of a full grid alter the register and have two levels:
  /// the first is how things are, the second takes the cause away.
  func causeSets() -> [CauseSets] {
    guard case .full = data.grid.design, data.block == .seed else { return [] }
    let switches = data.factors.indices.filter { !["scenario", "register"].contains(data.factors[$0].parameter) }
    guard !switches.isEmpty, switches.count < ShapleyDecomposition.mostCauses,
      switches.allSatisfy({ factor in
        let own = data.factors[factor]
        return Self.removals.contains(own.parameter) && own.levels.count == 2 && own.levels[0] == "as-filed"
      })
    else { return [] }
    return analysis.primary.flatMap { target in
      policies.indices.compactMap { causeSets($0, target, switches) }
    }
  }

  private func causeSets(_ policy: Int, _ target: Int, _ switches: [Int]) -> CauseSets? {
    var causes = switches.map { factor in
      CauseSets.Cause(
        parameter: data.factors[factor].parameter, present: data.factors[factor].levels[0],
        absent: data.factors[factor].levels[1])
    }
    let floor = floorTarget(target).flatMap { floor in data.filled(policy, floor).isEmpty ? nil : floor }
    if floor != nil {
      causes.append(
        CauseSets.Cause(
          parameter: "indivisibility", present: "whole channels",
          absent: "less the least Gini that whole channels permit")
      )
    }
    let cells = CellTable(data)
    let seeds = cells.completeSeeds { world in
      data.numbers[policy][target][world].isFinite && (floor.map { data.numbers[policy][$0][world].isFinite } ?? true)
    }
    let worlds = cells.worlds(seeds: seeds)
    guard !worlds.isEmpty else { return nil }
    let name = ["cause", String(policy), String(target)]
    let columns = (0..<1 << causes.count).map { set -> (key: [String], column: BlockedColumn) in
      var column = BlockedColumn(blocks: data.blockCount)
      let isWhole = floor == nil || set >> switches.count & 1 == 1
      for world in worlds where isMember(world, set, switches) {
        let least = isWhole ? 0 : floor.map { data.numbers[policy][$0][world] } ?? 0
        column.add(data.numbers[policy][target][world] - least, block: data.blocks[world])
      }
      return (name + [String(set)], column)
    }
    return CauseSets(policy: policy, target: target, causes: causes, columns: columns)
  }

  /// Whether a world has exactly the causes of a set present.
  private func isMember(_ world: Int, _ set: Int, _ switches: [Int]) -> Bool {
    switches.enumerated().allSatisfy { place, factor in
      (data.factors[factor].places[world] == 0) == (set >> place & 1 == 1)
    }
  }

  /// The target of the least Gini, where a target is the Gini.
  private func floorTarget(_ target: Int) -> Int? {
    var floor = analysis.targets[target]
    guard floor.measure == Measure.gini.rawValue else { return nil }
    floor.measure = Measure.giniFloor.rawValue
    return analysis.targets.firstIndex(of: floor)
  }

  /// Parts of the causes with intervals; every part is worked out anew in each resample.
  func decomposition(_ sets: CauseSets, _ means: MeanTable) -> StudyResults.Decomposition? {
    let keys = sets.columns.map(\.key)
    let all = keys.count - 1
    func share(_ part: @escaping ([Double]) -> Double?) -> StudyResults.Estimate? {
      means.combined(keys) { values in
        values[all] == 0 ? nil : part(values).map { $0 / values[all] }
      }
    }
    guard let whole = means.combined(keys, { $0[all] }), let rest = means.combined(keys, { $0[0] }) else { return nil }
    let causes = sets.causes.enumerated().compactMap { index, cause -> StudyResults.Decomposition.Cause? in
      let part: ([Double]) -> Double? = { ShapleyDecomposition.parts($0)?[index] }
      guard let estimate = means.combined(keys, part) else { return nil }
      return StudyResults.Decomposition.Cause(
        parameter: cause.parameter, title: FactorTitle.text(cause.parameter), present: cause.present,
        absent: cause.absent, part: estimate, share: share(part))
    }
    guard causes.count == sets.causes.count else { return nil }
    return StudyResults.Decomposition(
      policy: policies[sets.policy], target: sets.target, blocks: sets.columns[all].column.filledBlocks, whole: whole,
      causes: causes, rest: rest, restShare: share { $0[0] },
      sets: keys.indices.reversed().compactMap { set in
        means.combined(keys, { $0[set] }).map { value in
          StudyResults.Decomposition.CauseSet(
            present: sets.causes.enumerated().filter { set >> $0.offset & 1 == 1 }.map(\.element.parameter),
            value: value)
        }
      })
  }
}
