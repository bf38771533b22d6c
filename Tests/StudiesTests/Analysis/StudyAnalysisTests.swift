// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Reporting
import Scenarios
import SeededNumbers
import Testing

@testable import Studies

/// What an analysis finds in runs whose numbers are known, by hand.
@Suite("The analysis of a study")
struct StudyAnalysisTests {
  private static let program = ResultsDocument.Program(name: "orbitshare", version: "0.1.0")

  /// The results of all runs, worked out once.
  private static let whole = made()

  private func results() -> StudyResults { Self.whole }

  private static func made(
    skipping skipped: (PlannedRun) -> Bool = { _ in false }, order: UInt64? = nil
  ) -> StudyResults {
    let study = AnalysisFixture.study()
    var runs = AnalysisFixture.causes(study) + AnalysisFixture.drawn(study)
    if let order {
      var generator = SplitMix64(seed: order)
      generator.shuffle(&runs)
    }
    var analysis = StudyAnalysis(study: study, planned: [240, 200], families: AnalysisFixture.families)
    for (run, values) in runs {
      if skipped(run) {
        analysis.add(run, failure: RunFailure(kind: .limit, message: "no answer <in time>"))
      } else {
        analysis.add(run, values: values)
      }
    }
    return analysis.results(program: program)
  }

  private func near(_ estimate: StudyResults.Estimate?, _ expected: Double, _ tolerance: Double = 1e-12) -> Bool {
    estimate.map { abs($0.value - expected) <= tolerance } ?? false
  }

  @Test("Targets: primary, efficiency, and the floor that the Gini needs")
  func targets() {
    let analysis = StudyAnalysis(study: AnalysisFixture.study(), planned: [], families: AnalysisFixture.families)
    #expect(analysis.targets.map(\.measure) == ["gini", "granted_channels", "gini_floor"])
    #expect(results().targets.map(\.isAuxiliary) == [false, false, true])
  }

  @Test("Early, demand and indivisibility add up to the Gini as things are")
  func decomposition() throws {
    // v = 0.15 + 0.3e + 0.15d + 0.1ed + 0.05i + 0.05di: each product is shared equally by its causes.
    let own = try #require(results().grids[0].decompositions.first { $0.policy == "first-come" })
    #expect(own.causes.map(\.parameter) == ["register.dates", "register.demand", "indivisibility"])
    #expect(near(own.whole, 0.8))
    #expect(near(own.causes[0].part, 0.35) && near(own.causes[1].part, 0.225) && near(own.causes[2].part, 0.075))
    #expect(near(own.rest, 0.15))
    #expect(near(own.causes[0].share, 0.4375))
    #expect(own.sets.count == 8 && own.blocks == 20)
    // Seeds move all worlds alike: what causes add doesn't move, what remains does.
    let early = try #require(own.causes[0].part.interval)
    #expect(abs(early.upper - early.lower) < 1e-12)
    let rest = try #require(own.rest.interval)
    #expect(rest.lower < 0.149 && rest.upper > 0.151)
  }

  @Test("A family changes what its rules change on average, world by world")
  func families() throws {
    let grids = results().grids
    #expect(grids[0].families.map(\.id) == ["equity", "chance"])
    #expect(grids[0].families.map(\.policies) == [["leximin"], ["<lots>"]])
    #expect(grids[1].families.isEmpty)
    let gini = try #require(grids[0].families[0].changes.first { $0.target == 0 })
    #expect(near(gini.difference, -0.1) && gini.count == 80)
    #expect(abs(gini.least + 0.1) < 1e-12 && gini.leastPolicy == "leximin" && gini.greatestPolicy == "leximin")

    // Both in one family beside a third: half of what the one changes, since the other changes nothing.
    var study = AnalysisFixture.study()
    study.grids = [study.grids[0]]
    study.grids[0].policies.append("cap")
    let runs = AnalysisFixture.causes(study)
    let names: [String: Policy.Family] = [
      "first-come": .practice, "leximin": .equity, "policies/<lots>.yaml": .equity, "cap": .limits,
    ]
    var analysis = StudyAnalysis(study: study, planned: [320], families: names)
    for (run, values) in runs {
      analysis.add(run, values: values)
      guard run.policy == "leximin", run.seed > 5 else { continue }
      var other = run
      other.policy = "cap"
      analysis.add(other, values: [values[0].map { $0 - 0.1 }, values[1], values[2]])
    }
    let record = analysis.results(program: Self.program).grids[0].families
    #expect(record.map(\.id) == ["limits", "equity"])
    let limits = try #require(record[0].changes.first { $0.target == 0 })
    #expect(near(limits.difference, -0.2) && limits.count == 60)
    let equity = try #require(record[1].changes.first { $0.target == 0 })
    #expect(near(equity.difference, -0.05) && equity.count == 80)
    #expect(equity.leastPolicy == "leximin" && equity.greatestPolicy == "<lots>" && equity.greatest == 0)
    let interval = try #require(equity.difference.interval)
    #expect(interval.lower <= -0.05 + 1e-12 && interval.upper >= -0.05 - 1e-12)
  }

