// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// A value to set in a YAML document before it is read, as a study sets its parameters.
public struct DocumentChange: Hashable, Sendable {
  /// The key path; a number from 1, an `id` or a `name` stands for an entry of a list, `*` for all of them.
  public var path: [String]
  /// The value as it would be written in YAML.
  public var value: String
  /// What the change is called where it is declared.
  public var name: String
  /// The file that declares it, for messages; empty where none does.
  public var file: String
  /// Its line there.
  public var line: Int?

  /// Makes a change.
  public init(path: [String], value: String, name: String? = nil, file: String = "", line: Int? = nil) {
    self.path = path
    self.value = value
    self.name = name ?? path.joined(separator: ".")
    self.file = file
    self.line = line
  }

  /// The change in order of generality: those of every entry of a list come before those of one.
  ///
  /// So what a document is in the end doesn't depend on the order of changes to different paths.
  static func inOrder(_ changes: [DocumentChange]) -> [DocumentChange] {
    func rank(_ change: DocumentChange) -> (Int, String) {
      (-change.path.count { $0 == "*" }, change.path.joined(separator: "\u{0}"))
    }
    return changes.sorted { rank($0) < rank($1) }
  }

  /// Name, value and the place where it is declared, for messages.
  var origin: String {
    "`\(name) = \(value)`" + (file.isEmpty ? "" : " in \(file)" + (line.map { ":\($0)" } ?? ""))
  }

  /// A fault of the change itself.
  func fault(in document: String, problem: String, remedy: String) -> Fault {
    Fault(file: file.isEmpty ? document : file, line: line, field: name, problem: problem, remedy: remedy)
  }
}

extension Scenario {
  /// A path with the short form of bands written out: `flexibility_degrees` stands for `bands.*.flexibility_degrees`.
  public static func changePath(_ path: [String]) -> [String] {
    guard path.count == 1, shortForms.contains(path[0]) else { return path }
    return ["bands", "*"] + path
  }

  /// Keys of bands that may be set for all bands together by their name alone.
  public static let shortForms = bandKeys.filter { $0 != "id" }
}
