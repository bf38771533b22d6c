// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What was asked, of which data, under which settings.
struct QuestionSection {
  private let digest: Digest
  private var scenario: ResultsDocument.Scenario { digest.document.scenario }

  init(_ digest: Digest) {
    self.digest = digest
  }

  /// Facts as pairs of a term and what it is.
  func facts() -> [[String: Any]] {
    let register = scenario.register
    var facts: [(String, String)] = [
      ("Register", "\(register.title), as of \(register.snapshot)"),
      (
        "Networks",
        "\(NumberText.integer(register.networks)) geostationary: \(NumberText.integer(register.nonPlannedNetworks)) "
          + "under coordination, \(NumberText.integer(register.plannedNetworks)) under a plan"
          + (register.networksInUse.map { "; \(NumberText.integer($0)) in use on that day" } ?? "")
      ),
      (
        "Administrations",
        "\(NumberText.integer(register.administrations)), of which \(NumberText.integer(register.memberStates)) member "
          + "States"
      ),
      ("Unit of analysis", Self.words(scenario.attribution)),
      ("Holdings are counted in", digest.holdingUnit),
      ("Measured against", scenario.entitlements.map(Digest.words).joined(separator: "; ")),
      (
        "Measured over",
        scenario.populations.map { "\($0.title) (\(NumberText.integer($0.members)))" }.joined(separator: "; ")
      ),
    ]
    if let latecomers = scenario.latecomers {
      facts.append(("Requests that come last", "\(NumberText.integer(latecomers.requests)): \(latecomers.text)"))
    }
    if !scenario.bandAssignmentText.isEmpty { facts.append(("Bands of networks", scenario.bandAssignmentText)) }
    facts += [
      ("Regulatory table", scenario.tableEdition),
      ("Grid of positions", NumberText.degrees(scenario.gridMilliDegrees) + "°"),
    ]
    if !scenario.seeds.isEmpty {
      facts.append(("Seeds", scenario.seeds.map { "\($0.name) \($0.value)" }.joined(separator: "; ")))
    }
    facts.append(("Made by", "\(digest.document.program.name) \(digest.document.program.version)"))
    return facts.map { ["term": $0.0, "text": $0.1] }
  }

  private static func words(_ attribution: ResultsDocument.Scenario.Attribution) -> String {
    switch attribution {
    case .notifyingAdministration: "the notifying administration; networks of organisations count for it"
    case .organisationsApart: "the notifying administration; networks of organisations are counted apart"
    case .members: "the notifying administration; networks of organisations count for their members in equal parts"
    case .memberShares: "the notifying administration; networks of organisations count for their members by shares"
    }
  }

  /// The bands.
  func bands() -> DataTable {
    DataTable(
      caption: "Bands", corner: "Band",
      columns: [
        .init(title: "Channels"), .init(title: "Bandwidth of each"), .init(title: "Polarizations", isNumeric: false),
        .init(title: "Separation required"), .init(title: "May be moved by"),
        .init(title: "Coordination arc", note: "of the table"), .init(title: "Requests"),
      ],
      rows: scenario.bands.map { band in
        DataTable.Row(
          band.title,
          [
            NumberText.integer(band.channels),
            NumberText.trimmed(Double(band.channelBandwidthKilohertz) / 1000, decimals: 3) + "\u{A0}MHz",
            band.polarizations.joined(separator: ", "), NumberText.degrees(band.requiredSeparationMilliDegrees) + "°",
            "±" + NumberText.degrees(band.flexibilityMilliDegrees) + "°",
            band.coordinationArcMilliDegrees.map { "±" + NumberText.degrees($0) + "°" } ?? "–",
            NumberText.integer(band.requests),
          ])
      })
  }

  /// The input files.
  func inputs() -> DataTable? {
    guard !scenario.inputs.isEmpty else { return nil }
    return DataTable(
      caption: "Input files", corner: "File",
      columns: [.init(title: "Bytes"), .init(title: "FNV-1a digest", isNumeric: false)],
      rows: scenario.inputs.map { DataTable.Row($0.path, [NumberText.integer($0.bytes), $0.fnv1a64]) })
  }
}
