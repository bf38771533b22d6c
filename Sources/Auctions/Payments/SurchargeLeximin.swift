// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import BigInt

/// Of the payments of least revenue those whose surcharges over the reference, greatest first, are the least in
/// lexicographic order.
///
/// The greatest surcharge is made as small as it can be by an exact linear program. Winners whose surcharge has a
/// multiplier there are at it in every optimum (complementary slackness), so they are settled, and the greatest surcharge of
/// the others comes next.
struct SurchargeLeximin {
  private let payments: CorePayments
  private let cuts: [CoalitionGame.Cut]
  private let revenue: Rational

  init(_ payments: CorePayments, cuts: [CoalitionGame.Cut], revenue: Rational) {
    self.payments = payments
    self.cuts = cuts
    self.revenue = revenue
  }

  /// The payments; nil where there are none.
  func solve() -> [Rational]? {
    let count = payments.least.count
    var settled = [Rational?](repeating: nil, count: count)
    while settled.contains(nil) {
      let free = settled.indices.filter { settled[$0] == nil }
      var program = program(settled: settled)
      guard program.solve() else { return nil }
      let surcharge = program.point[count]
      let tight = free.enumerated().filter { program.hasMultiplier(row: $0.offset) }.map(\.element)
      if surcharge == .zero || tight.isEmpty {
        let point = program.point
        for place in free { settled[place] = point[place] + Rational(payments.least[place]) }
      } else {
        for place in tight { settled[place] = surcharge + Rational(payments.reference[place]) }
      }
    }
    return settled.compactMap { $0 }
  }

  /// Least surcharge t of the free winners: variables are what is paid beyond the least, and t.
  private func program(settled: [Rational?]) -> ExactLinearProgram {
    let least = payments.least
    let count = least.count
    var program = ExactLinearProgram(objectives: [Array(repeating: 0, count: count) + [1]])
    for place in least.indices where settled[place] == nil {
      // reference + t ≥ least + x
      program.add(
        [(count, BigInt(1)), (place, BigInt(-1))], atLeast: BigInt(least[place] - payments.reference[place]))
    }
    for place in least.indices {
      if let price = settled[place] {
        let above = price - Rational(least[place])
        program.add([(place, 1)], atLeast: above)
        program.add([(place, -1)], atLeast: .zero - above)
      } else {
        program.add([(place, BigInt(-1))], atLeast: BigInt(least[place] - payments.game.bids[place]))
      }
    }
    for cut in cuts {
      let paid = cut.outside.reduce(0) { $0 + least[$1] }
      program.add(cut.outside.map { ($0, BigInt(1)) }, atLeast: BigInt(cut.bound - paid))
    }
    let paid = Rational(least.reduce(0, +))
    program.add(least.indices.map { ($0, -1) }, atLeast: paid - revenue)
    return program
  }
}
