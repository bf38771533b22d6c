// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers of the Radio Regulations by edition, each with its source and whether it was read there.
///
/// A number that wasn't verified is usable, but every report that rests on it prints it as such.
public struct RegulatoryTable: Sendable {
  /// A number with its source.
  public struct Entry: Sendable {
    /// The number, in the unit that the holder's name gives.
    public var value: Int
    /// Where it stands.
    public var source: String
    /// Whether it was read in that source.
    public var isVerified: Bool
  }

  /// A band as the Regulations divide the spectrum.
  public struct Band: Sendable {
    /// The identifier that scenarios use.
    public var identifier: String
    /// Name for people.
    public var title: String
    /// Whether it belongs to the plan of Appendix 30B.
    public var isPlanned: Bool
    /// Space-to-Earth ranges in kilohertz.
    public var downlinkKilohertz: [ClosedRange<Int>]
    /// Where the ranges stand, and whether they were read there.
    public var rangeSource: Entry
    /// Coordination arc of No. 9.7 (or of Annex 4 to Appendix 30B) in thousandths of a degree.
    public var coordinationArcMilliDegrees: Entry

    /// Sum of the ranges' widths in kilohertz.
    public var downlinkWidthKilohertz: Int {
      downlinkKilohertz.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    }
  }

  /// The edition, named by the conference whose changes it includes.
  public var edition: String
  /// The bands, in a fixed order.
  public var bands: [Band]

  /// The band of an identifier.
  public func band(_ identifier: String) -> Band? {
    bands.first { $0.identifier == identifier }
  }

  /// The editions on file, oldest first.
  public static let editions: [RegulatoryTable] = [
    table(
      edition: "WRC-12", cBandArc: verified(8_000, wrc12), kuBandArc: verified(7_000, wrc12),
      kaBandArc: verified(8_000, wrc12)),
    table(
      edition: "WRC-23", cBandArc: unverified(7_000, today), kuBandArc: unverified(6_000, today),
      kaBandArc: unverified(8_000, today)),
  ]

  /// The table of an edition.
  public static func edition(_ name: String) -> RegulatoryTable? {
    editions.first { $0.edition == name }
  }

  private static let wrc12 = "Radio Regulations, Appendix 5, Table 5-1 (No. 9.7), edition after WRC-12"
  private static let today = "Radio Regulations, Appendix 5, Table 5-1 (No. 9.7), edition after WRC-23"
  private static let plan = "Radio Regulations, Appendix 30B, Annex 4, as applied by the Rules of Procedure"

  private static func verified(_ value: Int, _ source: String) -> Entry {
    Entry(value: value, source: source, isVerified: true)
  }

  private static func unverified(_ value: Int, _ source: String) -> Entry {
    Entry(value: value, source: source, isVerified: false)
  }

  private static func table(edition: String, cBandArc: Entry, kuBandArc: Entry, kaBandArc: Entry) -> RegulatoryTable {
    RegulatoryTable(
      edition: edition,
      bands: [
        Band(
          identifier: "C", title: "C band, 6/4 GHz", isPlanned: false, downlinkKilohertz: [3_400_000...4_200_000],
          rangeSource: verified(800_000, wrc12), coordinationArcMilliDegrees: cBandArc),
        Band(
          identifier: "Ku", title: "Ku band, 14/10-12 GHz", isPlanned: false,
          downlinkKilohertz: [10_950_000...11_200_000, 11_450_000...11_700_000, 12_500_000...12_750_000],
          rangeSource: verified(750_000, wrc12), coordinationArcMilliDegrees: kuBandArc),
        Band(
          identifier: "Ka", title: "Ka band, 30/20 GHz", isPlanned: false, downlinkKilohertz: [17_700_000...20_200_000],
          rangeSource: verified(2_500_000, wrc12), coordinationArcMilliDegrees: kaBandArc),
        Band(
          identifier: "AP30B-4", title: "Plan of Appendix 30B, 6/4 GHz", isPlanned: true,
          downlinkKilohertz: [4_500_000...4_800_000], rangeSource: verified(300_000, plan),
          coordinationArcMilliDegrees: verified(7_000, plan)),
        Band(
          identifier: "AP30B-10", title: "Plan of Appendix 30B, 13/10-11 GHz", isPlanned: true,
          downlinkKilohertz: [10_700_000...10_950_000, 11_200_000...11_450_000], rangeSource: verified(500_000, plan),
          coordinationArcMilliDegrees: verified(6_000, plan)),
      ])
  }
}
