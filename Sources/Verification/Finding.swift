// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing in a result that doesn't hold: where it stands, what is wrong, and what was expected.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
  /// The check that failed.
  public var check: Check
  /// Name of the file within the result directory.
  public var file: String
  /// Line of the file, from 1, where there is one.
  public var line: Int?
  /// The policy, where the finding belongs to one.
  public var policy: String?
  /// The network, administration or claim, where the finding belongs to one.
  public var subject: String?
  /// What is wrong, in one clause.
  public var problem: String
  /// What was expected instead.
  public var expected: String

  /// Makes a finding.
  public init(
    check: Check, file: String, line: Int? = nil, policy: String? = nil, subject: String? = nil, problem: String,
    expected: String
  ) {
    self.check = check
    self.file = file
    self.line = line
    self.policy = policy
    self.subject = subject
    self.problem = problem
    self.expected = expected
  }

  /// `file:line: policy: subject: problem; expected …`.
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let policy { place += ": \(policy)" }
    if let subject { place += ": \(subject)" }
    return "\(place): \(problem); expected \(expected)"
  }
}

/// A kind of check that the verifier makes.
public enum Check: String, CaseIterable, Sendable {
  /// The files are there and have the form that they should have.
  case form
  /// Rows of `allocation.csv`: who asks for what, and whether a grant is one of the request's options.
  case rows
  /// Pairs of grants near each other: no two may be in conflict.
  case conflicts
  /// Caps, minimums, quotas, reserved places and channels, protection, eligibility, fairness.
  case constraints
  /// Reasons and blocking networks of every row.
  case reasons
  /// Decisions of stages that go in order, replayed.
  case order
  /// Chances of a lottery, its portfolio and its ticket.
  case chances
  /// Orders of a lottery that were repeated, every one.
  case chancesRepeated = "chances-repeated"
  /// Orders of a lottery too many to be repeated: only the form of its chances was checked.
  case chancesUnrepeated = "chances-unrepeated"
  /// Levels of leximin lotteries whose multipliers prove them.
  case lotteryLevels = "lottery-levels"
  /// Those of them that somebody could exceed by no more than a stated gap.
  case lotteryLevelsWithinGap = "lottery-levels-within-gap"
  /// Levels of leximin lotteries that rest on the solver's word: only their arithmetic was checked.
  case lotterySolversWord = "lottery-solvers-word"
  /// Shares of simultaneous eating, recomputed.
  case shares = "lottery-shares"
  /// Lotteries that grant less than the shares: that no other grants more of them was not checked.
  case unprovenFactors = "lottery-factors-unproven"
  /// Lotteries whose shares were not recomputed: exceptions to separation, limits on something other than networks, speeds
  /// above 10¹², or more bands with blocks than are tried in every way.
  case unprovenShares = "lottery-shares-unproven"
  /// Values that the certificate claims, recomputed from the allocation.
  case values
  /// Claims whose multipliers prove them.
  case multipliers
  /// Claims whose bound needs no program.
  case trivialBounds = "trivial-bounds"
  /// Claims that rest on the solver's word: only their feasibility and value were checked.
  case solversWord = "solvers-word"
  /// Claims of feasibility alone, where nothing more is to be proven.
  case unproven
  /// Stages of leximin that were cut short: nothing is claimed of the levels above the last one that has a claim.
  case openLevels = "open-levels"
  /// Claimed optima held against the allocations of other policies.
  case rivals
  /// Prices of auctions that follow from the allocation, or from optima that were worked out again.
  case prices
  /// Prices of auctions that were held within reserve and bid only.
  case priceLimits = "price-limits"
  /// Figures of `metrics.csv`, recomputed.
  case metrics
  /// Everything in `results.json` that follows from the inputs, the allocation and the certificate, recomputed.
  case results
  /// Digests of the other files, taken again.
  case digests
  /// Bids of an auction held against those that its file states.
  case bids
  /// Bids that behaviours made of values: by how much they deviate isn't worked out again.
  case behaviours
  /// What an auction's winners hold, against supply, alternatives, conflicts, limits, budgets and reserves.
  case holdings
  /// Winners that no others are worth more than, proven by a search.
  case winners
  /// Winners against others that are worth as much.
  case ties
  /// Winners of which it was left open whether others are worth as much.
  case openTies = "open-ties"
  /// Cuts of the core recomputed from the bids that their coalitions would have accepted.
  case cuts
  /// Prices held against every coalition of bidders.
  case coalitions
  /// What winners of an auction pay, against its rule.
  case payments
  /// Claims of an auction that rest on the word of the program: a search reached its limit, or nothing proves them.
  case auctionSolversWord = "auction-solvers-word"
  /// Claims of an auction that weren't checked: the verifier's own search reached its limit.
  case auctionLimits = "auction-limits"
  /// Whether positions bought back leave a place for those who stay, searched again.
  case repackings
  /// Lots of an auction that its file takes from a scenario: they are taken as stated.
  case lotsAsStated = "lots-as-stated"
  /// Rounds of an auction's log whose arithmetic was checked.
  case rounds
  /// Rounds that were carried out again.
  case roundsReplayed = "rounds-replayed"
  /// Rounds that were carried out again but for the next prices and which bids stand: conflicts, limits or withdrawals decide.
  case roundsPartlyReplayed = "rounds-partly-replayed"
  /// Figures of an auction that aren't worked out again.
  case unworkedFigures = "unworked-figures"

