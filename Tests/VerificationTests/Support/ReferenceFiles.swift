// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Scenarios
@testable import Verification

/// Writes the files of a result as the formats say.
struct ReferenceFiles {
  let world: SmallWorld
  var solutions: [(policy: Policy, allocator: ReferenceAllocator, solution: ReferenceAllocator.Solution)]

  init(_ world: SmallWorld) {
    // A policy whose demands can't be met has no result.
    let solved = world.policies.map { policy in
      let allocator = ReferenceAllocator(world: world, policy: policy)
      return (policy: policy, allocator: allocator, solution: allocator.solve())
    }
    solutions = solved.filter(\.solution.isPossible)
    self.world = {
      var world = world
      world.policies = solved.filter(\.solution.isPossible).map(\.policy)
      return world
    }()
  }

  var files: ResultFiles {
    ResultFiles(allocation: allocation, metrics: ReferenceMetrics(self).table, certificate: certificate)
  }

  /// The same with the summary.
  var complete: ResultFiles {
    var files = files
    files.results = Array(ReferenceSummary(self).document.written.utf8)
    return files
  }

  /// What is found without help from the summary and the digests in it.
  func findings(_ files: ResultFiles) -> [Finding] {
    var files = files
    files.results = nil
    return verify(files).findings.filter { $0.file != ResultFiles.resultsName }
  }

  func verify(_ files: ResultFiles) -> VerificationReport {
    ResultVerifier(scenario: world.scenario, register: world.register, policies: world.policies, files: files).verify()
  }

