// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

@testable import Studies

/// Places that the tests of studies read from, and where they may write.
enum StudyPlaces {
  /// The package's root directory.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Runs a body with an empty directory that is removed afterwards.
  static func withDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("studies-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory.path)
  }

  /// Writes a file, with the directories that lead to it.
  static func write(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Reads a study of a text, whose `ROOT` stands for the package's directory.
  static func study(_ text: String, supply: any RegisterSupplying = MarkedRegisters()) throws -> Study {
    try withDirectory { directory in
      let path = directory + "/study.yaml"
      try write(text.replacingOccurrences(of: "ROOT", with: root), to: path)
      return try Study.read(path: path, supply: supply)
    }
  }

  /// A study of the small register: what is written below its grid comes from the caller.
  static func small(
    policies: String = "[first-come, leximin]", seeds: String = "[1]", grid: [String] = [], rest: String = ""
  ) throws -> Study {
    try study(
      """
      orbitshare: study/1
      name: small
      scenarios: { small: ROOT/Instances/small/scenario.yaml }
      grids:
        - name: only
          policies: \(policies)
          seeds: \(seeds)
      \(grid.map { "    " + $0 }.joined(separator: "\n"))
      \(rest)
      """)
  }
}

/// Registers that say in their titles how they were asked for, in place of a generator.
struct MarkedRegisters: RegisterSupplying {
  func knownKnobs(generated: Bool) -> [String] { generated ? ["networks", "concentration"] : ["dates", "demand"] }

  func fault(of setting: Setting, generated: Bool) -> (problem: String, remedy: String)? {
    setting.value == "wrong" ? ("`wrong` is wrong", "write something else") : nil
  }

  func isDrawn(_ settings: [Setting], generated: Bool) -> Bool {
    generated || settings.contains { $0.value == "shuffled" }
  }

  func effective(_ settings: [Setting], generated: Bool) -> [Setting] {
    guard generated else { return settings.filter { $0.value != "as-filed" } }
    return knownKnobs(generated: true).map { knob in
      settings.first { $0.knob == knob } ?? Setting(parameter: .register(knob), value: "standard")
    }
  }

  func register(base: Register, generated: Bool, settings: [Setting], seed: Int) throws -> Register {
    var register = base
    let words = settings.map { "\($0.knob ?? "")=\($0.value)" }.sorted().joined(separator: " ")
    register.title = "\(generated ? "generated" : "altered") \(words) seed \(seed)"
    return register
  }
}

/// Registers as they are: none is generated or altered.
struct RegistersAsTheyAre: RegisterSupplying {
  /// Makes it.
  init() {}

  /// None.
  func knownKnobs(generated: Bool) -> [String] { [] }
  /// Nothing.
  func fault(of setting: Setting, generated: Bool) -> (problem: String, remedy: String)? { nil }
  /// Never.
  func isDrawn(_ settings: [Setting], generated: Bool) -> Bool { false }
  /// The settings.
  func effective(_ settings: [Setting], generated: Bool) -> [Setting] { settings }

  /// The base.
  ///
  /// - Throws: `BadInput` where one is to be generated or altered.
  func register(base: Register, generated: Bool, settings: [Setting], seed: Int) throws -> Register {
    guard !generated, settings.isEmpty else {
      throw BadInput([
        Fault(
          file: base.name, field: settings.first.map { "\($0.parameter)" },
          problem: "registers are neither generated nor altered here", remedy: "leave the settings of registers out")
      ])
    }
    return base
  }
}
