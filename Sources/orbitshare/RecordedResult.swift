// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Filings
import Foundation
import Scenarios

/// A result directory read back: the problem that it was worked out in, and the outcome of every policy.
struct RecordedResult {
  let problem: CoordinationProblem
  let outcomes: [RecordedOutcome]

  /// Reads the inputs that a result keeps, its table of grants and its certificate.
  ///
  /// - Throws: `InputNotFound` where a file is missing, `BadInput` where one doesn't fit.
  init(directory: String) throws {
    let stored = StoredResult(directory: directory)
    let inputs = try stored.inputs(of: try stored.summary().document)
    let problem = try CoordinationProblem(scenario: inputs.scenario, register: inputs.register)
    let rows = try Self.rows(path: stored.path("allocation.csv"))
    let certificates = try Self.certificates(path: stored.path("certificate.json"))
    self.problem = problem
    outcomes = try inputs.policies.map { policy in
      let certificate = certificates[policy.name]
      return try RecordedOutcome(
        problem: problem, policy: policy, rows: rows[policy.name] ?? [], stages: certificate?.grantStage ?? [:],
        claims: certificate?.stages ?? [], lottery: certificate?.lottery, file: stored.path("allocation.csv"))
    }
  }

  private struct Certificates: Decodable {
    var policies: [Certificate]
  }

  private struct Certificate: Decodable {
    var policy: String
    var grantStage: [String: Int]
    var stages: [RecordedClaim]
    var lottery: RecordedLottery?

    enum CodingKeys: String, CodingKey {
      case policy, stages, lottery
      case grantStage = "grant_stage"
    }
  }

  private static func certificates(path: String) throws -> [String: Certificate] {
    let data = try contents(path)
    do {
      let document = try JSONDecoder().decode(Certificates.self, from: data)
      return Dictionary(document.policies.map { ($0.policy, $0) }, uniquingKeysWith: { first, _ in first })
    } catch {
      throw BadInput([
        Fault(file: path, problem: "is not a certificate", remedy: "use the file as `compare` wrote it")
      ])
    }
  }

  private static func rows(path: String) throws -> [String: [RecordedOutcome.Row]] {
    let table = try Table.parse(bytes: [UInt8](try contents(path)), file: path)
    var columns: [String: Int] = [:]
    for (index, name) in table.header.enumerated() { columns[name] = index }
    func column(_ name: String) throws -> Int {
      if let index = columns[name] { return index }
      throw BadInput([
        Fault(
          file: path, line: 1, field: name, problem: "the column is missing",
          remedy: "use the file as `compare` wrote it")
      ])
    }
    let policy = try column("policy")
    let network = try column("network")
    let outcome = try column("outcome")
    let position = try column("position_deg")
    let firstChannel = try column("first_channel")
    let polarization = try column("polarization")
    let reason = try column("reason")
    var rows: [String: [RecordedOutcome.Row]] = [:]
    for (cells, line) in zip(table.rows, table.lineNumbers) {
      let isGranted = cells[outcome] == "granted"
      let longitude = MilliDegrees.parse(cells[position])
      let channel = Int(cells[firstChannel])
      guard !isGranted || (longitude != nil && channel != nil) else {
        throw BadInput([
          Fault(
            file: path, line: line, field: longitude == nil ? "position_deg" : "first_channel",
            problem: "a granted row needs a number here", remedy: "use the file as `compare` wrote it")
        ])
      }
      rows[cells[policy], default: []].append(
        RecordedOutcome.Row(
          line: line, network: cells[network], reason: cells[reason],
          longitudeMilliDegrees: isGranted ? longitude : nil, firstChannel: isGranted ? channel : nil,
          polarization: isGranted ? cells[polarization] : nil))
    }
    return rows
  }

  private static func contents(_ path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputNotFound(path: path, reason: "no such file, or it can't be read")
    }
    return data
  }
}
