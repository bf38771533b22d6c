// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Scenarios
@testable import Verification

/// The verifier's own geometry, draws, requests and measures against known answers.
struct KnownAnswerTests {
  @Test("longitudes are read and written in one spelling only")
  func longitudes() {
    for (text, longitude) in [("-178.5", -178_500), ("13", 13_000), ("0", 0), ("0.05", 50), ("-0.125", -125)] {
      #expect(Circle.longitude(text) == longitude)
      #expect(Circle.text(longitude) == text)
    }
    for text in ["", "-", "13.0", "+13", "013", ".5", "-0", "1e1", "13.", "1.2345", " 13", "99999999999999999999"] {
      #expect(Circle.longitude(text) == nil, "\(text)")
    }
    #expect(Circle.distance(179_500, -179_500) == 1_000)
    #expect(Circle.normalised(-180_000) == 180_000)
    #expect(Circle.offset(from: 170_000, to: -170_000) == 20_000)
  }

  @Test("draws give the numbers that the rule gives")
  func draws() {
    let band = SeededDraw(purpose: "band", identifier: "CANSAT-71", seed: 2023)
    #expect(band.number == 10_002_345_523_595_574_861)
    #expect(band.name(from: [.init(name: "C", weight: 30), .init(name: "Ku", weight: 70)]) == "Ku")
    #expect(SeededDraw(purpose: "lot", identifier: "NATIONAL-KAZ", seed: 2023).ticket == 448)
    #expect(SeededDraw(purpose: "channels", identifier: "é", seed: 0).number == 5_086_013_580_590_825_376)
    let weights = [Scenario.Weight(name: "a", weight: 0), .init(name: "b", weight: 1)]
    #expect(SeededDraw(purpose: "band", identifier: "x", seed: 1).name(from: weights) == "b")
    #expect(SeededDraw(purpose: "band", identifier: "x", seed: 1).name(from: []) == nil)
  }

  @Test(
    "half arcs are those of the tables",
    arguments: [
      (10.0, 0.0, 71.43), (10, 20, 70.19), (10, 40, 65.44), (10, 55, 56.28), (10, 60, 50.44), (10, 70, 21.41),
      (20, 60, 19.22), (40, 40, 18.32),
    ])
  func halfArcs(elevation: Double, latitude: Double, expected: Double) {
    let half = VisibleArc.halfWidthDegrees(latitudeDegrees: latitude, elevationDegrees: elevation)
    #expect(abs((half ?? 0) - expected) < 0.006)
    #expect(VisibleArc.halfWidthDegrees(latitudeDegrees: -latitude, elevationDegrees: elevation) == half)
    #expect(VisibleArc.halfWidthDegrees(latitudeDegrees: 82, elevationDegrees: elevation) == nil)
  }

  @Test("the middle of a visible arc crosses the seam, and there may be none")
  func middles() {
    func middle(_ points: [(Int, Int)]) -> Int? {
      VisibleArc.middleMilliDegrees(
        of: points.map { .init(administration: "A", latitudeMilliDegrees: $0, longitudeMilliDegrees: $1) },
        minimumElevationMilliDegrees: 10_000)
    }
    #expect(middle([(5_000, 179_000), (5_000, -177_000)]) == -179_000)
    #expect(middle([(41_900, 12_450)]) == 12_500)
    #expect(middle([(41_900, -12_450)]) == -12_500)
    #expect(middle([(0, 0), (0, 179_000)]) == nil)
    #expect(middle([(85_000, 0)]) == nil)
    #expect(middle([]) == nil)
  }

  @Test("latecomers ask at the nearest allotment, the visible arc or at home, a day after everyone")
  func latecomers() {
    var scenario = SmallWorld.scenario(bands: [SmallWorld.band("C"), SmallWorld.band("Ku")])
    scenario.latecomers = .init(
      bands: [.init(name: "C", weight: 1)], channels: 2, minimumElevationMilliDegrees: 10_000)
    let last = SmallWorld.day(28 * 24)
    let register = SmallWorld.register(
      [
        SmallWorld.administration("A", longitude: 179_000), SmallWorld.administration("B", longitude: 10_040),
        SmallWorld.administration("D", longitude: -77_060),
      ], [SmallWorld.network("N", "A", 0, received: last)],
      allotments: [
        .init(name: "1", administration: "A", longitudeMilliDegrees: 170_000),
        .init(name: "2", administration: "A", longitudeMilliDegrees: -172_000),
      ], points: [.init(administration: "D", latitudeMilliDegrees: 20_000, longitudeMilliDegrees: -70_000)])
    let docket = Docket(scenario: scenario, register: register)
    #expect(docket.requests.map(\.identifier) == ["N", "NATIONAL-A", "NATIONAL-B", "NATIONAL-D"])
    #expect(docket.requests.map(\.filedLongitude) == [0, -172_000, 10_000, -70_000])
    #expect(docket.requests.map(\.demand) == [1, 2, 2, 2])
    #expect(docket.requests[1].day == max(last.dayNumber, register.snapshot.dayNumber) + 1)
  }