  @Test("A policy that is lower by the same in every world: exact difference, the least p, better everywhere")
  func comparisons() throws {
    let own = try #require(results().grids[0].comparisons.first { $0.policy == "leximin" && $0.target == 0 })
    #expect(near(own.difference, -0.1))
    #expect((own.greater, own.equal, own.less) == (0, 0, 80))
    // 400 drawn patterns of 20 seeds; only patterns with all signs alike are as far, and none but the seen one counts for sure.
    #expect(!own.isExact && own.patterns == 400)
    #expect(own.pValue >= 1.0 / 401 && own.pValue < 0.01)
    let same = try #require(results().grids[0].comparisons.first { $0.policy == "<lots>" && $0.target == 0 })
    #expect(same.difference.value == 0 && same.equal == 80 && same.pValue == 1)
  }

  @Test("Holm runs over the primary comparisons of all grids, and over no others")
  func family() {
    let results = results()
    let primary = results.grids.flatMap(\.comparisons).filter { $0.target == 0 }
    #expect(results.study.comparisons == 3 && primary.count == 3)
    let ascending = primary.sorted { $0.pValue < $1.pValue }
    #expect(ascending[0].adjustedPValue == ascending[0].pValue * 3)
    #expect(ascending[2].adjustedPValue == 1)
    #expect(results.grids.flatMap(\.comparisons).filter { $0.target == 1 }.allSatisfy { $0.adjustedPValue == nil })
  }

  @Test("Shares of variance of two switches, their product and the seeds")
  func factorialVariance() throws {
    let own = try #require(results().grids[0].variance.first { $0.policy == "first-come" && $0.target == 0 })
    // Half of each contrast squared: 0.175², 0.125², 0.025²; seeds: (20² − 1)/12 millionths.
    let parts = [0.030625, 0.015625, 0.000625, 399.0 / 12 / 1e6]
    let whole = parts.reduce(0, +)
    #expect(
      own.terms.map(\.parameters) == [["register.dates"], ["register.demand"], ["register.dates", "register.demand"]])
    for (term, part) in zip(own.terms, parts) { #expect(near(term.share, part / whole)) }
    #expect(abs(own.seeds - parts[3] / whole) < 1e-12 && abs(own.remainder) < 1e-12)
    let together = try #require(results().grids[0].variance.first { $0.policy == nil && $0.target == 0 })
    // Policies −0.1 in one of three: variance 0.01 · 2/9.
    #expect(together.terms.first?.parameters == ["policy"])
    #expect(near(together.terms.first?.share, 0.02 / 9 / (whole + 0.02 / 9)))
  }

  @Test("Drawn points: the strong parameter explains nearly all, the idle one nothing but chance")
  func givenData() throws {
    let own = try #require(results().grids[1].variance.first { $0.policy == "first-come" && $0.target == 0 })
    // 0.4²/12 against the lot's 0.1²/12.
    let expected = 0.16 / 0.17
    #expect(own.method == .givenData && own.count == 100)
    #expect(near(own.terms[0].share, expected, 0.03))
    #expect(own.terms[1].share.value < 0.1)
    #expect(try #require(own.terms[1].share.interval).lower == 0)
  }

