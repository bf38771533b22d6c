// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Scenarios
import Testing

@testable import Coordination

/// Values of the seeded model and bids on the terms of an auction, over the small register.
@Suite struct SeededValuesTests {
  private static func problem() throws -> CoordinationProblem {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    let scenario = try Scenario.read(path: root + "/Instances/small/scenario.yaml")
    return try CoordinationProblem(scenario: scenario, register: try Register.read(directory: scenario.registerPath))
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 1), (3, 1), (4, 2), (24, 4), (25, 5), (26, 5), (29_000_000_000_000, 5_385_164)])
  func wholeRoots(number: Int, root: Int) {
    #expect(SeededValues.root(of: number) == root)
  }

  /// Eight per cent a year, to the nearest thousandth.
  @Test func discountsAreCompound() {
    for (year, discount) in SeededValues.discounts.enumerated() {
      let exact = 1_000 / pow(1.08, Double(year))
      #expect(abs(Double(discount) - exact) <= 0.5)
    }
  }

  /// Every value lies where the published factors can put it.
  @Test func valuesKeepTheirLimits() throws {
    let problem = try Self.problem()
    let values = SeededValues(world: 1, bidders: 2).values(of: problem)
    let members = Dictionary(uniqueKeysWithValues: problem.register.administrations.map { ($0.symbol, $0) })
    for (request, value) in zip(problem.requests, values) {
      let member = try #require(members[request.administration])
      let thousands = (member.grossDomesticProductUSDollars ?? (member.population ?? 0) * 1_000) / 1_000_000
      let market = max(10, Double(thousands).squareRoot().rounded(.down))
      let distance = Double(Circle.distance(request.longitudeMilliDegrees, member.longitudeMilliDegrees)) / 1_000
      let coverage = max(0.25, 1 - 0.01 * distance)
      let base = Double(request.bandwidthKilohertz) / 1_000 * market / 10 * coverage
      let least = base * (request.isInUseToday ? 1.5 : 0.583) * 0.375
      let most = base * (request.isInUseToday ? 1.5 : 1.2 * 0.926) * 1.875
      // Five products are rounded down.
      #expect(Double(value) <= most + 1 && Double(value) >= least * 0.995 - 6, "\(request.identifier)")
    }
  }

  /// One seed is the world's, the other the bidders': each moves its own draws and nothing else.
  @Test func seedsAreApart() throws {
    let problem = try Self.problem()
    let first = SeededValues(world: 1, bidders: 2).values(of: problem)
    #expect(first == SeededValues(world: 1, bidders: 2).values(of: problem))
    #expect(first != SeededValues(world: 1, bidders: 3).values(of: problem))
    // The world moves all requests of an administration alike.
    let other = SeededValues(world: 9, bidders: 2).values(of: problem)
    for symbol in problem.administrations {
      let ratios = problem.requests.indices.filter {
        problem.requests[$0].administration == symbol && first[$0] > 2_000
      }
      .map { Double(other[$0]) / Double(first[$0]) }
      if let least = ratios.min(), let most = ratios.max() { #expect(most - least < 0.01, "\(symbol)") }
    }
  }

  /// What isn't above the reserve takes no part; where a fee is posted, what is worth the fee does.
  @Test func whoTakesPart() throws {
    let problem = try Self.problem()
    let values = SeededValues(world: 1, bidders: 2).values(of: problem)
    let some = try #require(values.sorted().dropFirst(values.count / 2).first)
    let index = try #require(values.firstIndex(of: some))
    let channels = problem.requests[index].channels
    func table(_ payments: Policy.Auction.Payments, reserve: Int = 0, fee: Int = 0, share: Int = 1_000) -> RequestBids {
      RequestBids(
        problem: problem,
        terms: .init(
          payments: payments, values: .seeded(world: 1, bidders: 2), reserve: reserve, fee: fee, shareBid: share))
    }
    #expect(table(.vcg, reserve: (some - 1) / channels).takesPart(index))
    #expect(!table(.vcg, reserve: some).takesPart(index))
    #expect(table(.postedFee, fee: some / channels).takesPart(index))
    #expect(!table(.postedFee, fee: some + 1).takesPart(index))
    #expect(table(.vcg, share: 800).bids[index] == some * 8 / 10)
  }

  /// Holders bid for themselves and for each organisation apart.
  @Test func bidders() throws {
    let problem = try Self.problem()
    func names(_ bidders: Policy.Auction.Bidders) -> [String] {
      RequestBids(problem: problem, terms: .init(payments: .vcg, values: .table, bidders: bidders)).bidders
    }
    let organisations = Set(
      problem.requests.compactMap { request in request.organisation.map { request.administration + "/" + $0 } })
    #expect(!organisations.isEmpty)
    #expect(Set(names(.holders)).subtracting(names(.administrations)) == organisations)
    #expect(names(.administrations).allSatisfy { problem.administrations.contains($0) })
  }
}
