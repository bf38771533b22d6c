// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What is claimed of each stage, and who vouches for it.
struct ProofTables {
  private let digest: Digest

  init(_ digest: Digest) {
    self.digest = digest
  }

  /// One row a stage.
  func claims() -> DataTable {
    DataTable(
      caption: "What is claimed of each stage, and how it can be checked", corner: "Policy",
      columns: [
        .init(title: "Stage", isNumeric: false), .init(title: "What is claimed", isNumeric: false),
        .init(title: "Value"), .init(title: "No better than"), .init(title: "Who vouches for it", isNumeric: false),
      ],
      rows: digest.policies.flatMap { policy in
        policy.stages.map { stage in
          let name = stage.name.isEmpty ? stage.kind : stage.name
          return DataTable.Row(
            policy.title,
            [
              stage.statement.isEmpty ? name : "\(name): \(stage.statement)", Self.words(stage.claim),
              "\(NumberText.integer(stage.value)) \(stage.unit)", bound(stage), Self.words(stage.proof),
            ])
        }
      })
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

  private static func words(_ proof: ResultsDocument.Policy.Stage.Proof) -> String {
    switch proof {
    case .multipliers: "anyone: multipliers in certificate.json add up to the bound"
    case .trivial: "anyone: the value reaches a bound that is plain to see"
    case .solver: "the solver's word alone"
    case .replay: "anyone: the order can be replayed from the register"
    }
  }
}
