// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

extension Study {
  /// The version of study files that is read.
  public static let schema = DocumentKind.studySchema

  /// The most places that a plan may have.
  public static let greatestPlanCount = 1_000_000

  /// Reads and validates a study with all that it names: scenarios, registers and policies, and every value of every factor
  /// beside the first values of the others.
  ///
  /// - Parameter supply: what knows the settings of registers.
  /// - Throws: `InputNotFound`, or `BadInput` with every fault of the study and of what it sets in other files.
  public static func read(
    path: String, supply: any RegisterSupplying = RegisterSupplies.standard
  ) throws -> Study {
    let (reader, root) = try YAMLReader.open(path, schema: schema)
    let studies = StudyReader(reader: reader, root: root, supply: supply)
    let study = studies.study(path: path)
    try reader.finish()
    return study
  }
}

/// Reads a study file section by section; faults are collected by the reader underneath.
struct StudyReader {
  let reader: YAMLReader
  let root: YAMLReader.Section
  let supply: any RegisterSupplying

  /// The keys of a study file.
  static let keys = [
    "orbitshare", "name", "title", "question", "scenarios", "registers", "grids", "limits", "keep", "measures",
    "analysis",
  ]

  func study(path: String) -> Study {
    reader.allow(Self.keys, in: root)
    if let schema = reader.text("orbitshare", in: root, required: true, example: Study.schema), schema != Study.schema {
      reader.report(
        root, "orbitshare", problem: "`\(schema)` is not a study", remedy: "write `orbitshare: \(Study.schema)`")
    }
    let name = reader.text("name", in: root, required: true) ?? ""
    checkPlain(name, "name", root)
    let scenarios = scenarioSources()
    let registers = registerSources()
    let named = NamedWorlds(scenarios: scenarios.map(\.name), registers: registers.map(\.name))
    let drafts = gridDrafts(named)
    let isSmall = checkCount(drafts)
    var study = Study(
      name: name, title: reader.text("title", in: root) ?? name, question: reader.text("question", in: root) ?? "",
      scenarios: scenarios, registers: registers, grids: isSmall ? drafts.map { $0.grid } : [],
      nodeLimit: nodeLimit(), keep: keep(), measures: [], analysis: AnalysisPlan(), path: path)
    let files = readFiles(study)
    study.measures = measures(files)
    study.analysis = analysis(drafts, study, files)
    for (draft, grid) in zip(drafts, study.grids) { check(grid, draft, of: study, files) }
    return study
  }

  /// Names that grids refer to.
  struct NamedWorlds {
    var scenarios: [String]
    var registers: [String]
  }

  // MARK: - Scenarios and registers

  private func scenarioSources() -> [Study.ScenarioSource] {
    guard let section = reader.section("scenarios", in: root) else {
      if reader.value("scenarios", in: root) == nil {
        reader.report(
          root, nil, problem: "`scenarios` is missing", remedy: "add `scenarios: { NAME: path/to/scenario.yaml }`")
      }
      return []
    }
    if section.mapping.isEmpty {
      reader.report(root, "scenarios", problem: "is empty", remedy: "write `NAME: path/to/scenario.yaml` below it")
    }
    return section.mapping.keys.compactMap { key in
      guard let name = key.scalar?.string else {
        reader.report(section, nil, problem: "a key is not a plain word", remedy: "write a name for the scenario")
        return nil
      }
      checkPlain(name, name, section)
      guard let path = reader.text(name, in: section) else { return nil }
      return .init(
        name: name, path: Scenario.resolve(path, beside: reader.file), line: reader.line(name, in: section))
    }
  }

