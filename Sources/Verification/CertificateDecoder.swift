// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Turns `certificate.json` into claims, one finding for everything that it can't make sense of.
struct CertificateDecoder {
  static let schema = "orbitshare-certificate/1"

  private(set) var findings: [Finding] = []
  private(set) var policy: String?
  private(set) var subject: String?

  /// A member that isn't what it should be; the finding has been written down.
  struct Unusable: Error {}

  mutating func decode(_ bytes: [UInt8]) -> [PolicyCertificate] {
    let document: JSONValue
    do {
      document = try JSONValue(bytes: bytes)
    } catch {
      findings.append(
        Finding(
          check: .form, file: ResultFiles.certificateName, line: error.line, problem: error.problem,
          expected: "a JSON document"))
      return []
    }
    allow(["schema", "policies"], in: document)
    if document.member("schema")?.text.map({ isSame($0, Self.schema) }) != true {
      report("has another schema", expected: "`\(Self.schema)`")
    }
    guard let policies = document.member("policies")?.elements else {
      report("has no list `policies`", expected: "one entry for each policy")
      return []
    }
    return policies.compactMap { decodePolicy($0) }
  }

  private mutating func decodePolicy(_ value: JSONValue) -> PolicyCertificate? {
    policy = nil
    subject = nil
    guard let name = value.member("policy")?.text else {
      report("has an entry without `policy`", expected: "a policy's name")
      return nil
    }
    policy = name
    defer { policy = nil }
    allow(["policy", "grant_stage", "stages", "lottery"], in: value)
    var certificate = PolicyCertificate(policy: name, grantStages: [], claims: [])
    if let stages = value.member("grant_stage")?.members {
      for member in stages {
        if let stage = member.value.integer {
          certificate.grantStages.append((member.name, stage))
        } else {
          report("grant_stage of `\(member.name)` is not a whole number", expected: "the number of a stage")
        }
      }
    } else {
      report("has no `grant_stage`", expected: "the stage of every granted network")
    }
    guard let claims = value.member("stages")?.elements else {
      report("has no list `stages`", expected: "the claims of its stages")
      return certificate
    }
    for (index, claim) in claims.enumerated() {
      subject = "claim \(index)"
      certificate.claims.append(try? decodeClaim(claim))
    }
    subject = nil
    if let lottery = value.member("lottery") { certificate.lottery = decodeLottery(lottery) }
    return certificate
  }

  private mutating func decodeClaim(_ value: JSONValue) throws -> Claim {
    allow(
      [
        "stage", "name", "kind", "objective", "claim", "value", "bound", "proof", "unit", "columns", "scale",
        "multipliers",
      ], in: value)
    let before = findings.count
    for name in ["name", "unit"] where value.member(name)?.text == nil {
      report("`\(name)` is no text", expected: "a text")
    }
    let stage = try? integer("stage", in: value)
    if let stage, !(1...1_000_000).contains(stage) { report("`stage` is \(stage)", expected: "a stage from 1") }
    let kind: Claim.Kind? = try? word("kind", in: value)
    let objective = try? decodeObjective(value.member("objective") ?? .null)
    let attribution: Scenario.Attribution? = try value.member("objective").flatMap { objective in
      objective.member("attribution") == nil ? nil : try word("attribution", in: objective)
    }
    let assertion: Claim.Assertion? = try? word("claim", in: value)
    let number = try? integer("value", in: value)
    let bound = value.member("bound") == nil ? nil : try? integer("bound", in: value)
    let proof: Claim.Proof? = try? word("proof", in: value)
    let scale = value.member("scale") == nil ? nil : try? integer("scale", in: value)
    if let scale, scale < 1 { report("`scale` is \(scale)", expected: "at least 1") }
    let columns = decodeColumns(value.member("columns"))
    let multipliers = value.member("multipliers").map { decodeMultipliers($0) }
    guard let stage, let kind, let objective, let assertion, let number, let proof, findings.count == before else {
      throw Unusable()
    }
    return Claim(
      stage: stage, name: value.member("name")?.text ?? "", unit: value.member("unit")?.text ?? "", kind: kind,
      objective: objective, attribution: attribution, assertion: assertion, value: number, bound: bound, proof: proof,
      columns: columns,
      scale: scale, multipliers: multipliers)
  }

