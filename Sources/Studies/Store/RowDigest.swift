// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A number of 64 bits over the fields of a row, for finding what was changed by accident.
///
/// Fields are mixed one after the other by the finaliser of SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195);
/// texts enter by their FNV-1a hash and their length. Digests of rows are added, so that a table's digest doesn't depend on
/// the order of its rows. It is no protection against malice.
struct RowDigest {
  /// The bits so far.
  private(set) var bits: UInt64

  /// Starts with the number of the table, so that rows of two tables differ.
  init(table: UInt64) {
    bits = Self.scramble(table)
  }

  /// Takes a number in.
  mutating func mix(_ word: UInt64) {
    bits = Self.scramble(bits ^ word)
  }

  /// Takes a number in.
  mutating func mix(_ number: Int) {
    mix(UInt64(bitPattern: Int64(number)))
  }

  /// Takes a text in.
  mutating func mix(_ text: String) {
    mix(Self.hash(text))
    mix(text.utf8.count)
  }

  /// Takes a number that may be missing in.
  mutating func mix(_ number: Int?) {
    mix(number == nil ? 0 : 1)
    mix(number ?? 0)
  }

  /// FNV-1a of 64 bits.
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }

  /// FNV-1a of a text's bytes.
  static func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { hash($0) }
  }

  private static func scramble(_ word: UInt64) -> UInt64 {
    var word = word &+ 0x9e37_79b9_7f4a_7c15
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }

  /// 16 hexadecimal digits of a number.
  static func text(_ bits: UInt64) -> String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The digests of one run's rows, gathered as they are written or read.
struct RunDigests {
  /// Over the rows of `measures`.
  private(set) var measures: UInt64 = 0
  /// Over claims and what became of requests.
  private var others: UInt64 = 0
  /// Over the run itself.
  private var head: UInt64 = 0

  /// The digest of the whole run, measures and all.
  var whole: UInt64 {
    var digest = RowDigest(table: 0)
    digest.mix(measures)
    digest.mix(others)
    digest.mix(head)
    return digest.bits
  }

  /// A row of `measures`; the name by its hash.
  mutating func addMeasure(name: UInt64, value: Double?, status: Int) {
    var digest = RowDigest(table: 1)
    digest.mix(name)
    digest.mix(value?.bitPattern ?? 0)
    digest.mix(status)
    measures &+= digest.bits
  }

  /// A row of `claims`.
  mutating func add(_ claim: RunRecord.Claim) {
    var digest = RowDigest(table: 2)
    digest.mix(claim.number)
    digest.mix(claim.stage)
    digest.mix(claim.objective)
    digest.mix(claim.strength)
    digest.mix(claim.value)
    digest.mix(claim.bound)
    others &+= digest.bits
  }

  /// A row of `allocations`.
  mutating func add(_ decision: RunRecord.Decision) {
    var digest = RowDigest(table: 3)
    digest.mix(decision.network)
    digest.mix(decision.outcome)
    digest.mix(decision.positionMilliDegrees)
    digest.mix(decision.firstChannel)
    digest.mix(decision.reason)
    others &+= digest.bits
  }

  /// The run's own row, its failure and its certificate.
  mutating func setHead(identity: String, key: String, outcome: RunRecord.Outcome, certificate: [UInt8]?) {
    var digest = RowDigest(table: 4)
    digest.mix(identity)
    digest.mix(key)
    switch outcome {
    case .done(let proof):
      digest.mix(1)
      digest.mix(proof)
    case .failed(let failure):
      digest.mix(2)
      digest.mix(failure.kind.rawValue)
      digest.mix(failure.message)
    }
    digest.mix(certificate.map { RowDigest.hash($0) } ?? 0)
    digest.mix(certificate?.count)
    head = digest.bits
  }
}
