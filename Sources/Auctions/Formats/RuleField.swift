// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One key of a format's mapping in a file: what may stand after it, and where it goes.
///
/// A format lists its keys once; the reader checks, names and explains them, and the writer writes those that differ from
/// the standard.
public struct RuleField<Rules>: Sendable {
  /// What stands after a key.
  public enum Form: Sendable {
    /// A percentage such as `5%` or `12.5%`, kept in thousandths.
    case percentage(ClosedRange<Int>)
    /// A whole number.
    case count(ClosedRange<Int>)
    /// An amount in the currency of the file, kept in minor units, at least 0.
    case money
    /// `true` or `false`.
    case flag
    /// One of some words.
    case word([String])
  }

  /// What was read or is to be written.
  public enum Value: Hashable, Sendable {
    /// Thousandths, a whole number or minor units.
    case number(Int)
    /// A flag.
    case flag(Bool)
    /// A word.
    case word(String)
    /// The word `none`, where a number may be left open.
    case nothing
  }

  /// The key, as files write it.
  public let key: String
  /// What stands after it.
  public let form: Form
  /// Whether `none` may stand there, for no number.
  public let mayBeNone: Bool
  /// What it is now; nil where it isn't said.
  public let value: @Sendable (Rules) -> Value?
  /// Puts what was read in its place.
  public let set: @Sendable (inout Rules, Value) -> Void

  private init(
    _ key: String, _ form: Form, mayBeNone: Bool = false, value: @escaping @Sendable (Rules) -> Value?,
    set: @escaping @Sendable (inout Rules, Value) -> Void
  ) {
    self.key = key
    self.form = form
    self.mayBeNone = mayBeNone
    self.value = value
    self.set = set
  }

  private static func number(
    _ key: String, _ form: Form, _ path: WritableKeyPath<Rules, Int> & Sendable
  ) -> RuleField {
    RuleField(key, form, value: { .number($0[keyPath: path]) }) {
      if case .number(let number) = $1 { $0[keyPath: path] = number }
    }
  }

  private static func number(
    _ key: String, _ form: Form, _ path: WritableKeyPath<Rules, Int?> & Sendable
  ) -> RuleField {
    RuleField(key, form, mayBeNone: true, value: { $0[keyPath: path].map { .number($0) } }) {
      if case .number(let number) = $1 { $0[keyPath: path] = number }
      if case .nothing = $1 { $0[keyPath: path] = nil }
    }
  }

  /// A percentage, kept in thousandths.
  ///
  /// - Parameter range: in thousandths.
  public static func percentage(
    _ key: String, _ range: ClosedRange<Int>, _ path: WritableKeyPath<Rules, Int> & Sendable
  ) -> RuleField { number(key, .percentage(range), path) }

  /// A whole number.
  public static func count(
    _ key: String, _ range: ClosedRange<Int>, _ path: WritableKeyPath<Rules, Int> & Sendable
  ) -> RuleField { number(key, .count(range), path) }

  /// A whole number that may be left out.
  public static func count(
    _ key: String, _ range: ClosedRange<Int>, _ path: WritableKeyPath<Rules, Int?> & Sendable
  ) -> RuleField { number(key, .count(range), path) }

  /// An amount, kept in minor units.
  public static func money(_ key: String, _ path: WritableKeyPath<Rules, Int> & Sendable) -> RuleField {
    number(key, .money, path)
  }

  /// An amount that may be left out.
  public static func money(_ key: String, _ path: WritableKeyPath<Rules, Int?> & Sendable) -> RuleField {
    number(key, .money, path)
  }

  /// A flag.
  public static func flag(_ key: String, _ path: WritableKeyPath<Rules, Bool> & Sendable) -> RuleField {
    RuleField(key, .flag, value: { .flag($0[keyPath: path]) }) {
      if case .flag(let flag) = $1 { $0[keyPath: path] = flag }
    }
  }

  /// One of the words of an enumeration.
  public static func word<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ key: String, _ path: WritableKeyPath<Rules, Word> & Sendable
  ) -> RuleField {
    RuleField(key, .word(Word.allCases.map(\.rawValue)), value: { .word($0[keyPath: path].rawValue) }) {
      if case .word(let text) = $1, let word = Word(rawValue: text) { $0[keyPath: path] = word }
    }
  }
}

/// The parameters of an auction format, as a mapping in a file.
public protocol FormatRules: Hashable, Sendable {
  /// The standard parameters, which the documentation gives with their sources.
  init()
  /// The keys, in the order in which they are written.
  static var fields: [RuleField<Self>] { get }
}
