// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Reporting
import Scenarios

/// Every assumption that a result rests on, in sentences, and every number that was not read in its source.
struct Assumptions {
  let problem: CoordinationProblem
  /// The policies of the comparison.
  var policies: [Policy] = []

  var scenario: Scenario { problem.scenario }

  var sentences: [String] {
    var result = [
      "Every policy starts from an empty arc: nothing that is in use today keeps its place because it is there.",
      "First come, first served is a practice. The Radio Regulations give nobody priority for filing first, and recording "
        + "gives no permanent priority (Resolution 2).",
      "Two networks in one band conflict where their channels overlap and they are closer than the required separation; "
        + "service areas, antennas and power are not looked at.",
      "Two networks of one administration (for itself, or for one organisation) at one position conflict only where channels "
        + "and polarization collide.",
      "Required separation, flexibility and channels are assumptions of the scenario, not figures of the Regulations.",
      "The precedence of a network is the earliest date of receipt that the list states. Entries without a date, mostly "
        + "original allotments of a plan, go first; equal dates go by identifier.",
      "The list shows survivors: filings that were cancelled before the snapshot are not in it.",
      "A filing is not a satellite: many networks in the register were never brought into use.",
    ]
    result.append(attributionSentence)
    if scenario.latecomers != nil {
      result.append(
        "Figures without latecomers leave the grants to national requests out of the count of the same allocation; the "
          + "policies are not run again without them.")
    }
    result += entitlementSentences
    result += tableSentences
    result.append(
      "Ties between equally good allocations are broken by the least total displacement, then by the greatest sum of lots; the "
        + "lot of a grant is a hash of its network, its longitude and the seed \(scenario.tieBreakSeed).")
    for agreement in scenario.agreements {
      let verb = agreement.endsCoordination ? "don't coordinate and keep" : "agree on"
      result.append(
        "\(agreement.administrations.joined(separator: " and ")) \(verb) a separation of "
          + "\(Thousandths.text(agreement.separationMilliDegrees))° in "
          + (agreement.bands.map { $0.joined(separator: ", ") } ?? "every band") + ".")
    }
    return result
  }

  var unverified: [ResultsDocument.UnverifiedStatement] { unverifiedNumbers + unverifiedMemberships }

  private var unverifiedNumbers: [ResultsDocument.UnverifiedStatement] {
    guard let table = RegulatoryTable.edition(scenario.tableEdition) else { return [] }
    var result: [ResultsDocument.UnverifiedStatement] = []
    for band in scenario.bands {
      guard let entry = table.band(band.identifier) else { continue }
      let arc = entry.coordinationArcMilliDegrees
      if !arc.isVerified {
        result.append(
          .init(
            id: "coordination-arc-\(band.identifier)",
            statement:
              "Coordination arc of \(entry.title): ±\(Thousandths.text(arc.value))° (printed only; conflicts use the "
              + "scenario's required separation).", source: arc.source))
      }
      if !entry.rangeSource.isVerified {
        result.append(
          .init(
            id: "range-\(band.identifier)", statement: "Frequency range of \(entry.title).",
            source: entry.rangeSource.source))
      }
    }
    return result
  }
}
