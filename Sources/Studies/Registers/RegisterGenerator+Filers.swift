// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import SeededNumbers

extension RegisterGenerator {
  /// Who files, by rank: the Member States with the greatest score.
  ///
  /// score = w log₂ (size of the economy) + (1 − w) u, where w is the knob `wealth` and u is drawn evenly over 18 doublings,
  /// about as many as lie between the smallest and the largest economy.
  func filers(
    of base: Register, networks: Int, seed: Int
  ) throws(RegisterKnobs.Problem) -> [Administration] {
    let states = base.memberStates
    let wanted = knobs[.administrations]
    guard !states.isEmpty else {
      throw RegisterKnobs.Problem(
        knob: RegisterKnob.administrations.rawValue, problem: "the base \(base.name) has no Member State",
        remedy: "name a base register with administrations")
    }
    if knobs.isSet(.administrations) {
      if wanted > states.count {
        throw RegisterKnobs.Problem(
          knob: RegisterKnob.administrations.rawValue,
          problem: "\(wanted) are to file, and the base \(base.name) has \(states.count) Member States",
          remedy: "write at most \(states.count)")
      }
      if wanted > networks {
        throw RegisterKnobs.Problem(
          knob: RegisterKnob.administrations.rawValue,
          problem: "\(wanted) are to file, and there are \(networks) networks for them",
          remedy: "write at most \(networks), or more `networks`")
      }
    }
    let wealth = knobs[.wealth]
    let ranked = states.map { state -> (score: Int, state: Administration) in
      var draws = SplitMix64(seed: seed, purpose: "register:filer:" + state.symbol)
      let lot = draws.next(below: 18 << BinaryPowers.fractionBits)
      return (wealth * BinaryPowers.logarithm(Self.economy(state)) + (1_000 - wealth) * lot, state)
    }.sorted { ($1.score, $0.state.symbol) < ($0.score, $1.state.symbol) }
    return ranked.prefix(min(wanted, max(1, networks))).map(\.state)
  }

  /// Gross domestic product in dollars, at least a hundred million; a thousand dollars an inhabitant where none is published.
  static func economy(_ state: Administration) -> Int {
    let dollars = state.grossDomesticProductUSDollars ?? state.population.map { min($0, 10_000_000_000) * 1_000 } ?? 0
    return max(100_000_000, dollars)
  }

  /// The longitudes of all networks: drawn, or those of an earlier network of the same administration, each as likely.
  func longitudes(slots: [Int], filers: [Administration], seed: Int) -> [Int] {
    var earlier = Array(repeating: [Int](), count: filers.count)
    return slots.indices.map { number in
      let rank = slots[number]
      var draws = SplitMix64(seed: seed, purpose: "register:repeat:\(number)")
      var longitude = longitude(number, of: filers[rank], seed)
      if draws.happens(thousandths: knobs[.repeats]), !earlier[rank].isEmpty {
        longitude = earlier[rank][draws.next(below: earlier[rank].count)]
      }
      earlier[rank].append(longitude)
      return longitude
    }
  }

  /// The longitude that a network asks for where it repeats none, in thousandths of a degree.
  ///
  /// Near the own territory the distance is the least of three even draws up to the reach, so that its density falls with
  /// the square of what is left; elsewhere it follows the busy arcs, or is even around the circle.
  func longitude(_ number: Int, of administration: Administration, _ seed: Int) -> Int {
    // Everything is drawn, used or not: a knob that decides between two ways leaves both as they are.
    var draws = SplitMix64(seed: seed, purpose: "register:longitude:\(number)")
    let isNearHome = draws.happens(thousandths: knobs[.home])
    let distance = (0..<3).reduce(1_000_000) { least, _ in min(least, draws.next(below: 1_000_000)) }
    let isEast = draws.happens(thousandths: 500)
    let isOnBusyArc = draws.happens(thousandths: knobs[.busy])
    let sector = draws.index(weights: Self.sectorWeights) ?? 0
    let within = draws.next(below: 30_000)
    let anywhere = draws.next(below: 360_000)
    let ticket = draws.next(below: 1_000)
    let longitude: Int
    if isNearHome {
      let moved = distance * knobs[.reach] / 1_000_000
      longitude = administration.longitudeMilliDegrees + (isEast ? moved : -moved)
    } else {
      longitude = isOnBusyArc ? sector * 30_000 + within - 180_000 : anywhere - 180_000
    }
    // Shifted by a whole turn and more, so that divisions round down on both sides of the meridian.
    let shifted = longitude + 720_000
    let rounded =
      if ticket < knobs[.wholeDegrees] {
        (shifted + 500) / 1_000 * 1_000
      } else if ticket < knobs[.wholeDegrees] + knobs[.halfDegrees] {
        shifted / 1_000 * 1_000 + 500
      } else {
        (shifted + 50) / 100 * 100
      }
    return Circle.normalised(rounded - 720_000)
  }

  /// Networks filed for organisations: in the proportions in which the base's administrations file for theirs, as far as those
  /// that do so file in this register and have networks enough. Whose networks count for whom stays as it was dealt out.
  func giveOrganisations(to networks: inout [Network], base: Register, seed: Int) {
    struct Pair: Hashable {
      var administration: String
      var organisation: String
    }
    var filed: [Pair: Int] = [:]
    for network in base.networks {
      guard let organisation = network.organisation else { continue }
      filed[Pair(administration: network.administration, organisation: organisation), default: 0] += 1
    }
    let filing = Set(networks.map(\.administration))
    let pairs = filed.filter { filing.contains($0.key.administration) }
      .sorted {
        ($1.value, $0.key.administration, $0.key.organisation) < ($0.value, $1.key.administration, $1.key.organisation)
      }
    let total = pairs.reduce(0) { $0 + $1.value }
    guard total > 0 else { return }
    let wanted = (networks.count * knobs[.organisations] + 500) / 1_000
    var before = 0
    for (pair, weight) in pairs {
      // Rounding the running sum keeps the whole exact.
      let upTo = before + weight
      let share = upTo * wanted / total - before * wanted / total
      before = upTo
      let own = networks.indices.filter {
        networks[$0].administration == pair.administration && networks[$0].organisation == nil
      }
      var draws = SplitMix64(
        seed: seed, purpose: "register:organisation:\(pair.administration)/\(pair.organisation)")
      for index in draws.sample(min(share, own.count), below: own.count) {
        networks[own[index]].organisation = pair.organisation
      }
    }
  }

  /// Bands of networks outside the plans, where the knob names some: one channel each, its number drawn evenly.
  func giveBands(to networks: inout [Network], seed: Int) {
    guard !knobs.bands.isEmpty else { return }
    for index in networks.indices where networks[index].procedure == .nonPlanned {
      var draws = SplitMix64(seed: seed, purpose: "register:band:\(index)")
      guard let band = draws.index(weights: knobs.bands.map(\.weight)) else { continue }
      networks[index].channels = Network.Channels(
        band: knobs.bands[band].band, first: 1 + draws.next(below: knobs[.bandChannels]), count: 1, polarization: nil)
    }
  }
}