  private func registerSources() -> [Study.RegisterSource] {
    guard let section = reader.section("registers", in: root) else { return [] }
    if section.mapping.isEmpty {
      reader.report(
        root, "registers", problem: "is empty", remedy: "write `NAME: path/to/register` below it, or leave it out")
    }
    return section.mapping.keys.compactMap { key in
      guard let name = key.scalar?.string, let node = reader.value(name, in: section) else {
        reader.report(section, nil, problem: "a key is not a plain word", remedy: "write a name for the register")
        return nil
      }
      checkPlain(name, name, section)
      guard node.mapping != nil else {
        guard let path = reader.text(name, in: section) else { return nil }
        return .init(
          name: name, origin: .directory(Scenario.resolve(path, beside: reader.file)),
          line: reader.line(name, in: section))
      }
      guard let below = reader.section(name, in: section) else { return nil }
      if reader.value("generate", in: below) != nil { reader.allow(["generate"], in: below) }
      guard let knobs = reader.section("generate", in: below) else {
        if reader.value("generate", in: below) == nil {
          reader.report(
            below, nil, problem: "`generate` is missing",
            remedy: "write a directory, or `{ generate: { networks: 200 } }`")
        }
        return nil
      }
      return .init(
        name: name, origin: .generated(knobSettings(knobs)), line: reader.line(name, in: section))
    }
  }

  private func knobSettings(_ section: YAMLReader.Section) -> [Setting] {
    reader.allow(supply.knownKnobs(generated: true), in: section)
    return section.mapping.keys.compactMap { key in
      guard let knob = key.scalar?.string, let text = reader.text(knob, in: section) else { return nil }
      let setting = Setting(parameter: .register(knob), value: text, line: reader.line(knob, in: section))
      if supply.knownKnobs(generated: true).contains(knob), let fault = supply.fault(of: setting, generated: true) {
        reader.report(section, knob, problem: fault.problem, remedy: fault.remedy)
      }
      return setting
    }
  }

  // MARK: - Limits and what is kept

  private func nodeLimit() -> Int? {
    guard let section = reader.section("limits", in: root) else { return nil }
    let clocks = ["seconds", "minutes", "time", "milliseconds"].filter { reader.value($0, in: section) != nil }
    for clock in clocks {
      reader.report(
        section, clock, problem: "a limit of time would make results depend on the machine",
        remedy: "write `nodes:`, the nodes of branch and bound that a policy may take")
    }
    reader.allow(["nodes"] + clocks, in: section)
    return reader.integer("nodes", in: section, range: 1...1_000_000_000)
  }

  private func keep() -> Study.Keep {
    var keep = Study.Keep()
    guard let section = reader.section("keep", in: root) else { return keep }
    reader.allow(["allocations", "certificates"], in: section)
    keep.allocations = reader.flag("allocations", in: section) ?? keep.allocations
    keep.certificates =
      reader.word("certificates", in: section, as: Study.Keep.Certificates.self) ?? keep.certificates
    return keep
  }

  // MARK: - Support

  /// Reports a name that can't stand in file names and identifiers.
  func checkPlain(_ name: String, _ key: String, _ section: YAMLReader.Section) {
    if !name.isEmpty, !PlainName.isPlain(name) {
      reader.report(
        section, key, problem: "`\(name)` is not a plain name", remedy: "use letters, digits, `-` and `_` only")
    }
  }

  /// Reports a word that isn't among known ones, with the nearest of them.
  func reportUnknown(
    _ word: String, _ noun: String, _ known: [String], _ section: YAMLReader.Section, _ key: String?
  ) {
    let near = nearest(to: word, among: known).map { "did you mean `\($0)`?" }
    let choice = known.isEmpty ? "there is none to name" : "write one of: \(known.joined(separator: ", "))"
    // A long list hides the one that is meant.
    let remedy = near.map { known.count > 12 ? $0 : $0 + " " + choice } ?? choice
    reader.report(section, key, problem: "\(noun) `\(word)` is unknown", remedy: remedy)
  }

  /// Reports words of a list that stand twice.
  func reportRepeated(_ words: [String], _ key: String, _ section: YAMLReader.Section) {
    var seen: Set<String> = []
    var told: Set<String> = []
    for word in words where !seen.insert(word).inserted && told.insert(word).inserted {
      reader.report(section, key, problem: "`\(word)` stands twice", remedy: "keep one of them")
    }
  }
}
