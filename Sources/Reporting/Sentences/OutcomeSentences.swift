// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Sentences on who is served and at what price, each from the numbers that it states.
enum OutcomeSentences {
  typealias Sentence = ResultsDocument.HeadlineSentence
  typealias Parameter = ResultsDocument.HeadlineSentence.Parameter
  typealias Standing = ResultsDocument.Policy.Standing

  /// What a policy, or several that tie, came to.
  struct Outcome: Hashable, Sendable {
    /// Titles of the policies.
    var titles: [String]
    /// The number that they share.
    var number: Int
  }

  /// How many of those who come last are served under the policy of reference, and under the others that serve most.
  ///
  /// `nil` where nobody comes last.
  static func latecomers(reference: Outcome, best: Outcome?, total: Int) -> Sentence? {
    guard total > 0 else { return nil }
    let served = reference.number
    let subject =
      switch (total, served) {
      case (1, 0): "the one national request that comes last is not granted"
      case (1, _): "the one national request that comes last is granted"
      case (_, 0): "none of the \(NumberText.integer(total)) national requests that come last is granted"
      case (_, 1): "1 of the \(NumberText.integer(total)) national requests that come last is granted"
      case (_, total): "all \(NumberText.integer(total)) national requests that come last are granted"
      default:
        "\(NumberText.integer(served)) of the \(NumberText.integer(total)) national requests that come last are granted"
      }
    var text = "Under \(Phrase.quoted(reference.titles)) \(subject)"
    if let best {
      if best.number > served {
        let part = total == 1 ? "it is" : Phrase.part(best.number, of: total)
        text += "; under \(Phrase.quoted(best.titles)) \(part)"
      } else {
        text += "; no other policy grants more"
      }
    }
    return Sentence(
      id: "latecomers-served",
      parameters: [
        Parameter(name: "reference", value: reference.titles.joined(separator: "; ")),
        Parameter(name: "reference_served", value: String(served)), Parameter(name: "total", value: String(total)),
        Parameter(name: "best", value: best?.titles.joined(separator: "; ") ?? ""),
        Parameter(name: "best_served", value: best.map { String($0.number) } ?? ""),
      ], text: text + ".")
  }

  /// What a policy costs in channels against the policy of reference.
  static func price(reference: Outcome, other: Outcome) -> Sentence {
    let (before, after) = (reference.number, other.number)
    let (title, referenceTitle) = (Phrase.quoted(other.titles), Phrase.quoted(reference.titles))
    var text: String
    if before <= 0 {
      text = "\(referenceTitle) grants no channels, so a price against it cannot be stated; \(title) grants "
      text += after <= 0 ? "none either." : "\(NumberText.integer(after))."
    } else if after == before {
      text = "That costs no channels: \(title) and \(referenceTitle) both grant \(NumberText.integer(after))."
    } else {
      let share = NumberText.percent(Double(abs(before - after)) / Double(before))
      let (more, less) = (NumberText.integer(before), NumberText.integer(after))
      text =
        after < before
        ? "The price is \(share) of the channels: \(title) grants \(less), \(referenceTitle) \(more)."
        : "That costs no channels: \(title) grants \(less), \(share) more than \(referenceTitle) with \(more)."
    }
    return Sentence(
      id: "price-in-channels",
      parameters: [
        Parameter(name: "reference", value: reference.titles.joined(separator: "; ")),
        Parameter(name: "reference_channels", value: String(before)),
        Parameter(name: "policy", value: other.titles.joined(separator: "; ")),
        Parameter(name: "policy_channels", value: String(after)),
      ], text: text)
  }

  /// Served, asked and refused, never asked: kept apart, with and without the latecomers.
  static func standing(title: String, with: Standing, without: Standing?) -> Sentence {
    var text = "Under \(Phrase.quoted(title)) \(clause(with))"
    if let without { text += "; from filings alone, \(clause(without))" }
    var parameters = [Parameter(name: "policy", value: title)] + Self.parameters(with, suffix: "")
    if let without { parameters += Self.parameters(without, suffix: "_without_latecomers") }
    return Sentence(id: "standing", parameters: parameters, text: text + ".")
  }

  /// Who filed outside the plans, and who of them is served there; `nil` where the register has no plan entries.
  static func outsidePlans(title: String, standing: Standing?) -> Sentence? {
    guard let standing else { return nil }
    let all = standing.served + standing.refused + standing.neverAsked
    return Sentence(
      id: "outside-plans",
      parameters: [Parameter(name: "policy", value: title)] + parameters(standing, suffix: "_outside_plans"),
      text:
        "Outside the plans \(NumberText.integer(standing.neverAsked)) of \(NumberText.integer(all)) member States never filed; of "
        + "those that did, \(NumberText.integer(standing.served)) are served there under \(Phrase.quoted(title)) and "
        + "\(amount(standing.refused)) got nothing.")
  }

  private static func clause(_ standing: Standing) -> String {
    let served =
      switch standing.served {
      case 0: "no member State is served"
      case 1: "1 member State is served"
      default: "\(NumberText.integer(standing.served)) member States are served"
      }
    return
      "\(served), \(amount(standing.refused)) asked and got nothing, and \(amount(standing.neverAsked)) never asked"
  }

  private static func amount(_ count: Int) -> String { count == 0 ? "none" : NumberText.integer(count) }

  private static func parameters(_ standing: Standing, suffix: String) -> [Parameter] {
    [
      Parameter(name: "served" + suffix, value: String(standing.served)),
      Parameter(name: "refused" + suffix, value: String(standing.refused)),
      Parameter(name: "never_asked" + suffix, value: String(standing.neverAsked)),
    ]
  }

  /// How many of the networks in use a policy grants; `nil` where none is known to be in use.
  static func inUse(title: String, granted: Int, total: Int, day: String) -> Sentence? {
    guard total > 0 else { return nil }
    let what =
      switch (total, granted) {
      case (1, 0): "does not grant the one network that is in use"
      case (1, _): "grants the one network that is in use"
      case (_, 0): "grants none of the \(NumberText.integer(total)) networks that are in use"
      case (_, total): "grants all \(NumberText.integer(total)) networks that are in use"
      default: "grants \(NumberText.integer(granted)) of the \(NumberText.integer(total)) networks that are in use"
      }
    return Sentence(
      id: "in-use-today",
      parameters: [
        Parameter(name: "policy", value: title), Parameter(name: "granted", value: String(granted)),
        Parameter(name: "total", value: String(total)), Parameter(name: "day", value: day),
      ], text: "Starting from an empty arc, \(Phrase.quoted(title)) \(what) on \(day).")
  }
}
