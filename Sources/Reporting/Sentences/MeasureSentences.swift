// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Sentences on measures of inequality and of groups, each from the numbers that it states.
enum MeasureSentences {
  typealias Sentence = ResultsDocument.HeadlineSentence
  typealias Parameter = ResultsDocument.HeadlineSentence.Parameter
  typealias Quantity = ResultsDocument.Quantity

  /// A number of one policy, or of several that tie.
  struct Finding: Hashable, Sendable {
    /// Titles of the policies.
    var titles: [String]
    /// The number that they share.
    var quantity: Quantity
  }

  /// The Gini under the policy of reference and where it is least, with the floor of the least.
  static func gini(reference: Finding, least: Finding?, floor: Double?, basis: String) -> Sentence {
    let opening = "Inequality (Gini: 0 is equality, lower is fairer; \(basis))"
    var text: String
    if let value = reference.quantity.value {
      text = "\(opening) is \(three(value)) under \(Phrase.quoted(reference.titles))"
      if let least, let leastValue = least.quantity.value {
        text +=
          leastValue < value
          ? ", and lowest under \(Phrase.quoted(least.titles)): \(three(leastValue))." : "; no other policy has less."
      } else {
        text += "."
      }
    } else {
      text = "\(opening) under \(Phrase.quoted(reference.titles)) is \(Phrase.number(reference.quantity, three))"
      if let least, least.quantity.value != nil {
        text += "; it is lowest under \(Phrase.quoted(least.titles)): \(Phrase.number(least.quantity, three))."
      } else {
        text += "."
      }
    }
    if let floor {
      text += " Since units are indivisible, no division of as much could have less than \(three(floor))."
    }
    return Sentence(
      id: "gini",
      parameters: [
        Parameter(name: "basis", value: basis),
        Parameter(name: "reference", value: reference.titles.joined(separator: "; ")),
        Parameter(name: "reference_gini", value: Phrase.number(reference.quantity, NumberText.shortest)),
        Parameter(name: "least", value: least?.titles.joined(separator: "; ") ?? ""),
        Parameter(
          name: "least_gini", value: least.map { Phrase.number($0.quantity, NumberText.shortest) } ?? ""),
        Parameter(name: "floor", value: floor.map(NumberText.shortest) ?? ""),
      ], text: text)
  }

  /// The same Gini over filed requests alone.
  static func giniWithoutLatecomers(_ findings: [Finding]) -> Sentence? {
    guard !findings.isEmpty else { return nil }
    let parts = findings.map { "\(Phrase.number($0.quantity, three)) under \(Phrase.quoted($0.titles))" }
    return Sentence(
      id: "gini-without-latecomers",
      parameters: findings.flatMap { finding in
        [
          Parameter(name: "policy", value: finding.titles.joined(separator: "; ")),
          Parameter(name: "gini", value: Phrase.number(finding.quantity, NumberText.shortest)),
        ]
      }, text: "Counting the filings alone, without the requests that come last, it is \(Phrase.list(parts)).")
  }

  /// What share of a group holds nothing, policy by policy.
  static func groupWithNothing(group: String, name: String, members: Int?, findings: [Finding]) -> Sentence? {
    guard !findings.isEmpty else { return nil }
    let shares = findings.map { Phrase.number($0.quantity, NumberText.percent) }
    let parts =
      Set(shares).count == 1
      ? ["\(shares[0]) under \(Phrase.quoted(findings.flatMap(\.titles)))"]
      : zip(shares, findings).map { "\($0) under \(Phrase.quoted($1.titles))" }
    let count = members.map { " (\(NumberText.integer($0)))" } ?? ""
    let small = members.map { (1..<5).contains($0) } ?? false ? " The group is small: read shares as counts." : ""
    return Sentence(
      id: "group-with-nothing",
      parameters: [
        Parameter(name: "group", value: group), Parameter(name: "members", value: members.map(String.init) ?? ""),
      ]
        + findings.flatMap { finding in
          [
            Parameter(name: "policy", value: finding.titles.joined(separator: "; ")),
            Parameter(name: "share", value: Phrase.number(finding.quantity, NumberText.shortest)),
          ]
        }, text: "Share of the \(name)\(count) that hold nothing: \(Phrase.list(parts)).\(small)")
  }

  private static func three(_ number: Double) -> String { NumberText.fixed(number, decimals: 3) }
}
