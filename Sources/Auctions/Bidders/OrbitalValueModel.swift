// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings

/// What orbital positions with their bands are worth to operators: a model, not an estimate.
///
///     value = bandwidth × price of a megahertz × quality of the lot × coverage × incumbency × launch date × taste
///
/// Every factor but the first two is in thousandths, is applied in this order, and is rounded down to a minor unit. The seed
/// of the world draws what is the same for everybody (the quality of a lot), the seed of the bidders what is private (taste,
/// and where a bidder gives none, when it can launch). Whole numbers only, so that every machine gives the same.
public struct OrbitalValueModel: Sendable {
  /// Numbers on which the model rests; all are ours unless a source is named.
  public struct Parameters: Hashable, Sendable {
    /// Bandwidth by band, in megahertz: what one satellite uses in both polarizations together. The planned bands of
    /// Appendix 30B have 300 MHz (C) and 500 MHz (Ku) in each direction; Appendix 30 in Region 2 has 500 MHz; Ka is what
    /// lies between 19.7 and 20.2 GHz. Twice as much with both polarizations.
    public var megahertzByBand: [String: Int] = ["C": 600, "Ku": 1000, "Ka": 1000]
    /// For other bands, in megahertz.
    public var otherMegahertz = 500
    /// What a megahertz is worth where everything else is 1000, in minor units.
    public var valueOfMegahertz = 2_000_000
    /// The range of the quality of a lot, in thousandths: markets differ, in a way that all bidders see alike.
    public var quality = 700...1300
    /// The range of taste, in thousandths: what one bidder makes of a lot and another doesn't.
    public var taste = 600...1400
    /// How near a lot must be to a position that its bidder uses already to gain from it, in thousandths of a degree: fixed
    /// dishes see both.
    public var incumbencyReachMilliDegrees = 3_000
    /// What that adds, in thousandths.
    public var incumbencyThousandths = 250
    /// What each further lot at one position adds to those of a package, in thousandths: one satellite carries both.
    public var colocationThousandths = 150
    /// How much of its value a year of waiting for the launch costs, in thousandths.
    public var discountPerYearThousandths = 80
    /// The range of days until a bidder can launch, where it gives no date.
    public var launchDays = 700...2200

    /// The standard parameters.
    public init() {}
  }

  /// A point that a bidder wants to serve.
  public struct ServicePoint: Hashable, Sendable {
    /// In thousandths of a degree north.
    public var latitudeMilliDegrees: Int
    /// In thousandths of a degree east.
    public var longitudeMilliDegrees: Int

    /// Makes a point.
    public init(latitudeMilliDegrees: Int, longitudeMilliDegrees: Int) {
      self.latitudeMilliDegrees = latitudeMilliDegrees
      self.longitudeMilliDegrees = longitudeMilliDegrees
    }
  }

  /// What is known of a bidder.
  public struct Operator: Hashable, Sendable {
    /// Where it wants to serve: the points of its administration's territory, or one at its longitude.
    public var points: [ServicePoint]
    /// Where it has satellites, in thousandths of a degree east.
    public var positionsInUse: [Int]
    /// When it can launch; nil to draw it.
    public var launch: CalendarDate?

    /// Makes an operator.
    public init(points: [ServicePoint], positionsInUse: [Int] = [], launch: CalendarDate? = nil) {
      self.points = points
      self.positionsInUse = positionsInUse
      self.launch = launch
    }

    /// An operator of whose administration only a longitude is known: one point on the equator.
    public init(longitudeMilliDegrees: Int, positionsInUse: [Int] = [], launch: CalendarDate? = nil) {
      self.init(
        points: [ServicePoint(latitudeMilliDegrees: 0, longitudeMilliDegrees: longitudeMilliDegrees)],
        positionsInUse: positionsInUse, launch: launch)
    }
  }

  /// The factors of a value, each in thousandths but the first.
  public struct Factors: Hashable, Sendable {
    /// Bandwidth × price of a megahertz, in minor units.
    public var base: Int
    /// Quality of the lot.
    public var quality: Int
    /// Share of the points that see the position at 10° or more; 1000 for a lot that isn't a position.
    public var coverage: Int
    /// 1000, or more where a satellite of the bidder is near.
    public var incumbency: Int
    /// 1000 less the discount until the launch; 0 where that is after the date by which the lot must be in use.
    public var launch: Int
    /// Taste.
    public var taste: Int

    /// The value, in minor units.
    public var value: Int {
      [quality, coverage, incumbency, launch, taste].reduce(base) { WholeMoney.share($0, $1) }
    }
  }

