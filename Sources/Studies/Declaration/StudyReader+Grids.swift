// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Yams

extension StudyReader {
  /// The grids, as far as they can be read.
  func gridDrafts(_ named: NamedWorlds) -> [GridDraft] {
    guard let sections = reader.sections("grids", in: root) else {
      if reader.value("grids", in: root) == nil {
        reader.report(root, nil, problem: "`grids` is missing", remedy: "add `grids:` with at least one grid")
      }
      return []
    }
    if reader.value("grids", in: root)?.sequence?.isEmpty == true {
      reader.report(root, "grids", problem: "is empty", remedy: "write at least one grid, with policies and seeds")
    }
    let drafts = sections.map { draft($0, named) }
    var seen: Set<String> = []
    for draft in drafts where !draft.name.isEmpty && !seen.insert(draft.name).inserted {
      reader.report(
        draft.section, "name", problem: "two grids are called `\(draft.name)`", remedy: "give each its own name")
    }
    checkLabels(drafts)
    return drafts
  }

  /// Reports name a policy by the last part of its path: two that agree in it could not be told apart.
  private func checkLabels(_ drafts: [GridDraft]) {
    var words: [String: String] = [:]
    for draft in drafts {
      for word in draft.policies {
        let label = PolicyLabel.text(word)
        if let other = words[label], other != word {
          reader.report(
            draft.section, "policies",
            problem: "`\(other)` and `\(word)` would both be called `\(label)` in the report",
            remedy: "name one policy in the same way everywhere; rename a file where they are two")
        } else {
          words[label] = word
        }
      }
    }
  }

  private func draft(_ section: YAMLReader.Section, _ named: NamedWorlds) -> GridDraft {
    reader.allow(
      ["name", "question", "scenarios", "registers", "policies", "factors", "design", "seeds"], in: section)
    let name = reader.text("name", in: section, required: true) ?? ""
    checkPlain(name, "name", section)
    let scenarios = indexes("scenarios", named.scenarios, "scenario", section) ?? Array(named.scenarios.indices)
    let registers = indexes("registers", named.registers, "register", section)
    let design = design(section)
    let factors = factors(section)
    checkFit(factors, design, section)
    let seeds = seeds(section)
    return GridDraft(
      name: name, question: reader.text("question", in: section) ?? "", scenarios: scenarios,
      registers: registers?.map { Int?.some($0) } ?? [nil], policies: policies(section), factors: factors,
      design: design ?? .full, seeds: seeds.seeds, varies: seeds.varies, section: section)
  }

  /// Indexes of named worlds; nil where the key is absent.
  private func indexes(
    _ key: String, _ known: [String], _ noun: String, _ section: YAMLReader.Section
  ) -> [Int]? {
    guard let words = reader.texts(key, in: section) else { return nil }
    if words.isEmpty {
      reader.report(
        section, key, problem: "is empty", remedy: "name at least one, or leave it out")
    }
    reportRepeated(words, key, section)
    return words.compactMap { word in
      if let index = known.firstIndex(of: word) { return index }
      reportUnknown(word, noun, known, section, key)
      return nil
    }
  }

  private func policies(_ section: YAMLReader.Section) -> [String] {
    guard let policies = reader.texts("policies", in: section, required: true) else { return [] }
    if policies.isEmpty {
      reader.report(
        section, "policies", problem: "is empty: nothing would be run", remedy: "name at least one policy")
    }
    reportRepeated(policies, "policies", section)
    return policies
  }

  // MARK: - Factors

  private func factors(_ section: YAMLReader.Section) -> [GridDraft.Factor] {
    let factors = (reader.sections("factors", in: section) ?? []).compactMap { factor($0) }
    var seen: [ParameterName] = []
    for factor in factors {
      let parameter = factor.parameter.normalised
      if seen.contains(parameter) {
        reader.report(
          factor.section, "parameter", problem: "`\(factor.parameter)` is a factor of this grid already",
          remedy: "write all its values in one factor")
      }
      seen.append(parameter)
    }
    return factors
  }

