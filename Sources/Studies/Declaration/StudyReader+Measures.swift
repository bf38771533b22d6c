// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Fairness
import Scenarios

extension StudyReader {
  private static let knownMeasures = Measure.allCases.map(\.id) + MoneyMeasure.allCases.map(\.id)
  private static let knownGroups = ["all"] + AdministrationGroup.all.map(\.identifier)

  /// The measures that the store keeps.
  func measures(_ files: StudyFiles) -> [MeasureSelection] {
    guard let sections = reader.sections("measures", in: root) else { return [] }
    if reader.value("measures", in: root)?.sequence?.isEmpty == true {
      reader.report(
        root, "measures", problem: "is empty: nothing would be kept",
        remedy: "name measures, or leave it out to keep every measure of group `all`")
    }
    return sections.map { section in
      reader.allow(["measures", "populations", "entitlements", "groups"], in: section)
      return MeasureSelection(
        measures: words("measures", "measure", Self.knownMeasures, section),
        populations: words("populations", "population", AllocationMeter.populations, section),
        entitlements: entitlements(section, files),
        groups: words("groups", "group", Self.knownGroups, section))
    }
  }

  /// Words of a list, each known; groups may be written in small letters.
  private func words(_ key: String, _ noun: String, _ known: [String], _ section: YAMLReader.Section) -> [String] {
    guard let words = reader.texts(key, in: section) else { return [] }
    if words.isEmpty {
      reader.report(section, key, problem: "is empty", remedy: "name at least one, or leave it out for all of them")
    }
    let meant = words.compactMap { word -> String? in
      if let word = known.first(where: { $0.lowercased() == word.lowercased() }) { return word }
      reportUnknown(word, noun, known, section, key)
      return nil
    }
    reportRepeated(meant, key, section)
    return meant
  }

  private func entitlements(_ section: YAMLReader.Section, _ files: StudyFiles) -> [String] {
    guard let words = reader.texts("entitlements", in: section) else { return [] }
    if words.isEmpty {
      reader.report(
        section, "entitlements", problem: "is empty", remedy: "name at least one, or leave it out for all of them")
    }
    reportRepeated(words, "entitlements", section)
    return words.compactMap { entitlement($0, "entitlements", section, files) }
  }

  /// An entitlement that some scenario of the study measures against.
  private func entitlement(
    _ word: String, _ key: String, _ section: YAMLReader.Section, _ files: StudyFiles
  ) -> String? {
    let identifier = Entitlement(word)?.identifier ?? word
    // Of a scenario that can't be read nothing is known, and a factor may set the list.
    guard !files.scenarios.isEmpty, !files.scenarios.contains(where: { $0 == nil }), !setsEntitlements else {
      if Entitlement(word) == nil {
        reportUnknown(word, "entitlement", Entitlement.builtIn.map(\.identifier), section, key)
      }
      return identifier
    }
    var known: [String] = []
    for case .some(let scenario) in files.scenarios {
      for entitlement in scenario.entitlements where !known.contains(entitlement.identifier) {
        known.append(entitlement.identifier)
      }
    }
    if known.contains(identifier) { return identifier }
    if Entitlement(word) == nil {
      reportUnknown(word, "entitlement", known, section, key)
    } else {
      reader.report(
        section, key, problem: "no scenario of the study measures against `\(word)`",
        remedy: "add it to `entitlements` of a scenario, or write one of: \(known.joined(separator: ", "))")
    }
    return nil
  }

  private var setsEntitlements: Bool {
    (reader.value("grids", in: root)?.sequence).map { grids in
      grids.contains { grid in
        (grid.mapping?["factors"]?.sequence).map { factors in
          factors.contains { $0.mapping?["parameter"]?.scalar?.string.hasPrefix("scenario.entitlements") == true }
        } ?? false
      }
    } ?? false
  }

  // MARK: - Analysis

  /// What the report works out; every grid must run the policy of reference, and what is compared must be kept.
  func analysis(_ drafts: [GridDraft], _ study: Study, _ files: StudyFiles) -> AnalysisPlan {
    var plan = AnalysisPlan()
    let section = reader.section("analysis", in: root)
    if let section {
      reader.allow(["reference", "primary", "efficiency", "confidence", "resamples", "seed"], in: section)
      plan.confidenceThousandths =
        reader.thousandths("confidence", in: section, range: 500...999) ?? plan.confidenceThousandths
      plan.resamples = reader.integer("resamples", in: section, range: 100...1_000_000) ?? plan.resamples
      plan.seed = reader.integer("seed", in: section, range: 0...Int.max) ?? plan.seed
      if let primary = reader.sections("primary", in: section) {
        if reader.value("primary", in: section)?.sequence?.isEmpty == true {
          reader.report(
            section, "primary", problem: "is empty", remedy: "name at least one comparison, or leave it out")
        }
        plan.primary = []
        for below in primary {
          guard let target = target(below, study, files) else { continue }
          if plan.primary.contains(target) {
            reader.report(below, nil, problem: "stands twice", remedy: "keep one of them")
          }
          plan.primary.append(target)
        }
      }
      if let below = reader.section("efficiency", in: section), let target = target(below, study, files) {
        plan.efficiency = target
      }
    }
    plan.reference = reference(section, drafts) ?? plan.reference
    return plan
  }

  private func reference(_ section: YAMLReader.Section?, _ drafts: [GridDraft]) -> String? {
    let named = section.flatMap { reader.text("reference", in: $0) }
    let all = drafts.flatMap(\.policies)
    let reference = named ?? (all.contains(AnalysisPlan().reference) ? AnalysisPlan().reference : all.first)
    guard let reference else { return nil }
    if let section, named != nil, !all.contains(reference) {
      reportUnknown(
        reference, "policy", all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, section, "reference")
      return reference
    }
    for draft in drafts where !draft.policies.isEmpty && !draft.policies.contains(reference) {
      reader.report(
        draft.section, "policies", problem: "`\(reference)`, the policy of reference, is not among them",
        remedy: "add it, or name under `analysis.reference` a policy that every grid runs")
    }
    return reference
  }

  private func target(
    _ section: YAMLReader.Section, _ study: Study, _ files: StudyFiles
  ) -> AnalysisPlan.Target? {
    reader.allow(["measure", "population", "entitlement"], in: section)
    let count = reader.faultCount
    func word(_ key: String, _ known: [String], _ standard: String?) -> String {
      guard let word = reader.text(key, in: section, required: standard == nil, example: known.first ?? "") else {
        return standard ?? ""
      }
      if !known.contains(word) { reportUnknown(word, key, known, section, key) }
      return word
    }
    let measure = word("measure", Self.knownMeasures, nil)
    let population = word("population", AllocationMeter.populations, "member_states")
    let written = reader.text("entitlement", in: section) ?? "equal"
    let entitlement = entitlement(written, "entitlement", section, files) ?? written
    guard reader.faultCount == count else { return nil }
    let target = AnalysisPlan.Target(measure: measure, population: population, entitlement: entitlement)
    let name = MeasureName(measure: measure, population: population, entitlement: entitlement, group: "all")
    if !study.measures.isEmpty, !study.measures.contains(where: { $0.contains(name) }) {
      reader.report(
        section, "measure", problem: "`\(measure)` over \(population) against \(entitlement) is not kept",
        remedy: "add it to `measures`, with group `all`")
    }
    return target
  }
}
