// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Names of the intergovernmental organisations on whose behalf administrations file.
///
/// The Space Network List gives symbols only; Table 2 of the Preface to the International Frequency List explains them.
/// Two could not be confirmed and are flagged by the import: `ASA`, for which Colombia filed the Andean Community's
/// SIMON BOLIVAR 2, and `NOT`, for which Sweden filed TELE-X and which keeps its symbol for a name.
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

  /// Symbols whose name above is only probable.
  static let unconfirmed: Set<String> = ["ASA"]

  /// The organisations that networks name; those without a confirmed name are flagged.
  static func organisations(of networks: [Network], _ report: inout ImportReport) -> [Organisation] {
    Set(networks.compactMap(\.organisation)).sorted().map { symbol in
      let name = known[symbol] ?? symbol
      if known[symbol] == nil || unconfirmed.contains(symbol) {
        report.add(
          .init(
            table: "networks.csv", line: nil, record: symbol, action: .flagged,
            reason: "the organisation's name is not confirmed", detail: name))
      }
      return Organisation(symbol: symbol, name: name)
    }
  }
}
