// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import Reporting

extension GridAnalysis {
  /// Shares of variance of every reported target: under each policy, and with policies as a factor.
  func variance() -> [StudyResults.VarianceRecord] {
    switch data.grid.design {
    case .full: factorial()
    case .oneAtATime: []
    case .latinHypercube, .sobol: givenData()
    }
  }

  // MARK: - Full grids

  private func factorial() -> [StudyResults.VarianceRecord] {
    guard !data.factors.isEmpty || policies.count > 1 else { return [] }
    let cells = CellTable(data)
    var records: [StudyResults.VarianceRecord] = []
    for target in reported {
      if policies.count > 1 {
        records += [factorial(policies: Array(policies.indices), target, cells)].compactMap { $0 }
      }
      guard !data.factors.isEmpty else { continue }
      records += policies.indices.compactMap { factorial(policies: [$0], target, cells) }
    }
    return records
  }

  private func factorial(policies chosen: [Int], _ target: Int, _ cells: CellTable) -> StudyResults.VarianceRecord? {
    let isTogether = chosen.count > 1
    let seeds = cells.completeSeeds { world in chosen.allSatisfy { data.numbers[$0][target][world].isFinite } }
    guard !seeds.isEmpty else { return nil }
    let numbers = chosen.flatMap { policy in
      cells.worlds(seeds: seeds).map { data.numbers[policy][target][$0] }
    }
    let levels = (isTogether ? [chosen.count] : []) + cells.levels
    let names = (isTogether ? ["policy"] : []) + data.factors.map(\.parameter)
    guard let variance = FactorialVariance(levels: levels, seeds: seeds.count, numbers: numbers) else { return nil }
    let deviation = GridAnalysis.standardDeviation(numbers) ?? 0
    // What doesn't vary beyond rounding has no shares.
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    guard deviation > 1e-12 * abs(mean), variance.total > 0 else { return nil }
    func share(_ squares: Double) -> StudyResults.Estimate {
      StudyResults.Estimate(value: squares / variance.total, interval: nil)
    }
    let pairs = FactorialVariance.pairs(of: levels.count)
    let terms =
      zip(names, variance.main).map { StudyResults.VarianceRecord.Term(parameters: [$0], share: share($1)) }
      + zip(pairs, variance.pairs).map { pair, squares in
        StudyResults.VarianceRecord.Term(parameters: [names[pair.first], names[pair.second]], share: share(squares))
      }
    return StudyResults.VarianceRecord(
      policy: isTogether ? nil : policies[chosen[0]], target: target, method: .factorial, count: numbers.count,
      standardDeviation: deviation, terms: terms, higher: variance.higher / variance.total,
      seeds: variance.seeds / variance.total, remainder: variance.remainder / variance.total)
  }

  // MARK: - Drawn points

  /// The most resamples of a share's interval: each looks at every run again.
  static let mostIndexResamples = 200

  private func givenData() -> [StudyResults.VarianceRecord] {
    let plan = analysis.study.analysis
    let draws = BlockResampling(
      blocks: data.blockCount, resamples: min(plan.resamples, Self.mostIndexResamples), seed: resampling.seed)
    return reported.flatMap { target in
      policies.indices.compactMap { givenData($0, target, draws) }
    }
  }

  private func givenData(_ policy: Int, _ target: Int, _ draws: BlockResampling) -> StudyResults.VarianceRecord? {
    let worlds = data.filled(policy, target)
    let numbers = worlds.map { data.numbers[policy][target][$0] }
    guard worlds.count > 3, let deviation = GridAnalysis.standardDeviation(numbers) else { return nil }
    let count = GridDataClasses.count(data, runs: worlds.count)
    let classes = data.factors.map { GridDataClasses.classes($0, worlds: worlds, count: count) }
    let shares = classes.map { GivenDataIndex.share(numbers, classes: $0) }
    guard shares.allSatisfy({ $0 != nil }) else { return nil }
    var resampled = classes.map { _ in [Double]() }
    if Set(worlds.map { data.blocks[$0] }).count >= MeanTable.fewestBlocks {
      draws.forEachBootstrapWeights { blockWeights in
        let weights = worlds.map { blockWeights[data.blocks[$0]] }
        for (factor, own) in classes.enumerated() {
          resampled[factor].append(GivenDataIndex.share(numbers, classes: own, weights: weights) ?? .nan)
        }
      }
    }
    let terms = data.factors.indices.map { factor -> StudyResults.VarianceRecord.Term in
      let raw = shares[factor] ?? 0
      let finite = resampled[factor].filter(\.isFinite)
      let bias = finite.isEmpty ? 0 : finite.reduce(0, +) / Double(finite.count) - raw
      func inside(_ share: Double) -> Double { min(1, max(0, share)) }
      // What a resample adds beyond the estimate, the estimate has beyond the truth: both come off.
      let interval = ConfidenceInterval.percentile(
        finite.map { $0 - 2 * bias }, confidenceThousandths: analysis.study.analysis.confidenceThousandths)
      return StudyResults.VarianceRecord.Term(
        parameters: [data.factors[factor].parameter],
        share: StudyResults.Estimate(
          value: inside(raw - bias),
          interval: interval.map { StudyResults.Interval(lower: inside($0.lower), upper: inside($0.upper)) }))
    }
    let explained = terms.reduce(0) { $0 + $1.share.value }
    let seeds = seedShare(worlds, numbers)
    return StudyResults.VarianceRecord(
      policy: policies[policy], target: target, method: .givenData, count: worlds.count, standardDeviation: deviation,
      terms: terms, higher: 0, seeds: seeds, remainder: max(0, 1 - explained - seeds))
  }

