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

  /// Reads the inputs that a result keeps, its table of grants and of its certificate the claims of one policy.
  ///
  /// - Parameters:
  ///   - directory: where `compare` wrote the result.
  ///   - policy: whose claims and lottery are asked about; the other outcomes have none.
  /// - Throws: `InputNotFound` where a file is missing, `BadInput` where one doesn't fit.
  init(directory: String, policy asked: String) throws {
    let stored = StoredResult(directory: directory)
    let inputs = try stored.inputs(of: try stored.head())
    let problem = try CoordinationProblem(scenario: inputs.scenario, register: inputs.register)
    let rows = try Self.rows(path: stored.path("allocation.csv"))
    let certificates = try Self.certificates(path: stored.path("certificate.json"), claimsOf: asked)
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

    /// Where a decoder is told whose claims are read: they are most of the file.
    static let asked = CodingUserInfoKey(rawValue: "claims of policy")

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let name = try container.decode(String.self, forKey: .policy)
      policy = name
      grantStage = try container.decode([String: Int].self, forKey: .grantStage)
      let isAsked = Self.asked.map { decoder.userInfo[$0] as? String == name } ?? true
      stages = isAsked ? try container.decode([RecordedClaim].self, forKey: .stages) : []
      lottery = isAsked ? try container.decodeIfPresent(RecordedLottery.self, forKey: .lottery) : nil
    }
  }

  private static func certificates(path: String, claimsOf policy: String) throws -> [String: Certificate] {
    let data = try contents(path)
    do {
      let decoder = JSONDecoder()
      if let key = Certificate.asked { decoder.userInfo[key] = policy }
      let document = try decoder.decode(Certificates.self, from: data)
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
