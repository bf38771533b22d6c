// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Changes of a register that make the worlds of "what if": other dates, other demand, a sample, nothing in use.
///
/// What each answers is told in <doc:CounterfactualWorlds>. They are applied in the order sample, demand, dates, use.
public struct RegisterAlteration: Hashable, Sendable {
  /// In which order the filings came.
  public enum Dates: String, CaseIterable, Hashable, Sendable {
    /// As the register has it.
    case asFiled = "as-filed"
    /// In an order by lot.
    case shuffled
    /// The last first.
    case reversed
  }

  /// Who asks.
  public enum Demand: String, CaseIterable, Hashable, Sendable {
    /// As the register has it.
    case asFiled = "as-filed"
    /// Every Member State for as many networks as every other.
    case equal
  }

  /// What is in use.
  public enum InUse: String, CaseIterable, Hashable, Sendable {
    /// As the register has it.
    case asFiled = "as-filed"
    /// Nothing.
    case none
  }

  /// In which order the filings came.
  public var dates = Dates.asFiled
  /// Who asks.
  public var demand = Demand.asFiled
  /// How many networks are kept; nil for all.
  public var sample: Int?
  /// What is in use.
  public var inUse = InUse.asFiled

  /// Makes the alteration that changes nothing.
  public init() {}

  /// Names of all alterations.
  public static let names = ["dates", "demand", "sample", "in-use"]
  /// The word for no sample.
  static let everything = "all"

  /// Sets an alteration by its name.
  ///
  /// - Throws: `RegisterKnobs.Problem` where there is no such alteration, or the word isn't one of its own.
  public mutating func set(_ name: String, to text: String) throws(RegisterKnobs.Problem) {
    switch name {
    case "dates": dates = try word(text, name)
    case "demand": demand = try word(text, name)
    case "in-use": inUse = try word(text, name)
    case "sample":
      if text == Self.everything { return sample = nil }
      guard let number = Int(text), number >= 1 else {
        throw RegisterKnobs.Problem(
          knob: name, problem: "`\(text)` is no number of networks",
          remedy: "write a whole number of at least 1, or `all`")
      }
      sample = number
    default:
      throw RegisterKnobs.Problem(
        knob: name, problem: "a register can't be altered in this way",
        remedy: "write one of: \(Self.names.joined(separator: ", "))")
    }
  }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ text: String, _ name: String
  ) throws(RegisterKnobs.Problem) -> Word where Word.RawValue == String {
    if let word = Word(rawValue: text) { return word }
    throw RegisterKnobs.Problem(
      knob: name, problem: "`\(text)` is not a word for this",
      remedy: "write one of: \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  /// The alterations that change something, with their values.
  public var values: [(name: String, value: String)] {
    var values: [(name: String, value: String)] = []
    if dates != .asFiled { values.append(("dates", dates.rawValue)) }
    if demand != .asFiled { values.append(("demand", demand.rawValue)) }
    if let sample { values.append(("sample", String(sample))) }
    if inUse != .asFiled { values.append(("in-use", inUse.rawValue)) }
    return values
  }

  /// Whether the seed makes any difference.
  public var isDrawn: Bool { dates == .shuffled || demand == .equal || sample != nil }

  /// What is changed, in words; empty where nothing is.
  public var changes: [String] {
    var changes: [String] = []
    if let sample { changes.append("a sample of \(sample) networks") }
    if demand == .equal { changes.append("every Member State asks for as many networks") }
    switch dates {
    case .asFiled: break
    case .shuffled: changes.append("dates of receipt dealt out again by lot")
    case .reversed: changes.append("dates of receipt reversed")
    }
    if inUse == .none { changes.append("nothing in use") }
    return changes
  }
}
