// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables that set policies against measures.
struct ComparisonTables {
  let digest: Digest

  init(_ digest: Digest) {
    self.digest = digest
  }

  /// A column of the main table: a measure of a group.
  private struct Column {
    var id: String
    var group = "all"
    var title: String
    var note: String?
  }

  /// At most twelve columns; the rest is in the table of all measures.
  private static let columns = [
    Column(id: "granted_channels", title: "Channels granted"),
    Column(id: "price_of_fairness", title: "Price of fairness"),
    Column(id: "share_with_nothing", title: "Share with nothing"),
    Column(id: "min_ratio", title: "Least parity ratio", note: "1 is entitled"),
    Column(id: "gini", title: "Gini"),
    Column(id: "theil_t", title: "Theil T"),
    Column(id: "hoover", title: "Hoover"),
    Column(id: "wef1_violations", title: "Envy beyond a unit"),
    Column(id: "lower_quota_violations", title: "Below lower quota"),
    Column(id: "parity_ratio", group: "LDC", title: "Parity LDC", note: "1 is parity"),
    Column(id: "parity_ratio", group: "LLDC", title: "Parity LLDC", note: "1 is parity"),
    Column(id: "parity_ratio", group: "SIDS", title: "Parity SIDS", note: "1 is parity"),
  ]

  private static let key =
    "Price of fairness: channels given up against the most that can be granted. Parity ratio: share held over share "
    + "entitled. Hoover: the part of what is held that would have to move. Floor: the least Gini that indivisible units "
    + "allow; between: the part of Theil T between groups. Envy beyond a unit: ordered pairs. Every measure is defined "
    + "below."

  /// Policies against the chief measures; nil where the document has none of them.
  func chief(_ basis: Digest.Basis, isWithLatecomers: Bool) -> DataTable? {
    var columns: [DataTable.Column] = []
    var cells: [[DataTable.Cell]] = digest.policies.map { _ in [] }
    var reasons: [(reason: String, titles: [String])] = []
    for column in Self.columns {
      let quantities = digest.policies.indices.map { policy in
        digest.measure(
          column.id, policy: policy, basis: basis, group: column.group, isWithLatecomers: isWithLatecomers)
      }
      guard quantities.contains(where: { $0 != nil }) else { continue }
      for quantity in quantities { collectReason(column.title, quantity, in: &reasons) }
      // A measure that no policy has is said once, below the table.
      guard quantities.contains(where: { $0?.status != .undefined && $0 != nil }) else { continue }
      let direction = digest.definition(column.id)?.direction ?? .neutral
      columns.append(.init(title: column.title, note: column.note ?? MeasureText.words(direction)))
      let best = MeasureText.best(comparable(quantities), direction)
      for policy in digest.policies.indices {
        let note = companion(
          column, quantities[policy], policy: policy, basis: basis, isWithLatecomers: isWithLatecomers)
        let text = MeasureText.text(quantities[policy], id: column.id)
        cells[policy].append(.init(text: text, note: note, isBest: best[policy]))
      }
    }
    guard !columns.isEmpty else { return nil }
    let scope =
      digest.hasLatecomers ? (isWithLatecomers ? ", with the requests that come last" : ", filings alone") : ""
    return DataTable(
      caption: "Policies and measures: \(digest.words(for: basis))\(scope). ★ marks the best of a column.",
      corner: "Policy", columns: columns,
      rows: digest.rows { policy in
        let record = digest.policies[policy]
        var row = DataTable.Row(
          record.title, note: record.isDecidedByLot ? "decided by lot" : "", cells: cells[policy])
        row.target = Report.identifier(record)
        return row
      },
      notes: [Self.key]
        + reasons.map { "Undefined, since \($0.reason): \(Phrase.list($0.titles))." })
  }