  /// What was counted, for people.
  public var title: String {
    switch self {
    case .form: "files read"
    case .rows: "rows of the allocation"
    case .conflicts: "pairs of neighbouring grants"
    case .constraints: "grants and holders held against constraints"
    case .reasons: "reasons recomputed"
    case .order: "decisions in order replayed"
    case .chances: "chances and allocations of lotteries checked"
    case .chancesRepeated: "orders of lotteries repeated"
    case .chancesUnrepeated: "orders of lotteries that were not repeated"
    case .lotteryLevels: "levels of lotteries proven by multipliers"
    case .lotteryLevelsWithinGap: "levels of lotteries proven up to a stated gap"
    case .lotterySolversWord: "levels of lotteries that rest on the solver's word"
    case .shares: "shares of simultaneous eating recomputed"
    case .unprovenFactors: "lotteries that scale such shares by a factor that rests on the solver's word"
    case .unprovenShares: "lotteries whose shares were not recomputed"
    case .values: "claimed values recomputed"
    case .multipliers: "claims proven by multipliers"
    case .trivialBounds: "claims with a bound that needs no program"
    case .solversWord: "claims that rest on the solver's word"
    case .unproven: "claims of feasibility alone"
    case .openLevels: "stages of leximin that leave levels open"
    case .rivals: "claimed optima held against other policies' allocations"
    case .prices: "prices of auctions recomputed"
    case .priceLimits: "prices of auctions held within reserve and bid only"
    case .metrics: "figures recomputed"
    case .results: "entries of the summary recomputed"
    case .digests: "digests taken again"
    case .bids: "bids held against the auction's file"
    case .behaviours: "bids that behaviours made, taken as they are"
    case .holdings: "holdings of winners held against the rules"
    case .winners: "sets of winners proven the best"
    case .ties: "sets of winners held against equals"
    case .openTies: "sets of winners whose equals were left open"
    case .cuts: "cuts of the core recomputed"
    case .coalitions: "price vectors held against every coalition"
    case .payments: "payments held against their rule"
    case .auctionSolversWord: "claims of an auction that rest on the program's word"
    case .auctionLimits: "claims of an auction not checked, since the search reached its limit"
    case .repackings: "searches for places of those who stay"
    case .lotsAsStated: "lots of an auction taken from a scenario as stated, not from the scenario again"
    case .rounds: "rounds of the log checked"
    case .roundsReplayed: "rounds of the log carried out again"
    case .roundsPartlyReplayed: "rounds of the log carried out again but for next prices and which bids stand"
    case .unworkedFigures: "figures of an auction that were not worked out again"
    }
  }
}

/// What a verification looked at and what it found.
public struct VerificationReport: Sendable {
  /// How many things a check looked at.
  public struct Count: Hashable, Sendable {
    /// The check.
    public var check: Check
    /// How many rows, pairs, claims or figures it looked at.
    public var count: Int
  }

  /// What doesn't hold, in the order of files and rows; empty for a verified result.
  public var findings: [Finding]
  /// One count for each check, in a fixed order.
  public var counts: [Count]

  /// Whether everything that was checked holds.
  public var isVerified: Bool { findings.isEmpty }

  /// How many things a check looked at.
  public func count(of check: Check) -> Int {
    counts.first { $0.check == check }?.count ?? 0
  }
}

/// Where checks write down what they looked at and what they found.
struct Journal {
  private(set) var findings: [Finding] = []
  private var counts = [Int](repeating: 0, count: Check.allCases.count)

  mutating func count(_ check: Check, _ number: Int = 1) {
    guard let index = Check.allCases.firstIndex(of: check) else { return }
    counts[index] += number
  }

  mutating func report(_ finding: Finding) {
    findings.append(finding)
  }

  func report() -> VerificationReport {
    VerificationReport(
      findings: findings,
      counts: zip(Check.allCases, counts).map { VerificationReport.Count(check: $0, count: $1) })
  }
}
