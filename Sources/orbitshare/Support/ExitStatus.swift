// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import ArgumentParser
import Filings
import Foundation

/// The exit codes of the contract.
enum ExitStatus: Int32 {
  case checkFailed = 1
  case usage = 64
  case badData = 65
  case inputNotFound = 66
  case internalFault = 70
  case outputNotWritable = 73
  case stoppedWithoutAnswer = 75

  var code: ExitCode { ExitCode(rawValue) }

  /// Runs a command; an error is written to standard error, one line a fault, and becomes its exit code.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let code as ExitCode {
      throw code
    } catch let error as ValidationError {
      throw error
    } catch {
      Console.error("\(error)")
      throw status(of: error).code
    }
  }

  private static func status(of error: any Error) -> ExitStatus {
    switch error {
    case is BadInput, is Fault: .badData
    case is InputNotFound: .inputNotFound
    case is OutputNotWritable: .outputNotWritable
    case is AllocationFault: .stoppedWithoutAnswer
    default: .internalFault
    }
  }
}

/// The two streams of a command: answers on standard output, everything else on standard error.
enum Console {
  static func answer(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  static func answer(bytes: [UInt8]) {
    FileHandle.standardOutput.write(Data(bytes))
  }

  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Writes progress without a line break, to overwrite it later.
  static func progress(_ text: String) {
    FileHandle.standardError.write(Data(("\r\u{1B}[K" + text).utf8))
  }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) != 0 }
}
