// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Joins the best misreports of several kinds, greedily.
public struct GreedyCombination: Sendable {
  private let candidates: [(misreport: Misreport, result: ManipulationTrial.Result)]

  /// The misreport that the search starts from; nil where none was tried.
  public var start: ManipulationFinding.Trial? { candidates.first.map { ($0.misreport, $0.result) } }

  /// Takes the best misreport of each kind, the greatest utility first; equals stay in the order of the kinds.
  ///
  /// - Parameter trials: for each kind the trials made.
  public init(_ trials: [[ManipulationFinding.Trial]]) {
    candidates = trials.compactMap(ManipulationFinding.best).enumerated()
      .sorted { (-$0.element.result.utility, $0.offset) < (-$1.element.result.utility, $1.offset) }
      .map(\.element)
  }

  /// Starts from the best misreport and adds each further one that serves more true needs together with those before.
  ///
  /// - Parameters:
  ///   - budget: at most so many runs.
  ///   - run: makes one run; nil where it ends without an answer.
  /// - Returns: every joined misreport that was tried, in order.
  public func trials(
    budget: Int, run: (Misreport) throws -> ManipulationTrial.Result?
  ) rethrows -> [ManipulationFinding.Trial] {
    guard var current = candidates.first.map({ (misreport: $0.misreport, utility: $0.result.utility) }) else {
      return []
    }
    var trials: [ManipulationFinding.Trial] = []
    for candidate in candidates.dropFirst().prefix(max(0, budget)) {
      let joined = current.misreport.and(candidate.misreport)
      let result = try run(joined)
      trials.append((joined, result))
      if let result, result.utility > current.utility { current = (joined, result.utility) }
    }
    return trials
  }
}
