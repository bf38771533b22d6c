// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// What the generator is calibrated to, measured of any register: geostationary networks outside the plans, by notifying
/// administration. Shares, coefficients and correlations are thousandths, rounded to the nearest.
public struct RegisterFigures: Hashable, Sendable {
  /// Networks outside the plans.
  public let networks: Int
  /// Administrations that have filed them.
  public let administrations: Int
  /// Gini coefficient of networks among these.
  public let giniThousandths: Int
  /// Share of the five that have most.
  public let fiveLargestThousandths: Int
  /// Share of the ten that have most.
  public let tenLargestThousandths: Int
  /// Shares of the twelve sectors of 30°, from 180° west eastward.
  public let sectorThousandths: [Int]
  /// How many different longitudes are asked for.
  public let longitudes: Int
  /// The dates of receipt a quarter, a half and three quarters of the way through those known.
  public let receiptQuartiles: [CalendarDate]
  /// Share of networks in use on the day of the snapshot.
  public let inUseThousandths: Int
  /// Share of networks on behalf of organisations.
  public let onBehalfThousandths: Int
  /// Share of longitudes at whole degrees.
  public let wholeDegreesThousandths: Int
  /// Spearman's rank correlation of economies and networks, over all Member States.
  public let wealthCorrelationThousandths: Int
  /// Spearman's rank correlation of dates of receipt and networks of who files, over dated networks.
  public let earlyCorrelationThousandths: Int

  /// Measures a register. Time: networks × log networks.
  public init(of register: Register) {
    var longitudes: [Int] = []
    var own: [Network] = []
    for network in register.networks where network.procedure == .nonPlanned {
      guard case .geostationary(let longitude) = network.orbit else { continue }
      longitudes.append(longitude)
      own.append(network)
    }
    let held = Dictionary(own.map { ($0.administration, 1) }, uniquingKeysWith: +)
    let amounts = held.values.sorted(by: >)
    let count = own.count
    func share(_ part: Int) -> Int { count == 0 ? 0 : (part * 2_000 + count) / (2 * count) }
    networks = count
    administrations = amounts.count
    giniThousandths = RankSizeLaw.giniThousandths(amounts)
    fiveLargestThousandths = share(amounts.prefix(5).reduce(0, +))
    tenLargestThousandths = share(amounts.prefix(10).reduce(0, +))
    var sectors = Array(repeating: 0, count: 12)
    // 180° east is the same as 180° west; tables write it as the former, which closes the last sector.
    for longitude in longitudes { sectors[min(11, max(0, (longitude + 180_000) / 30_000))] += 1 }
    sectorThousandths = sectors.map(share)
    self.longitudes = Set(longitudes).count
    let dates = own.compactMap(\.firstReceived).sorted()
    receiptQuartiles = dates.isEmpty ? [] : [1, 2, 3].map { dates[dates.count * $0 / 4] }
    inUseThousandths = share(own.count { $0.isInUse(on: register.snapshot) })
    onBehalfThousandths = share(own.count { $0.organisation != nil })
    wholeDegreesThousandths = share(longitudes.count { $0 % 1_000 == 0 })
    wealthCorrelationThousandths = Self.spearmanThousandths(
      register.memberStates.map { (RegisterGenerator.economy($0), held[$0.symbol] ?? 0) })
    earlyCorrelationThousandths = Self.spearmanThousandths(
      own.compactMap { network in
        network.firstReceived.map { ($0.dayNumber, held[network.administration] ?? 0) }
      })
  }

  /// Spearman's rank correlation with middle ranks for ties, in thousandths towards zero; 0 where one side doesn't vary.
  static func spearmanThousandths(_ pairs: [(Int, Int)]) -> Int {
    let (left, right) = (doubledRanks(pairs.map(\.0)), doubledRanks(pairs.map(\.1)))
    let middle = pairs.count + 1
    func sum(_ one: [Int], _ other: [Int]) -> Int {
      zip(one, other).reduce(0) { $0 + ($1.0 - middle) * ($1.1 - middle) }
    }
    let product = UInt128(sum(left, left)) * UInt128(sum(right, right))
    // The root has six decimals, so that its rounding doesn't reach the thousandths; one too long for them is exact enough without.
    let scaled = product.multipliedReportingOverflow(by: 1_000_000_000_000)
    let root = Int128(BinaryPowers.root(scaled.overflow ? product : scaled.partialValue))
    return root == 0 ? 0 : Int(Int128(sum(left, right)) * (scaled.overflow ? 1_000 : 1_000_000_000) / root)
  }

  /// Twice the rank of each value, from 2; equal values share the middle of theirs.
  private static func doubledRanks(_ values: [Int]) -> [Int] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = Array(repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = start + end + 2 }
      start = end + 1
    }
    return ranks
  }
}
