// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What tells a run from every other: a hash of all that determines its result.
///
/// FNV-1a of 128 bits (Fowler, Noll, Vo; IETF draft-eastlake-fnv): it tells runs apart and is no protection against malice;
/// the key that is hashed is kept beside it.
public struct RunIdentity: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The bits.
  public let bits: UInt128

  /// The identity of a key.
  public init(key: some Sequence<UInt8>) {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in key { hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b }
    bits = hash
  }

  /// The identity of these bits, as a store keeps them.
  init(bits: UInt128) {
    self.bits = bits
  }

  /// Reads 32 hexadecimal digits; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 32, let bits = UInt128(text, radix: 16) else { return nil }
    self.bits = bits
  }

  /// 32 hexadecimal digits.
  public var description: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// By the bits.
  public static func < (left: RunIdentity, right: RunIdentity) -> Bool { left.bits < right.bits }
}