  @Test("Means, quantiles and levels")
  func means() throws {
    let grid = results().grids[0]
    let own = try #require(grid.distributions.first { $0.policy == "first-come" && $0.target == 0 })
    #expect(near(own.mean, 0.475) && own.count == 80 && own.undefined == 0)
    #expect(own.quantiles.count == 21 && abs((own.quantiles.first ?? 0) - 0.1905) < 1e-12)
    let level = grid.effects.first {
      $0.policy == "first-come" && $0.target == 0 && $0.parameter == "register.dates" && $0.level == "as-filed"
    }
    #expect(near(level?.mean, 0.65))
    let cell = grid.interactions.first { $0.policy == "first-come" && $0.levels == ["shuffled", "as-filed"] }
    #expect(abs((cell?.mean ?? 0) - 0.4) < 1e-12)
  }

  @Test("One factor at a time: a level's mean is over worlds where all others stay at their first")
  func oneAtATime() throws {
    var study = AnalysisFixture.study()
    let first = Factor(parameter: .scenario(["a"]), levels: .values(["x", "y"]), line: nil)
    let second = Factor(parameter: .scenario(["b"]), levels: .values(["u", "v", "w"]), line: nil)
    study.grids[0].factors = [first, second]
    study.grids[0].design = .oneAtATime
    study.grids = [study.grids[0]]
    var analysis = StudyAnalysis(study: study, planned: [8], families: AnalysisFixture.families)
    let points = [("x", "u", 0.0), ("y", "u", 1), ("x", "v", 10), ("x", "w", 20)]
    for (point, own) in points.enumerated() {
      for seed in 1...2 {
        let key = "\(point) \(seed)"
        let run = PlannedRun(
          ordinal: point * 2 + seed, world: point * 2 + seed, grid: 0, scenario: 0, register: nil, point: point,
          seed: seed,
          policy: "first-come",
          settings: [
            Setting(parameter: first.parameter, value: own.0), Setting(parameter: second.parameter, value: own.1),
          ], key: key, identity: RunIdentity(key: key.utf8))
        analysis.add(run, values: [own.2, 5, nil])
      }
    }
    let grid = analysis.results(program: Self.program).grids[0]
    let effects = grid.effects.filter { $0.target == 0 }
    #expect(effects.map(\.level) == ["x", "y", "u", "v", "w"])
    #expect(effects.map(\.mean.value) == [0, 1, 0, 10, 20])
    #expect(effects.map(\.count) == [2, 2, 2, 2, 2])
    #expect(grid.variance.isEmpty && grid.decompositions.isEmpty && grid.interactions.isEmpty)
  }

  @Test("The frontier of means, and of every world")
  func frontier() throws {
    let frontier = try #require(results().grids[0].frontiers.first)
    // leximin is fairer with fewer channels; lots are exactly first-come: nobody is beaten.
    #expect(frontier.policies.map(\.isUndominated) == [true, true, true])
    #expect(frontier.policies.map(\.undominatedWorlds) == [80, 80, 80])
    let drawn = try #require(results().grids[1].frontiers.first)
    #expect(drawn.policies.map(\.isUndominated) == [false, true])
    #expect(drawn.runCount == 1)
  }

  @Test("The same bytes whatever the order in which runs come in")
  func order() throws {
    let bytes = try results().json()
    #expect(try Self.made(order: 3).json() == bytes)
    #expect(try StudyResults(json: bytes, path: "study-results.json") == results())
  }

  @Test("What isn't a document of the schema is refused")
  func otherDocuments() throws {
    var other = results()
    other.schema = "orbitshare-study/2"
    let bytes = try other.json()
    #expect(throws: BadInput.self) { try StudyResults(json: bytes, path: "study-results.json") }
    #expect(throws: BadInput.self) { try StudyResults(json: [UInt8]("{}".utf8), path: "study-results.json") }
  }

  @Test("Failures are listed, warned of, and leave their seed out of what needs complete seeds")
  func failures() throws {
    let results = Self.made { $0.grid == 0 && $0.point == 0 && $0.seed == 3 && $0.policy == "first-come" }
    #expect(results.failures.map(\.message) == ["no answer <in time>"])
    #expect(results.failures.first?.world == "register.dates as-filed, register.demand as-filed, seed 3")
    #expect(results.grids[0].failed == 1 && results.grids[0].done == 239)
    let decomposition = try #require(results.grids[0].decompositions.first)
    #expect(decomposition.blocks == 19 && near(decomposition.causes[0].part, 0.35))
    #expect(results.grids[0].comparisons.first { $0.target == 0 }?.count == 79)
    #expect(results.warnings.contains { $0.hasPrefix("Grid causes: 1 run failed.") })
  }

