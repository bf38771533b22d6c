// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// A seeded model of what requests are worth to those who made them, where no data say so.
///
/// value = bandwidth × market × coverage × incumbency × launch × demand × fancy, in whole units of account. All factors but
/// the first two are thousandths, and each product is rounded down, so that the same numbers come out everywhere. It is a
/// model with made-up parameters, not an appraisal: it says how a rule works where values differ in this way.
public struct SeededValues: Sendable {
  /// Seed of what all bidders share: how much the market of each administration asks for.
  public let world: Int
  /// Seed of what each bidder knows alone: when it can launch, and what else moves it.
  public let bidders: Int

  /// Makes a model.
  public init(world: Int, bidders: Int) {
    self.world = world
    self.bidders = bidders
  }

  /// Thousandths of the value that are left after so many years, at 8 % a year.
  static let discounts = [1_000, 926, 857, 794, 735, 681, 630, 583]
  /// Within this distance of a network in use a holder can share what is on the ground; thousandths of a degree.
  static let neighbourhoodMilliDegrees = 10_000
  /// The least root of a market, also of an administration of which nothing is published.
  static let smallestMarket = 10

  /// The value of every request, at least 1. Time: requests × networks in use of one holder.
  public func values(of problem: CoordinationProblem) -> [Int] {
    let attributes = Dictionary(problem.register.administrations.map { ($0.symbol, $0) }) { first, _ in first }
    let shared = SeededDraw(seed: world)
    let own = SeededDraw(seed: bidders)
    let inUse = Dictionary(
      grouping: problem.requests.indices.filter { problem.requests[$0].isInUseToday },
      by: { problem.notifying[$0] })
    return problem.requests.indices.map { index in
      let request = problem.requests[index]
      let administration = attributes[request.administration]
      var value = request.bandwidthKilohertz / 1_000 * Self.market(administration) / 10
      let home = administration?.longitudeMilliDegrees ?? request.longitudeMilliDegrees
      let neighbours = (inUse[problem.notifying[index]] ?? []).contains { other in
        other != index && request.hasSameHolder(as: problem.requests[other])
          && Circle.distance(request.longitudeMilliDegrees, problem.requests[other].longitudeMilliDegrees)
            <= Self.neighbourhoodMilliDegrees
      }
      let years = request.isInUseToday ? 0 : 1 + Int(own.number(.launch, request.identifier) % 7)
      let factors = [
        max(250, 1_000 - Circle.distance(request.longitudeMilliDegrees, home) / 100),
        request.isInUseToday ? 1_500 : neighbours ? 1_200 : 1_000,
        Self.discounts[years],
        750 + Int(shared.number(.demand, request.administration) % 501),
        500 + Int(own.number(.fancy, request.identifier) % 1_001),
      ]
      for factor in factors { value = value * factor / 1_000 }
      return max(1, value)
    }
  }

  /// The whole root of the gross domestic product in millions of dollars; a thousand dollars an inhabitant where none is
  /// published.
  static func market(_ administration: Administration?) -> Int {
    let millions =
      administration?.grossDomesticProductUSDollars.map { $0 / 1_000_000 }
      ?? administration?.population.map { $0 / 1_000 }
    return max(smallestMarket, root(of: millions ?? 0))
  }

  /// The greatest whole number whose square isn't greater.
  static func root(of number: Int) -> Int {
    var root = Int(Double(max(0, number)).squareRoot())
    while root * root > number, root > 0 { root -= 1 }
    while (root + 1) * (root + 1) <= number { root += 1 }
    return root
  }
}
