// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Whatever is changed in a valid result is found.
struct TamperingTests {
  static let worlds: [(seed: Int, policies: [String])] = [
    (3, ["first-come", "set-aside"]), (5, ["cap", "queue-jump", "max-min"]), (7, ["plan", "leximin"]),
    (12, ["order-then-served", "minimum", "capped-most", "as-filed"]),
  ]

  static func reference(_ index: Int) -> ReferenceFiles {
    var world = SmallWorld.random(seed: worlds[index].seed, networks: 4)
    world.policies = worlds[index].policies.compactMap { name in world.policies.first { $0.name == name } }
    // One entitlement is enough where figures aren't what is looked at.
    if index > 0 { world.scenario.entitlements = [.equal] }
    return ReferenceFiles(world)
  }

  @Test("every cell of the allocation counts", arguments: worlds.indices)
  func cells(index: Int) {
    let reference = Self.reference(index)
    let rows = reference.allocation.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let summary = reference.complete.results
    var files = reference.files
    var changed = 0
    var equallyGood = 0
    for row in rows.indices {
      for column in rows[row].indices {
        let own = rows[row][column]
        let inUse = Set(rows.dropFirst().map { $0[column] }).subtracting([own]).sorted()
        let others = Set(["", "x", own + "0", "1"] + (0..<min(3, inUse.count)).map { inUse[(row + $0) % inUse.count] })
        for value in others.subtracting([own]).sorted() {
          var tampered = rows
          tampered[row][column] = value
          let text = tampered.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
          files.allocation = Array(text.utf8)
          changed += 1
          guard reference.findings(files).isEmpty else { continue }
          if !isEquallyGood(reference, rows[row], column, value) {
            Issue.record("line \(row + 1), column \(column): `\(rows[row][column])` → `\(value)` was not found")
          }
          // What the tables can't tell apart, the digest does.
          files.results = summary
          equallyGood += 1
          #expect(reference.verify(files).findings.contains { $0.check == .digests })
          files.results = nil
        }
      }
    }
    #expect(changed > 200)
    #expect(equallyGood < changed / 20)
  }

  /// Whether a change gives another allocation that the policy allows as well: an objective may be reached in more than
  /// one way, and displacement and lots don't tell east from west or one block from another.
  private func isEquallyGood(_ reference: ReferenceFiles, _ row: [String], _ column: Int, _ value: String) -> Bool {
    guard let entry = reference.solutions.first(where: { $0.policy.name == row[0] }), row[4] == "granted",
      let index = entry.allocator.docket.index(of: row[1]), let old = entry.solution.grants[index],
      let stage = entry.solution.grantStage[index], case .maximise = entry.policy.stages[stage - 1].rule
    else { return false }
    let request = entry.allocator.docket.requests[index]
    var new = old
    switch column {
    case 5:
      guard let position = Circle.longitude(value) else { return false }
      new.position = position
    case 7: new.firstChannel = Int(value) ?? 0
    case 9:
      guard let name = entry.allocator.docket.bands[request.band].polarizations.firstIndex(of: value) else {
        return false
      }
      new.polarization = name
    default: return false
    }
    let distances = [old, new].map { Circle.distance($0.position, request.filedLongitude) }
    return distances[0] == distances[1] && entry.allocator.options(index).contains(new)
      && entry.solution.grants.allSatisfy { $0.key == index || !entry.allocator.conflicts($0.value, new) }
  }

  @Test("rows can't be swapped, left out, repeated or added", arguments: worlds.indices)
  func rows(index: Int) {
    let reference = Self.reference(index)
    let lines = reference.allocation.split(separator: "\n").map(String.init)
    var variants: [[String]] = [
      lines.dropLast(0) + [lines[1].replacingFirst("NET", "NOT")], lines + [""], ["x"] + lines, [],
      Array(lines.dropFirst()),
    ]
    for row in lines.indices {
      variants.append(Array(lines[..<row] + lines[(row + 1)...]))
      variants.append(Array(lines[...row] + lines[row...]))
      if row + 1 < lines.count {
        var swapped = lines
        swapped.swapAt(row, row + 1)
        variants.append(swapped)
      }
    }
    var files = reference.files
    for variant in variants {
      files.allocation = Array((variant.joined(separator: "\n") + "\n").utf8)
      #expect(!reference.findings(files).isEmpty)
    }
  }