  /// The lots.
  public let lots: [Lot]
  /// The names of the bidders.
  public let names: [String]
  /// What is known of them, one a bidder.
  public let operators: [Operator]
  /// The day of the auction.
  public let today: CalendarDate
  /// The numbers.
  public let parameters: Parameters
  let world: SeededDraw
  let privately: SeededDraw

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - names: one a bidder; draws depend on names and not on places in the list.
  ///   - operators: one a bidder.
  ///   - worldSeed: of what is the same for everybody, at least 0.
  ///   - bidderSeed: of what is private, at least 0.
  public init(
    lots: [Lot], names: [String], operators: [Operator], today: CalendarDate, worldSeed: Int, bidderSeed: Int,
    parameters: Parameters = Parameters()
  ) {
    self.lots = lots
    self.names = names
    self.operators = operators
    self.today = today
    self.parameters = parameters
    world = SeededDraw(seed: worldSeed)
    privately = SeededDraw(seed: bidderSeed)
  }

  /// The factors of a lot's value to a bidder.
  public func factors(of lot: Int, to bidder: Int) -> Factors {
    let item = lots[lot]
    return Factors(
      base: megahertz(of: item) * parameters.valueOfMegahertz,
      quality: draw(world, "quality/\(item.name)", parameters.quality),
      coverage: coverage(of: item, to: bidder), incumbency: incumbency(of: item, to: bidder),
      launch: launchFactor(of: item, to: bidder),
      taste: draw(privately, "taste/\(names[bidder])/\(item.name)", parameters.taste))
  }

  /// What a package is worth to a bidder, in minor units: the sum of its lots, and for each beyond the first at a position the
  /// share that a common satellite adds to it.
  public func value(of package: [Int], to bidder: Int) -> Int {
    var seen: Set<Int> = []
    return package.sorted().reduce(0) { sum, lot in
      let value = factors(of: lot, to: bidder).value
      guard let longitude = lots[lot].longitudeMilliDegrees else { return sum + value }
      let isFurther = !seen.insert(longitude).inserted
      return sum + value + (isFurther ? WholeMoney.share(value, parameters.colocationThousandths) : 0)
    }
  }

  /// The values as bids: every lot, and every pair of lots at one position, as alternatives of one bidder where it wants one
  /// package, or each lot by itself where it may have all.
  ///
  /// - Parameter asAlternatives: whether a bidder wants one package at most.
  public func statedValues(asAlternatives: Bool) -> (bids: [Bid], exclusions: [[Int]]) {
    var bids: [Bid] = []
    var exclusions: [[Int]] = []
    for bidder in names.indices {
      let first = bids.count
      var packages = lots.indices.map { [$0] }
      if asAlternatives {
        for left in lots.indices {
          for right in lots.indices.dropFirst(left + 1)
          where lots[left].longitudeMilliDegrees != nil
            && lots[left].longitudeMilliDegrees == lots[right].longitudeMilliDegrees
          {
            packages.append([left, right])
          }
        }
      }
      for package in packages {
        let amount = value(of: package, to: bidder)
        guard amount > 0 else { continue }
        let name = package.map { lots[$0].name }.joined(separator: "+")
        bids.append(
          Bid(
            identifier: "\(names[bidder]):\(name)", bidder: bidder, package: package.map { LotQuantity(lot: $0) },
            amount: amount))
      }
      if asAlternatives, bids.count > first { exclusions.append(Array(first..<bids.count)) }
    }
    return (bids, exclusions)
  }

  // MARK: - Factors

  private func megahertz(of lot: Lot) -> Int {
    // Several bands at one position are written with slashes: C/Ku.
    guard let band = lot.band, !band.isEmpty else { return parameters.otherMegahertz }
    return band.split(separator: "/").reduce(0) {
      $0 + (parameters.megahertzByBand[String($1)] ?? parameters.otherMegahertz)
    }
  }

  private func coverage(of lot: Lot, to bidder: Int) -> Int {
    guard let position = lot.longitudeMilliDegrees, !operators[bidder].points.isEmpty else { return 1000 }
    let points = operators[bidder].points
    let seen = points.filter {
      CoverageTable.sees(latitude: $0.latitudeMilliDegrees, longitude: $0.longitudeMilliDegrees, position: position)
    }
    return 1000 * seen.count / points.count
  }

  private func incumbency(of lot: Lot, to bidder: Int) -> Int {
    guard let position = lot.longitudeMilliDegrees else { return 1000 }
    let isNear = operators[bidder].positionsInUse.contains {
      Circle.distance($0, position) <= parameters.incumbencyReachMilliDegrees
    }
    return 1000 + (isNear ? parameters.incumbencyThousandths : 0)
  }

  private func launchFactor(of lot: Lot, to bidder: Int) -> Int {
    let days =
      operators[bidder].launch.map { max(0, $0.dayNumber - today.dayNumber) }
      ?? draw(privately, "launch/\(names[bidder])", parameters.launchDays)
    if let text = lot.bringingIntoUse, let deadline = CalendarDate(iso8601: text),
      today.dayNumber + days > deadline.dayNumber
    {
      return 0
    }
    return max(0, 1000 - parameters.discountPerYearThousandths * days / 365)
  }

  private func draw(_ source: SeededDraw, _ name: String, _ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(source.number(.lot, name) % UInt64(range.upperBound - range.lowerBound + 1))
  }
}
