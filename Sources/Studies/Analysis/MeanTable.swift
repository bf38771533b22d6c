// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import Reporting

/// Means by key, with their resamples: all of a grid on the same draws.
struct MeanTable {
  private let blocks: Int
  private var places: [[String]: Int] = [:]
  private var columns: [BlockedColumn] = []
  private var resampled: [[Double]] = []
  private var confidenceThousandths = 950

  /// With fewer blocks no interval is given: the chance that five draws all lie on one side of the middle is 1/16, more than an
  /// interval of 95 % may miss.
  static let fewestBlocks = 6

  init(blocks: Int) { self.blocks = blocks }

  /// Adds a column under a key.
  mutating func add(_ key: [String], _ fill: (inout BlockedColumn) -> Void) {
    var column = BlockedColumn(blocks: blocks)
    fill(&column)
    add([(key, column)])
  }

  /// Adds columns under their keys.
  mutating func add(_ entries: [(key: [String], column: BlockedColumn)]) {
    for (key, column) in entries where places[key] == nil {
      places[key] = columns.count
      columns.append(column)
    }
  }

  /// Resamples all columns; with too few blocks nothing is drawn.
  mutating func resample(_ resampling: BlockResampling, confidenceThousandths: Int) {
    self.confidenceThousandths = confidenceThousandths
    resampled = blocks >= Self.fewestBlocks ? resampling.means(of: columns) : []
  }

  /// The column of a key; an empty one where there is none.
  func column(_ key: [String]) -> BlockedColumn {
    places[key].map { columns[$0] } ?? BlockedColumn(blocks: blocks)
  }

  /// The resampled means of a key; none with too few blocks.
  func resamples(_ key: [String]) -> [Double] {
    places[key].flatMap { resampled.indices.contains($0) ? resampled[$0] : nil } ?? []
  }

  /// The mean of a key with its interval, corrected for bias and acceleration; nil of no number.
  func estimate(_ key: [String]) -> StudyResults.Estimate? {
    let column = column(key)
    guard let mean = column.mean else { return nil }
    guard column.filledBlocks >= Self.fewestBlocks else { return StudyResults.Estimate(value: mean, interval: nil) }
    let interval = ConfidenceInterval.accelerated(
      resamples(key), estimate: mean, jackknife: column.jackknife, confidenceThousandths: confidenceThousandths)
    return StudyResults.Estimate(value: mean, interval: interval.map(\.recorded))
  }

  /// An estimate that is made of several means, with the percentile interval of the same made of each resample.
  func combined(_ keys: [[String]], _ combine: ([Double]) -> Double?) -> StudyResults.Estimate? {
    let means = keys.compactMap { column($0).mean }
    guard means.count == keys.count, let value = combine(means), value.isFinite else { return nil }
    guard keys.allSatisfy({ column($0).filledBlocks >= Self.fewestBlocks }) else {
      return StudyResults.Estimate(value: value, interval: nil)
    }
    let resamples = keys.map(resamples)
    let count = resamples.map(\.count).min() ?? 0
    let combined = (0..<count).map { draw in combine(resamples.map { $0[draw] }) ?? .nan }
    let interval = ConfidenceInterval.percentile(combined, confidenceThousandths: confidenceThousandths)
    return StudyResults.Estimate(value: value, interval: interval.map(\.recorded))
  }
}

extension ConfidenceInterval {
  /// The interval as results have it.
  var recorded: StudyResults.Interval {
    StudyResults.Interval(lower: lower == 0 ? 0 : lower, upper: upper == 0 ? 0 : upper)
  }
}
