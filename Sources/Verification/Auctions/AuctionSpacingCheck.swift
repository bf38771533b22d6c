// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds conflicts that are said to come from spacing against the longitudes.
///
/// Lots that conflict as `closer than 2° in Ku` are of that band and nearer than that, two by two, around the whole circle; and
/// positions of a scenario, which are named by band and longitude, all conflict where they are nearer.
struct AuctionSpacingCheck {
  let statement: AuctionStatement

  private struct Rule: Hashable {
    var thousandths: Int
    var band: String
  }

  private static let angles = AuctionMoney(decimals: 3)

  func run(_ journal: inout Journal) {
    var sets: [(rule: Rule, lots: Set<Int>)] = []
    for (number, conflict) in statement.conflicts.enumerated() {
      guard let rule = Self.rule(conflict.reason) else { continue }
      journal.count(.conflicts)
      sets.append((rule, conflict.lots))
      let lots = conflict.lots.sorted()
      for (place, left) in lots.enumerated() {
        if !isSame(statement.lots[left].band, rule.band) {
          report(number, "\(statement.lots[left].name) is of another band", &journal)
        }
        for right in lots[(place + 1)...] where !isNearer(left, right, rule) {
          report(number, "\(statement.lots[left].name) and \(statement.lots[right].name) aren't that close", &journal)
        }
      }
    }
    for rule in Set(sets.map(\.rule)).sorted(by: { ($0.band, $0.thousandths) < ($1.band, $1.thousandths) }) {
      let lots = statement.lots.indices.filter {
        let lot = statement.lots[$0]
        return isSame(lot.band, rule.band) && isSame(lot.name, "\(rule.band) \(lot.longitude)")
      }
      for (place, left) in lots.enumerated() {
        for right in lots[(place + 1)...] where isNearer(left, right, rule) {
          guard !sets.contains(where: { $0.rule == rule && $0.lots.isSuperset(of: [left, right]) }) else { continue }
          report(
            nil, "\(statement.lots[left].name) and \(statement.lots[right].name) are that close and don't conflict",
            &journal)
        }
      }
    }
  }

  private static func rule(_ reason: String) -> Rule? {
    let begin = "closer than "
    guard reason.hasPrefix(begin), let degree = reason.firstIndex(of: "°"),
      let thousandths = angles.minorUnits(String(reason[..<degree].dropFirst(begin.count)))
    else { return nil }
    let rest = String(reason[reason.index(after: degree)...])
    return Rule(thousandths: thousandths, band: rest.hasPrefix(" in ") ? String(rest.dropFirst(4)) : rest)
  }

  private func isNearer(_ left: Int, _ right: Int, _ rule: Rule) -> Bool {
    guard let first = Self.angles.minorUnits(statement.lots[left].longitude),
      let second = Self.angles.minorUnits(statement.lots[right].longitude)
    else { return false }
    let distance = abs(first - second) % 360_000
    return min(distance, 360_000 - distance) < rule.thousandths
  }

  private func report(_ conflict: Int?, _ problem: String, _ journal: inout Journal) {
    journal.report(
      Finding(
        check: .conflicts, file: "auction.yaml", subject: conflict.map { "conflict \($0 + 1)" }, problem: problem,
        expected: "conflicts that follow from the longitudes"))
  }
}
