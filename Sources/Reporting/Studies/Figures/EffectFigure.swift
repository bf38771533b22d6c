// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Means by level of each factor, one panel a factor and one line a policy.
enum EffectFigure {
  /// More policies than this make lines that nobody tells apart; the table has them all.
  private static let mostPolicies = 8
  private static let mostPanels = 12

  static func figure(_ context: StudyFigureContext, _ target: Int) -> Figure? {
    let all = context.grid.effects.filter { $0.target == target }
    let policies = Array(context.drawnPolicies.prefix(mostPolicies))
    let panels = context.grid.factors.prefix(mostPanels).compactMap { factor -> PanelChart.Panel? in
      let own = all.filter { $0.parameter == factor.parameter }
      var levels: [String] = []
      for effect in own where !levels.contains(effect.level) { levels.append(effect.level) }
      guard levels.count > 1 else { return nil }
      return PanelChart.Panel(
        title: factor.parameter, levels: levels,
        lines: policies.enumerated().map { number, policy in
          PanelChart.Line(
            number: number,
            points: levels.map { level in own.first { $0.policy == policy && $0.level == level }?.mean })
        })
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      name: context.name("effects", target),
      title: "Main effects, \(context.text.words(target)): \(context.grid.name)",
      description: description(context, all, policies, target),
      drawing: PanelChart.drawing(panels, legend: policies, unit: context.text.words(target)), table: table(all))
  }

  private static func description(
    _ context: StudyFigureContext, _ effects: [StudyResults.Effect], _ policies: [String], _ target: Int
  ) -> String {
    let parts = context.grid.factors.map { factor in
      let own = effects.filter { $0.parameter == factor.parameter && $0.policy == policies.first }
      return factor.parameter + ": "
        + own.map { "\($0.level) \(context.text.number($0.mean.value, target))" }.joined(separator: ", ")
    }
    return "Means by level of each factor, over all levels of the others, with their intervals. Under "
      + "\(policies.first ?? "the first policy"): " + parts.joined(separator: "; ") + "."
  }

  private static func table(_ effects: [StudyResults.Effect]) -> CSVText {
    var table = CSVText(header: ["policy", "parameter", "level", "worlds", "mean", "lower", "upper"])
    for own in effects {
      table.append([own.policy, own.parameter, own.level, String(own.count)] + StudyCSV.fields(own.mean))
    }
    return table
  }
}

/// Means by levels of two factors: one panel a pair, one line a level of the second, under the reference.
enum InteractionFigure {
  private static let mostPanels = 12

  static func figure(_ context: StudyFigureContext, _ target: Int) -> Figure? {
    let all = context.grid.interactions.filter { $0.target == target }
    guard let policy = context.drawnPolicies.first else { return nil }
    var pairs: [[String]] = []
    for own in all where !pairs.contains(own.parameters) { pairs.append(own.parameters) }
    var legend: [String] = []
    let panels = pairs.prefix(mostPanels).compactMap { pair -> PanelChart.Panel? in
      let own = all.filter { $0.parameters == pair && $0.policy == policy }
      var (first, second): ([String], [String]) = ([], [])
      for cell in own where cell.levels.count == 2 {
        if !first.contains(cell.levels[0]) { first.append(cell.levels[0]) }
        if !second.contains(cell.levels[1]) { second.append(cell.levels[1]) }
      }
      guard first.count > 1, second.count > 1 else { return nil }
      let lines = second.map { level -> PanelChart.Line in
        let name = "\(pair[1]) \(level)"
        let number = legend.firstIndex(of: name) ?? legend.count
        if number == legend.count { legend.append(name) }
        return PanelChart.Line(
          number: number,
          points: first.map { other in
            own.first { $0.levels == [other, level] }.map { StudyResults.Estimate(value: $0.mean, interval: nil) }
          })
      }
      return PanelChart.Panel(title: pair.joined(separator: " × "), levels: first, lines: lines)
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      name: context.name("interactions", target),
      title: "Interactions under \(policy), \(context.text.words(target)): \(context.grid.name)",
      description:
        "Means by levels of two factors. Lines side by side: the factors work one by one. Lines that cross or open: what "
        + "one does depends on the other. The table has every policy.",
      drawing: PanelChart.drawing(panels, legend: legend, unit: context.text.words(target)), table: table(all))
  }

  private static func table(_ cells: [StudyResults.Interaction]) -> CSVText {
    var table = CSVText(header: ["policy", "first", "second", "first_level", "second_level", "worlds", "mean"])
    for own in cells {
      table.append([own.policy] + own.parameters + own.levels + [String(own.count), NumberText.shortest(own.mean)])
    }
    return table
  }
}
