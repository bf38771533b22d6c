// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// Who bids what on the terms of an auction, worked out again.
struct Sale: Sendable {
  let terms: Policy.Auction
  /// By request: what it is worth to whoever made it.
  let values: [Int]
  /// By request: the name of its bidder.
  let bidders: [String]
  /// By request: how many channels it asks for.
  private let channels: [Int]

  init(terms: Policy.Auction, docket: Docket) {
    self.terms = terms
    values = Self.values(terms.values, docket: docket)
    bidders = docket.requests.map { request in
      terms.bidders == .holders && !request.organisation.isEmpty
        ? "\(request.administration)/\(request.organisation)" : request.administration
    }
    channels = docket.requests.map(\.demand)
  }

  /// What is bid for a request.
  func bid(_ request: Int) -> Int { terms.shareBid * values[request] / 1_000 }

  /// The reserve or the fee of a request.
  func floor(_ request: Int) -> Int { (terms.payments == .postedFee ? terms.fee : terms.reserve) * channels[request] }

  /// What a request adds to the total of bids: what is bid beyond the reserve.
  func weight(_ request: Int) -> Int { bid(request) - floor(request) }

  /// Whether a request takes part: worth the fee, or bid for beyond the reserve.
  func isHighEnough(_ request: Int) -> Bool {
    if terms.payments == .postedFee { return values[request] >= floor(request) }
    return bid(request) > floor(request)
  }

  /// The greatest credit of an administration's groups, in thousandths.
  func credit(of administration: String, docket: Docket) -> Int {
    guard let member = docket.administrations[administration] else { return 0 }
    var greatest = 0
    for credit in terms.credits where credit.group.contains(member) { greatest = max(greatest, credit.thousandths) }
    return greatest
  }

  static func values(_ source: Policy.Auction.Values, docket: Docket) -> [Int] {
    guard case .seeded(let world, let bidders) = source else { return docket.requests.map(\.value) }
    let standing = docket.requests.indices.filter { docket.requests[$0].isInUse }
    return docket.requests.enumerated().map { index, request in
      let isNearOwn = standing.contains { other in
        guard other != index, docket.requests[other].administration == request.administration else { return false }
        return docket.requests[other].organisation == request.organisation
          && Circle.distance(docket.requests[other].filedLongitude, request.filedLongitude) <= 10_000
      }
      return seeded(request, isNearOwn: isNearOwn, world: world, bidders: bidders, docket: docket)
    }
  }

  /// bandwidth × market × coverage × incumbency × launch × demand × fancy, rounded down at every step.
  private static func seeded(
    _ request: Request, isNearOwn: Bool, world: Int, bidders: Int, docket: Docket
  ) -> Int {
    let member = docket.administrations[request.administration]
    var market = 0
    if let product = member?.grossDomesticProductUSDollars {
      market = product / 1_000_000
    } else if let population = member?.population {
      market = population / 1_000
    }
    let megahertz = docket.bands[request.band].channelKilohertz * request.demand / 1_000
    let distance = member.map { Circle.distance($0.longitudeMilliDegrees, request.filedLongitude) } ?? 0
    func draw(_ purpose: String, _ name: String, _ seed: Int) -> UInt64 {
      SeededDraw(purpose: purpose, identifier: name, seed: seed).number
    }
    // Eight per cent a year: 1 ÷ 1.08ⁿ in thousandths, to the nearest.
    let left = [1_000, 926, 857, 794, 735, 681, 630, 583]
    let years = request.isInUse ? 0 : Int(draw("launch", request.identifier, bidders) % 7) + 1
    var value = megahertz * max(10, squareRoot(market)) / 10
    value = value * max(250, 1_000 - distance / 100) / 1_000
    value = value * (request.isInUse ? 1_500 : isNearOwn ? 1_200 : 1_000) / 1_000
    value = value * left[years] / 1_000
    value = value * (Int(draw("demand", request.administration, world) % 501) + 750) / 1_000
    value = value * (Int(draw("fancy", request.identifier, bidders) % 1_001) + 500) / 1_000
    return max(value, 1)
  }

  /// The whole part of a square root, by bisection.
  private static func squareRoot(_ number: Int) -> Int {
    var low = 0
    var high = 2_000_000_000
    while low < high {
      let middle = (low + high + 1) / 2
      if middle * middle <= number { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
