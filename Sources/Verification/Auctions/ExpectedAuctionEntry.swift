// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What an entry of an auction's `results.json` must say.
indirect enum ExpectedAuctionEntry {
  case text(String)
  case money(Int)
  case integer(Int)
  case flag(Bool)
  case list([ExpectedAuctionEntry])
  case object([(name: String, value: ExpectedAuctionEntry)])
  /// No entry, or null.
  case absent
  /// An entry that may be left out.
  case optional(ExpectedAuctionEntry)
  /// A text that has some parts; the rest is words.
  case words([String])
  /// Texts that are words.
  case anything

  /// In a few words, for findings.
  func brief(_ money: AuctionMoney) -> String {
    switch self {
    case .text(let text): "`\(text)`"
    case .money(let amount): money.text(amount)
    case .integer(let number): String(number)
    case .flag(let flag): String(flag)
    case .list(let list): "a list of \(list.count)"
    case .object: "an object"
    case .absent: "nothing"
    case .optional(let entry): entry.brief(money)
    case .words(let parts): "a sentence with \(parts.map { "`\($0)`" }.joined(separator: " and "))"
    case .anything: "anything"
    }
  }

  /// Compares with what stands in a file; each difference is told with its path.
  ///
  /// - Returns: How many entries were compared.
  func compare(
    _ value: JSONValue?, path: String, money: AuctionMoney, report: (String, String, String) -> Void
  ) -> Int {
    let isAbsent = value.map(\.isNull) ?? true
    switch self {
    case .anything: return 0
    case .optional(let entry): return isAbsent ? 0 : entry.compare(value, path: path, money: money, report: report)
    case .absent:
      if !isAbsent { report(path, "is \(value?.brief ?? "")", "nothing") }
      return 1
    case .object(let members):
      guard let value, value.members != nil else {
        report(path, isAbsent ? "is missing" : "is \(value?.brief ?? "")", "an object")
        return 1
      }
      return members.reduce(0) { count, member in
        count
          + member.value.compare(
            value.entry(member.name), path: path.isEmpty ? member.name : "\(path).\(member.name)", money: money,
            report: report)
      }
    case .list(let list):
      guard let elements = value?.elements, elements.count == list.count else {
        report(path, isAbsent ? "is missing" : "is \(value?.brief ?? "")", brief(money))
        return 1
      }
      return list.enumerated().reduce(0) { count, entry in
        count
          + entry.element.compare(
            elements[entry.offset], path: "\(path)[\(entry.offset + 1)]", money: money, report: report)
      }
    default:
      if value.map({ !holds(for: $0, money) }) ?? true {
        report(path, isAbsent ? "is missing" : "is \(value?.brief ?? "")", brief(money))
      }
      return 1
    }
  }

  private func holds(for value: JSONValue, _ money: AuctionMoney) -> Bool {
    switch self {
    case .text(let text): value.text.map { isSame($0, text) } ?? false
    case .money(let amount):
      if case .number(let text) = value { money.minorUnits(text) == amount } else { false }
    case .integer(let number): value.integer == number
    case .flag(let flag): value.boolean == flag
    case .words(let parts): value.text.map { text in parts.allSatisfy { text.contains($0) } } ?? false
    default: true
    }
  }
}
