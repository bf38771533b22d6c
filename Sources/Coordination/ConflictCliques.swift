// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Covers every conflict of a band's options by cliques: sets of which at most one option can be granted.
///
/// The cliques start from a channel and a separation window, where every two options conflict. Two things make
/// exceptions: agreements between administrations, and networks of one holder at one position in different polarizations.
/// A window with exceptions is split into the cliques that remain. Parties that must keep farther apart than the band
/// requires get cliques of their own.
public struct ConflictCliques {
  /// A clique by positions in the list of options.
  public struct Clique: Sendable {
    /// Positions in the list of options, ascending.
    public var members: [Int]
    /// Channel and western end of the window, where the clique is all that uses the channel there.
    public var channelWindow: (from: Int, channel: Int)?
  }

  private let problem: CoordinationProblem
  private let band: Int
  private let options: [Option]

  /// Prepares to cover the conflicts of options of one band.
  public init(problem: CoordinationProblem, band: Int, options: [Option]) {
    self.problem = problem
    self.band = band
    self.options = options
  }

  /// The cliques, in the order of channels and of longitudes; doubles and single options are left out.
  public func cliques() -> [Clique] {
    var result: [Clique] = []
    var seen: Set<[Int]> = []
    func append(_ members: [Int], _ window: (from: Int, channel: Int)?) {
      guard members.count > 1, seen.insert(members).inserted else { return }
      result.append(Clique(members: members, channelWindow: window))
    }
    let isPlain = !problem.hasAgreements(band: band) && problem.scenario.bands[band].polarizations.count == 1
    for channel in 1...problem.scenario.bands[band].channels {
      let users = options.indices.filter { index in
        let option = options[index]
        return option.firstChannel <= channel
          && channel < option.firstChannel + problem.requests[option.request].channels
      }
      let standard = problem.scenario.bands[band].requiredSeparationMilliDegrees
      for (from, members) in windows(of: users, separation: standard) {
        if isPlain {
          append(members, (from, channel))
        } else {
          for part in splitByAgreement(members) {
            for clique in splitByPolarization(part) { append(clique, nil) }
          }
        }
      }
      // Parties to an agreement still conflict with each other within the distance that they agreed on.
      for (pair, separation) in problem.agreementPairs(band: band) where (1..<standard).contains(separation) {
        let parties = users.filter {
          let administration = problem.notifying[options[$0].request]
          return administration == pair.first || administration == pair.second
        }
        for (_, members) in windows(of: parties, separation: separation) {
          for clique in splitByPolarization(members) { append(clique, nil) }
        }
      }
      for members in beyondTheStandard(users, standard: standard) {
        for part in splitByAgreement(members) {
          for clique in splitByPolarization(part) { append(clique, nil) }
        }
      }
    }
    return result
  }

  /// Sets that cover the conflicts of parties that must keep farther apart than the band requires.
  ///
  /// Two networks of one party conflict within the band's separation t alone, so a window of the greater separation s is no
  /// clique. From a longitude x of one party on, the window [x, x + s) is cut into blocks of length t. The party's own
  /// options in the first t and its partners' options in one of the blocks exclude each other: own ones and those of a
  /// block lie within t, and across parties all lie within s. Of two options that conflict, one is the western: the window
  /// that begins there has the other in one of its blocks.
  private func beyondTheStandard(_ users: [Int], standard: Int) -> [[Int]] {
    let pairs = problem.agreementPairs(band: band).filter { $0.separation > standard }
    guard !pairs.isEmpty else { return [] }
    let byAdministration = Dictionary(grouping: users, by: { problem.notifying[options[$0].request] })
    var result: [[Int]] = []
    for (party, own) in byAdministration.sorted(by: { $0.key < $1.key }) {
      let partners = pairs.compactMap { entry -> (administration: Int, separation: Int)? in
        if entry.pair.first == party { return (entry.pair.second, entry.separation) }
        return entry.pair.second == party ? (entry.pair.first, entry.separation) : nil
      }
      for separation in Set(partners.map(\.separation)).sorted() {
        let others = partners.filter { $0.separation >= separation }.flatMap {
          byAdministration[$0.administration] ?? []
        }
        for start in Set(own.map { options[$0].longitudeMilliDegrees }).sorted() {
          func east(_ member: Int) -> Int { Circle.eastward(from: start, to: options[member].longitudeMilliDegrees) }
          let first = own.filter { east($0) < standard }
          let within = Dictionary(grouping: others.filter { east($0) < separation }, by: { east($0) / standard })
          for block in within.keys.sorted() { result.append((first + (within[block] ?? [])).sorted()) }
        }
      }
    }
    return result
  }

