// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Reporting
import Scenarios

extension Assumptions {
  /// Who a network filed on behalf of an organisation counts for.
  var attributionSentence: String {
    let parts =
      "whole parts of 1/\(problem.unitsPerHolding); networks and channels are counted with whoever notified them"
    let reach =
      " Objectives that count who is served (administrations-served, population-covered) count everybody who has a part of a "
      + "network. All else that decides goes by the notifying administration: smallest ratios, leximin and other ratios to "
      + "entitlements, welfare, lotteries, turns, caps, minimums, quotas and demands of fairness."
    return switch scenario.attribution {
    case .notifyingAdministration:
      "A network filed on behalf of an organisation counts for the administration that notified it."
    case .organisationsApart:
      "A network filed on behalf of an organisation counts for that organisation and for no administration."
    case .members:
      "The holding of a network filed on behalf of an organisation, or by several administrations together, counts for "
        + "the members in equal parts (\(parts))." + reach
    case .memberShares:
      "The holding of a network filed on behalf of an organisation, or by several administrations together, counts for "
        + "the members by their shares (\(parts))." + reach
    }
  }

  /// Members of organisations that were not read in a source, one statement an organisation.
  var unverifiedMemberships: [ResultsDocument.UnverifiedStatement] {
    let asking = Set(problem.requests.compactMap(\.organisation))
    return Dictionary(grouping: problem.register.memberships, by: \.organisation).sorted { $0.key < $1.key }
      .compactMap { organisation, rows in
        let unread = rows.filter { !$0.isVerified }
        guard asking.contains(organisation), !unread.isEmpty else { return nil }
        var sources: [String] = []
        for row in unread where !sources.contains(row.source) { sources.append(row.source) }
        return .init(
          id: "members-\(organisation)",
          statement: "Members of \(organisation), or their shares: "
            + unread.map(\.administration).joined(separator: ", ") + " (\(unread.count) of \(rows.count)).",
          source: sources.joined(separator: "; "))
      }
  }
}
