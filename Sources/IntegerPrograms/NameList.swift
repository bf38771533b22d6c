// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Names that are kept only where they were given and made from a prefix and a place otherwise.
struct NameList: Sendable {
  let prefix: String
  private(set) var count = 0
  /// Empty until the first name is given; from then on one entry a place.
  private var names: [String?] = []

  init(prefix: String) {
    self.prefix = prefix
  }

  /// Whether any name was given.
  var hasNames: Bool { !names.isEmpty }

  mutating func append(_ name: String?) {
    if let name {
      fill()
      names.append(name)
    } else if !names.isEmpty {
      names.append(nil)
    }
    count += 1
  }

  mutating func set(_ name: String?, at index: Int) {
    guard index >= 0, index < count else { return }
    fill()
    names[index] = name
  }

  /// The name given, nil where none was.
  func given(at index: Int) -> String? {
    names.indices.contains(index) ? names[index] : nil
  }

  subscript(index: Int) -> String {
    given(at: index) ?? "\(prefix)\(index + 1)"
  }

  /// Names that stand for more than one place, each once, in the order of their second appearance.
  var duplicates: [String] {
    guard hasNames else { return [] }
    var seen: Set<String> = []
    var reported: Set<String> = []
    var result: [String] = []
    for index in 0..<count where !seen.insert(self[index]).inserted {
      if reported.insert(self[index]).inserted { result.append(self[index]) }
    }
    return result
  }

  private mutating func fill() {
    if names.count < count {
      names.append(contentsOf: repeatElement(nil, count: count - names.count))
    }
  }
}
