// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// A stage as it is carried out: certificates count these, protection and processing rounds included.
struct PlannedStage: Sendable {
  /// The days of receipt that belong together, and whether undated requests do.
  struct Round: Hashable, Sendable {
    var days: ClosedRange<Int>
    var hasUndated: Bool

    func contains(_ request: Request) -> Bool {
      request.day.map { days.contains($0) } ?? hasUndated
    }
  }

  /// The stage that it carries out.
  var stage: Policy.Stage
  /// The name in certificates.
  var name: String
  /// Its round; nil where there is one of all.
  var round: Round?

  /// Every stage of a policy as it is carried out, in order.
  static func all(of policy: Policy, docket: Docket) -> [PlannedStage] {
    var planned = policy.constraints.protected.map { protection in
      let kind: Policy.RequestKind =
        switch protection {
        case .nationalAllotments: .nationalAllotments
        case .networksInUse: .inUse
        }
      let name = "protected: " + protection.rawValue
      return PlannedStage(
        stage: .init(name: name, rule: .order(.init(queue: .dateOfReceipt, placement: .asFiled)), requests: kind),
        name: name)
    }
    var rest = policy.stages[...]
    while let first = rest.first {
      // Stages that keep an optimum for each other, and the one that the last of them hands it to.
      let chain = rest.prefix(rest.prefix { $0.carry == .optimum }.count + 1)
      rest = rest.dropFirst(chain.count)
      guard let days = first.roundDays, case .maximise = first.rule else {
        planned += chain.map { PlannedStage(stage: $0, name: $0.name) }
        continue
      }
      for (number, round) in rounds(days: days, docket: docket).enumerated() {
        planned += chain.map { PlannedStage(stage: $0, name: "\($0.name), round \(number + 1)", round: round) }
      }
    }
    return planned
  }

  /// Processing rounds over all requests: a day that lies in no round opens one; undated requests belong to the first.
  static func rounds(days: Int, docket: Docket) -> [Round] {
    var leads: [Int] = []
    for day in docket.requests.compactMap(\.day).sorted() {
      if let lead = leads.last, day <= lead + days { continue }
      leads.append(day)
    }
    if leads.isEmpty { leads = [0] }
    return leads.enumerated().map { Round(days: $1...$1 + days, hasUndated: $0 == 0) }
  }
}
