// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the levels of a leximin lottery and what proves them.
extension CertificateDecoder {
  private static let proofNames = ["proof", "scale", "columns", "multipliers"]

  mutating func decodeLevels(_ value: JSONValue) -> [LotteryCertificate.Level] {
    guard let elements = value.elements else {
      report("lottery has `levels` that are no list", expected: "a list of levels")
      return []
    }
    return elements.compactMap { decodeLevel($0) }
  }

  mutating func decodeUnservable(_ value: JSONValue) -> (agents: [String], proof: LotteryCertificate.Proof)? {
    allow(["agents"] + Self.proofNames, in: value)
    guard let agents = decodeAgents(value), let proof = decodeProof(value) else { return nil }
    return (agents, proof)
  }

  private mutating func decodeLevel(_ value: JSONValue) -> LotteryCertificate.Level? {
    allow(["agents", "numerator", "denominator", "weights", "bound", "gap_billionths"] + Self.proofNames, in: value)
    let numbers = ["numerator", "denominator", "bound"].map { try? integer($0, in: value) }
    let gap = value.member("gap_billionths") == nil ? nil : try? integer("gap_billionths", in: value)
    var weights: [(name: String, weight: Int)] = []
    for member in value.member("weights")?.members ?? [] {
      guard let weight = multiplier(member.value, member.name) else { return nil }
      weights.append((member.name, weight))
    }
    if value.member("weights")?.members == nil {
      report("a level has no `weights`", expected: "the weights of administrations")
    }
    guard let agents = decodeAgents(value), let proof = decodeProof(value), let numerator = numbers[0],
      let denominator = numbers[1], let bound = numbers[2]
    else { return nil }
    guard numerator >= 0, denominator >= 1, bound >= 0, gap.map({ $0 >= 0 }) ?? true else {
      report(
        "a level has a number below what it can be", expected: "numerator, bound and gap from 0, denominator from 1")
      return nil
    }
    return LotteryCertificate.Level(
      agents: agents, numerator: numerator, denominator: denominator, weights: weights, bound: bound,
      gapBillionths: gap, proof: proof)
  }

  private mutating func decodeAgents(_ value: JSONValue) -> [String]? {
    guard let elements = value.member("agents")?.elements, !elements.contains(where: { $0.text == nil }) else {
      report("a level has no list `agents`", expected: "symbols of administrations")
      return nil
    }
    return elements.compactMap(\.text)
  }

  private mutating func decodeProof(_ value: JSONValue) -> LotteryCertificate.Proof? {
    guard let word: Claim.Proof = try? word("proof", in: value) else { return nil }
    guard word == .multipliers || word == .solver else {
      report("a level is proven by `\(word.rawValue)`", expected: "multipliers or solver")
      return nil
    }
    let isProof = word == .multipliers
    guard isProof == (value.member("multipliers") != nil), isProof == (value.member("scale") != nil),
      isProof == (value.member("columns") != nil)
    else {
      report(
        "a level mixes multipliers with another proof", expected: "scale, columns and multipliers with multipliers")
      return nil
    }
    let scale = isProof ? try? integer("scale", in: value) : nil
    if let scale, scale < 1 { report("`scale` is \(scale)", expected: "at least 1") }
    return LotteryCertificate.Proof(
      word: word, columns: decodeColumns(value.member("columns")), scale: scale,
      multipliers: value.member("multipliers").map { decodeMultipliers($0) })
  }
}
