// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reporting

@Suite("Numbers as text")
struct NumberTextTests {
  @Test("decimals are rounded, grouped and signed without a locale")
  func decimals() {
    #expect(NumberText.fixed(0.5, decimals: 0) == "1")
    #expect(NumberText.fixed(1234.567, decimals: 2) == "1,234.57")
    #expect(NumberText.fixed(-0.04, decimals: 1) == "0.0")
    #expect(NumberText.fixed(-1.25, decimals: 1) == "−1.3")
    #expect(NumberText.fixed(0.0625, decimals: 3) == "0.063")
    #expect(NumberText.trimmed(2.50) == "2.5")
    #expect(NumberText.trimmed(1000) == "1,000")
    #expect(NumberText.integer(-1_234_567) == "−1,234,567")
    #expect(NumberText.percent(0.041) == "4.1\u{A0}%")
    #expect(NumberText.percent(0) == "0\u{A0}%")
    #expect(NumberText.alignedPercent(0.54) == "54.0\u{A0}%")
  }

  @Test("machine numbers read back to the same value")
  func shortest() {
    #expect(NumberText.shortest(2) == "2")
    #expect(NumberText.shortest(0.1) == "0.1")
    #expect(Double(NumberText.shortest(1.0 / 3)) == 1.0 / 3)
    #expect(Double(NumberText.shortest(6.02e23)) == 6.02e23)
  }

  @Test("degrees have no trailing zeros")
  func degrees() {
    #expect(NumberText.degrees(-178_500) == "-178.5")
    #expect(NumberText.degrees(13_000) == "13")
    #expect(NumberText.degrees(5) == "0.005")
    #expect(NumberText.degrees(-250) == "-0.25")
    #expect(NumberText.degrees(0) == "0")
  }

  @Test("coordinates have at most two decimals")
  func coordinates() {
    #expect(NumberText.coordinate(12) == "12")
    #expect(NumberText.coordinate(12.345) == "12.35")
    #expect(NumberText.coordinate(-0.5) == "-0.5")
    #expect(NumberText.coordinate(0.05) == "0.05")
    #expect(NumberText.coordinate(-0.001) == "0")
  }

  @Test("axes have round numbers")
  func ticks() {
    #expect(Scale(numbers: 0...1, start: 0, end: 1).ticks.count == 6)
    #expect(Scale.niceStep(0.13) == 0.2)
    #expect(Scale.niceStep(3) == 5)
    #expect(Scale.niceStep(1) == 1)
    #expect(Scale(kind: .logarithmicFromZero, numbers: 0...30, start: 0, end: 1).ticks == [0, 1, 2, 5, 10, 20])
    #expect(Scale(numbers: 5...5, start: 3, end: 9).place(5) == 3)
    let range = Scale.around([0.4, 0.9])
    #expect(range.lowerBound <= 0.4 && range.upperBound >= 0.9)
    #expect(Scale.around([]) == 0...1)
  }
}
