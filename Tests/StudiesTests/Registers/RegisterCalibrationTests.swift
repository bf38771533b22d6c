// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Studies

/// The calibrated generator against the register of 2023, and what each knob moves.
@Suite struct RegisterCalibrationTests {
  private func figures(_ settings: [String: String] = [:], seed: Int = 1) throws -> RegisterFigures {
    RegisterFigures(of: try register(settings, seed: seed))
  }

  private func register(_ settings: [String: String] = [:], seed: Int = 1) throws -> Register {
    var knobs = RegisterKnobs()
    for (name, value) in settings { try knobs.set(name, to: value) }
    return try RegisterGenerator(knobs: knobs).register(base: RegisterFixtures.real.get(), seed: seed)
  }

  /// Published figures of the list: networks, administrations, concentration.
  @Test func figuresOfTheRealRegister() throws {
    let figures = RegisterFigures(of: try RegisterFixtures.real.get())
    #expect(figures.networks == 2_761 && figures.administrations == 60)
    #expect(figures.giniThousandths == 718 && figures.longitudes == 685)
    #expect(figures.fiveLargestThousandths == 520 && figures.tenLargestThousandths == 718)
    #expect(figures.receiptQuartiles.map(\.iso8601) == ["2000-04-17", "2014-12-04", "2019-03-11"])
    #expect(figures.sectorThousandths == [22, 44, 64, 62, 66, 86, 114, 126, 123, 115, 103, 75])
  }

