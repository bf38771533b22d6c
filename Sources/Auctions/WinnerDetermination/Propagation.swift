// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Draws the consequences of columns fixed at 1: what no longer fits beside them is fixed at 0.
struct Propagation {
  let program: PackingProgram
  /// Capacity that is left of each row, with every indicator that may still be 1 counted as 1.
  private var room: [Int]

  /// Begins with nothing fixed at 1.
  init(_ program: PackingProgram) {
    self.program = program
    room = program.capacities
    for row in 0..<program.rowCount {
      for place in program.rowStarts[row]..<program.rowStarts[row + 1] where program.rowCoefficients[place] < 0 {
        room[row] -= program.rowCoefficients[place]
      }
    }
  }

  /// Begins with what is fixed already.
  init(_ program: PackingProgram, fixings: [Int8]) {
    self.init(program)
    for column in 0..<program.columnCount where fixings[column] == 1 { use(column) }
  }

  private mutating func use(_ column: Int) {
    for place in program.places(of: column) where program.columnCoefficients[place] > 0 {
      room[program.columnRows[place]] -= program.columnCoefficients[place]
    }
  }

  /// Fixes a column at 1 and what it excludes at 0; false where that contradicts what is fixed.
  mutating func fixAtOne(_ column: Int, _ fixings: inout [Int8]) -> Bool {
    if fixings[column] == 1 { return true }
    if fixings[column] == 0 { return false }
    fixings[column] = 1
    use(column)
    for place in program.places(of: column) where program.columnCoefficients[place] > 0 {
      let row = program.columnRows[place]
      if room[row] < 0 { return false }
      for other in program.rowStarts[row]..<program.rowStarts[row + 1] {
        let neighbour = program.rowColumns[other]
        if fixings[neighbour] < 0, program.rowCoefficients[other] > room[row] { fixings[neighbour] = 0 }
      }
    }
    return true
  }
}
