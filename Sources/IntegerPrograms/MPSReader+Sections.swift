// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension MPSReader {
  // MARK: - Fields

  /// The fields of a data line; in the fixed layout the six fields by their columns, with nil for blank ones.
  private func fixedFields(_ text: Substring) -> [Substring?] {
    let characters = Array(text)
    // From column (counted from 0) to column, with the end left out.
    let columns = [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61)]
    // A dollar sign at the start of the third or fifth field makes the rest a comment.
    let end = [14, 39].first { $0 < characters.count && characters[$0] == "$" } ?? characters.count
    return fields(characters.prefix(end), columns)
  }

  private func fields(_ characters: ArraySlice<Character>, _ columns: [(Int, Int)]) -> [Substring?] {
    columns.map { start, end in
      guard start < characters.count else { return nil }
      var field = Substring(String(characters[start..<min(end, characters.count)]))
      while field.first?.isWhitespace == true { field.removeFirst() }
      while field.last?.isWhitespace == true { field.removeLast() }
      return field.isEmpty ? nil : field
    }
  }

  private func freeFields(_ text: Substring) -> [Substring] {
    var fields = text.split(whereSeparator: \.isWhitespace)
    if let comment = fields.dropFirst(2).firstIndex(where: { $0.first == "$" }) { fields = Array(fields[..<comment]) }
    return fields
  }

  private mutating func number(_ text: Substring?) -> Double? {
    guard let text else {
      add("a number is missing", "write one after each name")
      return nil
    }
    guard let value = Double(text), value.isFinite else {
      add("\"\(text)\" is no finite number", "write a number like 1.5 or 2e3")
      return nil
    }
    return value
  }

  // MARK: - ROWS

  mutating func readRow(_ text: Substring) {
    let fields = layout == .free ? freeFields(text).map(Optional.init) : Array(fixedFields(text).prefix(2))
    guard fields.count == 2, let type = fields[0]?.uppercased(), let name = fields[1].map(String.init) else {
      add("a row that can't be read", "write N, L, G or E and a name")
      return
    }
    guard rowPlaces[name] == nil, name != objectiveName, !ignoredRows.contains(name) else {
      add("a second row \"\(name)\"", "give each row a name of its own")
      return
    }
    switch type {
    case "N":
      if objectiveName == nil { objectiveName = name } else { ignoredRows.insert(name) }
    case "L", "G", "E":
      rowPlaces[name] = rows.count
      rows.append(RowEntry(name: name, type: type.first ?? "E"))
    default:
      add("\"\(type)\" is no type of a row", "write N, L, G or E")
    }
  }

  // MARK: - COLUMNS

  mutating func readColumn(_ text: Substring) {
    if text.contains("'MARKER'") {
      if text.contains("'INTORG'") {
        isMarked = true
      } else if text.contains("'INTEND'") {
        isMarked = false
      } else {
        add("a marker that isn't supported", "write 'INTORG' or 'INTEND'")
      }
      return
    }
    guard let (name, pairs) = nameAndPairs(text), !name.isEmpty else {
      add("a column that can't be read", "write its name, then a row and a number, once or twice")
      return
    }
    if current?.name != name {
      if variables[name] != nil {
        add("the column \"\(name)\" isn't in one piece", "keep all its lines together")
        return
      }
      let variable = model.addVariable(name, domain: isMarked ? .integer : .continuous)
      variables[name] = variable
      bounds.append(BoundEntry())
      current = (name, variable)
    }
    guard let variable = current?.variable else { return }
    for (row, text) in pairs {
      guard let value = number(text) else { continue }
      addCoefficient(row, variable, value)
    }
  }

  private mutating func addCoefficient(_ row: String, _ variable: Variable, _ value: Double) {
    if row == objectiveName {
      if lastCost == variable.index { addRepeated(row) }
      lastCost = variable.index
      model.setObjectiveCoefficient(of: variable, to: value)
    } else if let place = rowPlaces[row] {
      if rows[place].lastVariable == variable.index { addRepeated(row) }
      rows[place].lastVariable = variable.index
      rows[place].terms.append((variable, value))
    } else if !ignoredRows.contains(row) {
      add("there is no row \"\(row)\"", "declare it under ROWS or correct the name")
    }
  }

  private mutating func addRepeated(_ row: String) {
    add("a second coefficient in row \"\(row)\"", "write their sum once")
  }

  /// The leading name and the pairs of name and number of a line.
  private func nameAndPairs(_ text: Substring) -> (String, [(String, Substring?)])? {
    switch layout {
    case .fixed:
      let fields = fixedFields(text)
      guard let first = fields[2] else { return nil }
      var pairs = [(String(first), fields[3])]
      if let second = fields[4] { pairs.append((String(second), fields[5])) }
      return (fields[1].map(String.init) ?? "", pairs)
    case .free:
      var fields = freeFields(text)
      guard fields.count >= 2, fields.count <= 5 else { return nil }
      // With an even number of fields the name in front (of a set) was left out.
      let name = fields.count.isMultiple(of: 2) ? "" : String(fields.removeFirst())
      return (name, stride(from: 0, to: fields.count, by: 2).map { (String(fields[$0]), fields[$0 + 1]) })
    }
  }

  // MARK: - RHS and RANGES

  mutating func readSide(_ text: Substring, isRange: Bool) {
    guard let (set, pairs) = nameAndPairs(text) else {
      add("a line that can't be read", "write a name of the set, then a row and a number, once or twice")
      return
    }
    guard isFirstSet(set, isRange ? "RANGES" : "RHS") else { return }
    for (row, text) in pairs {
      guard let value = number(text) else { continue }
      if let place = rowPlaces[row] {
        if isRange { rows[place].range = value } else { rows[place].side = value }
      } else if row == objectiveName, !isRange {
        model.objectiveConstant = -value
      } else if row == objectiveName || !ignoredRows.contains(row) {
        add("there is no row \"\(row)\" to take this", "declare it under ROWS or correct the name")
      }
    }
  }

  private mutating func isFirstSet(_ set: String, _ section: String) -> Bool {
    let first = setNames[section, default: set]
    setNames[section] = first
    if first != set { add("a second set \"\(set)\" under \(section)", "keep one set") }
    return first == set
  }

  // MARK: - BOUNDS

  mutating func readBound(_ text: Substring) {
    guard let (type, set, name, value) = boundFields(text) else {
      add(
        "a bound that can't be read", "write its type, a name of the set, the column and, where it needs one, a number")
      return
    }
    guard isFirstSet(set, "BOUNDS") else { return }
    guard let variable = variables[name] else {
      add("there is no column \"\(name)\"", "declare it under COLUMNS or correct the name")
      return
    }
    apply(type, value, variable)
  }

  private func boundFields(_ text: Substring) -> (String, String, String, Substring?)? {
    if layout == .fixed {
      let fields = fixedFields(text)
      guard let type = fields[0], let name = fields[2] else { return nil }
      return (type.uppercased(), fields[1].map(String.init) ?? "", String(name), fields[3])
    }
    let fields = freeFields(text)
    guard let type = fields.first?.uppercased() else { return nil }
    let needsNumber = !["FR", "MI", "PL", "BV"].contains(type)
    switch (fields.count, needsNumber) {
    case (4, _): return (type, String(fields[1]), String(fields[2]), fields[3])
    case (3, true): return (type, "", String(fields[1]), fields[2])
    case (3, false): return (type, String(fields[1]), String(fields[2]), nil)
    case (2, false): return (type, "", String(fields[1]), nil)
    default: return nil
    }
  }

  private mutating func apply(_ type: String, _ text: Substring?, _ variable: Variable) {
    var entry = bounds[variable.index]
    entry.hasAny = true
    switch type {
    case "LO", "LI", "FX":
      guard let value = number(text) else { return }
      entry.lower = value
      entry.hasLower = true
      if type == "FX" { entry.upper = value }
    case "UP", "UI":
      guard let value = number(text) else { return }
      entry.upper = value
    case "FR":
      (entry.lower, entry.upper, entry.hasLower) = (nil, nil, true)
    case "MI":
      (entry.lower, entry.hasLower) = (nil, true)
    case "PL":
      entry.upper = nil
    case "BV":
      (entry.lower, entry.upper, entry.hasLower) = (0, 1, true)
      model.setDomain(of: variable, to: .binary)
    default:
      add("\"\(type)\" is no type of a bound", "write UP, LO, FX, FR, MI, PL, BV, LI or UI")
      return
    }
    if type == "LI" || type == "UI" { model.setDomain(of: variable, to: .integer) }
    bounds[variable.index] = entry
  }
}
