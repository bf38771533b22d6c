// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Names of the intergovernmental organisations on whose behalf administrations file.
///
/// The Space Network List gives symbols only (Table 2 of the Preface to the International Frequency List explains them).
/// `NOT`, under which Sweden filed TELE-X, could not be confirmed and keeps its symbol for a name.
enum OrganisationNames {
  static let known = [
    "ARB": "Arab Satellite Communications Organization (Arabsat)",
    "ASA": "Andean Satellite Association",
    "ESA": "European Space Agency",
    "EUM": "European Organisation for the Exploitation of Meteorological Satellites (EUMETSAT)",
    "EUT": "European Telecommunications Satellite Organization (EUTELSAT IGO)",
    "IK": "Intersputnik International Organization of Space Communications",
    "RAS": "Regional African Satellite Communications Organization (RASCOM)",
  ]

  /// The organisations that networks name; those without a known name are flagged.
  static func organisations(of networks: [Network], _ report: inout ImportReport) -> [Organisation] {
    Set(networks.compactMap(\.organisation)).sorted().map { symbol in
      if known[symbol] == nil {
        report.add(
          .init(
            table: "networks.csv", line: nil, record: symbol, action: .flagged,
            reason: "the organisation's name is not confirmed; its symbol stands for it"))
      }
      return Organisation(symbol: symbol, name: known[symbol] ?? symbol)
    }
  }
}
