// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a certificate says of a lottery: chances, and the portfolio that was drawn from.
struct LotteryCertificate {
  enum Method: String, CaseIterable {
    case exact
    case sampled
    case portfolio
  }

  /// How often an administration is served, and its holding summed over outcomes by weight.
  struct Chance {
    var administration: String
    var served: Int
    var holding: Int
    /// The ends of an interval of the probability, in billionths.
    var interval: (low: Int, high: Int)?
  }

  /// An allocation that could have been drawn.
  struct Entry {
    var weight: Int
    var grants: [Multipliers.CliqueOption]
  }

  /// Who vouches for a bound, with the multipliers where they do.
  struct Proof {
    var word: Claim.Proof
    var columns: [String: Claim.Columns]
    var scale: Int?
    var multipliers: Multipliers?
  }

  /// A level of a leximin lottery: who goes no further than a ratio of weight to entitlement, and why.
  struct Level {
    var agents: [String]
    var numerator: Int
    var denominator: Int
    var weights: [(name: String, weight: Int)]
    /// What the weights of those served never exceed.
    var bound: Int
    /// How much more than the level anybody here could have, in billionths of a probability; nil where none is stated.
    var gapBillionths: Int?
    var proof: Proof
  }

  /// Number of the planned stage, from 1.
  var stage: Int
  var method: Method
  var seed: Int
  var denominator: Int
  var ticket: Int?
  var chances: [Chance]
  var portfolio: [Entry]
  /// The levels of a leximin lottery; nil where none are given.
  var levels: [Level]?
  /// Those whom no allocation serves.
  var unservable: (agents: [String], proof: Proof)?
  /// The factor of a lottery of simultaneous eating; nil where none is given.
  var shareFactor: ShareFactor?

  /// What every share that is eaten is multiplied by to give the probability of that grant.
  struct ShareFactor: Hashable {
    var numerator: Int
    var denominator: Int
  }
}

extension CertificateDecoder {
  /// Reads a policy's lottery; nil where it can't be made sense of, which has been written down.
  mutating func decodeLottery(_ value: JSONValue) -> LotteryCertificate? {
    let before = findings.count
    allow(
      [
        "stage", "method", "seed", "denominator", "ticket", "chances", "portfolio", "levels", "unservable",
        "share_factor",
      ], in: value)
    let method: LotteryCertificate.Method? = try? word("method", in: value)
    let numbers = ["stage", "seed", "denominator"].map { try? integer($0, in: value) }
    let ticket = value.member("ticket") == nil ? nil : try? integer("ticket", in: value)
    let chances = (value.member("chances")?.members ?? []).compactMap { decodeChance($0) }
    if value.member("chances")?.members == nil {
      report("lottery has no `chances`", expected: "the chances of every administration that asks")
    }
    let portfolio = (value.member("portfolio")?.elements ?? []).compactMap { decodeEntry($0) }
    let levels = value.member("levels").map { decodeLevels($0) }
    let unservable = value.member("unservable").flatMap { decodeUnservable($0) }
    let shareFactor = value.member("share_factor").flatMap { decodeShareFactor($0) }
    if let denominator = numbers[2], denominator < 1 {
      report("lottery has the denominator \(denominator)", expected: "at least 1")
    }
    guard findings.count == before, let method, let stage = numbers[0], let seed = numbers[1],
      let denominator = numbers[2]
    else { return nil }
    return LotteryCertificate(
      stage: stage, method: method, seed: seed, denominator: denominator, ticket: ticket, chances: chances,
      portfolio: portfolio, levels: levels, unservable: unservable, shareFactor: shareFactor)
  }

  private mutating func decodeShareFactor(_ value: JSONValue) -> LotteryCertificate.ShareFactor? {
    allow(["numerator", "denominator"], in: value)
    guard let numerator = try? integer("numerator", in: value),
      let denominator = try? integer("denominator", in: value)
    else { return nil }
    return .init(numerator: numerator, denominator: denominator)
  }

  private mutating func decodeChance(_ member: JSONValue.Member) -> LotteryCertificate.Chance? {
    allow(["served", "holding", "interval_billionths"], in: member.value)
    guard let served = try? integer("served", in: member.value),
      let holding = try? integer("holding", in: member.value)
    else { return nil }
    var chance = LotteryCertificate.Chance(administration: member.name, served: served, holding: holding)
    if let interval = member.value.member("interval_billionths") {
      guard let ends = interval.elements?.compactMap(\.integer), ends.count == 2 else {
        report("the interval of `\(member.name)` has no two ends", expected: "[low, high] in billionths")
        return nil
      }
      chance.interval = (ends[0], ends[1])
    }
    return chance
  }

  private mutating func decodeEntry(_ value: JSONValue) -> LotteryCertificate.Entry? {
    allow(["weight", "grants"], in: value)
    let grants = value.member("grants")?.elements?.map { Self.cliqueOption($0) } ?? [nil]
    guard let weight = value.member("weight")?.integer, !grants.contains(where: { $0 == nil }) else {
      report(
        "has an unusable allocation in its portfolio",
        expected: "weight and grants [network, mdeg, first channel, polarization]")
      return nil
    }
    return LotteryCertificate.Entry(weight: weight, grants: grants.compactMap { $0 })
  }
}
