// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import ArgumentParser
import Auctions
import Filings
import Foundation
import Studies

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
    // A file that grows beyond the user's limit is then an error of the write, with a message, in the place of a silent end.
    signal(SIGXFSZ, SIG_IGN)
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
    case is StoreFault: .badData
    case StudyDirectoryFault.locked: .stoppedWithoutAnswer
    case is StudyDirectoryFault: .badData
    case AllocationFault.unsatisfiable: .badData
    case is AllocationFault: .stoppedWithoutAnswer
    case AuctionFault.undecided, RoundsFault.notClosed, RepackingFault.undecided: .stoppedWithoutAnswer
    case is AuctionFault, is RoundsFault, is RepackingFault: .badData
    default: .internalFault
    }
  }
}

/// The two streams of a command: answers on standard output, everything else on standard error.
enum Console {
  static func answer(_ text: String) throws(OutputNotWritable) {
    try answer(bytes: [UInt8]((text + "\n").utf8))
  }

  static func answer(bytes: [UInt8]) throws(OutputNotWritable) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      throw OutputNotWritable(
        path: "standard output", reason: "the answer can't be written there",
        remedy: "free some room, or send it elsewhere")
    }
  }

  static func error(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Writes what doesn't stop a command.
  static func warning(_ text: String) {
    error("warning: " + text)
  }

  /// Writes progress without a line break, to overwrite it later; what doesn't fit in the terminal's line is left out.
  static func progress(_ text: String) {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let room = isKnown ? Int(size.ws_col) - 1 : 79
    let line = text.count > room ? text.prefix(max(0, room - 1)) + "…" : text[...]
    try? FileHandle.standardError.write(contentsOf: Data(("\r\u{1B}[K" + line).utf8))
  }

  /// Columns of the terminal that standard output goes to; nil where it isn't one.
  static var outputColumns: Int? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) != 0, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) != 0 }
}
