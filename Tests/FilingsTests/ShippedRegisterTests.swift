// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Filings

/// The shipped register, held against figures that were computed independently from the raw list.
@Suite struct ShippedRegisterTests {
  let register: Register

  init() throws {
    register = try Register.read(directory: Places.register2023)
  }

  /// The networks filed under Article 9.
  private var nonPlanned: [Network] { register.networks.filter { $0.procedure == .nonPlanned } }

  /// The symbol as the list has it: `F / EUT` where an organisation is named.
  private func listSymbol(_ network: Network) -> String {
    network.administration + (network.organisation.map { " / " + $0 } ?? "")
  }

  private func counts(_ key: (Network) -> String) -> [String: Int] {
    nonPlanned.reduce(into: [:]) { $0[key($1), default: 0] += 1 }
  }

  /// The Gini coefficient over a population in which all that hold nothing count as 0.
  private func gini(_ held: [Int], over population: Int) -> Double {
    let values = (held + Array(repeating: 0, count: population - held.count)).sorted()
    let total = Double(values.reduce(0, +))
    let weighted = values.enumerated().reduce(0.0) { $0 + Double($1.offset + 1) * Double($1.element) }
    return 2 * weighted / (Double(population) * total) - Double(population + 1) / Double(population)
  }

  private func expectClose(
    _ value: Double, _ expected: Double, within tolerance: Double, at place: SourceLocation = #_sourceLocation
  ) {
    let difference = abs(value - expected)
    #expect(difference < tolerance, "\(value) where \(expected) was expected", sourceLocation: place)
  }

  private func share(ofLargest count: Int, _ counts: [String: Int]) -> Double {
    let sorted = counts.values.sorted(by: >)
    return 100 * Double(sorted.prefix(count).reduce(0, +)) / Double(sorted.reduce(0, +))
  }

  @Test func allNetworksAreKept() {
    #expect(register.networks.count == 3442)
    #expect(nonPlanned.count == 2761)
    #expect(Set(register.networks.map(\.identifier)).count == 3442)
    #expect(register.networks.allSatisfy { !$0.noticeIdentifiers.isEmpty })
  }

  @Test func networksBySymbol() {
    let bySymbol = counts(listSymbol)
    let folded = counts(\.administration)
    #expect(bySymbol.count == 67)
    #expect(folded.count == 60)
    let expected = [
      "USA": 485, "CHN": 308, "F": 223, "RUS": 195, "G": 172, "J": 152, "UAE": 117, "IND": 103, "HOL": 95, "E": 78,
    ]
    for (symbol, count) in expected { #expect(bySymbol[symbol] == count, "\(symbol)") }
    expectClose(share(ofLargest: 5, bySymbol), 50.1, within: 0.05)
    expectClose(share(ofLargest: 10, bySymbol), 69.8, within: 0.05)
    expectClose(share(ofLargest: 5, folded), 52.0, within: 0.05)
    expectClose(share(ofLargest: 10, folded), 71.8, within: 0.05)
  }

  @Test func inequality() {
    let bySymbol = Array(counts(listSymbol).values)
    let folded = Array(counts(\.administration).values)
    let memberStates = register.memberStates.count
    #expect(memberStates == 194)
    expectClose(gini(bySymbol, over: memberStates), 0.9049, within: 0.00005)
    expectClose(gini(folded, over: memberStates), 0.9128, within: 0.00005)
    expectClose(gini(bySymbol, over: 193), 0.9044, within: 0.00005)
    expectClose(gini(folded, over: 193), 0.9123, within: 0.00005)
    expectClose(gini(bySymbol, over: bySymbol.count), 0.7246, within: 0.00005)
    expectClose(gini(folded, over: folded.count), 0.7179, within: 0.00005)
  }

  @Test func networksOfLeastDevelopedCountries() {
    let leastDeveloped = Set(register.administrations.filter(\.isLeastDeveloped).map(\.symbol))
    let counted = counts(\.administration).filter { leastDeveloped.contains($0.key) }
    #expect(counted == ["ETH": 1, "CBG": 1, "NPL": 1, "LAO": 2])
  }

  @Test func bringingIntoUse() throws {
    #expect(nonPlanned.compactMap(\.broughtIntoUse).count == 1489)
    let snapshot = register.snapshot
    #expect(register.networks.compactMap(\.broughtIntoUse).filter { $0 > snapshot }.count == 15)
    let firstDay = try #require(CalendarDate(year: 2016, month: 1, day: 1))
    let recent = nonPlanned.filter { $0.firstReceived.map { $0 >= firstDay } ?? false }
    #expect(recent.count == 1299)
    let used = recent.compactMap(\.broughtIntoUse)
    #expect(used.count == 71)
    expectClose(100 * Double(used.count) / Double(recent.count), 5.5, within: 0.05)
    #expect(used.filter { $0 <= snapshot }.count == 59)
  }

  @Test func doubledNamesAreTwoNetworks() {
    let names = Dictionary(grouping: register.networks, by: \.name).filter { $0.value.count > 1 }
    #expect(names.count == 21)
    for (name, networks) in names {
      #expect(networks.map(\.procedure) == [.nonPlanned, .planned])
      #expect(networks.map(\.identifier) == [name, name + " [planned]"])
    }
  }

  @Test func historicalSymbolsKeepTheirNetworks() {
    let historical = register.administrations.filter { !$0.isMemberState }
    #expect(historical.map(\.symbol) == ["BRM", "XYU"])
    #expect(historical.map(\.name) == ["Myanmar", "Yugoslavia"])
    #expect(register.networks.contains { $0.identifier == "BRM00000" && $0.administration == "BRM" })
    #expect(register.networks.contains { $0.identifier == "XYU00000" && $0.administration == "XYU" })
  }

  @Test func allotments() {
    #expect(register.allotments.count == 189)
    #expect(Set(register.allotments.map(\.administration)).count == 154)
    let national = register.networks.filter(\.isNationalAllotment)
    #expect(national.count == 225)
    // Those with a symbol of three letters and five digits are the ones that the literature counts.
    let capitals: ClosedRange<UInt8> = 0x41...0x5A
    let digits: ClosedRange<UInt8> = 0x30...0x39
    let numbered = national.filter { network in
      let bytes = Array(network.name.utf8)
      return bytes[..<3].allSatisfy(capitals.contains) && bytes[3...].allSatisfy(digits.contains)
    }
    #expect(numbered.count == 206)
    #expect(Set(numbered.map(\.orbit)).count == 178)
    let names = Set(national.map(\.name))
    #expect(register.allotments.allSatisfy { names.contains($0.name) })
  }

  @Test func organisationsFileThroughAdministrations() {
    #expect(register.organisations.map(\.symbol) == ["ARB", "ASA", "ESA", "EUM", "EUT", "IK", "NOT", "RAS"])
    let filed = register.networks.filter { $0.organisation != nil }
    #expect(filed.count == 135)
    #expect(filed.filter { $0.organisation == "EUT" }.map(\.administration) == Array(repeating: "F", count: 40))
  }

  @Test func suspensionsHaveLimitsAndRenamingsAreFollowed() throws {
    #expect(register.networks.reduce(0) { $0 + $1.suspensions.count } == 412)
    let network = try #require(register.networks.first { $0.identifier == "NSS-G4-6" })
    let suspension = try #require(network.suspensions.last)
    #expect(suspension.start.iso8601 == "2023-06-05")
    #expect(suspension.limit?.iso8601 == "2026-06-05")
    #expect(register.networks.filter { !$0.previousNames.isEmpty }.count == 130)
  }
}
