// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import SeededNumbers

extension RegisterGenerator {
  /// Dates of receipt: drawn by the two periods, then dealt out so that those who file most come first as far as `early` says.
  ///
  /// - Parameters:
  ///   - ranks: the rank of each network's administration, from 0.
  ///   - counts: networks of each rank.
  func giveDates(
    to networks: inout [Network], ranks: [Int], counts: [Int], snapshot: CalendarDate, seed: Int
  ) {
    var days: [Int] = []
    var dated: [(key: Int, index: Int)] = []
    // Where the networks of a rank lie among all, largest first, in thousandths of the whole: the middle of theirs.
    var middles: [Int] = []
    var before = 0
    for count in counts {
      middles.append((2 * before + count) * 500_000 / max(1, networks.count))
      before += count
    }
    let (old, recent) = (yearWeights.old, yearWeights.recent)
    for index in networks.indices {
      var draws = SplitMix64(seed: seed, purpose: "register:date:\(index)")
      let isUndated = draws.happens(thousandths: knobs[.undated])
      let isRecent = draws.happens(thousandths: knobs[.recent])
      let recentYear = draws.index(weights: recent) ?? 0
      let oldYear = draws.index(weights: old) ?? 0
      let dayOfYear = draws.next(below: 365)
      let lot = draws.next(below: 1_000_000)
      guard !isUndated else { continue }
      let year = isRecent ? recentYear : recent.count + oldYear
      days.append(snapshot.dayNumber - 365 * year - dayOfYear)
      dated.append((knobs[.early] * middles[ranks[index]] + (1_000 - knobs[.early]) * lot, index))
    }
    days.sort()
    dated.sort { ($0.key, $0.index) < ($1.key, $1.index) }
    for (place, entry) in dated.enumerated() {
      networks[entry.index].firstReceived = CalendarDate(dayNumber: days[place]) ?? snapshot
    }
  }

  /// Weights of the years before the snapshot, the latest first: the last seven, and those before them up to the span.
  var yearWeights: (recent: [Int], old: [Int]) {
    (Self.years(7, growth: knobs[.recentGrowth]), Self.years(max(1, knobs[.span] - 7), growth: knobs[.growth]))
  }

  private static func years(_ count: Int, growth: Int) -> [Int] {
    // Going back a year divides by 1 + growth.
    var weights = [1_000_000_000]
    while weights.count < count { weights.append((weights.last ?? 0) * 1_000 / (1_000 + growth)) }
    return weights
  }

  /// What is in use: by age and procedure, with a day of bringing into use between receipt and snapshot.
  ///
  /// The time taken is the greatest of three even draws up to seven years, or up to the age where that is less; what has no date
  /// of receipt is as likely in use as an old network, since any day of the span.
  func giveUse(to networks: inout [Network], snapshot: CalendarDate, seed: Int) {
    for index in networks.indices {
      var draws = SplitMix64(seed: seed, purpose: "register:use:\(index)")
      let chance = draws.next(below: 1_000)
      let lag = (0..<3).reduce(0) { greatest, _ in max(greatest, draws.next(below: 1_000_000)) }
      let age = networks[index].firstReceived.map { snapshot.dayNumber - $0.dayNumber }
      let isOld = age.map { $0 >= Self.daysToBringIntoUse } ?? true
      let share =
        if !isOld {
          knobs[.inUseRecent]
        } else {
          networks[index].procedure == .planned ? knobs[.inUsePlanned] : knobs[.inUseOld]
        }
      guard chance < share else { continue }
      let day: Int
      if let age {
        day = snapshot.dayNumber - age + min(age, Self.daysToBringIntoUse) * lag / 1_000_000
      } else {
        day = snapshot.dayNumber - knobs[.span] * 365 * lag / 1_000_000
      }
      let use = CalendarDate(dayNumber: day) ?? snapshot
      networks[index].broughtIntoUse = use
      networks[index].notificationReceived = use
      networks[index].maturity = .notified
    }
  }
}
