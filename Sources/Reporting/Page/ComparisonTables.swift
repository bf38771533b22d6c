// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables that set policies against measures.
struct ComparisonTables {
  private let digest: Digest

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
    Column(id: "min_ratio", title: "Least parity ratio", note: "1 is entitled; higher is fairer"),
    Column(id: "gini", title: "Gini (floor)"),
    Column(id: "theil_t", title: "Theil T (between groups)"),
    Column(id: "hoover", title: "Hoover: would have to move"),
    Column(id: "wef1_violations", title: "Envy beyond one unit, pairs"),
    Column(id: "lower_quota_violations", title: "Below lower quota"),
    Column(id: "parity_ratio", group: "LDC", title: "Parity LDC", note: "1 is parity"),
    Column(id: "parity_ratio", group: "LLDC", title: "Parity LLDC", note: "1 is parity"),
    Column(id: "parity_ratio", group: "SIDS", title: "Parity SIDS", note: "1 is parity"),
  ]

  /// Policies against the chief measures; nil where the document has none of them.
  func chief(_ basis: Digest.Basis, isWithLatecomers: Bool) -> DataTable? {
    var columns: [DataTable.Column] = []
    var cells: [[DataTable.Cell]] = digest.policies.map { _ in [] }
    var reasons: [String] = []
    for column in Self.columns {
      let quantities = digest.policies.indices.map { policy in
        digest.measure(
          column.id, policy: policy, basis: basis, group: column.group, isWithLatecomers: isWithLatecomers)
      }
      guard quantities.contains(where: { $0 != nil }) else { continue }
      let direction = digest.definition(column.id)?.direction ?? .neutral
      columns.append(.init(title: column.title, note: column.note ?? MeasureText.words(direction)))
      let best = MeasureText.best(quantities, direction)
      for policy in digest.policies.indices {
        let text = text(column, quantities[policy], policy: policy, basis: basis, isWithLatecomers: isWithLatecomers)
        cells[policy].append(.init(text: text, isBest: best[policy]))
        note(column.title, quantities[policy], in: &reasons)
      }
    }
    guard !columns.isEmpty else { return nil }
    let scope =
      digest.hasLatecomers ? (isWithLatecomers ? ", with the requests that come last" : ", filings alone") : ""
    return DataTable(
      caption: "Policies and measures: \(digest.words(for: basis))\(scope). ★ marks the best of a column.",
      corner: "Policy", columns: columns,
      rows: zip(digest.policies, cells).map { DataTable.Row($0.title, cells: $1) }, notes: reasons)
  }

  private func text(
    _ column: Column, _ quantity: ResultsDocument.Quantity?, policy: Int, basis: Digest.Basis, isWithLatecomers: Bool
  ) -> String {
    let text = MeasureText.text(quantity, id: column.id)
    let companion: (id: String, form: (Double) -> String)?
    switch column.id {
    case "gini": companion = ("gini_floor", { NumberText.fixed($0, decimals: 3) })
    case "theil_t":
      companion = (
        "theil_between",
        { between in
          guard let total = quantity?.value, total > 0 else { return NumberText.fixed(between, decimals: 3) }
          return NumberText.percent(between / total)
        }
      )
    default: companion = nil
    }
    guard let companion,
      let value = digest.measure(
        companion.id, policy: policy, basis: basis, isWithLatecomers: isWithLatecomers)?.value
    else { return text }
    return text + " (\(companion.form(value)))"
  }

  /// Adds why a measure has no value, once.
  private func note(_ title: String, _ quantity: ResultsDocument.Quantity?, in reasons: inout [String]) {
    guard let reason = quantity?.reason else { return }
    let note = "\(title), undefined: \(reason)."
    if !reasons.contains(note) { reasons.append(note) }
  }

  /// Every measure of all administrations against the policies; nil where the document has none.
  func everything(_ basis: Digest.Basis) -> DataTable? {
    let rows = digest.document.measureDefinitions.compactMap { definition -> DataTable.Row? in
      let quantities = digest.policies.indices.map { digest.measure(definition.id, policy: $0, basis: basis) }
      guard quantities.contains(where: { $0 != nil }) else { return nil }
      let best = MeasureText.best(quantities, definition.direction)
      return DataTable.Row(
        definition.title, note: MeasureText.words(definition.direction),
        cells: zip(quantities, best).map { .init(text: MeasureText.text($0, id: definition.id), isBest: $1) })
    }
    guard !rows.isEmpty else { return nil }
    return DataTable(
      caption: "All measures: \(digest.words(for: basis)). ★ marks the best of a row.", corner: "Measure",
      columns: digest.policies.map { .init(title: $0.title) }, rows: rows)
  }

  /// Theil T between and within groups, and the Gini as exclusion and inequality among holders.
  func decomposition(_ basis: Digest.Basis) -> DataTable? {
    var hasAny = false
    let rows = digest.policies.map { policy -> DataTable.Row in
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
