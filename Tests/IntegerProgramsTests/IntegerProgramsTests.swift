// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms
import Testing

@Suite struct IntegerProgramsTests {
  @Test func repeatedVariablesOfARowAreSummedUp() {
    var model = Model()
    let x = model.addVariable("x")
    let y = model.addVariable("y")
    let row = model.add(2 * x + y - x + 3 <= 5 - y)
    #expect(model.terms(of: row) == [Term(x, 1), Term(y, 2)])
    #expect(model.sense(of: row) == .atMost(2))
    let cancelled = model.addRow(terms: [(x, 1), (y, 1), (x, -1)], sense: .equal(0))
    #expect(model.terms(of: cancelled) == [Term(y, 1)])
  }
}
