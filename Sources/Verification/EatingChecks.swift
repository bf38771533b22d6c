// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// Checks that a lottery by probabilistic serial grants each place as likely as simultaneous eating says.
///
/// The eating is carried out again: eaters are those who take part, at the speeds of their entitlements; dishes are the
/// places of their requests, by date of receipt and preference; pots are requests, windows of places, windows of a channel,
/// caps and upper quotas of networks. The portfolio must grant every dish with one and the same factor, at most 1, times its
/// share, and the factor β that the certificate states is that one; 1 where nothing is eaten. That no lottery has a greater
/// factor is not worked out.
struct EatingChecks {
  let context: StageContext
  let lottery: LotteryCertificate
  /// The entitlement of each who takes part.
  let entitlements: [String: Int]
  /// What each allocation of the portfolio grants.
  let entries: [Set<Option>]

  private var docket: Docket { context.docket }

  /// A request at a place, where blocks are given afterwards; otherwise with one of its options.
  private struct Dish: Hashable {
    var request: Int
    var position: Int
    var option: Option?
  }

  /// What shares become where they have no common denominator up to a billion.
  private static let coarse = 720_720

  /// For how many bands both places and options are tried.
  private static let variedBands = 4

  func problems(journal: inout Journal) -> [(String, String)] {
    guard isDetermined else {
      journal.count(.unprovenShares)
      return []
    }
    // Where blocks can't be given to drawn places, the engine works with the options of the band.
    let bands = docket.bands.indices.filter { mayUsePlaces($0) }
    // Of more bands than these the others are taken to have places.
    let varied = bands.prefix(Self.variedBands)
    var first: (String, String)?
    for subset in 0..<1 << varied.count {
      let withOptions = varied.enumerated().filter { subset >> $0.offset & 1 == 1 }.map(\.element)
      let withPlaces = Set(bands).subtracting(withOptions)
      let (count, isWhole, problem) = compare(withPlaces: withPlaces)
      guard let problem else {
        journal.count(.shares, count)
        if !isWhole { journal.count(.unprovenFactors) }
        return []
      }
      if first == nil { first = problem }
    }
    // What doesn't fit may come from options of a band that wasn't tried.
    guard bands.count <= Self.variedBands else {
      journal.count(.unprovenShares)
      return []
    }
    return first.map { [$0] } ?? []
  }

  /// Whether the pots follow from the scenario alone: exceptions to separation can be covered by pots in many ways, and a
  /// limit that counts something else than networks is no number of portions.
  private var isDetermined: Bool {
    let bands = Set(context.competing.map { docket.requests[$0].band })
    let isPlain = bands.allSatisfy { !docket.bands[$0].hasAgreement && docket.bands[$0].polarizations.count == 1 }
    // Greater speeds than the rule knows would leave the range of whole numbers.
    return isPlain && entitlements.values.allSatisfy { (1...1_000_000_000_000).contains($0) }
      && context.rules.limitations.filter(\.isUpper).allSatisfy { limit in
        context.competing.allSatisfy { limit.subjects[$0] == nil || limit.counts[$0] == 1 }
      }
  }

  private func mayUsePlaces(_ band: Int) -> Bool {
    let isCompeting = context.competing.contains { docket.requests[$0].band == band }
    let isFixed = context.fixedRequests.contains { docket.requests[$0].band == band }
    let isSetAside = context.rules.policy.constraints.setAsides.contains { aside in
      if case .channels(let name, _, _) = aside.extent { return isSame(name, docket.bands[band].identifier) }
      return false
    }
    return docket.bands[band].blocks != nil && isCompeting && !isFixed && !isSetAside
  }

  /// How many shares were compared, whether all of them are granted in full, and the first that isn't as it should be.
  private func compare(
    withPlaces: Set<Int>
  ) -> (count: Int, isWhole: Bool, problem: (String, String)?) {
    let dishes = dishes(withPlaces: withPlaces)
    let shares = marginals(eaten(dishes))
    var granted: [Dish: BigUInt] = [:]
    for (entry, options) in zip(lottery.portfolio, entries) {
      for option in options {
        let isPlace = withPlaces.contains(docket.requests[option.request].band)
        let dish = Dish(request: option.request, position: option.position, option: isPlace ? nil : option)
        granted[dish, default: 0] += BigUInt(max(0, entry.weight))
      }
    }
    let none = ExactRatio(0)
    let untouched = granted.keys.filter { shares[$0] == nil }
    if let dish = untouched.min(by: { ($0.request, $0.position) < ($1.request, $1.position) }) {
      return (0, false, (text(dish, granted), "no such grant, as nobody eats of it"))
    }
    guard let most = dishes.max(by: { (shares[$0] ?? none).isLess(than: shares[$1] ?? none) }), let share = shares[most]
    else {
      // Where there is no share, nothing is missing.
      let problem = factorProblem(ExactRatio(1), "since nothing is eaten")
      return (0, true, problem)
    }
    let weight = granted[most] ?? 0
    let whole = BigUInt(max(1, lottery.denominator))
    if ExactRatio(whole, over: 1).isLess(than: ExactRatio(weight * share.bottom, over: share.top)) {
      return (0, false, (text(most, granted), "at most its share, \(share.top)/\(share.bottom)"))
    }
    for dish in dishes {
      guard let own = shares[dish] else { continue }
      // granted ÷ own is the same for all.
      if (granted[dish] ?? 0) * own.bottom * share.top == weight * share.bottom * own.top { continue }
      return (
        0, false,
        (
          text(dish, granted),
          "its share \(own.top)/\(own.bottom) by the factor of all: the portfolio \(text(most, granted)) for the share "
            + "\(share.top)/\(share.bottom)"
        )
      )
    }
    let factor = ExactRatio(weight * share.bottom, over: whole * share.top)
    let reason = "since it \(text(most, granted)) for the share \(share.top)/\(share.bottom)"
    return (shares.count, factor == ExactRatio(1), factorProblem(factor, reason))
  }

