// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers

/// Which goods belong together, and how a package grows.
struct GoodRelations {
  /// Neighbours of each good with the weight of the relation; nil where every two goods are related (`weight`).
  var neighbours: [[Int]]?
  /// Weights of all pairs, row by row, where there are no neighbours.
  var weights: [Int] = []
  /// In how many thousandths of the steps a package goes on from anywhere.
  var jumpThousandths: Int

  /// Plots on a grid: beside each other with probability 0.9, across a corner with probability 0.2.
  static func regions(goods: Int, _ draws: inout SplitMix64) -> GoodRelations {
    var columns = 1
    while columns * columns < goods { columns += 1 }
    var neighbours = Array(repeating: [Int](), count: goods)
    for good in 0..<goods {
      let column = good % columns
      var candidates: [(Int, Int)] = [(good + columns, 900)]
      if column + 1 < columns { candidates += [(good + 1, 900), (good + columns + 1, 200)] }
      if column > 0 { candidates.append((good + columns - 1, 200)) }
      for (other, thousandths) in candidates where other < goods && draws.happens(thousandths: thousandths) {
        neighbours[good].append(other)
        neighbours[other].append(good)
      }
    }
    return GoodRelations(neighbours: neighbours.map { $0.sorted() }, jumpThousandths: 50)
  }

  /// Every two goods, as strongly as a draw says.
  static func arbitrary(goods: Int, _ draws: inout SplitMix64) -> GoodRelations {
    var weights = Array(repeating: 0, count: goods * goods)
    for left in 0..<goods {
      for right in 0..<left {
        let weight = draws.next(below: 1_000)
        weights[left * goods + right] = weight
        weights[right * goods + left] = weight
      }
    }
    return GoodRelations(neighbours: nil, weights: weights, jumpThousandths: 0)
  }
}

/// What a bidder of the distributions of related goods thinks of them.
private struct Taste {
  /// What each good is worth to anybody, in hundredths.
  let common: [Int]
  /// What it is worth to the bidder beyond, in hundredths.
  let own: [Int]
  /// How much the bidder is drawn to it, at least 0.
  let interest: [Int]

  func value(_ goods: [Int]) -> Int {
    goods.reduce(AuctionGenerator.additivity(goods.count)) { $0 + common[$1] + own[$1] }
  }

  func resale(_ goods: [Int]) -> Int { goods.reduce(0) { $0 + common[$1] } }
}

extension AuctionGenerator {
  /// Packages that grow from good to good (`regions`, `arbitrary`), with up to five alternatives that cost no more than
  /// 1.5 times the first and resell for at least half of it.
  func makeBundles(_ relations: GoodRelations, _ collector: inout BidCollector, _ draws: inout SplitMix64) {
    let greatest = 100_00
    let common = (0..<goods).map { _ in draws.number(in: 1_00...greatest) }
    var attempts = 0
    while !collector.isFull, attempts < 100 + 20 * bids {
      attempts += 1
      let own = (0..<goods).map { _ in draws.number(in: -greatest / 2...greatest / 2) }
      let least = own.min() ?? 0
      let taste = Taste(common: common, own: own, interest: own.map { $0 - least })
      guard let first = draws.index(weights: taste.interest) else { continue }
      var package = [first]
      while package.count < goods, draws.happens(thousandths: 900) {
        guard let next = step(package, relations, taste, &draws) else { break }
        package.append(next)
      }
      let value = taste.value(package)
      guard value > 0 else { continue }
      var alternatives: [(goods: [Int], price: Int)] = []
      var seen: Set<[Int]> = [package.sorted()]
      for start in package {
        var other = [start]
        while other.count < package.count, let next = step(other, relations, taste, &draws) { other.append(next) }
        let price = taste.value(other)
        let isAcceptable = price > 0 && 2 * price <= 3 * value && 2 * taste.resale(other) >= taste.resale(package)
        if isAcceptable, seen.insert(other.sorted()).inserted { alternatives.append((other.sorted(), price)) }
      }
      let best = alternatives.enumerated().sorted { ($1.element.price, $0.offset) < ($0.element.price, $1.offset) }
      collector.take([(package.sorted(), value)] + best.prefix(5).map(\.element))
    }
  }

  /// The next good of a package: near those that it has, and to the bidder's taste.
  private func step(
    _ package: [Int], _ relations: GoodRelations, _ taste: Taste, _ draws: inout SplitMix64
  ) -> Int? {
    var weights = Array(repeating: 0, count: goods)
    if let neighbours = relations.neighbours {
      if relations.jumpThousandths > 0, draws.happens(thousandths: relations.jumpThousandths) {
        weights = taste.interest.map { $0 + 1 }
      } else {
        for good in package { for other in neighbours[good] { weights[other] = taste.interest[other] + 1 } }
      }
    } else {
      for good in package { for other in 0..<goods { weights[other] += relations.weights[good * goods + other] } }
      for other in 0..<goods { weights[other] *= taste.interest[other] + 1 }
    }
    for good in package { weights[good] = 0 }
    return draws.index(weights: weights)
  }
}
