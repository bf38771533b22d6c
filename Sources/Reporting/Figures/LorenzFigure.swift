// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Lorenz curves by policy, with the line of equality and the floor that indivisible units leave.
enum LorenzFigure {
  /// One figure for each population and entitlement that any policy has a curve for.
  static func figures(_ digest: Digest) -> [Figure] {
    digest.bases.compactMap { figure(digest, basis: $0) }
  }

  private typealias Curve = ResultsDocument.Policy.LorenzCurve

  private static func figure(_ digest: Digest, basis: Digest.Basis) -> Figure? {
    let curves = digest.policies.map { policy in
      policy.lorenz.first { $0.population == basis.population && $0.entitlement == basis.entitlement }
    }
    guard curves.contains(where: { $0 != nil }) else { return nil }
    let order = legendOrder(digest, basis: basis, curves: curves)
    let highlights = Highlights(digest)
    let named = order.filter { highlights.policies.contains($0) }
    let legendHeight = Double(named.count + 3) * 19
    var plot = Plot(
      width: 800, height: max(430, legendHeight + 60), left: 48, right: 352, top: 26, horizontal: 0...1,
      vertical: 0...1)
    plot.drawAxes(
      x: "share of entitlement, worst served first", y: "share held", xText: NumberText.percent,
      yText: NumberText.percent)
    drawFloor(of: curves, in: &plot)
    plot.drawing.line(from: plot.point(0, 0), to: plot.point(1, 1), .line(Palette.quiet, width: 1.5))
    // Grey curves lie below the others.
    for index in order.filter({ !named.contains($0) }) + named.reversed() {
      guard let curve = curves[index] else { continue }
      plot.drawing.polyline(
        curve.points.map { plot.point($0.population, $0.held) }, highlights.style(index, digest) ?? Highlights.quiet)
    }
    drawLegend(digest, basis: basis, order: named, others: order.count - named.count, curves: curves, in: &plot)
    let name = ["lorenz", Figure.slug(basis.population), Figure.slug(basis.entitlement)].joined(separator: "-")
    return Figure(
      name: name, title: "Lorenz curves by policy: " + digest.words(for: basis),
      description: description(digest, basis: basis, order: order), drawing: plot.drawing,
      table: table(digest, curves: curves))
  }

  /// The line of a policy: the policy of reference has the first style, the others follow in their order.
  static func style(_ index: Int, _ digest: Digest) -> SVG.Style {
    guard let reference = digest.reference else { return Palette.line(index) }
    if index == reference { return Palette.line(0) }
    return Palette.line(index < reference ? index + 1 : index)
  }

  /// Policies from the most equal curve to the least, those without a curve last.
  private static func legendOrder(_ digest: Digest, basis: Digest.Basis, curves: [Curve?]) -> [Int] {
    let ginis = digest.policies.indices.map { digest.measure("gini", policy: $0, basis: basis)?.value ?? .infinity }
    return digest.policies.indices.filter { curves[$0] != nil }.sorted { (ginis[$0], $0) < (ginis[$1], $1) }
  }

  /// The floor of the policy whose floor lies highest, as an area up to the line of equality.
  private static func drawFloor(of curves: [Curve?], in plot: inout Plot) {
    guard let floor = floor(of: curves) else { return }
    let points = floor.map { plot.point($0.population, $0.held) }
    plot.drawing.polygon(points, .filled(Palette.grid, opacity: 0.8))
  }

  private static func floor(of curves: [Curve?]) -> [Curve.Point]? {
    curves.compactMap { $0?.floorPoints }.first { $0.count > 2 }
  }

  private static func drawLegend(
    _ digest: Digest, basis: Digest.Basis, order: [Int], others: Int, curves: [Curve?], in plot: inout Plot
  ) {
    let highlights = Highlights(digest)
    let left = plot.horizontal.end + 24
    var y = plot.vertical.end + 6
    plot.drawing.text("Gini, most equal first", at: .init(left, y), size: 12, colour: Palette.quiet)
    for index in order {
      y += 19
      plot.drawing.line(
        from: .init(left, y - 4), to: .init(left + 34, y - 4), highlights.style(index, digest) ?? Highlights.quiet)
      let gini = digest.measure("gini", policy: index, basis: basis)
      let number = gini?.value.map { NumberText.fixed($0, decimals: 3) } ?? "none"
      plot.drawing.text(
        number + "  " + Figure.shortened(digest.policies[index].title, to: 33), at: .init(left + 42, y))
    }
    if others > 0 {
      y += 19
      plot.drawing.line(from: .init(left, y - 4), to: .init(left + 34, y - 4), Highlights.quiet)
      plot.drawing.text(
        Phrase.count(others, "other policy", "other policies"), at: .init(left + 42, y), colour: Palette.quiet)
    }
    y += 24
    plot.drawing.line(from: .init(left, y - 4), to: .init(left + 34, y - 4), .line(Palette.quiet, width: 1.5))
    plot.drawing.text("equality", at: .init(left + 42, y), colour: Palette.quiet)
    guard floor(of: curves) != nil else { return }
    y += 19
    plot.drawing.rectangle(x: left, y: y - 11, width: 34, height: 12, .filled(Palette.grid, opacity: 0.8))
    plot.drawing.text("out of reach: units are indivisible", at: .init(left + 42, y), colour: Palette.quiet)
  }

  private static func description(_ digest: Digest, basis: Digest.Basis, order: [Int]) -> String {
    let parts = order.map { index in
      let gini = digest.measure("gini", policy: index, basis: basis)?.value
      return digest.policies[index].title + " " + (gini.map { NumberText.fixed($0, decimals: 3) } ?? "undefined")
    }
    guard !parts.isEmpty else { return "Nothing is held under any policy, so there is no curve." }
    return
      "Each curve shows what the worst-served share of entitlement holds; the further below the diagonal, the less "
      + "equal. Gini by policy, most equal first: " + parts.joined(separator: "; ") + "."
  }

  private static func table(_ digest: Digest, curves: [Curve?]) -> CSVText {
    var table = CSVText(header: ["policy", "curve", "share_of_entitlement", "share_held"])
    for (policy, curve) in zip(digest.policies, curves) {
      guard let curve else { continue }
      for (name, points) in [("observed", curve.points), ("floor", curve.floorPoints)] {
        for point in points {
          table.append([
            policy.id, name, NumberText.shortest(point.population), NumberText.shortest(point.held),
          ])
        }
      }
    }
    return table
  }
}
