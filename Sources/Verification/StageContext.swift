// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// What a stage that maximises starts from: what earlier runs fixed, who competes, who asks.
struct StageContext {
  /// An administration as a stage sees it.
  struct Standing {
    /// Holding fixed by earlier runs.
    var fixedHolding = 0
    /// Holding that it would have if everything that it asks for in this stage were granted.
    var demand = 0
    /// Whether the stage admits a request of its own.
    var isAsking = false
  }

  /// Whose grants serve an administration, by the scenario's attribution.
  struct Service {
    /// Networks fixed by earlier runs that count for it, if only in part.
    var fixedNetworks = 0
    /// Requests that compete and would count for it.
    var competing: [Int] = []
  }

  let docket: Docket
  let rules: PolicyRules
  /// Index of the planned stage.
  let stage: Int
  /// Index of the run that it belongs to.
  let run: Int
  /// Requests that the stage admits, or has to keep granted, and that no earlier run granted.
  let competing: [Int]
  let isCompeting: [Bool]
  /// Requests that an ordering before the run granted and that the run keeps granted.
  let kept: Set<Int>
  /// The same by the administration that they would count for.
  let competingOfHolder: [String: [Int]]
  /// Grants of earlier runs.
  let fixed: GrantIndex
  /// The requests that they belong to.
  let fixedRequests: [Int]
  let standings: [String: Standing]
  /// Everybody for whom a request counts that the stage admits or an earlier run granted.
  let services: [String: Service]
  private var askingByEntitlement: [Entitlement: [Asking]] = [:]

  /// An administration that asks, with what it is entitled to.
  struct Asking {
    var administration: String
    var entitlement: Int
    var standing: Standing
  }

  init(
    docket: Docket, rules: PolicyRules, stage: Int, run: Int, kept: Set<Int> = [], holders: Set<String>? = nil,
    grants: [Option?], runOfGrant: [Int?]
  ) {
    self.docket = docket
    self.rules = rules
    self.stage = stage
    self.run = run
    self.kept = kept
    var competing: [Int] = []
    var isCompeting = [Bool](repeating: false, count: docket.requests.count)
    var fixed: [Option] = []
    var standings: [String: Standing] = [:]
    var services: [String: Service] = [:]
    for (index, request) in docket.requests.enumerated() {
      // In a lottery only those take part who have an entitlement, with what is no larger than its band.
      let takesPart =
        holders.map { holders in
          request.demand <= docket.bands[request.band].channels && request.holder.map(holders.contains) ?? false
        } ?? true
      let isAdmitted = takesPart && (kept.contains(index) || rules.admits(index, stage: stage, docket: docket))
      let earlier = grants[index].flatMap { grant in (runOfGrant[index] ?? Int.max) < run ? grant : nil }
      if let earlier { fixed.append(earlier) }
      if isAdmitted, earlier == nil {
        competing.append(index)
        isCompeting[index] = true
      }
      if isAdmitted || earlier != nil {
        for symbol in request.beneficiaries {
          services[symbol, default: Service()].fixedNetworks += earlier == nil ? 0 : 1
          if earlier == nil { services[symbol]?.competing.append(index) }
        }
      }
      guard let holder = request.holder else { continue }
      var standing = standings[holder, default: Standing()]
      if isAdmitted { standing.isAsking = true }
      if earlier != nil { standing.fixedHolding += request.holding }
      if isAdmitted || earlier != nil { standing.demand += request.holding }
      standings[holder] = standing
    }
    self.competing = competing
    competingOfHolder = Dictionary(grouping: competing.filter { docket.requests[$0].holder != nil }) {
      docket.requests[$0].holder ?? ""
    }
    self.isCompeting = isCompeting
    self.fixed = GrantIndex(fixed, docket: docket)
    fixedRequests = fixed.map(\.request)
    self.standings = standings
    self.services = services
    for basis in rules.entitlements { askingByEntitlement[basis] = everyoneAsking(basis) }
  }

  private func everyoneAsking(_ basis: Entitlement) -> [Asking] {
    standings.filter(\.value.isAsking).sorted { $0.key < $1.key }.compactMap { administration, standing in
      docket.entitlement(of: administration, basis).map {
        Asking(administration: administration, entitlement: $0, standing: standing)
      }
    }
  }

