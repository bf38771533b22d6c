// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What the summary says of a lottery, from the certificate's, which is checked by itself.
extension SummaryExpectation {
  func lottery(_ certificate: PolicyCertificate?, rules: PolicyRules) -> ExpectedPart {
    // What can't be made sense of has been reported.
    guard let certificate else { return .all([]) }
    guard let lottery = certificate.lottery else { return .nothing }
    let isPlanned = rules.planned.indices.contains(lottery.stage - 1)
    let name = isPlanned ? rules.planned[lottery.stage - 1].name : ""
    return .object([
      ("stage", .integer(lottery.stage)), ("stage_name", .text(name)), ("method", .text(lottery.method.rawValue)),
      ("seed", .integer(lottery.seed)), ("denominator", .integer(lottery.denominator)),
      ("ticket", lottery.ticket.map { .integer($0) } ?? .nothing), ("entry_drawn", entryDrawn(lottery)),
      (
        "chances", .list(lottery.chances.sorted { $0.administration < $1.administration }.map { part($0, of: lottery) })
      ),
      ("portfolio", .list(lottery.portfolio.map { part($0) })), ("gini", gini(lottery.chances.map(\.served))),
      ("levels", levels(lottery)),
      (
        "share_factor",
        lottery.shareFactor.map {
          .object([("numerator", .integer($0.numerator)), ("denominator", .integer($0.denominator))])
        } ?? .nothing
      ),
    ])
  }

  private func entryDrawn(_ lottery: LotteryCertificate) -> ExpectedPart {
    guard let ticket = lottery.ticket else { return .nothing }
    var sum = Int128(0)
    let place = lottery.portfolio.firstIndex { entry in
      sum += Int128(entry.weight)
      return Int128(ticket) < sum
    }
    return place.map { .integer($0 + 1) } ?? .nothing
  }

  private func part(_ chance: LotteryCertificate.Chance, of lottery: LotteryCertificate) -> ExpectedPart {
    .object([
      ("administration", .text(chance.administration)), ("served", .integer(chance.served)),
      ("holding", .integer(chance.holding)),
      ("percent", .number(Double(chance.served) / Double(max(1, lottery.denominator)) * 100)),
      (
        "interval_billionths",
        chance.interval.map { .list([.integer($0.low), .integer($0.high)]) } ?? .nothing
      ),
    ])
  }

  private func part(_ entry: LotteryCertificate.Entry) -> ExpectedPart {
    let holders = entry.grants.compactMap { grant in
      docket.index(of: grant.network).flatMap { docket.requests[$0].holder }
    }
    return .object([
      ("weight", .integer(entry.weight)), ("networks", .integer(entry.grants.count)),
      ("administrations", .integer(Set(holders).count)),
    ])
  }

  /// Σ |w − w'| over all pairs ÷ (2 n Σ w), in lowest terms.
  private func gini(_ weights: [Int]) -> ExpectedPart {
    var (differences, total) = (Int128(0), Int128(0))
    for one in weights {
      total += Int128(one)
      for other in weights { differences += (Int128(one) - Int128(other)).magnitude.asSigned }
    }
    guard total > 0 else { return .nothing }
    let whole = 2 * Int128(weights.count) * total
    var (left, right) = (differences, whole)
    while right != 0 { (left, right) = (right, left % right) }
    guard let numerator = Int(exactly: differences / left), let denominator = Int(exactly: whole / left) else {
      return .all([])
    }
    return .object([("numerator", .integer(numerator)), ("denominator", .integer(denominator))])
  }

  /// How many ratios differ; equal ones stand in a row, since levels ascend.
  private func distinct(_ levels: [LotteryCertificate.Level]) -> Int {
    zip(levels, levels.dropFirst()).reduce(1) { count, pair in
      let isSame =
        Int128(pair.0.numerator) * Int128(pair.1.denominator) == Int128(pair.1.numerator) * Int128(pair.0.denominator)
      return isSame ? count : count + 1
    }
  }

  private func levels(_ lottery: LotteryCertificate) -> ExpectedPart {
    guard let levels = lottery.levels, let first = levels.first else { return .nothing }
    func word(_ proof: LotteryCertificate.Proof, _ gap: Int?) -> String {
      proof.word != .multipliers ? "solver" : gap == 0 ? "proven" : "within-gap"
    }
    let words = levels.map { word($0.proof, $0.gapBillionths) }
    func count(_ kind: String) -> ExpectedPart { .integer(words.count { $0 == kind }) }
    let gaps = levels.filter { $0.proof.word == .multipliers }.compactMap(\.gapBillionths)
    return .object([
      ("rounds", .integer(levels.count)), ("count", .integer(distinct(levels))), ("proven", count("proven")),
      ("within_gap", count("within-gap")),
      ("solvers_word", count("solver")), ("smallest", .text(word(first.proof, first.gapBillionths))),
      ("gap_billionths", .integer(gaps.max() ?? 0)),
      ("unservable", .list((lottery.unservable?.agents ?? []).map { .text($0) })),
      ("unservable_proof", lottery.unservable.map { .text(word($0.proof, 0)) } ?? .nothing),
    ])
  }
}

extension UInt128 {
  /// The same with a sign; what is beyond counts as the greatest.
  fileprivate var asSigned: Int128 { Int128(clamping: self) }
}
