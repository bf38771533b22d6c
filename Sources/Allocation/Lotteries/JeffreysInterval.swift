// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The equal-tailed 95 % interval of a probability from k successes in B trials, with Jeffreys' prior.
///
/// Its ends are the quantiles 2.5 % and 97.5 % of Beta(k + ½, B − k + ½), but 0 at the lower end where k = 0 and 1 at
/// the upper end where k = B (Brown, Cai, DasGupta 2001, doi:10.1214/ss/1009213286).
struct JeffreysInterval: Hashable, Sendable {
  /// The lower end.
  let lower: Double
  /// The upper end.
  let upper: Double

  /// The interval; nil where the numbers aren't 0 ≤ successes ≤ trials with at least one trial.
  init?(successes: Int, trials: Int) {
    guard trials >= 1, (0...trials).contains(successes) else { return nil }
    let distribution = BetaDistribution(Double(successes) + 0.5, Double(trials - successes) + 0.5)
    lower = successes == 0 ? 0 : distribution.quantile(0.025)
    upper = successes == trials ? 1 : distribution.quantile(0.975)
  }
}