  /// What stands below a number in small print: the floor of a Gini, the share of Theil T between groups.
  private func companion(
    _ column: Column, _ quantity: ResultsDocument.Quantity?, policy: Int, basis: Digest.Basis, isWithLatecomers: Bool
  ) -> String {
    func value(_ id: String) -> Double? {
      digest.measure(id, policy: policy, basis: basis, isWithLatecomers: isWithLatecomers)?.value
    }
    switch column.id {
    case "gini": return value("gini_floor").map { "floor " + NumberText.fixed($0, decimals: 3) } ?? ""
    case "theil_t":
      guard let between = value("theil_between"), let total = quantity?.value, total > 0 else { return "" }
      return NumberText.alignedPercent(between / total) + " between"
    default: return ""
    }
  }

  /// Adds a measure to those that have no value for one reason, once.
  private func collectReason(
    _ title: String, _ quantity: ResultsDocument.Quantity?, in reasons: inout [(reason: String, titles: [String])]
  ) {
    guard let reason = quantity?.reason else { return }
    if let index = reasons.firstIndex(where: { $0.reason == reason }) {
      if !reasons[index].titles.contains(title) { reasons[index].titles.append(title) }
    } else {
      reasons.append((reason, [title]))
    }
  }

  /// The quantities of policies that grant anything: one that grants nothing is never the best of a column.
  private func comparable(_ quantities: [ResultsDocument.Quantity?]) -> [ResultsDocument.Quantity?] {
    zip(digest.policies, quantities).map { $0.counts.granted > 0 ? $1 : nil }
  }

  /// Every measure of all administrations against the policies, a table a family where there are many; none where the
  /// document has none.
  func everything(_ basis: Digest.Basis) -> [DataTable] {
    guard digest.hasMeasures(basis) else { return [] }
    guard digest.isCrowded, digest.families.count > 1 else {
      return everything(basis, policies: digest.grouped, note: "").map { [$0] } ?? []
    }
    return digest.families.compactMap {
      everything(basis, policies: $0.policies, note: "; \($0.family.title)")
    }
  }

  private func everything(_ basis: Digest.Basis, policies: [Int], note: String) -> DataTable? {
    let rows = digest.document.measureDefinitions.compactMap { definition -> DataTable.Row? in
      let quantities = digest.policies.indices.map { digest.measure(definition.id, policy: $0, basis: basis) }
      guard quantities.contains(where: { $0 != nil }) else { return nil }
      let best = MeasureText.best(comparable(quantities), definition.direction)
      return DataTable.Row(
        definition.title, note: MeasureText.words(definition.direction),
        cells: policies.map { .init(text: MeasureText.text(quantities[$0], id: definition.id), isBest: best[$0]) })
    }
    guard !rows.isEmpty else { return nil }
    return DataTable(
      caption: "All measures: \(digest.words(for: basis))\(note). ★ marks the best of all policies.", corner: "Measure",
      columns: policies.map { .init(title: digest.policies[$0].title) }, rows: rows)
  }

  /// Theil T between and within groups, and the Gini as exclusion and inequality among holders.
  func decomposition(_ basis: Digest.Basis) -> DataTable? {
    var hasAny = false
    let rows = digest.rows { index -> DataTable.Row in
      let policy = digest.policies[index]
      let parts = policy.decompositions.first {
        $0.population == basis.population && $0.entitlement == basis.entitlement
      }
      guard let parts else { return DataTable.Row(policy.title, Array(repeating: "–", count: 6)) }
      hasAny = true
      let gini = parts.exclusion.first { $0.measure == "gini" }
      let quantities = [
        parts.theilTotal, parts.theilBetween, parts.theilWithin, gini?.total, gini?.exclusion, gini?.amongHolders,
      ]
      return DataTable.Row(policy.title, quantities.map { MeasureText.text($0, id: "") })
    }
    guard hasAny else { return nil }
    return DataTable(
      caption: "Inequality taken apart: \(digest.words(for: basis))", corner: "Policy",
      columns: [
        .init(title: "Theil T"), .init(title: "of it between groups"), .init(title: "of it within groups"),
        .init(title: "Gini"), .init(title: "of it exclusion", note: "some hold nothing"),
        .init(title: "of it among holders"),
      ], rows: rows)
  }
}
