// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Checks that a leximin lottery is one: that no lottery gives those of a level more, by weak duality.
///
/// For weights w ≥ 0 and a proven bound V on Σ {w : served} over every allocation of the stage, any lottery has
/// Σ w·c ≤ V for its chances c. Let those of earlier levels have what the portfolio gives them, and all others at least the
/// level r of their entitlements e. What is left, s = V − Σ earlier w·c − r · Σ others w·e, bounds what anybody of
/// positive weight can have above the level: s ÷ w. With s = 0 the level and its members are exact. Everything is
/// in whole numbers: chances are weights of the portfolio over its denominator.
struct LotteryLevelChecks {
  let context: StageContext
  let values: ObjectiveValues
  let lottery: LotteryCertificate
  /// The entitlement of each who takes part.
  let entitlements: [String: Int]
  /// The weight of the allocations of the portfolio that serve each.
  let weights: [String: Int]
  private var columnSets: [[String: Claim.Columns]: ColumnSet] = [:]

  typealias Problem = (String, String)

  init(
    context: StageContext, values: ObjectiveValues, lottery: LotteryCertificate, entitlements: [String: Int],
    weights: [String: Int]
  ) {
    self.context = context
    self.values = values
    self.lottery = lottery
    self.entitlements = entitlements
    self.weights = weights
  }

  /// What is wrong, each with what was expected.
  mutating func problems(journal: inout Journal) -> [Problem] {
    var problems: [Problem] = []
    var open = Set(entitlements.keys)
    if let unservable = lottery.unservable {
      for agent in unservable.agents where open.remove(agent) == nil {
        problems.append(("says that nothing serves `\(agent)`", "one who takes part, once"))
      }
      problems += check(unservable.agents, unservable.proof, journal: &journal)
    }
    let unservable = Set(entitlements.keys).subtracting(open)
    for (index, level) in (lottery.levels ?? []).enumerated() {
      let number = "level \(index + 1)"
      let found = check(level, open: open, unservable: unservable, journal: &journal)
      problems += found.map { ("\(number) \($0.0)", $0.1) }
      open.subtract(level.agents)
    }
    for agent in open.sorted() {
      problems.append(("has no level for `\(agent)`", "everybody who takes part at one level, or unservable"))
    }
    return problems
  }

  private mutating func check(
    _ unservable: [String], _ proof: LotteryCertificate.Proof, journal: inout Journal
  ) -> [Problem] {
    var problems: [Problem] = []
    for agent in unservable where weights[agent, default: 0] > 0 {
      problems.append(("says that nothing serves `\(agent)`", "a level, since the portfolio serves it"))
    }
    guard problems.isEmpty, proof.word == .multipliers else {
      journal.count(.lotterySolversWord)
      return problems
    }
    journal.count(.lotteryLevels)
    let ones = Dictionary(unservable.map { ($0, 1) }) { first, _ in first }
    return compare(proof, weights: ones, bound: 0).map { ("about the unservable " + $0.0, $0.1) }
  }

  private mutating func check(
    _ level: LotteryCertificate.Level, open: Set<String>, unservable: Set<String>, journal: inout Journal
  ) -> [Problem] {
    var problems: [Problem] = []
    var parts: [String: Int] = [:]
    for (name, weight) in level.weights {
      if entitlements[name] == nil || unservable.contains(name) || parts.updateValue(weight, forKey: name) != nil {
        problems.append(("weighs `\(name)`", "those who take part and can be served, once"))
      }
    }
    if level.agents.isEmpty || Set(level.agents).count < level.agents.count || !open.isSuperset(of: level.agents) {
      problems.append(("is of \(level.agents.joined(separator: ", "))", "some of those without a level, each once"))
    }
    for agent in level.agents where parts[agent, default: 0] == 0 {
      problems.append(("gives `\(agent)` no weight", "a weight above 0 for each of its members"))
    }
    guard problems.isEmpty else { return problems }
    if let problem = compareRatio(level, open: open) { problems.append(problem) }
    if let problem = compareGap(level, parts, open: open) { problems.append(problem) }
    guard level.proof.word == .multipliers else {
      journal.count(.lotterySolversWord)
      return problems
    }
    journal.count(.lotteryLevels)
    if level.gapBillionths != 0 { journal.count(.lotteryLevelsWithinGap) }
    return problems + compare(level.proof, weights: parts, bound: level.bound)
  }

