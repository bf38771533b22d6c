// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers as text, without a locale.
public enum NumberText {
  /// The shortest decimal that reads back to the same number.
  static func shortest(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number with so many decimals, halves rounded away from zero; `0.50`.
  static func fixed(_ number: Double, decimals: Int) -> String {
    let factor = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (abs(number) * factor).rounded()
    guard scaled < 1e15 else { return shortest(number) }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = number < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + grouped(padded) }
    return sign + grouped(String(padded.dropLast(decimals))) + "." + padded.suffix(decimals)
  }

  /// A number with at most so many decimals, none that say nothing; `0.25` or `1,200`.
  static func trimmed(_ number: Double, decimals: Int = 4) -> String {
    var text = fixed(number, decimals: decimals)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// An integer with commas between thousands.
  public static func integer(_ number: Int) -> String {
    (number < 0 ? "−" : "") + grouped(String(number.magnitude))
  }

  /// An integer with its sign, `+3`, `−12` or `0`.
  static func signed(_ number: Int) -> String {
    number > 0 ? "+" + integer(number) : integer(number)
  }

  /// A share in per cent with at most one decimal, `4.1 %`; with a no-break space.
  static func percent(_ share: Double) -> String {
    trimmed(share * 100, decimals: 1) + "\u{A0}%"
  }

  /// A share in per cent with one decimal always, for columns of numbers.
  static func alignedPercent(_ share: Double) -> String {
    fixed(share * 100, decimals: 1) + "\u{A0}%"
  }

  /// Thousandths of a degree as degrees without trailing zeros, `-178.5` or `13`.
  static func degrees(_ milliDegrees: Int) -> String {
    let magnitude = milliDegrees.magnitude
    let whole = (milliDegrees < 0 ? "-" : "") + String(magnitude / 1000)
    let rest = magnitude % 1000
    guard rest > 0 else { return whole }
    var digits = String(rest + 1000).dropFirst()
    while digits.hasSuffix("0") { digits = digits.dropLast() }
    return whole + "." + digits
  }

  /// A coordinate of a drawing: at most two decimals, none that say nothing.
  static func coordinate(_ number: Double) -> String {
    let hundredths = (number * 100).rounded()
    guard abs(hundredths) < 1e15 else { return "0" }
    let value = Int(hundredths)
    let magnitude = value.magnitude
    let sign = value < 0 ? "-" : ""
    let rest = magnitude % 100
    if rest == 0 { return sign + String(magnitude / 100) }
    if rest % 10 == 0 { return sign + String(magnitude / 100) + "." + String(rest / 10) }
    return sign + String(magnitude / 100) + (rest < 10 ? ".0" : ".") + String(rest)
  }

  private static func grouped(_ digits: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
