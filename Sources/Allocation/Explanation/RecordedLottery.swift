// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A lottery as `certificate.json` keeps it.
public struct RecordedLottery: Decodable, Sendable {
  /// How often an administration is served.
  struct Chance: Decodable, Sendable {
    var served: Int
    var holding: Int
    /// Both ends of the 95 % interval; nil where the chance is exact.
    var intervalBillionths: [Int]?

    enum CodingKeys: String, CodingKey {
      case served, holding
      case intervalBillionths = "interval_billionths"
    }
  }

  /// An allocation of the portfolio.
  struct Entry: Decodable, Sendable {
    var weight: Int
    var grants: [RecordedClaim.Member]
  }

  /// A round of a leximin lottery with its level.
  struct Level: Decodable, Sendable {
    var agents: [String]
    var numerator: Int
    var denominator: Int
    var gapBillionths: Int?
    var proof: String

    enum CodingKeys: String, CodingKey {
      case agents, numerator, denominator, proof
      case gapBillionths = "gap_billionths"
    }

    /// Whether two rounds stop at one level.
    func isSameLevel(as other: Level) -> Bool {
      Int128(numerator) * Int128(other.denominator) == Int128(other.numerator) * Int128(denominator)
    }
  }

  /// Number of the stage as carried out, from 1.
  var stage: Int
  /// `exact`, `sampled` or `portfolio`.
  var method: String
  var seed: Int
  var denominator: Int
  var ticket: Int?
  /// By symbol.
  var chances: [String: Chance]
  var portfolio: [Entry]
  var levels: [Level]?

  /// The place of the entry that the ticket draws, by cumulative weights; nil where nothing is drawn.
  var drawn: Int? {
    guard var rest = ticket else { return nil }
    for (place, entry) in portfolio.enumerated() {
      if rest < entry.weight { return place }
      rest -= entry.weight
    }
    return nil
  }
}
