// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB

extension StudyStore {
  /// Writes a run with all its rows in one transaction; when this returns, it is on the disk.
  ///
  /// A run that failed before gives way; one that is done stays, and the record must say the same.
  ///
  /// - Parameters:
  ///   - record: what came out.
  ///   - policy: its policy, for estimates of time.
  ///   - place: where it stands in the plan, in words, for telling why it is run again.
  /// - Throws: `StoreFault`, or `OutputNotWritable` where the disk is full; the store is then as before.
  public func append(_ record: RunRecord, policy: String, place: String) throws {
    try append([(record, policy, place)])
  }

  /// Writes several runs in one transaction, which is quicker where nothing but the whole counts.
  func append(_ records: [(record: RunRecord, policy: String, place: String)]) throws {
    try StoreFault.translating(path) {
      try names.withLock { kept in
        var isWritten = false
        // Names that a failed transaction gave numbers to are not in the store.
        defer { if !isWritten { kept = nil } }
        try queue.write { database in
          var names = try kept ?? StoredNames(database, path: path)
          kept = nil
          for item in records {
            try RunWriter(database: database, path: path).write(
              item.record, policy: item.policy, place: item.place, names: &names)
          }
          kept = names
        }
        isWritten = true
      }
    }
  }
}

/// Writes the rows of a run.
private struct RunWriter {
  let database: Database
  let path: String

  func write(_ record: RunRecord, policy: String, place: String, names: inout StoredNames) throws {
    var digests = RunDigests()
    let identity = record.identity.description
    digests.setHead(identity: identity, key: record.key, outcome: record.outcome, certificate: record.certificate)
    for claim in record.claims { digests.add(claim) }
    for decision in record.decisions { digests.add(decision) }
    let measures = try record.measures.map { try row(of: $0, names: &names, digests: &digests) }
    guard try makeWay(for: record, digest: digests.whole) else { return }
    let run = try insertRun(record, digests: digests, policy: policy, place: place)
    try insert(measures, run: run)
    try insert(record.claims, run: run)
    try insert(record.decisions, run: run, names: &names)
    try insertRest(of: record, run: run)
  }

  private struct MeasureRow {
    var number: Int
    var value: Double?
    var status: Int
  }

  private func row(
    of measurement: Measurement, names: inout StoredNames, digests: inout RunDigests
  ) throws -> MeasureRow {
    guard let status = StoredNames.statuses.firstIndex(of: measurement.status) else {
      throw StoreFault.unknownStatus(measurement.name, measurement.status)
    }
    let entry = try names.entry(measurement.name, database)
    // SQLite keeps neither what isn't a number nor the sign of zero.
    let value = measurement.value.flatMap { $0.isNaN ? nil : $0 + 0.0 }
    digests.addMeasure(name: entry.hash, value: value, status: status)
    return MeasureRow(number: entry.number, value: value, status: status)
  }

  /// Whether the run is to be written: not where it is there with the same result.
  private func makeWay(for record: RunRecord, digest: UInt64) throws -> Bool {
    let step = try SQLStep(database, "SELECT number, status, digest, key FROM runs WHERE identity = ?")
    step.bind(1, record.identity.description)
    guard try step.next() else { return true }
    let (run, status, stored, key) = (step.number(0), step.text(1), step.text(2), step.text(3))
    step.end()
    guard key == record.key else {
      throw StoreFault.collision(path: path, identity: record.identity, stored: key, wanted: record.key)
    }
    if status == "done" {
      guard case .done = record.outcome, stored == RowDigest.text(digest) else {
        throw StoreFault.contradiction(path: path, identity: record.identity)
      }
      return false
    }
    for (table, column) in [
      ("measures", "run"), ("claims", "run"), ("allocations", "run"), ("certificates", "run"), ("failures", "run"),
      ("effort", "run"), ("runs", "number"),
    ] {
      let step = try SQLStep(database, "DELETE FROM \(table) WHERE \(column) = ?")
      step.bind(1, run)
      try step.execute()
    }
    return true
  }

  private func insertRun(_ record: RunRecord, digests: RunDigests, policy: String, place: String) throws -> Int {
    let step = try SQLStep(
      database,
      """
      INSERT INTO runs (identity, status, proof, measures_digest, digest, key_hash, key, policy, place)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    step.bind(1, record.identity.description)
    switch record.outcome {
    case .done(let proof):
      step.bind(2, "done")
      step.bind(3, proof)
    case .failed:
      step.bind(2, "failed")
      step.bind(3, "")
    }
    step.bind(4, RowDigest.text(digests.measures))
    step.bind(5, RowDigest.text(digests.whole))
    step.bind(6, StoredRun.hash(ofKey: record.key))
    step.bind(7, record.key)
    step.bind(8, policy)
    step.bind(9, place)
    try step.execute()
    return Int(database.lastInsertedRowID)
  }

  private func insert(_ measures: [MeasureRow], run: Int) throws {
    let step = try SQLStep(database, "INSERT INTO measures VALUES (?, ?, ?, ?)")
    // In the order of the key, so that rows are appended.
    for row in measures.sorted(by: { $0.number < $1.number }) {
      step.bind(1, run)
      step.bind(2, row.number)
      step.bind(3, row.value)
      step.bind(4, row.status)
      try step.execute()
    }
  }

  private func insert(_ claims: [RunRecord.Claim], run: Int) throws {
    let step = try SQLStep(database, "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?)")
    for claim in claims {
      step.bind(1, run)
      step.bind(2, claim.number)
      step.bind(3, claim.stage)
      step.bind(4, claim.objective)
      step.bind(5, claim.strength)
      step.bind(6, claim.value)
      step.bind(7, claim.bound)
      try step.execute()
    }
  }

  private func insert(_ decisions: [RunRecord.Decision], run: Int, names: inout StoredNames) throws {
    let step = try SQLStep(database, "INSERT INTO allocations VALUES (?, ?, ?, ?, ?, ?)")
    for decision in decisions {
      let request = try names.request(decision.network, database)
      let (outcome, reason) = (
        try names.word(decision.outcome, database), try names.word(decision.reason, database)
      )
      step.bind(1, run)
      step.bind(2, request)
      step.bind(3, outcome)
      step.bind(4, decision.positionMilliDegrees)
      step.bind(5, decision.firstChannel)
      step.bind(6, reason)
      try step.execute()
    }
  }

  private func insertRest(of record: RunRecord, run: Int) throws {
    if let certificate = record.certificate {
      let step = try SQLStep(database, "INSERT INTO certificates VALUES (?, ?)")
      step.bind(1, run)
      step.bind(2, certificate)
      try step.execute()
    }
    if case .failed(let failure) = record.outcome {
      let step = try SQLStep(database, "INSERT INTO failures VALUES (?, ?, ?)")
      step.bind(1, run)
      step.bind(2, failure.kind.rawValue)
      step.bind(3, failure.message)
      try step.execute()
    }
    let step = try SQLStep(database, "INSERT INTO effort VALUES (?, ?, ?, ?)")
    step.bind(1, run)
    step.bind(2, Double?(record.effort.seconds))
    step.bind(3, record.effort.nodes)
    step.bind(4, record.effort.simplexIterations)
    try step.execute()
  }
}
