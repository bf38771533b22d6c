// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads snl_unplanned.csv or snl_planned.csv: the publications behind the list, one a row, without a header.
///
/// The list says everything that the register needs but the notices' identifiers; the publications give these, and are
/// held against the list in longitude, administration and maturity.
struct PublicationReader {
  let table: RawTable
  let procedure: Network.Procedure

  /// Adds the notices' identifiers to the networks and reports where the two tables disagree.
  func read(into networks: inout [ListedNetwork], _ report: inout ImportReport) {
    report.count(table: table.name, read: table.records.count)
    var positions: [String: Int] = [:]
    for position in networks.indices where networks[position].network.procedure == procedure {
      positions[networks[position].network.name] = position
    }
    let stageColumn = procedure == .planned ? 4 : 3
    var stages: [Int: [String]] = [:]
    var layoutRepairs = 0
    for row in table.records.indices {
      if table.records[row][1] != table.field(row, at: 1) { layoutRepairs += 1 }
      let filed = RawValue.administration(table.field(row, at: 1))
      let longitude = RawValue.longitude(table.field(row, at: 0))
      let link = table.records[row].last ?? ""
      let published = table.field(row, at: 2)
      func note(_ action: ImportReport.Action, _ reason: String, _ detail: String) {
        report.add(
          .init(
            table: table.name, line: table.lineNumbers[row], record: published, action: action, reason: reason,
            detail: detail))
      }
      let name = published.isEmpty ? nameless(filed.symbol, longitude) : published
      guard let position = positions[name] else {
        note(.refused, "networks.csv has no such network", description(row, link))
        continue
      }
      let network = networks[position].network
      if published.isEmpty {
        note(.flagged, "the publication has no name; matched by administration and longitude", description(row, link))
      }
      if longitude != networks[position].longitudeMilliDegrees {
        note(
          .flagged, "the publication's longitude is not the list's",
          "\(table.field(row, at: 0)) where the list has \(MilliDegrees.text(networks[position].longitudeMilliDegrees))"
        )
      }
      if filed.symbol != network.administration || filed.organisation != network.organisation {
        note(
          .flagged, "the publication's administration is not the list's",
          "\(table.field(row, at: 1)) where the list has \(network.administration)")
      }
      stages[position, default: []].append(table.field(row, at: stageColumn))
      if let identifier = RawValue.noticeIdentifier(link) {
        if !network.noticeIdentifiers.contains(identifier) {
          networks[position].network.noticeIdentifiers.append(identifier)
        }
      } else {
        note(.flagged, "the link holds no notice identifier", link)
      }
    }
    for position in networks.indices where networks[position].network.procedure == procedure {
      networks[position].network.noticeIdentifiers.sort()
      flagMaturity(networks[position], stages[position] ?? [], &report)
    }
    if layoutRepairs > 0 {
      report.add(
        .init(
          table: table.name, line: nil, record: "", action: .repaired, records: layoutRepairs,
          reason: "blanks after the administration's symbol removed"))
    }
  }

  private func nameless(_ symbol: String, _ longitude: Int?) -> String {
    "(unnamed \(symbol) \(longitude.map(MilliDegrees.text) ?? ""))"
  }

  /// What a publication says of itself, for the log.
  private func description(_ row: Int, _ link: String) -> String {
    let linked = RawValue.parameter("sat_name", link).map { ", its link names \($0)" } ?? ""
    return "\(table.field(row, at: 1)) at \(table.field(row, at: 0)) degrees\(linked)"
  }

  private func flagMaturity(_ listed: ListedNetwork, _ stages: [String], _ report: inout ImportReport) {
    let maturity = listed.network.maturity.rawValue
    func note(_ reason: String, _ detail: String) {
      report.add(
        .init(
          table: table.name, line: nil, record: listed.network.identifier, action: .flagged, reason: reason,
          detail: detail))
    }
    if stages.isEmpty {
      note("the list's network has no publication", "line \(listed.line) of networks.csv")
    } else if !stages.contains(maturity) || (stages.contains("N") && maturity != "N") {
      note("the list's maturity is not that of the publications", "\(maturity) where they have \(stages.sorted())")
    }
  }
}