  private mutating func decodeObjective(_ value: JSONValue) throws -> ClaimObjective {
    switch value.member("id")?.text {
    case "precedence": allow(["id"], in: value); return .precedence
    case "population-covered": allow(["id", "attribution"], in: value); return .populationCovered
    case "administrations-served": allow(["id", "attribution"], in: value); return .administrationsServed
    case "holders":
      allow(["id", "entitlement"], in: value)
      return .holders(try entitlement(value))
    case "ordered-welfare":
      allow(["id", "entitlement"], in: value)
      return .orderedWelfare(try entitlement(value))
    case "welfare":
      allow(["id", "alpha_halves", "entitlement"], in: value)
      let halves = try integer("alpha_halves", in: value)
      guard (0...10).contains(halves) else {
        report("has the α \(halves)/2", expected: "0 to 10 halves")
        throw Unusable()
      }
      return .welfare(halves: halves, try entitlement(value))
    case "bids": allow(["id"], in: value); return .bids
    case "displacement": allow(["id"], in: value); return .displacement
    case "lot": allow(["id"], in: value); return .lot
    case "administrations-at-level": return .administrationsAtLevel(try decodeLevel(value))
    case "all-at-level": return .allAtLevel(try decodeLevel(value))
    case .some(let text) where Policy.Quantity(rawValue: text) != nil:
      allow(["id"], in: value)
      return .total(try word("id", in: value))
    default:
      report("has an unknown objective", expected: "an objective of the format")
      throw Unusable()
    }
  }

  private mutating func decodeLevel(_ value: JSONValue) throws -> Level {
    allow(["id", "entitlement", "numerator", "denominator"], in: value)
    let entitlement = try entitlement(value)
    let level = Level(
      entitlement: entitlement, numerator: try integer("numerator", in: value),
      denominator: try integer("denominator", in: value))
    guard level.numerator >= 0, level.denominator >= 1 else {
      report("has the level \(level.text)", expected: "a fraction that is not negative")
      throw Unusable()
    }
    return level
  }

  private mutating func entitlement(_ value: JSONValue) throws -> Entitlement {
    // Files have one spelling of each.
    guard let text = value.member("entitlement")?.text, let entitlement = Entitlement(text),
      isSame(entitlement.identifier, text)
    else {
      report("`entitlement` is none that is known", expected: "the identifier of an entitlement")
      throw Unusable()
    }
    return entitlement
  }

  mutating func decodeColumns(_ value: JSONValue?) -> [String: Claim.Columns] {
    guard let value else { return [:] }
    if let text = value.text, let columns = Claim.Columns(rawValue: text) { return ["": columns] }
    guard let members = value.members else {
      report("has unknown `columns`", expected: "places or options, for all or for each band")
      return [:]
    }
    var result: [String: Claim.Columns] = [:]
    for member in members where !member.name.isEmpty {
      if let columns: Claim.Columns = try? word(member.name, in: value) { result[member.name] = columns }
    }
    return result
  }

  mutating func decodeMultipliers(_ value: JSONValue) -> Multipliers {
    var result = Multipliers()
    guard let members = value.members else {
      report("`multipliers` is no object", expected: "an object of rows")
      return result
    }
    for member in members {
      switch member.name {
      case "request": result.requests = named(member)
      case "window":
        for (band, below) in nested(member) {
          result.windows += named(below).compactMap { window(band, from: $0.name, channel: nil, $0.multiplier) }
        }
      case "channel_window":
        for (band, below) in nested(member) {
          for (from, channels) in nested(below) {
            result.channelWindows += named(channels).compactMap { entry in
              window(band, from: from, channel: entry.name, entry.multiplier)
            }
          }
        }
      case "clique": result.cliques = cliques(member.value)
      case "holding": result.holdings = named(member)
      case "nested":
        for (name, below) in nested(member) { result.nested += named(below).compactMap { step(of: name, $0) } }
      case "served": result.served = named(member)
      case "attributed": result.attributed = named(member)
      case "at_least":
        for entry in named(member) {
          if let index = wholeNumber(entry.name) {
            result.atLeast.append(Multipliers.AtLeast(claim: index, multiplier: entry.multiplier))
          } else {
            report("at_least names `\(entry.name)`", expected: "the index of an earlier claim")
          }
        }
      case "limit": result.limits += limited(member, [.cap, .minimum])
      case "lower_quota": result.limits += limited(member, [.lowerQuota])
      case "upper_quota": result.limits += limited(member, [.upperQuota])
      case "kept": result.kept = named(member)
      case "profile": result.profiles = named(member)
      case "ordered_weights": result.orderedWeights = named(member)
      default: report("has rows of the unknown kind `\(member.name)`", expected: "rows of the format")
      }
    }
    return result
  }

