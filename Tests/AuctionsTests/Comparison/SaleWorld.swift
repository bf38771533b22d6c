// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Filings
import Foundation
import GLPKSolver
import IntegerPrograms
import Scenarios

@testable import Auctions

/// A few requests of the small register with made-up longitudes and values, and every set of grants tried.
struct SaleWorld {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path

  let problem: CoordinationProblem

  /// The small scenario as it is.
  static func small() throws -> CoordinationProblem {
    let scenario = try Scenario.read(path: root + "/Instances/small/scenario.yaml")
    return try CoordinationProblem(scenario: scenario, register: try Register.read(directory: scenario.registerPath))
  }

  /// Some requests drawn by a seed, each of one channel, within a few degrees of each other.
  init(seed: UInt64, count: Int, of small: CoordinationProblem) throws {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let administrations = ["AAA", "BBB", "CCC", "DDD"]
    problem = try small.withRequests(
      (0..<count).map { number in
        var request = small.requests[0]
        request.identifier = "R\(number)"
        request.administration = administrations[below(4)]
        request.organisation = nil
        request.kind = .filed
        request.band = below(4) == 0 ? 0 : 1
        request.channels = 1
        request.fixedFirstChannel = nil
        request.fixedPolarization = nil
        request.longitudeMilliDegrees = 10_000 + 500 * below(5)
        request.value = 1 + below(20)
        return request
      })
  }

  init(problem: CoordinationProblem) {
    self.problem = problem
  }

  /// The greatest total of some requests' weights: of each cluster that can't reach another by itself.
  func greatest(_ weights: [Int: Int]) -> Int {
    var total = 0
    for band in problem.scenario.bands.indices {
      let reach =
        problem.greatestSeparation(band: band) + 2 * problem.scenario.bands[band].flexibilityMilliDegrees
      let own = weights.keys.filter { problem.requests[$0].band == band }.sorted {
        problem.requests[$0].longitudeMilliDegrees < problem.requests[$1].longitudeMilliDegrees
      }
      var cluster: [Int: Int] = [:]
      var last: Int?
      for request in own {
        let longitude = problem.requests[request].longitudeMilliDegrees
        if let last, longitude - last >= reach {
          total += greatest(ofCluster: cluster)
          cluster = [:]
        }
        cluster[request] = weights[request]
        last = longitude
      }
      total += greatest(ofCluster: cluster)
    }
    return total
  }

  /// The same by trying options with a bound.
  private func greatest(ofCluster weights: [Int: Int]) -> Int {
    let order = weights.keys.filter { weights[$0] ?? 0 > 0 }.sorted {
      (-(weights[$0] ?? 0), $0) < (-(weights[$1] ?? 0), $1)
    }
    var rest = [Int](repeating: 0, count: order.count + 1)
    for index in order.indices.reversed() { rest[index] = rest[index + 1] + (weights[order[index]] ?? 0) }
    var best = 0
    func extend(_ granted: [Option], _ index: Int, _ total: Int) {
      best = max(best, total)
      guard index < order.count, total + rest[index] > best else { return }
      for place in problem.places[order[index]] {
        for option in problem.options(of: order[index], at: place)
        where granted.allSatisfy({ problem.conflict($0, option) == nil }) {
          extend(granted + [option], index + 1, total + (weights[order[index]] ?? 0))
        }
      }
      extend(granted, index + 1, total)
    }
    extend([], 0, 0)
    return best
  }

  /// What the engine grants and what winners pay on some terms.
  func sold(_ terms: Policy.Auction, constraints: Policy.Constraints = .init()) throws -> (Allocation, PolicyPayments)?
  {
    let isFee = terms.payments == .postedFee
    let stage = Policy.Stage(
      name: "sale", rule: isFee ? .order(.init(queue: .dateOfReceipt)) : .maximise(.bids, entitlement: .equal),
      auction: terms)
    let policy = Policy(
      name: "sale", title: "", description: "", family: .market, constraints: constraints, stages: [stage], path: "")
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy)
    return try PolicyPricing(solver: GLPKSolver()).payments(allocation, in: problem).map { (allocation, $0) }
  }
}

/// A solver that solves no integer program: every search ends at its limit.
struct GLPKSolverWithoutNodes: Solver {
  var name: String { "none" }
  var version: String { "0" }

  func solve(_ model: Model, options: SolverOptions) throws -> Outcome {
    guard options.relaxationOnly else { return Outcome(termination: .nodeLimit) }
    var outcome = try GLPKSolver().solve(model, options: options)
    // A point that isn't looked at leaves the bound alone.
    outcome.values = []
    return outcome
  }
}
