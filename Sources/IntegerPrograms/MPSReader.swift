// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads MPS; see `MPSFormat`.
struct MPSReader {
  /// A row as read so far.
  struct RowEntry {
    var name: String
    var type: Character
    var terms: [(Variable, Double)] = []
    var side = 0.0
    var range: Double?
    /// The last variable put into it; finds repeated entries.
    var lastVariable = -1
  }

  /// A bound as read so far.
  struct BoundEntry {
    var lower: Double? = 0
    var upper: Double?
    var hasLower = false
    var hasAny = false
  }

  let layout: MPSFormat.Layout
  let lines: [Substring]
  var model = Model()
  var rows: [RowEntry] = []
  var rowPlaces: [String: Int] = [:]
  var objectiveName: String?
  /// Rows of type N after the first, which count for nothing.
  var ignoredRows: Set<String> = []
  var variables: [String: Variable] = [:]
  var bounds: [BoundEntry] = []
  var current: (name: String, variable: Variable)?
  var isMarked = false
  var setNames: [String: String] = [:]
  var lastCost = -1
  var faults: [ModelFileFault] = []
  var line = 0

  init(_ text: String, _ layout: MPSFormat.Layout) {
    self.layout = layout
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  mutating func read() throws(InvalidModelFile) -> Model {
    var section = ""
    var isEnded = false
    for text in lines {
      line += 1
      if text.first == "*" || text.allSatisfy(\.isWhitespace) { continue }
      if let first = text.first, !first.isWhitespace {
        section = startSection(text)
        if section == "ENDATA" {
          isEnded = true
          break
        }
      } else {
        readData(text, in: section)
      }
      if faults.count >= 100 { break }
    }
    if !isEnded, faults.count < 100 { add("the file stops without ENDATA", "write ENDATA on the last line") }
    if faults.isEmpty { finish() }
    if !faults.isEmpty { throw InvalidModelFile(faults) }
    return model
  }

  mutating func add(_ problem: String, _ remedy: String) {
    faults.append(ModelFileFault(line: line, problem: problem, remedy: remedy))
  }

  private mutating func startSection(_ text: Substring) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    let word = words.first.map { $0.uppercased() } ?? ""
    switch word {
    case "NAME": model.name = words.count > 1 ? String(words[1]) : ""
    case "OBJSENSE": if words.count > 1 { readDirection(words[1]) }
    case "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS", "ENDATA": break
    default:
      add(
        "the section \"\(word)\" isn't supported",
        "keep NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, BOUNDS and ENDATA; data lines start with a space")
    }
    return word
  }

  mutating func readDirection(_ word: Substring) {
    switch word.uppercased() {
    case "MAX", "MAXIMIZE", "MAXIMISE": model.direction = .maximise
    case "MIN", "MINIMIZE", "MINIMISE": model.direction = .minimise
    default: add("\"\(word)\" is no direction", "write MAX or MIN")
    }
  }

  private mutating func readData(_ text: Substring, in section: String) {
    switch section {
    case "OBJSENSE": readDirection(Substring(text.split(whereSeparator: \.isWhitespace).first ?? ""))
    case "ROWS": readRow(text)
    case "COLUMNS": readColumn(text)
    case "RHS", "RANGES": readSide(text, isRange: section == "RANGES")
    case "BOUNDS": readBound(text)
    case "", "NAME": add("data before the first section", "start with NAME and ROWS")
    default: break
    }
  }

  /// Puts rows and bounds into the model when all is read.
  private mutating func finish() {
    for (index, entry) in bounds.enumerated() {
      let variable = Variable(index: index)
      var entry = entry
      if !entry.hasAny, model.domain(of: variable) == .integer { entry.upper = 1 }
      if !entry.hasLower, let upper = entry.upper, upper < 0 { entry.lower = nil }
      model.setBounds(of: variable, lower: entry.lower, upper: entry.upper)
    }
    for row in rows { model.addRow(name: row.name, terms: row.terms, sense: sense(of: row)) }
  }

  private func sense(of row: RowEntry) -> RowSense {
    guard let range = row.range else {
      switch row.type {
      case "L": return .atMost(row.side)
      case "G": return .atLeast(row.side)
      default: return .equal(row.side)
      }
    }
    switch row.type {
    case "L": return .between(row.side - abs(range), row.side)
    case "G": return .between(row.side, row.side + abs(range))
    default: return range < 0 ? .between(row.side + range, row.side) : .between(row.side, row.side + range)
    }
  }
}
