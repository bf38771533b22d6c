// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What keeps a policy from being carried out.
public enum AllocationFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The solver gave neither a point nor a proof.
  case undecided(policy: String, stage: String, reason: String)
  /// A run was cancelled.
  case cancelled

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .undecided(let policy, let stage, let reason):
      "policy `\(policy)`, stage `\(stage)`: stopped without an answer (\(reason)); raise the limits, or make the grid coarser"
    case .cancelled: "cancelled before the end; nothing was written"
    }
  }
}
