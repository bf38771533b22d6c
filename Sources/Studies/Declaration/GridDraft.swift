// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// A grid as it is read, before anything is written out that might be too large.
struct GridDraft {
  /// A factor whose values may still be a rule.
  struct Factor {
    enum Levels {
      case list([String])
      case steps(from: Int, step: Int, count: Int)
      case range(lowerThousandths: Int, upperThousandths: Int, isWhole: Bool)
    }

    var parameter: ParameterName
    var levels: Levels
    var section: YAMLReader.Section

    /// How many values it has, where a design goes through them.
    var count: Int {
      switch levels {
      case .list(let values): values.count
      case .steps(_, _, let count): count
      case .range: 1
      }
    }

    var factor: Studies.Factor {
      let written: Studies.Factor.Levels =
        switch levels {
        case .list(let values): .values(values)
        case .steps(let from, let step, let count):
          .values((0..<count).map { Thousandths.text(from + $0 * step) })
        case .range(let lower, let upper, let isWhole):
          .range(lowerThousandths: lower, upperThousandths: upper, isWhole: isWhole)
        }
      return .init(parameter: parameter, levels: written, line: section.line)
    }
  }

  /// Seeds one by one, or so many from a first one.
  enum Seeds {
    case list([Int])
    case run(from: Int, count: Int)

    var count: Int {
      switch self {
      case .list(let seeds): seeds.count
      case .run(_, let count): count
      }
    }

    var written: [Int] {
      switch self {
      case .list(let seeds): seeds.sorted()
      case .run(let from, let count): (0..<count).map { from + $0 }
      }
    }
  }

  var name: String
  var question: String
  var scenarios: [Int]
  var registers: [Int?]
  var policies: [String]
  var factors: [Factor]
  var design: Grid.Design
  var seeds: Seeds
  var varies: Set<Grid.SeedUse>
  var section: YAMLReader.Section

  /// The number of places; nil where it doesn't fit into 128 bits.
  var placeCount: UInt128? {
    // What is empty counts as one here, so that an empty list hides no other that is too long.
    var points: UInt128? = 1
    switch design {
    case .full: for factor in factors { points = Self.product(points, factor.count) }
    case .oneAtATime:
      for factor in factors {
        points = points.flatMap { points in
          let sum = points.addingReportingOverflow(UInt128(max(1, factor.count) - 1))
          return sum.overflow ? nil : sum.partialValue
        }
      }
    case .latinHypercube(let count, _), .sobol(let count, _): points = UInt128(max(1, count))
    }
    return [scenarios.count, registers.count, policies.count, seeds.count].reduce(points) { Self.product($0, $1) }
  }

  private static func product(_ left: UInt128?, _ right: Int) -> UInt128? {
    guard let left else { return nil }
    let product = left.multipliedReportingOverflow(by: UInt128(max(1, right)))
    return product.overflow ? nil : product.partialValue
  }

  /// The grid with everything written out.
  var grid: Grid {
    Grid(
      name: name, question: question, scenarios: scenarios, registers: registers, policies: policies,
      factors: factors.map(\.factor), design: design, seeds: seeds.written, varies: varies, line: section.line)
  }
}

extension StudyReader {
  /// Whether the plan is small enough to be written out; a fault with the count otherwise.
  func checkCount(_ drafts: [GridDraft]) -> Bool {
    let counts = drafts.map(\.placeCount)
    let total = counts.reduce(UInt128?.some(0)) { sum, count in
      guard let sum, let count else { return nil }
      let added = sum.addingReportingOverflow(count)
      return added.overflow ? nil : added.partialValue
    }
    if let total, total <= UInt128(Study.greatestPlanCount) {
      return drafts.allSatisfy { $0.factors.allSatisfy { $0.count <= Study.greatestPlanCount } }
    }
    let limit = Self.grouped(UInt128(Study.greatestPlanCount))
    let remedy = "take fewer values or seeds, or a design that draws points; at most \(limit) places can be planned"
    var isTold = false
    for (draft, count) in zip(drafts, counts) {
      if let count, count <= UInt128(Study.greatestPlanCount) { continue }
      isTold = true
      reader.report(
        draft.section, nil, problem: "grid `\(draft.name)` has \(Self.placesText(count))", remedy: remedy)
    }
    if !isTold {
      reader.report(root, "grids", problem: "together they have \(Self.placesText(total))", remedy: remedy)
    }
    return false
  }

  private static func placesText(_ count: UInt128?) -> String {
    count.map { grouped($0) + " places" } ?? "more than 3 × 10³⁸ places"
  }

  private static func grouped(_ number: UInt128) -> String {
    let digits = Array(String(number))
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0, (digits.count - digit.offset) % 3 == 0 { text += "," }
      text.append(digit.element)
    }
  }
}
