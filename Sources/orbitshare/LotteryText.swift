// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation

/// What a lottery had in store for a request, for people.
struct LotteryText {
  let finding: Explanation.LotteryFinding

  /// Chance, level, ticket and the allocations that grant the request.
  var lines: [String] {
    var lines = ["lottery of stage \(finding.stage), \(finding.stageName):"]
    if let chance = finding.chance {
      lines.append("  \(chance.administration) is served \(probability(chance))")
    } else {
      lines.append("  whom the request counts for takes no part")
    }
    if let level = finding.level {
      lines.append(
        "  level \(level.number) of \(level.count), fixed in round \(level.round) of \(level.rounds): \(text(level))")
    }
    guard finding.method == "portfolio" else {
      lines.append("  the outcome is that of the order that seed \(finding.seed) gives")
      return lines
    }
    if let ticket = finding.ticket, let entry = finding.entryDrawn {
      lines.append(
        "  seed \(finding.seed) gives ticket \(ticket) of \(finding.denominator), counted from 0: allocation \(entry) of "
          + "\(finding.entries)")
    }
    return lines + [granted]
  }

  private var granted: String {
    guard !finding.grantedBy.isEmpty else { return "  no allocation of the portfolio grants the request" }
    let weight = "\(finding.grantedWeight) of \(finding.denominator)"
    if finding.grantedBy.count == finding.entries { return "  every allocation of the portfolio grants the request" }
    let longest = 12
    var numbers = finding.grantedBy.prefix(longest).map { String($0.number) }.joined(separator: ", ")
    if finding.grantedBy.count > longest { numbers += " and \(finding.grantedBy.count - longest) more" }
    return finding.grantedBy.count == 1
      ? "  allocation \(numbers) grants the request, of weight \(weight)"
      : "  \(finding.grantedBy.count) allocations grant the request, of weight \(weight) together: \(numbers)"
  }

  private func probability(_ chance: Explanation.LotteryFinding.Chance) -> String {
    let share = "\(chance.served) in \(finding.denominator) (\(Self.percent(chance.served, of: finding.denominator)))"
    guard let ends = chance.intervalBillionths, ends.count == 2 else { return share }
    return "\(share), estimated; 95 % interval \(Self.percent(ends[0], of: 1_000_000_000)) to "
      + Self.percent(ends[1], of: 1_000_000_000)
  }

  private func text(_ level: Explanation.LotteryFinding.Level) -> String {
    guard level.proof == "multipliers" else { return "nobody there can have more, by the solver's word" }
    let gap = level.gapBillionths ?? 0
    return gap == 0
      ? "nobody there can have more, proved by multipliers"
      : "nobody there can have \(gap) billionths more, proved by multipliers"
  }

  /// Hundredths of a per cent, rounded to the nearest, in whole numbers.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let hundredths = (Int128(part) * 20_000 + Int128(whole)) / (2 * Int128(whole))
    let decimals = String(hundredths % 100)
    return "\(hundredths / 100).\(decimals.count < 2 ? "0" : "")\(decimals) %"
  }
}
