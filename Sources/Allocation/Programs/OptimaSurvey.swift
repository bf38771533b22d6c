// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// Whether an administration is served under every allocation that attains a policy's objectives.
public struct ServiceAcrossOptima: Hashable, Sendable {
  /// In how many of them it is served.
  public enum Extent: String, Sendable {
    /// In every one.
    case all
    /// In some, and in others not.
    case some
    /// In none.
    case none
    /// Not settled within the limit.
    case notExamined = "not-examined"
  }

  /// Index of the administration.
  public var administration: Int
  /// In how many it is served.
  public var extent: Extent
  /// How many of the optimal allocations serve it, where they were counted.
  public var serving: Int?
}

/// What is known of all allocations that attain the objectives of a run.
public struct OptimaRecord: Sendable {
  /// How many there are, told apart by who stands where; nil where they weren't counted.
  public var count: Int?
  /// By index of administration: those that compete in the run, and those that earlier stages serve.
  public var services: [ServiceAcrossOptima]
  /// Numbers of the planned stages of the run; what earlier stages granted is given.
  public var stages: [Int] = []
}

/// Looks at all points of a program that attain the objectives before ties are broken.
///
/// An administration that is served at the point found is served everywhere if the relaxation without its columns is
/// infeasible; one that isn't is served nowhere if the relaxation that serves it is. Any other point found settles whoever it
/// treats differently. Very small programs are enumerated.
struct OptimaSurvey {
  /// Programs with more columns than this get `greatProgramTests` relaxations at most.
  static let greatProgramColumns = 500
  static let greatProgramTests = 8
  /// Steps of the enumeration, after which counting is given up.
  static let enumerationSteps = 20_000

  let search: LexicographicSearch
  /// The columns that serve each administration that competes.
  let columnsByBeneficiary: [Int: [Int]]
  /// Administrations that hold something whatever the run does.
  let standing: Set<Int>
  /// Whether one grant may serve several administrations, and others than those that levels are counted for.
  let countsMembers: Bool
  /// Whether blocks can be given to the places of a point.
  let isGrantable: ([StageProgram.Column]) -> Bool

  /// Surveys the optima around a point; counts relaxations in `effort`.
  func record(around point: [Bool], isUnique: Bool, effort: inout Effort) throws -> OptimaRecord {
    var isServed: [Int: (everywhere: Bool, somewhere: Bool)] = [:]
    for (holder, columns) in columnsByBeneficiary {
      let served = standing.contains(holder) || columns.contains { point[$0] }
      isServed[holder] = (served, served)
    }
    if isUnique {
      return OptimaRecord(count: 1, services: services(isServed, open: [], counts: nil, total: 1))
    }
    if let (total, counts) = enumerate() {
      return OptimaRecord(count: total, services: services(isServed, open: [], counts: counts, total: total))
    }
    let open = try test(point, &isServed, effort: &effort)
    return OptimaRecord(count: nil, services: services(isServed, open: open, counts: nil, total: 0))
  }

  private func services(
    _ isServed: [Int: (everywhere: Bool, somewhere: Bool)], open: Set<Int>, counts: [Int: Int]?, total: Int
  ) -> [ServiceAcrossOptima] {
    columnsByBeneficiary.keys.sorted().map { holder in
      if standing.contains(holder) {
        return ServiceAcrossOptima(administration: holder, extent: .all, serving: total > 0 ? total : nil)
      }
      if let counts {
        let serving = counts[holder] ?? 0
        return ServiceAcrossOptima(
          administration: holder, extent: serving == total ? .all : serving == 0 ? .none : .some, serving: serving)
      }
      let known = isServed[holder] ?? (false, false)
      let extent: ServiceAcrossOptima.Extent =
        known.everywhere != known.somewhere
        ? .some : open.contains(holder) ? .notExamined : known.everywhere ? .all : .none
      return ServiceAcrossOptima(
        administration: holder, extent: extent, serving: total == 1 ? (known.everywhere ? 1 : 0) : nil)
    }
  }

  // MARK: - Relaxations

