// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The parameters of a format, as the result states them.
///
/// Nothing is filled in: a result says every parameter that is in effect, and one that is missing is a finding.
struct AuctionRuleValues: Sendable {
  private enum Form {
    case share, count, openCount, money, openMoney, flag
    case word([String])
  }

  private static let forms: [String: [(key: String, form: Form)]] = {
    let increments: [(key: String, form: Form)] = [("increment", .share), ("least-increment", .money)]
    let activityRules = Form.word(["points", "revealed-preference", "hybrid"])
    return [
      "sealed": [], "sealed-single-lot": [],
      "ascending-single-lot": increments + [("quiet-round-closes", .flag), ("most-rounds", .count)],
      "simultaneous-ascending": increments + [
        ("amounts", .openCount), ("activity", .share), ("second-activity", .share), ("third-activity", .share),
        ("quiet", .share), ("quiet-rounds", .count), ("waivers", .count), ("withdrawal-rounds", .count),
        ("unsold-withdrawal", .share), ("most-rounds", .count),
      ],
      "clock": increments + [
        ("activity", .share), ("activity-rule", activityRules), ("no-underselling", .flag),
        ("intermediate-prices", .flag), ("most-rounds", .count),
      ],
      "combinatorial-clock": increments + [
        ("activity", .share), ("activity-rule", activityRules), ("relative-cap", .flag),
        ("cap-of-every-reduction", .flag), ("final-cap", .flag), ("assignment", .flag), ("most-rounds", .count),
      ],
      "right-to-choose": increments + [
        ("rights", .openCount), ("sale", .word(["ascending", "sealed"])), ("reserve", .openMoney),
        ("most-per-group", .openCount), ("nearness", .share), ("least-admitted", .count), ("most-rounds", .count),
      ],
      "reverse": [
        ("decrement", .share), ("opening-price", .openMoney), ("budget", .openMoney), ("most-rounds", .count),
      ],
      "posted-fee": [("fee", .openMoney), ("order", .word(["receipt", "lot"]))],
      "lottery": [("most-per-bidder", .openCount)],
    ]
  }()

  private var numbers: [String: Int] = [:]
  private var words: [String: String] = [:]

  /// No parameters.
  init() {}

  /// Reads the parameters of a format.
  ///
  /// - Throws: The first that is missing or not of its form, or a format that there isn't.
  init(format: String, fields: [String: String], money: AuctionMoney) throws(AuctionStatementReader.Unreadable) {
    guard let forms = Self.forms[format] else {
      throw .init(place: "format", problem: "is none that is known: \(format)")
    }
    for (key, form) in forms {
      let place = "format.\(key)"
      guard let text = fields[key] else {
        throw .init(place: place, problem: "is missing; a result states every rule that is in effect")
      }
      let number: Int?
      switch form {
      case .share:
        number = text.hasSuffix("%") ? AuctionMoney(decimals: 1).minorUnits(String(text.dropLast())) : nil
      case .count: number = wholeNumber(text)
      case .money: number = money.minorUnits(text)
      case .openCount, .openMoney:
        if text == "none" { continue }
        if case .openMoney = form { number = money.minorUnits(text) } else { number = wholeNumber(text) }
      case .flag: number = text == "true" ? 1 : text == "false" ? 0 : nil
      case .word(let known):
        words[key] = text
        number = known.contains(text) ? 0 : nil
      }
      guard let number, (0...AuctionMoney.greatest).contains(number) else {
        throw .init(place: place, problem: "is not of its form: \(text)")
      }
      numbers[key] = number
    }
  }

  /// A share in thousandths.
  func share(_ key: String) -> Int { numbers[key] ?? 0 }
  /// A number; nil for `none`.
  func count(_ key: String) -> Int? { numbers[key] }
  /// An amount in minor units; nil for `none`.
  func money(_ key: String) -> Int? { numbers[key] }
  func flag(_ key: String) -> Bool { numbers[key] == 1 }
  func word(_ key: String) -> String { words[key] ?? "" }

  /// By how much a price rises: the share of it rounded up, and at least so much.
  func increment(on price: Int) -> Int {
    let share = (Int128(price) * Int128(share("increment")) + 999) / 1000
    return min(AuctionMoney.greatest, max(1, numbers["least-increment"] ?? 1, Int(clamping: share)))
  }
}
