// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables of a study's report.
struct StudyTables {
  let results: StudyResults
  let text: StudyText
  let grid: StudyResults.GridResult

  init(_ results: StudyResults, _ grid: StudyResults.GridResult) {
    self.results = results
    self.grid = grid
    text = StudyText(results)
  }

  /// Each measure under each policy.
  func distributions() -> [DataTable] {
    let targets = Set(grid.distributions.map(\.target)).sorted()
    return targets.map { target in
      DataTable(
        caption: text.words(target), corner: "Policy",
        columns: ["Worlds", "Mean", "\(text.confidence) interval", "Median", "Quartiles", "Least", "Greatest"]
          .map { DataTable.Column(title: $0) },
        rows: grid.distributions.filter { $0.target == target }.map { own in
          func number(_ number: Double?) -> String { number.map { text.number($0, target) } ?? "–" }
          return DataTable.Row(
            own.policy,
            [
              NumberText.integer(own.count) + (own.undefined > 0 ? " (\(own.undefined) undefined)" : ""),
              number(own.mean?.value), text.interval(own.mean?.interval) { number($0) }, number(own.quantile(50)),
              "\(number(own.quantile(25))) – \(number(own.quantile(75)))", number(own.quantile(0)),
              number(own.quantile(100)),
            ])
        })
    }
  }

  /// Each policy against the reference.
  func comparisons() -> [DataTable] {
    let targets = Set(grid.comparisons.map(\.target)).sorted()
    return targets.map { target in
      let isPrimary = results.study.primary.contains(target)
      let isNeutral = results.targets[target].direction == .neutral
      return DataTable(
        caption: "Difference from \(results.study.reference): \(text.words(target))", corner: "Policy",
        columns: [
          .init(title: "Mean difference"), .init(title: "\(text.confidence) interval"),
          .init(title: "p", note: "test by signs"), .init(title: "p, adjusted", note: "Holm"),
          .init(title: "Worlds", note: isNeutral ? "less / equal / greater" : "better / equal / worse"),
          .init(title: "Effect size", note: "d_z"),
        ],
        rows: grid.comparisons.filter { $0.target == target }.map { own in
          let sides = text.betterWorse(own)
          return DataTable.Row(
            own.policy,
            [
              text.difference(own.difference.value, target),
              text.interval(own.difference.interval) { text.difference($0, target) }, text.pValue(own.pValue),
              text.pValue(own.adjustedPValue),
              "\(sides?.better ?? own.less) / \(own.equal) / \(sides?.worse ?? own.greater)",
              own.standardisedMean.map { NumberText.fixed($0, decimals: 2) } ?? "–",
            ])
        },
        notes: isPrimary
          ? ["Adjusted over the \(results.study.comparisons) primary comparisons of the study."]
          : ["Not a primary measure: p-values are not adjusted and serve for orientation only."])
    }
  }

  /// Families of rules against the reference.
  func families() -> [DataTable] {
    let targets = Set(grid.families.flatMap(\.changes).map(\.target)).sorted()
    return targets.map { target in
      DataTable(
        caption: "What families of rules change: \(text.words(target))", corner: "Family",
        columns: [
          .init(title: "Mean difference"), .init(title: "\(text.confidence) interval"),
          .init(title: "Least", note: "rule by rule"), .init(title: "Greatest", note: "rule by rule"),
        ],
        rows: grid.families.compactMap { family in
          family.changes.first { $0.target == target }.map { own in
            DataTable.Row(
              family.title, note: Phrase.count(family.policies.count, "rule", "rules"),
              cells: [
                .init(text: text.difference(own.difference.value, target)),
                .init(text: text.interval(own.difference.interval) { text.difference($0, target) }),
                .init(text: text.difference(own.least, target), note: own.leastPolicy),
                .init(text: text.difference(own.greatest, target), note: own.greatestPolicy),
              ])
          }
        },
        notes: ["The mean over a family's rules in each world, then over worlds; each rule counts the same."])
    }
  }

  /// Shares of variance.
  func variance() -> [DataTable] {
    let targets = Set(grid.variance.map(\.target)).sorted()
    return targets.flatMap { target -> [DataTable] in
      let own = grid.variance.filter { $0.target == target }
      return [own.filter { $0.policy == nil }, own.filter { $0.policy != nil }].compactMap { records in
        guard let first = records.first else { return nil }
        return variance(records, first, target)
      }
    }
  }

  private func variance(
    _ records: [StudyResults.VarianceRecord], _ first: StudyResults.VarianceRecord, _ target: Int
  ) -> DataTable {
    let isFactorial = first.method == .factorial
    let names = first.terms.map { StudyText.term($0.parameters, in: grid) }
    let isTogether = first.policy == nil
    let others = isFactorial ? ["Three and more together", "Seeds", "Remainder"] : ["Seeds", "Not explained singly"]
    // What is worked out once stands in one column, term by term; what is worked out by policy in one row a policy.
    if isTogether {
      let shares = first.terms.map { text.share($0.share) } + rest(first)
      return DataTable(
        caption: "Shares of variance over all worlds and policies: \(text.words(target))", corner: "Source",
        columns: [.init(title: "Share")], rows: zip(names + others, shares).map { DataTable.Row($0, [$1]) },
        notes: ["Standard deviation \(text.number(first.standardDeviation, target)) over \(first.count) runs."])
    }
    return DataTable(
      caption: "Shares of variance by policy: \(text.words(target))", corner: "Policy",
      columns: (names + others + ["Standard deviation"]).map { DataTable.Column(title: $0) },
      rows: records.map { record in
        DataTable.Row(
          record.policy ?? "",
          record.terms.map { text.share($0.share) } + rest(record)
            + [text.number(record.standardDeviation, target)])
      })
  }

