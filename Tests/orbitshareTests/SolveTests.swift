// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `solve` on models with known answers.
@Suite struct SolveTests {
  static let keys = ["bound", "gap", "nodes", "objective", "schema", "status", "values"]

  /// Runs a model; every key of the contract must stand in the answer, also where it is null.
  private func solve(_ text: String, _ name: String = "model.lp", _ options: String...) throws -> (Int32, JSON) {
    try Places.withTemporaryDirectory { directory in
      try Places.write(text, directory + "/" + name)
      let run = try Program.run(["solve", directory + "/" + name, "--json", "-"] + options)
      #expect(run.error.isEmpty, "\(run.error)")
      let answer = try run.json()
      #expect(answer.keys == Self.keys)
      return (run.status, answer)
    }
  }

  /// max 3x + 2y with x + y ≤ 4, x + 3y ≤ 6, x ≤ 3: 11 at (3, 1).
  static let linear = """
    Maximize
     value: 3 x + 2 y
    Subject To
     first: x + y <= 4
     second: x + 3 y <= 6
    Bounds
     x <= 3
    End

    """

  static let knapsackValues = [10, 13, 7, 8, 9, 4, 11, 6]

  /// Weights 5, 6, 3, 4, 5, 2, 6, 3 with room for 15.
  static func knapsack() -> String {
    let weights = [5, 6, 3, 4, 5, 2, 6, 3]
    func sum(_ numbers: [Int]) -> String {
      numbers.enumerated().map { "\($0.element) x\($0.offset + 1)" }.joined(separator: " + ")
    }
    return """
      Maximize
       value: \(sum(knapsackValues))
      Subject To
       room: \(sum(weights)) <= 15
      Binary
       \((1...8).map { "x\($0)" }.joined(separator: " "))
      End

      """
  }

  /// 10³⁰⁸ · 10³⁰⁰ is beyond every number that JSON can hold as one.
  @Test func anObjectiveBeyondAllNumbersIsAFault() throws {
    try Places.withTemporaryDirectory { directory in
      let model = directory + "/model.lp"
      try Places.write(
        "Maximize\n value: 1e308 x\nSubject To\n row: x <= 1e300\nBounds\n x <= 1e300\nGeneral\n x\nEnd\n", model)
      for options in [[], ["--json", "-"]] {
        let run = try Program.run(["solve", model] + options)
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        #expect(run.error.hasPrefix(model + ": objective: "), "\(run.error)")
      }
    }
  }

  @Test func aLinearProgram() throws {
    let (status, answer) = try solve(Self.linear)
    #expect(status == 0)
    #expect(answer["status"]?.text == "optimal")
    #expect(abs((answer["objective"]?.number ?? 0) - 11) < 1e-9)
    #expect(abs((answer["bound"]?.number ?? 0) - 11) < 1e-9)
    #expect(answer["gap"]?.number == 0)
    #expect(abs((answer["values"]?["x"]?.number ?? 0) - 3) < 1e-9)
    #expect(abs((answer["values"]?["y"]?.number ?? 0) - 1) < 1e-9)
  }

