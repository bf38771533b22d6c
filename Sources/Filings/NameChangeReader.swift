// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads snl_namechange.csv: renamings, followed back from each network's present name.
struct NameChangeReader {
  static let columns = ["New Name", "Old Name"]

  let table: RawTable

  func read(into networks: inout [ListedNetwork], _ report: inout ImportReport) {
    report.count(table: table.name, read: table.records.count)
    var rows: [String: [Int]] = [:]
    var newNames: [String: [String]] = [:]
    for row in table.records.indices where !table.field(row, "Old Name").isEmpty {
      rows[table.field(row, "New Name"), default: []].append(row)
      newNames[table.field(row, "Old Name"), default: []].append(table.field(row, "New Name"))
    }
    let present = Set(networks.map(\.network.name))
    var used: Set<Int> = []
    for row in table.records.indices where table.field(row, "Old Name").isEmpty {
      used.insert(row)
      report.add(
        .init(
          table: table.name, line: table.lineNumbers[row], record: table.field(row, "New Name"), action: .refused,
          reason: "the former name is missing"))
    }
    for position in networks.indices {
      let listed = networks[position]
      func note(_ row: Int?, _ reason: String, _ detail: String) {
        report.add(
          .init(
            table: table.name, line: row.map { table.lineNumbers[$0] }, record: listed.network.identifier,
            action: .flagged, reason: reason, detail: detail))
      }
      var names: [String] = []
      var pending = [listed.network.name]
      var seen: Set<String> = [listed.network.name]
      while let newName = pending.popLast() {
        let changes = rows[newName] ?? []
        if changes.count > 1 {
          note(
            changes[0], "several networks took one name; all former names are kept",
            "\(newName) was " + changes.map { table.field($0, "Old Name") }.joined(separator: ", "))
        }
        var found: [String] = []
        for row in changes {
          used.insert(row)
          let oldName = table.field(row, "Old Name")
          guard seen.insert(oldName).inserted else {
            note(row, "the renamings form a cycle or meet again; followed no further", oldName)
            continue
          }
          names.append(oldName)
          if let heirs = newNames[oldName], heirs.count > 1 {
            note(row, "one former name went to several networks", "\(oldName) became " + heirs.joined(separator: ", "))
          }
          if present.contains(oldName) {
            note(row, "the former name is borne by a network of the list; not followed further back", oldName)
          } else {
            found.append(oldName)
          }
        }
        pending += found.reversed()
      }
      if let stated = listed.statedPreviousName, !names.contains(stated) {
        note(nil, "the list states a previous name that this table doesn't have; it was added", stated)
        names.insert(stated, at: 0)
      }
      networks[position].network.previousNames = names
    }
    for row in table.records.indices where !used.contains(row) {
      report.add(
        .init(
          table: table.name, line: table.lineNumbers[row], record: table.field(row, "New Name"), action: .refused,
          reason: "no network of the list has borne this name", detail: "was \(table.field(row, "Old Name"))"))
    }
  }
}
