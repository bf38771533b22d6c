// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The section on chances: one part for each policy with a lottery or orders by lot.
struct ChancesSection {
  private let digest: Digest

  init(_ digest: Digest) {
    self.digest = digest
  }

  /// What the template needs, policy by policy, family by family.
  func parts(figures: [Figure]) -> [[String: Any]] {
    digest.grouped.compactMap { index in
      let policy = digest.policies[index]
      guard let lottery = policy.lottery else { return nil }
      let figure = figures.first { $0.name == ChancesFigure.name(policy) }
      return [
        "title": policy.title, "sentences": ChanceSentences.sentences(lottery),
        "figure": figure.map { [["name": $0.name, "title": $0.title, "svg": $0.svg]] } ?? [[String: Any]](),
        "table": [table(policy, lottery).view],
      ]
    }
  }

  /// Administrations by symbol with their probabilities.
  func table(_ policy: ResultsDocument.Policy, _ lottery: ResultsDocument.Policy.Lottery) -> DataTable {
    let hasIntervals = lottery.chances.contains { $0.intervalBillionths != nil }
    var columns = [DataTable.Column(title: "Probability of being served"), .init(title: "in per cent")]
    if hasIntervals { columns.append(.init(title: "95\u{A0}% interval")) }
    columns.append(.init(title: "Mean holding", note: digest.holdingUnit))
    return DataTable(
      caption: "\(policy.title): chances", corner: "Administration", columns: columns,
      rows: lottery.chances.map { chance in
        let share = Double(chance.served) / Double(max(1, lottery.denominator))
        var cells = [ChanceSentences.fraction(chance.served, lottery.denominator), ChanceSentences.percent(share)]
        if hasIntervals { cells.append(Self.interval(chance)) }
        cells.append(NumberText.fixed(digest.meanHolding(chance, lottery), decimals: 2))
        return DataTable.Row(chance.administration + " " + name(chance.administration), cells)
      })
  }

  private func name(_ symbol: String) -> String {
    digest.document.administrations.first { $0.symbol == symbol }?.name ?? ""
  }

  private static func interval(_ chance: ResultsDocument.Policy.Lottery.Chance) -> String {
    guard let ends = chance.intervalBillionths, ends.count == 2 else { return "–" }
    return ends.map { NumberText.fixed(Double($0) / 1e7, decimals: 2) }.joined(separator: " to ") + "\u{A0}%"
  }
}

extension Digest {
  /// The mean holding of a chance, in the unit shown.
  func meanHolding(
    _ chance: ResultsDocument.Policy.Lottery.Chance, _ lottery: ResultsDocument.Policy.Lottery
  ) -> Double {
    let mean = Double(chance.holding) / Double(max(1, lottery.denominator))
    return document.scenario.holdingUnit == .kilohertz ? mean / 1000 : mean
  }
}
