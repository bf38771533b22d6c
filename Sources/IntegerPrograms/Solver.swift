// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that solves models.
///
/// The one conformance with a real solver is in a target of its own; the rest of the package receives a solver from its
/// caller. `solve` is synchronous and may be called from several threads at once.
public protocol Solver: Sendable {
  /// The name, for reports.
  var name: String { get }
  /// The version, for reports.
  var version: String { get }

  /// Solves a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - options: How to solve it.
  /// - Returns: What was found and what was proved. Limits, cancellation and numerical trouble are outcomes, not errors.
  /// - Throws: `InvalidModel` or `InvalidOptions`, before any work is done.
  func solve(_ model: Model, options: SolverOptions) throws -> Outcome
}

extension Solver {
  /// Solves a model with the default options.
  public func solve(_ model: Model) throws -> Outcome {
    try solve(model, options: SolverOptions())
  }
}
