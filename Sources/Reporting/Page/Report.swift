// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Mustache

/// The report: one HTML page that opens offline, made from a results document alone.
public struct Report: Sendable {
  /// The document that the report is made from.
  public let document: ResultsDocument
  /// The figures of the report, which the page embeds.
  public let figures: FigureSet
  private let digest: Digest

  /// Draws the figures of a document.
  public init(document: ResultsDocument) {
    self.document = document
    digest = Digest(document)
    figures = FigureSet(digest)
  }

  /// The page as text; the same document always gives the same text.
  ///
  /// - Throws: an error of the template library where a template is not well formed, which tests rule out.
  public func html() throws -> String {
    var library = MustacheLibrary()
    for (name, text) in PageTemplates.all { try library.register(text, named: name) }
    return library.render(view(), withTemplate: "page") ?? ""
  }

  private func view() -> [String: Any] {
    let question = QuestionSection(digest)
    let outcomes = OutcomeTables(digest)
    let comparisons = ComparisonTables(digest)
    let inputs = question.inputs()
    return [
      "style": PageStyle.css, "title": document.scenario.title, "question": document.scenario.question,
      "program": document.program.name, "version": document.program.version,
      "scenario": document.scenario.name, "snapshot": document.scenario.register.snapshot,
      "facts": question.facts(), "sources": document.scenario.register.sources,
      "hasSources": !document.scenario.register.sources.isEmpty,
      "bands": question.bands().view, "inputs": inputs.map { [$0.view] } ?? [],
      "headline": document.headline.map(\.text),
      "standing": outcomes.standing().view, "requests": outcomes.requests().view,
      "chief": chief(comparisons), "decomposition": decomposition(comparisons),
      "attribution": comparisons.attribution().map { [$0.view] } ?? [], "measures": measures(comparisons),
      "definitions": definitions(),
      "lorenz": views(figures.lorenz.prefix(1)), "otherLorenz": views(figures.lorenz.dropFirst()),
      "hasOtherLorenz": figures.lorenz.count > 1, "efficiency": views(figures.efficiency),
      "staircase": views(figures.staircase), "arc": views(figures.arc), "groups": views(figures.groups),
      "grantsByGroup": outcomes.grantsByGroup().view, "changes": changes(outcomes),
      "hasChanges": !figures.gains.isEmpty,
      "reference": digest.reference.map { digest.policies[$0].title } ?? "",
      "policies": policies(), "claims": ProofTables(digest).claims().view,
      "uniqueness": document.policies.map { ["title": $0.title, "text": $0.uniqueness.sentence] },
      "assumptions": document.assumptions, "hasAssumptions": !document.assumptions.isEmpty,
      "unverified": document.unverified.map { ["statement": $0.statement, "source": $0.source] },
      "hasUnverified": !document.unverified.isEmpty, "caveats": Caveats.sentences(digest),
      "annex": AnnexSection(digest).parts(), "unit": digest.holdingUnit,
      "firstPolicy": document.policies.first?.id ?? "POLICY",
    ]
  }

  private func views(_ figures: some Sequence<Figure>) -> [[String: Any]] {
    figures.map { ["name": $0.name, "title": $0.title, "svg": $0.svg] }
  }

  private func chief(_ tables: ComparisonTables) -> [[String: Any]] {
    var shown: [DataTable?] = [tables.chief(digest.primary, isWithLatecomers: true)]
    if digest.hasLatecomers { shown.append(tables.chief(digest.primary, isWithLatecomers: false)) }
    return shown.compactMap { $0?.view }
  }

  private func decomposition(_ tables: ComparisonTables) -> [[String: Any]] {
    tables.decomposition(digest.primary).map { [$0.view] } ?? []
  }

  private func measures(_ tables: ComparisonTables) -> [[String: Any]] {
    digest.bases.compactMap { tables.everything($0)?.view }
  }

  private func definitions() -> [[String: Any]] {
    document.measureDefinitions.map {
      [
        "title": $0.title, "id": $0.id, "definition": $0.definition, "source": $0.source,
        "direction": MeasureText.words($0.direction),
      ]
    }
  }

  private func changes(_ tables: OutcomeTables) -> [[String: Any]] {
    guard let reference = digest.reference else { return [] }
    let others = digest.policies.indices.filter { $0 != reference }
    return zip(others, views(figures.gains)).map { policy, figure in
      ["figures": [figure], "table": tables.changes(policy: policy, reference: reference).view]
    }
  }

  private func policies() -> [[String: Any]] {
    document.policies.map { policy in
      let refusals = policy.counts.refusedByReason.map { "\($0.reason) \(NumberText.integer($0.count))" }
      return [
        "id": policy.id, "title": policy.title, "description": policy.description, "rules": policy.rules,
        "hasRefusals": !refusals.isEmpty, "refusals": refusals.joined(separator: "; "),
      ]
    }
  }
}
