// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The figures of a grid, in the order of the report.
public struct StudyFigures: Sendable {
  /// What inequality is made of, one figure a primary measure.
  public var decompositions: [Figure]
  /// Each measure by policy.
  public var distributions: [Figure]
  /// Differences from the reference.
  public var comparisons: [Figure]
  /// Means by level of each factor.
  public var effects: [Figure]
  /// Means by levels of two factors.
  public var interactions: [Figure]
  /// Shares of variance.
  public var variance: [Figure]
  /// Efficiency against equity.
  public var frontiers: [Figure]

  /// All of them.
  public var all: [Figure] {
    decompositions + distributions + comparisons + effects + interactions + variance + frontiers
  }

  init(_ results: StudyResults, grid index: Int) {
    let context = StudyFigureContext(results: results, text: StudyText(results), index: index)
    let grid = context.grid
    decompositions = context.targets(grid.decompositions.map(\.target)).compactMap {
      DecompositionFigure.figure(context, $0)
    }
    distributions = context.targets(grid.distributions.map(\.target)).compactMap {
      DistributionFigure.figure(context, $0)
    }
    comparisons = context.targets(grid.comparisons.map(\.target)).compactMap { ForestFigure.figure(context, $0) }
    let primary = results.study.primary
    effects = context.targets(grid.effects.map(\.target)).filter(primary.contains).compactMap {
      EffectFigure.figure(context, $0)
    }
    interactions = context.targets(grid.interactions.map(\.target)).compactMap { InteractionFigure.figure(context, $0) }
    variance = context.targets(grid.variance.map(\.target)).compactMap { VarianceFigure.figure(context, $0) }
    frontiers = grid.frontiers.compactMap { RunFrontierFigure.figure(context, $0) }
  }
}

/// What every figure of a grid needs.
struct StudyFigureContext {
  let results: StudyResults
  let text: StudyText
  let index: Int

  var grid: StudyResults.GridResult { results.grids[index] }

  /// Targets, each once, in order.
  func targets(_ all: [Int]) -> [Int] { Set(all).sorted() }

  /// A figure's name.
  func name(_ kind: String, _ target: Int) -> String { text.stem(index, kind, target) }

  /// Policies with a place of their own in colours and dashes: the reference first.
  var drawnPolicies: [String] {
    let others = grid.policies.filter { $0 != results.study.reference }
    return (grid.policies.contains(results.study.reference) ? [results.study.reference] : []) + others
  }
}

/// A chart with one row a policy: names on the left, one scale below.
struct RowChart {
  static let width = 720.0
  var drawing: SVG
  let scale: Scale
  let top: Double
  let rowHeight: Double
  private let rows: Int

  init(
    rows: Int, rowHeight: Double = 26, left: Double = 190, right: Double = 24, top: Double = 10,
    numbers: ClosedRange<Double>
  ) {
    self.rows = rows
    self.rowHeight = rowHeight
    self.top = top
    drawing = SVG(width: Self.width, height: top + Double(rows) * rowHeight + 48)
    scale = Scale(numbers: numbers, start: left, end: Self.width - right)
  }

  /// Where the rows end.
  var bottom: Double { top + Double(rows) * rowHeight }

  /// The middle of a row.
  func middle(_ row: Int) -> Double { top + (Double(row) + 0.5) * rowHeight }

  /// Draws ticks and the scale's name.
  mutating func drawScale(_ title: String, _ text: (Double) -> String = { NumberText.trimmed($0, decimals: 6) }) {
    for tick in scale.ticks {
      let place = scale.place(tick)
      drawing.line(from: .init(place, top), to: .init(place, bottom), .line(Palette.grid))
      drawing.text(text(tick), at: .init(place, bottom + 17), anchor: .middle)
    }
    drawing.text(title, at: .init((scale.start + scale.end) / 2, bottom + 38), size: 13, anchor: .middle)
  }

  /// Writes a row's name.
  mutating func label(_ text: String, row: Int, bold: Bool = false) {
    drawing.text(
      Figure.shortened(text, to: 28), at: .init(scale.start - 10, middle(row) + 4), anchor: .end, bold: bold)
  }

  /// An interval with a dot at its estimate.
  mutating func interval(_ estimate: StudyResults.Estimate, row: Int, colour: String) {
    let y = middle(row)
    if let interval = estimate.interval {
      let (lower, upper) = (scale.place(interval.lower), scale.place(interval.upper))
      drawing.line(from: .init(lower, y), to: .init(upper, y), .line(colour, width: 2.5))
      for end in [lower, upper] {
        drawing.line(from: .init(end, y - 5), to: .init(end, y + 5), .line(colour, width: 1.5))
      }
    }
    drawing.circle(.init(scale.place(estimate.value), y), radius: 4, .filled(colour))
  }
}
