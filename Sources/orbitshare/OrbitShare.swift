// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// The command line: thin commands over the rooms.
@main
struct OrbitShare: ParsableCommand {
  /// The version that results carry.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "orbitshare",
    abstract: "A policy laboratory for orbital slots and spectrum.",
    discussion: """
      Exit codes: 0 done; 1 a check that was asked for does not hold; 64 usage; 65 bad data; 66 input not found; \
      70 internal; 73 output cannot be written; 75 stopped at a limit with no answer, or by Ctrl-C.
      """,
    version: version,
    subcommands: [
      CompareCommand.self, FrontierCommand.self, WhatIfCommand.self, VerifyCommand.self, ValidateCommand.self,
      ImportCommand.self,
      MetricsCommand.self, SolveCommand.self, ExplainCommand.self, ManipulateCommand.self, AuctionCommand.self,
      GenerateCommand.self, BatchCommand.self, MergeCommand.self,
    ])
}
