// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The answer in sentences, grid by grid.
struct StudySentences {
  private let results: StudyResults
  private let text: StudyText
  /// More policies than this aren't named one by one.
  private static let mostNamed = 6

  init(_ results: StudyResults) {
    self.results = results
    text = StudyText(results)
  }

  /// What a grid answers.
  func answer(_ grid: StudyResults.GridResult) -> [String] {
    guard grid.done > 0 else { return ["No run of this grid has a result."] }
    var sentences: [String] = []
    for target in results.study.primary {
      sentences += [decomposition(grid, target), level(grid, target), families(grid, target)].compactMap { $0 }
      sentences += comparisons(grid, target)
      if let sentence = variance(grid, target) { sentences.append(sentence) }
    }
    sentences += grid.frontiers.compactMap { frontier(grid, $0) }
    return sentences
  }

  private func level(_ grid: StudyResults.GridResult, _ target: Int) -> String? {
    guard grid.decompositions.allSatisfy({ $0.target != target || $0.policy != first(grid) }) else { return nil }
    let own = grid.distributions.first { $0.target == target && $0.policy == first(grid) }
    guard let own, let mean = own.mean else { return nil }
    return "Under \(own.policy), \(text.short(target)) is \(number(mean, target)) on average over "
      + Phrase.count(own.count, "world", "worlds") + "."
  }

  /// The reference where the grid runs it, else its first policy.
  private func first(_ grid: StudyResults.GridResult) -> String {
    grid.policies.contains(results.study.reference) ? results.study.reference : grid.policies.first ?? ""
  }

  private func number(_ estimate: StudyResults.Estimate, _ target: Int) -> String {
    text.estimate(estimate) { text.number($0, target) }
  }

  // MARK: - Causes

  private func decomposition(_ grid: StudyResults.GridResult, _ target: Int) -> String? {
    let own = grid.decompositions.first { $0.target == target && $0.policy == first(grid) }
    guard let own else { return nil }
    func part(_ part: StudyResults.Estimate, _ share: StudyResults.Estimate?) -> String {
      number(part, target) + (share.map { " (\(NumberText.percent($0.value)))" } ?? "")
    }
    let parts = own.causes.map { "\(part($0.part, $0.share)) is due to \($0.title)" }
    return "Under \(own.policy), \(text.short(target)) is \(number(own.whole, target)) as things are. Of this "
      + Phrase.list(parts) + "; \(part(own.rest, own.restShare)) remains with all of them taken away."
  }

  // MARK: - Families of rules

  private func families(_ grid: StudyResults.GridResult, _ target: Int) -> String? {
    let own = grid.families.compactMap { family in
      family.changes.first { $0.target == target }.map { (family: family, change: $0) }
    }
    guard !own.isEmpty else { return nil }
    let parts = own.sorted {
      ($0.change.difference.value, $0.family.id) < ($1.change.difference.value, $1.family.id)
    }.map { own in
      let rules = own.family.policies.count
      let mean = text.estimate(own.change.difference) { text.difference($0, target) }
      let ends =
        rules > 1
        ? ", from \(text.difference(own.change.least, target)) (\(own.change.leastPolicy)) to "
          + "\(text.difference(own.change.greatest, target)) (\(own.change.greatestPolicy))" : ""
      return "\(own.family.title.lowercased()) (\(Phrase.count(rules, "rule", "rules"))) by \(mean)\(ends)"
    }
    return "Against \(results.study.reference), families of rules change \(text.short(target)) on average: "
      + parts.joined(separator: "; ") + "."
  }

  // MARK: - Comparisons

