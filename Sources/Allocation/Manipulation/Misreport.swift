// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

/// What an administration files in place of the truth: changes to its own requests, one after another.
///
/// A misreport never touches the requests of others, and draws nothing: whatever it adds is in the band of the request
/// that it is made from.
public struct Misreport: Hashable, Sendable {
  /// One change to one request.
  public enum Change: Hashable, Sendable {
    /// A further request like one of its own, so many thousandths of a degree east of it.
    case copy(of: String, number: Int, displacementMilliDegrees: Int)
    /// The same request, received on another day.
    case date(of: String, received: CalendarDate)
    /// One request for each channel, all at the same place.
    case splitChannels(of: String)
    /// Two requests, so many thousandths of a degree west and east of the place.
    case splitSides(of: String, displacementMilliDegrees: Int)
    /// More channels than are needed.
    case channels(of: String, count: Int)
  }

  /// The changes, in the order in which they are made.
  public var changes: [Change]
  /// What it does, in words.
  public var words: String

  /// Makes a misreport.
  public init(changes: [Change], words: String) {
    self.changes = changes
    self.words = words
  }

  /// This misreport and then another; a change to a request that is no longer there is left out.
  func and(_ other: Misreport) -> Misreport {
    Misreport(changes: changes + other.changes, words: words + "; " + other.words)
  }

  /// The requests that are filed, and for each piece of a request that was split for its channels what it is a piece of.
  func applied(to problem: CoordinationProblem) -> (requests: [Request], wholes: [String: String]) {
    var requests = problem.requests
    var wholes: [String: String] = [:]
    var taken = Set(requests.map(\.identifier))
    func fresh(_ name: String) -> String {
      var result = name
      while !taken.insert(result).inserted { result += "~" }
      return result
    }
    func index(_ identifier: String) -> Int? { requests.firstIndex { $0.identifier == identifier } }
    for change in changes {
      switch change {
      case .copy(let original, let number, let displacement):
        guard let index = index(original) else { continue }
        var copy = Self.paper(requests[index], displacement: displacement)
        copy.identifier = fresh("\(original)~\(number)")
        requests.append(copy)
      case .date(let original, let received):
        guard let index = index(original) else { continue }
        requests[index].received = received
      case .channels(let original, let count):
        guard let index = index(original) else { continue }
        requests[index].channels = count
        requests[index].holding = problem.scenario.holding(channels: count, band: requests[index].band)
      case .splitChannels(let original):
        guard let index = index(original) else { continue }
        let whole = requests.remove(at: index)
        for number in 0..<whole.channels {
          var piece = whole
          piece.identifier = fresh("\(original)~\(number + 1)")
          piece.channels = 1
          piece.fixedFirstChannel = whole.fixedFirstChannel.map { $0 + number }
          piece.holding = problem.scenario.holding(channels: 1, band: whole.band)
          wholes[piece.identifier] = original
          requests.append(piece)
        }
      case .splitSides(let original, let displacement):
        guard let index = index(original) else { continue }
        let whole = requests.remove(at: index)
        for (number, side) in [(1, -displacement), (2, displacement)] {
          var part = whole
          part.identifier = fresh("\(original)~\(number)")
          part.longitudeMilliDegrees = Circle.normalised(whole.longitudeMilliDegrees + side)
          requests.append(part)
        }
      }
    }
    return (requests, wholes)
  }

  /// A network that exists on paper: it isn't in use, no plan has it, and it is filed even where its original is a late national request.
  private static func paper(_ original: Request, displacement: Int) -> Request {
    var copy = original
    copy.kind = .filed
    copy.isInUseToday = false
    copy.isNationalAllotment = false
    copy.longitudeMilliDegrees = Circle.normalised(original.longitudeMilliDegrees + displacement)
    return copy
  }
}

extension Scenario {
  /// What a grant of so many channels in a band adds to a holding, in the scenario's unit.
  func holding(channels: Int, band: Int) -> Int {
    switch holdingUnit {
    case .channels: channels
    case .networks: 1
    case .megahertz: channels * bands[band].channelBandwidthKilohertz
    }
  }
}
