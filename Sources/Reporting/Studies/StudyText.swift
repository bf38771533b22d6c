// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers and names of a study as its report shows them.
struct StudyText {
  private let results: StudyResults
  /// Decimals of each target: fewer for greater numbers, the same in every table and sentence.
  private let decimals: [Int]

  init(_ results: StudyResults) {
    self.results = results
    let distributions = results.grids.flatMap(\.distributions)
    decimals = results.targets.indices.map { target in
      let ends = distributions.filter { $0.target == target }.flatMap { [$0.quantiles.first, $0.quantiles.last] }
      let greatest = ends.compactMap { $0 }.map(abs).max() ?? 0
      return greatest >= 100 ? 1 : greatest >= 10 ? 2 : 4
    }
  }

  /// A target in a few words, `Gini, member states, equal shares`.
  func words(_ target: Int) -> String {
    let target = results.targets[target]
    return "\(target.title), \(Self.population(target.population)), "
      + Digest.words(forEntitlement: target.entitlement)
  }

  /// A target's name in sentences: its title, with population and entitlement only where titles alone don't tell targets apart.
  func short(_ target: Int) -> String {
    let isUnique = results.targets.count { $0.title == results.targets[target].title } == 1
    return isUnique ? results.targets[target].title : words(target)
  }

  private static func population(_ id: String) -> String {
    switch id {
    case "member_states": "Member States"
    case "filers": "filers"
    default: id
    }
  }

  /// The stem of a figure's name.
  func stem(_ grid: Int, _ kind: String, _ target: Int) -> String {
    let target = results.targets[target]
    return "g\(grid + 1)-\(kind)-"
      + Figure.slug("\(target.measure) \(target.population) \(target.entitlement)")
  }

  // MARK: - Numbers

  private static let shares: Set = ["share_with_nothing", "hoover", "price_of_fairness", "served_share"]

  /// A number of a target.
  func number(_ number: Double, _ target: Int) -> String {
    if Self.shares.contains(results.targets[target].measure) {
      return NumberText.fixed(number * 100, decimals: 2) + "\u{A0}%"
    }
    return NumberText.fixed(number, decimals: decimals[target])
  }

  /// The size of a difference: of shares in points, since per cent could be taken for a part of the share.
  func size(_ number: Double, _ target: Int) -> String {
    guard Self.shares.contains(results.targets[target].measure) else { return self.number(number, target) }
    return NumberText.fixed(number * 100, decimals: 2) + "\u{A0}points"
  }

  /// A difference of a target, with its sign.
  func difference(_ number: Double, _ target: Int) -> String {
    let text = size(number, target)
    return number > 0 && text.contains { "123456789".contains($0) } ? "+" + text : text
  }

  /// `0.9131 [0.9102, 0.9160]`, or the estimate alone where there is no interval.
  func estimate(_ estimate: StudyResults.Estimate?, _ text: (Double) -> String) -> String {
    guard let estimate else { return "–" }
    guard let interval = estimate.interval else { return text(estimate.value) }
    return "\(text(estimate.value)) \(self.interval(interval, text))"
  }

  /// `[0.9102, 0.9160]`.
  func interval(_ interval: StudyResults.Interval?, _ text: (Double) -> String) -> String {
    interval.map { "[\(text($0.lower)), \(text($0.upper))]" } ?? "–"
  }

  /// A share in per cent with its interval.
  func share(_ estimate: StudyResults.Estimate?) -> String {
    self.estimate(estimate) { NumberText.alignedPercent($0) }
  }

  /// A p-value: three decimals, and no less than a thousandth.
  func pValue(_ number: Double?) -> String {
    guard let number else { return "–" }
    return number < 0.001 ? "< 0.001" : NumberText.fixed(number, decimals: 3)
  }

  /// The confidence, `95 %`.
  var confidence: String { NumberText.percent(Double(results.study.confidenceThousandths) / 1_000) }

  /// The level of tests, for example 0.05.
  var level: Double { Double(1_000 - results.study.confidenceThousandths) / 1_000 }

  // MARK: - Better and worse

  /// Worlds in which a policy does better, and worse; nil where a target points nowhere.
  func betterWorse(_ comparison: StudyResults.Comparison) -> (better: Int, worse: Int)? {
    switch results.targets[comparison.target].direction {
    case .lowerIsFairer: (comparison.less, comparison.greater)
    case .higherIsFairer, .higherIsMoreEfficient: (comparison.greater, comparison.less)
    case .neutral: nil
    }
  }

  /// What a factor is called, with its parameter where that is another word.
  static func factor(_ parameter: String, in grid: StudyResults.GridResult) -> String {
    let title = grid.factors.first { $0.parameter == parameter }?.title ?? parameter
    return title == parameter ? parameter : "\(title) (\(parameter))"
  }

  /// Names of the parameters of a term, `a × b`.
  static func term(_ parameters: [String], in grid: StudyResults.GridResult) -> String {
    parameters.map { factor($0, in: grid) }.joined(separator: " × ")
  }
}
