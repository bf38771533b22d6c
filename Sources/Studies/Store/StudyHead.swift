// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A fixed part of a study: every world whose number leaves the rest K − 1 when divided by N.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// Its number, from 1.
  public let number: Int
  /// How many there are.
  public let count: Int

  /// The whole study.
  public static let whole = Shard(uncheckedNumber: 1, count: 1)

  private init(uncheckedNumber: Int, count: Int) {
    number = uncheckedNumber
    self.count = count
  }

  /// Makes a shard; nil unless 1 ≤ number ≤ count.
  public init?(number: Int, count: Int) {
    guard number >= 1, number <= count else { return nil }
    self.init(uncheckedNumber: number, count: count)
  }

  /// Reads `K/N`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(number: number, count: count)
  }

  /// Whether a world belongs to it.
  public func contains(world: Int) -> Bool { world % count == number - 1 }

  /// In words.
  public var description: String { count == 1 ? "the whole" : "shard \(number)/\(count)" }
}

/// What a store says of the study that it belongs to.
public struct StudyHead: Hashable, Sendable {
  /// The study's name.
  public var name: String
  /// A digest of its declaration without what concerns the report alone.
  public var declaration: String
  /// Which part the store holds.
  public var shard: Shard

  /// Makes a head.
  public init(name: String, declaration: String, shard: Shard = .whole) {
    self.name = name
    self.declaration = declaration
    self.shard = shard
  }
}
