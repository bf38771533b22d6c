// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKGuard
import GLPKSolver
import IntegerPrograms
import Testing

/// What would make GLPK abort ends in an answer. Swift never sends such a task, so these go to the guard itself.
@Suite struct GuardTests {
  /// One row over two columns whose indices are given.
  private func answer(columnIndices: [Int32], coefficients: [Double]) -> (stop: Int32, message: String) {
    let lower = [0.0, 0.0]
    let upper = [1.0, 1.0]
    let rowLower = [-Double.infinity]
    let rowUpper = [1.0]
    let rowStart = [0, columnIndices.count]
    var values = [0.0, 0.0]
    var columnDuals = [0.0, 0.0]
    var rowDuals = [0.0]
    var log = [CChar](repeating: 0, count: 1_000)
    var task = guarded_task()
    var answer = guarded_answer()
    task.columns = 2
    task.rows = 1
    task.simplex_method = 1
    task.pricing = 0x22
    task.time_limit_ms = -1
    task.node_limit = -1
    task.iteration_limit = -1
    lower.withUnsafeBufferPointer { lower in
      upper.withUnsafeBufferPointer { upper in
        rowLower.withUnsafeBufferPointer { rowLower in
          rowUpper.withUnsafeBufferPointer { rowUpper in
            rowStart.withUnsafeBufferPointer { rowStart in
              columnIndices.withUnsafeBufferPointer { columnIndices in
                coefficients.withUnsafeBufferPointer { coefficients in
                  values.withUnsafeMutableBufferPointer { values in
                    columnDuals.withUnsafeMutableBufferPointer { columnDuals in
                      rowDuals.withUnsafeMutableBufferPointer { rowDuals in
                        log.withUnsafeMutableBufferPointer { log in
                          task.objective = upper.baseAddress
                          task.column_lower = lower.baseAddress
                          task.column_upper = upper.baseAddress
                          task.row_lower = rowLower.baseAddress
                          task.row_upper = rowUpper.baseAddress
                          task.row_start = rowStart.baseAddress
                          task.column_index = columnIndices.baseAddress
                          task.coefficient = coefficients.baseAddress
                          answer.values = values.baseAddress
                          answer.column_duals = columnDuals.baseAddress
                          answer.row_duals = rowDuals.baseAddress
                          answer.log = log.baseAddress
                          answer.log_capacity = log.count
                          guarded_solve(&task, &answer)
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    let message = withUnsafeBytes(of: answer.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return (answer.stop, message)
  }

  @Test func anErrorInsideGLPKIsAnAnswerAndTheThreadGoesOn() throws {
    for _ in 0..<50 {
      let repeated = answer(columnIndices: [0, 0], coefficients: [1, 1])
      #expect(repeated.stop == Int32(GUARDED_FAULT.rawValue))
      #expect(repeated.message.contains("duplicate"))
      let outside = answer(columnIndices: [0, 7], coefficients: [1, 1])
      #expect(outside.stop == Int32(GUARDED_FAULT.rawValue))
      #expect(outside.message.contains("out of range"))
      let sound = answer(columnIndices: [0, 1], coefficients: [1, 1])
      #expect(sound.stop == Int32(GUARDED_FINISHED.rawValue) && sound.message.isEmpty)
      #expect(try ConformanceCase.textbookLinear[0].failures(of: GLPKSolver()) == [])
    }
  }
}