  /// Settles administrations one by one; returns those that the limit left open.
  private func test(
    _ point: [Bool], _ isServed: inout [Int: (everywhere: Bool, somewhere: Bool)], effort: inout Effort
  ) throws -> Set<Int> {
    guard let base = search.primaryModel else { return Set(columnsByBeneficiary.keys) }
    var open: Set<Int> = []
    var tests = 0
    let limit = search.program.columns.count > Self.greatProgramColumns ? Self.greatProgramTests : Int.max
    for holder in columnsByBeneficiary.keys.sorted() where !standing.contains(holder) {
      guard let known = isServed[holder], known.everywhere == known.somewhere else { continue }
      if isServedByCount(holder) { continue }
      guard tests < limit else {
        open.insert(holder)
        continue
      }
      tests += 1
      switch try another(base, holder, isServed: known.everywhere, effort: &effort) {
      case .impossible: break
      case .open: open.insert(holder)
      case .found(let other):
        for (one, columns) in columnsByBeneficiary {
          let served = standing.contains(one) || columns.contains { other[$0] }
          let before = isServed[one] ?? (false, false)
          isServed[one] = (before.everywhere && served, before.somewhere || served)
        }
      }
    }
    return open
  }

  /// Whether an objective that is kept counts everybody who can be served, this administration among them.
  private func isServedByCount(_ holder: Int) -> Bool {
    search.steps.contains { step in
      guard step.row != nil, step.objective.kind == .maximise, step.value == step.objective.terms.count,
        step.objective.terms.allSatisfy({ $0.coefficient == 1 })
      else { return false }
      return step.objective.terms.contains { term in
        switch search.program.columns[term.column] {
        case .served(let one): one == holder
        // Levels go by the notifying administration, which needn't be a member of the organisation that it files for.
        case .level(let one, _): !countsMembers && one == holder
        case .place, .option, .threshold: false
        }
      }
    }
  }

  private enum Another {
    case impossible
    case open
    case found([Bool])
  }

  /// A point that treats an administration otherwise.
  private func another(
    _ base: Model, _ holder: Int, isServed: Bool, effort: inout Effort
  ) throws -> Another {
    var model = base
    let all = model.variables
    let own = columnsByBeneficiary[holder] ?? []
    if isServed {
      for column in own { model.fix(all[column], at: 0) }
    } else {
      model.addRow(terms: own.map { (all[$0], -1) }, sense: .atMost(-1))
    }
    model.setObjective(.maximise, LinearExpression())
    for (index, column) in search.program.columns.enumerated() {
      let displacement = StageProgram.displacement(of: column)
      if displacement != 0 { model.setObjectiveCoefficient(of: all[index], to: -Double(displacement)) }
    }
    var options = search.limits.options
    options.relaxationOnly = true
    options.warmStart = search.primaryBasis
    options.iterationLimit = search.surveyIterationLimit ?? options.iterationLimit
    if !isServed { options.warmStart?.appendRow() }
    let outcome = try search.solver.solve(model, options: options)
    effort.relaxations += 1
    effort.iterations += outcome.iterations
    if outcome.proof == .infeasible { return .impossible }
    guard outcome.proof == .optimal else { return .open }
    if let found = grantable(outcome.values, base) { return .found(found) }
    guard search.program.columns.count <= Self.greatProgramColumns else { return .open }
    for variable in all { model.setDomain(of: variable, to: .binary) }
    options.relaxationOnly = false
    options.warmStart = outcome.basis
    options.nodeLimit = min(options.nodeLimit ?? 100, 100)
    let exact = try search.solver.solve(model, options: options)
    effort.integerPrograms += 1
    effort.nodes += exact.nodes
    if exact.proof == .infeasible { return .impossible }
    guard exact.solution == .feasible, let found = grantable(exact.values, base) else { return .open }
    return .found(found)
  }

  private func grantable(_ values: [Double], _ base: Model) -> [Bool]? {
    guard let found = search.rounded(values, attaining: false, rows: base.rowCount) else { return nil }
    return isGrantable(search.heldColumns(found)) ? found : nil
  }

  // MARK: - Enumeration

