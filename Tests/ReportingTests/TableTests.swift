// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reporting

@Suite("Tables")
struct TableTests {
  @Test("fields with commas, marks and line breaks stand in quotation marks")
  func quoting() {
    var table = CSVText(header: ["a", "b"])
    table.append(["x,y", "say \"hi\""])
    table.append(["two\nlines", "carriage\r"])
    table.append(["", "plain"])
    #expect(table.text == "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"carriage\r\"\n,plain\n")
  }

  @Test("a carriage return and a line feed together are quoted too")
  func lineBreakPair() {
    func quoted(_ field: String) -> String {
      String(CSVText(header: [field]).text.dropLast())
    }
    #expect(quoted("a\r\nb") == "\"a\r\nb\"")
    #expect(quoted("\"\r\n\"") == "\"\"\"\r\n\"\"\"")
  }

  @Test("allocations have the columns of the contract")
  func allocation() {
    let granted = AllocationRow(
      policy: "first-come", network: "SAT, \"ONE\"", administration: "F", organisation: "EUT", outcome: .granted,
      positionMilliDegrees: -178_500, band: "Ku", firstChannel: 2, channels: 1, polarization: "dual",
      reason: "as-filed", blocking: [])
    var refused = granted
    (refused.outcome, refused.positionMilliDegrees, refused.firstChannel) = (.refused, nil, nil)
    (refused.polarization, refused.reason, refused.blocking) = ("", "all-places-taken", ["A", "B"])
    #expect(
      AllocationTable(rows: [granted, refused]).csv
        == #"""
        policy,network,administration,organisation,outcome,position_deg,band,first_channel,channels,polarization,reason,blocking
        first-come,"SAT, ""ONE""",F,EUT,granted,-178.5,Ku,2,1,dual,as-filed,
        first-come,"SAT, ""ONE""",F,EUT,refused,,Ku,,1,,all-places-taken,A;B

        """#)
  }

  @Test("measures have the columns of the contract, and a status where there is no value")
  func metrics() {
    let lines = MetricsTable(document: Fixture.small.document).csv.split(separator: "\n")
    #expect(lines.first == "policy,population,entitlement,group,metric,value,status")
    #expect(lines.contains("none,member_states,equal,all,gini,,undefined"))
    #expect(lines.contains("first-come,member_states,equal,all,mld,,infinite"))
    #expect(lines.contains("first-come,member_states,equal,all,granted_channels,16,value"))
  }

  @Test("the best of a column, ties and none")
  func best() {
    typealias Quantity = ResultsDocument.Quantity
    let nothing = Quantity.undefined(reason: "nothing allocated")
    #expect(MeasureText.best([.init(1), .init(2), .init(1)], .lowerIsFairer) == [true, false, true])
    #expect(MeasureText.best([.init(1), .init(2), nil], .higherIsFairer) == [false, true, false])
    #expect(MeasureText.best([.init(1), .init(1)], .lowerIsFairer) == [false, false])
    #expect(MeasureText.best([.init(1), .infinite], .lowerIsFairer) == [true, false])
    #expect(MeasureText.best([nothing, nothing], .lowerIsFairer) == [false, false])
    #expect(MeasureText.best([.init(1), .init(2)], .neutral) == [false, false])
    #expect(MeasureText.text(.infinite, id: "mld") == "∞")
    #expect(MeasureText.text(nothing, id: "gini") == "undefined")
    #expect(MeasureText.text(nil, id: "gini") == "–")
  }
}

@Suite("Attribution in the report")
struct AttributionTableTests {
  @Test("every rule of every policy, and the widest range of the Gini coefficient")
  func table() throws {
    var document = Fixture.small.document
    let policy = try #require(document.policies.first)
    #expect(ComparisonTables(Digest(document)).attribution() == nil)
    document.attributionSensitivity = [(ResultsDocument.Scenario.Attribution.members, 0.4375), (.memberShares, 0.5)].map
    {
      .init(
        policy: policy.id, attribution: $0.0, gini: .init($0.1), hoover: .init(0.25), shareWithNothing: .init(0.5),
        minRatio: .init(0), parityOfLeastDeveloped: .undefined(reason: "the group has no member with an entitlement"))
    }
    let table = try #require(ComparisonTables(Digest(document)).attribution())
    #expect(table.rows.map(\.isHeading) == [true, false, false])
    let html = try Report(document: document).html()
    #expect(html.contains("members in equal parts"))
    #expect(html.contains("The choice moves the Gini coefficient most under"))
    #expect(html.contains("from 0.438 to 0.500."))
  }
}
