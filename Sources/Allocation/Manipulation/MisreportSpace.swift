// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings

/// A way to misreport.
public enum ManipulationKind: String, CaseIterable, Sendable {
  /// More networks than are needed: copies of its own around their places.
  case paperSatellites = "paper-satellites"
  /// Earlier dates.
  case fileEarly = "file-early"
  /// Several requests in place of one.
  case split
  /// More channels than are needed.
  case overstateDemand = "overstate-demand"
  /// The best of the others, joined one after another as long as each adds something.
  case combined
}

/// The misreports of one kind that an administration can try, in a fixed order.
///
/// Its requests are taken as follows: those refused when it tells the truth first, then the granted ones, each by
/// identifier. Misreports of all requests at once come before those of single ones, so that a small budget sees both ends.
struct MisreportSpace {
  let problem: CoordinationProblem
  /// The requests of the administration in the order in which they are taken, by index.
  let own: [Int]

  init(problem: CoordinationProblem, administration: Int, grants: [Allocation.Grant?]) {
    self.problem = problem
    let all = problem.requests.indices.filter { problem.holders[$0] == administration }
    own = all.filter { grants[$0] == nil } + all.filter { grants[$0] != nil }
  }

  /// The misreports of a kind; none for `combined`, which is made of what the others found.
  func misreports(_ kind: ManipulationKind) -> [Misreport] {
    switch kind {
    case .paperSatellites: paperSatellites
    case .fileEarly: earlyDates
    case .split: splits
    case .overstateDemand: overstatements
    case .combined: []
    }
  }

  private func name(_ index: Int) -> String { problem.requests[index].identifier }

  // MARK: - Paper satellites

  /// Up to three copies of every request, then one to three copies of single ones.
  private var paperSatellites: [Misreport] {
    guard !own.isEmpty else { return [] }
    let everyone = (1...3).map { count in
      Misreport(
        changes: own.flatMap { copies(of: $0, at: Array(offsets($0).prefix(count))) },
        words: count == 1 ? "one paper copy of every request" : "\(count) paper copies of every request")
    }
    let single = own.flatMap { index -> [Misreport] in
      let offsets = offsets(index)
      let one = offsets.map { offset in
        Misreport(
          changes: copies(of: index, at: [offset]), words: "a paper copy of \(name(index)) at \(place(index, offset))")
      }
      let more = (2...3).filter { $0 <= offsets.count }.map { count in
        Misreport(
          changes: copies(of: index, at: Array(offsets.prefix(count))),
          words: "\(count) paper copies of \(name(index)) at "
            + offsets.prefix(count).map { place(index, $0) }.joined(separator: ", "))
      }
      return one + more
    }
    return everyone + single
  }

  private func copies(of index: Int, at offsets: [Int]) -> [Misreport.Change] {
    offsets.enumerated().map { number, offset in
      .copy(of: name(index), number: number + 1, displacementMilliDegrees: offset)
    }
  }

  /// Where copies are filed: at the place itself, and half and all of the flexibility to either side, on whole grid steps.
  private func offsets(_ index: Int) -> [Int] {
    let grid = max(1, problem.scenario.gridMilliDegrees)
    let flexibility = problem.band(of: index).flexibilityMilliDegrees
    let half = flexibility / 2 / grid * grid
    let whole = flexibility / grid * grid
    var offsets: [Int] = []
    for offset in [0, half, -half, whole, -whole] where !offsets.contains(offset) { offsets.append(offset) }
    return offsets
  }

  private func place(_ index: Int, _ offset: Int) -> String {
    MilliDegrees.text(Circle.normalised(problem.requests[index].longitudeMilliDegrees + offset)) + "°"
  }

  // MARK: - Dates

