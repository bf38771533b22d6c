// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The report of a study: one HTML page that opens offline, made from its results alone.
public struct StudyReport: Sendable {
  /// What the report is made from.
  public let results: StudyResults
  /// The figures of the report, which the page embeds, grid by grid.
  public let figures: [StudyFigures]

  /// Draws the figures of a study.
  public init(results: StudyResults) {
    self.results = results
    figures = results.grids.indices.map { StudyFigures(results, grid: $0) }
  }

  /// The answer in sentences, grid by grid.
  public var answer: [(grid: String, sentences: [String])] {
    results.grids.map { (grid: $0.name, sentences: StudySentences(results).answer($0)) }
  }

  /// The results, the page and the files of its figures.
  ///
  /// - Throws: an error of the template library where a template is not well formed, or of the encoder where a number is not finite;
  ///   tests rule out both.
  public func files() throws -> [ResultFile] {
    [
      ResultFile(path: "study-results.json", bytes: try results.json()),
      ResultFile(path: "report.html", text: try html()),
    ] + figures.flatMap(\.all).flatMap(\.files)
  }

  /// The page as text; the same results always give the same text.
  func html() throws -> String {
    try PageTemplates.html([("grid", StudyTemplates.grid), ("page", StudyTemplates.page)], view: view())
  }

  private func view() -> [String: Any] {
    let methods = StudyMethods(results)
    let failures = StudyTables.failures(results)
    let outliers = results.grids.compactMap { StudyTables(results, $0).outliers() }
    return [
      "style": PageStyle.css + StudyTemplates.style,
      "title": results.study.title.isEmpty ? results.study.name : results.study.title,
      "question": results.study.question, "name": results.study.name, "program": results.program.name,
      "version": results.program.version, "grids": results.grids.indices.map(grid),
      "outliers": outliers.map(\.view), "hasOutliers": !outliers.isEmpty,
      "failures": failures.map { [$0.view] } ?? [], "hasFailures": failures != nil,
      "assumptions": results.assumptions, "hasAssumptions": !results.assumptions.isEmpty,
      "warnings": results.warnings, "hasWarnings": !results.warnings.isEmpty,
      "methods": methods.paragraph(), "bibtex": methods.bibTeX(), "r": methods.rSnippet(),
      "python": methods.pythonSnippet(), "file": results.study.file, "confidence": StudyText(results).confidence,
      "planned": NumberText.integer(results.grids.reduce(0) { $0 + $1.planned }),
      "done": NumberText.integer(results.grids.reduce(0) { $0 + $1.done }),
      "failed": NumberText.integer(results.grids.reduce(0) { $0 + $1.failed }),
    ]
  }

  private func grid(_ index: Int) -> [String: Any] {
    let grid = results.grids[index]
    let (tables, drawn) = (StudyTables(results, grid), figures[index])
    let facts: [(String, String)] = [
      ("Policies", grid.policies.joined(separator: ", ")),
      ("Scenarios", grid.scenarios.joined(separator: ", ")), ("Registers", grid.registers.joined(separator: ", ")),
      ("Design", "\(grid.design), " + Phrase.count(grid.points, "point", "points")),
      (
        "Seeds",
        NumberText.integer(grid.seeds)
          + (grid.varies.isEmpty ? "" : ", which vary " + grid.varies.joined(separator: ", "))
      ),
      ("Worlds", NumberText.integer(grid.worlds)),
      ("Runs", "\(NumberText.integer(grid.done)) of \(NumberText.integer(grid.planned)), \(grid.failed) failed"),
    ]
    let factors = grid.factors.map { (StudyText.factor($0.parameter, in: grid), $0.levels.joined(separator: ", ")) }
    return [
      "anchor": "grid-\(index + 1)", "name": grid.name, "question": grid.question,
      "hasQuestion": !grid.question.isEmpty,
      "answer": StudySentences(results).answer(grid),
      "facts": (facts + factors).map { ["term": $0.0, "text": $0.1] },
      "parts": [
        part("What it is made of", drawn.decompositions, tables.decompositions()),
        part("Each policy", drawn.distributions, tables.distributions()),
        part("Against \(results.study.reference)", drawn.comparisons, tables.families() + tables.comparisons()),
        part("What the parameters do", drawn.effects + drawn.interactions, []),
        part("Where the variance comes from", drawn.variance, tables.variance()),
        part("Efficiency and equity", drawn.frontiers, tables.frontiers()),
      ].compactMap { $0 },
    ]
  }

  private func part(_ title: String, _ figures: [Figure], _ tables: [DataTable]) -> [String: Any]? {
    guard !figures.isEmpty || !tables.isEmpty else { return nil }
    return [
      "title": title, "figures": figures.map { ["name": $0.name, "title": $0.title, "svg": $0.svg] },
      "tables": tables.map(\.view),
    ]
  }
}