  private func rest(_ record: StudyResults.VarianceRecord) -> [String] {
    let shares = (record.method == .factorial ? [record.higher] : []) + [record.seeds, record.remainder]
    return shares.map { NumberText.alignedPercent($0) }
  }

  /// Causes of inequality.
  func decompositions() -> [DataTable] {
    let targets = Set(grid.decompositions.map(\.target)).sorted()
    return targets.compactMap { target in
      let own = grid.decompositions.filter { $0.target == target }
      guard let first = own.first else { return nil }
      let hasAll = own.filter { $0.causes.map(\.parameter) == first.causes.map(\.parameter) }
      return DataTable(
        caption: "What \(text.words(target)) is made of", corner: "Policy",
        columns: [.init(title: "As things are")] + first.causes.map { .init(title: $0.title, note: $0.parameter) }
          + [.init(title: "Remains")],
        rows: hasAll.map { record in
          func cell(_ part: StudyResults.Estimate, _ share: StudyResults.Estimate?) -> DataTable.Cell {
            let interval = text.interval(part.interval) { text.number($0, target) }
            let note = [interval == "–" ? nil : interval, share.map { NumberText.percent($0.value) }].compactMap { $0 }
            return DataTable.Cell(text: text.number(part.value, target), note: note.joined(separator: ", "))
          }
          return DataTable.Row(
            record.policy,
            cells: [cell(record.whole, nil)] + record.causes.map { cell($0.part, $0.share) }
              + [cell(record.rest, record.restShare)])
        },
        notes: first.causes.map {
          "\($0.title): “\($0.present)” as things are, “\($0.absent)” with the cause taken away."
        }
      )
    }
  }

  /// Efficiency against equity, by policy.
  func frontiers() -> [DataTable] {
    grid.frontiers.filter { $0.policies.count > 1 }.map { frontier in
      DataTable(
        caption: "\(text.short(results.study.efficiency)) against \(text.short(frontier.target))", corner: "Policy",
        columns: [
          .init(title: text.short(results.study.efficiency), note: "mean"),
          .init(title: text.short(frontier.target), note: "mean"), .init(title: "On the frontier of means"),
          .init(title: "Worlds in which no policy beats it"),
        ],
        rows: frontier.policies.map { point in
          DataTable.Row(
            point.policy,
            [
              text.number(point.efficiency, results.study.efficiency), text.number(point.equity, frontier.target),
              point.isUndominated ? "yes" : "no",
              "\(NumberText.integer(point.undominatedWorlds)) of \(NumberText.integer(point.worlds))",
            ])
        },
        notes: [
          "To beat is to be at least as good in both and better in one. Of all runs of the grid "
            + "\(NumberText.integer(frontier.runCount)) are beaten by no other; the drawing's table names them."
        ])
    }
  }

  /// Runs far from the others.
  func outliers() -> DataTable? {
    guard !grid.outliers.isEmpty else { return nil }
    let listed =
      grid.outlierCount > grid.outliers.count
      ? ["The furthest \(grid.outliers.count) of \(NumberText.integer(grid.outlierCount))."] : []
    return DataTable(
      caption: "Runs far from the others of their policy: \(grid.name)", corner: "Policy",
      columns: [
        .init(title: "World", isNumeric: false), .init(title: "Measure", isNumeric: false), .init(title: "Value"),
        .init(title: "Median"), .init(title: "Score"), .init(title: "Repeat it", isNumeric: false),
      ],
      rows: grid.outliers.map { own in
        DataTable.Row(
          own.policy,
          [
            own.world, text.short(own.target), text.number(own.value, own.target), text.number(own.median, own.target),
            NumberText.fixed(own.score, decimals: 1), results.command(identity: own.identity),
          ])
      }, notes: listed)
  }

  /// Runs without a result, of all grids.
  static func failures(_ results: StudyResults) -> DataTable? {
    let most = 200
    guard !results.failures.isEmpty else { return nil }
    return DataTable(
      caption: "Runs without a result", corner: "Policy",
      columns: ["Grid", "World", "What went wrong", "Repeat it"].map { DataTable.Column(title: $0, isNumeric: false) },
      rows: results.failures.prefix(most).map { own in
        DataTable.Row(
          own.policy, [own.grid, own.world, "\(own.kind): \(own.message)", results.command(identity: own.identity)])
      },
      notes: results.failures.count > most
        ? ["The first \(most) of \(results.failures.count); all are in the store."] : []
    )
  }
}
