// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ComparisonTables {
  /// The chief measures under each rule of attribution; where there are many policies two of them, one row a policy. Nil
  /// where the document has none.
  func attribution() -> DataTable? {
    digest.isCrowded ? attributionByPolicy() : attributionInFull()
  }

  private static let attributionCaption =
    "How much hangs on whom the networks of organisations count for: the same allocations, member States, equal shares"

  /// Gini coefficient and share with nothing, a column for each rule of attribution.
  private func attributionByPolicy() -> DataTable? {
    let records = digest.document.attributionSensitivity
    guard !records.isEmpty else { return nil }
    var rules: [ResultsDocument.Scenario.Attribution] = []
    for record in records where !rules.contains(record.attribution) { rules.append(record.attribution) }
    let rows = digest.rows { policy in
      let own = records.filter { $0.policy == digest.policies[policy].id }
      let found = rules.map { rule in own.first { $0.attribution == rule } }
      return DataTable.Row(
        digest.policies[policy].title,
        found.map { MeasureText.text($0?.gini, id: "gini") }
          + found.map { MeasureText.text($0?.shareWithNothing, id: "share_with_nothing") })
    }
    return DataTable(
      caption: Self.attributionCaption, corner: "Policy",
      columns: rules.map { .init(title: "Gini", note: Self.words($0)) }
        + rules.map { .init(title: "Share with nothing", note: Self.words($0)) },
      rows: rows, notes: (spread(records).map { [$0] } ?? []) + [Self.reading])
  }

  /// The chief measures, one row for each policy and rule of attribution; nil where the document has none.
  func attributionInFull() -> DataTable? {
    let records = digest.document.attributionSensitivity
    guard !records.isEmpty else { return nil }
    let rows = digest.rowGroups { policy -> [DataTable.Row] in
      let own = records.filter { $0.policy == digest.policies[policy].id }
      return own.map { row($0, title: digest.policies[policy].title) }
    }
    return DataTable(
      caption: Self.attributionCaption, corner: "Policy",
      columns: [
        .init(title: "Gini"), .init(title: "Hoover"), .init(title: "Share with nothing"),
        .init(title: "Least parity ratio", note: "1 is entitled"), .init(title: "Parity LDC", note: "1 is parity"),
      ], rows: rows,
      notes: digest.isCrowded ? [] : (spread(records).map { [$0] } ?? []) + [Self.reading])
  }

  private func row(_ record: ResultsDocument.AttributionSensitivity, title: String) -> DataTable.Row {
    DataTable.Row(
      title, note: Self.words(record.attribution),
      [
        MeasureText.text(record.gini, id: "gini"), MeasureText.text(record.hoover, id: "hoover"),
        MeasureText.text(record.shareWithNothing, id: "share_with_nothing"),
        MeasureText.text(record.minRatio, id: "min_ratio"),
        MeasureText.text(record.parityOfLeastDeveloped, id: "parity_ratio"),
      ])
  }

  /// The widest range of the Gini coefficient that the choice of a rule makes for one policy, in a sentence.
  private func spread(_ records: [ResultsDocument.AttributionSensitivity]) -> String? {
    var widest: (title: String, low: Double, high: Double)?
    for policy in digest.policies {
      let values = records.filter { $0.policy == policy.id }.compactMap(\.gini.value)
      guard let low = values.min(), let high = values.max() else { continue }
      if widest.map({ high - low > $0.high - $0.low }) ?? true { widest = (policy.title, low, high) }
    }
    return widest.map {
      "The choice moves the Gini coefficient most under \(Phrase.quoted($0.title)): from \(NumberText.fixed($0.low, decimals: 3)) to "
        + "\(NumberText.fixed($0.high, decimals: 3))."
    }
  }

  private static let reading =
    "Who belongs to an organisation is in the register's table of members; what was not read in a source is listed with the "
    + "unverified numbers, and one assumed member can make the difference between something and nothing."

  private static func words(_ attribution: ResultsDocument.Scenario.Attribution) -> String {
    switch attribution {
    case .notifyingAdministration: "notifying administration"
    case .organisationsApart: "organisations apart"
    case .members: "members in equal parts"
    case .memberShares: "members by shares"
    }
  }
}