  @Test("One world in a thousandfold distance is an outlier with the command that repeats it")
  func outliers() throws {
    let study = AnalysisFixture.study()
    var analysis = StudyAnalysis(study: study, planned: [240, 0], families: AnalysisFixture.families)
    for (run, values) in AnalysisFixture.causes(study) {
      let isFar = run.point == 1 && run.seed == 7 && run.policy == "leximin"
      analysis.add(run, values: isFar ? [values[0], 1, values[2]] : values)
    }
    let results = analysis.results(program: Self.program)
    let outlier = try #require(results.grids[0].outliers.first)
    #expect(results.grids[0].outlierCount == 1)
    #expect(outlier.policy == "leximin" && outlier.value == 1 && outlier.world.hasSuffix("seed 7"))
    #expect(
      results.command(identity: outlier.identity)
        == "orbitshare batch fixture.yaml --only \(outlier.identity) --out \(outlier.identity.prefix(8))")
  }

  @Test("Seeds whose runs are those of an earlier seed count once, and one draw has neither interval nor test")
  func repeatedSeeds() throws {
    var study = AnalysisFixture.study()
    study.grids = [study.grids[0]]
    var analysis = StudyAnalysis(study: study, planned: [240], families: [:])
    for (run, values) in AnalysisFixture.causes(study) {
      var same = run
      same.identity = RunIdentity(key: "\(run.point) \(run.policy)".utf8)
      analysis.add(same, values: values)
    }
    let results = analysis.results(program: Self.program)
    let grid = results.grids[0]
    #expect(grid.repeatedSeeds == 19 && grid.blocks == 1 && grid.worlds == 4)
    #expect(grid.distributions.allSatisfy { $0.mean?.interval == nil && $0.count == 4 })
    #expect(grid.comparisons.allSatisfy { $0.difference.interval == nil && $0.pValue == 1 })
    #expect(results.warnings.contains { $0.contains("all runs of 19 seeds are those of an earlier one") })
    #expect(Self.whole.grids[0].repeatedSeeds == 0)
  }

  @Test("Of five blocks there are no intervals, of six there are", arguments: [5, 6])
  func fewBlocks(count: Int) throws {
    let results = Self.made { $0.grid == 0 && $0.seed > count || $0.grid == 1 && $0.point >= count }
    for grid in results.grids {
      #expect(grid.blocks == count)
      #expect(grid.distributions.allSatisfy { ($0.mean?.interval != nil) == (count == 6) })
      #expect(grid.decompositions.allSatisfy { ($0.rest.interval != nil) == (count == 6) })
    }
    #expect(results.warnings.contains { $0.contains("too few for intervals") } == (count == 5))
    // Three comparisons of at best 2/2⁵ or 2/2⁶ each: 0.188 and 0.094.
    #expect(results.warnings.contains { $0.contains(count == 5 ? "below 0.188" : "below 0.094") })
  }

  @Test("What a test can reach depends on its place among all: a late p-value is multiplied by those that are left")
  func reachOfTests() throws {
    let results = Self.made { $0.grid == 1 && $0.point >= 6 }
    // 1/401 of leximin comes first, then 2/2⁶ of the six points times the two that are left, then the 1 of lots.
    let warning = "Grid drawn: with 6 points no adjusted p-value can be below 0.063"
    #expect(results.warnings.contains { $0.hasPrefix(warning) })
    #expect(!results.warnings.contains { $0.hasPrefix("Grid causes: with") })
    let own = try #require(results.grids[1].comparisons.first { $0.target == 0 }?.adjustedPValue)
    #expect(own >= 0.0625)
  }

  @Test("The settings with the least and the greatest difference")
  func settingsOfDifferences() throws {
    let study = AnalysisFixture.study()
    var analysis = StudyAnalysis(study: study, planned: [240, 200], families: [:])
    for (run, values) in AnalysisFixture.causes(study) {
      let turns = run.point == 3 && run.policy == "leximin"
      analysis.add(run, values: turns ? [values[0].map { $0 + 0.3 }, values[1], values[2]] : values)
    }
    let results = analysis.results(program: Self.program)
    let own = try #require(results.grids[0].comparisons.first { $0.policy == "leximin" && $0.target == 0 })
    let (least, greatest) = (try #require(own.least), try #require(own.greatest))
    #expect(abs(least.value + 0.1) < 1e-12 && abs(greatest.value - 0.2) < 1e-12)
    #expect(greatest.settings == "register.dates shuffled, register.demand equal")
    let sentences = StudyReport(results: results).answer[0].sentences.joined()
    #expect(sentences.contains("at register.dates shuffled, register.demand equal"))
    #expect(!StudyReport(results: Self.whole).answer[0].sentences.joined().contains(" at register.dates"))
  }

  @Test("Only what alters the register is a cause that can be taken away")
  func causesAreAlterations() throws {
    var study = AnalysisFixture.study()
    study.grids = [study.grids[0]]
    study.grids[0].factors[1].parameter = .scenario(["flexibility_degrees"])
    var analysis = StudyAnalysis(study: study, planned: [240], families: [:])
    for (run, values) in AnalysisFixture.causes(study) { analysis.add(run, values: values) }
    let grid = analysis.results(program: Self.program).grids[0]
    #expect(grid.decompositions.isEmpty && !grid.variance.isEmpty)
  }

  @Test("Runs that ended at a limit are counted by policy and warned of")
  func unproved() throws {
    let study = AnalysisFixture.study()
    var analysis = StudyAnalysis(study: study, planned: [240, 200], families: [:])
    for (run, values) in AnalysisFixture.causes(study) {
      analysis.add(run, values: values, isProved: run.policy != "leximin" || run.seed > 2)
    }
    let results = analysis.results(program: Self.program)
    #expect(results.grids[0].unproved == [StudyResults.UnprovedRuns(policy: "leximin", count: 8)])
    #expect(results.warnings.contains { $0.hasPrefix("Grid causes: 8 runs under leximin ended at a limit") })
  }

  @Test("Seeds of drawn points: what varies within points, of all that varies")
  func seedsOfDrawnPoints() throws {
    var study = AnalysisFixture.study()
    study.grids = [study.grids[1]]
    study.grids[0].seeds = [1, 2]
    var analysis = StudyAnalysis(study: study, planned: [400], families: [:])
    var numbers: [[Double]] = []
    for (run, values) in AnalysisFixture.drawn(AnalysisFixture.study()) where run.policy == "first-come" {
      numbers.append([])
      for seed in 0..<2 {
        var own = run
        own.grid = 0
        own.seed = run.point * 2 + seed + 1
        own.world = run.point * 2 + seed
        own.ordinal = own.world
        own.identity = RunIdentity(key: "\(own.world)".utf8)
        let number = (values[0] ?? 0) + (seed == 0 ? -0.1 : 0.1)
        numbers[numbers.count - 1].append(number)
        analysis.add(own, values: [number, 5, nil])
      }
    }
    let record = try #require(analysis.results(program: Self.program).grids[0].variance.first)
    // Each point's two numbers lie 0.1 on either side of its mean: a mean square of 0.02 within points.
    let all = numbers.flatMap { $0 }
    let mean = all.reduce(0, +) / Double(all.count)
    let square = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count - 1)
    #expect(abs(record.seeds - 0.02 / square) < 1e-9 && record.seeds > 0.1)
    let explained = record.terms.reduce(0) { $0 + $1.share.value }
    #expect(abs(record.remainder - max(0, 1 - explained - record.seeds)) < 1e-12)
  }

  @Test("Without any run there are no numbers, and that is said")
  func empty() throws {
    let analysis = StudyAnalysis(
      study: AnalysisFixture.study(), planned: [240, 200], families: AnalysisFixture.families)
    let results = analysis.results(program: Self.program)
    #expect(results.grids[0].distributions.isEmpty)
    #expect(results.warnings.contains("Grid causes: 240 of 240 planned runs are missing."))
    #expect(try !StudyReport(results: results).files().isEmpty)
  }
}
