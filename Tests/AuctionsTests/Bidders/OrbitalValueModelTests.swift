// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Auctions

@Suite struct OrbitalValueModelTests {
  private let today = CalendarDate(year: 2026, month: 1, day: 1)

  private func model(
    lots: [Lot], operators: [OrbitalValueModel.Operator], world: Int = 1, bidders: Int = 1, plain: Bool = true
  ) throws -> OrbitalValueModel {
    var parameters = OrbitalValueModel.Parameters()
    if plain {
      parameters.quality = 1000...1000
      parameters.taste = 1000...1000
    }
    return OrbitalValueModel(
      lots: lots, names: operators.indices.map { "B\($0)" }, operators: operators, today: try #require(today),
      worldSeed: world, bidderSeed: bidders, parameters: parameters)
  }

  private func lot(_ name: String, _ longitude: Int?, _ band: String? = "Ku", by date: String? = nil) -> Lot {
    Lot(name: name, longitudeMilliDegrees: longitude, band: band, bringingIntoUse: date)
  }

  /// Spherical geometry with the radii of the table, in floating point.
  @Test func theCoverageTableFollowsTheFormula() {
    let elevation = 10 * Double.pi / 180
    let centre = acos(6378.137 / 42164.2 * cos(elevation)) - elevation
    for (entry, half) in CoverageTable.halfArcs.enumerated() {
      let latitude = Double(5 * entry) * Double.pi / 180
      let exact = acos(cos(centre) / cos(latitude)) * 180 / Double.pi * 1000
      #expect(Double(half) <= exact && Double(half) > exact - 1)
    }
    #expect(cos(centre) / cos(75 * Double.pi / 180) > 1)
    #expect(CoverageTable.sees(latitude: 0, longitude: 179_000, position: -112_000))
    #expect(!CoverageTable.sees(latitude: 0, longitude: 179_000, position: -109_000))
    #expect(CoverageTable.sees(latitude: -70_000, longitude: 0, position: 21_409))
    #expect(!CoverageTable.sees(latitude: 70_001, longitude: 0, position: 0))
  }

