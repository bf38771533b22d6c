// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct CurrencyTests {
  @Test(arguments: [
    ("12.5", 1250), ("0", 0), ("-3", -300), ("682500000", 68_250_000_000), ("1.500", 150), ("007", 700), ("+1.05", 105),
  ])
  func amountsAreReadInMinorUnits(text: String, amount: Int) {
    #expect(Currency(code: "BRL", decimals: 2).parse(text) == amount)
  }

  @Test(arguments: ["", ".", "1.", ".5", "1.005", "1e3", "1,5", "--1", "1 ", "12345678901234567", "10000000000000.01"])
  func whatIsNoAmountIsRefused(text: String) {
    #expect(Currency(code: "BRL", decimals: 2).parse(text) == nil)
  }

  @Test(arguments: [(1250, "12.5"), (0, "0"), (-5, "-0.05"), (100, "1"), (101, "1.01")])
  func amountsAreWrittenWithoutTrailingZeros(amount: Int, text: String) {
    #expect(Currency(code: "BRL", decimals: 2).text(amount) == text)
  }

  @Test func withoutDecimalsAmountsAreWhole() {
    #expect(Currency(code: "", decimals: 0).parse("12") == 12)
    #expect(Currency(code: "", decimals: 0).parse("12.0") == 12)
    #expect(Currency(code: "", decimals: 0).text(-12) == "-12")
  }
}
