// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

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
    try PageTemplates.html(PageTemplates.all, view: view())
  }

  private func view() -> [String: Any] {
    let question = QuestionSection(digest)
    let outcomes = OutcomeTables(digest)
    let comparisons = ComparisonTables(digest)
    let inputs = question.inputs()
    let fullAttribution = digest.isCrowded ? comparisons.attributionInFull() : nil
    let page: [String: Any] = [
      "style": PageStyle.css, "title": document.scenario.title, "question": document.scenario.question,
      "program": document.program.name, "version": document.program.version,
      "scenario": document.scenario.name, "snapshot": document.scenario.register.snapshot,
      "facts": question.facts(), "sources": document.scenario.register.sources,
      "hasSources": !document.scenario.register.sources.isEmpty,
      "bands": question.bands().view, "inputs": inputs.map { [$0.view] } ?? [],
      "headline": document.headline.map(\.text),
      "standing": outcomes.standing().view, "requests": outcomes.requests().view,
      "chief": chief(comparisons), "decomposition": decomposition(comparisons),
      "attribution": comparisons.attribution().map { [$0.view] } ?? [],
      "fullAttribution": fullAttribution.map { [$0.view] } ?? [], "hasFullAttribution": fullAttribution != nil,
      "measures": measures(comparisons),
      "definitions": definitions(),
      "lorenz": views(figures.lorenz.prefix(1)), "otherLorenz": views(figures.lorenz.dropFirst()),
      "hasOtherLorenz": figures.lorenz.count > 1, "efficiency": views(figures.efficiency),
      "staircase": views(figures.staircase), "arc": views(figures.arc), "groups": views(figures.groups),
      "grantsByGroup": outcomes.grantsByGroup().view,
      "hasChanges": !figures.gains.isEmpty,
      "reference": digest.reference.map { digest.policies[$0].title } ?? "",
      "assumptions": document.assumptions, "hasAssumptions": !document.assumptions.isEmpty,
      "unverified": document.unverified.map { ["statement": $0.statement, "source": $0.source] },
      "hasUnverified": !document.unverified.isEmpty, "caveats": Caveats.sentences(digest),
      "annex": AnnexSection(digest).parts(), "unit": digest.holdingUnit,
      "firstPolicy": document.policies.first?.id ?? "POLICY",
    ]
    return page.merging(grouped(outcomes)) { first, _ in first }
  }

  /// What stands below headings of families, or only where a document has it.
  private func grouped(_ outcomes: OutcomeTables) -> [String: Any] {
    let proofs = ProofTables(digest)
    let services = proofs.services().map(\.view)
    let chances = ChancesSection(digest).parts(figures: figures.chances)
    let frontier = FrontierSection(digest).parts(figures: figures.frontier)
    let market = MarketSection(digest)?.parts(figures: figures.market) ?? []
    let warnings = digest.grouped.flatMap { OptimaSentences.warnings(document.policies[$0]) }
    return [
      "changes": changes(outcomes), "families": byFamily(policy), "claims": proofs.claims().view,
      "uniqueness": byFamily(all: uniqueness), "optima": proofs.optima().map { [$0.view] } ?? [], "services": services,
      "hasServices": !services.isEmpty, "chances": chances, "hasChances": !chances.isEmpty, "frontier": frontier,
      "hasFrontier": !frontier.isEmpty, "market": market, "hasMarket": !market.isEmpty, "warnings": warnings,
      "hasWarnings": !warnings.isEmpty,
    ]
  }

  /// One entry for each family with what a policy makes of itself; without titles where there is one family.
  private func byFamily(_ view: (Int) -> [String: Any]?) -> [[String: Any]] {
    byFamily(all: { $0.compactMap(view) })
  }

  /// One entry for each family with what its policies together make of themselves.
  private func byFamily(all views: ([Int]) -> [[String: Any]]) -> [[String: Any]] {
    let hasTitle = digest.families.count > 1
    return digest.families.compactMap { group in
      let policies = views(group.policies)
      return policies.isEmpty ? nil : ["title": group.family.title, "hasTitle": hasTitle, "policies": policies]
    }
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
    digest.bases.flatMap { tables.everything($0).map(\.view) }
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
    let figureOf = Dictionary(uniqueKeysWithValues: zip(others, views(figures.gains)))
    let families = byFamily { policy in
      figureOf[policy].map { figure in
        [
          "figures": [figure], "table": tables.changes(policy: policy, reference: reference).view,
          "title": document.policies[policy].title,
        ]
      }
    }
    return families.map { family in
      let own = family["policies"] as? [[String: Any]] ?? []
      let names = own.compactMap { $0["title"] as? String }.joined(separator: "; ")
      return family.merging(["isFolded": digest.isVast && digest.families.count > 1, "names": names]) { first, _ in
        first
      }
    }
  }

  private func policy(_ index: Int) -> [String: Any]? {
    let policy = document.policies[index]
    let refusals = policy.counts.refusedByReason.map { "\($0.reason) \(NumberText.integer($0.count))" }
    let source = Self.source(policy)
    return [
      "id": policy.id, "title": policy.title, "description": policy.description, "rules": policy.rules,
      "hasRefusals": !refusals.isEmpty, "refusals": refusals.joined(separator: "; "), "source": source,
      "hasSource": !source.isEmpty, "anchor": Self.identifier(policy), "links": links(index),
      "hasLinks": !links(index).isEmpty,
    ]
  }

  /// The element of the page that describes a policy.
  static func identifier(_ policy: ResultsDocument.Policy) -> String { "policy-" + Figure.slug(policy.id) }

  /// Where else the page shows a policy.
  private func links(_ index: Int) -> [[String: Any]] {
    let policy = document.policies[index]
    let links: [(Figure?, String)] = [
      (figures.arc.first { $0.name == ArcFigure.name(digest, policy: index) }, "who sits where"),
      (figures.gains.first { $0.name == GainsFigure.name(policy) }, "who gains and loses"),
      (figures.chances.first { $0.name == ChancesFigure.name(policy) }, "chances"),
    ]
    return links.compactMap { figure, text in figure.map { ["target": $0.name, "text": text] } }
  }

  /// Where a rule stands and where it comes from; empty where nothing is said of it.
  static func source(_ policy: ResultsDocument.Policy) -> String {
    let standing =
      switch policy.ruleStanding {
      case .existing: "A rule of this kind is or was in force somewhere."
      case .proposed: "A proposal, by others or of this project."
      case .literature: "From the literature."
      case nil: ""
      }
    let source = policy.source.isEmpty ? "" : "Source: \(policy.source)" + (policy.source.hasSuffix(".") ? "" : ".")
    return [standing, source].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Policies of a family of whose outcomes the same is said, in one entry.
  private func uniqueness(_ policies: [Int]) -> [[String: Any]] {
    var entries: [(titles: [String], text: String)] = []
    for index in policies {
      let policy = document.policies[index]
      let optima = policy.optima.flatMap(OptimaSentences.sentence)
      let text = ([policy.uniqueness.sentence] + (optima.map { [$0] } ?? [])).joined(separator: " ")
      if let place = entries.firstIndex(where: { $0.text == text }) {
        entries[place].titles.append(policy.title)
      } else {
        entries.append(([policy.title], text))
      }
    }
    return entries.map { ["title": $0.titles.joined(separator: "; "), "text": $0.text] }
  }
}
