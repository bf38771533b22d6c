// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the table of administrations and adds those that only the list of networks knows.
struct AdministrationReader {
  static let columns = [
    "symbol", "name", "iso3", "un_region", "ldc", "lldc", "sids", "itu_region", "income_group", "population", "gdp_usd",
    "latitude_deg", "longitude_deg",
  ]

  /// Historical symbols and the administration whose region and place stand in for theirs.
  ///
  /// `BRM` stood for Burma, now Myanmar (`MYA`). `XYU` stood for the former Yugoslavia, of which Serbia (`SRB`) is one
  /// of several successors: it is a stand-in for a place on the map, not a statement on succession.
  static let standIns = ["BRM": "MYA", "XYU": "SRB"]

  let table: RawTable?
  let countries: RawTable?

  func read(networks: [ListedNetwork], _ report: inout ImportReport) throws(BadInput) -> [Administration] {
    guard let table else { return [] }
    report.count(table: table.name, read: table.records.count)
    var faults: [Fault] = []
    var administrations: [Administration] = []
    for row in table.records.indices {
      let administration = administration(table, row, &faults, &report)
      if administrations.contains(where: { $0.symbol == administration.symbol }) {
        faults.append(fault(table, row, "symbol", "the symbol \(administration.symbol) stands twice", "remove one row"))
      }
      administrations.append(administration)
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    let names = countryNames(known: Set(administrations.map(\.symbol)), networks, &report)
    let bySymbol = Dictionary(administrations.map { ($0.symbol, $0) }, uniquingKeysWith: { first, _ in first })
    for symbol in Set(networks.map(\.network.administration)).sorted() where bySymbol[symbol] == nil {
      guard let standIn = Self.standIns[symbol].flatMap({ bySymbol[$0] }) else {
        faults.append(
          Fault(
            file: table.path, problem: "the administration \(symbol), which files networks, has no row",
            remedy: "add a row for it"))
        continue
      }
      var historical = standIn
      historical.symbol = symbol
      historical.name = names[symbol] ?? symbol
      historical.iso3 = ""
      historical.incomeGroup = nil
      historical.population = nil
      historical.grossDomesticProductUSDollars = nil
      historical.isLeastDeveloped = false
      historical.isLandlockedDeveloping = false
      historical.isSmallIslandDeveloping = false
      historical.isMemberState = false
      administrations.append(historical)
      report.add(
        .init(
          table: table.name, line: nil, record: symbol, action: .flagged,
          reason: "historical symbol without a row; added as no Member State",
          detail: "region and representative point are those of \(standIn.symbol)"))
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    return administrations
  }

  private func fault(_ table: RawTable, _ row: Int, _ column: String, _ problem: String, _ remedy: String) -> Fault {
    Fault(file: table.path, line: table.lineNumbers[row], field: column, problem: problem, remedy: remedy)
  }

  private func administration(
    _ table: RawTable, _ row: Int, _ faults: inout [Fault], _ report: inout ImportReport
  ) -> Administration {
    func reject(_ column: String, _ remedy: String) {
      faults.append(fault(table, row, column, "\"\(table.field(row, column))\" can't be read", remedy))
    }
    func text(_ column: String) -> String {
      let value = table.field(row, column)
      if value.isEmpty { reject(column, "write a text") }
      return value
    }
    func flag(_ column: String) -> Bool {
      let value = table.field(row, column)
      if value != "0", value != "1" { reject(column, "write 0 or 1") }
      return value == "1"
    }
    func number(_ column: String) -> Int? {
      let value = table.field(row, column)
      if value.isEmpty { return nil }
      guard let number = Int(value), number >= 0 else {
        reject(column, "write a whole number that is not negative, or nothing")
        return nil
      }
      return number
    }
    let region = Int(table.field(row, "itu_region")) ?? 0
    if !(1...3).contains(region) { reject("itu_region", "write 1, 2 or 3") }
    let latitude = MilliDegrees.parse(table.field(row, "latitude_deg"))
    if latitude.map({ abs($0) > 90_000 }) ?? true { reject("latitude_deg", "write degrees from -90 to 90") }
    let longitude = RawValue.longitude(table.field(row, "longitude_deg"))
    if longitude == nil { reject("longitude_deg", "write degrees above -180 and up to 180") }
    let groupText = table.field(row, "income_group")
    let group = Administration.IncomeGroup(rawValue: groupText)
    // INX is the World Bank's mark for economies that it doesn't classify.
    if group == nil, !groupText.isEmpty, groupText != "INX" {
      reject("income_group", "write LIC, LMC, UMC, HIC or INX")
    }
    if groupText == "INX" {
      self.note(
        &report, table, row, .repaired, "income group INX (not classified) written as none", table.field(row, "name"))
    }
    return Administration(
      symbol: text("symbol"), name: text("name"), iso3: text("iso3"), unRegion: text("un_region"),
      isLeastDeveloped: flag("ldc"), isLandlockedDeveloping: flag("lldc"), isSmallIslandDeveloping: flag("sids"),
      ituRegion: region, incomeGroup: group, population: number("population"),
      grossDomesticProductUSDollars: number("gdp_usd"), latitudeMilliDegrees: latitude ?? 0,
      longitudeMilliDegrees: longitude ?? 0)
  }

  private func note(
    _ report: inout ImportReport, _ table: RawTable, _ row: Int, _ action: ImportReport.Action, _ reason: String,
    _ detail: String
  ) {
    report.add(
      .init(
        table: table.name, line: table.lineNumbers[row], record: table.field(row, "symbol"), action: action,
        reason: reason, detail: detail))
  }

  /// Names of administrations from ITUcountries.csv, without the flags that follow them.
  private func countryNames(
    known: Set<String>, _ networks: [ListedNetwork], _ report: inout ImportReport
  ) -> [String: String] {
    guard let countries else { return [:] }
    report.count(table: countries.name, read: countries.records.count)
    let filing = Set(networks.map(\.network.administration))
    var names: [String: String] = [:]
    var replaced = 0
    var combined = 0
    for row in countries.records.indices {
      let symbol = countries.field(row, "ITU Symbol")
      if symbol.contains("/") {
        combined += 1
      } else if known.contains(symbol) {
        replaced += 1
      } else if filing.contains(symbol) {
        names[symbol] = Self.withoutFlag(countries.field(row, "ITU Country"))
        note(&report, countries, row, symbol)
      } else {
        report.add(
          .init(
            table: countries.name, line: countries.lineNumbers[row], record: symbol, action: .refused,
            reason: "it neither files a network nor has a row in the table of administrations",
            detail: Self.withoutFlag(countries.field(row, "ITU Country"))))
      }
    }
    let bulk = [
      (replaced, "the name is taken from the table of administrations"),
      (combined, "administration with organisation; told apart in networks.csv"),
    ]
    for (records, reason) in bulk where records > 0 {
      report.add(
        .init(table: countries.name, line: nil, record: "", action: .refused, records: records, reason: reason))
    }
    return names
  }

  private func note(_ report: inout ImportReport, _ countries: RawTable, _ row: Int, _ symbol: String) {
    report.add(
      .init(
        table: countries.name, line: countries.lineNumbers[row], record: symbol, action: .repaired,
        reason: "name of a historical symbol, without the flag that follows it",
        detail: Self.withoutFlag(countries.field(row, "ITU Country"))))
  }

  /// A name without emoji: flags are pairs of regional indicators, some are a black flag with tags.
  static func withoutFlag(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { scalar in
      !(0x1F000...0x1FFFF).contains(scalar.value) && !(0xE0000...0xE007F).contains(scalar.value)
        && scalar.value != 0xFE0F && scalar.value != 0x200D
    }
    return RawTable.cleaned(String(String.UnicodeScalarView(kept)))
  }
}
