// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One word, number or sign of an LP file.
struct LPToken: Hashable {
  enum Kind: Hashable {
    case name(String)
    case number(Double)
    case plus, minus, colon
    case atMost, atLeast, equal
    case section(LPSection)
    /// A character or a number that doesn't belong here.
    case unreadable(String)
  }

  let kind: Kind
  let line: Int
  /// Whether it is the first on its line.
  let startsLine: Bool

  /// How it reads in a message.
  var text: String {
    switch kind {
    case .name(let name): name
    case .number(let number): numberText(number)
    case .plus: "+"
    case .minus: "-"
    case .colon: ":"
    case .atMost: "<="
    case .atLeast: ">="
    case .equal: "="
    case .section: "a section heading"
    case .unreadable(let text): text
    }
  }
}

/// Cuts the text of an LP file into tokens; comments run from `\` to the end of the line.
func lpTokens(of text: String) -> [LPToken] {
  var tokens: [LPToken] = []
  var number = 0
  for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
    number += 1
    var scanner = LPLineScanner(line: Array(line), number: number)
    scanner.scan(into: &tokens)
  }
  return tokens
}

private struct LPLineScanner {
  let line: [Character]
  let number: Int
  var place = 0
  var atStart = true

  init(line: [Character], number: Int) {
    self.line = line
    self.number = number
  }

  private var next: Character? { place < line.count ? line[place] : nil }

  mutating func scan(into tokens: inout [LPToken]) {
    while let character = next {
      if character == "\\" { return }
      if character.isWhitespace {
        place += 1
        continue
      }
      let kind = scanToken(character)
      tokens.append(LPToken(kind: kind, line: number, startsLine: atStart))
      atStart = false
    }
  }

  private mutating func scanToken(_ first: Character) -> LPToken.Kind {
    switch first {
    case "+":
      place += 1
      return .plus
    case "-":
      place += 1
      return .minus
    case ":":
      place += 1
      return .colon
    case "<", ">", "=": return scanRelation()
    default: break
    }
    if first.isASCII, first.isNumber || first == "." { return scanNumber() }
    if LPFormat.isNameCharacter(first), first != "[", first != "/" { return scanName() }
    place += 1
    return .unreadable(String(first))
  }

  private mutating func scanRelation() -> LPToken.Kind {
    let start = place
    while let character = next, "<>=".contains(character) { place += 1 }
    switch String(line[start..<place]) {
    case "<", "<=", "=<": return .atMost
    case ">", ">=", "=>": return .atLeast
    case "=": return .equal
    default: return .unreadable(String(line[start..<place]))
    }
  }

  private mutating func scanNumber() -> LPToken.Kind {
    let start = place
    func isDigit(_ offset: Int) -> Bool {
      offset < line.count && line[offset].isASCII && line[offset].isNumber
    }
    while isDigit(place) || next == "." { place += 1 }
    if next == "e" || next == "E" {
      let hasSign = place + 1 < line.count && (line[place + 1] == "+" || line[place + 1] == "-")
      let digits = place + (hasSign ? 2 : 1)
      if isDigit(digits) {
        place = digits
        while isDigit(place) { place += 1 }
      }
    }
    let text = String(line[start..<place])
    guard let value = Double(text), value.isFinite else { return .unreadable(text) }
    return .number(value)
  }

  private mutating func scanName() -> LPToken.Kind {
    let start = place
    while let character = next, LPFormat.isNameCharacter(character) { place += 1 }
    let name = String(line[start..<place])
    if atStart, let section = section(named: name.lowercased()) { return .section(section) }
    return .name(name)
  }

  /// A heading, unless a colon follows, which makes the word the name of a row.
  private mutating func section(named word: String) -> LPSection? {
    var ahead = place
    while ahead < line.count, line[ahead].isWhitespace { ahead += 1 }
    if ahead < line.count, line[ahead] == ":" { return nil }
    let rest = String(line[ahead...]).lowercased()
    let pairs: [(String, String, LPSection)] = [
      ("subject", "to", .rows), ("such", "that", .rows), ("lazy", "constraints", .unsupported("lazy constraints")),
      ("user", "cuts", .unsupported("user cuts")), ("general", "constraints", .unsupported("general constraints")),
      ("semi", "-continuous", .unsupported("semi-continuous")),
    ]
    for (first, second, section) in pairs where word == first && rest.hasPrefix(second) {
      let end = ahead + second.count
      if end < line.count, LPFormat.isNameCharacter(line[end]) { continue }
      place = end
      if place < line.count, line[place] == ":" { place += 1 }
      return section
    }
    return LPSection(firstWord: word)
  }
}
