// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Filings

/// An explanation for people: short lines, plain words.
struct ExplanationText {
  private let explanation: Explanation
  /// The longest list that is written out in full.
  private let longest = 12

  init(_ explanation: Explanation) {
    self.explanation = explanation
  }

  var text: String {
    var lines = heading
    if let lottery = explanation.lottery { lines += [""] + LotteryText(finding: lottery).lines + drawn(lottery) }
    if let grant = explanation.grant {
      lines += [""] + granted(grant)
    } else {
      lines += [""] + refused
      if let change = explanation.smallestChange { lines += [""] + smallest(change) }
    }
    if let auction = explanation.auction { lines += [""] + bids(auction) }
    lines += [""] + CostText(explanation).lines
    lines += [""] + elsewhere
    return lines.joined(separator: "\n")
  }

  private var heading: [String] {
    let holder =
      explanation.organisation.map { "\(explanation.administration) for \($0)" } ?? explanation.administration
    let date = explanation.received.map { "dated \($0)" } ?? "undated"
    return [
      "\(explanation.network) (\(holder)) under \(explanation.policy): \(explanation.outcome), \(explanation.reason)",
      "asks for \(counted(explanation.channels, "channel")) in \(explanation.band) at "
        + "\(degrees(explanation.filedLongitudeMilliDegrees)), \(date)",
    ]
  }

  // MARK: - Granted

  private func granted(_ grant: Explanation.GrantFinding) -> [String] {
    let moved =
      grant.displacementMilliDegrees == 0 ? "as filed" : "moved \(shift(grant.displacementMilliDegrees))"
    return [
      "granted by stage \(grant.stage), \(grant.stageName) (\(grant.rule))",
      "at \(degrees(grant.longitudeMilliDegrees)), \(moved), channel \(grant.firstChannel), \(grant.polarization)",
      "refused requests that it alone keeps from a place: \(grant.blocksAlone.count)",
    ] + displaced(grant.blocksAlone) + [
      "refused requests that it keeps from a place together with others: \(grant.blocksWithOthers.count)"
    ] + displaced(grant.blocksWithOthers)
  }

  private func displaced(_ list: [Explanation.Displaced]) -> [String] {
    var lines = list.prefix(longest).map { entry in
      "  \(entry.network) (\(entry.administration)) at \(degrees(entry.longitudeMilliDegrees))"
        + (entry.others.isEmpty ? "" : ", with \(entry.others.joined(separator: ", "))")
    }
    if list.count > longest { lines.append("  and \(list.count - longest) more") }
    return lines
  }

  // MARK: - Refused

  private var refused: [String] {
    if explanation.auction?.tookPart == false { return ["too little was bid for it to take part"] }
    guard !explanation.admittedByStages.isEmpty else { return ["no stage of the policy looks at it"] }
    var lines: [String] = []
    if let preferred = explanation.places.first { lines += details(preferred) }
    if explanation.places.count > 1 { lines.append("elsewhere within its flexibility:") }
    for place in explanation.places.dropFirst() {
      lines.append("  \(degrees(place.longitudeMilliDegrees)): \(verdict(place))\(fewest(place))")
    }
    return lines
  }

  /// What stood in the way in the allocation that a lottery drew.
  private func drawn(_ lottery: Explanation.LotteryFinding) -> [String] {
    guard let preferred = lottery.places.first else { return [] }
    return ["  in the allocation drawn:"] + details(preferred).map { "    " + $0 }
  }

  /// A place with every option and what is in its way.
  private func details(_ place: Explanation.PlaceFinding) -> [String] {
    var lines = ["at \(degrees(place.longitudeMilliDegrees)), its most preferred place: \(verdict(place))"]
    guard place.verdict == .blocked || place.verdict == .reserved else { return lines }
    for option in place.options {
      let label = "  channel \(option.firstChannel), \(option.polarization)"
      lines.append(label + (option.obstacles.isEmpty ? ": nothing granted is in the way" : ""))
      lines += option.obstacles.map { "    \(obstacle($0))" }
    }
    return lines
  }

  private func verdict(_ place: Explanation.PlaceFinding) -> String {
    switch place.verdict {
    case .free: "free, but not chosen"
    case .reserved: "kept for others by the policy"
    case .notAsFiled: "the policy moves nobody"
    case .blocked:
      place.marginMilliDegrees.map { "taken, \(degrees($0)) missing" } ?? "taken"
    }
  }

  /// The obstacles of the option that has the fewest.
  private func fewest(_ place: Explanation.PlaceFinding) -> String {
    guard place.verdict == .blocked,
      let option = place.options.min(by: { $0.obstacles.count < $1.obstacles.count })
    else { return "" }
    return " (channel \(option.firstChannel): " + option.obstacles.map(\.network).joined(separator: ", ") + ")"
  }