  /// Before everyone and 10, 5, 2 and 1 years earlier: every request, then single ones. Undated requests are first anyway.
  private var earlyDates: [Misreport] {
    let dated = own.filter { problem.requests[$0].received != nil }
    guard !dated.isEmpty else { return [] }
    let shifts: [Int?] = [nil, 10, 5, 2, 1]
    let earliest = problem.requests.compactMap(\.received).min()
    func change(_ index: Int, _ years: Int?) -> Misreport.Change? {
      guard let received = problem.requests[index].received else { return nil }
      let date =
        if let years {
          Self.date(received, yearsEarlier: years)
        } else {
          earliest.flatMap { CalendarDate(year: $0.year - 1, month: 1, day: 1) }
        }
      return date.map { .date(of: name(index), received: $0) }
    }
    func words(_ years: Int?) -> String {
      years.map { "\($0) year\($0 == 1 ? "" : "s") earlier" } ?? "before every dated request"
    }
    let everyone = shifts.map { years in
      Misreport(changes: dated.compactMap { change($0, years) }, words: "every request dated \(words(years))")
    }
    guard dated.count > 1 else { return everyone.filter { !$0.changes.isEmpty } }
    let single = dated.flatMap { index in
      shifts.compactMap { years in
        change(index, years).map { Misreport(changes: [$0], words: "\(name(index)) dated \(words(years))") }
      }
    }
    return everyone.filter { !$0.changes.isEmpty } + single
  }

  /// The day so many years earlier; the 29th of February becomes the 28th.
  private static func date(_ date: CalendarDate, yearsEarlier years: Int) -> CalendarDate? {
    CalendarDate(year: date.year - years, month: date.month, day: date.day)
      ?? CalendarDate(year: date.year - years, month: date.month, day: 28)
  }

  // MARK: - Splitting

  /// A request for several channels as one for each; one for a single channel as two, a grid step, half and all of the
  /// flexibility to either side. Every request, then single ones.
  private var splits: [Misreport] {
    guard !own.isEmpty else { return [] }
    func changes(_ index: Int) -> [(Misreport.Change, String)] {
      if problem.requests[index].channels > 1 {
        return [
          (.splitChannels(of: name(index)), "one request for each of its \(problem.requests[index].channels) channels")
        ]
      }
      let steps = offsets(index).filter { $0 > 0 }
      let grid = problem.scenario.gridMilliDegrees
      let distances = steps.contains(grid) || steps.isEmpty ? steps : [grid] + steps
      return distances.map {
        (
          .splitSides(of: name(index), displacementMilliDegrees: $0),
          "two requests, \(MilliDegrees.text($0))° to either side"
        )
      }
    }
    let all = own.map { (index: $0, ways: changes($0)) }
    let most = all.map(\.ways.count).max() ?? 0
    let everyone = (0..<most).map { way in
      Misreport(
        changes: all.compactMap { entry in entry.ways.isEmpty ? nil : entry.ways[min(way, entry.ways.count - 1)].0 },
        words: "every request split, way \(way + 1) of \(most)")
    }
    let single = all.flatMap { entry in
      entry.ways.map { Misreport(changes: [$0.0], words: "\(name(entry.index)) as \($0.1)") }
    }
    return own.count > 1 ? everyone + single : single
  }

  // MARK: - Channels

  /// One channel more up to all of the band: every request, then single ones.
  private var overstatements: [Misreport] {
    func counts(_ index: Int) -> [Int] {
      let least = problem.requests[index].channels + 1
      // A request with a fixed first channel has only the channels above it.
      let most = problem.band(of: index).channels - (problem.requests[index].fixedFirstChannel ?? 1) + 1
      return least <= most ? Array(least...most) : []
    }
    let able = own.map { (index: $0, counts: counts($0)) }.filter { !$0.counts.isEmpty }
    let most = able.map(\.counts.count).max() ?? 0
    let everyone = (0..<most).map { step in
      Misreport(
        changes: able.map { .channels(of: name($0.index), count: $0.counts[min(step, $0.counts.count - 1)]) },
        words: "every request asks for up to \(step + 1) more channel\(step == 0 ? "" : "s")")
    }
    let single = able.flatMap { entry in
      entry.counts.map { count in
        Misreport(
          changes: [.channels(of: name(entry.index), count: count)],
          words: "\(name(entry.index)) asks for \(count) channels")
      }
    }
    return able.count > 1 ? everyone + single : single
  }
}
