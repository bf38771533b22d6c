// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Filings

extension RunRecord {
  /// The edition of results: raised whenever the same files and settings give other results than before, so that a store
  /// doesn't take runs of an earlier program for those of this one.
  public static let edition = 1

  /// The record of a run that gave nothing.
  public init(of run: PlannedRun, failure: RunFailure, effort: Effort? = nil) {
    self.init(
      identity: run.identity, key: run.key, outcome: .failed(failure), measures: [], claims: [], decisions: [],
      certificate: nil, effort: effort ?? Effort(seconds: 0, nodes: 0, simplexIterations: 0))
  }
}

extension RunFailure {
  /// What an error of a world or a run comes to.
  public init(_ error: any Error) {
    switch error {
    case let error as BadInput: self.init(kind: .badInput, message: "\(error)")
    case let error as InputNotFound: self.init(kind: .badInput, message: "\(error)")
    case let error as AllocationFault:
      switch error {
      case .undecided: self.init(kind: .limit, message: "\(error)")
      case .unsatisfiable: self.init(kind: .badInput, message: "\(error)")
      case .cancelled: self.init(kind: .internal, message: "\(error)")
      }
    default: self.init(kind: .internal, message: "\(error)")
    }
  }
}

extension Allocation {
  /// Proofs of runs that ended at a limit: `feasible` where no bound is known, `bounded` where one is.
  static let unproved = ["feasible", "bounded"]

  /// How far the policy's own steps are proved: the weakest of them counts, and ties don't.
  var proof: String {
    let steps = claims.filter { $0.kind != .tieBreak }.map(\.strength)
    if steps.contains(.feasible) { return "feasible" }
    if steps.contains(.withinGap) { return "bounded" }
    return steps.contains(.optimal) ? "optimal" : "replayed"
  }
}