  /// What is wrong with the stated factor, which must be the one that takes shares to the portfolio.
  ///
  /// That there is one, and its form, are for ``ShareFactorChecks``.
  private func factorProblem(_ factor: ExactRatio, _ reason: String) -> (String, String)? {
    guard let stated = lottery.shareFactor, stated.numerator >= 0, stated.denominator >= 1,
      BigUInt(stated.numerator) * factor.bottom != factor.top * BigUInt(stated.denominator)
    else { return nil }
    return (
      "has the share_factor \(stated.numerator)/\(stated.denominator)",
      "\(factor.top)/\(factor.bottom), \(reason)"
    )
  }

  private func text(_ dish: Dish, _ granted: [Dish: BigUInt]) -> String {
    "grants `\(docket.requests[dish.request].identifier)` the place \(Circle.text(dish.position))° "
      + "\(granted[dish] ?? 0) times of \(lottery.denominator)"
  }

  /// Every dish, request by request, the most preferred first.
  private func dishes(withPlaces: Set<Int>) -> [Dish] {
    var dishes: [Dish] = []
    for index in context.competing {
      let request = docket.requests[index]
      for place in docket.places(of: request) where context.rules.allows(place, for: request) {
        if withPlaces.contains(request.band) {
          dishes.append(Dish(request: index, position: place.position))
          continue
        }
        let free = context.rules.options(of: index, at: place, docket: docket)
          .filter { context.fixed.isFree($0, docket: docket) }
        dishes += free.map { Dish(request: index, position: place.position, option: $0) }
      }
    }
    return dishes
  }

  private func eaten(_ dishes: [Dish]) -> [Dish: ExactRatio] {
    let ofRequest = Dictionary(grouping: dishes.indices, by: { dishes[$0].request })
    let eaters = entitlements.keys.sorted().map { holder -> SimultaneousEating.Eater in
      let requests = (context.competingOfHolder[holder] ?? []).sorted {
        (docket.requests[$0].day ?? Int.min, $0) < (docket.requests[$1].day ?? Int.min, $1)
      }
      return .init(
        list: requests.flatMap { ofRequest[$0] ?? [] }, speed: entitlements[holder] ?? 1, appetite: requests.count)
    }
    var pots = ofRequest.sorted { $0.key < $1.key }.map { SimultaneousEating.Pot(dishes: $0.value, portions: 1) }
    for band in docket.bands.indices { pots += windows(dishes, band: band) }
    for limit in context.rules.limitations where limit.isUpper {
      let held = limit.totals(of: context.fixedRequests)
      for (subject, amount) in limit.amounts.sorted(by: { $0.key < $1.key }) {
        let own = dishes.indices.filter { limit.subjects[dishes[$0].request] == subject }
        pots.append(.init(dishes: own, portions: max(0, amount - (held[subject] ?? 0))))
      }
    }
    let eating = SimultaneousEating(eaters: eaters, pots: pots, dishCount: dishes.count)
    var shares: [Dish: ExactRatio] = [:]
    for (dish, share) in eating.eaten.joined() where share.top > 0 { shares[dishes[dish]] = share }
    return shares
  }

  /// One pot for each window that begins at a place: of blocks, or of each channel.
  private func windows(_ dishes: [Dish], band: Int) -> [SimultaneousEating.Pot] {
    let rules = docket.bands[band]
    let own = dishes.indices.filter { docket.requests[dishes[$0].request].band == band }
    let atPosition = Dictionary(grouping: own, by: { dishes[$0].position })
    let positions = atPosition.keys.sorted()
    var pots: [SimultaneousEating.Pot] = []
    for start in positions {
      let within = positions.filter { Circle.eastward(from: start, to: $0) < rules.separation }
        .flatMap { atPosition[$0] ?? [] }
      let places = within.filter { dishes[$0].option == nil }
      if !places.isEmpty { pots.append(.init(dishes: places, portions: rules.blocks ?? 0)) }
      for channel in stride(from: 1, through: rules.channels, by: 1) {
        let users = within.filter { index in
          guard let option = dishes[index].option else { return false }
          return (option.firstChannel..<option.firstChannel + docket.requests[option.request].demand).contains(channel)
        }
        if users.count > 1 { pots.append(.init(dishes: users, portions: 1)) }
      }
    }
    return pots
  }

  /// Shares as chances: as they are where a common denominator is at most a billion, else rounded down.
  private func marginals(_ shares: [Dish: ExactRatio]) -> [Dish: ExactRatio] {
    var common: BigUInt = 1
    for share in shares.values where common <= 1_000_000_000 {
      common *= share.bottom / common.greatestCommonDivisor(with: share.bottom)
    }
    if common <= 1_000_000_000 { return shares }
    return shares.compactMapValues { share in
      let parts = share.wholeParts(of: Self.coarse)
      return parts > 0 ? ExactRatio(parts, over: BigUInt(Self.coarse)) : nil
    }
  }
}