  private func factor(_ section: YAMLReader.Section) -> GridDraft.Factor? {
    reader.allow(["parameter", "values", "from", "to", "step"], in: section)
    let word = reader.text("parameter", in: section, required: true, example: "scenario.flexibility_degrees")
    let levels = levels(section)
    guard let word else { return nil }
    guard let parameter = ParameterName(word) else {
      let kinds = ["scenario", "policy", "register"]
      let first = word.split(separator: ".").first.map(String.init) ?? word
      let near = nearest(to: first, among: kinds).map { "did you mean `\($0).…`? " } ?? ""
      reader.report(
        section, "parameter", problem: "`\(word)` is not a parameter",
        remedy: near + "write scenario.KEY, policy.NAME.KEY or register.KNOB")
      return nil
    }
    guard let levels else { return nil }
    return .init(parameter: parameter, levels: levels, section: section)
  }

  private func levels(_ section: YAMLReader.Section) -> GridDraft.Factor.Levels? {
    let hasValues = reader.value("values", in: section) != nil
    let bounds = ["from", "to", "step"].filter { reader.value($0, in: section) != nil }
    if hasValues {
      for key in bounds {
        reader.report(section, key, problem: "stands beside `values`", remedy: "keep `values`, or `from` and `to`")
      }
      return values(section)
    }
    if bounds.isEmpty {
      reader.report(
        section, nil, problem: "has no values", remedy: "add `values: [ … ]`, or `from:` and `to:`")
      return nil
    }
    let numbers = -1_000_000_000_000...1_000_000_000_000
    let from = reader.thousandths("from", in: section, range: numbers, required: true)
    let to = reader.thousandths("to", in: section, range: numbers, required: true)
    let isStepped = reader.value("step", in: section) != nil
    let step = reader.thousandths("step", in: section, range: numbers)
    if let step, step <= 0 {
      reader.report(
        section, "step", problem: step == 0 ? "is 0: the values would never end" : "is below 0",
        remedy: "write a number above 0")
    }
    guard let from, let to else { return nil }
    guard from <= to, isStepped || from < to else {
      reader.report(
        section, "from",
        problem: from == to
          ? "is the same as `to`, so that nothing is left to draw"
          : "lies above `to`: \(Thousandths.text(from)) is more than \(Thousandths.text(to))",
        remedy: from == to ? "write `values: [\(Thousandths.text(from))]`" : "write the lower number under `from`")
      return nil
    }
    if isStepped {
      guard let step, step > 0 else { return nil }
      return .steps(from: from, step: step, count: (to - from) / step + 1)
    }
    let isWhole = ["from", "to"].allSatisfy { key in
      reader.value(key, in: section)?.scalar?.string.contains(".") == false
    }
    return .range(lowerThousandths: from, upperThousandths: to, isWhole: isWhole)
  }

  private func values(_ section: YAMLReader.Section) -> GridDraft.Factor.Levels? {
    guard let sequence = reader.value("values", in: section)?.sequence else {
      reader.report(section, "values", problem: "is not a list", remedy: "write `values: [ … ]`")
      return nil
    }
    if sequence.isEmpty {
      reader.report(section, "values", problem: "is empty: nothing would be run", remedy: "write at least one value")
    }
    let texts = sequence.map { ChangedDocument.text(of: $0) ?? "" }
    if texts.contains("") {
      reader.report(
        section, "values", problem: "has an entry without a value", remedy: "write a value after each comma")
      return nil
    }
    reportRepeated(texts, "values", section)
    return .list(texts)
  }

  // MARK: - Designs

  private func design(_ section: YAMLReader.Section) -> Grid.Design? {
    guard let node = reader.value("design", in: section) else { return .full }
    let known = ["full", "one-at-a-time", "latin-hypercube", "sobol"]
    let counts = 1...1_000_000_000
    if node.mapping == nil {
      switch reader.text("design", in: section) {
      case "full": return .full
      case "one-at-a-time": return .oneAtATime
      case "latin-hypercube", "sobol":
        reader.report(
          section, "design", problem: "does not say how many points are drawn",
          remedy: "write for example { kind: \(node.scalar?.string ?? "sobol"), points: 64 }")
      case .some(let word): reportUnknown(word, "design", known, section, "design")
      case nil: break
      }
      return nil
    }
    guard let below = reader.section("design", in: section) else { return nil }
    switch reader.text("kind", in: below, required: true, example: "latin-hypercube") {
    case "full", "one-at-a-time":
      reader.allow(["kind"], in: below)
      return reader.text("kind", in: below) == "full" ? .full : .oneAtATime
    case "latin-hypercube":
      reader.allow(["kind", "points", "seed"], in: below)
      let points = reader.integer("points", in: below, range: counts, required: true)
      let seed = reader.integer("seed", in: below, range: 0...Int.max)
      return points.map { .latinHypercube(points: $0, seed: seed ?? 1) }
    case "sobol":
      reader.allow(["kind", "points", "skip"], in: below)
      let points = reader.integer("points", in: below, range: counts, required: true)
      let skip = reader.integer("skip", in: below, range: 0...1_000_000_000)
      return points.map { .sobol(points: $0, skip: skip ?? 0) }
    case .some(let word):
      reportUnknown(word, "design", known, below, "kind")
      return nil
    case nil: return nil
    }
  }

