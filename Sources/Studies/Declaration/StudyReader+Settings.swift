// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Filings
import Foundation
import Scenarios

/// The files that a study names, as far as they can be read.
struct StudyFiles {
  /// By index of the study's scenarios; nil where the file is faulty.
  var scenarios: [Scenario?]
  /// By path as it is written; those that are faulty, or not asked for, are left out.
  var registers: [String: Register]
}

extension StudyReader {
  /// Reads the scenarios and registers of a study; their faults become faults of the study.
  func readFiles(_ study: Study) -> StudyFiles {
    var read: [String: Register?] = [:]
    var registers: [String: Register] = [:]
    func checkRegister(_ path: String, _ place: @autoclosure () -> Fault) {
      let directory = URL(fileURLWithPath: path).standardizedFileURL.path
      if let known = read[directory] {
        registers[path] = known
        return
      }
      read[directory] = .some(nil)
      do {
        let register = try Register.read(directory: path)
        read[directory] = register
        registers[path] = register
      } catch let error as BadInput {
        for fault in error.faults { reader.report(fault) }
      } catch {
        reader.report(place())
      }
    }
    let usesOwn = study.grids.contains { grid in
      grid.registers.contains { index in
        guard let index, case .directory = study.registers[index].origin else { return true }
        return false
      }
    }
    let scenarios = study.scenarios.map { source -> Scenario? in
      do {
        let scenario = try Scenario.read(path: source.path)
        if usesOwn {
          checkRegister(
            scenario.registerPath,
            Fault(
              file: source.path, field: "register", problem: "there is no register in `\(scenario.registerPath)`",
              remedy: "write the path of a directory with a datapackage.json"))
        }
        return scenario
      } catch let error as BadInput {
        for fault in error.faults { reader.report(fault) }
      } catch {
        reader.report(
          Fault(
            file: study.path, line: source.line, field: "scenarios.\(source.name)",
            problem: "there is no scenario `\(source.path)`",
            remedy: "write the path of a scenario file beside this one"))
      }
      return nil
    }
    for source in study.registers {
      guard case .directory(let path) = source.origin else { continue }
      checkRegister(
        path,
        Fault(
          file: study.path, line: source.line, field: "registers.\(source.name)",
          problem: "there is no register in `\(path)`", remedy: "write the path of a directory with a datapackage.json")
      )
    }
    return StudyFiles(scenarios: scenarios, registers: registers)
  }

  /// Checks a grid's policies, and its factors against the files that they set.
  func check(_ grid: Grid, _ draft: GridDraft, of study: Study, _ files: StudyFiles) {
    var policies: [Int: [(word: String, policy: Policy)]] = [:]
    // Of a scenario that can't be read it isn't said what else is wrong.
    for scenario in grid.scenarios where files.scenarios[scenario] != nil {
      policies[scenario] = readPolicies(grid, draft, of: study, scenario: scenario)
    }
    let isKnown = zip(grid.factors, draft.factors).map { factor, draft in
      checkParameter(factor.parameter, draft.section, grid, study, policies)
    }
    checkSeeds(grid, draft)
    guard !isKnown.contains(false), grid.factors.allSatisfy({ $0.levels.count > 0 }) else { return }
    checkKnobs(grid, draft, study)
    let points = neighbours(of: grid.factors)
    for scenario in grid.scenarios where files.scenarios[scenario] != nil {
      checkReading(points) { settings in
        _ = try Scenario.read(
          path: study.scenarios[scenario].path,
          changes: study.scenarioChanges(settings, seed: 0, varies: [], line: nil))
      }
      for (word, policy) in policies[scenario] ?? [] {
        checkReading(points) { settings in
          let changes = study.policyChanges(
            settings, names: [word, policy.name], policy: policy, seed: 0, varies: [], line: nil)
          if !changes.isEmpty { _ = try Policy.read(path: policy.path, changes: changes) }
        }
      }
    }
    if reader.faultCount == 0, let first = points.first { checkTogether(grid, first, study, policies, files) }
  }

