// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a paper needs: how it was done, with this study's numbers, how to cite it, and how to open the store.
struct StudyMethods {
  private let results: StudyResults
  private let text: StudyText

  init(_ results: StudyResults) {
    self.results = results
    text = StudyText(results)
  }

  /// A paragraph ready to paste.
  func paragraph() -> String {
    let study = results.study
    var sentences = [
      "We ran the study “\(study.title)” with \(results.program.name) \(results.program.version): "
        + "\(NumberText.integer(results.grids.reduce(0) { $0 + $1.planned })) planned runs in "
        + Phrase.count(results.grids.count, "grid", "grids") + ", of which "
        + "\(NumberText.integer(results.grids.reduce(0) { $0 + $1.done })) gave a result and "
        + "\(NumberText.integer(results.grids.reduce(0) { $0 + $1.failed })) failed."
    ]
    sentences += results.grids.map(grid)
    if let nodes = study.nodeLimit {
      sentences.append(
        "Each policy was given at most \(NumberText.integer(nodes)) nodes of branch and bound and no limit of time, so that "
          + "results don't depend on the machine.")
    }
    sentences.append(
      "Primary measures, declared before running, were \(Phrase.list(study.primary.map(text.words))); efficiency was "
        + "measured by \(text.words(study.efficiency)).")
    if results.grids.contains(where: Self.hasIntervals) {
      sentences.append(
        "Means and mean differences have \(text.confidence) bootstrap intervals corrected for bias and acceleration (BCa; "
          + "Efron 1987) from \(NumberText.integer(study.resamples)) resamples of \(blockWords()) with common draws for all "
          + "policies (seed \(study.seed)).")
    }
    let comparisons = results.grids.flatMap(\.comparisons)
    if !comparisons.isEmpty {
      let exact = comparisons.count { $0.isExact }
      let kind =
        exact == comparisons.count
        ? "all patterns of signs"
        : exact == 0
          ? "\(NumberText.integer(study.resamples)) drawn patterns of signs, p = (b + 1)/(B + 1) (Phipson and Smyth 2010)"
          : "all patterns of signs where at most 16 \(blockWords()) differ, and otherwise "
            + "\(NumberText.integer(study.resamples)) drawn ones, p = (b + 1)/(B + 1) (Phipson and Smyth 2010)"
      sentences.append(
        "Policies were compared with \(study.reference) on the same worlds by two-sided permutation tests over \(kind), "
          + "adjusted over the \(study.comparisons) primary comparisons by Holm's (1979) step-down procedure.")
    }
    sentences += optional()
    return sentences.joined(separator: " ")
  }

  private static func hasIntervals(_ grid: StudyResults.GridResult) -> Bool {
    grid.distributions.contains { $0.mean?.interval != nil }
  }

  private func blockWords() -> String {
    let kinds = Set(results.grids.filter(Self.hasIntervals).map(\.block))
    return kinds.count > 1 ? "seeds or drawn points" : kinds.contains(.point) ? "drawn points" : "seeds"
  }

  private func grid(_ grid: StudyResults.GridResult) -> String {
    let factors = grid.factors.map { "\($0.parameter) (\($0.levels.joined(separator: ", ")))" }
    let design =
      switch grid.design {
      case "full": "every combination"
      case "one-at-a-time": "one factor at a time"
      case "latin-hypercube": "a Latin hypercube"
      case "sobol": "a Sobol sequence"
      default: grid.design
      }
    return "Grid “\(grid.name)” had \(Phrase.count(grid.policies.count, "policy", "policies")) in "
      + Phrase.count(grid.worlds, "world", "worlds") + " from " + Phrase.count(grid.points, "point", "points") + " ("
      + (factors.isEmpty ? "no factors" : "\(design) of \(Phrase.list(factors))") + ") and "
      + Phrase.count(grid.seeds, "seed", "seeds")
      + (grid.varies.isEmpty ? "" : ", which varied \(Phrase.list(grid.varies))") + "."
  }

  private func optional() -> [String] {
    let records = results.grids.flatMap(\.variance)
    var sentences: [String] = []
    if records.contains(where: { $0.method == .factorial }) {
      sentences.append(
        "Variance was taken apart by the sums of squares of the full grid with seeds as blocks, using seeds that are complete."
      )
    }
    if records.contains(where: { $0.method == .givenData }) {
      sentences.append(
        "Shares of variance explained by single parameters are first-order indices estimated from the drawn points by classes "
          + "(Plischke, Borgonovo and Smith 2013), corrected for bias by the bootstrap.")
    }
    if results.grids.contains(where: { !$0.decompositions.isEmpty }) {
      sentences.append(
        "Inequality was attributed to causes by Shapley values (Shorrocks 2013), each worked out anew in every resample; "
          + "indivisibility is taken away by subtracting the least Gini coefficient that whole channels permit.")
    }
    if results.grids.contains(where: { $0.outlierCount > 0 }) {
      sentences.append(
        "Runs with a modified z-score beyond 3.5 (Iglewicz and Hoaglin 1993) among runs of their policy in like worlds are listed "
          + "and were kept."
      )
    }
    return sentences
  }

  /// An entry for BibTeX: the program as its CITATION.cff names it.
  func bibTeX() -> String {
    """
    @misc{orbitshare_\(Figure.slug(results.program.version).replacing("-", with: "_")),
      author  = {{OrbitShare contributors}},
      title   = {{OrbitShare: a policy laboratory for orbital slots and spectrum}},
      year    = {2026},
      note    = {Version \(Self.bibText(results.program.version)), GPL-3.0-or-later; study \(Self.bibText(results.study.name))}
    }
    """
  }

  /// Text with the characters escaped that TeX gives a meaning.
  static func bibText(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\textbackslash{}"
      case "{", "}", "_", "&", "%", "$", "#": result += "\\\(character)"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      default: result.append(character)
      }
    }
    return result
  }

  /// The runs with their first primary measure; every other is had by other words in the condition.
  private var query: String {
    let target = results.study.primary.first.map { results.targets[$0] }
    return """
      SELECT places.grid, places.world, places.scenario, places.register, places.point, places.seed, places.policy,
               measured.measure, measured.population, measured.entitlement, measured.value
      FROM places JOIN measured ON measured.identity = places.identity
      WHERE measured.measure = '\(target?.measure ?? "gini")' AND measured.population = '\(target?.population ?? "")'
        AND measured.entitlement = '\(target?.entitlement ?? "")' AND measured.group_name = 'all' AND measured.status = 'value'
      """
  }

  /// Opens the store in R.
  func rSnippet() -> String {
    """
    library(DBI)
    store <- dbConnect(RSQLite::SQLite(), "study.sqlite", flags = RSQLite::SQLITE_RO)
    runs <- dbGetQuery(store, "
    \(query)")
    points <- dbGetQuery(store, "SELECT * FROM points")   # the settings of every point
    dbDisconnect(store)
    aggregate(value ~ grid + policy, runs, mean)
    """
  }

  /// Opens the store in Python.
  func pythonSnippet() -> String {
    """
    import sqlite3
    import pandas as pd

    store = sqlite3.connect("file:study.sqlite?mode=ro", uri=True)
    runs = pd.read_sql_query(\"\"\"
    \(query)\"\"\", store)
    points = pd.read_sql_query("SELECT * FROM points", store)  # the settings of every point
    store.close()
    print(runs.groupby(["grid", "policy"])["value"].describe())
    """
  }
}
