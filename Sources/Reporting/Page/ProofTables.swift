// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What is claimed of each stage, and who vouches for it.
struct ProofTables {
  private let digest: Digest

  init(_ digest: Digest) {
    self.digest = digest
  }

  /// Of a policy with more stages than this, stages that are told alike share a row.
  static let fewStages = 12

  /// One row a stage; of policies with many stages one row for those of one name that are claimed and proved alike.
  func claims() -> DataTable {
    let hasMany = digest.policies.contains { $0.stages.count > Self.fewStages }
    return DataTable(
      caption: "What is claimed of each stage, and how it can be checked", corner: "Policy",
      columns: [
        .init(title: "Stage", isNumeric: false), .init(title: "What is claimed", isNumeric: false),
        .init(title: "Value"), .init(title: "No better than"), .init(title: "Who vouches for it", isNumeric: false),
      ],
      rows: digest.rowGroups { rows(digest.policies[$0]) },
      notes: hasMany
        ? [
          "Of a policy with more than \(Self.fewStages) stages, those of one name that are claimed and proved alike share a "
            + "row. Each of them is in results.json, under stages, and in certificate.json."
        ] : [])
  }

  private func rows(_ policy: ResultsDocument.Policy) -> [DataTable.Row] {
    guard policy.stages.count > Self.fewStages else { return policy.stages.map { row($0, of: policy) } }
    return StageGroup.groups(policy.stages).compactMap { group in
      guard let first = group.stages.first, let last = group.stages.last else { return nil }
      guard group.stages.count > 1 else { return row(first, of: policy) }
      let ends = first.statement.isEmpty ? "" : "; the first: \(first.statement), the last: \(last.statement)"
      let count = "\(NumberText.integer(group.stages.count)) of \(NumberText.integer(policy.stages.count)) stages"
      return DataTable.Row(
        policy.title, ["\(group.name): \(count)\(ends)", Self.words(first.claim), "–", "–", Self.words(first.proof)])
    }
  }

  private func row(_ stage: ResultsDocument.Policy.Stage, of policy: ResultsDocument.Policy) -> DataTable.Row {
    let name = stage.name.isEmpty ? stage.kind : stage.name
    var cells = [
      stage.statement.isEmpty ? name : "\(name): \(stage.statement)", Self.words(stage.claim),
      "\(NumberText.integer(stage.value)) \(stage.unit)", bound(stage), Self.words(stage.proof),
    ].map { DataTable.Cell(text: $0) }
    cells[0].note = stage.welfare.map { WelfareSentences.sentences($0).joined(separator: " ") } ?? ""
    return DataTable.Row(policy.title, cells: cells)
  }

  /// In how many of the optimal allocations administrations are served, one row a policy; nil where no policy has a record.
  func optima() -> DataTable? {
    let rows = digest.rowGroups { index -> [DataTable.Row] in
      let policy = digest.policies[index]
      guard let optima = policy.optima else { return [] }
      let counts = ResultsDocument.Policy.Optima.Extent.allCases.map { extent in
        NumberText.integer(optima.services.filter { $0.extent == extent }.count)
      }
      let scope = optima.concernsWholePolicy ? "" : " (\(OptimaSentences.stages(optima)))"
      return [DataTable.Row(policy.title + scope, [optima.count.map(NumberText.integer) ?? "not counted"] + counts)]
    }
    guard !rows.isEmpty else { return nil }
    let headings = ResultsDocument.Policy.Optima.Extent.allCases.map { DataTable.Column(title: Self.words($0)) }
    return DataTable(
      caption: "Administrations that compete, by how many of the optimal allocations of the last objectives serve them",
      corner: "Policy",
      columns: [.init(title: "Optimal allocations", note: "by who stands where")] + headings,
      rows: rows)
  }

  /// Every administration that ties could serve or not, a table a policy.
  func services() -> [DataTable] {
    digest.grouped.compactMap { index in
      let policy = digest.policies[index]
      guard let optima = policy.optima, optima.count != 1, !optima.services.isEmpty else { return nil }
      return DataTable(
        caption: "\(policy.title): who is served under optimal allocations"
          + (optima.concernsWholePolicy ? "" : " of \(OptimaSentences.stages(optima))"), corner: "Administration",
        columns: [.init(title: "Served in", isNumeric: false), .init(title: "Optimal allocations that serve it")],
        rows: optima.services.map { service in
          DataTable.Row(service.administration, [Self.words(service.extent), Self.share(service, of: optima.count)])
        })
    }
  }

  private static func share(_ service: ResultsDocument.Policy.Optima.Service, of count: Int?) -> String {
    guard let serving = service.serving, let count else { return "–" }
    return "\(NumberText.integer(serving)) of \(NumberText.integer(count))"
  }

  private static func words(_ extent: ResultsDocument.Policy.Optima.Extent) -> String {
    switch extent {
    case .all: "all"
    case .some: "some"
    case .none: "none"
    case .notExamined: "not examined"
    }
  }

  private func bound(_ stage: ResultsDocument.Policy.Stage) -> String {
    guard let bound = stage.bound else { return "–" }
    guard stage.claim == .withinGap else { return NumberText.integer(bound) }
    let gap = abs(bound - stage.value)
    let share = bound == 0 ? "" : ", " + NumberText.percent(Double(gap) / Double(abs(bound)))
    return "\(NumberText.integer(bound)) (gap \(NumberText.integer(gap))\(share))"
  }

  private static func words(_ claim: ResultsDocument.Policy.Stage.Claim) -> String {
    switch claim {
    case .optimal: "optimal: nothing better exists"
    case .withinGap: "not proven optimal: the best lies between value and bound"
    case .feasible: "keeps the rules; nothing is claimed of its value"
    case .byConstruction: "follows from the order"
    }
  }

  /// Who vouches for a claim, in words.
  static func words(_ proof: ResultsDocument.Policy.Stage.Proof) -> String {
    switch proof {
    case .multipliers: "anyone: multipliers in certificate.json add up to the bound"
    case .trivial: "anyone: the value reaches a bound that is plain to see"
    case .solver: "the solver's word alone"
    case .replay: "anyone: the order can be replayed from the register"
    }
  }
}
