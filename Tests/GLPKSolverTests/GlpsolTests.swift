// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import IntegerPrograms
import Testing

/// Where `glpsol` is, if it is installed.
private let glpsolPath = ["/usr/bin/glpsol", "/usr/local/bin/glpsol", "/opt/homebrew/bin/glpsol"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// Our files read by GLPK's own program and its files read by us; skipped where `glpsol` isn't installed.
@Suite(.enabled(if: glpsolPath != nil))
struct GlpsolTests {
  /// Runs glpsol on a file with the text; `OUT` in the arguments stands for the file that is returned.
  private func glpsol(_ text: String, _ arguments: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("orbitshare-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("in").path
    let output = folder.appendingPathComponent("out").path
    try text.write(toFile: input, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(glpsolPath))
    process.arguments = arguments.map { $0 == "IN" ? input : $0 == "OUT" ? output : $0 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(said)\n\(text)")
    return try String(contentsOfFile: output, encoding: .utf8)
  }

  /// Names, domains, bounds and rows; binaries and integers between 0 and 1 are the same to GLPK.
  private func summary(_ model: Model, directed: Bool) -> [String] {
    var lines = ["\(directed ? model.direction.rawValue : "") \(model.objectiveConstant)"]
    for variable in model.variables {
      let lower = model.lowerBound(of: variable)
      let upper = model.upperBound(of: variable)
      lines.append(
        "\(model.name(of: variable)) \(model.domain(of: variable).isIntegral) \(digits(lower)) \(digits(upper)) "
          + digits(model.objectiveCoefficient(of: variable)))
    }
    for row in (0..<model.rowCount).map({ Row(index: $0) }) {
      let terms = model.terms(of: row).sorted { model.name(of: $0.variable) < model.name(of: $1.variable) }
      let sense = model.sense(of: row)
      lines.append(
        "\(model.name(of: row)) \(digits(sense.lower)) \(digits(sense.upper)) "
          + terms.map { "\(digits($0.coefficient))*\(model.name(of: $0.variable))" }.joined(separator: " "))
    }
    // glpsol leaves zeros out of the objective, which changes the order in which variables are met.
    return lines.sorted()
  }

  /// Nine digits: glpsol writes fewer than all.
  private func digits(_ number: Double?) -> String {
    number.map { String(format: "%.9g", $0 == 0 ? 0 : $0) } ?? "none"
  }

  private var models: [Model] {
    let cases = ConformanceCase.all.map(\.model).filter {
      $0.variableCount > 0 && $0.rowCount > 0 && $0.objectiveConstant == 0
    }
    return cases
  }

  @Test func linearProgramFilesGoThroughGlpsolUnchanged() throws {
    for model in models {
      let ours = try LPFormat.text(of: model)
      let theirs = try glpsol(ours, ["--lp", "IN", "--check", "--wlp", "OUT"])
      #expect(summary(try LPFormat.model(from: theirs), directed: true) == summary(model, directed: true), "\(ours)")
    }
  }

  @Test(arguments: MPSFormat.Layout.allCases)
  func mpsFilesGoThroughGlpsolUnchanged(_ layout: MPSFormat.Layout) throws {
    for model in models {
      guard let ours = try? MPSFormat.text(of: model, layout: layout, statesDirection: false) else {
        #expect(layout == .fixed)
        continue
      }
      let isFixed = layout == .fixed
      let theirs = try glpsol(
        ours, [isFixed ? "--mps" : "--freemps", "IN", "--check", isFixed ? "--wmps" : "--wfreemps", "OUT"])
      let copy = try MPSFormat.model(from: theirs, layout: layout)
      #expect(summary(copy, directed: false) == summary(model, directed: false), "\(model.name)")
    }
  }

  @Test func glpsolFindsTheSameOptimaInOurFiles() throws {
    for testCase in ConformanceCase.all where testCase.model.variableCount > 0 && testCase.model.rowCount > 0 {
      // glpsol itself refuses integer variables with fractional bounds.
      guard case .optimal(let expected) = testCase.expectation, testCase.name != "fractional bounds" else { continue }
      let text = try glpsol(
        try LPFormat.text(of: testCase.model),
        ["--lp", "IN", "-w", "OUT"] + (testCase.options.relaxationOnly ? ["--nomip"] : []))
      let isLinear = testCase.options.relaxationOnly || !testCase.model.hasIntegerVariables
      // "s bas rows cols primal dual objective" or "s mip rows cols status objective".
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("s ") })
      let fields = line.split(separator: " ")
      let value = try #require(fields.last.flatMap { Double($0) })
      #expect(fields[1] == (isLinear ? "bas" : "mip"))
      #expect(abs(value - expected) <= 1e-6 * max(1, abs(expected)), "\(testCase.name)")
    }
  }
}
