// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

/// What a result says of one policy, read back: the grants, the reasons, and what is claimed of every stage.
public struct RecordedOutcome: Sendable {
  /// A row of the table of grants.
  public struct Row: Sendable {
    /// Line of the table, for messages.
    public var line: Int
    /// The network's identifier.
    public var network: String
    /// The reason in the table's words.
    public var reason: String
    /// Longitude granted in thousandths of a degree; nil where the request was refused.
    public var longitudeMilliDegrees: Int?
    /// First channel granted, from 1; nil where the request was refused.
    public var firstChannel: Int?
    /// Name of the polarization granted; nil where the request was refused.
    public var polarization: String?

    /// Makes a row.
    public init(
      line: Int, network: String, reason: String, longitudeMilliDegrees: Int?, firstChannel: Int?,
      polarization: String?
    ) {
      self.line = line
      self.network = network
      self.reason = reason
      self.longitudeMilliDegrees = longitudeMilliDegrees
      self.firstChannel = firstChannel
      self.polarization = polarization
    }
  }

  /// The policy.
  public let policy: Policy
  /// What is claimed of every stage, in order.
  public let claims: [RecordedClaim]
  /// The lottery, where the policy has one.
  public let lottery: RecordedLottery?
  /// For each request of the problem its grant, or nil.
  let grants: [Allocation.Grant?]
  /// For each request the reason in the table's words.
  let reasons: [String]

  /// Fits the rows of one policy to the requests of a problem.
  ///
  /// - Parameters:
  ///   - problem: what the policy was carried out in.
  ///   - policy: the policy.
  ///   - rows: its rows, one for each request.
  ///   - stages: for each granted network the number of the stage that granted it, from 1.
  ///   - claims: what is claimed of every stage; empty where nobody asks what anything costs.
  ///   - lottery: its lottery, where it has one.
  ///   - file: the table's path, for messages.
  /// - Throws: `BadInput` where a row doesn't fit to the requests, or a request has none.
  public init(
    problem: CoordinationProblem, policy: Policy, rows: [Row], stages: [String: Int], claims: [RecordedClaim],
    lottery: RecordedLottery? = nil, file: String
  ) throws {
    let remedy = "use the result as `compare` wrote it"
    let index = Dictionary(
      problem.requests.enumerated().map { ($1.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    var grants = [Allocation.Grant?](repeating: nil, count: problem.requests.count)
    var reasons = [String?](repeating: nil, count: problem.requests.count)
    for row in rows {
      func fault(_ field: String, _ problem: String) -> BadInput {
        BadInput([Fault(file: file, line: row.line, field: field, problem: problem, remedy: remedy)])
      }
      guard let request = index[row.network] else {
        throw fault("network", "`\(row.network)` is not a request of the scenario")
      }
      guard reasons[request] == nil else { throw fault("network", "`\(row.network)` stands twice under one policy") }
      reasons[request] = row.reason
      guard let longitude = row.longitudeMilliDegrees else { continue }
      guard let place = problem.places[request].first(where: { $0.longitudeMilliDegrees == longitude }) else {
        throw fault("position_deg", "`\(row.network)` can't be placed at \(MilliDegrees.text(longitude))°")
      }
      let option = problem.options(of: request, at: place).first {
        $0.firstChannel == row.firstChannel
          && problem.band(of: request).polarizations[$0.polarization] == row.polarization
      }
      guard let option else {
        throw fault("first_channel", "`\(row.network)` can't have this channel and polarization")
      }
      grants[request] = Allocation.Grant(option: option, stage: stages[row.network] ?? 1)
    }
    if let missing = reasons.firstIndex(where: { $0 == nil }) {
      throw BadInput([
        Fault(
          file: file, field: "network",
          problem: "policy `\(policy.name)` has no row for `\(problem.requests[missing].identifier)`", remedy: remedy)
      ])
    }
    self.policy = policy
    self.claims = claims
    self.lottery = lottery
    self.grants = grants
    self.reasons = reasons.map { $0 ?? "" }
  }

  /// An allocation as if it had been read back, without claims.
  init(_ allocation: Allocation) {
    policy = allocation.policy
    claims = []
    lottery = nil
    grants = allocation.grants
    reasons = allocation.decisions.map(\.reason.rawValue)
  }

  /// The arc with the grants that a condition picks.
  func state(in problem: CoordinationProblem, where isKept: (Allocation.Grant) -> Bool = { _ in true })
    -> AllocationState
  {
    var state = AllocationState(problem: problem)
    for case .some(let grant) in grants where isKept(grant) { state.grant(grant.option, stage: grant.stage) }
    return state
  }
}
