// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// The knobs of the generator with their values; what isn't set has the value that the register of 2023 gives it.
public struct RegisterKnobs: Hashable, Sendable {
  /// What is wrong with a knob; the place is known to whoever set it.
  public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the knob.
    public var knob: String
    /// What is wrong, in one clause.
    public var problem: String
    /// What to write instead.
    public var remedy: String

    /// The knob with both.
    public var description: String { "\(knob): \(problem); \(remedy)" }
  }

  /// A band with its weight.
  public struct BandWeight: Hashable, Sendable {
    /// Identifier of the band.
    public var band: String
    /// Its weight, at least 0.
    public var weight: Int
  }

  /// Name of the knob that gives networks outside the plans their bands.
  public static let bandsName = "bands"
  /// What that knob sets, for help texts.
  public static let bandsHelp =
    "bands of networks outside the plans with whole weights, as C: 30, Ku: 45, Ka: 25; none leaves them to the scenario "
    + "(default: none)"
  /// Names of all knobs.
  public static var names: [String] { RegisterKnob.allCases.map(\.rawValue) + [bandsName] }

  /// Values that were set.
  private var chosen: [RegisterKnob: Int] = [:]
  /// Bands with their weights; none where the scenario draws them.
  public private(set) var bands: [BandWeight] = []

  /// Makes the calibrated knobs.
  public init() {}

  /// The value of a knob: a whole number for a count, else thousandths.
  public subscript(_ knob: RegisterKnob) -> Int { chosen[knob] ?? knob.definition.standard }

  /// Whether a knob was set.
  public func isSet(_ knob: RegisterKnob) -> Bool { chosen[knob] != nil }

  /// Every knob with its value as people write it; the number of administrations only where it was set, since its standard
  /// value gives way to fewer networks.
  public var values: [(name: String, value: String)] {
    let bands = bands.map { "\($0.band): \($0.weight)" }.joined(separator: ", ")
    return RegisterKnob.allCases.filter { $0 != .administrations || isSet($0) }.map { ($0.rawValue, $0.text(self[$0])) }
      + [(Self.bandsName, bands.isEmpty ? "none" : bands)]
  }

  /// Sets a knob by its name.
  ///
  /// - Throws: `Problem` where there is no such knob, or the value isn't of its kind or range.
  public mutating func set(_ name: String, to text: String) throws(Problem) {
    if name == Self.bandsName { return bands = try Self.bands(text) }
    guard let knob = RegisterKnob(rawValue: name) else {
      let near = nearest(to: name, among: Self.names).map { "did you mean `\($0)`? " } ?? ""
      throw Problem(
        knob: name, problem: "the generator has no such knob",
        remedy: near + "write one of: \(Self.names.joined(separator: ", "))")
    }
    guard let value = knob.value(of: text) else {
      let kind = knob.definition.unit == .count ? "a whole number" : "a number with at most three decimals"
      throw Problem(
        knob: name, problem: "`\(text)` is not a value of this knob", remedy: "write \(kind) from \(knob.rangeText)")
    }
    chosen[knob] = value
  }

  /// What doesn't fit together, whatever the base.
  func check() throws(Problem) {
    if self[.wholeDegrees] + self[.halfDegrees] > 1_000 {
      throw Problem(
        knob: RegisterKnob.halfDegrees.rawValue, problem: "shares at whole and at half degrees exceed 1 together",
        remedy: "write shares with a sum of at most 1")
    }
  }

  private static func bands(_ text: String) throws(Problem) -> [BandWeight] {
    if text == "none" { return [] }
    let inner = text.hasPrefix("{") && text.hasSuffix("}") ? text.dropFirst().dropLast() : Substring(text)
    var bands: [BandWeight] = []
    for entry in inner.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = entry.split(separator: ":", omittingEmptySubsequences: false).map(trimmed)
      guard parts.count == 2, !parts[0].isEmpty, let weight = Int(parts[1]), (0...1_000_000).contains(weight),
        !bands.contains(where: { $0.band == parts[0] })
      else {
        throw Problem(
          knob: bandsName, problem: "`\(text)` is no list of bands with weights",
          remedy: "write `none`, or each band once with a whole number up to 1000000, as `C: 30, Ku: 45, Ka: 25`")
      }
      bands.append(BandWeight(band: parts[0], weight: weight))
    }
    guard bands.contains(where: { $0.weight > 0 }) else {
      throw Problem(knob: bandsName, problem: "no band has a weight above 0", remedy: "write a weight above 0")
    }
    return bands
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
