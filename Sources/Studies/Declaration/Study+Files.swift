// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

extension Study {
  /// The file of a policy as a grid names it: a path beside the study, or a name that is looked up as a scenario's.
  ///
  /// - Parameter scenario: index of the scenario.
  public func path(ofPolicy word: String, scenario: Int) -> String {
    Policy.isPath(word)
      ? Scenario.resolve(word, beside: path) : Policy.path(named: word, scenario: scenarios[scenario].path)
  }

  /// What settings and a seed change in a scenario's file.
  ///
  /// - Parameter varies: what the seed varies.
  func scenarioChanges(_ settings: [Setting], seed: Int, varies: Set<Grid.SeedUse>, line: Int?) -> [DocumentChange] {
    var changes = settings.compactMap { setting -> DocumentChange? in
      guard case .scenario(let path) = setting.parameter else { return nil }
      return change(Scenario.changePath(path), setting)
    }
    func set(_ path: [String], _ use: Grid.SeedUse) {
      guard varies.contains(use) else { return }
      changes.append(
        DocumentChange(path: path, value: String(seed), name: "seeds (\(use.rawValue))", file: self.path, line: line))
    }
    set(["band_assignment", "seed"], .bands)
    set(["tie_break_seed"], .ties)
    return changes
  }

  /// What settings and a seed change in a policy's file.
  ///
  /// - Parameters:
  ///   - names: the policy's name, and the word by which the grid names it.
  ///   - policy: the policy as its file has it.
  func policyChanges(
    _ settings: [Setting], names: [String], policy: Policy, seed: Int, varies: Set<Grid.SeedUse>, line: Int?
  ) -> [DocumentChange] {
    var changes = settings.compactMap { setting -> DocumentChange? in
      guard case .policy(let name, let path) = setting.parameter, names.contains(name) else { return nil }
      return change(path, setting)
    }
    if varies.contains(.values) {
      for (index, stage) in policy.stages.enumerated() {
        guard case .seeded? = stage.auction?.values else { continue }
        for who in ["world", "bidders"] {
          changes.append(
            DocumentChange(
              path: ["stages", String(index + 1), "auction", "seeds", who], value: String(seed), name: "seeds (values)",
              file: path, line: line))
        }
      }
    }
    return changes
  }

  private func change(_ path: [String], _ setting: Setting) -> DocumentChange {
    DocumentChange(
      path: path, value: setting.value, name: "\(setting.parameter)", file: self.path, line: setting.line)
  }
}

extension Setting {
  /// The knob of a setting of the register; nil for others.
  var knob: String? {
    guard case .register(let knob) = parameter else { return nil }
    return knob
  }

  /// Settings of a register's own with those of a point, which take their place.
  static func merged(_ own: [Setting], with settings: [Setting]) -> [Setting] {
    let others = settings.filter { $0.knob != nil }
    return own.filter { mine in !others.contains { $0.knob == mine.knob } } + others
  }
}
