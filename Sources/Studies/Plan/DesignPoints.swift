// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import SeededNumbers

/// The points of a grid's design: for each factor one of its values.
///
/// Full: the last factor changes fastest. One at a time: first every factor at its first value, then factor after factor
/// through its other values. Drawn: the points in the order of the draw or the sequence.
public struct DesignPoints: Sendable {
  /// How many points there are.
  public let count: Int

  private let factors: [Factor]
  private let kind: Kind

  private enum Kind: Sendable {
    case full
    case oneAtATime
    case latinHypercube(LatinHypercube)
    case sobol(SobolSequence, skip: Int)
  }

  /// The points of a design over factors, each with at least one value.
  ///
  /// Drawn designs without factors, or with more than the sequence has dimensions, have one point, as a design without
  /// factors has; files that ask for them are refused before.
  public init(factors: [Factor], design: Grid.Design) {
    self.factors = factors
    switch design {
    case .full:
      kind = .full
      count = factors.reduce(1) { $0 * $1.levels.count }
    case .oneAtATime:
      kind = .oneAtATime
      count = factors.reduce(1) { $0 + $1.levels.count - 1 }
    case .latinHypercube(let points, let seed):
      kind = .latinHypercube(LatinHypercube(points: points, dimensions: factors.count, seed: seed))
      count = max(1, points)
    case .sobol(let points, let skip):
      if let sequence = SobolSequence(dimensions: factors.count) {
        kind = .sobol(sequence, skip: skip)
        count = max(1, points)
      } else {
        kind = .full
        count = 1
      }
    }
  }

  /// The values of a point, in the order of the factors. Time: proportional to the number of factors.
  public func values(_ point: Int) -> [String] {
    switch kind {
    case .full:
      var rest = point
      var result = [String](repeating: "", count: factors.count)
      for (index, factor) in factors.enumerated().reversed() {
        let levels = factor.levels.count
        result[index] = factor.levels.value(rest % levels)
        rest /= levels
      }
      return result
    case .oneAtATime:
      var result = factors.map { $0.levels.value(0) }
      var first = 1
      for (index, factor) in factors.enumerated() {
        let others = factor.levels.count - 1
        if point >= first, point < first + others {
          result[index] = factor.levels.value(point - first + 1)
          break
        }
        first += others
      }
      return result
    case .latinHypercube(let hypercube):
      return factors.enumerated().map { index, factor in
        // No more values than points: the cells are dealt out to them as evenly as whole numbers allow.
        factor.levels.value(
          at: factor.levels.count > count
            ? hypercube.coordinate(dimension: index, point: point) : hypercube.cell(dimension: index, point: point))
      }
    case .sobol(let sequence, let skip):
      return factors.enumerated().map { index, factor in
        let coordinate = sequence.coordinate(dimension: index, point: UInt32(truncatingIfNeeded: skip + point))
        return factor.levels.value(at: .init(numerator: Int(coordinate), denominator: 1 << 32))
      }
    }
  }
}

/// A position within an interval, from 0 to below 1, as an exact fraction.
struct UnitFraction: Hashable, Sendable {
  var numerator: Int
  var denominator: Int

  /// Which of so many equal cells it lies in, from 0.
  func cell(of count: Int) -> Int {
    Int(Int128(numerator) * Int128(count) / Int128(denominator))
  }
}

extension Factor.Levels {
  /// How many values there are: of a range, every number that it may give.
  var count: Int {
    switch self {
    case .values(let values): values.count
    case .range(let lower, let upper, let isWhole):
      isWhole ? upper / 1_000 - lower / 1_000 + 1 : upper - lower + 1
    }
  }

  /// The value of a number, from 0.
  func value(_ index: Int) -> String {
    switch self {
    case .values(let values): values[index]
    case .range(let lower, _, let isWhole): Thousandths.text(lower + index * (isWhole ? 1_000 : 1))
    }
  }

  /// The value at a position: the interval is divided into equal cells, one for each value in the file's order.
  func value(at position: UnitFraction) -> String { value(position.cell(of: count)) }
}

/// Points of a Latin hypercube: of so many equal cells of each dimension every one has exactly one point.
///
/// McKay, Beckman, Conover 1979, doi:10.1080/00401706.1979.10489755. Memory: six bytes a point and dimension.
struct LatinHypercube: Sendable {
  private let cells: [[UInt32]]
  private let offsets: [[UInt16]]
  private let points: Int

  /// Draws the points. Time: points × dimensions.
  init(points: Int, dimensions: Int, seed: Int) {
    self.points = max(1, points)
    var seeds = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
    var cells: [[UInt32]] = []
    var offsets: [[UInt16]] = []
    for _ in 0..<dimensions {
      // A generator for each dimension: a further factor leaves the others' points as they were.
      var generator = SplitMix64(seed: seeds.next())
      var order = (0..<self.points).map { UInt32($0) }
      generator.shuffle(&order)
      cells.append(order)
      offsets.append((0..<self.points).map { _ in UInt16(generator.next(below: 65_536)) })
    }
    self.cells = cells
    self.offsets = offsets
  }

  /// The lower end of the cell of a point.
  func cell(dimension: Int, point: Int) -> UnitFraction {
    .init(numerator: Int(cells[dimension][point]), denominator: points)
  }

  /// A coordinate: the cell of the point, and a drawn position within it.
  func coordinate(dimension: Int, point: Int) -> UnitFraction {
    .init(
      numerator: Int(cells[dimension][point]) * 65_536 + Int(offsets[dimension][point]), denominator: points * 65_536)
  }
}
