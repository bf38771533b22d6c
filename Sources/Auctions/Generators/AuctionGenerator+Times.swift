// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers

extension AuctionGenerator {
  /// Distances in hundredths of a time slot between the four airports whose slots the literature trades (O'Hare, La
  /// Guardia, Kennedy, Washington National): great circles between their published coordinates, the longest taken as ten
  /// slots.
  private static let flightHundredths = [
    [0, 991, 1000, 827],
    [991, 0, 14, 290],
    [1000, 14, 0, 288],
    [827, 290, 288, 0],
  ]

  /// Flights between two of four airports, each a departure and an arrival, worth less the longer they take and the later
  /// they land. A good is one slot of an airport: good g belongs to airport g mod 4 and time g div 4.
  func makeMatching(_ collector: inout BidCollector, _ draws: inout SplitMix64) {
    let times = (goods + 3) / 4
    let airportValues = (0..<4).map { _ in draws.number(in: 1_00...5_00) }
    var attempts = 0
    while !collector.isFull, attempts < 1_000 + 50 * bids {
      attempts += 1
      let from = draws.next(below: 4)
      let to = (from + 1 + draws.next(below: 3)) % 4
      let length = max(1, (Self.flightHundredths[from][to] + 50) / 100)
      // The arrival wanted, and how far departures and arrivals may lie from what is wanted.
      let arrival = draws.next(below: times)
      let departure = arrival - length
      let early = draws.number(in: 0...1)
      let late = draws.number(in: 0...2)
      let deviation = draws.number(in: 500...1_500)
      let worth = (airportValues[from] + airportValues[to]) * 10 * deviation / 1_000
      var alternatives: [(goods: [Int], price: Int)] = []
      for start in max(0, departure - early)...max(0, departure + late) where start < times {
        for end in max(start + 1, arrival - early)...max(start + 1, arrival + late) where end - start >= length {
          let goods = [4 * start + from, 4 * end + to].sorted()
          guard goods[1] < self.goods else { continue }
          var price = worth
          for _ in 0..<(end - start - length) { price = price * 900 / 1_000 }
          for _ in 0..<max(0, end - arrival) { price = price * 750 / 1_000 }
          alternatives.append((goods, price))
        }
      }
      collector.take(alternatives)
    }
  }

  /// Jobs of up to ten time slots in a row. Whoever is done by the first deadline gets the full worth; each later deadline,
  /// of which there is another with probability 0.9, is worth less in proportion to how much later it is.
  func makeScheduling(_ collector: inout BidCollector, _ draws: inout SplitMix64) {
    var attempts = 0
    while !collector.isFull, attempts < 1_000 + 50 * bids {
      attempts += 1
      let length = draws.number(in: 1...min(10, goods))
      var deadlines = [draws.number(in: length...goods)]
      while let last = deadlines.last, last < goods, draws.happens(thousandths: 900) {
        deadlines.append(draws.number(in: last + 1...goods))
      }
      var worth = Self.additivity(length) * draws.number(in: 500...1_500) / 100
      var alternatives: [(goods: [Int], price: Int)] = []
      var done = length - 1
      for (index, deadline) in deadlines.enumerated() {
        if index > 0 { worth = worth * deadlines[index - 1] / deadline }
        for end in done + 1...deadline { alternatives.append((Array(end - length..<end), worth)) }
        done = deadline
      }
      collector.take(alternatives)
    }
  }
}
