// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPK
import CGLPKGuard
import IntegerPrograms

/// The raw answer of one guarded call of GLPK.
struct GuardedAnswer {
  var stop: guarded_stop
  var proof: guarded_proof
  var values: [Double]?
  var rowDuals: [Double]?
  var columnDuals: [Double]?
  var basis: [UInt8]?
  var bound: Double?
  var nodes: Int
  var iterations: Int
  var log: String
  var message: String

  /// Why the search ended, in the words of the modelling layer.
  var termination: Termination {
    switch stop {
    case GUARDED_FINISHED: .finished
    case GUARDED_NODE_LIMIT: .nodeLimit
    case GUARDED_TIME_LIMIT: .timeLimit
    case GUARDED_ITERATION_LIMIT: .iterationLimit
    case GUARDED_TARGET: .targetReached
    case GUARDED_GAP: .gapReached
    case GUARDED_CANCELLED: .cancelled
    case GUARDED_TROUBLE: .numericalTrouble
    default: .fault(message)
    }
  }

  /// What was proved, in the words of the modelling layer.
  var provedFact: Proof {
    switch proof {
    case GUARDED_OPTIMAL: .optimal
    case GUARDED_INFEASIBLE: .infeasible
    case GUARDED_UNBOUNDED: .unbounded
    case GUARDED_INFEASIBLE_OR_UNBOUNDED: .infeasibleOrUnbounded
    default: .none
    }
  }
}

/// The caller's closures, passed through C as an opaque pointer for the time of one call.
private final class Observer {
  let options: SolverOptions

  init(_ options: SolverOptions) {
    self.options = options
  }
}

