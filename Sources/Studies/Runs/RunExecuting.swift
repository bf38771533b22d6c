// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Does the runs of a study; the store and the scheduler know nothing of how.
public protocol RunExecuting: Sendable {
  /// What runs of one world share; made once a world, used by several threads.
  associatedtype World: Sendable

  /// Makes the world of a run.
  ///
  /// - Throws: what every run of that world fails with.
  func world(of run: PlannedRun) throws -> World

  /// Does a run.
  ///
  /// - Parameter isCancelled: asked now and then; where it says so, `CancellationError` is thrown and nothing is recorded.
  /// - Throws: `CancellationError` only; any other failure is part of the record.
  func record(of run: PlannedRun, in world: World, isCancelled: @escaping @Sendable () -> Bool) throws -> RunRecord
}
