// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Efficiency against equity: runs as small dots, means of policies as large ones with their names.
enum RunFrontierFigure {
  static func figure(_ context: StudyFigureContext, _ frontier: StudyResults.Frontier) -> Figure? {
    let runs = frontier.cloud + frontier.runs
    guard !runs.isEmpty, frontier.policies.count > 1 else { return nil }
    let efficiency = context.results.study.efficiency
    var plot = Plot(
      width: 720, height: 430, left: 72, right: 24, top: 28,
      horizontal: Scale.around(runs.map(\.efficiency) + frontier.policies.map(\.efficiency)),
      vertical: Scale.around(runs.map(\.equity) + frontier.policies.map(\.equity)))
    plot.drawAxes(
      x: context.text.words(efficiency) + arrow(context, efficiency),
      y: context.text.words(frontier.target) + arrow(context, frontier.target))
    for run in frontier.cloud {
      plot.drawing.circle(
        plot.point(run.efficiency, run.equity), radius: 2, .filled(colour(context, run.policy), opacity: 0.35))
    }
    for run in frontier.runs {
      plot.drawing.circle(
        plot.point(run.efficiency, run.equity), radius: 3.2, .filled(colour(context, run.policy), opacity: 0.8))
    }
    let best = frontier.policies.filter(\.isUndominated).sorted {
      ($0.efficiency, $0.equity) < ($1.efficiency, $1.equity)
    }
    plot.drawing.polyline(
      best.map { plot.point($0.efficiency, $0.equity) }, .line(Palette.black, width: 1.2, dashes: [5, 3]))
    var taken: [SVG.Point] = []
    for point in frontier.policies {
      let place = plot.point(point.efficiency, point.equity)
      let index = context.grid.policies.firstIndex(of: point.policy) ?? 0
      plot.drawing.circle(
        place, radius: 6.5,
        SVG.Style(fill: colour(context, index), stroke: Palette.black, width: point.isUndominated ? 2 : 0.7))
      draw(point.policy, near: place, taken: &taken, in: &plot)
    }
    return Figure(
      name: context.name("frontier", frontier.target),
      title: "\(context.text.short(efficiency)) against \(context.text.short(frontier.target)): \(context.grid.name)",
      description: description(context, frontier), drawing: plot.drawing, table: table(context, frontier))
  }

  private static func colour(_ context: StudyFigureContext, _ policy: Int) -> String {
    let name = context.grid.policies.indices.contains(policy) ? context.grid.policies[policy] : ""
    return Palette.line(context.drawnPolicies.firstIndex(of: name) ?? 0).stroke
  }

  private static func arrow(_ context: StudyFigureContext, _ target: Int) -> String {
    switch context.results.targets[target].direction {
    case .lowerIsFairer: " (less is fairer)"
    case .higherIsFairer: " (more is fairer)"
    case .higherIsMoreEfficient: " (more is more efficient)"
    case .neutral: ""
    }
  }

  /// Writes a name beside its point, at the first height that no other name has.
  private static func draw(_ name: String, near place: SVG.Point, taken: inout [SVG.Point], in plot: inout Plot) {
    let isLeft = place.x > (plot.horizontal.start + plot.horizontal.end) / 2
    let free = [4.0, -12, 20, -28, 36, -44, 52].map { SVG.Point(place.x, place.y + $0) }.first { candidate in
      candidate.y > plot.vertical.end + 8 && candidate.y < plot.vertical.start
        && taken.allSatisfy { abs($0.y - candidate.y) >= 14 || abs($0.x - candidate.x) > 200 }
    }
    let point = free ?? SVG.Point(place.x, place.y + 4)
    taken.append(point)
    plot.drawing.text(
      Figure.shortened(name, to: 28), at: .init(point.x + (isLeft ? -11 : 11), point.y), anchor: isLeft ? .end : .start,
      bold: true)
  }

  private static func description(_ context: StudyFigureContext, _ frontier: StudyResults.Frontier) -> String {
    let parts = frontier.policies.map { point in
      "\(point.policy): \(context.text.number(point.efficiency, context.results.study.efficiency)) and "
        + context.text.number(point.equity, frontier.target) + (point.isUndominated ? ", on the frontier of means" : "")
    }
    return
      "Large dots: means of policies, joined where no other is better in both. Small dots: runs, darker where no other run is "
      + "better in both. The axes don't start at zero. " + parts.joined(separator: "; ") + "."
  }

  private static func table(_ context: StudyFigureContext, _ frontier: StudyResults.Frontier) -> CSVText {
    var table = CSVText(header: [
      "kind", "policy", "identity", "efficiency", "equity", "undominated", "undominated_worlds", "worlds",
    ])
    for point in frontier.policies {
      table.append([
        "mean", point.policy, "", NumberText.shortest(point.efficiency), NumberText.shortest(point.equity),
        String(point.isUndominated), String(point.undominatedWorlds), String(point.worlds),
      ])
    }
    for (runs, isUndominated) in [(frontier.runs, true), (frontier.cloud, false)] {
      for run in runs {
        let policy = context.grid.policies.indices.contains(run.policy) ? context.grid.policies[run.policy] : ""
        table.append([
          "run", policy, run.identity, NumberText.shortest(run.efficiency), NumberText.shortest(run.equity),
          String(isUndominated), "", "",
        ])
      }
    }
    return table
  }
}
