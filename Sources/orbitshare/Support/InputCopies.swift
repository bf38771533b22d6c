// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Reporting
import Scenarios

/// Where a result keeps copies of its inputs, so that the copy of the scenario can be compared again.
///
/// Tables stand beside the scenario and policies in `policies`, as names are looked up. The register stands where the
/// scenario names it; where that is outside the scenario's folder it stands in `register`, and the copy of the scenario
/// says so.
enum InputCopies {
  /// The folder of a result that holds them.
  static let folder = "inputs"
  /// The copy of the scenario.
  static let scenario = folder + "/scenario.yaml"

  /// The copy of a policy.
  static func policy(_ name: String) -> String { "\(folder)/policies/\(name).yaml" }

  /// The folder of a register within the scenario's own, `.` for that itself; nil where it lies outside.
  static func registerFolder(of scenario: Scenario) -> String? {
    let base = Scenario.resolve(".", beside: scenario.path)
    if scenario.registerPath == base { return "." }
    guard scenario.registerPath.hasPrefix(base + "/") else { return nil }
    let parts = scenario.registerPath.dropFirst(base.count).split(separator: "/").filter { $0 != "." }
    if parts.contains("..") { return nil }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  /// The directory of the register that a result keeps.
  static func registerDirectory(of scenario: Scenario) -> String {
    registerFolder(of: scenario) == nil ? Scenario.resolve("register", beside: scenario.path) : scenario.registerPath
  }
}

extension LoadedScenario {
  /// The files that the comparison rests on, as they go into the result.
  func copies() throws -> [ResultFile] {
    let register = InputCopies.registerFolder(of: scenario)
    var files = [try Self.copy(scenario.path, as: InputCopies.scenario)]
    if register == nil { files[0] = Self.namingItsOwnRegister(files[0]) }
    for table in scenario.tables {
      files.append(try Self.copy(table.path, as: "\(InputCopies.folder)/\(table.file)"))
    }
    for policy in policies { files.append(try Self.copy(policy.path, as: InputCopies.policy(policy.name))) }
    let folder = InputCopies.folder + (register == "." ? "" : "/" + (register ?? "register"))
    let directory = scenario.registerPath
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    for name in names.sorted() where name == "datapackage.json" || name.hasSuffix(".csv") {
      let path = "\(folder)/\(name)"
      // A table of the scenario may stand among those of the register.
      if files.contains(where: { $0.path == path }) { continue }
      files.append(try Self.copy((directory as NSString).appendingPathComponent(name), as: path))
    }
    return files
  }

  /// A scenario whose line `register:` names the folder `register` beside it; unchanged where it has no such line.
  private static func namingItsOwnRegister(_ file: ResultFile) -> ResultFile {
    var lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard let line = lines.firstIndex(where: { $0.hasPrefix("register:") }) else { return file }
    lines[line] = "register: register"
    return ResultFile(path: file.path, text: lines.joined(separator: "\n"))
  }

  private static func copy(_ path: String, as name: String) throws -> ResultFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputNotFound(path: path, reason: "can't be read")
    }
    return ResultFile(path: name, bytes: [UInt8](data))
  }
}
