// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// A draw that depends on its purpose, an identifier and a seed alone, and not on the order of drawing.
struct SeededDraw {
  /// Tickets run from 0 to one less than this.
  static let ticketCount: UInt64 = 65_536

  /// The number that decides the draw.
  var number: UInt64

  init(purpose: String, identifier: String, seed: Int) {
    // FNV-1a over the bytes, then one step of SplitMix64.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in Array(purpose.utf8) + [UInt8(ascii: ":")] + Array(identifier.utf8) {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    var mixed = (hash ^ UInt64(bitPattern: Int64(seed))) &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    number = mixed ^ (mixed >> 31)
  }

  /// The name drawn; nil where the weights are empty, all zero, or too large to add.
  func name(from weights: [Scenario.Weight]) -> String? {
    var total: UInt64 = 0
    for weight in weights {
      let (sum, overflow) = total.addingReportingOverflow(UInt64(max(0, weight.weight)))
      if overflow { return nil }
      total = sum
    }
    guard total > 0 else { return nil }
    var rest = number % total
    for weight in weights {
      let share = UInt64(max(0, weight.weight))
      if rest < share { return weight.name }
      rest -= share
    }
    return nil
  }

  /// The lot that breaks ties.
  var ticket: Int { Int(number % Self.ticketCount) }
}