  /// The bands of the article SyntheticRegisters, for every one of several seeds.
  @Test(arguments: [1, 2, 3, 4, 5])
  func oneRegisterIsLikeTheRealOne(seed: Int) throws {
    let real = RegisterFigures(of: try RegisterFixtures.real.get())
    let register = try register(seed: seed)
    let made = RegisterFigures(of: register)
    #expect(register.networks.count == 3_442)
    #expect(abs(made.networks - real.networks) <= 1)
    #expect(made.administrations >= 58 && made.administrations <= 60)
    #expect(abs(made.giniThousandths - real.giniThousandths) <= 15)
    #expect(abs(made.fiveLargestThousandths - real.fiveLargestThousandths) <= 20)
    #expect(abs(made.tenLargestThousandths - real.tenLargestThousandths) <= 20)
    #expect(abs(made.longitudes - real.longitudes) <= 60)
    #expect(abs(made.inUseThousandths - real.inUseThousandths) <= 30)
    #expect(abs(made.wholeDegreesThousandths - real.wholeDegreesThousandths) <= 60)
    for (one, other) in zip(made.sectorThousandths, real.sectorThousandths) { #expect(abs(one - other) <= 60) }
    for (index, days) in [600, 750, 250].enumerated() {
      #expect(abs(made.receiptQuartiles[index].dayNumber - real.receiptQuartiles[index].dayNumber) <= days)
    }
  }

  /// What the ranks of administrations scatter is close on average.
  @Test func onAverageRegistersAreCloser() throws {
    let real = RegisterFigures(of: try RegisterFixtures.real.get())
    let made = try (1...12).map { try figures(seed: $0) }
    func mean(_ part: (RegisterFigures) -> Int) -> Int { made.reduce(0) { $0 + part($1) } / made.count }
    for sector in 0..<12 {
      #expect(abs(mean { $0.sectorThousandths[sector] } - real.sectorThousandths[sector]) <= 12, "sector \(sector)")
    }
    #expect(abs(mean(\.wealthCorrelationThousandths) - real.wealthCorrelationThousandths) <= 50)
    #expect(abs(mean(\.earlyCorrelationThousandths) - real.earlyCorrelationThousandths) <= 50)
    #expect(abs(mean(\.inUseThousandths) - real.inUseThousandths) <= 10)
    #expect(abs(mean(\.onBehalfThousandths) - real.onBehalfThousandths) <= 10)
  }

  @Test func knobsMoveWhatTheySay() throws {
    func rises(
      _ knob: String, _ values: [String], _ settings: [String: String] = [:], _ part: (RegisterFigures) -> Int
    ) throws {
      let parts = try values.map {
        try part(figures(["networks": "1000"].merging(settings) { $1 }.merging([knob: $0]) { $1 }, seed: 7))
      }
      for (one, next) in zip(parts, parts.dropFirst()) { #expect(one < next, "\(knob): \(parts)") }
    }
    try rises("networks", ["100", "500", "2000"]) { $0.networks }
    try rises("administrations", ["5", "40", "120"]) { $0.administrations }
    try rises("concentration", ["0", "0.2", "0.5", "0.718", "0.9"]) { $0.giniThousandths }
    try rises("wealth", ["0", "0.5", "1"]) { $0.wealthCorrelationThousandths }
    try rises("early", ["0", "0.3", "1"]) { -$0.earlyCorrelationThousandths }
    try rises("planned", ["0", "0.5", "0.9"]) { -$0.networks }
    try rises("organisations", ["0", "0.02", "0.05"]) { $0.onBehalfThousandths }
    try rises("busy", ["0", "1"], ["home": "0"]) { $0.sectorThousandths[8] }
    try rises("repeats", ["0", "0.3", "0.9"]) { -$0.longitudes }
    try rises("whole-degrees", ["0.1", "0.4", "0.7"]) { $0.wholeDegreesThousandths }
    try rises("recent", ["0.1", "0.5", "0.9"]) { $0.receiptQuartiles[1].dayNumber }
    try rises("growth", ["-0.05", "0.03", "0.2"]) { $0.receiptQuartiles[0].dayNumber }
    try rises("recent-growth", ["-0.3", "0", "0.3"]) { $0.receiptQuartiles[2].dayNumber }
    try rises("span", ["10", "30", "60"]) { -$0.receiptQuartiles[0].dayNumber }
    try rises("in-use-old", ["0.1", "0.5", "1"]) { $0.inUseThousandths }
    try rises("in-use-recent", ["0", "0.5", "1"]) { $0.inUseThousandths }
  }

  /// Nearness to the own territory, dates that are missing, allotments, planned networks in use, and bands.
  @Test func otherKnobsMoveWhatTheySay() throws {
    func far(_ settings: [String: String]) throws -> Int {
      let register = try register(settings)
      let home = Dictionary(
        uniqueKeysWithValues: register.administrations.map { ($0.symbol, $0.longitudeMilliDegrees) })
      return register.networks.count { network in
        guard case .geostationary(let longitude) = network.orbit, let own = home[network.administration] else {
          return false
        }
        let apart = abs(longitude - own) % 360_000
        return min(apart, 360_000 - apart) > 30_000
      }
    }
    #expect(try far(["home": "1", "reach": "30", "planned": "0"]) == 0)
    #expect(try far(["home": "1", "reach": "60"]) < far(["home": "1", "reach": "120"]))
    #expect(try far(["home": "0.9"]) < far(["home": "0.1"]))
    let undated = try register(["undated": "0.5", "planned": "0"]).networks.count { $0.firstReceived == nil }
    #expect((1_600...1_850).contains(undated))
    #expect(try register(["allotments": "0.1"]).networks.count(where: \.isNationalAllotment) == 68)
    #expect(try register(["allotments": "1"]).networks.count(where: \.isNationalAllotment) == 189)
    func plannedInUse(_ share: String) throws -> Int {
      try register(["in-use-planned": share, "in-use-recent": "0"]).networks
        .count { $0.procedure == .planned && $0.broughtIntoUse != nil }
    }
    #expect(try plannedInUse("0") == 0 && plannedInUse("0.3") < plannedInUse("0.9"))
    let banded = try register(["bands": "{Ku: 3, Ka: 1}", "band-channels": "4", "planned": "0"]).networks
    let shares = Dictionary(grouping: banded.compactMap(\.channels), by: \.band).mapValues(\.count)
    #expect(shares.count == 2 && (2_450...2_710).contains(shares["Ku"] ?? 0))
    #expect(Set(banded.compactMap(\.channels?.first)) == [1, 2, 3, 4])
  }

  /// Same seed, same register; every network dated, in use and suspended as registers may be.
  @Test func registersAreValidAndTheSameForASeed() throws {
    for (seed, settings) in [
      (3, [:]), (4, ["networks": "40"]), (5, ["networks": "1"]), (6, ["planned": "1", "networks": "9"]),
    ] {
      let register = try register(settings, seed: seed)
      let (isSame, isOther) = try (
        register == self.register(settings, seed: seed),
        register.networks != self.register(settings, seed: seed + 1).networks
      )
      #expect(isSame && isOther)
      #expect(Set(register.networks.map(\.identifier)).count == register.networks.count)
      for network in register.networks {
        if let received = network.firstReceived { #expect(received <= register.snapshot) }
        if let use = network.broughtIntoUse {
          #expect(use <= register.snapshot && network.maturity == .notified)
          if let received = network.firstReceived { #expect(use >= received) }
        }
      }
    }
  }

  /// The register of a seed is part of what studies have published: whoever changes it changes their results, and raises the
  /// edition of results. The digest is the same on every machine.
  @Test func theRegisterOfASeedStaysWhatItIs() throws {
    let rows = try register(["networks": "300", "bands": "C: 1, Ku: 2"], seed: 20).networks.map { network in
      "\(network.identifier) \(network.administration) \(network.organisation ?? "") \(longitude(network)) \(network.procedure.rawValue) "
        + "\(history(network)) \(network.channels.map { "\($0.band) \($0.first)" } ?? "")"
    }
    #expect(RunIdentity(key: rows.joined(separator: "\n").utf8).description == "56fb61f30a9fb5cf0b4b838b346cedcc")
  }

  private func longitude(_ network: Network) -> Int {
    if case .geostationary(let longitude) = network.orbit { return longitude }
    return 0
  }

  private func history(_ network: Network) -> String {
    "\(network.firstReceived?.iso8601 ?? "") \(network.broughtIntoUse?.iso8601 ?? "") \(network.maturity.rawValue)"
  }

  /// Turning one knob leaves what the others draw as it was.
  @Test func drawsAreCommon() throws {
    let (one, other) = try (register(["in-use-old": "0.9"]), register(["in-use-old": "0.2"]))
    for (left, right) in zip(one.networks, other.networks) {
      #expect(left.administration == right.administration && left.orbit == right.orbit)
      #expect(left.firstReceived == right.firstReceived)
      #expect(left.broughtIntoUse != nil || right.broughtIntoUse == nil)
    }
  }
}
