// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads test_points.csv: points of national territories.
struct TerritoryPointReader {
  static let columns = ["symbol", "latitude_deg", "longitude_deg"]

  let table: RawTable

  func read(symbols: Set<String>, _ report: inout ImportReport) throws(BadInput) -> [Register.TerritoryPoint] {
    report.count(table: table.name, read: table.records.count)
    var faults: [Fault] = []
    var points: [Register.TerritoryPoint] = []
    for row in table.records.indices {
      let symbol = table.field(row, "symbol")
      let latitudeText = table.field(row, "latitude_deg")
      let longitudeText = table.field(row, "longitude_deg")
      func note(_ action: ImportReport.Action, _ reason: String, _ detail: String) {
        report.add(
          .init(
            table: table.name, line: table.lineNumbers[row], record: symbol, action: action, reason: reason,
            detail: detail))
      }
      guard let latitude = MilliDegrees.parse(latitudeText), abs(latitude) <= 90_000 else {
        faults.append(fault(row, "latitude_deg", "\"\(latitudeText)\" is no latitude", "write degrees from -90 to 90"))
        continue
      }
      guard let longitude = RawValue.longitude(longitudeText) else {
        faults.append(
          fault(
            row, "longitude_deg", "\"\(longitudeText)\" is no longitude", "write degrees above -180 and up to 180"))
        continue
      }
      guard symbols.contains(symbol) else {
        note(.refused, "the administration is not in the table of administrations", "\(latitudeText), \(longitudeText)")
        continue
      }
      if longitudeText.hasPrefix("-180") { note(.repaired, "longitude -180 written as 180", longitudeText) }
      points.append(
        .init(administration: symbol, latitudeMilliDegrees: latitude, longitudeMilliDegrees: longitude))
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    return points
  }

  private func fault(_ row: Int, _ column: String, _ problem: String, _ remedy: String) -> Fault {
    Fault(file: table.path, line: table.lineNumbers[row], field: column, problem: problem, remedy: remedy)
  }
}
