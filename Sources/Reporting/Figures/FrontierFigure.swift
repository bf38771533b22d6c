// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The frontier: total holding against the smallest ratio, one dot a point, names where points have them.
enum FrontierFigure {
  private static let radius = 3.5

  /// One figure for each entitlement; none with fewer than two points.
  static func figures(_ digest: Digest) -> [Figure] {
    (digest.document.frontier ?? []).filter { $0.points.count > 1 }.map { figure(digest, $0) }
  }

  /// The name of an entitlement's figure.
  static func name(_ frontier: ResultsDocument.Frontier) -> String { "frontier-" + Figure.slug(frontier.entitlement) }

  /// A ratio of holding to entitlement as a number in the unit shown.
  static func number(_ ratio: ResultsDocument.Frontier.Ratio, _ digest: Digest) -> Double {
    digest.holdingNumber(ratio.numerator) / Double(max(1, ratio.denominator))
  }

  private static func figure(_ digest: Digest, _ frontier: ResultsDocument.Frontier) -> Figure {
    // Entitlements such as inhabitants are great numbers: ratios to them are shown for a million.
    let isSmall = frontier.points.allSatisfy { number($0.minRatio, digest) < 0.01 }
    let points = frontier.points.map { point in
      (
        x: number(point.minRatio, digest) * (isSmall ? 1e6 : 1), y: digest.holdingNumber(point.holding), point: point
      )
    }
    let bounds = frontier.points.compactMap(\.bound).map(digest.holdingNumber)
    var plot = Plot(
      width: 720, height: 400, left: 72, right: 40, top: 30, horizontal: Scale.around(points.map(\.x)),
      vertical: Scale.around(points.map(\.y) + bounds))
    plot.drawAxes(
      x: "smallest ratio of holding to \(isSmall ? "a million of " : "")entitlement (more is fairer)",
      y: "\(digest.holdingUnit) granted (more is more efficient)")
    let line = points.sorted { ($0.x, -$0.y) < ($1.x, -$1.y) }
    plot.drawing.polyline(line.map { plot.point($0.x, $0.y) }, .line(Palette.sky, width: 2))
    var taken: [SVG.Point] = []
    for (x, y, point) in points {
      let place = plot.point(x, y)
      if let bound = point.bound, bound > point.holding {
        plot.drawing.line(
          from: place, to: plot.point(x, digest.holdingNumber(bound)), .line(Palette.vermillion, width: 1.5))
      }
      plot.drawing.circle(place, radius: radius, .filled(point.name == nil ? Palette.blue : Palette.black))
      if let name = point.name { draw(name, near: place, taken: &taken, in: &plot) }
    }
    return Figure(
      name: name(frontier),
      title: "Total holding against the smallest ratio: " + Digest.words(forEntitlement: frontier.entitlement),
      description: description(digest, frontier), drawing: plot.drawing, table: table(frontier))
  }

  /// Writes a name beside its point, at the first height that no other name has.
  private static func draw(_ name: String, near place: SVG.Point, taken: inout [SVG.Point], in plot: inout Plot) {
    let isLeft = place.x > (plot.horizontal.start + plot.horizontal.end) / 2
    // The frontier falls to the right: what is right of the middle has its line above on the left.
    let offsets = isLeft ? [17.0, 33, -9, -25, 49, -41] : [-9.0, -25, 17, 33, -41, 49]
    let free = offsets.map { SVG.Point(place.x, place.y + $0) }.first { candidate in
      candidate.y > plot.vertical.end + 8 && candidate.y < plot.vertical.start
        && taken.allSatisfy { abs($0.y - candidate.y) >= 14 || abs($0.x - candidate.x) > 220 }
    }
    let point = free ?? SVG.Point(place.x, place.y - 9)
    taken.append(point)
    plot.drawing.text(
      Figure.shortened(name, to: 36), at: .init(point.x + (isLeft ? -7 : 7), point.y), anchor: isLeft ? .end : .start)
  }

  private static func description(_ digest: Digest, _ frontier: ResultsDocument.Frontier) -> String {
    let parts = frontier.points.map { point in
      (point.name.map { $0 + ": " } ?? "") + "\(digest.holdingText(point.holding)) \(digest.holdingUnit) at "
        + NumberText.shortest(number(point.minRatio, digest))
    }
    return "Further right is fairer, further up is more efficient. The axes don't start at zero. "
      + parts.joined(separator: "; ") + "."
  }

  private static func table(_ frontier: ResultsDocument.Frontier) -> CSVText {
    var table = CSVText(header: [
      "name", "threshold_numerator", "threshold_denominator", "holding", "bound", "min_ratio_numerator",
      "min_ratio_denominator", "price_of_fairness", "price_of_efficiency", "proof",
    ])
    for point in frontier.points {
      table.append([
        point.name ?? "", String(point.threshold.numerator), String(point.threshold.denominator),
        String(point.holding), point.bound.map(String.init) ?? "", String(point.minRatio.numerator),
        String(point.minRatio.denominator), point.priceOfFairness.value.map(NumberText.shortest) ?? "",
        point.priceOfEfficiency.value.map(NumberText.shortest) ?? "", point.proof.rawValue,
      ])
    }
    return table
  }
}
