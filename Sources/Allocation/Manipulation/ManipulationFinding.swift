// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What the search over one kind of misreport found for one administration under one policy.
public struct ManipulationFinding: Encodable, Sendable {
  /// The policy.
  public var policy: String
  /// Symbol of the administration.
  public var administration: String
  /// The kind of misreport.
  public var manipulation: String
  /// True needs: requests that it makes when it tells the truth.
  public var trueNeeds: Int
  /// True needs served when it tells the truth.
  public var trueUtility: Int
  /// The most true needs served, over the truth and every misreport that was tried.
  public var bestUtility: Int
  /// The difference, at least 0: the truth is always among the candidates.
  public var gain: Int
  /// Granted networks that all others lose in total by the best misreport; below 0 where they gain.
  public var othersLost: Int
  /// The best misreport in words; nil where none is better than the truth.
  public var bestMisreport: String?
  /// Runs of the policy made.
  public var runs: Int
  /// Misreports of this kind in all; for `combined` those that the greedy search came to.
  public var space: Int
  /// Whether every misreport of the space was tried to its end.
  public var isExhaustive: Bool
  /// Runs in which the solver stopped at a limit: with an answer that may not be the policy's own, or with none.
  public var runsAtLimit: Int

  /// Whether the gain is that of one draw: a rule of chance under its published seed, told after the draw.
  public var isOfOneDraw: Bool
  /// The best misreport against the truth over several draws; nil where nothing is gained, or nothing is drawn.
  public var draws: ManipulationDraws?
  /// What was filed for the gain; nil without one.
  public var best: Misreport?

  enum CodingKeys: String, CodingKey {
    case policy, administration, manipulation, trueNeeds, trueUtility, bestUtility, gain, othersLost, bestMisreport,
      runs
    case space, isExhaustive, runsAtLimit, isOfOneDraw, draws
  }

  /// A trial: the misreport and what it came to, nil where the run ended without an answer.
  public typealias Trial = (misreport: Misreport, result: ManipulationTrial.Result?)

  /// Sums up trials.
  ///
  /// - Parameters:
  ///   - trial: what was tried.
  ///   - kind: the kind of misreport.
  ///   - trials: the runs that were made, in the order of the space.
  ///   - space: how many misreports there are.
  ///   - start: what a greedy search started from, whose run was made for another kind; such a search is never
  ///     exhaustive.
  public init(
    _ trial: ManipulationTrial, kind: ManipulationKind, trials: [Trial], space: Int, start: Trial? = nil
  ) {
    let baseline = trial.baseline
    let best = Self.best((start.map { [$0] } ?? []) + trials)
    let wins = (best?.result.utility ?? 0) > baseline.utility
    policy = trial.policy.name
    administration = trial.problem.administrations[trial.administration]
    manipulation = kind.rawValue
    trueNeeds = trial.needs
    trueUtility = baseline.utility
    bestUtility = wins ? best?.result.utility ?? 0 : baseline.utility
    gain = bestUtility - trueUtility
    othersLost = wins ? baseline.others - (best?.result.others ?? 0) : 0
    bestMisreport = wins ? best?.misreport.words : nil
    self.best = wins ? best?.misreport : nil
    isOfOneDraw = trial.isDrawn
    runs = trials.count
    self.space = space
    isExhaustive = kind != .combined && trials.count == space && trials.allSatisfy { $0.result != nil }
    runsAtLimit = trials.filter { $0.result?.isLimited ?? true }.count + (baseline.isLimited ? 1 : 0)
  }

  /// The trial with the greatest utility, the first of equals; nil where none has an answer.
  public static func best(_ trials: [Trial]) -> (misreport: Misreport, result: ManipulationTrial.Result)? {
    var best: (misreport: Misreport, result: ManipulationTrial.Result)?
    for trial in trials {
      guard let result = trial.result, result.utility > best?.result.utility ?? -1 else { continue }
      best = (trial.misreport, result)
    }
    return best
  }
}