  /// The ratio is the least among those of the level and of later ones, so that levels ascend.
  private func compareRatio(_ level: LotteryCertificate.Level, open: Set<String>) -> Problem? {
    var isAttained = false
    for agent in open.sorted() {
      let own = LongNumber(weights[agent, default: 0]).times(level.denominator)
      let needed = LongNumber(level.numerator).times(entitlements[agent] ?? 0)
      if own.isLess(than: needed) {
        return (
          "has the ratio \(level.numerator)/\(level.denominator)",
          "no more than `\(agent)` has, \(weights[agent, default: 0]) for the entitlement \(entitlements[agent] ?? 0)"
        )
      }
      if own == needed { isAttained = true }
    }
    if isAttained { return nil }
    return ("has the ratio \(level.numerator)/\(level.denominator)", "the least ratio of those who are left")
  }

  /// denominator × (V·D − Σ earlier w·W) − numerator · Σ others w·e, over denominator · D · w, is the gap.
  private func compareGap(
    _ level: LotteryCertificate.Level, _ parts: [String: Int], open: Set<String>
  ) -> Problem? {
    var (standing, shares) = (LongNumber(0), LongNumber(0))
    for (name, weight) in parts {
      if open.contains(name) {
        shares = shares.plus(LongNumber(weight).times(entitlements[name] ?? 0))
      } else {
        standing = standing.plus(LongNumber(weight).times(weights[name, default: 0]))
      }
    }
    let most = LongNumber(level.bound).times(lottery.denominator).times(level.denominator)
    let least = standing.times(level.denominator).plus(shares.times(level.numerator))
    if most.isLess(than: least) {
      return ("has the bound \(level.bound)", "no less than what the portfolio attains")
    }
    guard let gap = level.gapBillionths else {
      return level.proof.word == .solver ? nil : ("has no gap_billionths", "what its bound leaves open")
    }
    let smallest = level.agents.compactMap { parts[$0] }.min() ?? 0
    let unit = LongNumber(level.denominator).times(lottery.denominator).times(smallest)
    let open = most.minus(least).times(1_000_000_000)
    let isEnough = !unit.times(gap).isLess(than: open)
    let isLeast = gap == 0 || unit.times(gap - 1).isLess(than: open)
    if isEnough, isLeast { return nil }
    return (
      "has the gap of \(gap) billionths",
      "the least whole number that covers what its bound leaves open, which is \(isEnough ? "less" : "more")"
    )
  }

  /// Holds a bound on the weights of those served against what its multipliers prove.
  private mutating func compare(
    _ proof: LotteryCertificate.Proof, weights: [String: Int], bound: Int
  ) -> [Problem] {
    let columns = columnSets[proof.columns] ?? ColumnSet(context: context, kinds: proof.columns)
    columnSets[proof.columns] = columns
    let claim = Claim(
      stage: lottery.stage, name: "", unit: "", kind: .lottery, objective: .precedence, assertion: .optimal,
      value: bound,
      bound: bound, proof: .multipliers, columns: proof.columns, scale: proof.scale, multipliers: proof.multipliers)
    var computation = BoundComputation(
      context: context, values: values, columns: columns, claim: claim, claims: [], index: 0)
    computation.servedWeights = weights
    guard let proven = computation.bound() else {
      return [(computation.problems.joined(separator: "; "), "a proof whose rows hold")]
    }
    if proven == Int128(bound) { return [] }
    return [("has the bound \(bound)", "\(proven), which is what its multipliers give")]
  }
}
