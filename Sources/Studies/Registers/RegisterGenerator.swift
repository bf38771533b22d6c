// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import SeededNumbers

/// Makes up registers like a real one: who files, how much, where, when, and what is in use.
///
/// A register is a function of a base, the knobs and the seed, in whole numbers only: the same everywhere. The base lends its
/// administrations with their attributes and territories, its organisations with their members, its allotments and its
/// snapshot; its own networks only tell which administrations file for which organisation. What each network is drawn depends
/// on the seed, a purpose and the network's number, so that turning one knob leaves the draws of the others as they were.
///
/// How the knobs act, and what the standard values reproduce, is told in <doc:SyntheticRegisters>.
public struct RegisterGenerator: Sendable {
  /// Days of the seven years in which a filing must be brought into use (No. 11.44).
  static let daysToBringIntoUse = 7 * 365
  /// Weights of the twelve sectors of 30°, from 180° west eastward, of longitudes that aren't near the own territory.
  ///
  /// They are what makes the networks outside the plans fall on the sectors as in the register of 2023, on average over seeds.
  static let sectorWeights = [20, 55, 61, 48, 48, 49, 72, 129, 142, 125, 131, 120]

  /// The knobs.
  public var knobs: RegisterKnobs

  /// Makes a generator.
  public init(knobs: RegisterKnobs = RegisterKnobs()) { self.knobs = knobs }

  /// The register of a seed.
  ///
  /// Time: networks × log networks.
  ///
  /// - Parameters:
  ///   - base: lends all but the networks.
  ///   - seed: any number.
  /// - Throws: the knob that the base, or another knob, leaves no room for.
  public func register(base: Register, seed: Int) throws(RegisterKnobs.Problem) -> Register {
    try knobs.check()
    let allotments = nationalAllotments(of: base, seed: seed)
    let ordinary = knobs[.networks] - allotments.count
    let filers = try filers(of: base, networks: ordinary, seed: seed)
    let law = RankSizeLaw(ranks: filers.count, giniThousandths: knobs[.concentration])
    let counts = law.counts(networks: ordinary)
    var slots = filers.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
    var draws = SplitMix64(seed: seed, purpose: "register:slots")
    draws.shuffle(&slots)

    let longitudes = longitudes(slots: slots, filers: filers, seed: seed)
    var networks = slots.indices.map { number in
      Self.network(number + 1, of: filers[slots[number]], longitude: longitudes[number])
    }
    let planned = (knobs[.networks] * knobs[.planned] + 500) / 1_000 - allotments.count
    draws = SplitMix64(seed: seed, purpose: "register:planned")
    for index in draws.sample(min(max(0, planned), ordinary), below: ordinary) {
      networks[index].procedure = .planned
      networks[index].maturity = .planSubmission
    }
    giveOrganisations(to: &networks, base: base, seed: seed)
    giveDates(to: &networks, ranks: slots, counts: counts, snapshot: base.snapshot, seed: seed)
    giveUse(to: &networks, snapshot: base.snapshot, seed: seed)
    giveBands(to: &networks, seed: seed)
    return register(of: networks + allotments, base: base, seed: seed)
  }

  private func register(of networks: [Network], base: Register, seed: Int) -> Register {
    Register(
      name: "synthetic", title: "A synthetic register of \(networks.count) networks, seed \(seed)",
      snapshot: base.snapshot,
      sources: base.sources + [
        "Networks: made up by the register generator of OrbitShare with the seed \(seed), on the administrations, organisations "
          + "and allotments of \(base.name); none was filed."
      ],
      administrations: base.administrations, organisations: base.organisations, networks: networks,
      allotments: base.allotments, territoryPoints: base.territoryPoints, licences: base.licences,
      memberships: base.memberships)
  }

  private static func network(_ number: Int, of administration: Administration, longitude: Int) -> Network {
    let digits = String(number)
    let name = "SYN-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return Network(
      identifier: name, name: name, administration: administration.symbol, organisation: nil,
      orbit: .geostationary(longitudeMilliDegrees: longitude), procedure: .nonPlanned, isNationalAllotment: false,
      maturity: .coordinationRequest, firstReceived: nil, notificationReceived: nil, broughtIntoUse: nil,
      suspensions: [], previousNames: [], channels: nil)
  }

  /// Allotments of the base, by lot as many as the knobs say: entries of the plan, without a date and not in use.
  private func nationalAllotments(of base: Register, seed: Int) -> [Network] {
    let planned = (knobs[.networks] * knobs[.planned] + 500) / 1_000
    let wanted = (planned * knobs[.allotments] + 500) / 1_000
    var draws = SplitMix64(seed: seed, purpose: "register:allotments")
    return draws.sample(min(wanted, base.allotments.count), below: base.allotments.count).map { index in
      let allotment = base.allotments[index]
      return Network(
        identifier: allotment.name, name: allotment.name, administration: allotment.administration, organisation: nil,
        orbit: .geostationary(longitudeMilliDegrees: Circle.normalised(allotment.longitudeMilliDegrees)),
        procedure: .planned, isNationalAllotment: true, maturity: .planOrList, firstReceived: nil,
        notificationReceived: nil, broughtIntoUse: nil, suspensions: [], previousNames: [], channels: nil)
    }
  }
}
