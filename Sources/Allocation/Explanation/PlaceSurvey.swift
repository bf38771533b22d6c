// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// What stands in the way of a request at every place, given everything that is granted.
struct PlaceSurvey {
  let rules: StageRules
  let state: AllocationState

  private var problem: CoordinationProblem { rules.problem }

  /// The grants that conflict with an option, by identifier.
  func obstacles(of option: Option) -> [Explanation.Obstacle] {
    // Requests are sorted by identifier, so ascending indexes are ascending identifiers.
    state.occupancy.blockers(of: option, in: problem).sorted { $0.request < $1.request }.map { other in
      let distance = Circle.distance(option.longitudeMilliDegrees, other.longitudeMilliDegrees)
      let required =
        if case .tooClose(_, let required) = problem.conflict(option, other) { required } else { 0 }
      return Explanation.Obstacle(
        network: problem.requests[other.request].identifier,
        administration: problem.requests[other.request].administration,
        longitudeMilliDegrees: other.longitudeMilliDegrees, firstChannel: other.firstChannel,
        channels: problem.requests[other.request].channels,
        polarization: problem.band(of: other.request).polarizations[other.polarization],
        criterion: required > 0 ? .tooClose : .channelsCollide, distanceMilliDegrees: distance,
        requiredMilliDegrees: required, missingMilliDegrees: max(0, required - distance))
    }
  }

  /// Every place of a request, most preferred first.
  func places(of request: Int) -> [Explanation.PlaceFinding] {
    problem.places[request].map { place in
      let open = rules.options(of: request, at: place)
      let options = problem.options(of: request, at: place).map { option in
        Explanation.OptionFinding(
          firstChannel: option.firstChannel,
          polarization: problem.band(of: request).polarizations[option.polarization],
          obstacles: obstacles(of: option))
      }
      let verdict: Explanation.PlaceFinding.Verdict =
        if !mayStand(request, at: place) {
          .notAsFiled
        } else {
          open.isEmpty ? .reserved : open.contains { state.isFree($0) } ? .free : .blocked
        }
      return Explanation.PlaceFinding(
        longitudeMilliDegrees: place.longitudeMilliDegrees, displacementMilliDegrees: place.displacementMilliDegrees,
        verdict: verdict, marginMilliDegrees: Self.margin(options), options: options)
    }
  }

  /// Options that the policy's rules leave to a request, whatever is granted there, in order of preference.
  func openOptions(of request: Int) -> [Option] {
    problem.places[request].filter { mayStand(request, at: $0) }.flatMap { rules.options(of: request, at: $0) }
  }

  private func mayStand(_ request: Int, at place: Place) -> Bool {
    rules.mayStand(request, at: place) && (!rules.policy.isAsFiledOnly || place.displacementMilliDegrees == 0)
  }

  /// The least, over options, of the greatest lack of separation; nil where an option is free or channels collide in all.
  private static func margin(_ options: [Explanation.OptionFinding]) -> Int? {
    if options.contains(where: { $0.obstacles.isEmpty }) { return nil }
    return options.compactMap { option in
      option.obstacles.allSatisfy { $0.criterion == .tooClose }
        ? option.obstacles.map(\.missingMilliDegrees).max() : nil
    }.min()
  }
}
