// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB

/// The texts that rows name by a number: measures, networks, words; read once, added to in the transaction that needs them.
struct StoredNames {
  /// A name with the hash that digests take in.
  struct Entry {
    var number: Int
    var hash: UInt64
  }

  private(set) var measures: [MeasureName: Entry] = [:]
  /// Measures by number; numbers count from 1 without a gap.
  private(set) var measureNames: [MeasureName] = []
  private(set) var measureHashes: [UInt64] = []
  private var requests: [String: Int] = [:]
  private(set) var networks: [String] = []
  private var wordNumbers: [String: Int] = [:]
  private(set) var words: [String] = []

  /// The statuses of measures; a status's place is its number.
  static let statuses = ["value", "undefined", "infinite"]

  /// Reads the names of a store.
  init(_ database: Database, path: String) throws {
    let measures = try SQLStep(
      database, "SELECT number, measure, population, entitlement, group_name FROM measure_names ORDER BY number")
    while try measures.next() {
      try Self.check(measures.number(0), follows: measureNames.count, path: path)
      keep(
        MeasureName(
          measure: measures.text(1), population: measures.text(2), entitlement: measures.text(3),
          group: measures.text(4)))
    }
    let requests = try SQLStep(database, "SELECT number, network FROM request_names ORDER BY number")
    while try requests.next() {
      try Self.check(requests.number(0), follows: networks.count, path: path)
      networks.append(requests.text(1))
      self.requests[requests.text(1)] = networks.count
    }
    let words = try SQLStep(database, "SELECT number, word FROM words ORDER BY number")
    while try words.next() {
      try Self.check(words.number(0), follows: self.words.count, path: path)
      self.words.append(words.text(1))
      wordNumbers[words.text(1)] = self.words.count
    }
  }

  private static func check(_ number: Int, follows count: Int, path: String) throws {
    guard number == count + 1 else { throw StoreFault.corrupt(path: path, detail: "names aren't numbered one by one") }
  }

  @discardableResult
  private mutating func keep(_ name: MeasureName) -> Entry {
    let hash = RowDigest.hash(
      [name.measure, name.population, name.entitlement, name.group].joined(separator: "\u{1F}"))
    let entry = Entry(number: measureNames.count + 1, hash: hash)
    measures[name] = entry
    measureNames.append(name)
    measureHashes.append(hash)
    return entry
  }

  /// The number of a measure, given to it where it is new.
  mutating func entry(_ name: MeasureName, _ database: Database) throws -> Entry {
    if let entry = measures[name] { return entry }
    let step = try SQLStep(database, "INSERT INTO measure_names VALUES (?, ?, ?, ?, ?)")
    step.bind(1, measureNames.count + 1)
    step.bind(2, name.measure)
    step.bind(3, name.population)
    step.bind(4, name.entitlement)
    step.bind(5, name.group)
    try step.execute()
    return keep(name)
  }

  /// The number of a network, given to it where it is new.
  mutating func request(_ network: String, _ database: Database) throws -> Int {
    if let number = requests[network] { return number }
    let step = try SQLStep(database, "INSERT INTO request_names VALUES (?, ?)")
    step.bind(1, networks.count + 1)
    step.bind(2, network)
    try step.execute()
    networks.append(network)
    requests[network] = networks.count
    return networks.count
  }

  /// The number of a word, given to it where it is new.
  mutating func word(_ word: String, _ database: Database) throws -> Int {
    if let number = wordNumbers[word] { return number }
    let step = try SQLStep(database, "INSERT INTO words VALUES (?, ?)")
    step.bind(1, words.count + 1)
    step.bind(2, word)
    try step.execute()
    words.append(word)
    wordNumbers[word] = words.count
    return words.count
  }
}
