// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers

extension AuctionGenerator {
  /// The older distributions: a number of goods, which goods by chance, and a price; one bid a bidder. A price of 1 in
  /// their descriptions is 1,000 here.
  func makeLegacy(_ collector: inout BidCollector, _ draws: inout SplitMix64) {
    let pairs = distribution == .l8 ? pairWorths(&draws) : []
    let falling = exponentialWeights
    while !collector.isFull {
      var count: Int
      switch distribution {
      case .l1, .l2: count = draws.number(in: 1...goods)
      case .l3, .l8: count = 3
      case .l4:
        count = 1
        while count < goods, draws.happens(thousandths: 550) { count += 1 }
      case .l5: count = (draws.normal(mean: 4_000, deviation: 1_000) + 500) / 1_000
      case .l6: count = 1 + (draws.index(weights: falling) ?? 0)
      default:
        count = 0
        for _ in 0..<goods where draws.happens(thousandths: 200) { count += 1 }
      }
      // Three goods or more may be wanted where there are two, and none by chance.
      count = min(max(count, 1), goods)
      let package = draws.sample(count, below: goods)
      let price: Int
      switch distribution {
      case .l1, .l3: price = draws.number(in: 1...1_000_00)
      case .l2, .l4: price = draws.number(in: 1...1_000_00) * count
      case .l5: price = max(1, draws.normal(mean: 1_000_00 * count, deviation: 200_00 * count))
      case .l8: price = quadraticPrice(package, pairs)
      default: price = draws.number(in: 500_00...1_500_00) * count
      }
      collector.take([(package, price)])
    }
  }

  /// Weights e^(−n/5) for n = 1, 2, … goods, each from the one before by a ratio of whole numbers.
  private var exponentialWeights: [Int] {
    var weights = [1_000_000_000]
    while weights.count < goods, let last = weights.last, last > 0 {
      weights.append(last / 1_000_000 * 818_731 + last % 1_000_000 * 818_731 / 1_000_000)
    }
    return weights
  }

  /// What each pair of goods is worth beyond its goods, in hundredths, good by good: a number for each, whose product with
  /// another's tells.
  private func pairWorths(_ draws: inout SplitMix64) -> [Int] {
    (0..<goods).map { _ in draws.number(in: 1...100) }
  }

  private func quadraticPrice(_ package: [Int], _ factors: [Int]) -> Int {
    var price = package.reduce(0) { $0 + 10_00 * factors[$1] }
    for (index, left) in package.enumerated() {
      for right in package[(index + 1)...] { price += factors[left] * factors[right] * 10 }
    }
    return price
  }
}
