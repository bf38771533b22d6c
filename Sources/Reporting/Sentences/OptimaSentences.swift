// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Sentences on who is served whatever ties decide, and on stages without effect.
enum OptimaSentences {
  typealias Optima = ResultsDocument.Policy.Optima

  /// How many administrations are served under every, some or no optimal allocation; nil where nobody competes, or there is
  /// one optimal allocation only.
  static func sentence(_ optima: Optima) -> String? {
    guard optima.count != 1, !optima.services.isEmpty else { return nil }
    func count(_ extent: Optima.Extent) -> Int { optima.services.filter { $0.extent == extent }.count }
    let (all, some, none, open) = (count(.all), count(.some), count(.none), count(.notExamined))
    let total = optima.count.map { "\(NumberText.integer($0)) allocations are optimal: " }
    let (every, others) = total == nil ? ("every optimal allocation", " of the optimal allocations") : ("each", "")
    var parts: [String] = []
    if all > 0 { parts.append("\(administrations(all)) served under \(every)") }
    if some > 0 {
      parts.append(
        parts.isEmpty ? "\(administrations(some)) served under some\(others)" : "\(numbered(some)) under some")
    }
    if none > 0 {
      parts.append(
        parts.isEmpty ? "\(administrations(none)) served under none\(others)" : "\(numbered(none)) under none")
    }
    if open > 0 { parts.append("\(parts.isEmpty ? administrations(open) : numbered(open)) not examined") }
    let end =
      switch (some, open) {
      case (0, 0): "ties decided for nobody whether it is served"
      case (0, _): "whether ties decided for anybody is open"
      case (1, _): "the documented order of ties decided for it"
      default: "the documented order of ties decided for them"
      }
    return ([scope(optima), (total ?? "") + Phrase.list(parts) + "; " + end + ".", later(optima)].compactMap { $0 })
      .joined(separator: " ")
  }

  /// Whose optima they are, where the policy has other stages too.
  static func scope(_ optima: Optima) -> String? {
    guard !optima.concernsWholePolicy else { return nil }
    let given = optima.grantedBefore > 0 ? ", given what earlier stages granted" : ""
    return "What follows is said of the optima of \(stages(optima))\(given)."
  }

  /// What comes after the optima; nil where nothing does.
  private static func later(_ optima: Optima) -> String? {
    guard optima.grantedAfter > 0 else { return nil }
    let count = optima.grantedAfter
    return
      "Later stages granted \(count == 1 ? "1 more request" : "\(NumberText.integer(count)) more requests") and may "
      + "serve others."
  }

  /// The stages of the optima: `stage 2`, or `stages 2 and 3`.
  static func stages(_ optima: Optima) -> String {
    "stage\(optima.stages.count == 1 ? "" : "s") " + Phrase.list(optima.stages.map { "\($0)" })
  }

  private static func administrations(_ count: Int) -> String {
    count == 1 ? "1 administration is" : "\(NumberText.integer(count)) administrations are"
  }

  private static func numbered(_ count: Int) -> String {
    count == 1 ? "1 is" : "\(NumberText.integer(count)) are"
  }

  /// The warnings of a policy; of more than five the first three and how many follow.
  static func warnings(_ policy: ResultsDocument.Policy) -> [String] {
    let sentences = policy.warnings.map {
      // A constraint holds in every stage and has no number.
      let place = $0.stage == 0 ? $0.stageName : "stage " + Phrase.quoted($0.stageName)
      return "\(Phrase.quoted(policy.title)), \(place): \(Phrase.withoutBackticks($0.text))."
    }
    guard sentences.count > 5 else { return sentences }
    return sentences.prefix(3) + ["\(Phrase.quoted(policy.title)): \(sentences.count - 3) more stages with warnings."]
  }
}
