// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of a study that answers one question: every combination of scenario, register, point, seed and policy.
public struct Grid: Hashable, Sendable {
  /// Which combinations of the factors' values are run.
  public enum Design: Hashable, Sendable {
    /// All of them.
    case full
    /// Each factor through its values while the others stay at their first.
    case oneAtATime
    /// Points of a Latin hypercube (McKay, Beckman, Conover 1979, doi:10.1080/00401706.1979.10489755).
    case latinHypercube(points: Int, seed: Int)
    /// Points of a Sobol sequence (Joe, Kuo 2008, doi:10.1137/070709359), after so many that are skipped.
    case sobol(points: Int, skip: Int)

    /// Whether points are drawn.
    var isDrawn: Bool {
      switch self {
      case .full, .oneAtATime: false
      case .latinHypercube, .sobol: true
      }
    }
  }

  /// What a seed of the grid varies.
  public enum SeedUse: String, CaseIterable, Hashable, Sendable {
    /// The bands and channels given to networks for which the register knows none.
    case bands
    /// The lots that break ties, and with them orders by lot.
    case ties
    /// A generated register, and every alteration that is drawn.
    case register
    /// What rights are worth to bidders.
    case values
  }

  /// The greatest seed that may be written, so that the seeds of a million points can follow on.
  static let greatestSeed = 1_000_000_000_000

  /// Name that results use.
  public var name: String
  /// The question it answers.
  public var question: String
  /// Indexes of the study's scenarios.
  public var scenarios: [Int]
  /// Indexes of the study's registers; a single nil for each scenario's own.
  public var registers: [Int?]
  /// Policies: names or paths, as written.
  public var policies: [String]
  /// The factors, in the file's order.
  public var factors: [Factor]
  /// Which combinations are run.
  public var design: Design
  /// The seeds, ascending.
  public var seeds: [Int]
  /// What the seeds vary.
  public var varies: Set<SeedUse>
  /// Line of the study file, for messages.
  public var line: Int?

  /// The seed of a world.
  ///
  /// Where the design draws its points, each point has seeds of its own: those of the first, moved on by as many as they span. So
  /// points are independent of each other, and stand for draws from their ranges with whatever else is drawn. In other designs all
  /// points share the seeds, so that levels are compared under the same lots.
  ///
  /// - Parameters:
  ///   - number: which of the grid's seeds, from 0.
  ///   - point: the point, from 0.
  func seed(_ number: Int, point: Int) -> Int {
    guard design.isDrawn, let first = seeds.first, let last = seeds.last else { return seeds[number] }
    return seeds[number] + point * (last - first + 1)
  }
}
