// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Scenarios

/// What is read from files that are right.
@Suite struct ReadingTests {
  static let full = """
    orbitshare: scenario/1
    name: full
    title: A title
    question: Who?
    register: data/register
    table_edition: WRC-12
    grid_degrees: 0.25
    holding: megahertz
    attribution: organisations-apart
    bands:
      - id: Ku
        channels: 3
        channel_bandwidth_kilohertz: 250000
        polarizations: [horizontal, vertical]
        required_separation_degrees: 1.505
        flexibility_degrees: 0
      - id: AP30B-4
        channels: 6
        channel_bandwidth_kilohertz: 50000
        required_separation_degrees: 90
        flexibility_degrees: 2.50
    band_assignment:
      seed: 7
      non_planned: {AP30B-4: 0, Ku: 3}
      planned: {Ku: 1}
      channels: {2: 5, 1: 3}
    latecomers:
      bands: {Ku: 1}
    coordination_agreements:
      - between: [HOL, F]
        separation_degrees: 0
      - between: [F, D]
        bands: [Ku]
        separation_degrees: 0.125
    population: member-states
    entitlements: [population, equal, population]
    tie_break_seed: 0
    policies: [first-come, ../own.yaml]
    """

  @Test func everyKeyOfAScenario() throws {
    let scenario = try Places.withFile(Self.full) { path in
      let scenario = try Scenario.read(path: path)
      let directory = (path as NSString).deletingLastPathComponent
      #expect(scenario.registerPath == directory + "/data/register")
      #expect(scenario.path == path)
      return scenario
    }
    #expect(scenario.name == "full")
    #expect(scenario.title == "A title")
    #expect(scenario.question == "Who?")
    #expect(scenario.tableEdition == "WRC-12")
    #expect(scenario.gridMilliDegrees == 250)
    #expect(scenario.holdingUnit == .megahertz)
    #expect(scenario.attribution == .organisationsApart)
    #expect(
      scenario.bands == [
        Scenario.Band(
          identifier: "Ku", channels: 3, channelBandwidthKilohertz: 250_000,
          polarizations: ["horizontal", "vertical"], requiredSeparationMilliDegrees: 1_505, flexibilityMilliDegrees: 0),
        Scenario.Band(
          identifier: "AP30B-4", channels: 6, channelBandwidthKilohertz: 50_000, polarizations: ["dual"],
          requiredSeparationMilliDegrees: 90_000, flexibilityMilliDegrees: 2_500),
      ])
    #expect(scenario.band("Ku")?.channels == 3)
    #expect(scenario.band("C") == nil)
    #expect(scenario.bandAssignment.seed == 7)
    #expect(scenario.bandAssignment.nonPlanned == [.init(name: "AP30B-4", weight: 0), .init(name: "Ku", weight: 3)])
    #expect(scenario.bandAssignment.planned == [.init(name: "Ku", weight: 1)])
    #expect(scenario.bandAssignment.channels == [.init(name: "2", weight: 5), .init(name: "1", weight: 3)])
    #expect(
      scenario.latecomers
        == Scenario.Latecomers(
          bands: [.init(name: "Ku", weight: 1)], channels: 1, minimumElevationMilliDegrees: 10_000))
    #expect(
      scenario.agreements == [
        .init(administrations: ["HOL", "F"], bands: nil, separationMilliDegrees: 0),
        .init(administrations: ["F", "D"], bands: ["Ku"], separationMilliDegrees: 125),
      ])
    #expect(scenario.entitlements == [.population, .equal])
    #expect(scenario.tieBreakSeed == 0)
    #expect(scenario.policies == ["first-come", "../own.yaml"])
  }

  @Test func whatMayBeLeftOut() throws {
    let text = """
      orbitshare: scenario/1
      name: least
      register: .
      table_edition: WRC-23
      grid_degrees: 1
      bands:
        - {id: C, channels: 1, channel_bandwidth_kilohertz: 1, required_separation_degrees: 2, flexibility_degrees: 1}
      band_assignment: {seed: 0, non_planned: {C: 1}, planned: {C: 1}}
      """
    let scenario = try Places.withFile(text) { try Scenario.read(path: $0) }
    #expect(scenario.title == "least")
    #expect(scenario.question == "")
    #expect(scenario.holdingUnit == .channels)
    #expect(scenario.attribution == .notifyingAdministration)
    #expect(scenario.bands.first?.polarizations == ["dual"])
    #expect(scenario.bandAssignment.channels == [.init(name: "1", weight: 1)])
    #expect(scenario.latecomers == nil)
    #expect(scenario.agreements.isEmpty)
    #expect(scenario.entitlements == [.equal])
    #expect(scenario.tieBreakSeed == 1)
    #expect(scenario.policies.isEmpty)
  }

  @Test func everyKeyOfAPolicy() throws {
    let text = """
      orbitshare: policy/1
      name: all_Words-9
      title: All words
      description: >-
        Two
        lines.
      constraints:
        cap: {networks: 0}
        set_aside: {groups: [LDC, "income:LIC", "region:3"], share: 0.125, sector_degrees: 7.5}
      stages:
        - name: ratios
          maximise: minimum-ratio
          entitlement: population
          carry: optimum
          requests: filed
          administrations: {groups: [SIDS]}
        - maximise: leximin
          requests: filed
          administrations: {groups: [SIDS]}
        - order: date-of-receipt
          requests: national
          administrations: without-network-in-use
          networks_per_administration: 2
        - order: date-of-receipt
          place: as-filed
          administrations: all
      tie_break: [least-displacement, lot]
      """
    let policy = try Places.withFile(text) { try Policy.read(path: $0) }
    #expect(policy.name == "all_Words-9")
    #expect(policy.title == "All words")
    #expect(policy.description == "Two lines.")
    #expect(policy.constraints.limits.map(\.amount) == [0])
    #expect(
      policy.constraints.setAsides
        == [
          Policy.SetAside(
            groups: [.leastDeveloped, .income(.low), .region(3)],
            extent: .sectors(startThousandths: 0, shareThousandths: 125, sectorMilliDegrees: 7_500), line: 9)
        ])
    #expect(
      policy.stages == [
        .init(
          name: "ratios", rule: .maximise(.minimumRatio, entitlement: .population), carry: .optimum, requests: .filed,
          administrations: .groups([.smallIslandDeveloping]), networksPerAdministration: nil, line: 11),
        .init(
          name: "stages[2]", rule: .maximise(.leximin, entitlement: .equal), requests: .filed,
          administrations: .groups([.smallIslandDeveloping]), networksPerAdministration: nil, line: 17),
        .init(
          name: "stages[3]", rule: .order(.init(queue: .dateOfReceipt)), requests: .national,
          administrations: .withoutNetworkInUse,
          networksPerAdministration: 2, line: 20),
        .init(
          name: "stages[4]", rule: .order(.init(queue: .dateOfReceipt, placement: .asFiled)), requests: .all,
          administrations: .all,
          networksPerAdministration: nil, line: 24),
      ])
    #expect(!policy.isAsFiledOnly)
  }

  @Test func shippedFiles() throws {
    let scenario = try Scenario.read(path: Places.root + "/Instances/register-2023/scenario.yaml")
    #expect(scenario.name == "register-2023")
    #expect(scenario.bands.map(\.identifier) == ["C", "Ku", "Ka", "AP30B-4", "AP30B-10"])
    #expect(scenario.registerPath == Places.root + "/Instances/register-2023")
    let names = Places.names(in: "Instances/policies").filter { $0.hasSuffix(".yaml") }
    #expect(Set(scenario.policies).isSubset(of: names.map { String($0.dropLast(5)) }))
    #expect(names.count >= 34)
    var titles: Set<String> = []
    for name in names {
      let text = try #require(Places.text(Places.root + "/Instances/policies/" + name))
      let policy = try Policy.read(path: Places.root + "/Instances/policies/" + name)
      #expect(policy.name + ".yaml" == name)
      #expect(!policy.title.isEmpty && !policy.description.isEmpty)
      #expect(titles.insert(policy.title).inserted, "\(policy.title) stands twice")
      // A family can be derived from the stages; a shipped rule names its own.
      #expect(text.contains("\nfamily: ") && policy.standing != nil && !policy.source.isEmpty, "\(name)")
      #expect(policy.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
      #expect(policy.isAsFiledOnly == ["first-come-as-filed", "fcc-queue"].contains(policy.name))
    }
  }

  /// Every shipped rule has its row in the article that lists them, and the article lists no other.
  @Test func theLibraryIsListed() throws {
    let article = try #require(Places.text(Places.root + "/Sources/Scenarios/Scenarios.docc/PolicyLibrary.md"))
    let listed = article.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap { row in
      row.split(separator: "`").dropFirst().first.map(String.init)
    }
    let names = Places.names(in: "Instances/policies").filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(listed.sorted() == names.sorted())
  }

  /// The scenario that compares every rule has each policy of the library once.
  @Test func everyRuleIsCompared() throws {
    let scenario = try Scenario.read(path: Places.root + "/Instances/register-2023/every-rule.yaml")
    let names = Places.names(in: "Instances/policies").filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(!names.isEmpty)
    #expect(scenario.policies.sorted() == names.sorted())
  }

  @Test func reservedLongitudes() {
    let aside = Policy.SetAside(
      groups: [.leastDeveloped],
      extent: .sectors(startThousandths: 0, shareThousandths: 200, sectorMilliDegrees: 10_000))
    #expect(aside.reserves(longitudeMilliDegrees: 0))
    #expect(aside.reserves(longitudeMilliDegrees: 1_999))
    #expect(!aside.reserves(longitudeMilliDegrees: 2_000))
    #expect(!aside.reserves(longitudeMilliDegrees: -1))
    #expect(aside.reserves(longitudeMilliDegrees: -10_000))
    #expect(aside.reserves(longitudeMilliDegrees: -8_001))
    #expect(!aside.reserves(longitudeMilliDegrees: -8_000))
    #expect(aside.reserves(longitudeMilliDegrees: 180_000))
    let none = Policy.SetAside(
      groups: [.leastDeveloped],
      extent: .sectors(startThousandths: 0, shareThousandths: 0, sectorMilliDegrees: 10_000))
    let whole = Policy.SetAside(
      groups: [.leastDeveloped],
      extent: .sectors(startThousandths: 0, shareThousandths: 1_000, sectorMilliDegrees: 360_000))
    for longitude in stride(from: -179_750, through: 180_000, by: 250) {
      #expect(!none.reserves(longitudeMilliDegrees: longitude))
      #expect(whole.reserves(longitudeMilliDegrees: longitude))
    }
  }

  @Test func pathsBesideAFile() {
    #expect(Scenario.resolve(".", beside: "a/b/scenario.yaml") == "a/b")
    #expect(Scenario.resolve(".", beside: "scenario.yaml") == ".")
    #expect(Scenario.resolve("data", beside: "s") == "./data")
    #expect(Scenario.resolve("data", beside: "scenario.yaml") == "./data")
    #expect(Scenario.resolve("../data", beside: "/a/b/scenario.yaml") == "/a/b/../data")
    #expect(Scenario.resolve("/data", beside: "a/scenario.yaml") == "/data")
  }

  @Test func groupsOfAdministrations() {
    for group in AdministrationGroup.all {
      #expect(AdministrationGroup(group.identifier) == group)
      #expect(!group.title.isEmpty)
    }
    #expect(AdministrationGroup.all.count == 10)
    #expect(AdministrationGroup("ldc") == nil)
    #expect(AdministrationGroup("region:4") == nil)
    let administration = Administration(
      symbol: "NPL", name: "Nepal", iso3: "NPL", unRegion: "Asia", isLeastDeveloped: true,
      isLandlockedDeveloping: true, isSmallIslandDeveloping: false, ituRegion: 3, incomeGroup: .lowerMiddle,
      population: 29_000_000, grossDomesticProductUSDollars: nil, latitudeMilliDegrees: 28_000,
      longitudeMilliDegrees: 84_000)
    let own = AdministrationGroup.all.filter { $0.contains(administration) }.map(\.identifier)
    #expect(own == ["LDC", "LLDC", "income:LMC", "region:3"])
  }
}
