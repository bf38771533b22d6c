// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Reporting

@Suite("results.json")
struct ResultsJSONTests {
  @Test("the file of a small document is the one kept")
  func snapshot() throws {
    try Snapshot.expect(String(decoding: try Fixture.small.document.json(), as: UTF8.self), "results.json")
  }

  @Test("what is written is read back, and written again to the same bytes")
  func roundTrip() throws {
    for fixture in [Fixture.small, Fixture.large] {
      let document = fixture.document
      let bytes = try document.json()
      let again = try ResultsDocument(json: bytes, path: "results.json")
      #expect(again == document)
      #expect(try again.json() == bytes)
    }
  }

  @Test("the head of a file is read alone, with the same faults")
  func head() throws {
    let document = Fixture.small.document
    let bytes = try document.json()
    let head = try ResultsHead(json: bytes, path: "results.json")
    #expect(head.seeds == document.scenario.seeds && !head.seeds.isEmpty)
    #expect(head.policyNames == document.policies.map(\.id) && !head.policyNames.isEmpty)
    for broken in ["{}", "[", #"{"schema": "other/1"}"#, #"{"schema": "orbitshare-results/1", "scenario": {}}"#] {
      func problem(_ read: () throws -> Void) -> String? {
        do { try read() } catch { return "\(error)" }
        return nil
      }
      let own = problem { _ = try ResultsHead(json: Array(broken.utf8), path: "results.json") }
      #expect(own != nil)
      guard broken.contains("other") || broken == "[" else { continue }
      #expect(own == problem { _ = try ResultsDocument(json: Array(broken.utf8), path: "results.json") })
    }
  }

  @Test("keys are snake_case, sorted, and nothing is null")
  func keys() throws {
    let text = String(decoding: try Fixture.small.document.json(), as: UTF8.self)
    #expect(text.contains("\"grid_milli_degrees\": 500"))
    #expect(text.contains("\"schema\": \"orbitshare-results/1\""))
    #expect(text.contains("\"value\": 18446744073709551615"))
    #expect(!text.contains("null"))
    #expect(text.hasPrefix("{\n \"administrations\": ["))
    #expect(text.hasSuffix("}\n"))
  }

  @Test("numbers stand on one line, small things too")
  func layout() {
    let compact = #"{"b":[[1,2.5],[-3,1e-07]],"a":{"y":true,"x":"a,b]}\"\\"},"c":[],"d":{}}"#
    let expected =
      "{\"a\": {\"x\": \"a,b]}\\\"\\\\\", \"y\": true}, \"b\": [[1,2.5],[-3,1e-07]], \"c\": [], \"d\": {}}\n"
    #expect(String(decoding: JSONLayout.text(of: [UInt8](compact.utf8)), as: UTF8.self) == expected)
    let long = "{\"k\":[" + (0..<40).map { "\"item \($0) \"" }.joined(separator: ",") + "]}"
    let text = String(decoding: JSONLayout.text(of: [UInt8](long.utf8)), as: UTF8.self)
    #expect(text.split(separator: "\n").count == 44)
    #expect(text.contains("\n  \"item 3 \",\n"))
  }

  @Test("a number that is not finite is refused, and a quantity says so instead")
  func notFinite() throws {
    var document = Fixture.small.document
    document.policies[0].decompositions[0].groups[0].entitlementShare = .nan
    #expect(throws: EncodingError.self) { try document.json() }
    #expect(ResultsDocument.Quantity(.infinity) == .infinite)
    #expect(ResultsDocument.Quantity(-.infinity).status == .undefined)
    #expect(ResultsDocument.Quantity(.nan).status == .undefined)
    #expect(ResultsDocument.Quantity(-0.0).value?.sign == .plus)
  }

  private func fault(_ text: String) -> Fault? {
    do {
      _ = try ResultsDocument(json: [UInt8](text.utf8), path: "results.json")
      return nil
    } catch {
      return error.faults.first
    }
  }

  @Test("what can't be read is told with its place")
  func faults() throws {
    #expect(fault("not json")?.file == "results.json")
    #expect(fault("{}")?.field == "schema")
    #expect(fault(#"{"schema":"orbitshare-results/9"}"#)?.problem == "the schema is \"orbitshare-results/9\"")
    let text = String(decoding: try Fixture.small.document.json(), as: UTF8.self)
    let broken = text.replacingOccurrences(of: "\"grid_milli_degrees\": 500", with: "\"grid_milli_degrees\": \"x\"")
    #expect(fault(broken)?.field == "scenario.grid_milli_degrees")
    let missing = text.replacingOccurrences(of: "\"table_edition\"", with: "\"tables\"")
    #expect(fault(missing)?.field == "scenario.table_edition")
    #expect(fault(missing)?.problem == "the value is missing")
  }
}
