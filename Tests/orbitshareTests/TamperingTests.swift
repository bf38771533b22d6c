// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import Verification

@testable import orbitshare

/// Whatever is changed in the tables or documents of a result is found.
///
/// One policy in order and one with an objective are enough, and make it quick; every cell and number is tried.
@Suite struct TamperingTests {
  static let policies = ["first-come", "max-min"]

  private static let made = Result { () throws -> String in
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("orbitshare-two-\(UUID().uuidString)")
    Scratch.path = scratch.path
    atexit { try? FileManager.default.removeItem(atPath: Scratch.path) }
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let scenario = try Places.text(Places.small)
      .replacingOccurrences(of: "register: .", with: "register: \(Places.root)/Instances/small")
      .replacingOccurrences(of: "entitlements: [equal, population]", with: "entitlements: [equal]")
    try Places.write(scenario, scratch.path + "/scenario.yaml")
    let named = policies.flatMap { ["--policy", Places.root + "/Instances/policies/\($0).yaml"] }
    let run = try Program.run(
      ["compare", scratch.path + "/scenario.yaml", "--out", scratch.path + "/result"] + named)
    #expect(run.status == 0, "\(run.error)")
    return scratch.path + "/result"
  }

  private enum Scratch {
    nonisolated(unsafe) static var path = ""
  }

