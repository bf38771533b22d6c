// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables on who was served: standing, outcomes of requests, groups, and gains and losses.
struct OutcomeTables {
  private let digest: Digest

  init(_ digest: Digest) {
    self.digest = digest
  }

  /// Served, asked and refused, never asked, with and without the latecomers.
  func standing() -> DataTable {
    let headings = ["served", "asked, got nothing", "never asked"]
    let isCompared = digest.hasLatecomers
    var columns = headings.map { DataTable.Column(title: $0, note: isCompared ? "with latecomers" : "") }
    if isCompared { columns += headings.map { DataTable.Column(title: $0, note: "filings alone") } }
    let hasPlans = digest.policies.contains { $0.standing.outsidePlans != nil }
    if hasPlans { columns += headings.map { DataTable.Column(title: $0, note: "outside the plans") } }
    return DataTable(
      caption: "Member States served, refused and never asking", corner: "Policy", columns: columns,
      rows: digest.rows { index in
        let policy = digest.policies[index]
        var standings = [policy.standing.withLatecomers]
        if isCompared { standings.append(policy.standing.withoutLatecomers) }
        if hasPlans, let outside = policy.standing.outsidePlans { standings.append(outside) }
        return DataTable.Row(
          policy.title, standings.flatMap { [$0.served, $0.refused, $0.neverAsked].map(NumberText.integer) })
      })
  }

  /// What became of the requests.
  func requests() -> DataTable {
    var columns = [DataTable.Column(title: "Requests"), .init(title: "granted"), .init(title: "of them filed")]
    if digest.hasLatecomers { columns.append(.init(title: "of them latecomers")) }
    columns += [.init(title: "at the filed place"), .init(title: "moved"), .init(title: "mean move of those moved")]
    let hasUse = digest.policies.contains { $0.counts.coincidingWithUseToday != nil }
    if hasUse { columns.append(.init(title: "in use today")) }
    columns.append(.init(title: "refused"))
    return DataTable(
      caption: "What became of the requests", corner: "Policy", columns: columns,
      rows: digest.rows { index in
        let policy = digest.policies[index]
        let counts = policy.counts
        var cells = [counts.requests, counts.granted, counts.grantedFiled].map(NumberText.integer)
        if digest.hasLatecomers { cells.append(NumberText.integer(counts.grantedNational)) }
        cells += [counts.grantedAsFiled, counts.grantedMoved].map(NumberText.integer)
        cells.append(meanMove(counts))
        if hasUse { cells.append(counts.coincidingWithUseToday.map(NumberText.integer) ?? "–") }
        cells.append(NumberText.integer(counts.refused))
        return DataTable.Row(policy.title, cells)
      })
  }

  private func meanMove(_ counts: ResultsDocument.Policy.Counts) -> String {
    guard counts.grantedMoved > 0 else { return "–" }
    let mean = Double(counts.totalDisplacementMilliDegrees) / Double(counts.grantedMoved) / 1000
    return NumberText.fixed(mean, decimals: 2) + "°"
  }

  /// Grants by part of the administrations, in networks; every administration of the document counts.
  func grantsByGroup() -> DataTable {
    let partitions = ResultsDocument.Administration.Partition.allCases
    let administrations = digest.document.administrations
    let members = partitions.map { part in administrations.indices.filter { administrations[$0].partition == part } }
    let asked = members.map { list in
      list.filter { administrations[$0].filedRequests + administrations[$0].nationalRequests > 0 }.count
    }
    var rows = [
      DataTable.Row("Administrations", note: "of them asked", zip(members, asked).map { "\($0.count) (\($1))" })
    ]
    rows += digest.rows { policy -> DataTable.Row in
      let holdings = digest.holdings(policy: policy)
      let cells = members.map { list -> String in
        let networks = list.reduce(0) { $0 + holdings[$1].networks }
        let served = list.filter { holdings[$0].networks > 0 }.count
        return "\(NumberText.integer(networks)) (\(NumberText.integer(served)))"
      }
      return DataTable.Row(digest.policies[policy].title, cells)
    }
    return DataTable(
      caption: "Grants by group: networks (administrations served)", corner: "Policy",
      columns: partitions.map { .init(title: Palette.name($0)) }, rows: rows,
      notes: ["Each administration counts once, in the first group that it belongs to, from left to right."])
  }

  /// Those who gain and lose most under a policy against the policy of reference.
  func changes(policy: Int, reference: Int) -> DataTable {
    let changes = GainsFigure.extremes(GainsFigure.changes(digest, reference: reference, policy: policy))
    let (before, after) = (digest.policies[reference].title, digest.policies[policy].title)
    return DataTable(
      caption: "\(Phrase.quoted(after)) against \(Phrase.quoted(before)), in \(digest.holdingUnit)",
      corner: "Administration",
      columns: [.init(title: before), .init(title: after), .init(title: "change")],
      rows: changes.map { change in
        let administration = digest.document.administrations[change.administration]
        let sign = change.change > 0 ? "+" : "−"
        return DataTable.Row(
          administration.symbol + " " + administration.name,
          [
            digest.holdingText(change.before), digest.holdingText(change.after),
            sign + digest.holdingText(abs(change.change)),
          ])
      })
  }
}
