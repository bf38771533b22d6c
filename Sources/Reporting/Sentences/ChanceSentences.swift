// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Sentences on lotteries and orders by lot.
enum ChanceSentences {
  typealias Lottery = ResultsDocument.Policy.Lottery

  /// How probabilities were found, what was drawn, who has the smallest, and how unequal they are.
  static func sentences(_ lottery: Lottery) -> [String] {
    [method(lottery)] + shareFactor(lottery) + [draw(lottery), least(lottery)] + levels(lottery) + [gini(lottery)]
  }

  /// By what shares of simultaneous eating were multiplied; none for a lottery of another kind.
  static func shareFactor(_ lottery: Lottery) -> [String] {
    guard let factor = lottery.shareFactor else { return [] }
    if factor.numerator == factor.denominator {
      return ["Every share that is eaten is the probability of that grant (β\u{A0}=\u{A0}1)."]
    }
    if factor.numerator == 0 {
      return ["Some share that is eaten can't be granted by any allocation: β\u{A0}=\u{A0}0."]
    }
    let value = Double(factor.numerator) / Double(max(1, factor.denominator))
    let exact = factor.denominator > 9_999 ? "" : "\(factor.numerator)/\(factor.denominator), "
    return [
      "Conflicts rule out granting all shares that are eaten in full; they were multiplied by one factor, "
        + "β\u{A0}=\u{A0}\(exact)\(NumberText.fixed(value, decimals: 6))."
    ]
  }

  /// How it is proved that chances are as even as can be; none for a lottery that doesn't level them.
  static func levels(_ lottery: Lottery) -> [String] {
    guard let levels = lottery.levels else { return [] }
    let gap = NumberText.integer(levels.gapBillionths)
    let smallest =
      switch levels.smallest {
      case .proven: "proved by multipliers"
      case .withinGap: "proved by multipliers up to \(gap) billionths"
      case .solver: "by the solver's word"
      }
    var sentences = [
      "No lottery makes the smallest probability for its entitlement greater, \(smallest)."
    ]
    if levels.rounds > 1 {
      let parts = [
        (levels.proven, "by multipliers"),
        (levels.withinGap, "by multipliers up to at most \(gap) billionths of a probability"),
        (levels.solversWord, "by the solver's word"),
      ].filter { $0.0 > 0 }.map { "\(NumberText.integer($0.0)) \($0.1)" }
      sentences.append(
        "\(NumberText.integer(levels.rounds)) rounds fix who can have no more, at "
          + (levels.count == 1 ? "one level" : "\(NumberText.integer(levels.count)) different levels")
          + ". How they are proved: \(Phrase.list(parts)).")
    }
    if let proof = levels.unservableProof {
      sentences.append(
        "No allocation serves \(Phrase.list(levels.unservable)), "
          + (proof == .solver ? "by the solver's word." : "proved by multipliers."))
    }
    return sentences
  }

  /// How probabilities were found.
  static func method(_ lottery: Lottery) -> String {
    let count = NumberText.integer(lottery.denominator)
    switch lottery.method {
    case .exact:
      return lottery.denominator == 1
        ? "There is one order only; probabilities are exact."
        : "All \(count) orders were carried out; probabilities are exact."
    case .sampled:
      return
        "\(lottery.denominator == 1 ? "One order was" : "\(count) orders were") drawn; probabilities are estimates, each with a "
        + "95\u{A0}% interval (Jeffreys)."
    case .portfolio:
      let entries = lottery.portfolio.count
      if entries == 0 { return "Nobody can be served: the lottery has no allocation." }
      if entries == 1 { return "The lottery has one allocation only, which is certain." }
      return "The lottery is over \(NumberText.integer(entries)) allocations, weighted by whole numbers that add up to "
        + "\(count); probabilities follow from them exactly."
    }
  }

  /// The seed, and what it drew.
  static func draw(_ lottery: Lottery) -> String {
    guard let ticket = lottery.ticket, let entry = lottery.entryDrawn else {
      return lottery.method == .portfolio
        ? "Nothing was drawn (seed \(lottery.seed))."
        : "The outcome shown is that of the order that the seed \(lottery.seed) gives."
    }
    return
      "The seed \(lottery.seed) gives ticket \(NumberText.integer(ticket)) of \(NumberText.integer(lottery.denominator)), "
      + "counted from 0, which draws allocation \(NumberText.integer(entry)) of \(NumberText.integer(lottery.portfolio.count))."
  }

  /// The smallest probability of being served, and whose it is.
  static func least(_ lottery: Lottery) -> String {
    guard let least = lottery.leastServed else { return "Nobody asks." }
    let all = lottery.chances.count
    let names =
      least.administrations.count == all && all > 1
      ? "everybody who asks"
      : least.administrations.count > 6
        ? "\(NumberText.integer(least.administrations.count)) of the \(NumberText.integer(all)) that ask"
        : Phrase.list(least.administrations)
    return "The smallest probability of being served is \(probability(least.served, lottery.denominator)): \(names)."
  }

  /// The Gini coefficient of the probabilities.
  static func gini(_ lottery: Lottery) -> String {
    guard let gini = lottery.gini else {
      return "The Gini coefficient of the probabilities is undefined, since nobody is ever served."
    }
    let value = Double(gini.numerator) / Double(max(1, gini.denominator))
    let fraction = gini.numerator == 0 ? "0" : "\(gini.numerator)/\(gini.denominator)"
    let text = gini.denominator > 9_999 || gini.numerator == 0 ? "" : "\(fraction), "
    return
      "The Gini coefficient of the probabilities of those who ask is \(text)\(NumberText.fixed(value, decimals: 3))."
  }

  /// `1/3 (33.33 %)`, `0`, `1 (certain)`.
  static func probability(_ served: Int, _ denominator: Int) -> String {
    if served == 0 { return "0" }
    if served == denominator { return "1" }
    return "\(fraction(served, denominator)) (\(percent(Double(served) / Double(max(1, denominator)))))"
  }

  /// A probability in lowest terms.
  static func fraction(_ served: Int, _ denominator: Int) -> String {
    var (left, right) = (served, max(1, denominator))
    while right != 0 { (left, right) = (right, left % right) }
    let divisor = max(1, left)
    if served == 0 || served == denominator { return String(served / divisor) }
    return "\(served / divisor)/\(denominator / divisor)"
  }

  /// Per cent with two decimals.
  static func percent(_ share: Double) -> String {
    NumberText.fixed(share * 100, decimals: 2) + "\u{A0}%"
  }
}
