// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How far a run of the store is, for planning.
public struct StoredRun: Hashable, Sendable {
  /// Its number in the store, in the order of writing.
  public var number: Int
  /// Whether it ended with an allocation; else it failed.
  public var isDone: Bool
  /// A hash of its key that is independent of the identity.
  public var keyHash: Int

  /// A second hash of a key: where identities agree and this doesn't, two keys have one identity.
  static func hash(ofKey key: String) -> Int {
    var digest = RowDigest(table: 5)
    digest.mix(key)
    return Int(truncatingIfNeeded: Int64(bitPattern: digest.bits))
  }
}
