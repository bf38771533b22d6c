// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads ap30b_allotment_positions.csv and holds it against the planned networks.
struct AllotmentReader {
  static let columns = ["allotment", "administration", "longitude_deg"]

  let table: RawTable

  func read(
    networks: [ListedNetwork], symbols: Set<String>, _ report: inout ImportReport
  ) throws(BadInput) -> [Register.Allotment] {
    report.count(table: table.name, read: table.records.count)
    var faults: [Fault] = []
    var allotments: [Register.Allotment] = []
    let planned = Dictionary(
      networks.filter { $0.network.procedure == .planned }.map { ($0.network.name, $0) },
      uniquingKeysWith: { first, _ in first })
    var names: Set<String> = []
    for row in table.records.indices {
      let name = table.field(row, "allotment")
      let symbol = table.field(row, "administration")
      func fault(_ column: String, _ problem: String, _ remedy: String) {
        faults.append(
          Fault(file: table.path, line: table.lineNumbers[row], field: column, problem: problem, remedy: remedy))
      }
      guard let longitude = RawValue.longitude(table.field(row, "longitude_deg")) else {
        fault(
          "longitude_deg", "\"\(table.field(row, "longitude_deg"))\" is no longitude",
          "write degrees above -180 and up to 180")
        continue
      }
      if name.isEmpty { fault("allotment", "the name is missing", "write the allotment's name in the plan") }
      if !names.insert(name).inserted { fault("allotment", "the allotment \(name) stands twice", "remove one row") }
      if !symbols.contains(symbol) {
        fault(
          "administration", "the administration \"\(symbol)\" is not known", "add it to the table of administrations")
      }
      allotments.append(.init(name: name, administration: symbol, longitudeMilliDegrees: longitude))
      if let reason = disagreement(planned[name], symbol, longitude) {
        report.add(
          .init(
            table: table.name, line: table.lineNumbers[row], record: name, action: .flagged, reason: reason,
            detail: "\(symbol) at \(MilliDegrees.text(longitude)) degrees"))
      }
    }
    for listed in networks where listed.network.isNationalAllotment && !names.contains(listed.network.name) {
      report.add(
        .init(
          table: table.name, line: nil, record: listed.network.identifier, action: .flagged,
          reason: "national allotment of the list that is not among the positions",
          detail: "\(listed.network.administration) at \(MilliDegrees.text(listed.longitudeMilliDegrees)) degrees, "
            + "received \(listed.network.firstReceived?.iso8601 ?? "without date")"))
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    return allotments
  }

  private func disagreement(_ listed: ListedNetwork?, _ symbol: String, _ longitude: Int) -> String? {
    guard let listed else { return "networks.csv has no planned network of this name" }
    if !listed.network.isNationalAllotment { return "the planned network of this name is no national allotment" }
    if listed.network.administration != symbol { return "the planned network's administration is another" }
    if listed.longitudeMilliDegrees != longitude { return "the planned network's longitude is another" }
    return nil
  }
}
