// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads snl_broughtintouse.csv: one row a notice and provision under which something was brought into use.
///
/// The list's own date is the earliest of these; it is held against them.
struct UseReader {
  static let columns = ["Satellite Name", "ADM", "ORG", "Long_nom", "Date of bringing into use"]

  let table: RawTable

  func read(into networks: inout [ListedNetwork], _ report: inout ImportReport) {
    report.count(table: table.name, read: table.records.count)
    let positions = Dictionary(grouping: networks.indices, by: { networks[$0].network.name })
    var earliest: [String: CalendarDate] = [:]
    var hasUnreadDate: Set<String> = []
    for row in table.records.indices {
      let name = table.field(row, "Satellite Name")
      func note(_ action: ImportReport.Action, _ reason: String, _ detail: String) {
        report.add(
          .init(
            table: table.name, line: table.lineNumbers[row], record: name, action: action, reason: reason,
            detail: detail))
      }
      let place = table.field(row, "Long_nom")
      let dateText = table.field(row, "Date of bringing into use")
      if place == "N-GSO" {
        note(.refused, "non-geostationary; the list of networks is geostationary", dateText)
        continue
      }
      guard let position = positions[name]?.first else {
        note(
          .refused, "networks.csv has no such network", "\(table.field(row, "ADM")) at \(place) degrees, \(dateText)")
        continue
      }
      guard let date = RawValue.dottedDate(dateText) else {
        hasUnreadDate.insert(name)
        note(.refused, "the date can't be read", dateText)
        continue
      }
      earliest[name] = min(date, earliest[name] ?? date)
      let listed = networks[position]
      if RawValue.longitude(place) != listed.longitudeMilliDegrees {
        note(
          .flagged, "the longitude is not the list's",
          "\(place) where the list has \(MilliDegrees.text(listed.longitudeMilliDegrees))")
      }
      let organisation = table.field(row, "ORG")
      let network = listed.network
      if table.field(row, "ADM") != network.administration || organisation != (network.organisation ?? "") {
        note(
          .flagged, "the administration or organisation is not the list's",
          "\(table.field(row, "ADM")) \(organisation) where the list has \(network.administration) "
            + (network.organisation ?? "without organisation"))
      }
    }
    for listed in networks {
      let dated = earliest[listed.network.name]
      guard listed.network.broughtIntoUse != dated, !hasUnreadDate.contains(listed.network.name) else { continue }
      report.add(
        .init(
          table: table.name, line: nil, record: listed.network.identifier, action: .flagged,
          reason: "the list's date of bringing into use is not the earliest of this table",
          detail: "\(listed.network.broughtIntoUse?.iso8601 ?? "none") where the table has \(dated?.iso8601 ?? "none")")
      )
    }
  }
}
