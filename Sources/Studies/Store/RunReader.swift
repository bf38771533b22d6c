// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB

/// Reads one run after the other with all its rows, and checks them by the run's digests.
struct RunReader {
  let database: Database
  let names: StoredNames
  let path: String

  /// A run with its measures by number of the name.
  struct Rows {
    var number = 0
    var key = ""
    var digest = ""
    var outcome = RunRecord.Outcome.done(proof: "")
    var measures: [(name: Int, value: Double?, status: Int)] = []
    var claims: [RunRecord.Claim] = []
    var decisions: [RunRecord.Decision] = []
    var certificate: [UInt8]?
  }

  /// The record of a run; nil where there is none.
  func record(of identity: RunIdentity) throws -> RunRecord? {
    guard let rows = try rows(of: identity.description) else { return nil }
    let step = try SQLStep(database, "SELECT seconds, nodes, simplex_iterations FROM effort WHERE run = ?")
    defer { step.end() }
    step.bind(1, rows.number)
    var effort = RunRecord.Effort(seconds: 0, nodes: 0, simplexIterations: 0)
    if try step.next() {
      effort = RunRecord.Effort(seconds: step.real(0), nodes: step.number(1), simplexIterations: step.number(2))
    }
    let measures = rows.measures.map {
      Measurement(name: names.measureNames[$0.name - 1], value: $0.value, status: StoredNames.statuses[$0.status])
    }
    return RunRecord(
      identity: identity, key: rows.key, outcome: rows.outcome, measures: measures.sorted { $0.name < $1.name },
      claims: rows.claims, decisions: rows.decisions, certificate: rows.certificate, effort: effort)
  }

  /// The rows of a run, checked; nil where there is none.
  func rows(of identity: String) throws -> Rows? {
    let step = try SQLStep(
      database, "SELECT number, key, status, proof, measures_digest, digest FROM runs WHERE identity = ?")
    defer { step.end() }
    step.bind(1, identity)
    guard try step.next() else { return nil }
    var rows = Rows()
    var digests = RunDigests()
    rows.number = step.number(0)
    rows.key = step.text(1)
    rows.digest = step.text(5)
    rows.outcome = step.text(2) == "done" ? .done(proof: step.text(3)) : try failure(of: rows.number)
    let measuresDigest = step.text(4)
    rows.measures = try measures(of: rows.number, identity: identity, digests: &digests)
    rows.claims = try claims(of: rows.number, digests: &digests)
    rows.decisions = try decisions(of: rows.number, identity: identity, digests: &digests)
    rows.certificate = try certificate(of: rows.number)
    digests.setHead(identity: identity, key: rows.key, outcome: rows.outcome, certificate: rows.certificate)
    guard RowDigest.text(digests.measures) == measuresDigest else {
      throw StoreFault.altered(path: path, identity: identity, rows: "measures")
    }
    guard RowDigest.text(digests.whole) == rows.digest else {
      throw StoreFault.altered(path: path, identity: identity, rows: "rows")
    }
    return rows
  }

  private func failure(of run: Int) throws -> RunRecord.Outcome {
    let step = try SQLStep(database, "SELECT kind, message FROM failures WHERE run = ?")
    defer { step.end() }
    step.bind(1, run)
    guard try step.next() else { return .failed(RunFailure(kind: .internal, message: "")) }
    return .failed(RunFailure(kind: RunFailure.Kind(rawValue: step.text(0)) ?? .internal, message: step.text(1)))
  }

  private func measures(
    of run: Int, identity: String, digests: inout RunDigests
  ) throws -> [(name: Int, value: Double?, status: Int)] {
    let step = try SQLStep(database, "SELECT measure, value, status FROM measures WHERE run = ? ORDER BY measure")
    defer { step.end() }
    step.bind(1, run)
    var rows: [(name: Int, value: Double?, status: Int)] = []
    while try step.next() {
      let (name, value, status) = (step.number(0), step.optionalReal(1), step.number(2))
      guard names.measureHashes.indices.contains(name - 1), StoredNames.statuses.indices.contains(status) else {
        throw StoreFault.altered(path: path, identity: identity, rows: "measures")
      }
      digests.addMeasure(name: names.measureHashes[name - 1], value: value, status: status)
      rows.append((name, value, status))
    }
    return rows
  }

  private func claims(of run: Int, digests: inout RunDigests) throws -> [RunRecord.Claim] {
    let step = try SQLStep(
      database,
      "SELECT number, stage, objective, strength, value, bound FROM claims WHERE run = ? ORDER BY number")
    defer { step.end() }
    step.bind(1, run)
    var claims: [RunRecord.Claim] = []
    while try step.next() {
      let claim = RunRecord.Claim(
        number: step.number(0), stage: step.text(1), objective: step.text(2), strength: step.text(3),
        value: step.number(4), bound: step.optionalNumber(5))
      digests.add(claim)
      claims.append(claim)
    }
    return claims
  }

  private func decisions(of run: Int, identity: String, digests: inout RunDigests) throws -> [RunRecord.Decision] {
    let step = try SQLStep(
      database,
      """
      SELECT request, outcome, position_millidegrees, first_channel, reason FROM allocations
      WHERE run = ? ORDER BY request
      """)
    defer { step.end() }
    step.bind(1, run)
    var decisions: [RunRecord.Decision] = []
    while try step.next() {
      let (network, outcome, reason) = (step.number(0) - 1, step.number(1) - 1, step.number(4) - 1)
      guard names.networks.indices.contains(network), names.words.indices.contains(outcome),
        names.words.indices.contains(reason)
      else { throw StoreFault.altered(path: path, identity: identity, rows: "allocations") }
      let decision = RunRecord.Decision(
        network: names.networks[network], outcome: names.words[outcome], positionMilliDegrees: step.optionalNumber(2),
        firstChannel: step.optionalNumber(3), reason: names.words[reason])
      digests.add(decision)
      decisions.append(decision)
    }
    return decisions.sorted { $0.network < $1.network }
  }

  private func certificate(of run: Int) throws -> [UInt8]? {
    let step = try SQLStep(database, "SELECT json FROM certificates WHERE run = ?")
    defer { step.end() }
    step.bind(1, run)
    return try step.next() ? step.bytes(0) : nil
  }
}
