// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// Which positions of one band are nearer to each other than a required separation.
///
/// The conflicts are the largest arcs shorter than the separation, as whole sets of which one may be sold: every two
/// positions that are too near stand in one of them, across 180° too. Positions without a band are one band of their own.
public struct PositionConflicts: Hashable, Sendable {
  /// The separation of bands that aren't named, in thousandths of a degree; nil for none.
  public var standard: Int?
  /// The separation by band, in thousandths of a degree.
  public var byBand: [String: Int]
  /// Whether one bidder may hold positions that are too near to each other.
  public var exemptsSameHolder: Bool

  /// States separations.
  ///
  /// - Parameter standard: in thousandths of a degree, up to 90,000.
  public init(standard: Int? = nil, byBand: [String: Int] = [:], exemptsSameHolder: Bool = false) {
    self.standard = standard
    self.byBand = byBand
    self.exemptsSameHolder = exemptsSameHolder
  }

  /// The separation that a lot's band requires, in thousandths of a degree; nil for none.
  func required(_ lot: Lot) -> Int? { lot.band.flatMap { byBand[$0] } ?? standard }

  /// The conflicts, by band in alphabetical order and then going east.
  ///
  /// Time: linear in the number of lots and the sizes of the conflicts, after sorting.
  public func conflicts(of lots: [Lot]) -> [LotConflict] {
    let positions = lots.indices.filter { lots[$0].longitudeMilliDegrees != nil && required(lots[$0]) != nil }
    let byBand = Dictionary(grouping: positions, by: { lots[$0].band ?? "" })
    var result: [LotConflict] = []
    for (band, members) in byBand.sorted(by: { $0.key < $1.key }) {
      guard let separation = required(lots[members[0]]) else { continue }
      let byLongitude = Dictionary(grouping: members, by: { Circle.normalised(lots[$0].longitudeMilliDegrees ?? 0) })
      let windows = SeparationWindow.maximal(
        longitudes: byLongitude.keys.sorted(), separationMilliDegrees: separation)
      let name = band.isEmpty ? "" : " in \(band)"
      for window in windows {
        let lots = window.longitudes.flatMap { byLongitude[$0] ?? [] }.sorted()
        guard lots.count > 1 else { continue }
        result.append(
          LotConflict(
            lots: lots, reason: "closer than \(Thousandths.text(separation))°\(name)",
            exemptsSameHolder: exemptsSameHolder))
      }
    }
    return result
  }
}