  private func windows(of users: [Int], separation: Int) -> [(from: Int, members: [Int])] {
    let byLongitude = Dictionary(grouping: users, by: { options[$0].longitudeMilliDegrees })
    return SeparationWindow.maximal(longitudes: byLongitude.keys.sorted(), separationMilliDegrees: separation).map {
      ($0.from, $0.longitudes.flatMap { byLongitude[$0] ?? [] }.sorted())
    }
  }

  /// Splits a window so that no part holds both parties to an agreement on less: one part for each largest set of
  /// administrations without one among them.
  private func splitByAgreement(_ members: [Int]) -> [[Int]] {
    let present = Set(members.map { problem.notifying[options[$0].request] })
    let standard = problem.scenario.bands[band].requiredSeparationMilliDegrees
    let pairs = problem.agreementPairs(band: band).filter { $0.separation < standard }.map(\.pair).filter {
      present.contains($0.first) && present.contains($0.second)
    }
    guard !pairs.isEmpty else { return [members] }
    var kept: [Set<Int>] = [present]
    for pair in pairs {
      kept = kept.flatMap { set -> [Set<Int>] in
        guard set.contains(pair.first), set.contains(pair.second) else { return [set] }
        return [set.subtracting([pair.first]), set.subtracting([pair.second])]
      }
      kept = Self.withoutSubsets(kept)
    }
    return kept.map { set in members.filter { set.contains(problem.notifying[options[$0].request]) } }
  }

  private static func withoutSubsets(_ sets: [Set<Int>]) -> [Set<Int>] {
    var result: [Set<Int>] = []
    for (index, set) in sets.enumerated() {
      let isCovered = sets.enumerated().contains { other, larger in
        other != index && set.isSubset(of: larger) && (set.count < larger.count || other < index)
      }
      if !isCovered { result.append(set) }
    }
    return result
  }

  /// Splits a window so that no part holds two networks of one holder at one position in different polarizations, and
  /// every two options that do conflict are still together in a part.
  ///
  /// Every shared position gets a number; part (bit, p, q) keeps at a shared position polarization p where the number's
  /// bit is set and q where it isn't. Two different positions differ in some bit, so all their combinations occur.
  private func splitByPolarization(_ members: [Int]) -> [[Int]] {
    let polarizations = problem.scenario.bands[band].polarizations.count
    guard polarizations > 1 else { return [members] }
    struct Site: Hashable {
      var administration: Int
      var organisation: String?
      var longitude: Int
    }
    func site(_ member: Int) -> Site {
      let option = options[member]
      return Site(
        administration: problem.notifying[option.request], organisation: problem.requests[option.request].organisation,
        longitude: option.longitudeMilliDegrees)
    }
    let groups = Dictionary(grouping: members, by: site).filter { _, group in
      Set(group.map { options[$0].polarization }).count > 1 && Set(group.map { options[$0].request }).count > 1
    }
    guard !groups.isEmpty else { return [members] }
    let shared = groups.keys.sorted {
      ($0.longitude, $0.administration, $0.organisation ?? "") < (
        $1.longitude, $1.administration, $1.organisation ?? ""
      )
    }
    let numbers = Dictionary(uniqueKeysWithValues: shared.enumerated().map { ($1, $0) })
    var parts: [[Int]] = []
    var bits = 0
    while (1 << bits) < shared.count { bits += 1 }
    for first in 0..<polarizations {
      for second in 0..<polarizations {
        for bit in 0..<max(1, bits) {
          let part = members.filter { member in
            guard let number = numbers[site(member)] else { return true }
            return options[member].polarization == ((number >> bit) & 1 == 1 ? first : second)
          }
          parts.append(part)
        }
      }
    }
    return parts
  }
}