  @Test("places keep to the grid across the seam, the eastern of two equally near ones first")
  func places() {
    let docket = Docket(
      scenario: SmallWorld.scenario(bands: [SmallWorld.band("C"), SmallWorld.band("Ku")]),
      register: SmallWorld.register([], [SmallWorld.network("N", "A", 179_870)]))
    let places = docket.places(of: docket.requests[0])
    #expect(places.map(\.position) == [179_870, 180_000, 179_500])
    #expect(places.map(\.displacement) == [0, 130, -370])
    let onGrid = Docket(
      scenario: SmallWorld.scenario(bands: [SmallWorld.band("C"), SmallWorld.band("Ku")]),
      register: SmallWorld.register([], [SmallWorld.network("N", "A", 180_000)]))
    #expect(onGrid.places(of: onGrid.requests[0]).map(\.position) == [180_000, -179_500, 179_500])
  }

  @Test("measures agree with published numbers")
  func measures() {
    func distribution(_ holdings: [Int], _ entitlements: [Int]? = nil) -> Distribution {
      Distribution(
        zip(holdings, entitlements ?? holdings.map { _ in 1 }).map { .init(holding: $0, entitlement: $1) }, step: 1)
    }
    func isClose(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 1e-9 }
    let row = distribution([1, 2, 3, 4, 5])
    #expect(isClose(row.gini, 4.0 / 15))
    #expect(isClose(row.theil, 0.1196875936))
    #expect(isClose(row.meanLogDeviation, 0.1411139401))
    #expect(isClose(row.squaredVariation / 2, 1.0 / 9))
    #expect(isClose(row.atkinsonHalf, 0.0631533922))
    #expect(isClose(row.hoover, 0.2))
    #expect(isClose(row.held(byHighestTenths: 1) / row.held(byLowestTenths: 4), 5.0 / 6))
    #expect(isClose(row.held(byHighestTenths: 2) / row.held(byLowestTenths: 2), 5))
    let weighted = distribution([10, 1, 20, 5], [4, 3, 2, 1])
    #expect(isClose(weighted.gini, 89.0 / 180))
    #expect(isClose(weighted.theil, 0.4458213338))
    #expect(isClose(weighted.meanLogDeviation, 0.6225404295))
    #expect(isClose(weighted.squaredVariation / 2, 0.4657921811))
    #expect(isClose(weighted.atkinsonHalf, 0.2329657950))
    #expect(isClose(weighted.hoover, 71.0 / 180))
    #expect(isClose(weighted.minimumRatio, 0.0925925926))
    #expect(distribution([1] + Array(repeating: 0, count: 9)).held(byLowestTenths: 4) == 0)
    #expect(distribution([3, 4, 0, 0, 0]).giniFloorForEqualEntitlements.map { isClose($0, 6.0 / 35) } == true)
    #expect(weighted.giniFloorForEqualEntitlements == nil)
    #expect(weighted.attainedGini <= weighted.gini)
    #expect(isClose(distribution([6, 2], [3, 1]).attainedGini, 0))
  }

  @Test("neighbours are found on both sides of the seam")
  func neighbours() {
    let scenario = SmallWorld.scenario(bands: [SmallWorld.band("C"), SmallWorld.band("Ku")])
    let longitudes = [-180_000 + 1, 179_900, -178_500, 0, 179_900]
    let docket = Docket(
      scenario: scenario,
      register: SmallWorld.register(
        [],
        longitudes.enumerated().map {
          SmallWorld.network(
            "N\($0)", "A\($0)", Circle.normalised($1), channels: .init(band: "C", first: 1, count: 1, polarization: nil)
          )
        }))
    let options = docket.requests.indices.map {
      Option(request: $0, position: docket.requests[$0].filedLongitude, firstChannel: 1, polarization: 0)
    }
    let index = GrantIndex(options, docket: docket)
    var pairs: Set<[Int]> = []
    var count = 0
    index.forEachNeighbouringPair(docket: docket) { one, other in
      pairs.insert([one.request, other.request].sorted())
      count += 1
    }
    #expect(pairs == [[0, 1], [0, 2], [0, 4], [1, 2], [1, 4], [2, 4]])
    #expect(count == 6)
    #expect(Set(index.blockers(of: options[0], docket: docket).map(\.request)) == [1, 2, 4])
    #expect(index.isFree(options[3], docket: docket))
    #expect(index.count(in: 0, from: 179_900, width: 2_000) == 4)
    #expect(index.positions(in: 0, from: 179_900, width: 200) == [179_900, 179_900, -179_999])
  }
}