  /// The rows of the allocation, without the header.
  private static func rows() throws -> [[String]] {
    try Places.text(try made.get() + "/allocation.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func theResultIsAccepted() throws {
    let report = try StoredResult(directory: try Self.made.get()).verify()
    #expect(report.isVerified, "\(report.findings)")
  }

  /// Every cell, three ways: another value of its column, another text, nothing.
  ///
  /// The verifier's arithmetic alone finds nearly all. An optimum may be reached in more than one way, so a place, channel
  /// or polarization of the second policy may be as good as the one granted; those show by the digest.
  @Test(arguments: 0..<4) func everyCell(part: Int) throws {
    var verifier = try StoredResult(directory: try Self.made.get()).verifier()
    let rows = try Self.rows()
    var changed = 0
    var equallyGood: [(row: Int, text: String)] = []
    for row in rows.indices where row % 4 == part {
      for column in rows[row].indices {
        let own = rows[row][column]
        let inUse = Array(Set(rows.dropFirst().map { $0[column] }).subtracting([own])).sorted()
        let near = inUse.isEmpty ? nil : inUse[(row + column) % inUse.count]
        for value in Set([near ?? "x", own + "0", ""]).subtracting([own]).sorted() {
          var tampered = rows
          tampered[row][column] = value
          let text = tampered.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
          verifier.files.allocation = Array(text.utf8)
          changed += 1
          guard verifier.verify().isVerified else { continue }
          if rows[row][0] == Self.policies[1], [5, 7, 9].contains(column) {
            equallyGood.append((row, text))
          } else {
            Issue.record("line \(row + 1), column \(column): `\(own)` → `\(value)` was not found")
          }
        }
      }
    }
    #expect(changed > 350)
    #expect(equallyGood.count < 20)
    for (row, text) in equallyGood {
      try withCopy { copy in
        try Places.write(text, copy + "/allocation.csv")
        #expect(try Program.run("verify", copy).status == 1, "line \(row + 1)")
      }
    }
  }

  @Test func aHandfulThroughTheProgram() throws {
    let rows = try Self.rows()
    for (row, column) in [(1, 0), (5, 1), (9, 4), (13, 6), (20, 8), (27, 10), (30, 11), (40, 2), (54, 5)] {
      var tampered = rows
      tampered[row][column] = rows[row][column] == "1" ? "2" : "1"
      try withCopy { copy in
        try Places.write(
          tampered.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n", copy + "/allocation.csv")
        let run = try Program.run("verify", copy)
        #expect(run.status == 1, "line \(row + 1), column \(column)")
        #expect(run.text.contains("allocation.csv"))
      }
    }
  }

  @Test func rowsOutOfPlace() throws {
    var verifier = try StoredResult(directory: try Self.made.get()).verifier()
    let lines = try Places.text(try Self.made.get() + "/allocation.csv").split(separator: "\n").map(String.init)
    var variants: [[String]] = [[], Array(lines.dropLast()), lines + [lines[3]], [lines[0]] + lines.dropFirst().reversed()]
    variants.append(lines.enumerated().filter { $0.offset != 7 }.map(\.element))
    variants.append(Array(lines.prefix(4)) + [lines[5], lines[4]] + Array(lines.dropFirst(6)))
    variants.append(lines.map { $0 + "," })
    variants.append(["policy"] + lines.dropFirst())
    for variant in variants {
      verifier.files.allocation = Array((variant.joined(separator: "\n") + "\n").utf8)
      #expect(!verifier.verify().isVerified, "\(variant.count) lines")
    }
  }

  /// Every kind of number in the certificate: the first and the last of it.
  @Test func numbersOfTheCertificate() throws {
    var verifier = try StoredResult(directory: try Self.made.get()).verifier()
    let bytes = try Places.bytes(try Self.made.get() + "/certificate.json")
    let numbers = Self.firstAndLast(NumberInText.all(in: bytes))
    #expect(numbers.count >= 8)
    for number in numbers {
      // More multipliers than a proof needs leave a bound that is no better, but still a bound: only the digest tells.
      guard !number.kind.contains("multipliers"), !number.kind.hasSuffix("scale") else { continue }
      verifier.files.certificate = number.replaced(by: number.another, in: bytes)
      #expect(!verifier.verify().isVerified, "\(number.path): \(number.text) → \(number.another)")
    }
  }

  @Test func theCertificatesBytesCount() throws {
    let numbers = NumberInText.all(in: try Places.bytes(try Self.made.get() + "/certificate.json"))
    for number in Self.firstAndLast(numbers).prefix(6) {
      try expectFound("certificate.json") { number.replaced(by: number.another, in: $0) }
    }
  }

  @Test func figuresOfTheMetrics() throws {
    var verifier = try StoredResult(directory: try Self.made.get()).verifier()
    let lines = try Places.text(try Self.made.get() + "/metrics.csv").split(separator: "\n").map(String.init)
    for line in stride(from: 1, to: lines.count, by: 11) {
      var cells = lines[line].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[5] = cells[5].isEmpty ? "0.5" : Double(cells[5]) == 0 ? "0.25" : "0.0"
      var tampered = lines
      tampered[line] = cells.joined(separator: ",")
      verifier.files.metrics = Array((tampered.joined(separator: "\n") + "\n").utf8)
      #expect(!verifier.verify().isVerified, "\(lines[line])")
    }
    try expectFound("metrics.csv") { Array(String(decoding: $0, as: UTF8.self).replacing(",value\n", with: ",infinite\n").utf8) }
  }

  /// Every kind of number in the summary: the first and the last of it, through all checks of a stored result.
  @Test func numbersOfTheSummary() throws {
    let numbers = Self.firstAndLast(NumberInText.all(in: try Places.bytes(try Self.made.get() + "/results.json")))
    #expect(numbers.count > 100)
    try withCopy { copy in
      let bytes = try Places.bytes(copy + "/results.json")
      for number in numbers {
        try Data(number.replaced(by: number.another, in: bytes)).write(to: URL(fileURLWithPath: copy + "/results.json"))
        do {
          let report = try StoredResult(directory: copy).verify()
          #expect(!report.isVerified, "\(number.path): \(number.text) → \(number.another)")
        } catch {
          Issue.record("\(number.path): \(error)")
        }
      }
    }
  }

  /// Numbers that no result has must be refused, whatever they would do to a drawing.
  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "1e300", "999999"]) func absurdNumbers(text: String) throws {
    let numbers = Self.firstAndLast(NumberInText.all(in: try Places.bytes(try Self.made.get() + "/results.json")))
    try withCopy { copy in
      let bytes = try Places.bytes(copy + "/results.json")
      for kind in ["administration", "granted", "position", "population", "[]", "bound", "value"] {
        for number in numbers.filter({ $0.kind.hasSuffix(kind) }).prefix(3) {
          try Data(number.replaced(by: text, in: bytes)).write(to: URL(fileURLWithPath: copy + "/results.json"))
          let isFound: Bool
          do { isFound = try !StoredResult(directory: copy).verify().isVerified } catch { isFound = true }
          #expect(isFound, "\(number.path): \(text)")
        }
      }
    }
  }

  private static func firstAndLast(_ numbers: [NumberInText]) -> [NumberInText] {
    var first: [String: Int] = [:]
    var last: [String: Int] = [:]
    for (index, number) in numbers.enumerated() {
      if first[number.kind] == nil { first[number.kind] = index }
      last[number.kind] = index
    }
    return Set(first.values).union(last.values).sorted().map { numbers[$0] }
  }

  private func withCopy(_ body: (String) throws -> Void) throws {
    try Places.withTemporaryDirectory { directory in
      try FileManager.default.copyItem(atPath: try Self.made.get(), toPath: directory + "/result")
      try body(directory + "/result")
    }
  }

  private func expectFound(_ name: String, _ change: ([UInt8]) -> [UInt8]) throws {
    try withCopy { copy in
      let bytes = try Places.bytes(copy + "/" + name)
      let changed = change(bytes)
      #expect(changed != bytes)
      try Data(changed).write(to: URL(fileURLWithPath: copy + "/" + name))
      #expect(try Program.run("verify", copy).status == 1, "\(name)")
    }
  }
}