  /// The administrations that ask and have an entitlement, sorted, with it.
  func asking(_ basis: Entitlement) -> [Asking] {
    askingByEntitlement[basis] ?? everyoneAsking(basis)
  }

  /// Whether anything can be claimed of the stage: whether a request competes that fits into its band.
  var hasProgram: Bool {
    competing.contains { docket.firstChannels(of: docket.requests[$0]) != nil }
  }

  /// The holding that a level asks of an entitlement, rounded up; nil where it is beyond all numbers.
  static func need(_ level: Level, entitlement: Int) -> Int? {
    let (product, overflow) = level.numerator.multipliedReportingOverflow(by: entitlement)
    guard !overflow, level.denominator > 0 else { return nil }
    return product / level.denominator + (product % level.denominator > 0 ? 1 : 0)
  }

  /// How many of those that ask could reach a level if they got all that they ask for.
  func reach(_ level: Level) -> Int {
    asking(level.entitlement).count { asking in
      Self.need(level, entitlement: asking.entitlement).map { $0 <= asking.standing.demand } ?? false
    }
  }
}

/// Recomputes the values of objectives from grants.
struct ObjectiveValues {
  let context: StageContext
  /// Grants of the context's run.
  let granted: [Option]
  private let holdings: [String: Int]
  /// Those for whom a network counts, if only in part.
  private let served: Set<String>

  init(context: StageContext, grants: [Option?], runOfGrant: [Int?]) {
    self.context = context
    let docket = context.docket
    granted = grants.compactMap { grant in grant.flatMap { runOfGrant[$0.request] == context.run ? $0 : nil } }
    var holdings = context.standings.mapValues(\.fixedHolding)
    var served = Set(context.services.filter { $0.value.fixedNetworks > 0 }.keys)
    for grant in granted {
      served.formUnion(docket.requests[grant.request].beneficiaries)
      guard let holder = docket.requests[grant.request].holder else { continue }
      holdings[holder, default: 0] += docket.requests[grant.request].holding
    }
    self.holdings = holdings
    self.served = served
  }

  /// The value of an objective after the run.
  func value(of objective: ClaimObjective) -> Int {
    let requests = context.docket.requests
    switch objective {
    case .precedence: return granted.count
    case .total(let quantity):
      return granted.reduce(0) { $0 + context.docket.quantity(quantity, of: requests[$1.request]) }
    case .bids: return granted.reduce(0) { $0 + (context.rules.sale?.weight($1.request) ?? 0) }
    case .populationCovered:
      return served.reduce(0) { $0 + context.docket.inhabitants(of: $1) }
    case .holders(let entitlement):
      return context.asking(entitlement).count { holdings[$0.administration, default: 0] >= context.docket.step }
    case .welfare(let halves, let entitlement):
      let scale = WelfareGains(halves: halves, asking: context.asking(entitlement), step: context.docket.step)
      return scale.welfare { holdings[$0, default: 0] / context.docket.step }
    case .orderedWelfare(let entitlement):
      let welfare = OrderedWelfare(asking: context.asking(entitlement), step: context.docket.step)
      return welfare.welfare { holdings[$0, default: 0] } ?? Int.max
    case .lot: return granted.reduce(0) { $0 + context.docket.ticket(of: $1) }
    case .displacement:
      return -granted.reduce(0) { sum, grant in
        sum + Circle.distance(grant.position, requests[grant.request].filedLongitude)
      }
    case .administrationsServed: return served.count
    case .administrationsAtLevel(let level): return count(at: level)
    case .allAtLevel(let level): return count(at: level) == context.asking(level.entitlement).count ? 1 : 0
    }
  }

  /// What an administration holds after the run.
  func holding(of administration: String) -> Int { holdings[administration, default: 0] }

  /// How many of those that ask hold what a level asks for.
  func count(at level: Level) -> Int {
    context.asking(level.entitlement).count { asking in
      let holding = holdings[asking.administration, default: 0]
      return StageContext.need(level, entitlement: asking.entitlement).map { $0 <= holding } ?? false
    }
  }
}
