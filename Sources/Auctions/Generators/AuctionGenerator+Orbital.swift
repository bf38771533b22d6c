// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import SeededNumbers

/// Positions a degree apart along the arc, each in up to three bands; positions of one band nearer than two degrees
/// conflict.
struct OrbitalArc {
  /// A band with its bandwidth in megahertz; figures of the model, not of a plan.
  static let bands = [("C", 500), ("Ku", 750), ("Ka", 1_000)]
  static let separationMilliDegrees = 2_000
  private static let westernmost = -75_000

  let lots: [Lot]

  init(goods: Int) {
    lots = (0..<goods).map { good in
      let position = good / Self.bands.count
      let (band, bandwidth) = Self.bands[good % Self.bands.count]
      let longitude = Circle.normalised(Self.westernmost + 1_000 * (position % 360) + position / 360)
      let year = 2_027 + position % 3
      return Lot(
        name: "\(band)-\(position + 1)", reserve: bandwidth * 10, points: bandwidth / 250, category: band,
        longitudeMilliDegrees: longitude, band: band, bringingIntoUse: "\(year)-05-01")
    }
  }

  var conflicts: [LotConflict] { PositionConflicts(standard: Self.separationMilliDegrees).conflicts(of: lots) }
}

extension AuctionGenerator {
  /// Bidders with a service area, a position that they hold already, and a year from which they can launch. What a lot is
  /// worth: how well the position covers the area, times its bandwidth, more near the position held, less where it must be
  /// in use before the launch. Bands at one position together are worth more than their sum. Up to eight packages are
  /// alternatives: the best lots alone, and the best positions with several bands.
  func makeOrbital(_ arc: OrbitalArc, _ collector: inout BidCollector, _ draws: inout SplitMix64) {
    let lots = arc.lots
    let longitudes = Set(lots.compactMap(\.longitudeMilliDegrees)).sorted()
    var attempts = 0
    while !collector.isFull, attempts < 100 + 20 * bids {
      attempts += 1
      let centre = longitudes[draws.next(below: longitudes.count)]
      let held = longitudes[draws.next(below: longitudes.count)]
      let launch = draws.number(in: 2_026...2_029)
      let scale = draws.number(in: 500...1_500)
      let values = lots.enumerated().map { index, lot -> Int in
        let longitude = lot.longitudeMilliDegrees ?? 0
        // Seen over the horizon up to about 70° away: thousandths of the full coverage.
        let coverage = max(0, 1_000 - Circle.distance(longitude, centre) / 70)
        let bandwidth = OrbitalArc.bands[index % OrbitalArc.bands.count].1
        let synergy = Circle.distance(longitude, held) <= 3_000 ? 1_300 : 1_000
        let due = lot.bringingIntoUse.flatMap { Int($0.prefix(4)) } ?? launch
        let delay = max(0, launch - due)
        let timeliness = [1_000, 700, 400, 0][min(3, delay)]
        // Hundredths per megahertz, with some chance in every lot.
        return bandwidth * 100 * coverage / 1_000 * synergy / 1_000 * timeliness / 1_000 * scale / 1_000
          * draws.number(in: 800...1_200) / 1_000
      }
      collector.take(
        packages(values, positions: (goods + OrbitalArc.bands.count - 1) / OrbitalArc.bands.count),
        name: "Bidder \(collector.bidders.count + 1)")
    }
  }

  private func packages(_ values: [Int], positions: Int) -> [(goods: [Int], price: Int)] {
    var all: [(goods: [Int], price: Int)] = values.indices.map { ([$0], values[$0]) }
    for position in 0..<positions {
      let first = position * OrbitalArc.bands.count
      let here = Array(first..<min(first + OrbitalArc.bands.count, values.count))
      for (index, left) in here.enumerated() {
        for right in here[(index + 1)...] {
          all.append(([left, right], (values[left] + values[right]) * 1_100 / 1_000))
        }
      }
      if here.count > 2 { all.append((here, here.reduce(0) { $0 + values[$1] } * 1_250 / 1_000)) }
    }
    // The best of each size, so that not all alternatives are large.
    var chosen: [(goods: [Int], price: Int)] = []
    for (size, count) in [(1, 3), (2, 3), (3, 2)] {
      let ofSize = all.filter { $0.goods.count == size && $0.price > 0 }
      chosen += ofSize.sorted { ($1.price, $0.goods[0]) < ($0.price, $1.goods[0]) }.prefix(count)
    }
    return chosen
  }
}