  @Test("numbers, claims and entries of the certificate count", arguments: worlds.indices)
  func certificate(index: Int) throws {
    let reference = Self.reference(index)
    let document = try JSONValue(bytes: Array(reference.certificate.utf8))
    var files = reference.files
    func isFound(_ tampered: JSONValue) -> Bool {
      files.certificate = Array(tampered.written.utf8)
      return !reference.findings(files).isEmpty
    }
    #expect(!isFound(document))
    for path in document.paths {
      // What multipliers prove may stay the same when one of them changes; they have tests of their own.
      let isMultiplier = path.contains(.member("multipliers")) || path.last == .member("scale")
      if case .number(let text)? = document[path[...]], let number = Int(text) {
        for other in [number - 1, number + 1] {
          let found = isFound(document.replacing(path[...], with: .number("\(other)")))
          if !isMultiplier, !found { Issue.record("\(path): \(number) → \(other) was not found") }
        }
        #expect(isFound(document.replacing(path[...], with: .number("-1e9"))) || isMultiplier)
      }
      let isClaim = path.count == 4 && path[2] == .member("stages")
      let isFree = ["name", "unit", "columns"].contains { path.contains(.member($0)) } || isMultiplier
      let isLevel = isClaim && document[path[...]]?.member("objective")?.member("entitlement") != nil
      // A level that follows from the one below need not be claimed.
      if !isFree, !isLevel, document[path[...]]?.member("bound") != nil || path.last != .member("bound") {
        let found = isFound(document.replacing(path[...], with: nil))
        if !found, path.last != .member("bound") { Issue.record("\(path) was left out and not found") }
      }
      if case .string(let text)? = document[path[...]], !isFree {
        #expect(isFound(document.replacing(path[...], with: .string(text + "x"))), "\(path)")
      }
    }
  }

  @Test("figures and their rows count")
  func metrics() {
    let reference = Self.reference(0)
    let lines = ReferenceMetrics(reference).table.split(separator: "\n").map(String.init)
    var files = reference.files
    func isFound(_ variant: [String]) -> Bool {
      files.metrics = Array((variant.joined(separator: "\n") + "\n").utf8)
      return !reference.findings(files).isEmpty
    }
    #expect(!isFound(lines))
    #expect(isFound([]))
    #expect(isFound(lines + ["first-come,filers,equal,all,beauty,1,value"]))
    #expect(isFound(lines + [lines[5]]))
    for (row, line) in lines.enumerated().filter({ $0.offset % 7 == 0 }) {
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if row > 0, cells[3] == "all" { #expect(isFound(Array(lines[..<row] + lines[(row + 1)...]))) }
      guard let value = Double(cells[row > 0 ? 5 : 0]) else { continue }
      for other in ["\(value + 0.001)", "\(value * 1.0001 + 1e-6)", "", "x", "nan", "\(value + 1)e400"] {
        cells[5] = other
        var tampered = lines
        tampered[row] = cells.joined(separator: ",")
        if !isFound(tampered), !(cells[4] == "gini_floor" && cells[2] == "population") {
          Issue.record("\(line): \(other) was not found")
        }
      }
    }
  }
}

extension String {
  /// The text with the first occurrence of a part replaced.
  fileprivate func replacingFirst(_ part: String, _ other: String) -> String {
    guard let range = firstRange(of: part) else { return self + other }
    return replacingCharacters(in: range, with: other)
  }

  private func firstRange(of part: String) -> Range<String.Index>? {
    indices.lazy.compactMap { self[$0...].hasPrefix(part) ? $0..<self.index($0, offsetBy: part.count) : nil }.first
  }

  private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
