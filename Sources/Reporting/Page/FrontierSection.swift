// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The section on the frontier: what fairness costs, point by point.
struct FrontierSection {
  private let digest: Digest

  init(_ digest: Digest) {
    self.digest = digest
  }

  /// What the template needs, one part an entitlement.
  func parts(figures: [Figure]) -> [[String: Any]] {
    (digest.document.frontier ?? []).map { frontier in
      let figure = figures.first { $0.name == FrontierFigure.name(frontier) }
      return [
        "sentence": sentence(frontier),
        "figure": figure.map { [["name": $0.name, "title": $0.title, "svg": $0.svg]] } ?? [[String: Any]](),
        "table": [table(frontier).view],
      ]
    }
  }

  /// From the most efficient point to the fairest.
  func sentence(_ frontier: ResultsDocument.Frontier) -> String {
    let basis = Digest.words(forEntitlement: frontier.entitlement)
    func number(_ point: ResultsDocument.Frontier.Point) -> Double { FrontierFigure.number(point.minRatio, digest) }
    let most = frontier.points.max { ($0.holding, number($0)) < ($1.holding, number($1)) }
    let fairest = frontier.points.max { (number($0), $0.holding) < (number($1), $1.holding) }
    guard let most, let fairest else { return "Measured by \(basis), no point of the frontier was worked out." }
    let open = frontier.points.filter { ($0.bound ?? .max) > $0.holding }.count
    let end =
      open == 0
      ? "" : " At \(Phrase.count(open, "point", "points")) the greatest holding is known up to a bound only."
    if frontier.points.count == 1 {
      return
        "Measured by \(basis), only one smallest ratio is attainable, \(ratio(most.minRatio)), so that the frontier is "
        + "one point: a total of \(digest.holdingText(most.holding)) \(digest.holdingUnit)." + end
    }
    guard number(most) < number(fairest) else {
      return
        "Measured by \(basis), fairness costs nothing: \(words(most)) and no point has a greater smallest ratio." + end
    }
    return "Measured by \(basis), the greatest total holding is \(words(most)); the greatest smallest ratio is "
      + "\(ratio(fairest.minRatio)) with a total of \(digest.holdingText(fairest.holding))"
      + (fairest.priceOfFairness.value.map { ", a price of \(NumberText.percent($0))" } ?? "") + "." + end
  }

  private func words(_ point: ResultsDocument.Frontier.Point) -> String {
    "\(digest.holdingText(point.holding)) \(digest.holdingUnit) at a smallest ratio of \(ratio(point.minRatio))"
  }

  private func ratio(_ ratio: ResultsDocument.Frontier.Ratio) -> String {
    let number = FrontierFigure.number(ratio, digest)
    guard number > 0, number < 0.01 else { return NumberText.trimmed(number) }
    return "\(digest.holdingText(ratio.numerator)) for \(NumberText.integer(ratio.denominator))"
  }

  private func table(_ frontier: ResultsDocument.Frontier) -> DataTable {
    DataTable(
      caption: "The frontier: " + Digest.words(forEntitlement: frontier.entitlement), corner: "Point",
      columns: [
        .init(title: "Ratio demanded"), .init(title: "Total holding", note: digest.holdingUnit),
        .init(title: "No better than"), .init(title: "Smallest ratio"), .init(title: "Price of fairness"),
        .init(title: "Price of efficiency"), .init(title: "Who vouches for it", isNumeric: false),
      ],
      rows: frontier.points.enumerated().map { index, point in
        DataTable.Row(
          point.name ?? String(index + 1),
          [
            ratio(point.threshold), digest.holdingText(point.holding),
            point.bound.map { digest.holdingText($0) } ?? "–", ratio(point.minRatio),
            MeasureText.text(point.priceOfFairness, id: "price_of_fairness"),
            MeasureText.text(point.priceOfEfficiency, id: "price_of_fairness"), ProofTables.words(point.proof),
          ])
      },
      notes: [
        "Price of fairness: the share of the greatest total holding that is given up. Price of efficiency: the share of the "
          + "greatest smallest ratio that is given up."
      ])
  }
}