  /// Checks that ranges stand where points are drawn, and that what is drawn has factors.
  private func checkFit(_ factors: [GridDraft.Factor], _ design: Grid.Design?, _ section: YAMLReader.Section) {
    guard let design else { return }
    if !design.isDrawn {
      for factor in factors {
        guard case .range = factor.levels else { continue }
        reader.report(
          factor.section, "from", problem: "a range has no values to go through one by one",
          remedy: "add `step:`, or draw points: `design: { kind: latin-hypercube, points: 64, seed: 1 }`")
      }
    } else if factors.isEmpty, reader.value("factors", in: section)?.sequence?.isEmpty ?? true {
      reader.report(
        section, "design", problem: "draws points of no factor", remedy: "add `factors:`, or leave the design out")
    }
    if case .sobol = design, factors.count > SobolSequence.greatestDimensions {
      reader.report(
        section, "design",
        problem: "\(factors.count) factors are more than the \(SobolSequence.greatestDimensions) that the sequence has",
        remedy: "take a latin-hypercube, or fewer factors")
    }
    for factor in factors where design.isDrawn && factor.count > Study.greatestPlanCount {
      reader.report(
        factor.section, "step", problem: "gives more values than can be planned",
        remedy: "leave `step` out: the design draws from the whole range")
    }
  }

  // MARK: - Seeds

  private func seeds(_ section: YAMLReader.Section) -> (seeds: GridDraft.Seeds, varies: Set<Grid.SeedUse>) {
    let everything = Set(Grid.SeedUse.allCases)
    guard let node = reader.value("seeds", in: section) else {
      reader.report(
        section, nil, problem: "`seeds` is missing: nothing would be run",
        remedy: "add `seeds: [1]`, or `seeds: { from: 1, count: 50 }`")
      return (.list([]), everything)
    }
    guard node.mapping != nil, let below = reader.section("seeds", in: section) else {
      return (.list(seedList("seeds", section)), everything)
    }
    reader.allow(["from", "count", "list", "varies"], in: below)
    let varies = varies(below) ?? everything
    if reader.value("list", in: below) != nil {
      for key in ["from", "count"] where reader.value(key, in: below) != nil {
        reader.report(below, key, problem: "stands beside `list`", remedy: "keep one of the two")
      }
      return (.list(seedList("list", below)), varies)
    }
    let from = reader.integer("from", in: below, range: 0...Grid.greatestSeed)
    let count = reader.integer("count", in: below, range: 0...1_000_000_000_000, required: true)
    if count == 0 {
      reader.report(below, "count", problem: "is 0: nothing would be run", remedy: "write at least 1")
    }
    return (.run(from: from ?? 1, count: count ?? 0), varies)
  }

  private func seedList(_ key: String, _ section: YAMLReader.Section) -> [Int] {
    guard let words = reader.texts(key, in: section) else { return [] }
    if words.isEmpty {
      reader.report(section, key, problem: "is empty: nothing would be run", remedy: "write at least one seed")
    }
    reportRepeated(words, key, section)
    return words.compactMap { word in
      if let seed = Int(word), (0...Grid.greatestSeed).contains(seed) { return seed }
      reader.report(
        section, key, problem: "`\(word)` is not a seed",
        remedy: "write whole numbers from 0 to \(Grid.greatestSeed), for example [1, 2, 3]")
      return nil
    }
  }

  private func varies(_ section: YAMLReader.Section) -> Set<Grid.SeedUse>? {
    guard let words = reader.texts("varies", in: section) else { return nil }
    let known = Grid.SeedUse.allCases.map(\.rawValue)
    reportRepeated(words, "varies", section)
    return Set(
      words.compactMap { word in
        if let use = Grid.SeedUse(rawValue: word) { return use }
        reportUnknown(word, "draw", known, section, "varies")
        return nil
      })
  }
}

extension ParameterName {
  /// The name with the short form of bands written out.
  var normalised: ParameterName {
    guard case .scenario(let path) = self else { return self }
    return .scenario(Scenario.changePath(path))
  }
}