  private mutating func limited(
    _ member: JSONValue.Member, _ kinds: [Limitation.Kind]
  ) -> [Multipliers.Limited] {
    nested(member).flatMap { name, below -> [Multipliers.Limited] in
      guard let number = wholeNumber(name) else {
        report("`\(member.name)` names `\(name)`", expected: "its number in the policy, from 1")
        return []
      }
      return named(below).map {
        Multipliers.Limited(kinds: kinds, number: number, subject: $0.name, multiplier: $0.multiplier)
      }
    }
  }

  private mutating func named(_ member: JSONValue.Member) -> [Multipliers.Named] {
    nested(member).compactMap { name, below in
      multiplier(below.value, name).map { Multipliers.Named(name: name, multiplier: $0) }
    }
  }

  private mutating func nested(_ member: JSONValue.Member) -> [(String, JSONValue.Member)] {
    guard let members = member.value.members else {
      report("`\(member.name)` is no object", expected: "an object of rows")
      return []
    }
    return members.map { ($0.name, $0) }
  }

  mutating func multiplier(_ value: JSONValue?, _ name: String) -> Int? {
    guard let multiplier = value?.integer, multiplier >= 0 else {
      report("the multiplier of `\(name)` is no such number", expected: "a whole number that is not negative")
      return nil
    }
    return multiplier
  }

  private mutating func window(
    _ band: String, from: String, channel: String?, _ multiplier: Int
  ) -> Multipliers.Window? {
    let number = channel.flatMap { wholeNumber($0) }
    guard let start = wholeNumber(from), start.magnitude <= Circle.circumference, channel == nil || number != nil else {
      report("has the window `\(from)` in \(band)", expected: "a longitude in thousandths of a degree and a channel")
      return nil
    }
    return Multipliers.Window(band: band, from: start, channel: number, multiplier: multiplier)
  }

  private mutating func step(of name: String, _ entry: Multipliers.Named) -> Multipliers.Step? {
    guard let steps = wholeNumber(entry.name), steps >= 2 else {
      report("nested names step `\(entry.name)` of `\(name)`", expected: "a number of steps, at least 2")
      return nil
    }
    return Multipliers.Step(name: name, steps: steps, multiplier: entry.multiplier)
  }

  private mutating func cliques(_ value: JSONValue) -> [Multipliers.Clique] {
    guard let elements = value.elements else {
      report("`clique` is no list", expected: "a list of cliques")
      return []
    }
    return elements.compactMap { element in
      allow(["options", "y"], in: element)
      let options = element.member("options")?.elements?.compactMap { Self.cliqueOption($0) }
      guard let options, options.count == element.member("options")?.elements?.count,
        let multiplier = multiplier(element.member("y"), "clique")
      else {
        report("has an unusable clique", expected: "options [network, mdeg, first channel, polarization] and y")
        return nil
      }
      return Multipliers.Clique(options: options, multiplier: multiplier)
    }
  }

  static func cliqueOption(_ value: JSONValue) -> Multipliers.CliqueOption? {
    guard let parts = value.elements, parts.count == 4, let network = parts[0].text, let position = parts[1].integer,
      let firstChannel = parts[2].integer, let polarization = parts[3].text
    else { return nil }
    return Multipliers.CliqueOption(
      network: network, position: position, firstChannel: firstChannel, polarization: polarization)
  }

  mutating func integer(_ name: String, in value: JSONValue) throws -> Int {
    guard let number = value.member(name)?.integer else {
      report("`\(name)` is no whole number", expected: "a whole number")
      throw Unusable()
    }
    return number
  }

  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, in value: JSONValue
  ) throws -> Word where Word.RawValue == String {
    guard let text = value.member(name)?.text, let word = Word(rawValue: text) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      report("`\(name)` is none of its words", expected: "one of \(words)")
      throw Unusable()
    }
    return word
  }

  mutating func allow(_ names: [String], in value: JSONValue) {
    guard let members = value.members else {
      report("is no object", expected: "an object with \(names.joined(separator: ", "))")
      return
    }
    for member in members where !names.contains(member.name) {
      report("has the unknown member `\(member.name)`", expected: "only \(names.joined(separator: ", "))")
    }
  }

  mutating func report(_ problem: String, expected: String) {
    findings.append(
      Finding(
        check: .form, file: ResultFiles.certificateName, policy: policy, subject: subject, problem: problem,
        expected: expected))
  }
}