  @Test func factorsAreWhatTheyAreSaidToBe() throws {
    let launch = try #require(CalendarDate(year: 2027, month: 1, day: 1))
    let west = OrbitalValueModel.Operator(
      points: [
        .init(latitudeMilliDegrees: 0, longitudeMilliDegrees: -60_000),
        .init(latitudeMilliDegrees: 0, longitudeMilliDegrees: 60_000),
      ],
      positionsInUse: [-63_000], launch: launch)
    let model = try model(
      lots: [
        lot("near", -61_000, by: "2027-01-01"), lot("far", 100_000, "C/Ku"), lot("late", -61_000, by: "2026-12-31"),
        lot("plain", nil, nil),
      ], operators: [west])
    // Half of the points see 61° W; a satellite is 2° away; a year costs 8 %. 1000 MHz at 20,000.00 each.
    #expect(
      model.factors(of: 0, to: 0)
        == .init(base: 2_000_000_000, quality: 1000, coverage: 500, incumbency: 1250, launch: 920, taste: 1000))
    #expect(model.value(of: [0], to: 0) == 1_150_000_000)
    #expect(model.factors(of: 1, to: 0).base == 3_200_000_000 && model.factors(of: 1, to: 0).coverage == 500)
    #expect(model.factors(of: 2, to: 0).launch == 0 && model.value(of: [2], to: 0) == 0)
    #expect(
      model.factors(of: 3, to: 0)
        == .init(
          base: 1_000_000_000, quality: 1000, coverage: 1000, incumbency: 1000, launch: 920, taste: 1000))
  }

  @Test func oneSatelliteCarriesTwoBandsAtOnePosition() throws {
    let launch = today
    let bidder = OrbitalValueModel.Operator(longitudeMilliDegrees: -60_000, launch: launch)
    let model = try model(lots: [lot("a", -61_000), lot("b", -61_000, "Ka"), lot("c", -70_000)], operators: [bidder])
    #expect(model.value(of: [0, 2], to: 0) == 4_000_000_000)
    #expect(model.value(of: [1, 0], to: 0) == 4_300_000_000)
    let stated = model.statedValues(asAlternatives: true)
    #expect(
      stated.bids.map(\.identifier) == ["B0:a", "B0:b", "B0:c", "B0:a+b"] && stated.exclusions == [[0, 1, 2, 3]])
    #expect(model.statedValues(asAlternatives: false).bids.count == 3)
  }

  @Test func seedsOfWorldAndBiddersDrawDifferentThings() throws {
    let lots = (0..<30).map { lot("L\($0)", -90_000 + 1000 * $0) }
    let operators = (0..<4).map { OrbitalValueModel.Operator(longitudeMilliDegrees: -60_000 + 1000 * $0) }
    let base = try model(lots: lots, operators: operators, plain: false)
    let world = try model(lots: lots, operators: operators, world: 2, plain: false)
    let bidders = try model(lots: lots, operators: operators, bidders: 2, plain: false)
    var qualities: Set<Int> = []
    for bidder in operators.indices {
      for index in lots.indices {
        let factors = base.factors(of: index, to: bidder)
        #expect(factors.quality == base.factors(of: index, to: 0).quality)
        #expect(factors.taste == world.factors(of: index, to: bidder).taste)
        #expect(factors.quality == bidders.factors(of: index, to: bidder).quality)
        #expect((700...1300).contains(factors.quality) && (600...1400).contains(factors.taste))
        qualities.insert(factors.quality)
      }
    }
    #expect(qualities.count > 20)
    #expect(lots.indices.contains { base.factors(of: $0, to: 0).taste != bidders.factors(of: $0, to: 0).taste })
    #expect(lots.indices.contains { base.factors(of: $0, to: 0).quality != world.factors(of: $0, to: 0).quality })
    // Draws depend on names: another lot or bidder changes no other value.
    let fewer = OrbitalValueModel(
      lots: [lots[7]], names: ["B2"], operators: [operators[2]], today: base.today, worldSeed: 1, bidderSeed: 1)
    #expect(fewer.value(of: [0], to: 0) == base.value(of: [7], to: 2))
  }

  /// Worked out by an independent program from the published definitions of FNV-1a and SplitMix64.
  @Test func drawsAreThoseOfAnyMachine() throws {
    let model = try model(
      lots: [lot("61W", -61_000)], operators: [.init(longitudeMilliDegrees: -55_000)], world: 7, bidders: 11,
      plain: false)
    let factors = model.factors(of: 0, to: 0)
    #expect(factors.quality == 869 && factors.taste == 729 && factors.launch == 588)
  }

  @Test func everyFactorIsNamedWithItsAssumption() throws {
    let model = try model(lots: [], operators: [], world: 3, bidders: 4, plain: false)
    let lines = model.assumptions(currency: Currency(code: "BRL", decimals: 2))
    #expect(lines.count == 8)
    #expect(lines[0].contains("Ku 1000 MHz") && lines[1].contains("20000 BRL") && lines[2].contains("seed 3"))
    #expect(lines[3].contains("10°") && lines[4].contains("25 %") && lines[6].contains("seed 4"))
  }
}

@Suite struct RegisterOperatorTests {
  private let small = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Instances/small").standardized.path

  @Test func aRegisterGivesPointsAndPositionsInUse() throws {
    let register = try Register.read(directory: small)
    let day = register.snapshot
    for administration in register.administrations {
      let known = try #require(
        OrbitalValueModel.Operator(administration: administration.symbol, in: register, on: day))
      let own = register.territoryPoints.filter { $0.administration == administration.symbol }
      #expect(known.points.count == max(1, own.count))
      if own.isEmpty {
        #expect(known.points[0].longitudeMilliDegrees == administration.longitudeMilliDegrees)
        #expect(known.points[0].latitudeMilliDegrees == administration.latitudeMilliDegrees)
      }
      for position in known.positionsInUse {
        #expect(
          register.networks.contains {
            $0.administration == administration.symbol && $0.orbit == .geostationary(longitudeMilliDegrees: position)
              && $0.isInUse(on: day)
          })
      }
    }
    #expect(OrbitalValueModel.Operator(administration: "XXX", in: register, on: day) == nil)
    #expect(
      register.administrations.contains { administration in
        let known = OrbitalValueModel.Operator(administration: administration.symbol, in: register, on: day)
        return known?.positionsInUse.isEmpty == false
      })
  }
}
