// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms
import Testing

@Suite struct MPSFormatTests {
  static let sample = """
    * a comment
    NAME          SAMPLE
    OBJSENSE
        MAX
    ROWS
     N  COST
     L  LIM1
     G  LIM2
     E  MYEQN
     N  OTHER
     E  EQ2
    COLUMNS
        X         COST                 1   LIM1                 1
        X         LIM2                 1
        M1        'MARKER'                 'INTORG'
        Y         COST                 2   LIM1                 1
        Y         MYEQN             -1.5   OTHER                9
        I         LIM2                 1
        J         LIM2                 1
        K         LIM2                 1   EQ2                  1
        M2        'MARKER'                 'INTEND'
        Z         COST                -1   MYEQN            1e+00
        W         EQ2                  1
        V         EQ2                  1
        U         EQ2                  1
    RHS
        RHS       COST                -7   LIM1                 4
        RHS       LIM2                 1   MYEQN                7
        RHS       EQ2                  5
    RANGES
        RNG       LIM1               2.5   LIM2                 4
        RNG       MYEQN               -3   EQ2                  2
    BOUNDS
     UP BND       X                    4
     LO BND       Y                   -1
     UP BND       Y                    1
     PL BND       J
     BV BND       K
     MI BND       Z
     FR BND       W
     FX BND       V                    2
     UP BND       U                   -3
    ENDATA
    """

  @Test(arguments: MPSFormat.Layout.allCases)
  func everySectionIsRead(_ layout: MPSFormat.Layout) throws {
    let model = try MPSFormat.model(from: Self.sample, layout: layout)
    #expect(model.name == "SAMPLE")
    #expect(model.direction == .maximise)
    #expect(model.objectiveConstant == 7)
    #expect(model.variables.map(model.name(of:)).joined() == "XYIJKZWVU")
    #expect(model.variables.map(model.lowerBound(of:)) == [0, -1, 0, 0, 0, nil, nil, 2, nil])
    #expect(model.variables.map(model.upperBound(of:)) == [4, 1, 1, nil, 1, nil, nil, 2, -3])
    #expect(
      model.variables.map(model.domain(of:)) == [
        .continuous, .integer, .integer, .integer, .binary, .continuous, .continuous, .continuous, .continuous,
      ])
    #expect(
      (0..<4).map { model.sense(of: Row(index: $0)) } == [
        .between(1.5, 4), .between(1, 5), .between(4, 7), .between(5, 7),
      ])
    #expect(model.terms(of: Row(index: 2)).map(\.coefficient) == [-1.5, 1])
  }

  @Test func fixedFilesMayHoldSpacesInNamesAndLeaveSetNamesOut() throws {
    let text = """
      NAME
      ROWS
       N  C
       G  my row
      COLUMNS
          my col    C                    1   my row               2
      RHS
                    my row               3
      BOUNDS
       UP           my col               5
      ENDATA
      """
    let model = try MPSFormat.model(from: text)
    #expect(model.name(of: Variable(index: 0)) == "my col")
    #expect(model.sense(of: Row(index: 0)) == .atLeast(3))
    #expect(model.upperBound(of: Variable(index: 0)) == 5)
  }

  @Test func freeFilesMayLeaveSetNamesOut() throws {
    let text = "NAME\nROWS\n N c\n L r\nCOLUMNS\n x c 1 r 1\nRHS\n r 3\nBOUNDS\n UP x 2\n LI x 1\nENDATA"
    let model = try MPSFormat.model(from: text, layout: .free)
    #expect(model.sense(of: Row(index: 0)) == .atMost(3))
    #expect(model.upperBound(of: Variable(index: 0)) == 2)
    #expect(model.domain(of: Variable(index: 0)) == .integer)
  }

  @Test(arguments: [
    ("ROWS\n N c\n Q r\nENDATA", 3, "type of a row"),
    ("ROWS\n N c\n L r\n G r\nENDATA", 4, "second row"),
    ("ROWS\n N c\nCOLUMNS\n x d 1\nENDATA", 4, "no row \"d\""),
    ("ROWS\n N c\nCOLUMNS\n x c one\nENDATA", 4, "finite number"),
    ("ROWS\n N c\nCOLUMNS\n x c nan\nENDATA", 4, "finite number"),
    ("ROWS\n N c\n L r\nCOLUMNS\n x c 1\n y c 1\n x r 1\nENDATA", 7, "one piece"),
    ("ROWS\n N c\nCOLUMNS\n x c 1\n x c 2\nENDATA", 5, "second coefficient"),
    ("ROWS\n N c\nCOLUMNS\n x c 1\nBOUNDS\n UP B y 1\nENDATA", 6, "no column"),
    ("ROWS\n N c\nCOLUMNS\n x c 1\nBOUNDS\n SC B x 1\nENDATA", 6, "type of a bound"),
    ("ROWS\n N c\n L r\nCOLUMNS\n x c 1\nRHS\n A r 1\n B r 2\nENDATA", 8, "second set"),
    ("ROWS\n N c\nSOS\nENDATA", 3, "supported"),
    ("ROWS\n N c\n", 3, "ENDATA"),
    ("OBJSENSE\n UP\nENDATA", 2, "direction"),
  ])
  func faultsAreLocated(_ text: String, _ line: Int, _ words: String) {
    let error = #expect(throws: InvalidModelFile.self) { try MPSFormat.model(from: text, layout: .free) }
    #expect(error?.faults.first?.line == line, "\(String(describing: error))")
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func fixedLayoutRefusesWhatItCannotHold() {
    var model = Model()
    model.addVariable("a_long_name", objective: 1.0 / 3)
    let error = #expect(throws: InvalidModelFile.self) { try MPSFormat.text(of: model, layout: .fixed) }
    #expect(error?.faults.count == 1)
    let number = #expect(throws: InvalidModelFile.self) {
      try MPSFormat.text(of: model, layout: .fixed, names: .generic)
    }
    #expect(number?.description.contains("12 characters") == true)
  }

  @Test(arguments: MPSFormat.Layout.allCases)
  func everyModelComesBackAsItWas(_ layout: MPSFormat.Layout) throws {
    for seed in 1...300 as ClosedRange<UInt64> {
      let model = randomModel(seed: seed)
      let text = try MPSFormat.text(of: model, layout: layout)
      let copy = try MPSFormat.model(from: text, layout: layout)
      #expect(description(of: copy) == description(of: model), "seed \(seed)\n\(text)")
    }
  }
}
