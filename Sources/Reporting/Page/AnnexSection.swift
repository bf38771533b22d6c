// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The annex: what each administration asked for and holds under every policy.
struct AnnexSection {
  private let digest: Digest
  private let holdings: [[ResultsDocument.Policy.Holding]]
  private let equalShare: [Double]

  init(_ digest: Digest) {
    self.digest = digest
    holdings = digest.policies.indices.map { digest.holdings(policy: $0) }
    let states = digest.document.administrations.indices.filter { digest.document.administrations[$0].isMemberState }
    equalShare = holdings.map { list in
      let total = states.reduce(0) { $0 + list[$1].holding }
      return states.isEmpty ? 0 : Double(total) / Double(states.count)
    }
  }

  /// One entry for each part of the administrations that has members.
  func parts() -> [[String: Any]] {
    let administrations = digest.document.administrations
    return ResultsDocument.Administration.Partition.allCases.compactMap { partition in
      let members = administrations.indices.filter { administrations[$0].partition == partition }
      guard !members.isEmpty else { return nil }
      return [
        "title": Palette.name(partition),
        "count": Phrase.count(members.count, "administration", "administrations"),
        "members": members.map(member),
      ]
    }
  }

  private func member(_ index: Int) -> [String: Any] {
    let administration = digest.document.administrations[index]
    return [
      "symbol": administration.symbol, "name": administration.name, "summary": summary(index),
      "facts": facts(administration),
      "rows": digest.policies.indices.map { policy -> [String: Any] in
        let holding = holdings[policy][index]
        return [
          "policy": digest.policies[policy].title, "networks": NumberText.integer(holding.networks),
          "filed": NumberText.integer(holding.filedNetworks), "channels": NumberText.integer(holding.channels),
          "holding": digest.holdingText(holding.holding), "ratio": ratio(index, policy: policy),
        ]
      },
    ]
  }

  /// What a State holds over an equal share of what all States hold.
  private func ratio(_ index: Int, policy: Int) -> String {
    guard digest.document.administrations[index].isMemberState, equalShare[policy] > 0 else { return "–" }
    return NumberText.fixed(Double(holdings[policy][index].holding) / equalShare[policy], decimals: 2)
  }

  private func summary(_ index: Int) -> String {
    let administration = digest.document.administrations[index]
    let asked = administration.filedRequests + administration.nationalRequests
    guard asked > 0 else { return "never asked" }
    let networks = holdings.map { $0[index].networks }
    guard let low = networks.min(), let high = networks.max() else { return "asked for \(asked)" }
    let range = low == high ? NumberText.integer(low) : "\(NumberText.integer(low)) to \(NumberText.integer(high))"
    return "asked for \(NumberText.integer(asked)), gets \(range)"
  }

  private func facts(_ administration: ResultsDocument.Administration) -> String {
    var facts: [String] = []
    if !administration.isMemberState { facts.append("not a member State") }
    facts += administration.groups
    if let income = administration.incomeGroup { facts.append("income group \(income)") }
    facts.append("ITU Region \(administration.ituRegion)")
    if let inhabitants = administration.populationInhabitants {
      facts.append("\(NumberText.integer(inhabitants)) inhabitants")
    }
    facts.append(Phrase.count(administration.filedRequests, "filed request", "filed requests"))
    if digest.hasLatecomers {
      facts.append(Phrase.count(administration.nationalRequests, "request that comes last", "requests that come last"))
    }
    return facts.joined(separator: " · ")
  }
}
