// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Reporting

extension Fixture {
  /// Twenty-seven policies of all families over the administrations of the large fixture.
  static var crowd: Fixture {
    var fixture = large
    let titles = [
      ("first-come", "First come, first served", "practice"), ("as-filed", "First come, only as filed", "practice"),
      ("resolution-553", "Those without a network first, one each", "precedence"),
      ("batch-window", "A window of submissions treated as received together", "precedence"),
      ("processing-rounds", "Processing rounds", "precedence"),
      ("use-it-or-lose-it", "Use it or lose it", "precedence"),
      ("a-priori-plan", "An a priori plan, then in order", "plan"),
      ("protect-in-use", "Networks in use protected", "plan"),
      ("repack", "Requests kept, places chosen anew", "plan"), ("cap", "A cap of 30", "limits"),
      ("set-aside", "A fifth set aside for LDC, LLDC and SIDS", "limits"),
      ("channel-set-aside", "A channel set aside", "limits"), ("quota", "Quotas by population", "limits"),
      ("minimum", "A minimum for everyone, then most served", "limits"), ("max-min", "Max-min", "equity"),
      ("leximin", "Leximin", "equity"), ("nash", "Nash welfare", "equity"), ("alpha-2", "α-fairness, α = 2", "equity"),
      ("generalised-gini", "Generalised Gini", "equity"), ("leximin-population", "Leximin by population", "equity"),
      ("most-served", "Most served", "efficiency"), ("most-networks", "Most networks", "efficiency"),
      ("random-serial-dictatorship", "Random serial dictatorship", "chance"), ("lots", "By lot", "chance"),
      ("picking-webster", "Picking sequence (Webster)", "chance"), ("leximin-lottery", "Leximin lottery", "chance"),
      ("probabilistic-serial", "Simultaneous eating", "chance"),
    ]
    fixture.policies = titles.map { (id: $0.0, title: $0.1) }
    fixture.families = Dictionary(uniqueKeysWithValues: titles.map { ($0.0, $0.2) })
    fixture.networks = titles.indices.map { policy in
      large.networks[policy % large.networks.count].enumerated().map { index, held in
        (filed: max(0, held.filed - (index + policy) % 4), national: held.national)
      }
    }
    return fixture
  }

  /// The crowd with lotteries, optima, warnings, welfare and a frontier.
  static var crowdDocument: Document {
    var document = crowd.document
    for index in document.policies.indices where document.policies[index].family.id == "chance" {
      document.policies[index].isDecidedByLot = true
    }
    let symbols = document.administrations.map(\.symbol)
    for (index, policy) in document.policies.enumerated() {
      switch policy.id {
      case "random-serial-dictatorship": document.policies[index].lottery = sampled(symbols)
      case "leximin-lottery": document.policies[index].lottery = portfolio
      case "max-min":
        document.policies[index].optima = .init(
          count: nil,
          services: symbols.enumerated().map { .init(administration: $1, extent: $0 % 9 == 0 ? .some : .all) })
      case "nash":
        document.policies[index].stages[1].welfare = .init(
          unit: "10⁻⁹ of the natural logarithm of a holding",
          productOfHoldings: String(repeating: "1234567890", count: 12),
          holders: 194, excess: "5.13e-7")
      case "batch-window":
        document.policies[index].warnings = [.init(stage: 1, stageName: "the window", text: "granted nothing")]
      default: break
      }
    }
    document.frontier = [frontier]
    return document.withHeadline()
  }

  private static func sampled(_ symbols: [String]) -> Document.Policy.Lottery {
    .init(
      stage: 1, stageName: "by lot", method: .sampled, seed: 7, denominator: 1_000,
      chances: symbols.enumerated().map { index, symbol in
        let served = index * 37 % 1_001
        return .init(
          administration: symbol, served: served, percent: Double(served) / 10, holding: served * 2,
          intervalBillionths: [
            max(0, served * 1_000_000 - 30_000_000), min(1_000_000_000, served * 1_000_000 + 30_000_000),
          ])
      }, gini: .init(numerator: 1, denominator: 3))
  }

  /// Three administrations of which two allocations serve two each; A is certain.
  static var portfolio: Document.Policy.Lottery {
    .init(
      stage: 2, stageName: "draw", method: .portfolio, seed: 2_023, denominator: 3, ticket: 1, entryDrawn: 2,
      chances: [
        .init(administration: "A", served: 3, percent: 100, holding: 3),
        .init(administration: "B", served: 1, percent: 100.0 / 3, holding: 2),
        .init(administration: "C", served: 2, percent: 200.0 / 3, holding: 2),
      ],
      portfolio: [
        .init(weight: 1, networks: 3, administrations: 2), .init(weight: 2, networks: 2, administrations: 2),
      ], gini: .init(numerator: 2, denominator: 9))
  }

  /// Four points, the first and the last with a name; the third known up to a bound only.
  static var frontier: Document.Frontier {
    .init(
      entitlement: "equal",
      points: [(0, 1_624, 0.0, 1.0), (1, 1_624, 0, 0.75), (2, 1_600, 0.015, 0.5), (4, 1_500, 0.076, 0)].map { row in
        .init(
          name: row.0 == 0 ? "most served" : row.0 == 4 ? "max-min" : nil,
          threshold: .init(numerator: row.0, denominator: 1), holding: row.1, bound: row.0 == 2 ? 1_610 : row.1,
          minRatio: .init(numerator: row.0, denominator: 1), priceOfFairness: .init(row.2),
          priceOfEfficiency: .init(row.3), proof: .multipliers)
      })
  }
}