  /// The share of seeds where points have several: the mean square within points over the mean square of all, at most 1.
  ///
  /// Worlds of one point under other scenarios or registers differ for other reasons; there it is 0, as with one seed a point.
  private func seedShare(_ worlds: [Int], _ numbers: [Double]) -> Double {
    guard data.grid.scenarios.count == 1, data.grid.registers.count == 1 else { return 0 }
    var own: [Int: (sum: Double, count: Int)] = [:]
    for (world, number) in zip(worlds, numbers) {
      own[data.blocks[world], default: (0, 0)].sum += number
      own[data.blocks[world], default: (0, 0)].count += 1
    }
    let freedom = numbers.count - own.count
    guard freedom > 0 else { return 0 }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    var (within, total) = (0.0, 0.0)
    for (world, number) in zip(worlds, numbers) {
      let point = own[data.blocks[world], default: (number, 1)]
      let gap = number - point.sum / Double(point.count)
      within += gap * gap
      total += (number - mean) * (number - mean)
    }
    guard total > 0 else { return 0 }
    return min(1, (within / Double(freedom)) / (total / Double(numbers.count - 1)))
  }
}

/// Classes of drawn points.
enum GridDataClasses {
  /// The number of classes for a grid's runs; points, not runs, are what fills them.
  static func count(_ data: GridData, runs: Int) -> Int {
    GivenDataIndex.classCount(runs: min(runs, data.blockCount))
  }

  /// The class of every world: the level of a list, or one of as many ranges of equal weight.
  static func classes(_ factor: GridData.FactorColumn, worlds: [Int], count: Int) -> [Int] {
    guard factor.levels.isEmpty else { return worlds.map { factor.places[$0] } }
    // Worlds of one point have one number: they must not fall into two classes.
    let numbers = worlds.map { factor.numbers[$0] }
    let distinct = Set(numbers).sorted()
    let ranks = GivenDataIndex.classes(distinct, count: min(count, distinct.count))
    let classOf = Dictionary(uniqueKeysWithValues: zip(distinct, ranks))
    return numbers.map { classOf[$0] ?? 0 }
  }
}

/// Which world stands in which cell of a full grid, seed by seed.
struct CellTable {
  /// Number of levels of each factor.
  let levels: [Int]
  private let table: [[Int?]]

  init(_ data: GridData) {
    let levels = data.factors.map { max(1, $0.levels.count) }
    let seeds = Set(data.worlds.map(\.seed)).sorted()
    let placeOf = Dictionary(uniqueKeysWithValues: seeds.enumerated().map { ($1, $0) })
    let cells = levels.reduce(1, *)
    var table = Array(repeating: [Int?](repeating: nil, count: cells), count: seeds.count)
    for (world, own) in data.worlds.enumerated() {
      let cell = zip(levels, data.factors).reduce(0) { cell, next in
        cell * next.0 + (next.1.places.isEmpty ? 0 : next.1.places[world])
      }
      if let seed = placeOf[own.seed], cell < cells { table[seed][cell] = world }
    }
    self.levels = levels
    self.table = table
  }

  /// Seeds with a world in every cell that passes.
  func completeSeeds(_ passes: (Int) -> Bool) -> [Int] {
    table.indices.filter { seed in table[seed].allSatisfy { $0.map(passes) ?? false } }
  }

  /// The worlds cell by cell, and within each by seed.
  func worlds(seeds: [Int]) -> [Int] {
    guard let cells = table.first?.count else { return [] }
    return (0..<cells).flatMap { cell in seeds.compactMap { table[$0][cell] } }
  }

  /// The world of a seed in a cell.
  func world(seed: Int, cell: Int) -> Int? { table[seed][cell] }
}
