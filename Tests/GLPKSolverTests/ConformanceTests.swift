// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import IntegerPrograms
import Testing

@Suite struct ConformanceTests {
  /// Ways to solve that must not change an answer.
  enum Variant: String, CaseIterable, Sendable {
    case presolve, cuts, coverCuts, presolveAndCuts, dual, dualThenPrimal, slackBasis, bixbyBasis, scaling
    case largestCoefficient, pump, depthFirst, driebeckTomlin, pseudoCost, hintedByLimits

    func apply(to options: inout SolverOptions) {
      switch self {
      case .presolve: options.presolve = true
      case .cuts: options.cuts = [.mixedIntegerRounding, .gomory, .clique]
      case .coverCuts: options.cuts = [.cover]
      case .presolveAndCuts:
        options.presolve = true
        options.cuts = [.mixedIntegerRounding, .gomory, .clique]
      case .dual: options.simplexMethod = .dual
      case .dualThenPrimal: options.simplexMethod = .dualThenPrimal
      case .slackBasis: options.startingBasis = .slack
      case .bixbyBasis: options.startingBasis = .bixby
      case .scaling: options.scaling = true
      case .largestCoefficient: options.pricing = .largestCoefficient
      case .pump: options.feasibilityPump = true
      case .depthFirst: options.backtracking = .depthFirst
      case .driebeckTomlin: options.branching = .driebeckTomlin
      case .pseudoCost: options.branching = .pseudoCost
      case .hintedByLimits:
        options.nodeLimit = 1_000_000
        options.timeLimitMilliseconds = 600_000
      }
    }
  }

  @Test func thereAreEnoughCasesWithNamesOfTheirOwn() {
    #expect(ConformanceCase.all.count >= 80)
    #expect(Set(ConformanceCase.all.map(\.name)).count == ConformanceCase.all.count)
  }

  @Test(arguments: ConformanceCase.all)
  func defaults(_ testCase: ConformanceCase) throws {
    let failures = try testCase.failures(of: GLPKSolver())
    #expect(failures == [], "\(testCase.name)")
  }

  @Test(arguments: Variant.allCases)
  func variants(_ variant: Variant) throws {
    for testCase in ConformanceCase.all {
      if case .stopped = testCase.expectation { continue }
      let failures = try testCase.failures(of: GLPKSolver()) { options in
        options.timeLimitMilliseconds = 3_000
        variant.apply(to: &options)
      }
      #expect(failures == [], "\(testCase.name), \(variant)")
    }
  }

  /// The answer must be exact where nothing is left to chance: which of the two kinds of failure it is.
  @Test(arguments: ConformanceCase.answerless)
  func infeasibleAndUnboundedAreToldApart(_ testCase: ConformanceCase) throws {
    let outcome = try GLPKSolver().solve(testCase.model, options: testCase.options)
    if case .infeasible = testCase.expectation { #expect(outcome.proof == .infeasible) }
    if case .unbounded = testCase.expectation { #expect(outcome.proof == .unbounded) }
    #expect(outcome.termination == .finished)
    #expect(outcome.solution == .none && outcome.objective == nil && outcome.values.isEmpty)
  }
}