/// Builds, solves, reads and frees in one synchronous call on this thread.
///
/// No pointer of GLPK outlives the call or reaches another thread: an object touched by two threads ends the process.
func callGLPK(_ model: PreparedModel, _ options: SolverOptions) -> GuardedAnswer {
  let columns = model.variableCount
  let rows = model.rowLower.count
  var values = [Double](repeating: 0, count: columns)
  var columnDuals = [Double](repeating: 0, count: columns)
  var rowDuals = [Double](repeating: 0, count: rows)
  var basis = [UInt8](repeating: 0, count: columns + rows)
  var log = [CChar](repeating: 0, count: options.logLimit + 1)
  var answer = guarded_answer()
  var task = guarded_task(options, model)
  let observer = Observer(options)

  func run() {
    values.withUnsafeMutableBufferPointer { values in
      columnDuals.withUnsafeMutableBufferPointer { columnDuals in
        rowDuals.withUnsafeMutableBufferPointer { rowDuals in
          log.withUnsafeMutableBufferPointer { log in
            basis.withUnsafeMutableBufferPointer { basis in
              answer.basis = basis.baseAddress
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

  withExtendedLifetime(observer) {
    task.context = Unmanaged.passUnretained(observer).toOpaque()
    let numbers = [
      model.objective, model.lower, model.upper, model.rowLower, model.rowUpper, model.coefficients,
      model.exactIntegers(options.startingPoint ?? []),
    ]
    lend(numbers[...]) { pointers in
      task.objective = pointers[0]
      task.column_lower = pointers[1]
      task.column_upper = pointers[2]
      task.row_lower = pointers[3]
      task.row_upper = pointers[4]
      task.coefficient = pointers[5]
      task.starting_point = options.startingPoint == nil ? nil : pointers[6]
      let warmStart = warmStartStatuses(model, options)
      warmStart.withUnsafeBufferPointer { warmStart in
        task.warm_start = warmStart.isEmpty ? nil : warmStart.baseAddress
        model.isInteger.withUnsafeBufferPointer { isInteger in
          model.rowStarts.withUnsafeBufferPointer { rowStarts in
            model.columnIndices.withUnsafeBufferPointer { columnIndices in
              task.column_is_integer = model.hasIntegers ? isInteger.baseAddress : nil
              task.row_start = rowStarts.baseAddress
              task.column_index = columnIndices.baseAddress
              run()
            }
          }
        }
      }
    }
  }
  return GuardedAnswer(
    stop: guarded_stop(UInt32(answer.stop)), proof: guarded_proof(UInt32(answer.proof)),
    values: answer.has_values != 0 ? values : nil, rowDuals: answer.has_duals != 0 ? rowDuals : nil,
    columnDuals: answer.has_duals != 0 ? columnDuals : nil, basis: answer.has_basis != 0 ? basis : nil,
    bound: answer.has_bound != 0 ? answer.bound : nil,
    nodes: Int(answer.nodes), iterations: Int(answer.iterations),
    log: text(log) + (answer.log_was_cut != 0 ? "\n… the log was cut here\n" : ""),
    message: withUnsafeBytes(of: answer.message) { text($0.map { CChar(bitPattern: $0) }) })
}

/// GLPK's statuses of a basis that fits the model; empty where none was given or its size is another.
private func warmStartStatuses(_ model: PreparedModel, _ options: SolverOptions) -> [UInt8] {
  guard let basis = options.warmStart, basis.columns.count == model.variableCount,
    basis.rows.count == model.rowLower.count
  else { return [] }
  return (basis.columns + basis.rows).map(\.rawValue)
}

private func text(_ characters: [CChar]) -> String {
  String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

extension guarded_task {
  /// Scalars and callbacks; the arrays are lent later.
  fileprivate init(_ options: SolverOptions, _ model: PreparedModel) {
    func limit(_ value: Int?) -> Int32 { value.map { Int32(clamping: min($0, Int(Int32.max) - 1)) } ?? -1 }
    func flag(_ cut: SolverOptions.Cut) -> Int32 { options.cuts.contains(cut) ? 1 : 0 }
    self.init()
    columns = Int32(clamping: model.variableCount)
    rows = Int32(clamping: model.rowLower.count)
    maximise = model.direction == .maximise ? 1 : 0
    objective_constant = model.objectiveConstant
    simplex_method = options.simplexMethod.code
    starting_basis = options.startingBasis.code
    pricing = options.pricing.code
    scaling = options.scaling ? 1 : 0
    presolve = options.presolve ? 1 : 0
    branching = options.branching.code
    backtracking = options.backtracking.code
    mir_cuts = flag(.mixedIntegerRounding)
    gomory_cuts = flag(.gomory)
    cover_cuts = flag(.cover)
    clique_cuts = flag(.clique)
    feasibility_pump = options.feasibilityPump ? 1 : 0
    time_limit_ms = limit(options.timeLimitMilliseconds)
    node_limit = limit(options.nodeLimit)
    iteration_limit = limit(options.iterationLimit)
    relative_gap = options.relativeGap
    dual_tolerance = options.dualTolerance
    has_target = options.targetObjective == nil ? 0 : 1
    target = options.targetObjective ?? 0
    if options.isCancelled != nil {
      is_cancelled = { context in
        guard let context else { return 0 }
        let observer = Unmanaged<Observer>.fromOpaque(context).takeUnretainedValue()
        return observer.options.isCancelled?() == true ? 1 : 0
      }
    }
    if options.progress != nil {
      report = { context, progress in
        guard let context, let progress = progress?.pointee else { return }
        let observer = Unmanaged<Observer>.fromOpaque(context).takeUnretainedValue()
        observer.options.progress?(
          SolverOptions.Progress(
            nodes: Int(progress.nodes), incumbent: progress.has_incumbent != 0 ? progress.incumbent : nil,
            bound: progress.has_bound != 0 ? progress.bound : nil))
      }
    }
  }
}

/// Calls `body` with the addresses of all arrays at once; they are valid during the call only.
private func lend(
  _ arrays: ArraySlice<[Double]>, _ pointers: [UnsafePointer<Double>?] = [],
  _ body: ([UnsafePointer<Double>?]) -> Void
) {
  guard let first = arrays.first else { return body(pointers) }
  first.withUnsafeBufferPointer { buffer in
    lend(arrays.dropFirst(), pointers + [buffer.baseAddress], body)
  }
}
