// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Sentences on what is proven and whether outcomes are unique.
enum ClaimSentences {
  typealias Sentence = ResultsDocument.HeadlineSentence
  typealias Parameter = ResultsDocument.HeadlineSentence.Parameter
  typealias Stage = ResultsDocument.Policy.Stage

  /// How many stages are vouched for by what.
  static func claims(_ stages: [Stage]) -> Sentence? {
    guard !stages.isEmpty else { return nil }
    let replayed = stages.filter { $0.claim == .byConstruction }.count
    let optimal = stages.filter { $0.claim == .optimal }
    let checkable = optimal.filter { $0.proof != .solver }.count
    let solver = optimal.count - checkable
    let open = stages.filter { $0.claim == .withinGap || $0.claim == .feasible }.count
    var parts: [String] = []
    if replayed > 0 { parts.append("\(NumberText.integer(replayed)) can be replayed from the register") }
    if checkable > 0 {
      parts.append(
        "\(NumberText.integer(checkable)) \(checkable == 1 ? "is" : "are") proven optimal by sums that anyone can check"
      )
    }
    if solver > 0 {
      parts.append("\(NumberText.integer(solver)) \(solver == 1 ? "rests" : "rest") on the solver's word")
    }
    if open > 0 { parts.append("\(NumberText.integer(open)) \(open == 1 ? "is" : "are") not proven optimal") }
    let subject = stages.count == 1 ? "Of the one stage" : "Of \(NumberText.integer(stages.count)) stages"
    return Sentence(
      id: "claims",
      parameters: [
        Parameter(name: "stages", value: String(stages.count)), Parameter(name: "replayed", value: String(replayed)),
        Parameter(name: "checkable", value: String(checkable)), Parameter(name: "solver", value: String(solver)),
        Parameter(name: "open", value: String(open)),
      ], text: "\(subject), \(Phrase.list(parts)).")
  }

  /// Under which policies another allocation would be as good.
  static func uniqueness(_ verdicts: [(title: String, verdict: ResultsDocument.Policy.Uniqueness.Verdict)]) -> Sentence?
  {
    guard !verdicts.isEmpty else { return nil }
    let notUnique = verdicts.filter { $0.verdict == .notUnique }.map(\.title)
    let notExamined = verdicts.filter { $0.verdict == .notExamined }.map(\.title)
    var sentences: [String] = []
    if !notUnique.isEmpty {
      let subject = notUnique.count == verdicts.count && verdicts.count > 1 ? "every policy" : Phrase.quoted(notUnique)
      sentences.append(
        "Under \(subject) another allocation would be as good by the policy's own stages; which one is shown was settled "
          + "by the documented tie-break, not on the merits.")
    }
    if !notExamined.isEmpty {
      let subject =
        notExamined.count == verdicts.count && verdicts.count > 1 ? "any policy" : Phrase.quoted(notExamined)
      sentences.append("Whether the outcome is unique was not examined for \(subject).")
    }
    if sentences.isEmpty {
      sentences = [verdicts.count == 1 ? "The outcome is unique." : "The outcome is unique under every policy."]
    }
    return Sentence(
      id: "uniqueness",
      parameters: [
        Parameter(name: "not_unique", value: notUnique.joined(separator: "; ")),
        Parameter(name: "not_examined", value: notExamined.joined(separator: "; ")),
      ], text: sentences.joined(separator: " "))
  }

  /// Under which policies lots decide who gets what; nil where under none.
  static func lots(_ titles: [String]) -> Sentence? {
    guard !titles.isEmpty else { return nil }
    return Sentence(
      id: "decided-by-lot", parameters: [Parameter(name: "policies", value: titles.joined(separator: "; "))],
      text: "Under \(Phrase.quoted(titles)) lots decide who gets what: the outcome shown is one of many.")
  }
}
