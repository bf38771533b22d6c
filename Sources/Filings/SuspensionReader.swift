// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads snl_suspended.csv: one row a suspended notice, with the day by which use must be resumed while it lasts.
///
/// The list's own suspensions are held against these; what only one of the two has is kept and flagged.
struct SuspensionReader {
  static let columns = [
    "Notice ID", "Satellite Name", "Long_nom", "Type", "Date of suspension", "Date limit for the resumption",
    "Date of resumption of operation",
  ]

  /// A suspension as both tables know it.
  private struct Key: Hashable {
    var extent: String
    var start: CalendarDate
    var end: CalendarDate?
  }

  let table: RawTable

  func read(into networks: inout [ListedNetwork], _ report: inout ImportReport) {
    report.count(table: table.name, read: table.records.count)
    let positions = Dictionary(grouping: networks.indices, by: { networks[$0].network.name })
    var limits: [String: [Key: CalendarDate?]] = [:]
    for row in table.records.indices {
      let name = table.field(row, "Satellite Name")
      func note(_ action: ImportReport.Action, _ reason: String, _ detail: String) {
        report.add(
          .init(
            table: table.name, line: table.lineNumbers[row], record: name, action: action, reason: reason,
            detail: detail))
      }
      let startText = table.field(row, "Date of suspension")
      if table.field(row, "Long_nom") == "N-GSO" {
        note(.refused, "non-geostationary; the list of networks is geostationary", startText)
        continue
      }
      guard let matches = positions[name], let first = matches.first else {
        note(
          .refused, "networks.csv has no such network", "\(table.field(row, "Long_nom")) degrees, from \(startText)")
        continue
      }
      guard let (key, limit) = suspension(row) else {
        note(.refused, "the suspension's extent or a date of it can't be read", startText)
        continue
      }
      if RawValue.longitude(table.field(row, "Long_nom")) != networks[first].longitudeMilliDegrees {
        note(
          .flagged, "the longitude is not the list's",
          table.field(row, "Long_nom") + " where the list has "
            + MilliDegrees.text(networks[first].longitudeMilliDegrees)
        )
      }
      for position in matches where !networks[position].network.suspensions.contains(where: { Self.key($0) == key }) {
        note(.flagged, "the list doesn't have the suspension; it was added", "\(key.extent) from \(startText)")
        networks[position].network.suspensions.append(
          .init(extent: key.extent, start: key.start, end: key.end))
      }
      let known = limits[name]?[key] ?? nil
      if let known, let limit, known != limit {
        note(.flagged, "two limits for one suspension; the later is kept", "\(known.iso8601), \(limit.iso8601)")
      }
      limits[name, default: [:]][key] = [known, limit].compactMap { $0 }.max()
    }
    for position in networks.indices {
      complete(&networks[position], limits[networks[position].network.name] ?? [:], &report)
    }
  }

  private static func key(_ suspension: Network.Suspension) -> Key {
    Key(extent: suspension.extent, start: suspension.start, end: suspension.end)
  }

  /// Adds the limits, and flags suspensions of the list that this table doesn't have.
  private func complete(
    _ listed: inout ListedNetwork, _ limits: [Key: CalendarDate?], _ report: inout ImportReport
  ) {
    for position in listed.network.suspensions.indices {
      let suspension = listed.network.suspensions[position]
      guard let limit = limits[Self.key(suspension)] else {
        report.add(
          .init(
            table: table.name, line: nil, record: listed.network.identifier, action: .flagged,
            reason: "the list has a suspension that this table doesn't have",
            detail: "\(suspension.extent) from \(suspension.start.iso8601)"))
        continue
      }
      listed.network.suspensions[position].limit = limit
    }
    listed.network.suspensions.sort(by: Network.Suspension.precedes)
  }

  /// The suspension of a row with its limit; nil where it can't be read or ends before it starts.
  private func suspension(_ row: Int) -> (Key, CalendarDate?)? {
    let extent = table.field(row, "Type")
    guard ["T", "P"].contains(extent), let start = RawValue.dottedDate(table.field(row, "Date of suspension")) else {
      return nil
    }
    let endText = table.field(row, "Date of resumption of operation")
    let limitText = table.field(row, "Date limit for the resumption")
    let end = RawValue.dottedDate(endText)
    let limit = RawValue.dottedDate(limitText)
    guard endText.isEmpty || end != nil, limitText.isEmpty || limit != nil else { return nil }
    if let end, end < start { return nil }
    if let limit, limit < start { return nil }
    return (Key(extent: extent, start: start, end: end), limit)
  }
}
