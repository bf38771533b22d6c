// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// A knob of the generator of registers: what it means, its unit, its range, and the value that the register of 2023 gives it.
public enum RegisterKnob: String, CaseIterable, Hashable, Sendable {
  case networks, administrations, concentration, wealth, early
  case planned, allotments, organisations
  case home, reach, busy, repeats
  case wholeDegrees = "whole-degrees"
  case halfDegrees = "half-degrees"
  case span, recent, growth
  case recentGrowth = "recent-growth"
  case undated
  case inUseOld = "in-use-old"
  case inUseRecent = "in-use-recent"
  case inUsePlanned = "in-use-planned"
  case bandChannels = "band-channels"

  /// What a value is counted in.
  public enum Unit: String, Hashable, Sendable {
    /// Things, whole.
    case count = "whole number"
    /// A part of a whole, 0 to 1.
    case share
    /// Degrees of longitude.
    case degrees
    /// Change a year as a part of the year before.
    case rate = "rate a year"
  }

  /// All that is to be known of a knob.
  public struct Definition: Hashable, Sendable {
    /// What it is counted in.
    public var unit: Unit
    /// Its range: whole numbers for a count, else thousandths.
    public var range: ClosedRange<Int>
    /// Its value where none is set, in the same unit.
    public var standard: Int
    /// What it sets.
    public var summary: String
    /// Where its standard value comes from.
    public var source: String
  }

  /// The knob's definition.
  public var definition: Definition {
    switch self {
    case .networks, .administrations, .concentration, .wealth, .early: filing
    case .planned, .allotments, .organisations, .bandChannels: kind
    case .home, .reach, .busy, .repeats, .wholeDegrees, .halfDegrees: place
    default: time
    }
  }

  private var filing: Definition {
    switch self {
    case .networks:
      count(1...100_000, 3_442, "networks in all, with those of the plans", "the register of 2023 holds 3,442")
    case .administrations:
      count(
        1...1_000, 60, "administrations that file; without a value at most one for each network",
        "60 notifying administrations of networks outside the plans")
    case .concentration:
      share(
        0...950, 718, "Gini coefficient of networks among those that file",
        "0.718 outside the plans, organisations folded into the notifying administration")
    case .wealth:
      share(
        0...1_000, 675, "how far the size of economies decides who files, and how much: 0 lots alone, 1 size alone",
        "rank correlation of 0.63 between gross domestic product and networks, over all Member States")
    default:
      share(
        0...1_000, 180, "how far those who file most file first: 0 not at all, 1 all of theirs before anybody else's",
        "rank correlation of -0.21 between date of receipt and networks of who files")
    }
  }

  private var kind: Definition {
    switch self {
    case .planned: share(0...1_000, 198, "share of networks filed under a plan", "681 of 3,442")
    case .allotments:
      share(
        0...1_000, 278, "share of national allotments among those, at most one for each allotment of the base",
        "189 allotments among 681")
    case .organisations:
      share(0...1_000, 42, "share of the others filed on behalf of an organisation", "135 of 3,217")
    default:
      count(
        1...64, 2, "channels of a band, of which a network with a band gets one; of use with bands only",
        "two blocks a band, as in the scenario shipped with the register of 2023")
    }
  }

  private var place: Definition {
    switch self {
    case .home:
      share(
        0...1_000, 571, "share of longitudes near the own territory", "greatest likelihood of a mixture with busy arcs")
    case .reach:
      Definition(
        unit: .degrees, range: 1_000...180_000, standard: 110_000,
        summary: "greatest distance of those from the own territory; the mean is a quarter of it",
        source: "greatest likelihood of the same mixture")
    case .busy:
      share(
        0...1_000, 1_000, "how far the other longitudes follow the busy arcs: 0 even around the circle",
        "sectors of 30 degrees as in the register of 2023")
    case .repeats:
      share(
        0...1_000, 450, "share of networks at a longitude that the same administration asked for before",
        "685 different longitudes among 2,761 networks")
    case .wholeDegrees: share(0...1_000, 677, "share of longitudes at a whole degree", "1,869 of 2,761")
    default: share(0...1_000, 203, "share at half a degree; the rest is at tenths", "560 of 2,761")
    }
  }

  private var time: Definition {
    switch self {
    case .span: count(8...80, 46, "years before the snapshot in which the first network is filed", "1977 to 2023")
    case .recent:
      share(
        0...1_000, 437, "share of dated networks received in the last seven years, the time to bring into use",
        "1,204 of 2,756")
    case .growth:
      rate(-100...300, 30, "growth of surviving filings before those years", "quartiles of the dates of receipt")
    case .recentGrowth:
      rate(-400...400, -113, "growth of filings in those years", "greatest likelihood over 1,204 dates")
    case .undated:
      share(0...1_000, 3, "share without a date of receipt, national allotments apart", "11 of 3,217")
    case .inUseOld:
      share(
        0...1_000, 894, "share in use of networks outside the plans older than seven years",
        "1,388 of 1,552: of older filings the list holds survivors")
    case .inUseRecent: share(0...1_000, 22, "share in use of younger networks", "26 of 1,204")
    default:
      share(
        0...1_000, 485, "share in use of networks of the plans older than seven years, national allotments apart",
        "135 of 456 in use, whatever their age")
    }
  }

  private func count(_ range: ClosedRange<Int>, _ standard: Int, _ summary: String, _ source: String) -> Definition {
    Definition(unit: .count, range: range, standard: standard, summary: summary, source: source)
  }

  private func share(_ range: ClosedRange<Int>, _ standard: Int, _ summary: String, _ source: String) -> Definition {
    Definition(unit: .share, range: range, standard: standard, summary: summary, source: source)
  }

  private func rate(_ range: ClosedRange<Int>, _ standard: Int, _ summary: String, _ source: String) -> Definition {
    Definition(unit: .rate, range: range, standard: standard, summary: summary, source: source)
  }

  /// A value as people write it.
  public func text(_ value: Int) -> String { definition.unit == .count ? String(value) : Thousandths.text(value) }

  /// Its range as people write it.
  public var rangeText: String { "\(text(definition.range.lowerBound)) to \(text(definition.range.upperBound))" }

  /// One line for help texts: what it sets, unit, range and standard value.
  public var help: String {
    let definition = definition
    return "\(definition.summary) (\(definition.unit.rawValue), \(rangeText); default: \(text(definition.standard)))"
  }

  /// Reads a value; nil where the text is no number of the knob's kind or out of its range.
  func value(of text: String) -> Int? {
    guard var value = Thousandths.parse(text) else { return nil }
    if definition.unit == .count {
      guard value % 1_000 == 0 else { return nil }
      value /= 1_000
    }
    return definition.range.contains(value) ? value : nil
  }
}