  var allocation: String {
    var lines = [AllocationTable.header.joined(separator: ",")]
    for (policy, allocator, solution) in solutions {
      for (index, request) in allocator.docket.requests.enumerated() {
        let band = allocator.docket.bands[request.band]
        let grant = solution.grants[index]
        let (reason, blocking) = reason(index, policy, allocator, solution)
        lines.append(
          [
            policy.name, request.identifier, request.administration, request.organisation,
            grant == nil ? "refused" : "granted", grant.map { degrees($0.position) } ?? "", band.identifier,
            grant.map { "\($0.firstChannel)" } ?? "", "\(request.demand)",
            grant.map { band.polarizations[$0.polarization] } ?? "", reason, blocking,
          ].joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Why each refused request of a policy has nothing.
  func refusals(_ index: Int) -> [String] {
    let (policy, allocator, solution) = solutions[index]
    return allocator.docket.requests.indices.filter { solution.grants[$0] == nil }.map {
      reason($0, policy, allocator, solution).0
    }
  }

  private func degrees(_ milli: Int) -> String {
    var text = "\(Double(milli) / 1000)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    return text == "-0" ? "0" : text
  }

  private func reason(
    _ index: Int, _ policy: Policy, _ allocator: ReferenceAllocator, _ solution: ReferenceAllocator.Solution
  ) -> (String, String) {
    let request = allocator.docket.requests[index]
    let filed = request.filedLongitude
    if let grant = solution.grants[index] { return (grant.position == filed ? "as-filed" : "moved", "") }
    let one = Option(request: index, position: 0, firstChannel: 1, polarization: 0)
    if !allocator.keepsLimits(solution.grants.merging([index: one]) { $1 }) { return ("cap-reached", "") }
    let isAsFiled =
      policy.constraints.filedPositions == .all
      || policy.stages.allSatisfy {
        if case .order(let ordering) = $0.rule { ordering.placement == .asFiled } else { false }
      }
    let all = allocator.options(index, isReservedOpen: true)
    func blockers(_ option: Option) -> [Int] {
      solution.grants.values.filter { allocator.conflicts($0, option) }.map(\.request).sorted()
    }
    let counted = isAsFiled ? all.filter { $0.position == filed } : all
    let free = counted.filter { blockers($0).isEmpty }
    let open = free.filter { !allocator.isClosed($0) }
    let filedOptions = all.filter { $0.position == filed }.map { blockers($0) }
    let fewest = filedOptions.map(\.count).min() ?? 0
    let first = filedOptions.first { $0.count == fewest } ?? []
    let blocking = first.map { allocator.docket.requests[$0].identifier }.joined(separator: ";")
    if free.isEmpty { return (isAsFiled ? "filed-place-taken" : "all-places-taken", blocking) }
    return (open.isEmpty ? "reserved-places-only" : "not-chosen", blocking)
  }

  var certificate: String {
    let policies = solutions.map { policy, allocator, solution in
      let stages = solution.grantStage.sorted { $0.key < $1.key }.map { index, stage in
        "\"\(allocator.docket.requests[index].identifier)\": \(stage)"
      }
      let claims = solution.claims.map { claimText($0, allocator) }.joined(separator: ",\n    ")
      return """
        {"policy": "\(policy.name)", "grant_stage": {\(stages.joined(separator: ", "))}, "stages": [
            \(claims)]}
        """
    }
    return """
      {"schema": "orbitshare-certificate/1", "policies": [
      \(policies.joined(separator: ",\n"))]}

      """
  }

  private func claimText(_ claim: ReferenceClaim, _ allocator: ReferenceAllocator) -> String {
    var objective = "\"id\": \"\(claim.objective.text.split(separator: " ")[0])\""
    switch claim.objective {
    case .holders(let entitlement), .orderedWelfare(let entitlement):
      objective += ", \"entitlement\": \"\(entitlement.identifier)\""
    case .welfare(let halves, let entitlement):
      objective += ", \"entitlement\": \"\(entitlement.identifier)\", \"alpha_halves\": \(halves)"
    case .administrationsServed, .populationCovered:
      let rule = world.scenario.attribution
      if rule == .members || rule == .memberShares { objective += ", \"attribution\": \"\(rule.rawValue)\"" }
    default: break
    }
    if let level = claim.objective.level {
      objective +=
        ", \"entitlement\": \"\(level.entitlement.identifier)\", \"numerator\": \(level.numerator), "
        + "\"denominator\": \(level.denominator)"
    }
    var text =
      "{\"stage\": \(claim.stage), \"name\": \"n\", \"kind\": \"\(claim.kind)\", \"objective\": {\(objective)}, "
      + "\"claim\": \"\(claim.claim)\", \"value\": \(claim.value), "
      + "\"bound\": \(claim.bound.map { "\($0)" } ?? "null"), \"proof\": \"\(claim.proof)\", \"unit\": \"u\""
    if claim.proof == "multipliers" {
      let kinds = claim.columns.sorted { $0.key < $1.key }.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ")
      text += ", \"columns\": {\(kinds)}, \"scale\": \(claim.scale), \"multipliers\": \(rowsText(claim, allocator))"
    }
    return text + "}"
  }

  private func rowsText(_ claim: ReferenceClaim, _ allocator: ReferenceAllocator) -> String {
    var kinds: [String] = []
    for name in [
      "request", "window", "channel_window", "holding", "served", "attributed", "at_least", "limit", "lower_quota",
      "upper_quota",
      "kept", "profile",
    ] {
      let rows = claim.multipliers.filter { $0.row.path[0] == name }.map { (Array($0.row.path.dropFirst()), $0.y) }
      if !rows.isEmpty { kinds.append("\"\(name)\": \(nested(rows))") }
    }
    let cliques = claim.multipliers.compactMap { row, y in
      row.clique.map { options in
        let list = options.map { option in
          let request = allocator.docket.requests[option.request]
          let polarization = allocator.docket.bands[request.band].polarizations[option.polarization]
          return "[\"\(request.identifier)\", \(option.position), \(option.firstChannel), \"\(polarization)\"]"
        }
        return "{\"options\": [\(list.joined(separator: ", "))], \"y\": \(y)}"
      }
    }
    if !claim.orderedWeights.isEmpty {
      kinds.append("\"ordered_weights\": \(nested(claim.orderedWeights.map { ([$0.key], $0.value) }))")
    }
    if !cliques.isEmpty { kinds.append("\"clique\": [\(cliques.joined(separator: ", "))]") }
    return "{\(kinds.joined(separator: ", "))}"
  }

  private func nested(_ rows: [([String], Int)]) -> String {
    if let only = rows.first, only.0.isEmpty { return "\(only.1)" }
    let groups = Dictionary(grouping: rows) { $0.0[0] }.sorted { $0.key < $1.key }
    return "{"
      + groups.map { "\"\($0)\": \(nested($1.map { (Array($0.0.dropFirst()), $0.1) }))" }.joined(separator: ", ")
      + "}"
  }
}
