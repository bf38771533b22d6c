// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Channels granted against inequality, one numbered point a policy.
enum EfficiencyFigure {
  private static let radius = 10.0

  /// One figure for the population and entitlement shown first; none with fewer than two points.
  static func figures(_ digest: Digest) -> [Figure] {
    let points = digest.policies.indices.compactMap { index -> (index: Int, channels: Double, gini: Double)? in
      guard let gini = digest.measure("gini", policy: index)?.value else { return nil }
      return (index, Double(digest.policies[index].counts.grantedChannels), gini)
    }
    guard points.count > 1 else { return [] }
    let numbers = numbers(digest)
    func number(_ index: Int) -> Int { numbers[index] ?? index + 1 }
    let headings = hasFamilies(digest) ? digest.families.count : 0
    let legendHeight = Double(digest.policies.count) * 20 + Double(headings) * 24 + 60
    var plot = Plot(
      width: 800, height: max(360, legendHeight), left: 56, right: 332, top: 30,
      horizontal: Scale.around(points.map(\.channels)), vertical: Scale.around(points.map(\.gini)))
    plot.drawAxes(x: "channels granted (more is more efficient)", y: "Gini (lower is fairer)")
    var badges: [SVG.Point] = []
    for point in points {
      let exact = plot.point(point.channels, point.gini)
      let badge = freePlace(near: exact, taken: badges, plot: plot)
      badges.append(badge)
      if badge != exact { plot.drawing.line(from: exact, to: badge, .line(Palette.quiet)) }
      plot.drawing.circle(exact, radius: 2.5, .filled(Palette.ink))
    }
    for (point, badge) in zip(points, badges) {
      let isReference = point.index == digest.reference
      plot.drawing.circle(badge, radius: radius, .filled(isReference ? Palette.black : Palette.blue))
      plot.drawing.text(
        String(number(point.index)), at: .init(badge.x, badge.y + 4), anchor: .middle, bold: true, colour: "#ffffff")
    }
    drawLegend(digest, in: &plot)
    return [
      Figure(
        name: "efficiency-fairness", title: "Channels granted against inequality: " + digest.words(for: digest.primary),
        description: description(digest, points: points), drawing: plot.drawing, table: table(digest))
    ]
  }

  /// The exact place, or the nearest of the places around it that covers no other badge.
  private static func freePlace(near exact: SVG.Point, taken: [SVG.Point], plot: Plot) -> SVG.Point {
    var candidates = [exact]
    for distance in stride(from: 22.0, through: 142, by: 12) {
      for (x, y) in [(1.0, 0.0), (0.7, -0.7), (0, -1), (-0.7, -0.7), (-1, 0), (-0.7, 0.7), (0, 1), (0.7, 0.7)] {
        candidates.append(SVG.Point(exact.x + x * distance, exact.y + y * distance))
      }
    }
    let fits = candidates.first { candidate in
      let isInside =
        candidate.x > plot.horizontal.start + radius && candidate.x < plot.horizontal.end + radius
        && candidate.y > plot.vertical.end + radius && candidate.y < plot.vertical.start - radius
      return (isInside || candidate == exact)
        && taken.allSatisfy { other in
          let (x, y) = (other.x - candidate.x, other.y - candidate.y)
          return x * x + y * y >= 4.4 * radius * radius
        }
    }
    return fits ?? exact
  }

  /// Whether the legend is grouped.
  private static func hasFamilies(_ digest: Digest) -> Bool { digest.isCrowded && digest.families.count > 1 }

  /// The numbers of the policies, in the order of the legend.
  private static func numbers(_ digest: Digest) -> [Int: Int] {
    let order = hasFamilies(digest) ? digest.grouped : Array(digest.policies.indices)
    return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset + 1) })
  }

  private static func drawLegend(_ digest: Digest, in plot: inout Plot) {
    let left = plot.horizontal.end + 30
    let numbers = numbers(digest)
    var y = plot.vertical.end + 6
    let headings = Dictionary(
      uniqueKeysWithValues: digest.families.compactMap { group in group.policies.first.map { ($0, group.family.title) }
      })
    for index in hasFamilies(digest) ? digest.grouped : Array(digest.policies.indices) {
      let policy = digest.policies[index]
      if hasFamilies(digest), let heading = headings[index] {
        plot.drawing.text(heading, at: .init(left - 9, y + 2), bold: true, colour: Palette.quiet)
        y += 24
      }
      let isReference = index == digest.reference
      plot.drawing.circle(.init(left, y - 4), radius: 9, .filled(isReference ? Palette.black : Palette.blue))
      plot.drawing.text(
        String(numbers[index] ?? index + 1), at: .init(left, y), anchor: .middle, bold: true, colour: "#ffffff")
      let isMissing = digest.measure("gini", policy: index)?.value == nil
      plot.drawing.text(
        Figure.shortened(policy.title, to: isMissing ? 26 : 38) + (isMissing ? " (undefined)" : ""),
        at: .init(left + 16, y))
      y += 20
    }
  }

  private static func description(_ digest: Digest, points: [(index: Int, channels: Double, gini: Double)]) -> String {
    let numbers = numbers(digest)
    let parts = points.map { point in
      "\(numbers[point.index] ?? point.index + 1) \(digest.policies[point.index].title): \(NumberText.trimmed(point.channels)) channels, Gini "
        + NumberText.fixed(point.gini, decimals: 3)
    }
    return "Further right is more efficient, further down is fairer. The axes don't start at zero. "
      + parts.joined(separator: "; ") + "."
  }

  private static func table(_ digest: Digest) -> CSVText {
    let numbers = numbers(digest)
    var table = CSVText(header: ["number", "policy", "granted_channels", "gini", "status"])
    for (index, policy) in digest.policies.enumerated() {
      let gini = digest.measure("gini", policy: index)
      table.append([
        String(numbers[index] ?? index + 1), policy.id, String(policy.counts.grantedChannels),
        gini?.value.map(NumberText.shortest) ?? "", gini?.status.rawValue ?? "undefined",
      ])
    }
    return table
  }
}
