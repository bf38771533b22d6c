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

    /// The identifier of the request that it changes.
    var original: String {
      switch self {
      case .copy(let original, _, _), .date(let original, _), .splitChannels(let original),
        .splitSides(let original, _),
        .channels(let original, _):
        original
      }
    }
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
    var requests: [Request?] = problem.requests
    var wholes: [String: String] = [:]
    var index = Dictionary(
      problem.requests.enumerated().map { ($1.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    func append(_ request: Request, named name: String) -> String {
      var request = request
      request.identifier = name
      while index[request.identifier] != nil { request.identifier += "~" }
      index[request.identifier] = requests.count
      requests.append(request)
      return request.identifier
    }
    for change in changes {
      guard let position = index[change.original], var request = requests[position] else { continue }
      switch change {
      case .copy(let original, let number, let displacement):
        _ = append(Self.paper(request, displacement: displacement), named: "\(original)~\(number)")
      case .date(_, let received):
        request.received = received
        requests[position] = request
      case .channels(_, let count):
        request.channels = count
        request.holding = problem.scenario.holding(channels: count, band: request.band)
        requests[position] = request
      case .splitChannels(let original):
        requests[position] = nil
        for number in 0..<request.channels {
          var piece = request
          piece.channels = 1
          piece.fixedFirstChannel = request.fixedFirstChannel.map { $0 + number }
          piece.holding = problem.scenario.holding(channels: 1, band: request.band)
          wholes[append(piece, named: "\(original)~\(number + 1)")] = original
        }
      case .splitSides(let original, let displacement):
        requests[position] = nil
        for (number, side) in [(1, -displacement), (2, displacement)] {
          var part = request
          part.longitudeMilliDegrees = Circle.normalised(request.longitudeMilliDegrees + side)
          _ = append(part, named: "\(original)~\(number)")
        }
      }
    }
    return (requests.compactMap { $0 }, wholes)
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
