// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What every reader must know before using a number, from the numbers themselves.
enum Caveats {
  /// What holds of the law, whatever the data.
  static let legalNote =
    "Nobody gains priority in the Radio Regulations by filing first. First come, first served is a practice: later "
    + "networks have to coordinate with earlier ones. Coordination is two-way, and recording gives no permanent "
    + "priority. Nothing here is a legal opinion or a proposal for particular assignments."

  /// The caveats of a document, in a fixed order.
  static func sentences(_ digest: Digest) -> [String] {
    var sentences = [
      legalNote,
      "Every policy starts from an empty arc and hands out all positions anew; none of them says who should give up a "
        + "position that is in use today.",
      "An entitlement is an assumption, not law: figures under one entitlement say nothing against another.",
      "Filings are not satellites: a network that is granted here may never be built, and channels stand for its worth.",
      "Choosing an index is a value judgement. The Gini does not split into groups; Theil T does. Atkinson's index "
        + "depends on how much inequality is disliked, so two values are given.",
      "Groups overlap: a country may be least developed, landlocked and an island. The partition puts it into the first "
        + "group in the order LDC, LLDC, SIDS.",
      "Policies are compared under the same bands, separations and flexibility. Under others the ranking may differ.",
    ]
    if hasUndefined(digest) {
      sentences.append(
        "Where a group or the bottom of the distribution holds nothing, ratios to it are undefined or infinite. They are "
          + "shown as such and never as zero.")
    }
    let small = smallGroups(digest)
    if !small.isEmpty {
      sentences.append(
        "Fewer than five administrations are in \(Phrase.list(small)): read shares there as counts.")
    }
    if let populationless = withoutInhabitants(digest) { sentences.append(populationless) }
    if digest.hasLatecomers {
      sentences.append(
        "The requests that come last are the scenario's, not filings: nobody knows who will ask for what. Figures are "
          + "given with and without them.")
    }
    switch digest.document.scenario.attribution {
    case .organisationsApart:
      sentences.append("Networks of intergovernmental organisations count for no administration.")
    case .notifyingAdministration:
      sentences.append(
        "Networks of intergovernmental organisations count for the administration that notifies them, though they serve "
          + "many countries.")
    case .members, .memberShares:
      sentences.append(
        "Networks of intergovernmental organisations count for their members in parts, whether or not these use them.")
    }
    return sentences
  }

  private static func hasUndefined(_ digest: Digest) -> Bool {
    digest.policies.contains { policy in policy.measures.contains { $0.status != .value } }
  }

  private static func smallGroups(_ digest: Digest) -> [String] {
    GroupTable.rows(digest, basis: digest.primary).filter { $0.members < 5 }
      .map { "the group “\($0.title)” (\($0.members))" }
  }

  private static func withoutInhabitants(_ digest: Digest) -> String? {
    guard digest.document.scenario.entitlements.contains(where: { $0 != "equal" }) else { return nil }
    let missing = digest.document.administrations.filter { $0.isMemberState && $0.populationInhabitants == nil }
    guard !missing.isEmpty else { return nil }
    let names = missing.count <= 6 ? " (\(missing.map(\.symbol).joined(separator: ", ")))" : ""
    return missing.count == 1
      ? "One administration\(names) has no number of inhabitants and is left out of entitlements that need it."
      : "\(missing.count) administrations\(names) have no number of inhabitants and are left out of entitlements that "
        + "need it."
  }
}
