// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a register's `datapackage.json` says: the register's own properties and where its tables are.
struct RegisterDescriptor {
  /// The descriptor's file name within a register's directory.
  static let fileName = "datapackage.json"

  var name = ""
  var title = ""
  var version = ""
  var snapshot: CalendarDate?
  var sources: [String] = []
  var licences: [Register.Licence] = []
  /// Path of each table's file by the table's name; tables that were at fault are missing.
  var paths: [String: String] = [:]
  private(set) var faults: [Fault] = []

  /// Reads a descriptor.
  ///
  /// - Parameters:
  ///   - bytes: the file's bytes.
  ///   - file: its path, as the user gave it.
  ///   - directory: the directory that the tables' paths start from.
  /// - Throws: the fault that makes the text no JSON object; all else is in `faults`.
  init(_ bytes: [UInt8], file: String, directory: String) throws(BadInput) {
    let root = try JSONParser.parse(bytes, file: file)
    guard case .object = root.value else {
      throw BadInput([
        Fault(
          file: file, line: root.line, problem: "the descriptor is no JSON object",
          remedy: "write an object { … } with name, snapshot and resources")
      ])
    }
    name = text(root, "name", file: file, remedy: "write a short name, for example \"register-2023\"")
    title = text(root, "title", file: file, remedy: "write a title for people")
    version = root[key: "version"]?.string ?? "1.0.0"
    readSnapshot(root, file: file)
    readSources(root, file: file)
    readLicences(root, file: file)
    readResources(root, file: file, directory: directory)
  }

  private mutating func text(_ node: JSONNode, _ key: String, path: String? = nil, file: String, remedy: String)
    -> String
  {
    if let text = node[key: key]?.string, !text.isEmpty { return text }
    let problem = node[key: key] == nil ? "the property is missing" : "the property is no text or is empty"
    faults.append(
      Fault(
        file: file, line: (node[key: key] ?? node).line, field: path ?? key, problem: problem, remedy: remedy))
    return ""
  }

  private mutating func readSnapshot(_ root: JSONNode, file: String) {
    let remedy = "write the day that the data describe as \"YYYY-MM-DD\""
    let hadFaults = faults.count
    let value = text(root, "snapshot", file: file, remedy: remedy)
    snapshot = CalendarDate(iso8601: value)
    if snapshot == nil, faults.count == hadFaults {
      faults.append(
        Fault(
          file: file, line: root[key: "snapshot"]?.line, field: "snapshot", problem: "\"\(value)\" is no date",
          remedy: remedy))
    }
  }

  private mutating func readSources(_ root: JSONNode, file: String) {
    for (position, source) in (root[key: "sources"]?.elements ?? []).enumerated() {
      sources.append(
        text(
          source, "title", path: "sources[\(position)].title", file: file,
          remedy: "write where the data come from and under which licence"))
    }
  }

  private mutating func readLicences(_ root: JSONNode, file: String) {
    for (position, licence) in (root[key: "licenses"]?.elements ?? []).enumerated() {
      licences.append(
        Register.Licence(
          name: text(
            licence, "name", path: "licenses[\(position)].name", file: file,
            remedy: "write the licence's short name, for example \"CC-BY-4.0\""),
          title: licence[key: "title"]?.string ?? "", path: licence[key: "path"]?.string ?? ""))
    }
  }

  private mutating func readResources(_ root: JSONNode, file: String, directory: String) {
    guard let resources = root[key: "resources"]?.elements else {
      faults.append(
        Fault(
          file: file, line: root[key: "resources"]?.line ?? root.line, field: "resources",
          problem: "the list of tables is missing", remedy: "list each table with its name and path"))
      return
    }
    var named: Set<String> = []
    for (position, resource) in resources.enumerated() {
      let field = "resources[\(position)]"
      let hadFaults = faults.count
      let name = text(
        resource, "name", path: field + ".name", file: file, remedy: "write the table's name, for example \"networks\"")
      let path = text(
        resource, "path", path: field + ".path", file: file,
        remedy: "write the path of the table's file, for example \"networks.csv\"")
      guard faults.count == hadFaults else { continue }
      let line = resource[key: "name"]?.line
      if !RegisterTable.all.contains(where: { $0.name == name }) {
        let known = RegisterTable.all.map(\.name).joined(separator: ", ")
        faults.append(
          Fault(
            file: file, line: line, field: field + ".name", problem: "a register has no table \"\(name)\"",
            remedy: "remove it, or rename it to one of: \(known)"))
      } else if !named.insert(name).inserted {
        faults.append(
          Fault(
            file: file, line: line, field: field + ".name", problem: "the table \(name) is listed twice",
            remedy: "remove one of the two"))
      } else if Self.leaves(directory, path) {
        faults.append(
          Fault(
            file: file, line: resource[key: "path"]?.line, field: field + ".path",
            problem: "the path \"\(path)\" leads out of the register's directory",
            remedy: "put the file beside the descriptor and write its name alone"))
      } else {
        paths[name] = InputFile.path(directory, path)
      }
    }
    for table in RegisterTable.all where table.isRequired && !named.contains(table.name) {
      faults.append(
        Fault(
          file: file, line: root[key: "resources"]?.line, field: "resources",
          problem: "the table \(table.name) is missing",
          remedy: "add a resource with the name \"\(table.name)\" and its path"))
    }
  }

  /// Whether a path, or what it links to, lies outside the directory, as the Data Package standard forbids.
  private static func leaves(_ directory: String, _ path: String) -> Bool {
    if path.hasPrefix("/") || path.hasPrefix("~") || path.contains("://") || path.contains("\\") { return true }
    if path.split(separator: "/").contains("..") { return true }
    let file = InputFile.path(directory, path)
    // A file that isn't there is reported as such when it is read; its path can't be followed to its end.
    guard FileManager.default.fileExists(atPath: file) else { return false }
    let root = URL(fileURLWithPath: directory.isEmpty ? "." : directory).resolvingSymlinksInPath().path
    let target = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
    return !target.hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }
}
