// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Checks that a policy's claims are those that its stages call for, in their order, and that none is missing.
struct ClaimSequence {
  /// What is wrong, and with which claim.
  struct Problem {
    var claim: Int?
    var problem: String
    var expected: String
  }

  let rules: PolicyRules
  let claims: [Claim?]
  let contexts: [Int: StageContext]
  let values: [Int: ObjectiveValues]

  /// What is wrong, and how many stages of leximin were cut short.
  func review() -> (problems: [Problem], openStages: Int) {
    // A claim that could not be made sense of has been reported; the rest can't be told apart then.
    guard !claims.contains(where: { $0 == nil }) else { return ([], 0) }
    var problems: [Problem] = []
    var openStages = 0
    var cursor = 0
    func next() -> Claim? { cursor < claims.count ? claims[cursor] : nil }
    func expect(_ objective: ClaimObjective, kind: Claim.Kind, stage: Int) {
      if let claim = next(), claim.stage == stage + 1, claim.kind == kind, claim.objective == objective {
        cursor += 1
      } else if contexts[stage]?.hasProgram == true || kind == .order {
        problems.append(
          Problem(
            claim: cursor < claims.count ? cursor : nil, problem: "is not the claim that stage \(stage + 1) calls for",
            expected: "\(kind.rawValue): \(objective.text)"))
      }
    }
    for run in rules.runs {
      for stage in run.stages {
        guard case .maximise(let objective, let entitlement) = rules.planned[stage].stage.rule else {
          let isDrawn = run.kind == .lottery && next()?.kind == .lottery
          expect(.precedence, kind: isDrawn ? .lottery : .order, stage: stage)
          continue
        }
        switch objective {
        case .total(let quantity): expect(.total(quantity), kind: .maximise, stage: stage)
        case .bids: expect(.bids, kind: .maximise, stage: stage)
        case .populationCovered: expect(.populationCovered, kind: .maximise, stage: stage)
        case .administrationsServed: expect(.administrationsServed, kind: .maximise, stage: stage)
        case .administrationsAtRatio(let ratio):
          let level = Level(entitlement: entitlement, numerator: ratio.numerator, denominator: ratio.denominator)
          expect(.administrationsAtLevel(level), kind: .maximise, stage: stage)
        case .leastDisplacement: expect(.displacement, kind: .maximise, stage: stage)
        case .generalisedGini: expect(.orderedWelfare(entitlement), kind: .maximise, stage: stage)
        case .alphaFairness(let halves):
          if halves >= 2 { expect(.holders(entitlement), kind: .maximise, stage: stage) }
          expect(.welfare(halves: halves, entitlement), kind: .maximise, stage: stage)
        case .minimumRatio, .leximin:
          let start = cursor
          while let claim = next(), claim.stage == stage + 1, claim.kind == .maximise { cursor += 1 }
          // The total that stands in for the levels above the last one that has a claim; one has at least. That one may be
          // optimal, since a search may be given up between two levels.
          let isCutShort =
            objective == .leximin && cursor > start + 1 && claims[cursor - 1]?.objective == .total(.holding)
            && claims[cursor - 1]?.assertion == .feasible
          if isCutShort { openStages += 1 }
          problems += levelProblems(
            start..<(isCutShort ? cursor - 1 : cursor), stage: stage, entitlement, isLeximin: objective == .leximin,
            isCutShort: isCutShort)
        }
      }
      guard run.kind == .objective else { continue }
      expect(.displacement, kind: .tieBreak, stage: run.stages.upperBound - 1)
      expect(.lot, kind: .tieBreak, stage: run.stages.upperBound - 1)
    }
    if cursor < claims.count {
      problems.append(
        Problem(claim: cursor, problem: "stands where no claim is due", expected: "the claims of each stage in order"))
    }
    return (problems, openStages)
  }

  /// Checks that the claims about levels leave out nothing that would have to be proven.
  ///
  /// Nothing is due above the last level of a leximin that was cut short.
  private func levelProblems(
    _ range: Range<Int>, stage: Int, _ entitlement: Entitlement, isLeximin: Bool, isCutShort: Bool
  ) -> [Problem] {
    guard let context = contexts[stage], let values = values[stage] else { return [] }
    let asking = context.asking(entitlement).count
    let levels = Self.attainableLevels(context, entitlement)
    let reached = levels.map { values.count(at: $0) }
    var problems: [Problem] = []
    var cursor = range.lowerBound
    var previous = asking
    for (rank, level) in levels.enumerated() where previous > 0 || cursor < range.upperBound {
      let claim = cursor < range.upperBound ? claims[cursor] : nil
      let isNamed = claim?.objective.level?.isSame(as: level) ?? false
      if isNamed, let claim {
        let isAboutAll = claim.objective.isAboutAll
        // Of a smallest ratio only levels that all reach are kept, and the first that not all reach ends it.
        if isAboutAll != (!isLeximin && reached[rank] < asking) { break }
        cursor += 1
        previous = claim.value
        if isAboutAll { break }
      } else if isLeximin {
        if isCutShort, cursor == range.upperBound { break }
        if reached[rank] != min(previous, context.reach(level)) {
          problems.append(missing(level, claim: cursor, stage: stage))
        }
        previous = reached[rank]
      } else if reached[rank] < asking {
        problems.append(missing(level, claim: cursor, stage: stage))
        break
      } else if rank + 1 == levels.count || reached[rank + 1] < asking {
        // The highest level that all reach is what later claims rest on.
        problems.append(missing(level, claim: cursor, stage: stage))
      }
    }
    if cursor < range.upperBound {
      problems.append(
        Problem(
          claim: cursor, problem: "is about a level that is not due",
          expected: "attainable levels in ascending order, up to the one that decides"))
    }
    return problems
  }

  private func missing(_ level: Level, claim: Int, stage: Int) -> Problem {
    Problem(
      claim: claim < claims.count ? claim : nil, problem: "stage \(stage + 1) has no claim about level \(level.text)",
      expected: "one, as it does not follow from the levels below")
  }

  /// Every ratio that somebody who asks can hold, ascending.
  static func attainableLevels(_ context: StageContext, _ basis: Entitlement) -> [Level] {
    var levels: [Level] = []
    let step = context.docket.step
    for asking in context.asking(basis) where asking.standing.demand >= step {
      for steps in 1...asking.standing.demand / step {
        levels.append(Level(entitlement: basis, numerator: steps * step, denominator: asking.entitlement))
      }
    }
    levels.sort { Level.isLess($0, $1) }
    return levels.reduce(into: []) { distinct, level in
      if distinct.last?.isSame(as: level) != true { distinct.append(level) }
    }
  }
}

extension ClaimObjective {
  /// The level, where the objective is about one.
  var level: Level? {
    switch self {
    case .administrationsAtLevel(let level), .allAtLevel(let level): level
    default: nil
    }
  }
}

extension ClaimObjective {
  /// Whether it says of a level that all reach it.
  var isAboutAll: Bool {
    if case .allAtLevel = self { return true }
    return false
  }
}

extension Level {
  /// Whether two fractions of the same entitlement are the same number.
  func isSame(as other: Level) -> Bool {
    entitlement == other.entitlement && !Level.isLess(self, other) && !Level.isLess(other, self)
  }
}
