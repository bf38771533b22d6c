// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What each further step of holding adds to α-fair welfare, in the whole units of certificates.
///
/// W = Σ e·(x/e)^(1−α) ÷ (1−α) with Σ e·ln x for α = 1 (Mo, Walrand 2000, IEEE/ACM Transactions on Networking 8(5),
/// 556–567). Powers come from square roots and products, logarithms from a series of sums, products and quotients:
/// operations that IEEE 754 rounds in one way only, taken in the documented order, so that every unit is the same whoever
/// computes it.
struct WelfareGains {
  private var gains: [String: [Int]] = [:]

  init(halves: Int, asking: [StageContext.Asking], step: Int) {
    let divisor = asking.reduce(0) { Docket.greatestCommonDivisor($0, $1.entitlement) }
    let weights = asking.map { $0.entitlement / max(1, divisor) }
    let greatest = weights.max() ?? 1
    let logarithms = halves == 2 ? Self.logarithms(upTo: asking.map { $0.standing.demand / step }.max() ?? 0) : []
    var lowestFirst = 0
    var highestSecond = 0
    for (asking, weight) in zip(asking, weights) {
      var own: [Int] = []
      for steps in stride(from: 1, through: asking.standing.demand / step, by: 1) {
        var gain: Int
        switch halves {
        case 0: gain = 1
        case 2: gain = Self.logarithmicGain(steps, weight: weight, greatest: greatest, logarithms)
        default:
          let share = Self.power(Double(weight) / Double(greatest), halves)
          let difference = Self.utility(steps, halves) - (steps == 1 ? 0 : Self.utility(steps - 1, halves))
          gain = Int((1_000_000_000 * share * difference).rounded())
        }
        // Rounding must not make a later step worth more; from α = 1 on the first step stands outside of that.
        if let last = own.last, own.count > 1 || halves < 2 { gain = min(gain, last) }
        own.append(gain)
      }
      lowestFirst = min(lowestFirst, own.first ?? 0)
      if own.count > 1 { highestSecond = max(highestSecond, own[1]) }
      gains[asking.administration] = own
    }
    guard halves >= 2 else { return }
    // Who has nothing has no finite welfare: the first step is lifted above every second one.
    for key in gains.keys where gains[key]?.isEmpty == false { gains[key]?[0] += highestSecond - lowestFirst }
  }

  /// The gains of an administration's steps, from the first.
  func steps(of administration: String) -> [Int] {
    gains[administration] ?? []
  }

  /// The welfare of everybody, given how many steps each holds.
  func welfare(_ held: (String) -> Int) -> Int {
    gains.reduce(0) { $0 + $1.value.prefix(max(0, held($1.key))).reduce(0, +) }
  }

  private static func logarithmicGain(_ steps: Int, weight: Int, greatest: Int, _ logarithms: [(Int, Int)]) -> Int {
    guard steps > 1 else { return 0 }
    // Great weights are taken in millionths of the greatest, halves up, against logarithms in millionths.
    guard greatest > 1_000 else { return weight * (logarithms[steps].0 - logarithms[steps - 1].0) }
    let doubled = Int128(weight) * 2_000_000
    let millionths = Int((doubled + Int128(greatest)) / (2 * Int128(greatest)))
    return max(1, millionths) * (logarithms[steps].1 - logarithms[steps - 1].1)
  }

  /// Natural logarithms in billionths and in millionths, rounded at primes alone, so that products stay sums.
  private static func logarithms(upTo most: Int) -> [(Int, Int)] {
    var table = [(Int, Int)](repeating: (0, 0), count: max(0, most) + 1)
    var running = 0.0
    for number in stride(from: 2, through: most, by: 1) {
      // ln n − ln(n − 1) = 2·artanh(1 ÷ (2n − 1)) = 2·(z + z³/3 + z⁵/5 + …).
      let z = 1 / Double(2 * number - 1)
      var odd = z
      var artanh = z
      for index in 1...30 {
        odd *= z * z
        artanh += odd / Double(2 * index + 1)
      }
      running += 2 * artanh
      var factor = 2
      while factor * factor <= number, number % factor != 0 { factor += 1 }
      if factor * factor <= number {
        let (one, other) = (table[factor], table[number / factor])
        table[number] = (one.0 + other.0, one.1 + other.1)
      } else {
        table[number] = (Int((1_000_000_000 * running).rounded()), Int((1_000_000 * running).rounded()))
      }
    }
    return table
  }

  /// x^(1−α) ÷ (1−α), as x ÷ x^α ÷ (1−α).
  private static func utility(_ steps: Int, _ halves: Int) -> Double {
    Double(steps) / power(Double(steps), halves) / (1 - Double(halves) / 2)
  }

  /// x^(h/2), as √x·√x·….
  private static func power(_ x: Double, _ halves: Int) -> Double {
    let root = x.squareRoot()
    var product = 1.0
    for _ in 0..<halves { product *= root }
    return product
  }
}
