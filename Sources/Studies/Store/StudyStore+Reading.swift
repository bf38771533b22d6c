// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB

extension StudyStore {
  /// Every run of the store by its identity, finished or failed. Complexity: one scan over `runs`.
  public func runs() throws -> [RunIdentity: StoredRun] {
    try reading { database in
      let count = try SQLStep(database, "SELECT count(*) FROM runs")
      var runs: [RunIdentity: StoredRun] = [:]
      if try count.next() { runs.reserveCapacity(count.number(0)) }
      count.end()
      let step = try SQLStep(database, "SELECT number, identity, status, key_hash FROM runs")
      defer { step.end() }
      while try step.next() {
        guard let identity = RunIdentity(digits: step.bytes(ofText: 1)) else {
          throw StoreFault.corrupt(path: path, detail: "an identity isn't 32 hexadecimal digits")
        }
        runs[identity] = StoredRun(
          number: step.number(0), isDone: step.bytes(ofText: 2).elementsEqual("done".utf8), keyHash: step.number(3))
      }
      return runs
    }
  }

  /// The identities of the runs that are done.
  public func finished() throws -> Set<RunIdentity> {
    Set(try runs().lazy.filter(\.value.isDone).map(\.key))
  }

  /// The key of a run by its number.
  public func key(ofRun number: Int) throws -> String? {
    try reading { database in
      let step = try SQLStep(database, "SELECT key FROM runs WHERE number = ?")
      defer { step.end() }
      step.bind(1, number)
      return try step.next() ? step.text(0) : nil
    }
  }

  /// Mean seconds of the runs so far by policy.
  public func meanSeconds() throws -> [String: (runs: Int, seconds: Double)] {
    try reading { database in
      let step = try SQLStep(
        database,
        "SELECT policy, count(*), avg(seconds) FROM runs JOIN effort ON effort.run = runs.number GROUP BY policy")
      var means: [String: (runs: Int, seconds: Double)] = [:]
      while try step.next() { means[step.text(0)] = (step.number(1), step.real(2)) }
      return means
    }
  }

  /// The last run of each place that a run was done at, by the hash of the place in words.
  func runsByPlace() throws -> [RunIdentity: Int] {
    try reading { database in
      let step = try SQLStep(database, "SELECT number, place FROM runs ORDER BY number")
      var runs: [RunIdentity: Int] = [:]
      while try step.next() { runs[RunIdentity(key: step.bytes(ofText: 1))] = step.number(0) }
      return runs
    }
  }

  /// A run as it was recorded, all but the order of its measures, which is that of their names; nil where there is none.
  ///
  /// - Throws: `StoreFault.altered` where its rows aren't those that were written.
  public func record(of identity: RunIdentity) throws -> RunRecord? {
    try readingNames { database, names in
      try RunReader(database: database, names: names, path: path).record(of: identity)
    }
  }

  /// The values of some measures of all runs that are done, by identity; nil where a run has none or it isn't a number.
  ///
  /// One scan over the measures, each run checked by its digest. Memory: runs × wanted.
  public func values(of wanted: [MeasureName]) throws -> [RunIdentity: [Double?]] {
    try readingNames { database, names in
      var columns = [[Int]](repeating: [], count: names.measureNames.count)
      for (column, name) in wanted.enumerated() {
        if let entry = names.measures[name] { columns[entry.number - 1].append(column) }
      }
      var values: [RunIdentity: [Double?]] = [:]
      let scan = try MeasureScan(database: database, names: names, path: path)
      while let run = try scan.nextRun() {
        var row = [Double?](repeating: nil, count: wanted.count)
        try scan.rows(of: run) { number, value, _ in
          for column in columns[number - 1] { row[column] = value }
        }
        if run.isDone { values[run.identity] = row }
      }
      return values
    }
  }

  /// The names of all measures of the store, sorted.
  public func measureNames() throws -> [MeasureName] {
    try readingNames { _, names in names.measureNames.sorted() }
  }
}

/// Goes through runs and their measures side by side.
private final class MeasureScan {
  struct Run {
    var number: Int
    var identity: RunIdentity
    var isDone: Bool
    var digest: String
  }

  private let names: StoredNames
  private let path: String
  private let runs: SQLStep
  private let measures: SQLStep
  private var hasMeasure: Bool

  init(database: Database, names: StoredNames, path: String) throws {
    self.names = names
    self.path = path
    runs = try SQLStep(database, "SELECT number, identity, status, measures_digest FROM runs ORDER BY number")
    measures = try SQLStep(database, "SELECT run, measure, value, status FROM measures ORDER BY run, measure")
    hasMeasure = try measures.next()
  }

  deinit {
    runs.end()
    measures.end()
  }

  func nextRun() throws -> Run? {
    guard try runs.next() else {
      guard !hasMeasure else { throw StoreFault.corrupt(path: path, detail: "measures of a run that isn't there") }
      return nil
    }
    guard let identity = RunIdentity(digits: runs.bytes(ofText: 1)) else {
      throw StoreFault.corrupt(path: path, detail: "an identity isn't 32 hexadecimal digits")
    }
    return Run(
      number: runs.number(0), identity: identity, isDone: runs.bytes(ofText: 2).elementsEqual("done".utf8),
      digest: runs.text(3))
  }

  func rows(of run: Run, _ body: (_ name: Int, _ value: Double?, _ status: Int) -> Void) throws {
    var digests = RunDigests()
    while hasMeasure {
      let number = measures.number(0)
      guard number >= run.number else {
        throw StoreFault.corrupt(path: path, detail: "measures of a run that isn't there")
      }
      guard number == run.number else { break }
      let (name, value, status) = (measures.number(1), measures.optionalReal(2), measures.number(3))
      guard names.measureHashes.indices.contains(name - 1), StoredNames.statuses.indices.contains(status) else {
        throw StoreFault.altered(path: path, identity: run.identity.description, rows: "measures")
      }
      digests.addMeasure(name: names.measureHashes[name - 1], value: value, status: status)
      body(name, value, status)
      hasMeasure = try measures.next()
    }
    guard RowDigest.text(digests.measures) == run.digest else {
      throw StoreFault.altered(path: path, identity: run.identity.description, rows: "measures")
    }
  }
}

extension RunIdentity {
  /// Reads 32 hexadecimal digits; nil for anything else.
  init?(digits: UnsafeRawBufferPointer) {
    guard digits.count == 32 else { return nil }
    var bits: UInt128 = 0
    for digit in digits {
      switch digit {
      case 0x30...0x39: bits = bits << 4 | UInt128(digit - 0x30)
      case 0x61...0x66: bits = bits << 4 | UInt128(digit - 0x57)
      default: return nil
      }
    }
    self.init(bits: bits)
  }
}
