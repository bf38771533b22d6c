// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Filings

@Suite struct ValueTests {
  @Test func degreesAsText() {
    let pairs = [
      ("-106.5", -106_500), ("180", 180_000), ("0", 0), ("0.001", 1), ("-0.05", -50), ("12.340", 12_340), ("-0", 0),
    ]
    for (text, milliDegrees) in pairs { #expect(MilliDegrees.parse(text) == milliDegrees, "\(text)") }
    for text in ["", "-", ".5", "5.", "1.2345", "1,5", "+5", " 5", "1e2", "--1", "1-", "99999999999999999999"] {
      #expect(MilliDegrees.parse(text) == nil, "\(text)")
    }
    for milliDegrees in stride(from: -180_000, through: 180_000, by: 37) {
      #expect(MilliDegrees.parse(MilliDegrees.text(milliDegrees)) == milliDegrees)
    }
    #expect(MilliDegrees.text(-106_500) == "-106.5")
    #expect(MilliDegrees.text(-50) == "-0.05")
  }

  @Test func daysOfTheCalendar() throws {
    #expect(CalendarDate(iso8601: "2024-02-29")?.dayNumber == 19_782)
    #expect(CalendarDate(iso8601: "1970-01-01")?.dayNumber == 0)
    for text in ["2023-02-29", "1900-02-29", "2023-00-10", "2023-13-10", "2023-1-10", "23-01-10", "2023-01-1x", ""] {
      #expect(CalendarDate(iso8601: text) == nil, "\(text)")
    }
    let early = try #require(CalendarDate(iso8601: "1999-12-31"))
    let late = try #require(CalendarDate(iso8601: "2000-01-01"))
    #expect(early < late)
    #expect(late.dayNumber - early.dayNumber == 1)
    #expect(late.iso8601 == "2000-01-01")
  }

  @Test func jsonKeepsOrderAndText() throws {
    let text = #"{"b": [1, -2.5e3, true, false, null, {}], "a": "x\n\"é\u00e9\ud83d\udef0\/", "c": []}"#
    let node = try JSONParser.parse(Array(text.utf8), file: "t.json")
    #expect(node[key: "a"]?.string == "x\n\"éé🛰/")
    #expect(node[key: "b"]?.elements?.count == 6)
    let again = try JSONParser.parse(Array(node.value.serialised().utf8), file: "t.json")
    #expect(again.value.serialised() == node.value.serialised())
    #expect(again[key: "a"]?.line == 10)
  }

  @Test(arguments: [
    "", "{", "[1,]", "[1 2]", "{\"a\" 1}", "{\"a\":1,}", "{a:1}", "nul", "01x", "\"\\q\"", "\"\\ud800\"", "\"a\nb\"",
    "[] []",
    "\"\\u12\"", "-", String(repeating: "[", count: 5000),
  ])
  func jsonFaults(text: String) {
    #expect(throws: BadInput.self) { try JSONParser.parse(Array(text.utf8), file: "t.json") }
  }

  @Test func flagsAreTakenFromNames() {
    #expect(AdministrationReader.withoutFlag("Myanmar 🇲🇲") == "Myanmar")
    #expect(AdministrationReader.withoutFlag("Scotland 🏴\u{E0067}\u{E0062}\u{E007F}") == "Scotland")
    #expect(AdministrationReader.withoutFlag("Côte d'Ivoire 🇨🇮") == "Côte d'Ivoire")
  }

  @Test func rawLayoutIsCleaned() {
    #expect(RawTable.cleaned("CAN ") == "CAN")
    #expect(RawTable.cleaned("\u{A0} ") == "")
    #expect(RawTable.cleaned("Satellite&nbsp;Name") == "Satellite Name")
    #expect(RawTable.cleaned("AT&T Côté") == "AT&T Côté")
    #expect(RawValue.administration("F / EUT") == ("F", "EUT"))
    #expect(RawValue.administration("F") == ("F", nil))
    #expect(RawValue.dottedDate("26.05.2022")?.iso8601 == "2022-05-26")
    #expect(RawValue.dottedDate("31.04.2022") == nil)
    #expect(RawValue.longitude("-180") == 180_000)
    #expect(RawValue.longitude("180.1") == nil)
    let link = "//www.itu.int/x.asp?sat_type=C&sat_name=NSS+9&ntc_id=118520103&plan_id="
    #expect(RawValue.noticeIdentifier(link) == 118_520_103)
    #expect(RawValue.parameter("sat_name", link) == "NSS 9")
  }

  @Test func allotmentsByName() {
    let day = CalendarDate(knownYear: 2018, month: 5, day: 15)
    func isAllotment(_ name: String, _ maturity: Network.Maturity = .planOrList, _ received: CalendarDate? = nil)
      -> Bool
    {
      NetworkListReader.isNationalAllotment(name, maturity, firstReceived: received)
    }
    #expect(isAllotment("AFG00000"))
    #expect(isAllotment("USA00001", .planOrList, day))
    #expect(isAllotment("J  00000"))
    #expect(isAllotment("CAN0WEST"))
    #expect(!isAllotment("HISPASAT", .planOrList, day))
    #expect(!isAllotment("SSD00000", .planSubmission))
    #expect(!isAllotment("AFG0000"))
    #expect(!isAllotment("A G00000"))
  }
}
