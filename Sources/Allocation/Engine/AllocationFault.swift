// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What keeps a policy from being carried out.
public enum AllocationFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The solver gave neither a point nor a proof.
  case undecided(policy: String, stage: String, reason: String)
  /// Constraints clash: no allocation keeps these, and any fewer of them can be kept.
  case unsatisfiable(policy: String, path: String, clash: [ClashingConstraint])
  /// A run was cancelled.
  case cancelled

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .undecided(let policy, let stage, let reason):
      "policy `\(policy)`, stage `\(stage)`: stopped without an answer (\(reason)); raise the limits, or make the grid coarser"
    case .unsatisfiable(let policy, let path, let clash):
      "policy `\(policy)` can't be satisfied: no allocation keeps "
        + (clash.count == 1 ? "this constraint" : "these \(clash.count) constraints together") + "\n"
        + clash.map { "  " + $0.text(in: path) }.joined(separator: "\n") + "\n"
        + (clash.count == 1 ? "ease it or leave it out" : "ease or leave out one of them")
    case .cancelled: "cancelled before the end; nothing was written"
    }
  }
}
