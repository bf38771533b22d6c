// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Filings
import Foundation
import GLPKSolver
import IntegerPrograms

/// `orbitshare solve`: the solver layer on any model file.
struct SolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Solve a linear or integer program from an LP or MPS file.")

  @Argument(help: "A model in CPLEX LP format (.lp) or in fixed or free MPS (.mps).")
  var model: String

  @OptionGroup
  var answer: AnswerOption

  @Option(help: "Stop after so many nodes of branch and bound.")
  var nodeLimit: Int?

  @Option(help: "Stop after so many seconds.")
  var timeLimit: Double?

  func validate() throws {
    if let nodeLimit, nodeLimit < 1 { throw ValidationError("--node-limit: write a number of at least 1") }
    if let timeLimit, !(timeLimit > 0 && timeLimit < 1e6) {
      throw ValidationError("--time-limit: write seconds above 0 and below 1000000")
    }
  }

  func run() throws {
    try ExitStatus.reporting {
      let program = try read()
      let interruption = Interruption()
      var options = SolverOptions()
      options.nodeLimit = nodeLimit
      options.timeLimitMilliseconds = timeLimit.map { Int($0 * 1000) }
      options.cuts = [.mixedIntegerRounding, .gomory, .clique]
      options.isCancelled = { interruption.isRequested }
      let outcome: Outcome
      do {
        outcome = try interruption.whileCatching { try GLPKSolver().solve(program, options: options) }
      } catch let error as InvalidModel {
        throw BadInput([Fault(file: model, problem: "\(error)", remedy: "mend the model")])
      }
      if let objective = outcome.objective, !objective.isFinite {
        throw BadInput([
          Fault(
            file: model, field: "objective", problem: "its value at the solution is too large for a number",
            remedy: "use a larger unit: divide its coefficients by a power of ten")
        ])
      }
      let solved = SolveAnswer(outcome, model: program)
      if answer.isJSON {
        try Console.answer(bytes: try JSONText.bytes(solved))
      } else {
        try Console.answer(solved.text)
      }
      if solved.status == "undecided" { throw ExitStatus.stoppedWithoutAnswer.code }
    }
  }

  private func read() throws -> Model {
    guard let data = FileManager.default.contents(atPath: model) else {
      throw InputNotFound(path: model, reason: "no such file, or it can't be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw BadInput([Fault(file: model, problem: "is not UTF-8 text", remedy: "save the file as UTF-8")])
    }
    do {
      if model.lowercased().hasSuffix(".mps") { return try MPSFormat.model(from: text) }
      if model.lowercased().hasSuffix(".lp") { return try LPFormat.model(from: text) }
    } catch {
      throw BadInput(
        error.faults.map { Fault(file: model, line: $0.line, problem: $0.problem, remedy: $0.remedy) })
    }
    throw BadInput([
      Fault(
        file: model, problem: "the name says neither LP nor MPS", remedy: "name the file with .lp or .mps at its end")
    ])
  }
}

/// The answer of `solve` in the words of the contract.
struct SolveAnswer: Encodable {
  let schema = "orbitshare-solution/1"
  var status: String
  var objective: Double?
  var bound: Double?
  var gap: Double?
  var nodes: Int
  var values: [String: Double]
  private let ordered: [(String, Double)]

  enum CodingKeys: String, CodingKey {
    case schema, status, objective, bound, gap, nodes, values
  }

  init(_ outcome: Outcome, model: Model) {
    switch (outcome.proof, outcome.solution) {
    case (.optimal, .feasible): status = "optimal"
    case (.infeasible, _): status = "infeasible"
    case (.unbounded, _): status = "unbounded"
    case (_, .feasible): status = "feasible"
    default: status = "undecided"
    }
    objective = outcome.objective
    // JSON has no infinity; a bound that is infinite bounds nothing.
    bound = outcome.bound.flatMap { $0.isFinite ? $0 : nil }
    gap = outcome.relativeGap.flatMap { $0.isFinite ? $0 : nil }
    nodes = outcome.nodes
    ordered = outcome.values.enumerated().map { (model.name(of: model.variables[$0.offset]), $0.element) }
    values = Dictionary(ordered, uniquingKeysWith: { first, _ in first })
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(status, forKey: .status)
    try container.encode(objective, forKey: .objective)
    try container.encode(bound, forKey: .bound)
    try container.encode(gap, forKey: .gap)
    try container.encode(nodes, forKey: .nodes)
    try container.encode(values, forKey: .values)
  }

  var text: String {
    var lines = ["status: \(status)"]
    if let objective { lines.append("objective: \(objective)") }
    if let bound { lines.append("bound: \(bound)") }
    if let gap { lines.append("gap: \(gap)") }
    lines.append("nodes: \(nodes)")
    for (name, value) in ordered where value != 0 { lines.append("\(name) = \(value)") }
    return lines.joined(separator: "\n")
  }
}
