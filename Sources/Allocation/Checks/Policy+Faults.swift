// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

extension Policy {
  /// What a policy names that a scenario and its register don't have, with the line of the policy.
  ///
  /// A policy is read without a scenario, so that these faults can only be found here.
  public func faults(against problem: CoordinationProblem) -> [Fault] {
    PolicyCheck.sorted(PolicyCheck(policy: self, problem: problem).faults())
  }

  /// What is allowed but has no effect in a scenario and its register, with the line of the policy.
  public func warnings(against problem: CoordinationProblem) -> [Fault] {
    PolicyCheck.sorted(PolicyCheck(policy: self, problem: problem).warnings())
  }
}

/// Holds one policy against one problem.
struct PolicyCheck {
  let policy: Policy
  let problem: CoordinationProblem

  /// A named part of a policy: where it stands, and what it names.
  struct Part {
    var field: String
    var line: Int?
    /// Index of the stage that it belongs to; nil for constraints.
    var stage: Int?
    var symbols: [String] = []
    var groups: [AdministrationGroup] = []
  }

  /// Every part of the policy that names administrations or groups, in the order of the file's keys.
  var parts: [Part] {
    let constraints = policy.constraints
    var parts: [Part] = []
    for kind in [Policy.Limit.Kind.cap, .minimum] {
      let limits = constraints.limits.filter { $0.kind == kind }
      for (index, limit) in limits.enumerated() {
        var part = Part(field: Policy.Constraints.field(kind.rawValue, index, of: limits.count), line: limit.line)
        switch limit.scope {
        case .eachAdministration(let filter): Self.add(filter, to: &part)
        case .eachOrganisation: break
        case .groups(let groups): part.groups = groups
        case .administrations(let symbols): part.symbols = symbols
        }
        parts.append(part)
      }
    }
    for (index, aside) in constraints.setAsides.enumerated() {
      let field = Policy.Constraints.field("set_aside", index, of: constraints.setAsides.count)
      parts.append(Part(field: field, line: aside.line, groups: aside.groups))
    }
    for (index, stage) in policy.stages.enumerated() {
      let field = "stages[\(index + 1)]"
      var filter = Part(field: field + ".administrations", line: stage.line, stage: index)
      Self.add(stage.administrations, to: &filter)
      parts.append(filter)
      if let auction = stage.auction {
        parts.append(
          Part(
            field: field + ".auction.credits", line: auction.line, stage: index, groups: auction.credits.map(\.group)))
      }
      if case .order(let ordering) = stage.rule {
        parts.append(Part(field: field + ".priority", line: stage.line, stage: index, groups: ordering.priority))
      }
    }
    return parts
  }

  /// In the order of the file's lines.
  static func sorted(_ faults: [Fault]) -> [Fault] {
    faults.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
  }

  private static func add(_ filter: Policy.AdministrationFilter, to part: inout Part) {
    switch filter {
    case .all, .withoutNetworkInUse, .withoutFiling: break
    case .groups(let groups): part.groups = groups
    case .symbols(let symbols): part.symbols = symbols
    }
  }

  func fault(_ field: String, _ line: Int?, _ problem: String, _ remedy: String) -> Fault {
    Fault(file: policy.path, line: line, field: field, problem: problem, remedy: remedy)
  }

  // MARK: - Faults

  /// Names that lead nowhere, and parts that concern nobody.
  func faults() -> [Fault] {
    parts.flatMap { faults(of: $0) } + setAsideFaults() + entitlementFaults() + criterionFaults()
      + auctionFaults()
  }

  /// An auction by the scenario's values needs a table of them.
  private func auctionFaults() -> [Fault] {
    guard let (stage, terms) = policy.auction, terms.values == .table, problem.scenario.values == nil else { return [] }
    return [
      fault(
        "stages[\(stage + 1)].auction.values", terms.line, "the scenario has no `values`",
        "add `values: {file: values.csv, column: value, …}` to \(problem.scenario.path), or write `values: seeded` with seeds"
      )
    ]
  }

  private func entitlementFaults() -> [Fault] {
    policy.entitlementsInUse.compactMap { use in
      problem.entitlements.fault(of: use.entitlement, file: policy.path, line: use.line, field: use.field)
    }
  }

  private func criterionFaults() -> [Fault] {
    policy.constraints.eligibility.compactMap { criterion in
      problem.fault(
        ofCriterion: criterion, file: policy.path, line: policy.constraints.eligibilityLine,
        field: "constraints.eligible")
    }
  }

  private func faults(of part: Part) -> [Fault] {
    var faults: [Fault] = []
    for symbol in part.symbols where !problem.administrations.contains(symbol) {
      let near = nearest(to: symbol, among: problem.administrations).map { "did you mean `\($0)`?" }
      faults.append(
        fault(
          part.field, part.line, "administration `\(symbol)` is not in the register",
          near ?? "write the symbol of an administration in administrations.csv"))
    }
    // A filter or priority of a stage that nobody meets is idle at worst; a constraint on nobody is a slip.
    if part.field.hasPrefix("constraints."), !part.groups.isEmpty, part.groups.allSatisfy({ !hasMember($0) }) {
      faults.append(
        fault(
          part.field, part.line, "no administration of the register belongs to \(Self.words(part.groups))",
          "name a group with members: "
            + AdministrationGroup.all.filter { hasMember($0) }.map(\.identifier).joined(separator: ", ")))
    }
    return faults
  }

  private func setAsideFaults() -> [Fault] {
    let asides = policy.constraints.setAsides
    return asides.enumerated().compactMap { index, aside in
      guard case .channels(let name, _, let last) = aside.extent else { return nil }
      let field = Policy.Constraints.field("set_aside", index, of: asides.count)
      let bands = problem.scenario.bands.map(\.identifier)
      guard let band = problem.scenario.band(name) else {
        let near = nearest(to: name, among: bands).map { "did you mean `\($0)`? " } ?? ""
        return fault(
          field + ".band", aside.line, "the scenario has no band `\(name)`",
          near + "write one of: \(bands.joined(separator: ", "))")
      }
      guard last > band.channels else { return nil }
      return fault(
        field + ".channels", aside.line, "channel \(last) of band `\(name)`, which has \(band.channels)",
        "write channels from 1 to \(band.channels)")
    }
  }

  func hasMember(_ group: AdministrationGroup) -> Bool {
    problem.register.administrations.contains { group.contains($0) }
  }

  static func words(_ groups: [AdministrationGroup]) -> String {
    groups.map { "`\($0.identifier)`" }.joined(separator: " or ")
  }
}
