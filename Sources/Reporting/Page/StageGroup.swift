// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Stages of a policy that have one name, whatever their round, and are claimed and proved alike.
struct StageGroup {
  /// The name that they share.
  let name: String
  /// The stages, in the order in which they were carried out; never empty.
  private(set) var stages: [ResultsDocument.Policy.Stage]

  /// The groups of stages, in the order of their first stages.
  static func groups(_ stages: [ResultsDocument.Policy.Stage]) -> [StageGroup] {
    struct Key: Hashable {
      var name: String
      var claim: ResultsDocument.Policy.Stage.Claim
      var proof: ResultsDocument.Policy.Stage.Proof
    }
    var groups: [StageGroup] = []
    var places: [Key: Int] = [:]
    for stage in stages {
      let key = Key(name: nameWithoutRound(stage), claim: stage.claim, proof: stage.proof)
      if let place = places[key] {
        groups[place].stages.append(stage)
      } else {
        places[key] = groups.count
        groups.append(StageGroup(name: key.name, stages: [stage]))
      }
    }
    return groups
  }

  /// The name of a stage without the number of its round: `the most of the round` for `the most of the round, round 12`.
  static func nameWithoutRound(_ stage: ResultsDocument.Policy.Stage) -> String {
    let name = stage.name.isEmpty ? stage.kind : stage.name
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let rest = name.dropLast(digits)
    return digits > 0 && rest.hasSuffix(", round ") ? String(rest.dropLast(", round ".count)) : name
  }
}
