// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios

/// Thousandths, nearest names and the regulatory table.
@Suite struct ValueTests {
  @Test(arguments: [
    ("0", 0), ("-0", 0), ("0.5", 500), ("-12.5", -12_500), ("+3", 3_000), ("2.000", 2_000), ("2.0000", 2_000),
    ("1.001", 1_001), ("0.010", 10), ("007", 7_000), ("-0.001", -1), ("999999999999", 999_999_999_999_000),
  ])
  func thousandthsThatAreNumbers(text: String, value: Int) {
    #expect(Thousandths.parse(text) == value)
  }

  @Test(arguments: [
    "", "-", "+", ".", "1.", ".5", "1.0001", "1e3", "1,5", "0x10", " 1", "1 ", "--1", "1.2.3", "NaN", "∞", "٣", "−1",
    "1000000000000", "1_000", "½", "1.-5",
  ])
  func thousandthsThatAreNot(text: String) {
    #expect(Thousandths.parse(text) == nil)
  }

  @Test func thousandthsWrittenAndReadAgain() {
    #expect(Thousandths.text(-12_500) == "-12.5")
    #expect(Thousandths.text(-1) == "-0.001")
    #expect(Thousandths.text(13_000) == "13")
    #expect(Thousandths.text(0) == "0")
    #expect(Thousandths.text(10) == "0.01")
    #expect(Thousandths.text(.min) == "-9223372036854775.808")
    for value in -3_003...3_003 { #expect(Thousandths.parse(Thousandths.text(value)) == value) }
  }

  @Test func nearestNames() {
    let known = ["grid_degrees", "holding", "bands", "C"]
    #expect(nearest(to: "grid_degree", among: known) == "grid_degrees")
    #expect(nearest(to: "Holding", among: known) == "holding")
    #expect(nearest(to: "hodling", among: known) == "holding")
    #expect(nearest(to: "attribution", among: known) == nil)
    #expect(nearest(to: "x", among: []) == nil)
    // Of two equally near names the first listed is meant.
    #expect(nearest(to: "bat", among: ["cat", "bar"]) == "cat")
    // A whole word isn't a slip for a name that shares no letter with it.
    #expect(nearest(to: "S", among: ["C", "Ku", "Ka"]) == nil)
    #expect(nearest(to: "KU", among: ["C", "Ku", "Ka"]) == "Ku")
    #expect(nearest(to: "Kv", among: ["C", "Ku", "Ka"]) == "Ku")
  }

  // The arcs and ranges are those of Table 5-1 of Appendix 5 and of Appendix 30B.
  @Test func coordinationArcsByEdition() throws {
    let old = try #require(RegulatoryTable.edition("WRC-12"))
    let new = try #require(RegulatoryTable.edition("WRC-23"))
    #expect(RegulatoryTable.edition("WRC-97") == nil)
    #expect(old.bands.map(\.identifier) == ["C", "Ku", "Ka", "AP30B-4", "AP30B-10"])
    #expect(old.bands.map(\.identifier) == new.bands.map(\.identifier))
    #expect(old.bands.map(\.coordinationArcMilliDegrees.value) == [8_000, 7_000, 8_000, 7_000, 6_000])
    #expect(new.bands.map(\.coordinationArcMilliDegrees.value) == [7_000, 6_000, 8_000, 7_000, 6_000])
    #expect(old.bands.map(\.coordinationArcMilliDegrees.isVerified) == [true, true, true, true, true])
    // Those of the present edition weren't read in the source, and must say so.
    #expect(new.bands.map(\.coordinationArcMilliDegrees.isVerified) == [false, false, false, true, true])
    #expect(new.bands.map(\.isPlanned) == [false, false, false, true, true])
  }

  @Test func rangesOfTheBands() throws {
    let table = try #require(RegulatoryTable.edition("WRC-23"))
    #expect(table.band("C")?.downlinkKilohertz == [3_400_000...4_200_000])
    #expect(table.band("Ka")?.downlinkKilohertz == [17_700_000...20_200_000])
    #expect(table.band("AP30B-4")?.downlinkKilohertz == [4_500_000...4_800_000])
    #expect(table.band("AP30B-10")?.downlinkKilohertz == [10_700_000...10_950_000, 11_200_000...11_450_000])
    // Appendix 30B: 300 MHz and 500 MHz, 800 MHz each way.
    let planned = table.bands.filter(\.isPlanned).map(\.downlinkWidthKilohertz)
    #expect(planned == [300_000, 500_000])
    #expect(planned.reduce(0, +) == 800_000)
    #expect(table.band("X") == nil)
    for edition in RegulatoryTable.editions {
      for band in edition.bands {
        #expect(!band.title.isEmpty && !band.rangeSource.source.isEmpty)
        #expect(band.rangeSource.value == band.downlinkWidthKilohertz)
        #expect(!band.coordinationArcMilliDegrees.source.isEmpty)
        for (left, right) in zip(band.downlinkKilohertz, band.downlinkKilohertz.dropFirst()) {
          #expect(left.upperBound <= right.lowerBound)
        }
      }
    }
  }
}