  /// Holds scenarios, registers and policies against each other, under the first value of every factor.
  private func checkTogether(
    _ grid: Grid, _ settings: [Setting], _ study: Study, _ policies: [Int: [(word: String, policy: Policy)]],
    _ files: StudyFiles
  ) {
    for scenario in grid.scenarios {
      for number in grid.registers {
        checkReading([settings]) {
          let changed = try Scenario.read(
            path: study.scenarios[scenario].path,
            changes: study.scenarioChanges($0, seed: 0, varies: [], line: nil))
          var directory = changed.registerPath
          if let number, case .directory(let path) = study.registers[number].origin { directory = path }
          guard let register = files.registers[directory] else { return }
          let problem = try CoordinationProblem(scenario: changed, register: register)
          var faults: [Fault] = []
          for (word, policy) in policies[scenario] ?? [] {
            let changes = study.policyChanges(
              $0, names: [word, policy.name], policy: policy, seed: 0, varies: [], line: nil)
            faults += try Policy.read(path: policy.path, changes: changes).faults(against: problem)
          }
          if !faults.isEmpty { throw BadInput(faults) }
        }
      }
    }
  }

  private func readPolicies(
    _ grid: Grid, _ draft: GridDraft, of study: Study, scenario: Int
  ) -> [(word: String, policy: Policy)] {
    var result: [(word: String, policy: Policy)] = []
    for word in grid.policies {
      let path = study.path(ofPolicy: word, scenario: scenario)
      do {
        let policy = try Policy.read(path: path)
        if let twin = result.first(where: { $0.policy.name == policy.name }), twin.word != word,
          PolicyLabel.text(twin.word) != PolicyLabel.text(word)
        {
          reportOnce(
            draft.section, "policies", problem: "`\(twin.word)` and `\(word)` are both called `\(policy.name)`",
            remedy: "give each policy its own name")
        }
        result.append((word, policy))
      } catch let error as BadInput {
        for fault in error.faults where !reader.faults.contains(fault) { reader.report(fault) }
      } catch {
        let known = Policy.isPath(word) ? [] : Self.names(beside: study.scenarios[scenario].path)
        let near = nearest(to: word, among: known).map { "did you mean `\($0)`? " } ?? ""
        reportOnce(
          draft.section, "policies",
          problem: Policy.isPath(word) ? "there is no policy `\(path)`" : "policy `\(word)` is unknown",
          remedy: near + "write a name of the folder `policies` of the scenario, or a path beside the study")
      }
    }
    return result
  }

