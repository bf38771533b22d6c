// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import SeededNumbers

extension RegisterAlteration {
  /// The register after the changes; the same register where nothing is changed.
  ///
  /// Each change draws from the seed for itself. Title and sources of the result say what was changed.
  ///
  /// Time: networks × log networks.
  ///
  /// - Parameters:
  ///   - register: any register.
  ///   - seed: any number.
  /// - Throws: the alteration that the register leaves no room for.
  public func applied(to register: Register, seed: Int) throws(RegisterKnobs.Problem) -> Register {
    guard !changes.isEmpty else { return register }
    var networks = register.networks
    var jointFilings = register.jointFilings
    if let sample {
      networks = try Self.sample(sample, of: networks, seed: seed)
      let kept = Set(networks.map(\.identifier))
      jointFilings = jointFilings.filter { kept.contains($0.network) }
    }
    if demand == .equal {
      let dealt = try Self.dealEvenly(&networks, among: register.memberStates, seed: seed)
      jointFilings = jointFilings.filter { !dealt.contains($0.network) }
    }
    switch dates {
    case .asFiled: break
    case .shuffled: Self.dealHistories(&networks, seed: seed)
    case .reversed: Self.dealHistories(&networks, seed: nil)
    }
    if inUse == .none {
      for index in networks.indices {
        networks[index].broughtIntoUse = nil
        networks[index].suspensions = []
      }
    }
    let words = changes.joined(separator: "; ")
    return Register(
      name: register.name, title: "\(register.title) (altered, seed \(seed): \(words))", snapshot: register.snapshot,
      sources: register.sources + ["Altered by OrbitShare with the seed \(seed): \(words)."],
      administrations: register.administrations, organisations: register.organisations, networks: networks,
      allotments: register.allotments, territoryPoints: register.territoryPoints, licences: register.licences,
      version: register.version, memberships: register.memberships, jointFilings: jointFilings)
  }

  /// Some of the networks, each as likely as every other, and of each administration within one of its share.
  ///
  /// Systematic sampling with a drawn start over the networks by administration, both in an order by lot (Madow, Madow 1944,
  /// doi:10.1214/aoms/1177731312).
  private static func sample(
    _ size: Int, of networks: [Network], seed: Int
  ) throws(RegisterKnobs.Problem) -> [Network] {
    let count = networks.count
    guard size <= count else {
      throw RegisterKnobs.Problem(
        knob: "sample", problem: "a sample of \(size) is wanted, and the register has \(count) networks",
        remedy: "write at most \(count), or `all`")
    }
    var draws = SplitMix64(seed: seed, purpose: "register:sample")
    var administrations = Set(networks.map(\.administration)).sorted()
    draws.shuffle(&administrations)
    var places = Array(networks.indices)
    draws.shuffle(&places)
    let rank = Dictionary(uniqueKeysWithValues: administrations.enumerated().map { ($1, $0) })
    let keyed = places.enumerated().map { (rank[networks[$1].administration] ?? 0, $0, $1) }.sorted { $0 < $1 }
    let start = draws.next(below: count)
    let chosen = keyed.indices.filter { ($0 * size + start) / count < (($0 + 1) * size + start) / count }
    return chosen.map { keyed[$0].2 }.sorted().map { networks[$0] }
  }

  /// Gives all networks but national allotments to the Member States, as evenly as whole numbers allow, by lot.
  ///
  /// What was filed for an organisation, or together with others, is the administration's own afterwards.
  ///
  /// - Returns: identifiers of the networks that were dealt out.
  private static func dealEvenly(
    _ networks: inout [Network], among states: [Administration], seed: Int
  ) throws(RegisterKnobs.Problem) -> Set<String> {
    guard !states.isEmpty else {
      throw RegisterKnobs.Problem(
        knob: "demand", problem: "the register has no Member State to deal networks out to",
        remedy: "write `as-filed`, or name a register with Member States")
    }
    var draws = SplitMix64(seed: seed, purpose: "register:demand")
    var symbols = states.map(\.symbol)
    draws.shuffle(&symbols)
    var dealt = networks.indices.filter { !networks[$0].isNationalAllotment }
    draws.shuffle(&dealt)
    for (place, index) in dealt.enumerated() {
      networks[index].administration = symbols[place % symbols.count]
      networks[index].organisation = nil
    }
    return Set(dealt.map { networks[$0].identifier })
  }

  /// Deals out again what happened to networks when: dates of receipt and notification, use, suspensions and stage.
  ///
  /// What was received long ago is in use, and what is in use was received before: so the whole history goes from one network to
  /// another, and nothing is in use before it was received that wasn't so already. Networks without a date of receipt keep
  /// theirs, as do national allotments, whose stage is the plan's; networks outside the plans and of the plans each deal among
  /// themselves, since their stages differ.
  ///
  /// - Parameter seed: of the lots; nil reverses the order instead.
  private static func dealHistories(_ networks: inout [Network], seed: Int?) {
    for procedure in Network.Procedure.allCases {
      let places = networks.indices.filter { index in
        let network = networks[index]
        return network.procedure == procedure && network.firstReceived != nil && !network.isNationalAllotment
      }.sorted { left, right in
        let (one, other) = (networks[left], networks[right])
        guard let first = one.firstReceived, let second = other.firstReceived, first != second else {
          return one.identifier < other.identifier
        }
        return first < second
      }
      var order = places
      if let seed {
        var draws = SplitMix64(seed: seed, purpose: "register:dates:" + procedure.rawValue)
        draws.shuffle(&order)
      } else {
        order.reverse()
      }
      let before = networks
      for (place, origin) in zip(places, order) {
        let history = before[origin]
        networks[place].firstReceived = history.firstReceived
        networks[place].notificationReceived = history.notificationReceived
        networks[place].broughtIntoUse = history.broughtIntoUse
        networks[place].suspensions = history.suspensions
        networks[place].maturity = history.maturity
      }
    }
  }
}
