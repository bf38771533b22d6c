// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Coordination
@testable import Scenarios

/// What a scenario makes of a register: requests, places, draws.
@Suite struct RequestTests {
  // MARK: - Places

  private func places(_ filed: Int, grid: Int, flexibility: Int) throws -> [Place] {
    let problem = try CoordinationProblem(
      scenario: Small.scenario([Small.band(flexibility: flexibility)], grid: grid),
      register: Small.register([Small.network("N", "A", filed)]))
    return problem.places[0]
  }

  @Test func placesNearestFirstAndEastBeforeWest() throws {
    #expect(
      try places(10_000, grid: 500, flexibility: 1_000).map(\.longitudeMilliDegrees) == [
        10_000, 10_500, 9_500, 11_000, 9_000,
      ])
    // Off the grid: the filed longitude itself, then the multiples on both sides.
    #expect(
      try places(10_100, grid: 500, flexibility: 900).map(\.displacementMilliDegrees) == [0, -100, 400, -600, 900])
    #expect(try places(10_100, grid: 500, flexibility: 899).map(\.displacementMilliDegrees) == [0, -100, 400, -600])
    #expect(try places(-250, grid: 500, flexibility: 250).map(\.longitudeMilliDegrees) == [-250, 0, -500])
    #expect(try places(-100, grid: 1_000, flexibility: 500).map(\.longitudeMilliDegrees) == [-100, 0])
  }

  @Test func placesAcrossTheSeam() throws {
    let west = try places(-179_800, grid: 500, flexibility: 1_000)
    #expect(west.map(\.longitudeMilliDegrees) == [-179_800, 180_000, -179_500, 179_500, -179_000])
    #expect(west.map(\.displacementMilliDegrees) == [0, -200, 300, -700, 800])
    let seam = try places(180_000, grid: 1_000, flexibility: 1_000)
    #expect(seam.map(\.longitudeMilliDegrees) == [180_000, -179_000, 179_000])
    #expect(seam.map(\.displacementMilliDegrees) == [0, 1_000, -1_000])
  }

  @Test func placesAtTheLimitsOfGridAndFlexibility() throws {
    #expect(try places(5_000, grid: 500, flexibility: 0).count == 1)
    #expect(try places(5_000, grid: 360_000, flexibility: 90_000).map(\.longitudeMilliDegrees) == [5_000, 0])
    #expect(try places(1, grid: 1, flexibility: 2).map(\.longitudeMilliDegrees) == [1, 2, 0, 3, -1])
    #expect(
      try places(0, grid: 72_000, flexibility: 90_000).map(\.longitudeMilliDegrees) == [0, 72_000, -72_000])
  }

  @Test func placesAgreeWithAWalkAroundTheCircle() throws {
    for seed in 0..<150 {
      var lots = Lots(seed)
      let filed = Circle.normalised(lots.below(360_000))
      let grid = lots.one(of: [250, 500, 720, 1_000, 2_500, 45_000, 72_000])
      let flexibility = lots.one(of: [0, 300, 1_000, 3_000, 90_000])
      let found = try places(filed, grid: grid, flexibility: flexibility)
      var expected: Set<Int> = [filed]
      for step in 0..<(360_000 / grid) {
        let difference = abs(step * grid - (filed + 360_000) % 360_000)
        if min(difference, 360_000 - difference) <= flexibility { expected.insert(Circle.normalised(step * grid)) }
      }
      #expect(Set(found.map(\.longitudeMilliDegrees)) == expected, "seed \(seed)")
      #expect(found.count == expected.count)
      for (left, right) in zip(found, found.dropFirst()) {
        let (near, far) = (left.displacementMilliDegrees, right.displacementMilliDegrees)
        #expect(abs(near) < abs(far) || (near == -far && near > 0), "seed \(seed)")
      }
      for place in found {
        #expect(Circle.normalised(filed + place.displacementMilliDegrees) == place.longitudeMilliDegrees)
      }
    }
  }

  // MARK: - Draws

  /// FNV-1a and one step of SplitMix64, from their descriptions, with 128-bit arithmetic.
  private func draw(_ purpose: String, _ name: String, _ seed: UInt64) -> UInt64 {
    let turn = UInt128(1) << 64
    var hash: UInt128 = 14_695_981_039_346_656_037
    for byte in "\(purpose):\(name)".utf8 { hash = ((hash ^ UInt128(byte)) * 1_099_511_628_211) % turn }
    var mixed = ((hash ^ UInt128(seed)) + 11_400_714_819_323_198_485) % turn
    mixed = ((mixed ^ (mixed >> 30)) * 13_787_848_793_156_543_929) % turn
    mixed = ((mixed ^ (mixed >> 27)) * 10_723_151_780_598_845_931) % turn
    return UInt64((mixed ^ (mixed >> 31)) % turn)
  }

  @Test func drawsAgreeWithASecondImplementation() {
    for seed in [0, 1, 2023, Int.max] {
      let source = SeededDraw(seed: seed)
      for name in ["", "N", "INTELSAT7 359E", "NATIONAL-KAZ", "É", "A:B"] {
        #expect(source.number(.band, name) == draw("band", name, UInt64(seed)))
        #expect(source.number(.channels, name) == draw("channels", name, UInt64(seed)))
        #expect(source.lot(name) == Int(draw("lot", name, UInt64(seed)) % 1_024))
      }
    }
  }

  @Test(.enabled(if: Small.python != nil)) func drawsAgreeWithPython() throws {
    let program = """
      import sys
      M = 2**64 - 1
      def number(purpose, name, seed):
          h = 0xcbf29ce484222325
          for byte in (purpose + ":" + name).encode(): h = ((h ^ byte) * 0x100000001b3) & M
          z = ((h ^ seed) + 0x9E3779B97F4A7C15) & M
          z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
          z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M
          return z ^ (z >> 31)
      for i in range(200): print(number("band", "NETWORK %d" % i, 2023 + i), number("lot", "Ω%d" % i, i) % 1024)
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Small.python))
    process.arguments = ["-c", program]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = output.split(separator: "\n")
    #expect(lines.count == 200)
    for (index, line) in lines.enumerated() {
      let band = SeededDraw(seed: 2023 + index).number(.band, "NETWORK \(index)")
      #expect(line == "\(band) \(SeededDraw(seed: index).lot("Ω\(index)"))")
    }
  }

  @Test func weightsInTheOrderWritten() {
    let source = SeededDraw(seed: 5)
    let weights: [Scenario.Weight] = [
      .init(name: "a", weight: 0), .init(name: "b", weight: 3), .init(name: "c", weight: 1),
      .init(name: "d", weight: 0),
    ]
    var counts: [String: Int] = [:]
    for index in 0..<4_000 {
      let name = "N\(index)"
      let entry = source.entry(.band, name, of: weights)
      #expect(entry == (draw("band", name, 5) % 4 < 3 ? "b" : "c"))
      counts[entry ?? "", default: 0] += 1
    }
    #expect(counts.keys.sorted() == ["b", "c"])
    #expect((2_850...3_150).contains(counts["b"] ?? 0))
    #expect(source.entry(.band, "N", of: []) == nil)
    #expect(source.entry(.band, "N", of: [.init(name: "a", weight: 0)]) == nil)
  }

  // MARK: - Requests

  @Test func requestsOfARegister() throws {
    let bands = [
      Small.band("C", channels: 4, polarizations: ["left", "right"], bandwidth: 10),
      Small.band("Ku", channels: 3, bandwidth: 7),
    ]
    var shells = Small.network("ZZ-LEO", "A", 0)
    shells.orbit = .nonGeostationary(
      shells: [.init(altitudeMetres: 500_000, inclinationMilliDegrees: 53_000, planes: 1, satellitesPerPlane: 1)])
    let networks = [
      Small.network("N2", "B", 20_000, organisation: "ORG", received: "2011-05-06"),
      Small.network(
        "N1", "A", -10_000, channels: .init(band: "Ku", first: 2, count: 2, polarization: nil), inUse: "2010-01-01"),
      Small.network("N3", "B", 5_000, channels: .init(band: "C", first: 3, count: 1, polarization: "right")), shells,
      Small.network("N4", "B", 5_000, procedure: .planned, inUse: "2024-01-01"),
    ]
    let problem = try CoordinationProblem(
      scenario: Small.scenario(
        bands, demands: [.init(name: "1", weight: 1), .init(name: "2", weight: 1)], holding: .megahertz,
        attribution: .organisationsApart),
      register: Small.register(networks))
    #expect(problem.requests.map(\.identifier) == ["N1", "N2", "N3", "N4"])
    #expect(problem.requests.allSatisfy { $0.kind == .filed })
    #expect(problem.administrations == ["A", "B"])
    #expect(problem.notifying == [0, 1, 1, 1])
    #expect(problem.holders == [0, nil, 1, 1])
    #expect(problem.requests.map(\.isInUseToday) == [true, false, false, false])
    let (first, second, third, fourth) = (
      problem.requests[0], problem.requests[1], problem.requests[2], problem.requests[3]
    )
    #expect(first.band == 1 && first.channels == 2 && first.fixedFirstChannel == 2 && first.fixedPolarization == nil)
    #expect(first.holding == 14 && first.longitudeMilliDegrees == -10_000 && first.received == nil)
    #expect(third.band == 0 && third.fixedFirstChannel == 3 && third.fixedPolarization == 1 && third.holding == 10)
    #expect(second.band == Int(draw("band", "N2", 7) % 2))
    #expect(second.channels == 1 + Int(draw("channels", "N2", 7) % 2))
    #expect(second.received == CalendarDate(iso8601: "2011-05-06"))
    // The planned weights know band C alone.
    #expect(fourth.band == 0)
    let options = problem.options(of: 0, at: problem.places[0][0])
    #expect(options.map(\.firstChannel) == [2])
    let free = problem.options(of: 3, at: problem.places[3][0])
    #expect(
      free.map { [$0.firstChannel, $0.polarization] }
        == (1...(5 - fourth.channels)).flatMap { first in [0, 1].map { [first, $0] } })
    #expect(problem.options(of: 2, at: problem.places[2][0]).map { [$0.firstChannel, $0.polarization] } == [[3, 1]])
    #expect(problem.precedence() == [0, 2, 3, 1])
    #expect(problem.interchangeableBlocks(band: 0) == nil)
    #expect(problem.interchangeableBlocks(band: 1) == nil)
  }

  @Test func blocksWhereChannelsAreInterchangeable() throws {
    func blocks(_ band: Scenario.Band, demand: String, _ agreements: [Scenario.CoordinationAgreement] = []) throws
      -> Int?
    {
      try CoordinationProblem(
        scenario: Small.scenario([band], agreements: agreements, demands: [.init(name: demand, weight: 1)]),
        register: Small.register([Small.network("N1", "A", 0), Small.network("N2", "B", 0)])
      ).interchangeableBlocks(band: 0)
    }
    #expect(try blocks(Small.band(channels: 5), demand: "2") == 2)
    #expect(try blocks(Small.band(channels: 2), demand: "3") == 0)
    #expect(try blocks(Small.band(polarizations: ["left", "right"]), demand: "1") == nil)
    let agreement = Scenario.CoordinationAgreement(
      administrations: ["A", "B"], bands: nil, separationMilliDegrees: 2_000)
    #expect(try blocks(Small.band(), demand: "1", [agreement]) == nil)
  }

  @Test func aDemandThatTheBandCannotCarryHasNoOptions() throws {
    let problem = try CoordinationProblem(
      scenario: Small.scenario([Small.band(channels: 2)], demands: [.init(name: "3", weight: 1)]),
      register: Small.register([Small.network("N1", "A", 0)]))
    #expect(!problem.isAdmissible(0))
    #expect(problem.options(of: 0, at: problem.places[0][0]).isEmpty)
  }

  // MARK: - Latecomers

  @Test func latecomersComeLastAtTheirAllotments() throws {
    let administrations = [
      Small.administration("A", longitude: 10_000), Small.administration("B", longitude: -175_000),
      Small.administration("C", longitude: 20_049), Small.administration("D", longitude: 30_000),
      Small.administration("E", longitude: 40_000, isMemberState: false),
    ]
    let allotments: [Register.Allotment] = [
      .init(name: "A1", administration: "A", longitudeMilliDegrees: 5_000),
      .init(name: "A2", administration: "A", longitudeMilliDegrees: 15_000),
      .init(name: "A3", administration: "A", longitudeMilliDegrees: -170_000),
      .init(name: "B1", administration: "B", longitudeMilliDegrees: -160_000),
      .init(name: "B2", administration: "B", longitudeMilliDegrees: 175_000),
    ]
    let points: [Register.TerritoryPoint] = [
      .init(administration: "D", latitudeMilliDegrees: 0, longitudeMilliDegrees: 100_000),
      .init(administration: "D", latitudeMilliDegrees: 0, longitudeMilliDegrees: 110_000),
    ]
    let scenario = Small.scenario(
      [Small.band(channels: 3)],
      latecomers: .init(bands: [.init(name: "C", weight: 1)], channels: 2, minimumElevationMilliDegrees: 10_000))
    func problem(snapshot: String) throws -> CoordinationProblem {
      try CoordinationProblem(
        scenario: scenario,
        register: Small.register(
          [Small.network("N1", "A", 0, received: "2023-12-31")], administrations: administrations,
          allotments: allotments, points: points, snapshot: snapshot))
    }
    let national = try problem(snapshot: "2023-09-07").requests.filter { $0.kind == .national }
    #expect(national.map(\.identifier) == ["NATIONAL-A", "NATIONAL-B", "NATIONAL-C", "NATIONAL-D"])
    #expect(national.allSatisfy { $0.channels == 2 && $0.holding == 2 && $0.organisation == nil && !$0.isInUseToday })
    // A: two allotments equally near, the eastern one; B: across the seam, 10° against 15°; C: its own, rounded to 0.1°;
    // D: the middle of what two points on the equator see.
    #expect(national.map(\.longitudeMilliDegrees) == [15_000, 175_000, 20_000, 105_000])
    // The day after the later of the last filing and the snapshot.
    #expect(national.allSatisfy { $0.received == CalendarDate(iso8601: "2024-01-01") })
    let later = try problem(snapshot: "2024-02-28").requests.filter { $0.kind == .national }
    #expect(later.allSatisfy { $0.received == CalendarDate(iso8601: "2024-02-29") })
    let whole = try problem(snapshot: "2023-09-07")
    #expect(whole.precedence().first.map { whole.requests[$0].identifier } == "N1")
  }

  @Test func aTerritoryThatNoPositionSeesKeepsItsOwnLongitude() throws {
    let points: [Register.TerritoryPoint] = [
      .init(administration: "A", latitudeMilliDegrees: 0, longitudeMilliDegrees: 0),
      .init(administration: "A", latitudeMilliDegrees: 0, longitudeMilliDegrees: 179_000),
    ]
    let problem = try CoordinationProblem(
      scenario: Small.scenario(
        [Small.band()],
        latecomers: .init(bands: [.init(name: "C", weight: 1)], channels: 1, minimumElevationMilliDegrees: 10_000)),
      register: Small.register([], administrations: [Small.administration("A", longitude: -179_960)], points: points))
    #expect(problem.requests.map(\.longitudeMilliDegrees) == [180_000])
  }

  // MARK: - Faults

  private func faults(_ scenario: Scenario, _ register: Register) -> String {
    do {
      _ = try CoordinationProblem(scenario: scenario, register: register)
      return "none"
    } catch {
      return "\(error)"
    }
  }

  @Test func faultsOfAScenarioAgainstItsRegister() {
    let network = Small.network("N1", "FRA", 0)
    let register = Small.register([network])
    func agreement(_ parties: [String], _ separation: Int) -> Scenario {
      Small.scenario(
        [Small.band(separation: 1_500)],
        agreements: [.init(administrations: parties, bands: nil, separationMilliDegrees: separation)])
    }
    #expect(
      faults(agreement(["FRA", "FRB"], 500), register)
        == "small.yaml: coordination_agreements: administration `FRB` is not in the register; did you mean `FRA`?")
    #expect(
      faults(agreement(["FRA", "USA"], 500), register)
        == "small.yaml: coordination_agreements: administration `USA` is not in the register; "
        + "write the symbol of an administration in administrations.csv")
    let two = Small.register([network, Small.network("N2", "USA", 0)])
    #expect(
      faults(agreement(["FRA", "USA"], 1_501), two)
        == "small.yaml: coordination_agreements: an agreement asks for more than the 1.5° of band C; "
        + "write a separation of at most that; agreements lift or reduce what is required")
    #expect(faults(agreement(["FRA", "USA"], 1_500), two) == "none")
    func channels(_ band: String, _ first: Int, _ count: Int, _ polarization: String? = nil) -> String {
      let fixed = Small.network(
        "N1", "FRA", 0, channels: .init(band: band, first: first, count: count, polarization: polarization))
      return faults(Small.scenario([Small.band(channels: 2)]), Small.register([fixed]))
    }
    #expect(
      channels("Ka", 1, 1)
        == "small.yaml: bands: network `N1` uses band `Ka`, which the scenario doesn't have; add the band to `bands`")
    #expect(
      channels("C", 2, 2)
        == "small.yaml: bands: network `N1` uses channels 2 to 3, and band `C` has 2; "
        + "give the band as many channels as the register uses")
    #expect(
      channels("C", 1, 1, "left")
        == "small.yaml: bands: network `N1` uses polarization `left`, which band `C` lacks; add it to `polarizations`")
    #expect(channels("C", 2, 1, "dual") == "none")
    #expect(
      faults(Small.scenario([Small.band()]), Small.register([], administrations: [Small.administration("A")]))
        == "small.yaml: register: has no geostationary network; name a register with at least one, or add `latecomers`")
    let latecomers = Scenario.Latecomers(
      bands: [.init(name: "C", weight: 1)], channels: 1, minimumElevationMilliDegrees: 10_000)
    #expect(
      faults(
        Small.scenario([Small.band()], latecomers: latecomers), Small.register([Small.network("NATIONAL-A", "A", 0)]))
        == "small.yaml: latecomers: two requests are called `NATIONAL-A`; rename the network in the register")
  }
}
