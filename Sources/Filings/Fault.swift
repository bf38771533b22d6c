// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing wrong with an input: where it is, what it is, and what to write instead.
public struct Fault: Hashable, Sendable, Error, CustomStringConvertible {
  /// Path of the file, as the user gave it.
  public var file: String
  /// Line of the file (for a table: of the row), from 1, where there is one.
  public var line: Int?
  /// Column name of a table or key path of a document, where there is one.
  public var field: String?
  /// What is wrong, in one clause.
  public var problem: String
  /// What to write instead.
  public var remedy: String

  /// Makes a fault.
  public init(file: String, line: Int? = nil, field: String? = nil, problem: String, remedy: String) {
    self.file = file
    self.line = line
    self.field = field
    self.problem = problem
    self.remedy = remedy
  }

  /// `file:line: field: problem; remedy`, on one line whatever the input holds.
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let field { place += ": \(field)" }
    return Self.onOneLine("\(place): \(problem); \(remedy)")
  }

  /// A text with what would break its line, or steer a terminal, written as an escape.
  private static func onOneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: steers) else { return text }
    return text.unicodeScalars.reduce(into: "") { line, scalar in
      if steers(scalar) {
        line += scalar.escaped(asASCII: true)
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
  }

  /// Controls, separators of lines and paragraphs, and what turns the direction of writing over.
  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// All faults of an input together, so that a user mends them in one go.
public struct BadInput: Error, Hashable, Sendable, CustomStringConvertible {
  /// The faults, in the order of the input.
  public var faults: [Fault]

  /// Makes an error of one or more faults.
  public init(_ faults: [Fault]) {
    self.faults = faults
  }

  /// One line a fault.
  public var description: String {
    faults.map(\.description).joined(separator: "\n")
  }
}

/// An input that isn't there or can't be read.
public struct InputNotFound: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path as given.
  public var path: String
  /// What the system said.
  public var reason: String

  /// Makes the error.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// Path, reason and remedy.
  public var description: String {
    "\(path): \(reason); give the path of an existing, readable file"
  }
}

/// An output that can't be written, or must not be because it exists.
public struct OutputNotWritable: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path as given.
  public var path: String
  /// What stands in the way.
  public var reason: String
  /// What to do.
  public var remedy: String

  /// Makes the error.
  public init(path: String, reason: String, remedy: String) {
    self.path = path
    self.reason = reason
    self.remedy = remedy
  }

  /// Path, reason and remedy.
  public var description: String { "\(path): \(reason); \(remedy)" }
}