  private func comparisons(_ grid: StudyResults.GridResult, _ target: Int) -> [String] {
    let own = grid.comparisons.filter { $0.target == target }
    guard !own.isEmpty else { return [] }
    let shown = own.filter { ($0.adjustedPValue ?? $0.pValue) <= text.level }.sorted {
      (-abs($0.difference.value), $0.policy) < (-abs($1.difference.value), $1.policy)
    }
    let open = own.filter { ($0.adjustedPValue ?? $0.pValue) > text.level }
    var sentences: [String] = []
    for isLower in [true, false] {
      let side = shown.filter { ($0.difference.value < 0) == isLower }
      guard !side.isEmpty else { continue }
      let named = side.prefix(Self.mostNamed).map { comparison in
        "\(comparison.policy) by \(change(comparison)) (\(worlds(comparison, isLower)), p\u{A0}"
          + "\(equals(text.pValue(comparison.adjustedPValue ?? comparison.pValue)))\(settings(comparison)))"
      }
      let more = side.count - named.count
      sentences.append(
        "Against \(results.study.reference), \(text.short(target)) is \(isLower ? "lower" : "higher") under "
          + named.joined(separator: "; ")
          + (more > 0 ? "; and under \(Phrase.count(more, "more policy", "more policies"))" : "") + ".")
    }
    if !open.isEmpty {
      let named = open.prefix(Self.mostNamed).map { comparison in
        "\(comparison.policy) by \(text.estimate(comparison.difference) { text.difference($0, target) }) (p\u{A0}"
          + "\(equals(text.pValue(comparison.adjustedPValue ?? comparison.pValue)))\(settings(comparison)))"
      }
      let more = open.count - named.count
      sentences.append(
        "Not established by the test: \(text.short(target)) differs from \(results.study.reference)'s under "
          + named.joined(separator: "; ")
          + (more > 0 ? "; and under \(Phrase.count(more, "more policy", "more policies"))" : "") + ".")
    }
    return sentences
  }

  /// Where a difference turns with the settings of the grid, or is more than twice as great at one as at another.
  private func settings(_ comparison: StudyResults.Comparison) -> String {
    guard let least = comparison.least, let greatest = comparison.greatest else { return "" }
    let sizes = [abs(least.value), abs(greatest.value)].sorted()
    guard least.value * greatest.value < 0 || sizes[1] > 2 * sizes[0] else { return "" }
    return "; from \(text.difference(least.value, comparison.target)) at \(least.settings) to "
      + "\(text.difference(greatest.value, comparison.target)) at \(greatest.settings)"
  }

  /// The size of a difference, with the ends of its interval in ascending size.
  private func change(_ comparison: StudyResults.Comparison) -> String {
    let sign = comparison.difference.value < 0 ? -1.0 : 1
    let turned = comparison.difference.interval.map { interval in
      StudyResults.Interval(
        lower: min(sign * interval.lower, sign * interval.upper),
        upper: max(sign * interval.lower, sign * interval.upper))
    }
    return text.estimate(StudyResults.Estimate(value: abs(comparison.difference.value), interval: turned)) {
      text.size($0, comparison.target)
    }
  }

  private func worlds(_ comparison: StudyResults.Comparison, _ isLower: Bool) -> String {
    "in \(NumberText.integer(isLower ? comparison.less : comparison.greater)) of "
      + Phrase.count(comparison.count, "world", "worlds")
  }

  private func equals(_ pValue: String) -> String { pValue.hasPrefix("<") ? pValue : "= " + pValue }

  // MARK: - Variance

  private func variance(_ grid: StudyResults.GridResult, _ target: Int) -> String? {
    let records = grid.variance.filter { $0.target == target }
    guard let own = records.first(where: { $0.policy == nil }) ?? records.first(where: { $0.policy == first(grid) })
    else { return nil }
    let greatest = own.terms.sorted {
      (-$0.share.value, $0.parameters.joined()) < (-$1.share.value, $1.parameters.joined())
    }.filter { $0.share.value >= 0.01 }.prefix(4)
    guard !greatest.isEmpty else { return nil }
    let parts = greatest.map { term in
      "\(text.share(term.share)) \(greatest.first == term ? "is due to" : "to") "
        + StudyText.term(term.parameters, in: grid) + (term.parameters.count > 1 ? " together" : "")
    }
    let head =
      own.policy.map { "Of the variance of \(text.short(target)) under \($0), " }
      ?? "Of the variance of \(text.short(target)) over all worlds and policies, "
    let seeds =
      own.method == .factorial
      ? "; seeds, alone and together with the rest, account for \(NumberText.percent(own.seeds + own.remainder))" : ""
    return head + Phrase.list(Array(parts)) + seeds + "."
  }

  // MARK: - Frontier

  private func frontier(_ grid: StudyResults.GridResult, _ frontier: StudyResults.Frontier) -> String? {
    guard frontier.policies.count > 1 else { return nil }
    let best = frontier.policies.filter(\.isUndominated).map(\.policy)
    guard !best.isEmpty else { return nil }
    let measures = "\(text.short(results.study.efficiency)) and \(text.short(frontier.target))"
    if best.count == 1 { return "On average \(best[0]) is at least as good as every other policy in both \(measures)." }
    return
      "On average \(best.count > 8 ? Phrase.count(best.count, "policy", "policies") : Phrase.list(best)) are beaten by no "
      + "other policy, which would be as good in both \(measures) and better in one."
  }
}
