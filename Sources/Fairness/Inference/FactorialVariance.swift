// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the variance of a full grid comes from: each factor alone, each pair together, the rest, and chance.
///
/// The grid is complete: every combination of levels with every seed once. The sums of squares are those of the analysis of variance
/// of a factorial design with seeds as blocks (Fisher 1935, The Design of Experiments, chapter VI); they are orthogonal and add up to
/// the whole exactly, up to rounding. Time: O(n · factors²).
public struct FactorialVariance: Hashable, Sendable {
  /// Sum of squares of each factor alone.
  public let main: [Double]
  /// Sums of squares of pairs: (0, 1), (0, 2) …, (1, 2) …
  public let pairs: [Double]
  /// Of three and more factors together.
  public let higher: Double
  /// Of the seeds, where every seed moves all combinations alike.
  public let seeds: Double
  /// What is left: seeds that move combinations differently.
  public let remainder: Double

  /// The whole.
  public var total: Double { main.reduce(0, +) + pairs.reduce(0, +) + higher + seeds + remainder }

  /// The pairs in the order of ``pairs``.
  public static func pairs(of factors: Int) -> [(first: Int, second: Int)] {
    (0..<factors).flatMap { first in (first + 1..<max(first + 1, factors)).map { (first, $0) } }
  }

  /// Takes a grid apart; nil where the numbers aren't as many as combinations times seeds, or one isn't finite.
  ///
  /// - Parameters:
  ///   - levels: number of levels of each factor.
  ///   - seeds: number of seeds.
  ///   - numbers: combination by combination, the last factor's level moving first, and within each the seeds in one order.
  public init?(levels: [Int], seeds seedCount: Int, numbers: [Double]) {
    let cells = levels.reduce(1, *)
    guard levels.allSatisfy({ $0 > 0 }), seedCount > 0, numbers.count == cells * seedCount,
      numbers.allSatisfy(\.isFinite)
    else { return nil }
    let grand = Self.mean(numbers)
    let cellMeans = (0..<cells).map { Self.mean(numbers[$0 * seedCount..<($0 + 1) * seedCount]) }
    let seedMeans = (0..<seedCount).map { seed in Self.mean((0..<cells).map { numbers[$0 * seedCount + seed] }) }
    let strides = levels.indices.map { levels[($0 + 1)...].reduce(1, *) }
    func level(_ cell: Int, _ factor: Int) -> Int { cell / strides[factor] % levels[factor] }
    // Effects: what each level, and each pair of levels, adds to the grand mean.
    let own = levels.indices.map { factor in
      Self.means(cellMeans, groups: levels[factor]) { level($0, factor) }.map { $0 - grand }
    }
    let pairList = Self.pairs(of: levels.count)
    let joint = pairList.map { first, second in
      Self.means(cellMeans, groups: levels[first] * levels[second]) { cell in
        level(cell, first) * levels[second] + level(cell, second)
      }.enumerated().map { index, mean in
        mean - grand - own[first][index / levels[second]] - own[second][index % levels[second]]
      }
    }
    var (higherSquares, restSquares) = (CompensatedSum(), CompensatedSum())
    for cell in 0..<cells {
      var rest = cellMeans[cell] - grand
      for factor in levels.indices { rest -= own[factor][level(cell, factor)] }
      for (place, pair) in pairList.enumerated() {
        rest -= joint[place][level(cell, pair.first) * levels[pair.second] + level(cell, pair.second)]
      }
      higherSquares.add(rest * rest)
      for seed in 0..<seedCount {
        let left = numbers[cell * seedCount + seed] - cellMeans[cell] - seedMeans[seed] + grand
        restSquares.add(left * left)
      }
    }
    let count = Double(numbers.count)
    func squares(_ effects: [Double]) -> Double { Self.mean(effects.map { $0 * $0 }) * count }
    main = own.map(squares)
    pairs = joint.map(squares)
    // With two factors or fewer nothing but rounding is left.
    higher = levels.count > 2 ? higherSquares.total * Double(seedCount) : 0
    seeds = squares(seedMeans.map { $0 - grand })
    remainder = restSquares.total
  }

  private static func mean(_ numbers: some Collection<Double>) -> Double {
    var sum = CompensatedSum()
    for number in numbers { sum.add(number) }
    return sum.total / Double(max(1, numbers.count))
  }

  /// Means of cells by group.
  private static func means(_ cells: [Double], groups: Int, _ group: (Int) -> Int) -> [Double] {
    var sums = Array(repeating: CompensatedSum(), count: groups)
    for (cell, mean) in cells.enumerated() { sums[group(cell)].add(mean) }
    return sums.map { $0.total * Double(groups) / Double(max(1, cells.count)) }
  }
}
