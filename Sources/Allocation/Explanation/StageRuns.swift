// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// The stages of a policy that were carried out together, as the claims tell: an ordering alone, objectives up to the
/// tie-breaks that close them.
struct StageRuns {
  /// Stages that were carried out together.
  struct Run {
    /// Numbers of its stages, from 1.
    var stages: ClosedRange<Int>
    /// Indexes of its claims among those of the policy.
    var claims: Range<Int>
    /// Whether it maximises objectives.
    var hasObjectives: Bool
  }

  let runs: [Run]

  init(_ claims: [RecordedClaim]) {
    var runs: [Run] = []
    var isOpen = false
    var wasTieBreak = false
    for (index, claim) in claims.enumerated() {
      let isTieBreak = claim.kind == "tie-break"
      let isObjective = isTieBreak || claim.kind == "maximise"
      // A tie-break is the end of a run, so that an objective after one begins another.
      if isOpen, isObjective, isTieBreak || !wasTieBreak, let last = runs.indices.last {
        runs[last].stages = runs[last].stages.lowerBound...max(runs[last].stages.upperBound, claim.stage)
        runs[last].claims = runs[last].claims.lowerBound..<index + 1
      } else {
        runs.append(Run(stages: claim.stage...claim.stage, claims: index..<index + 1, hasObjectives: isObjective))
      }
      isOpen = isObjective
      wasTieBreak = isTieBreak
    }
    self.runs = runs
  }

  /// The run that a stage belongs to.
  func run(ofStage stage: Int) -> Run? {
    runs.first { $0.stages.contains(stage) }
  }
}