  /// Counts the points that attain the objectives, and for each administration those that serve it; nil where that takes
  /// more than the limit of steps.
  private func enumerate() -> (total: Int, serving: [Int: Int])? {
    let requests = search.program.columnsOfRequest.keys.sorted()
    // Two to the number of requests is the least there is to do, save what conflicts cut off.
    guard requests.count <= 12 else { return nil }
    let program = search.program
    let rowCount = search.primaryModel?.rowCount ?? program.rows.count
    let primary = search.steps.filter { $0.objective.kind == .maximise && $0.gap == nil }
    let settled = primary.filter { $0.row.map { $0 < rowCount } ?? false }
    var rowsOfColumn = [[(row: Int, coefficient: Int)]](repeating: [], count: program.columns.count)
    for row in 0..<rowCount where isPacking(row) {
      for term in program.terms(of: row) { rowsOfColumn[term.column].append((row, term.coefficient)) }
    }
    var room = (0..<rowCount).map { program.rightHandSides[$0] }
    var point = [Bool](repeating: false, count: program.columns.count)
    var steps = 0
    var total = 0
    var serving: [Int: Int] = [:]
    func visit(_ depth: Int) -> Bool {
      steps += 1
      if steps > Self.enumerationSteps { return false }
      guard depth < requests.count else {
        var leaf = point
        LexicographicSearch.completeCounters(&leaf, in: program)
        guard program.isFeasible(leaf, rows: rowCount),
          settled.allSatisfy({ $0.objective.value(at: leaf) >= $0.value }),
          isGrantable(search.heldColumns(leaf))
        else { return true }
        total += 1
        for (holder, columns) in columnsByBeneficiary where columns.contains(where: { point[$0] }) {
          serving[holder, default: 0] += 1
        }
        return true
      }
      if !visit(depth + 1) { return false }
      for column in program.columnsOfRequest[requests[depth]] ?? []
      where rowsOfColumn[column].allSatisfy({ room[$0.row] >= $0.coefficient }) {
        for entry in rowsOfColumn[column] { room[entry.row] -= entry.coefficient }
        point[column] = true
        let goesOn = visit(depth + 1)
        point[column] = false
        for entry in rowsOfColumn[column] { room[entry.row] += entry.coefficient }
        if !goesOn { return false }
      }
      return true
    }
    return visit(0) && total > 0 ? (total, serving) : nil
  }

  /// Whether a row only limits what is granted, so that it can cut a search short.
  private func isPacking(_ row: Int) -> Bool {
    switch search.program.rows[row] {
    case .request, .window, .channelWindow, .clique: true
    default: false
    }
  }
}

extension OptimaRecord {
  /// Adds those that earlier stages serve: whatever the run decides, they are served.
  mutating func addServed(before beneficiaries: Set<Int>) {
    // Where nothing is known of those that compete, a list of the others would mislead.
    guard !services.isEmpty else { return }
    let others = beneficiaries.subtracting(services.map(\.administration))
    services += others.map { ServiceAcrossOptima(administration: $0, extent: .all, serving: count) }
    services.sort { $0.administration < $1.administration }
  }

  /// Joins what is known of independent parts of a run.
  static func joined(_ parts: [OptimaRecord]) -> OptimaRecord {
    let count = parts.reduce(Int?.some(1)) { product, part in
      guard let product, let own = part.count else { return nil }
      let (result, overflow) = product.multipliedReportingOverflow(by: own)
      return overflow ? nil : result
    }
    var entries: [Int: [(extent: ServiceAcrossOptima.Extent, serving: Int?, of: Int?)]] = [:]
    for part in parts {
      for service in part.services {
        entries[service.administration, default: []].append((service.extent, service.serving, part.count))
      }
    }
    let services = entries.keys.sorted().map { administration in
      let own = entries[administration] ?? []
      let extent: ServiceAcrossOptima.Extent =
        if own.contains(where: { $0.extent == .all }) {
          .all
        } else if own.contains(where: { $0.extent == .notExamined }) {
          .notExamined
        } else { own.contains { $0.extent == .some } ? .some : .none }
      var serving: Int?
      if let count {
        // Not served only where no part serves it.
        var without = count
        for entry in own {
          if let of = entry.of, let served = entry.serving, of > 0 { without = without / of * (of - served) }
        }
        serving = count - without
      }
      return ServiceAcrossOptima(administration: administration, extent: extent, serving: serving)
    }
    return OptimaRecord(count: count, services: services)
  }
}
