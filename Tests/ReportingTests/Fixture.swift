// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Reporting

/// Documents for tests: everything in them follows from the arguments.
struct Fixture {
  typealias Document = ResultsDocument
  typealias Partition = ResultsDocument.Administration.Partition

  /// Symbols, names and parts of the administrations, sorted by symbol.
  var administrations: [Document.Administration]
  /// Titles by policy identifier, in order; the first is the policy of reference.
  var policies: [(id: String, title: String)]
  /// Networks of each administration by policy: filed and national.
  var networks: [[(filed: Int, national: Int)]]
  /// Identifiers of the bands.
  var bands = ["C", "Ku", "Ka"]
  /// Families by policy identifier; others are practice.
  var families: [String: String] = [:]
  /// Whether every administration has a request that comes last.
  var hasLatecomers = true

  /// The document with its headline.
  var document: Document {
    Document(
      program: .init(name: "orbitshare", version: "0.0.0"), scenario: scenario,
      assumptions: ["Networks without channels were given a band at random.", "Every place < 3° away is as good."],
      unverified: [
        .init(id: "arc-ku", statement: "The coordination arc in Ku is ±6°.", source: "RR Appendix 5, Table 5-1")
      ],
      measureDefinitions: FixtureMeasures.definitions, administrations: administrations,
      policies: policies.indices.map(policy)
    ).withHeadline()
  }

  private var scenario: Document.Scenario {
    let states = administrations.filter(\.isMemberState).count
    let filed = administrations.reduce(0) { $0 + $1.filedRequests }
    return Document.Scenario(
      name: "fixture", title: "Who gets a place on the arc?",
      question: "What would a comparison of policies <look> like, \"quoted\" & escaped?", tableEdition: "WRC-23",
      gridMilliDegrees: 500, holdingUnit: .channels, attribution: .notifyingAdministration,
      register: .init(
        name: "fixture", title: "A made-up register", snapshot: "2023-09-07", sources: ["Made up for tests."],
        networks: filed, nonPlannedNetworks: filed - filed / 4, plannedNetworks: filed / 4, networksInUse: filed / 2,
        administrations: administrations.count, memberStates: states),
      bands: bands.enumerated().map { index, id in
        .init(
          id: id, title: id + " band", channels: 2 + index, channelBandwidthKilohertz: 250_000 + 500 * index,
          polarizations: ["dual"], requiredSeparationMilliDegrees: 2000, flexibilityMilliDegrees: 3000,
          coordinationArcMilliDegrees: index == 0 ? nil : 6000, requests: filed / bands.count)
      },
      bandAssignmentText: "drawn with seed 2023: C 30, Ku 45, Ka 25",
      seeds: [.init(name: "band assignment", value: 2023), .init(name: "tie-break", value: .max)],
      latecomers: hasLatecomers
        ? .init(
          requests: administrations.reduce(0) { $0 + $1.nationalRequests }, text: "one channel for every member State")
        : nil,
      entitlements: ["equal", "population"],
      populations: [
        .init(id: "member_states", title: "Member States", members: states),
        .init(
          id: "filers", title: "Filers", members: administrations.filter { $0.filedRequests > 0 }.count),
      ], referencePolicy: policies.first?.id,
      inputs: [
        .init(path: "scenario.yaml", bytes: 1234, fnv1a64: "0123456789abcdef"),
        .init(path: "networks.csv", bytes: 654_321, fnv1a64: "fedcba9876543210"),
      ])
  }