  @Test func anIntegerProgram() throws {
    let (status, answer) = try solve(Self.knapsack())
    #expect(status == 0)
    #expect(answer["status"]?.text == "optimal")
    let weights = [5, 6, 3, 4, 5, 2, 6, 3]
    var best = 0
    for choice in 0..<256 {
      let chosen = (0..<8).filter { choice >> $0 & 1 == 1 }
      guard chosen.reduce(0, { $0 + weights[$1] }) <= 15 else { continue }
      best = max(best, chosen.reduce(0) { $0 + Self.knapsackValues[$1] })
    }
    #expect(answer["objective"]?.number == Double(best))
    #expect(answer["values"]?.keys.count == 8)
    for key in answer["values"]?.keys ?? [] { #expect([0, 1].contains(answer["values"]?[key]?.number)) }
  }

  @Test func infeasibleAndUnbounded() throws {
    let infeasible = try solve("Minimize\n x\nSubject To\n c: x >= 2\nBounds\n x <= 1\nEnd\n")
    #expect(infeasible.0 == 0)
    #expect(infeasible.1["status"]?.text == "infeasible")
    #expect(infeasible.1["objective"]?.isNull == true)
    #expect(infeasible.1["values"]?.keys.isEmpty == true)
    let unbounded = try solve("Maximize\n x + y\nSubject To\n c: x - y <= 1\nEnd\n")
    #expect(unbounded.0 == 0)
    #expect(unbounded.1["status"]?.text == "unbounded")
    #expect(unbounded.1["bound"]?.isNull == true)
    let integer = try solve("Maximize\n x\nSubject To\n c: 2 x = 3\nBounds\n x <= 10\nGeneral\n x\nEnd\n")
    #expect(integer.1["status"]?.text == "infeasible")
  }

  /// min −x − 2y with x + y ≤ 3, y ≤ 2 and both whole: −5 at (1, 2).
  @Test(arguments: [
    """
    NAME          TINY
    ROWS
     N  COST
     L  SUM
    COLUMNS
        M1        'MARKER'                 'INTORG'
        X         COST              -1.0   SUM                1.0
        Y         COST              -2.0   SUM                1.0
        M2        'MARKER'                 'INTEND'
    RHS
        RHS       SUM                3.0
    BOUNDS
     UP BND       X                  9.0
     UP BND       Y                  2.0
    ENDATA

    """
  ]) func modelsInMPS(text: String) throws {
    let (status, answer) = try solve(text, "MODEL.MPS")
    #expect(status == 0)
    #expect(answer["status"]?.text == "optimal")
    #expect(answer["objective"]?.number == -5)
    #expect(answer["values"]?["X"]?.number == 1)
    #expect(answer["values"]?["Y"]?.number == 2)
  }

  /// A program that takes many nodes: at one node the answer is an interval, or none.
  @Test func aNodeLimit() throws {
    let count = 30
    let sum = (1...count).map { "2 x\($0)" }.joined(separator: " + ")
    let text = """
      Maximize
       value: \((1...count).map { "\(100 + $0 * 7 % 13) x\($0)" }.joined(separator: " + "))
      Subject To
       odd: \(sum) + 2 slack = \(count + (count % 2 == 0 ? 1 : 0))
      Bounds
       slack <= 0.5
      Binary
       \((1...count).map { "x\($0)" }.joined(separator: " "))
      End

      """
    let (status, answer) = try solve(text, "hard.lp", "--node-limit", "1")
    let word = try #require(answer["status"]?.text)
    switch word {
    case "undecided":
      #expect(status == 75)
      #expect(answer["objective"]?.isNull == true)
    case "feasible":
      #expect(status == 0)
      #expect(try #require(answer["bound"]?.number) >= (try #require(answer["objective"]?.number)))
      #expect(try #require(answer["gap"]?.number) > 0)
    default: #expect(word == "optimal" && status == 0)
    }
  }

  @Test func anUndecidedProgramEndsWith75() throws {
    // Σ 2 xᵢ = 31 has no whole solution, and branching alone must try nearly all of them to know.
    let count = 60
    let text = """
      Maximize
       value: x1
      Subject To
       odd: \((1...count).map { "2 x\($0)" }.joined(separator: " + ")) = \(count + 1)
      Binary
       \((1...count).map { "x\($0)" }.joined(separator: " "))
      End

      """
    let (status, answer) = try solve(text, "odd.lp", "--node-limit", "3")
    #expect(["undecided", "infeasible"].contains(answer["status"]?.text))
    #expect(status == (answer["status"]?.text == "undecided" ? 75 : 0))
  }

  @Test func asText() throws {
    try Places.withTemporaryDirectory { directory in
      try Places.write(Self.linear, directory + "/model.lp")
      let run = try Program.run("solve", directory + "/model.lp")
      #expect(run.status == 0)
      #expect(run.error.isEmpty)
      #expect(run.text == "status: optimal\nobjective: 11.0\nbound: 11.0\ngap: 0.0\nnodes: 0\nx = 3.0\ny = 1.0\n")
    }
  }

  @Test(arguments: [
    ("model.lp", "Maximize\n x +\nSubject To\n c: x <= \nEnd\n"), ("model.lp", "hello\n"), ("model.lp", ""),
    ("model.mps", "NAME x\nROWS\n Q what\nENDATA\n"), ("model.mps", ""), ("model.txt", "Maximize\n x\nEnd\n"),
    ("model", "Maximize\n x\nEnd\n"),
  ]) func badModels(name: String, text: String) throws {
    try Places.withTemporaryDirectory { directory in
      try Places.write(text, directory + "/" + name)
      let run = try Program.run("solve", directory + "/" + name)
      #expect(run.status == 65, "\(run.text)\(run.error)")
      #expect(run.output.isEmpty)
      #expect(run.error.hasPrefix(directory + "/" + name), "\(run.error)")
    }
  }

  @Test func bytesThatAreNoText() throws {
    try Places.withTemporaryDirectory { directory in
      try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: directory + "/model.lp"))
      #expect(try Program.run("solve", directory + "/model.lp").status == 65)
    }
  }

  @Test func noSuchModel() throws {
    #expect(try Program.run("solve", "/nowhere.lp").status == 66)
    // The name is looked at only where there is a file.
    #expect(try Program.run("solve", "/nowhere.txt").status == 66)
  }
}