  private func obstacle(_ obstacle: Explanation.Obstacle) -> String {
    let who = "\(obstacle.network) (\(obstacle.administration)) at \(degrees(obstacle.longitudeMilliDegrees))"
    switch obstacle.criterion {
    case .tooClose:
      return "\(who), same channel: \(degrees(obstacle.distanceMilliDegrees)) apart, "
        + "\(degrees(obstacle.requiredMilliDegrees)) required, \(degrees(obstacle.missingMilliDegrees)) missing"
    case .channelsCollide: return "\(who), same holder and place: channels and polarization collide"
    }
  }

  private func smallest(_ change: SmallestChange) -> [String] {
    var lines = ["smallest changes that would have served it, all else as granted:"]
    if change.capIsReached {
      lines.append("  a cap or quota of the policy is reached: no shift and no other band helps")
    } else if let shift = change.shift {
      lines.append(
        "  shift: to \(place(shift)), "
          + (shift.displacementMilliDegrees == 0 ? "where it is filed" : self.shift(shift.displacementMilliDegrees))
          + (change.shiftIsWithinFlexibility
            ? ""
            : ", beyond its flexibility"
              + (change.visibility == .notChecked ? "; whether its service area sees it is not checked" : "")))
    } else {
      lines.append(
        change.visibility == .territory
          ? "  shift: nothing is free in its band where the territory of \(explanation.administration) sees it"
          : "  shift: nothing is free in its band on the whole circle")
    }
    lines += change.otherBands.map { "  another band: \($0.band) at \(place($0))" }
    if change.otherBands.isEmpty && !change.capIsReached {
      lines.append("  another band: none that requests of its kind use has room within the flexibility")
    }
    if let sacrifice = change.sacrifice {
      lines.append(
        sacrifice.networks.isEmpty
          ? "  giving up: nothing need be given up"
          : "  giving up: \(sacrifice.networks.joined(separator: ", ")) opens \(place(sacrifice.option))")
    } else {
      lines.append("  giving up: no grant that is given up opens a place")
    }
    if explanation.channels > 1 && !change.capIsReached {
      lines.append(
        change.fewerChannels.map { "  fewer channels: \(counted($0.channels, "channel")) at \(place($0))" }
          ?? "  fewer channels: not even one fits")
    }
    return lines
  }

  private func place(_ option: SmallestChange.FreeOption) -> String {
    "\(degrees(option.longitudeMilliDegrees)), channel \(option.firstChannel), \(option.polarization)"
  }

  // MARK: - Bids

  private func bids(_ auction: BidFinding) -> [String] {
    var lines = [
      "bidder \(auction.bidder): worth \(Grouped.text(auction.value)), bid \(Grouped.text(auction.bid))"
        + (auction.leastPrice > 0 ? ", to be had from \(Grouped.text(auction.leastPrice))" : "")
    ]
    let isGranted = explanation.outcome == "granted"
    guard auction.tookPart else {
      return lines
        + (auction.decidingBidAtLeast.map { ["  to take part at all: a bid of \(Grouped.text($0)) or more"] } ?? [])
    }
    let what = isGranted ? "it keeps its place above a bid of" : "it would have had to bid more than"
    switch (auction.decidingBidAtLeast, auction.decidingBidAtMost) {
    case (let least?, let most?) where least == most:
      lines.append("  all other bids as they are, \(what) \(Grouped.text(least))")
    case (let least?, let most?):
      lines.append("  all other bids as they are, \(what) \(Grouped.text(least)) to \(Grouped.text(most))")
    case (let least?, nil): lines.append("  all other bids as they are, \(what) at least \(Grouped.text(least))")
    case (nil, let most?): lines.append("  all other bids as they are, \(what) at most \(Grouped.text(most))")
    case (nil, nil): break
    }
    return lines
  }

  // MARK: - Other policies

  private var elsewhere: [String] {
    let width = explanation.policies.map(\.policy.count).max() ?? 0
    return ["under the policies of the result:"]
      + explanation.policies.map { entry in
        let name = entry.policy + String(repeating: " ", count: width - entry.policy.count)
        let position = entry.longitudeMilliDegrees.map { " at \(degrees($0))" } ?? ""
        return "  \(name)  \(entry.outcome)\(position), \(entry.reason)"
      }
  }

  private func degrees(_ milliDegrees: Int) -> String { MilliDegrees.text(milliDegrees) + "°" }

  private func shift(_ milliDegrees: Int) -> String {
    "\(degrees(abs(milliDegrees))) \(milliDegrees > 0 ? "east" : "west")"
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