  private func policy(_ index: Int) -> Document.Policy {
    let held = networks[index]
    let (filed, national) = (held.reduce(0) { $0 + $1.filed }, held.reduce(0) { $0 + $1.national })
    let requests = administrations.reduce(0) { $0 + $1.filedRequests + $1.nationalRequests }
    let granted = filed + national
    let moved = index == 0 ? 0 : granted / 3
    return Document.Policy(
      id: policies[index].id, title: policies[index].title,
      description: "A policy for tests: \(policies[index].title).", family: family(policies[index].id),
      ruleStanding: index == 0 ? .existing : nil, source: index == 0 ? "Practice under Article 9" : "",
      rules: ["Grant in order.", "No two networks < 2° apart on the same channels."], stages: stages(index, granted),
      uniqueness: index == 0
        ? .init(verdict: .unique, sentence: "The order decides every grant.")
        : index == 1
          ? .init(verdict: .notUnique, sentence: "Another allocation serves as many; ties were broken by lot.")
          : .init(verdict: .notExamined, sentence: "It was not examined."),
      counts: .init(
        requests: requests, granted: granted, refused: requests - granted, grantedFiled: filed,
        grantedNational: national, grantedAsFiled: granted - moved, grantedMoved: moved,
        requestedChannels: requests, grantedChannels: granted, totalDisplacementMilliDegrees: moved * 1250,
        coincidingWithUseToday: filed / 2,
        refusedByReason: requests > granted ? [.init(reason: "all-places-taken", count: requests - granted)] : []),
      standing: .init(
        withLatecomers: standing(index, isWithLatecomers: true),
        withoutLatecomers: standing(index, isWithLatecomers: false)),
      holdings: zip(administrations, held).map { administration, networks in
        .init(
          administration: administration.symbol, networks: networks.filed + networks.national,
          channels: networks.filed + networks.national, holding: networks.filed + networks.national,
          filedNetworks: networks.filed, filedHolding: networks.filed)
      },
      measures: FixtureMeasures.measures(holdings(index, isWithLatecomers: true), administrations),
      measuresWithoutLatecomers: hasLatecomers
        ? FixtureMeasures.measures(holdings(index, isWithLatecomers: false), administrations) : [],
      lorenz: FixtureMeasures.lorenz(holdings(index, isWithLatecomers: true)),
      decompositions: FixtureMeasures.decompositions(holdings(index, isWithLatecomers: true), administrations),
      arc: arc(index))
  }

  private func family(_ policy: String) -> Document.Policy.Family {
    let id = families[policy] ?? "practice"
    return .init(id: id, title: "Family of \(id)")
  }

  private func stages(_ index: Int, _ granted: Int) -> [Document.Policy.Stage] {
    if index == 0 {
      return [
        .init(
          kind: "order", name: "in order of receipt", statement: "each gets its nearest free place",
          claim: .byConstruction, value: granted, bound: nil, unit: "networks", proof: .replay)
      ]
    }
    return [
      .init(
        kind: "maximise", name: "administrations served", statement: "as many as possible", claim: .optimal,
        value: 6, bound: 6, unit: "administrations", proof: .trivial),
      .init(
        kind: "maximise", name: "channels", statement: "as many as possible", claim: index == 1 ? .optimal : .withinGap,
        value: granted, bound: index == 1 ? granted : granted + 7, unit: "channels",
        proof: index == 1 ? .multipliers : .solver),
    ]
  }

  private func standing(_ index: Int, isWithLatecomers: Bool) -> Document.Policy.Standing {
    var standing = Document.Policy.Standing(served: 0, refused: 0, neverAsked: 0)
    for (administration, held) in zip(administrations, networks[index]) where administration.isMemberState {
      let asked = administration.filedRequests + (isWithLatecomers ? administration.nationalRequests : 0)
      if held.filed + (isWithLatecomers ? held.national : 0) > 0 {
        standing.served += 1
      } else if asked > 0 {
        standing.refused += 1
      } else {
        standing.neverAsked += 1
      }
    }
    return standing
  }

  private func holdings(_ index: Int, isWithLatecomers: Bool) -> [Int] {
    networks[index].map { $0.filed + (isWithLatecomers ? $0.national : 0) }
  }

  /// Grants spread over the arc by arithmetic, so that they look like positions.
  private func arc(_ index: Int) -> [Document.Policy.ArcStrip] {
    var strips = bands.map { Document.Policy.ArcStrip(band: $0, grants: []) }
    for (holder, held) in networks[index].enumerated() {
      for number in 0..<(held.filed + held.national) {
        let step = (holder * 7919 + number * 2953 + index * 131) % 720
        strips[(holder + number) % bands.count].grants.append(
          .init(positionMilliDegrees: step * 500 - 179_500, administration: holder))
      }
    }
    for band in strips.indices {
      strips[band].grants.sort {
        ($0.positionMilliDegrees, $0.administration) < ($1.positionMilliDegrees, $1.administration)
      }
    }
    return strips
  }
}
