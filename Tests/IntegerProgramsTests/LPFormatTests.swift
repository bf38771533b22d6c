// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms
import Testing

@Suite struct LPFormatTests {
  @Test func everyPartOfTheFormatIsRead() throws {
    let model = try LPFormat.model(
      from: """
        \\ a comment
        MAXIMIZE
         cost: 2x + 3.5 y - z \\ the rest is a comment
           + 1e1 w + 4 - 1.5
        subject to
         c1: x + y + z <= 10
         - x + 2 y >= -2
         c3: x + w = 2.5e-1
         c4: -1 <= x - y <= 3
         c5: 4 >= y
         c6: x + 2 + y < 8
         sum: x + x - y => 1
        Bounds
         x <= 4
         -5 <= y <= 5
         z free
         w = 1
         -inf <= v1 <= -1
         q >= -1e2
        Generals
         y
        Binary
         b
        End
        """.replacing("c5:", with: "c0: 0 v1 + 0 q + 0 b >= -1\n c5:"))
    #expect(model.direction == .maximise)
    #expect(model.objectiveConstant == 2.5)
    #expect(model.variables.map(model.name(of:)) == ["x", "y", "z", "w", "v1", "q", "b"])
    #expect(model.variables.map(model.objectiveCoefficient(of:)) == [2, 3.5, -1, 10, 0, 0, 0])
    #expect(model.variables.map(model.lowerBound(of:)) == [0, -5, nil, 1, nil, -100, 0])
    #expect(model.variables.map(model.upperBound(of:)) == [4, 5, nil, 1, -1, nil, 1])
    #expect(
      model.variables.map(model.domain(of:)).map(\.rawValue).filter { $0 != "continuous" } == ["integer", "binary"])
    let rows = (0..<model.rowCount).map { Row(index: $0) }
    #expect(rows.map(model.name(of:)) == ["c1", "r2", "c3", "c4", "c0", "c5", "c6", "sum"])
    #expect(
      rows.map(model.sense(of:)) == [
        .atMost(10), .atLeast(-2), .equal(0.25), .between(-1, 3), .atLeast(-1), .atMost(4), .atMost(6), .atLeast(1),
      ])
    #expect(model.terms(of: rows[7]) == [Term(Variable(index: 0), 2), Term(Variable(index: 1), -1)])
  }

  @Test func aBoundOnTheRightOfANumberIsReversed() throws {
    let model = try LPFormat.model(from: "min\n x + y\nst\n x + y >= 1\nbounds\n 3 >= x\n 2 <= y\nend")
    #expect(model.upperBound(of: Variable(index: 0)) == 3)
    #expect(model.lowerBound(of: Variable(index: 1)) == 2)
  }

  @Test(arguments: [
    ("", 1, "empty"),
    ("x + y\n", 1, "objective should start"),
    ("max\n x y\nst\n x <= 1\nend", 2, "without a sign"),
    ("max\n x\nst\n x + <= 1\nend", 4, "sign without"),
    ("max\n x\nst\n x <= y\nend", 4, "right-hand side"),
    ("max\n x\nst\n x <= 1 + y\nend", 4, "right-hand side"),
    ("max\n x\nst\n x + y\nend", 5, "without <="),
    ("max\n x\nst\n c: x <= 1\n c: x <= 2\nend", 5, "second row"),
    ("max\n x\nst\n x <= 1\nbounds\n y <= 2\nend", 6, "\"y\""),
    ("max\n x\nst\n x <= 1\ngeneral\n y\nend", 6, "\"y\""),
    ("max\n x\nst\n x <= 1\nbounds\n x >= inf\nend", 6, "infinity"),
    ("max\n x\nst\n x <= 1\n", 4, "without End"),
    ("max\n x\nst\n x <= 1\nend\n x", 6, "after End"),
    ("max\n x ^ 2\nst\n x <= 1\nend", 2, "\"^\""),
    ("max\n x\nst\n x <= 1e999\nend", 4, "1e999"),
    ("max\n x\nst\n x <= 1\nsos\n x\nend", 5, "supported"),
    ("max\n x\nst\n 1 <= x >= 0\nend", 4, "range"),
  ])
  func faultsAreLocated(_ text: String, _ line: Int, _ words: String) {
    let error = #expect(throws: InvalidModelFile.self) { try LPFormat.model(from: text) }
    #expect(error?.faults.first?.line == line, "\(String(describing: error))")
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    #expect(error?.faults.first?.remedy.isEmpty == false)
  }

  @Test func namesThatTheFormatCannotHoldAreRefusedOrReplaced() throws {
    var model = Model()
    for name in ["1x", "a b", "e5", "free", "x<y", "", "~r", "max"] { model.addVariable(name, objective: 1) }
    let error = #expect(throws: InvalidModelFile.self) { try LPFormat.text(of: model) }
    #expect(error?.faults.count == 8)
    let generic = try LPFormat.model(from: try LPFormat.text(of: model, names: .generic))
    #expect(generic.variableCount == 8)
  }

  @Test func everyModelComesBackAsItWas() throws {
    for seed in 1...300 as ClosedRange<UInt64> {
      let model = randomModel(seed: seed)
      let text = try LPFormat.text(of: model)
      let copy = try LPFormat.model(from: text, name: model.name)
      #expect(description(of: copy) == description(of: model), "seed \(seed)\n\(text)")
    }
  }
}
