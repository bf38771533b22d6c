// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Filings

@Suite struct TableTests {
  private func faults(_ text: String) -> [String] {
    do {
      _ = try Table.parse(text, file: "t.csv")
      return []
    } catch {
      return error.faults.map { "\($0.line ?? 0) \($0.field ?? "-") \($0.problem)" }
    }
  }

  @Test func quotationMarksCommasAndLineBreaks() throws {
    let table = try Table.parse("a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n,\n\"last\",z", file: "t.csv")
    #expect(table.header == ["a", "b"])
    #expect(table.rows == [["x, \"y\"", "1\n2"], ["", ""], ["last", "z"]])
    #expect(table.lineNumbers == [2, 4, 5])
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func lineBreaks(lineBreak: String) throws {
    let text = ["\u{FEFF}a,b", "1,2", "", "\"3\(lineBreak)3\",4", "5,6", ""].joined(separator: lineBreak)
    let table = try Table.parse(text, file: "t.csv")
    #expect(table.header == ["a", "b"])
    #expect(table.rows == [["1", "2"], ["3\(lineBreak)3", "4"], ["5", "6"]])
    #expect(table.lineNumbers == [2, 4, 6])
  }

  @Test func emptyFieldsOfOneColumnSurvive() throws {
    let table = Table(header: ["a"], rows: [["x"], [""], ["y"]])
    #expect(table.serialised() == "a\nx\n\"\"\ny\n")
    #expect(try Table.parse(table.serialised(), file: "t.csv") == table)
  }

  @Test func faultsNameTheirPlace() {
    #expect(faults("") == ["1 - the file is empty"])
    #expect(faults("\n\n") == ["1 - the file is empty"])
    #expect(faults("a,a\n1,2\n") == ["1 a the column name stands twice in the header"])
    #expect(faults("a,,b\n") == ["1 column 2 the column has no name"])
    #expect(
      faults("a,b\n1\n1,2\n1,2,3\n") == [
        "2 - the row has 1 field where the header has 2", "4 - the row has 3 fields where the header has 2",
      ])
    #expect(
      faults("a,b\n\"1\n2\",3\n4,\"5\n6,7\n") == ["4 field 2 the quotation mark that opens the field is never closed"])
    #expect(
      faults("a,b\nx\"y\",1\n\"p\"q,2\n") == [
        "2 field 1 a quotation mark stands inside a field that doesn't start with one",
        "3 field 1 text follows the closing quotation mark",
      ])
  }

  @Test func bytesThatAreNotUTF8NameTheirLine() {
    let bytes = Array("a,b\n1,2\n3,".utf8) + [0xE9] + Array("\n".utf8)
    #expect(throws: BadInput.self) { try Table.parse(bytes: bytes, file: "t.csv") }
    do {
      _ = try Table.parse(bytes: bytes, file: "t.csv")
    } catch {
      #expect(error.faults.map(\.line) == [3])
    }
  }

  /// A small generator, so that the tables are the same on every run.
  private struct Generator {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }

    mutating func field() -> String {
      let pieces = ["a", "é", "🛰", ",", "\"", "\n", "\r\n", "\r", " ", "\t", "'", ";", "\"\"", "7"]
      return (0..<next(below: 6)).map { _ in pieces[next(below: pieces.count)] }.joined()
    }

    mutating func rows() -> [[String]] {
      let columns = 1 + next(below: 4)
      return (0..<(1 + next(below: 6))).map { _ in (0..<columns).map { _ in field() } }
    }
  }

  @Test(arguments: UInt64(0)..<200) func whatIsWrittenIsRead(seed: UInt64) throws {
    var generator = Generator(state: seed)
    let rows = generator.rows()
    let header = rows[0].indices.map { "column \($0)" }
    let table = Table(header: header, rows: rows)
    let read = try Table.parse(table.serialised(), file: "t.csv")
    #expect(read.header == header)
    #expect(read.rows == rows)
  }

  /// Python's csv module reads our text and writes its own; both must come to the same fields.
  @Test(.enabled(if: Places.python != nil)) func agreesWithPython() throws {
    let python = try #require(Places.python)
    try Places.withTemporaryDirectory { directory in
      var generator = Generator(state: 2023)
      var tables: [[[String]]] = []
      for number in 0..<150 {
        let rows = generator.rows()
        let table = Table(header: rows[0].indices.map { "c\($0)" }, rows: rows)
        tables.append([table.header] + rows)
        try Places.write(table.serialised(), "\(directory)/\(number).csv")
      }
      let script = """
        import csv, json, sys
        tables = []
        for number in range(150):
            with open(f"{sys.argv[1]}/{number}.csv", encoding="utf-8", newline="") as file:
                tables.append(list(csv.reader(file, strict=True)))
            with open(f"{sys.argv[1]}/{number}.csv", "w", encoding="utf-8-sig", newline="") as file:
                quoting = csv.QUOTE_ALL if number % 2 else csv.QUOTE_MINIMAL
                csv.writer(file, quoting=quoting).writerows(tables[-1])
        with open(f"{sys.argv[1]}/all.json", "w", encoding="utf-8") as file:
            json.dump(tables, file)
        """
      let process = Process()
      process.executableURL = URL(fileURLWithPath: python)
      process.arguments = ["-c", script, directory]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let data = try Data(contentsOf: URL(fileURLWithPath: directory + "/all.json"))
      #expect(try JSONDecoder().decode([[[String]]].self, from: data) == tables)
      for (number, rows) in tables.enumerated() {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(number).csv"))
        let read = try CommaSeparatedRecords.parse([UInt8](data), file: "\(number).csv")
        #expect(read.records == rows)
      }
    }
  }
}
