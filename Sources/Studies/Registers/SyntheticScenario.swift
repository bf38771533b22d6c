// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// The scenario that is written beside a generated register, so that policies can be compared on it at once.
public struct SyntheticScenario: Hashable, Sendable {
  /// Policies that are compared where their files can be put beside the scenario.
  public static let policies = ["first-come", "most-served", "max-min", "leximin"]

  /// Seed of bands and lots.
  public var seed: Int
  /// How far a network may be moved from the longitude that it asks for, in thousandths of a degree.
  public var flexibilityMilliDegrees: Int
  /// Names of the policies that are listed.
  public var policies: [String]

  /// The bands outside the plans, which a register made for it may use.
  public static let bands = ["C", "Ku", "Ka"]
  /// Channels of each of them.
  public var channels: Int
  /// What the channels of a band share, in kilohertz.
  private static let bandwidthKilohertz = 500_000

  /// Makes a scenario.
  public init(
    seed: Int, flexibilityMilliDegrees: Int = 3_000, policies: [String] = Self.policies,
    channels: Int = RegisterKnobs()[.bandChannels]
  ) {
    self.channels = channels
    self.seed = seed
    self.flexibilityMilliDegrees = flexibilityMilliDegrees
    self.policies = policies
  }

  /// The file's text: bands, separations and latecomers of the scenario of 2023.
  public var yaml: String {
    let bands =
      Self.bands.map { (band: $0, channels: channels, bandwidth: Self.bandwidthKilohertz / channels) }
      + [("AP30B-4", 2, 150_000), ("AP30B-10", 2, 250_000)]
    var lines = [
      "orbitshare: scenario/1", "name: synthetic", "title: A synthetic register, seed \(seed)",
      "question: Who gets what under each policy where the register is made up?", "register: .",
      "table_edition: WRC-23", "grid_degrees: 0.5", "holding: channels", "bands:",
    ]
    for (band, channels, bandwidth) in bands {
      lines += [
        "  - id: \(band)", "    channels: \(channels)", "    channel_bandwidth_kilohertz: \(bandwidth)",
        "    required_separation_degrees: 2",
        "    flexibility_degrees: \(Thousandths.text(flexibilityMilliDegrees))",
      ]
    }
    lines += [
      "band_assignment:", "  seed: \(seed)", "  non_planned: {C: 30, Ku: 45, Ka: 25}",
      "  planned: {AP30B-4: 50, AP30B-10: 50}", "  channels: {1: 1}", "latecomers:",
      "  bands: {C: 30, Ku: 45, Ka: 25}", "  channels: 1", "  minimum_elevation_degrees: 10",
      "population: member-states", "entitlements: [equal, population]", "tie_break_seed: \(seed)",
    ]
    if !policies.isEmpty { lines.append("policies: [\(policies.joined(separator: ", "))]") }
    return lines.joined(separator: "\n") + "\n"
  }
}