  /// Names of the policies that a scenario can name, sorted.
  private static func names(beside scenario: String) -> [String] {
    Set(
      ["policies", "../policies"].flatMap { folder in
        let names = try? FileManager.default.contentsOfDirectory(atPath: Scenario.resolve(folder, beside: scenario))
        return (names ?? []).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }
      }
    ).sorted()
  }

  private func reportOnce(_ section: YAMLReader.Section, _ key: String, problem: String, remedy: String) {
    let field = section.path + "." + key
    if reader.faults.contains(where: { $0.field == field && $0.problem == problem }) { return }
    reader.report(section, key, problem: problem, remedy: remedy)
  }

  // MARK: - Parameters

  /// Whether a parameter names something; a fault with the nearest known name otherwise.
  private func checkParameter(
    _ parameter: ParameterName, _ section: YAMLReader.Section, _ grid: Grid, _ study: Study,
    _ policies: [Int: [(word: String, policy: Policy)]]
  ) -> Bool {
    func unknown(_ word: String, _ known: [String], _ name: (String) -> String) -> Bool {
      let near = nearest(to: word, among: known).map { "did you mean `\(name($0))`?" }
      let choice = known.isEmpty ? "there is none that can be set" : "known are: \(known.joined(separator: ", "))"
      reader.report(section, "parameter", problem: "`\(parameter)` is an unknown parameter", remedy: near ?? choice)
      return false
    }
    switch parameter {
    case .scenario(let path):
      let fixed = ["orbitshare", "name", "title", "question", "register", "policies"]
      if fixed.contains(path[0]) {
        reader.report(
          section, "parameter", problem: "`\(parameter)` is not for a factor to set",
          remedy: "name policies, registers and scenarios in the grid")
        return false
      }
      let known = Scenario.keys.filter { !fixed.contains($0) } + Scenario.shortForms
      if !known.contains(path[0]) { return unknown(path[0], known) { "scenario.\($0)" } }
      if path.count > 1, Scenario.shortForms.contains(path[0]), !Scenario.keys.contains(path[0]) {
        reader.report(
          section, "parameter", problem: "`\(path[0])` is a value of each band, with nothing below it",
          remedy: "write scenario.\(path[0]), or scenario.bands.NAME.\(path[0])")
        return false
      }
    case .policy(let name, let path):
      let names = grid.policies + policies.values.flatMap { $0.map(\.policy.name) }
      let known = Array(Set(names.filter { !Policy.isPath($0) })).sorted()
      if !policies.isEmpty, !names.contains(name) {
        return unknown(name, known) { "policy.\($0)." + path.joined(separator: ".") }
      }
      let fixed = ["orbitshare", "name", "title", "description", "family", "standing", "source"]
      let keys = Policy.keys.filter { !fixed.contains($0) }
      if !keys.contains(path[0]) { return unknown(path[0], keys) { "policy.\(name).\($0)" } }
    case .register(let knob):
      let known = grid.registers.map { supply.knownKnobs(generated: study.isGenerated($0)) }
      for names in known where !names.contains(knob) { return unknown(knob, names) { "register.\($0)" } }
    }
    return true
  }

  /// Checks that no factor sets what the seeds set.
  private func checkSeeds(_ grid: Grid, _ draft: GridDraft) {
    let seeded: [(path: [String], use: Grid.SeedUse)] = [
      (["band_assignment", "seed"], .bands), (["tie_break_seed"], .ties),
    ]
    for (factor, draft) in zip(grid.factors, draft.factors) {
      guard case .scenario(let path) = factor.parameter else { continue }
      for (seedPath, use) in seeded where path == seedPath && grid.varies.contains(use) {
        reader.report(
          draft.section, "parameter", problem: "`\(factor.parameter)` is what the seeds of the grid vary",
          remedy: "leave the factor out, or leave `\(use.rawValue)` out of `varies`")
      }
    }
  }

  private func checkKnobs(_ grid: Grid, _ draft: GridDraft, _ study: Study) {
    for (factor, draft) in zip(grid.factors, draft.factors) where factor.parameter.isRegister {
      for generated in Set(grid.registers.map { study.isGenerated($0) }).sorted(by: { !$0 && $1 }) {
        for value in factor.levels.samples {
          let setting = Setting(parameter: factor.parameter, value: value, line: factor.line)
          guard let fault = supply.fault(of: setting, generated: generated) else { continue }
          let key = reader.value("values", in: draft.section) == nil ? "from" : "values"
          reportOnce(draft.section, key, problem: fault.problem, remedy: fault.remedy)
        }
      }
    }
  }

  // MARK: - Values

  /// The first values of all factors, then each factor through its values beside the first ones of the others.
  private func neighbours(of factors: [Factor]) -> [[Setting]] {
    let first = factors.map { Setting(parameter: $0.parameter, value: $0.levels.value(0), line: $0.line) }
    var result = [first]
    for (index, factor) in factors.enumerated() where !factor.parameter.isRegister {
      for value in factor.levels.samples.dropFirst() {
        var settings = first
        settings[index].value = value
        result.append(settings)
      }
    }
    return result
  }

  /// Reads a file under each point's settings; where the first is faulty the others aren't tried.
  private func checkReading(_ points: [[Setting]], _ read: ([Setting]) throws -> Void) {
    for (number, settings) in points.enumerated() {
      do {
        try read(settings)
      } catch let error as BadInput {
        for fault in error.faults where !reader.faults.contains(fault) { reader.report(fault) }
        if number == 0 { return }
      } catch {
        return
      }
    }
  }
}

extension Study {
  /// Whether a register of the study is generated; a scenario's own never is.
  func isGenerated(_ register: Int?) -> Bool {
    guard let register, case .generated = registers[register].origin else { return false }
    return true
  }
}

extension ParameterName {
  /// Whether it is a setting of the register.
  var isRegister: Bool {
    guard case .register = self else { return false }
    return true
  }
}

extension Factor.Levels {
  /// Values that are tried when a study is read: of many the first hundred and the last.
  fileprivate var samples: [String] {
    switch self {
    case .range: return [value(0), value(count - 1)]
    case .values(let values):
      guard values.count > 101 else { return values }
      return Array(values.prefix(100)) + values.suffix(1)
    }
  }
}
